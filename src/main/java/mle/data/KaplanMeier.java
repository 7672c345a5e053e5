package mle.data;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * The product-limit estimate of P(X &gt; t) from values that are exact or right censored, under observation from an entry on
 * (Kaplan and Meier 1958, JASA 53, 457-481; with left truncation, Tsai, Jewell and Wang 1987, Biometrika 74, 883-886). It
 * steps at the exact values; a censored value counts as at risk at its own time. Beyond the last time, if that is censored, the
 * data tell nothing, and the estimate stays where it was.
 *
 * <p>With left truncation it is the probability given X above the least entry. Weights are frequencies; with sampling weights the
 * variances are none.
 *
 * <p>Arrays must not be changed.
 *
 * @param times the times of events, ascending
 * @param atRisk how many were at risk just before each
 * @param events how many events there were
 * @param survival P(X &gt; t) from each time on
 * @param variance Greenwood's estimate of the variance of each (Greenwood 1926); NaN from where no one is left, and with
 *     sampling weights
 */
public record KaplanMeier(double[] times, double[] atRisk, double[] events, double[] survival, double[] variance) {
    /** What sums of weights may leave of no one. */
    private static final double ROUNDING = 1e-12;

    /** Who comes, goes and has an event at a time. */
    private static final class Step {
        private double entering;
        private double censored;
        private double events;
    }

    /**
     * The estimate for a sample.
     *
     * @throws DataException if a row is censored on the left or to an interval, or has an exit; the message names it
     */
    public static KaplanMeier of(EmpiricalDistribution data) {
        TreeMap<Double, Step> steps = new TreeMap<>();
        double present = 0;
        for (int i = 0; i < data.size(); i++) {
            double weight = data.weight(i);
            double entry = entry(data, i);
            Step last = steps.computeIfAbsent(time(data, i), t -> new Step());
            if (isEvent(data, i)) {
                last.events += weight;
            } else {
                last.censored += weight;
            }
            if (entry == Double.NEGATIVE_INFINITY) {
                present += weight;
            } else {
                steps.computeIfAbsent(entry, t -> new Step()).entering += weight;
            }
        }
        return along(steps, present, data.samplingWeights().length == 0);
    }

    private static boolean isEvent(EmpiricalDistribution data, int row) {
        return data.regions().isEmpty() || data.regions().get().kind(row) == Observations.Kind.EXACT;
    }

    private static double time(EmpiricalDistribution data, int row) {
        if (data.regions().isEmpty()) {
            return data.value(row);
        }
        Observations o = data.regions().get();
        boolean fits = isEvent(data, row) || o.kind(row) == Observations.Kind.RIGHT;
        if (!fits || o.exit(row) < Double.POSITIVE_INFINITY) {
            throw DataException.inRow(
                    data.rowOf(row),
                    "Kaplan-Meier needs a value, exact or right censored, and no bound above, got " + o.lower(row)
                            + " to " + o.upper(row));
        }
        return o.lower(row) + 0.0; // one zero of the two
    }

    private static double entry(EmpiricalDistribution data, int row) {
        return data.regions().map(o -> o.entry(row)).orElse(Double.NEGATIVE_INFINITY);
    }

    private static KaplanMeier along(TreeMap<Double, Step> steps, double present, boolean isSample) {
        int most = (int) steps.values().stream().filter(s -> s.events > 0).count();
        double[][] columns = new double[5][most];
        double survival = 1;
        double greenwood = 0;
        double atRisk = present;
        int k = 0;
        for (var at : steps.entrySet()) {
            Step step = at.getValue();
            if (step.events > 0) {
                double left = atRisk - step.events;
                boolean noneLeft = left <= ROUNDING * atRisk;
                survival = noneLeft ? 0 : survival * (left / atRisk);
                greenwood += noneLeft ? Double.NaN : step.events / (atRisk * left);
                columns[0][k] = at.getKey();
                columns[1][k] = atRisk;
                columns[2][k] = step.events;
                columns[3][k] = survival;
                columns[4][k] = isSample ? survival * survival * greenwood : Double.NaN;
                k++;
            }
            atRisk += step.entering - step.events - step.censored;
        }
        return new KaplanMeier(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    private int upTo(double t) {
        int found = Arrays.binarySearch(times, t);
        return found >= 0 ? found : -found - 2;
    }

    /** P(X &gt; t). */
    public double survival(double t) {
        int k = upTo(t + 0.0);
        return k < 0 ? 1 : survival[k];
    }

    /** P(X ≤ t). */
    public double cdf(double t) {
        return 1 - survival(t);
    }

    /** The standard error of {@link #survival(double)}; 0 before the first event. */
    public double standardError(double t) {
        int k = upTo(t + 0.0);
        return k < 0 ? 0 : Math.sqrt(variance[k]);
    }

    /**
     * The least time with P(X ≤ t) ≥ p.
     *
     * @return NaN where the estimate does not come so far
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new DataException("quantile: p must be in [0, 1], got " + p);
        }
        for (int k = 0; k < times.length; k++) {
            if (1 - survival[k] >= p) {
                return times[k];
            }
        }
        return Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KaplanMeier o
                && Arrays.equals(times, o.times)
                && Arrays.equals(atRisk, o.atRisk)
                && Arrays.equals(events, o.events)
                && Arrays.equals(survival, o.survival)
                && Arrays.equals(variance, o.variance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(survival);
    }

    @Override
    public String toString() {
        return "KaplanMeier of " + times.length + " times";
    }
}
