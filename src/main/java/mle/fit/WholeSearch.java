package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Parameter;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The fit of a family with a parameter that is a whole number and is not given, such as the size of a binomial: the best of
 * the fits with it held, one for each whole number that the data allow (Olkin, Petkau and Zidek 1981, JASA 76, 637-642). This
 * profile is followed by doubling steps and closed in on about each of its maxima, to the whole number; where it rises
 * to the end it is that of a limit of the family.
 *
 * <p>A whole number has no standard error. Its interval is that of the profile: the numbers of which the likelihood ratio to the
 * maximum is not refused. The standard errors of the other parameters are those of a known number; they are told where
 * the interval holds no other.
 */
final class WholeSearch {
    /** How far the profile is followed, relative to the least number: a probability of 1e-7 is as good as none. */
    private static final double FARTHEST = 0x1p24;

    /** The largest number whose neighbours are numbers. */
    private static final double LARGEST = 0x1p52;

    /** The nats that say nothing of a parameter, over its whole range. */
    private static final double NOTHING = 1e-8;

    /** The nats at which a limit is near. */
    private static final double NEAR = 1e-3;

    /** A profile so many nats below its best is followed no farther when more than so many steps change it by less than this. */
    private static final double STILL = 1e-3;

    private static final double FALLEN = 0.1;

    private static final int LONG = 2;

    /** What rounding may do to a log-likelihood, in units of its last place. */
    private static final double ROUNDING = 64;

    private final Mle asked;
    private final EmpiricalDistribution sample;
    private final EmpiricalDistribution atoms;
    private final String name;
    private final WholeRange range;
    private final NavigableMap<Double, Fit> profile = new TreeMap<>();
    private final Optional<Fit> limit;
    private final long began = System.nanoTime();

    private WholeSearch(Mle asked, EmpiricalDistribution sample, Parameter parameter) {
        this.asked = asked;
        this.sample = sample;
        this.atoms = sample.regions().isPresent() ? sample : sample.collapsed();
        this.name = parameter.name();
        this.range = WholeRange.of(parameter, asked.family(), asked.fixed(), sample);
        this.limit = new LimitFit(asked, sample, this::work).at(name, Double.POSITIVE_INFINITY);
    }

    /** The parameter of a family to be searched where some are held: the only number of the design that is not given. */
    static Optional<Parameter> parameter(Mle asked) {
        Parameter open = null;
        int count = 0;
        for (Parameter p : asked.family().parameters()) {
            if (p.known() && !asked.fixed().containsKey(p.name())) {
                open = p;
                count++;
            }
        }
        boolean estimable =
                count == 1 && open.whole() && asked.family().components().isEmpty();
        return estimable ? Optional.of(open) : Optional.empty();
    }

    /** The fit, if there is such a parameter. */
    static Optional<Fit> fit(Mle asked, EmpiricalDistribution sample) {
        Optional<Parameter> parameter = sample.dimension() > 1 ? Optional.empty() : parameter(asked);
        if (parameter.isEmpty()) {
            return Optional.empty();
        }
        Optional<Fit> certain = CertainRows.fit(asked, sample, System.nanoTime());
        return certain.isPresent() ? certain : Optional.of(new WholeSearch(asked, sample, parameter.get()).fit());
    }

    private Fit fit() {
        follow();
        return unknown().orElseGet(this::highest);
    }

    private Fit highest() {
        double last = profile.lastKey();
        double rounding = ROUNDING * Math.ulp(Math.abs(at(best())) + sample.n());
        if (profile.size() > 1 && profile.keySet().stream().allMatch(m -> at(m) >= at(best()) - NOTHING)) {
            return nothing(Kind.NOT_IDENTIFIED, "all values of " + name + " have the same likelihood");
        }
        List<Double> grid = List.copyOf(profile.keySet());
        for (int i = 0; i < grid.size(); i++) {
            double here = at(grid.get(i));
            double before = grid.get(Math.max(0, i - 1));
            double after = grid.get(Math.min(grid.size() - 1, i + 1));
            boolean rising = i == grid.size() - 1 && last < range.greatest();
            double lower = Math.min(at(before), at(after));
            if (!rising && here >= Math.max(at(before), at(after)) && here > lower + rounding) {
                closeIn(before, after);
            }
        }
        if (unknown().isPresent()) {
            return unknown().get();
        }
        double best = best();
        if (limit.isPresent() && limit.get().logLikelihood() >= at(best) - rounding) {
            return inLimit(limit.get());
        }
        if (best == last && last < range.greatest()) {
            boolean settled = at(last) - at(profile.lowerKey(last)) < NOTHING;
            return nothing(
                    limit.isEmpty() && settled ? Kind.NO_MAXIMUM : Kind.NOT_REACHED,
                    "the likelihood keeps rising as " + name + " -> infinity");
        }
        return atBest(best, rounding);
    }

    // ---- the profile ----

    /** By doubling steps, to where searches find no maximum any more for the limit is so near, or nothing changes any more. */
    private void follow() {
        double before = Double.NaN;
        int steps = 0;
        for (double whole : range.doubling(limit.isPresent() ? FARTHEST : LARGEST, LARGEST)) {
            boolean near = limit.isPresent() && Math.abs(before - limit.get().logLikelihood()) < NEAR;
            double here = at(whole);
            if (near && Double.isInfinite(here)) {
                profile.remove(whole);
                return;
            }
            double still = here < at(best()) - FALLEN ? STILL : NOTHING;
            steps = Math.abs(here - before) < still ? steps + 1 : 0;
            if (steps > LONG && Double.isInfinite(range.greatest())) {
                return;
            }
            before = here;
        }
    }

    /** The maximum of the log-likelihood with the parameter held; minus infinity where none was found. */
    private double at(double whole) {
        double value = profile.computeIfAbsent(whole, m -> held(m, atoms)).logLikelihood();
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private Fit held(double whole, EmpiricalDistribution data) {
        return asked.withFixed(name, whole).fitTo(data);
    }

    /** Looks between two numbers for the highest, by thirds. */
    private void closeIn(double from, double to) {
        double low = from;
        double high = to;
        while (high - low > 3) {
            double third = Math.floor((high - low) / 3);
            if (at(low + third) < at(high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        for (double whole = low; whole <= high; whole++) {
            at(whole);
        }
    }

    private double best() {
        double best = profile.firstKey();
        for (double whole : profile.keySet()) {
            best = at(whole) > at(best) ? whole : best;
        }
        return best;
    }

    /** The numbers of which the likelihood is not significantly below the highest; of data with sampling weights, none. */
    private double[] interval(double highest) {
        if (sample.samplingWeights().length > 0 || sample.clusters().length > 0) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double z = asked.quantile();
        Predicate<Double> inside = whole -> at(whole) >= highest - z * z / 2;
        double[] known = profile.keySet().stream()
                .filter(inside)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double end = profile.lastKey();
        double least = known.length == 0 ? end : known[0];
        double greatest = known.length == 0 ? end : known[known.length - 1];
        Double below = profile.lowerKey(least);
        Double above = profile.higherKey(greatest);
        return new double[] {
            below == null ? least : last(below, least, inside.negate()) + 1,
            above == null ? range.greatest() : last(greatest, above, inside)
        };
    }

    /** The last number at which a condition holds, between one where it does and one where it doesn't. */
    private static double last(double from, double to, Predicate<Double> holds) {
        double low = from;
        double high = to;
        while (high - low > 1) {
            double middle = Math.floor(low + (high - low) / 2);
            if (holds.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // ---- what it comes to ----

    private Fit atBest(double best, double rounding) {
        Fit fit = held(best, sample);
        double[] interval = interval(at(best));
        boolean sure = interval[0] == interval[1];
        boolean atEnd = best == range.least() && range.least() < range.greatest();
        boolean onEdge = fit.outcome().kind() == Kind.BOUNDARY;
        boolean alone = fit.parameters().stream().allMatch(Estimate::fixed);
        String value = name + " = " + Ending.format(best);
        String message = value + " is the best whole number"
                + (atEnd ? ", the least that the data allow" : "")
                + told(interval, sure)
                + (isAlike(best, rounding) ? "; one beside it is as likely to rounding" : "")
                + (onEdge ? "; with that, " + fit.outcome().message() : "")
                + (sure || alone
                        ? ""
                        : "; where it is known (--fix " + value.replace(" ", "") + ") others have standard errors");
        Stream<String> edges = Stream.concat(Stream.of(name).filter(n -> atEnd), fit.outcome().parameters().stream());
        Outcome outcome = atEnd || onEdge
                ? new Outcome(Kind.BOUNDARY, message, edges.toList(), Map.of())
                : Outcome.of(Kind.CONVERGED, message);
        return fit(outcome, fit, estimate(best, interval), sure);
    }

    private boolean isAlike(double best, double rounding) {
        return Stream.of(best - 1, best + 1).filter(range::holds).anyMatch(m -> at(m) >= at(best) - rounding);
    }

    /** The interval in words, and how near the limit comes. */
    private String told(double[] interval, boolean sure) {
        if (Double.isNaN(interval[0])) {
            return "";
        }
        String percent = Digits.number(100 * asked.level()) + "%";
        return sure
                ? ", and no other lies in its " + percent + " interval"
                : ", its " + percent + " interval by the profile likelihood is " + Ending.format(interval[0]) + " to "
                        + Ending.format(interval[1]);
    }

    /** The limit of the family, with the numbers that are not refused. */
    private Fit inLimit(Fit fit) {
        double[] interval = interval(fit.logLikelihood());
        Outcome outcome = fit.outcome();
        String message = outcome.message()
                + (Double.isNaN(interval[0])
                        ? ""
                        : "; the " + Digits.number(100 * asked.level()) + "% interval of " + name
                                + " by the profile likelihood begins at " + Ending.format(interval[0]));
        return fit(
                new Outcome(outcome.kind(), message, outcome.parameters(), outcome.direction()),
                fit,
                estimate(Double.POSITIVE_INFINITY, interval),
                true);
    }

    private Estimate estimate(double value, double[] interval) {
        return new Estimate(name, value, Double.NaN, interval[0], interval[1], false);
    }

    /** A fit with the parameter held, told as one in which it was estimated. */
    private Fit fit(Outcome outcome, Fit fit, Estimate own, boolean withErrors) {
        List<Estimate> estimates = new ArrayList<>();
        double[][] covariance = new double[fit.parameters().size()][];
        for (int i = 0; i < covariance.length; i++) {
            Estimate e = fit.parameters().get(i);
            covariance[i] = Report.nan(covariance.length);
            for (int j = 0; withErrors && j < covariance.length; j++) {
                covariance[i][j] = fit.covariance().get(i, j);
            }
            Estimate without = new Estimate(e.name(), e.value(), Double.NaN, Double.NaN, Double.NaN, e.fixed());
            estimates.add(e.name().equals(name) ? own : withErrors ? e : without);
        }
        return new Fit(
                asked.family(),
                sample,
                outcome,
                estimates,
                fit.covarianceKind(),
                covariance,
                fit.logLikelihood(),
                asked.level(),
                work());
    }

    /** A number at which no maximum was found leaves open which is the best. */
    private Optional<Fit> unknown() {
        return profile.entrySet().stream()
                .filter(e -> !e.getValue().outcome().kind().found())
                .findFirst()
                .map(e -> nothing(
                        Kind.NOT_REACHED,
                        "at " + name + " = " + Ending.format(e.getKey()) + " no maximum was found ("
                                + e.getValue().outcome().kind().label() + ": "
                                + e.getValue().outcome().message() + ")"));
    }

    private Fit nothing(Kind kind, String message) {
        Map<String, Double> direction = kind == Kind.NOT_REACHED ? Map.of() : Map.of(name, 1.0);
        Outcome outcome = new Outcome(kind, message + " (--fix " + name + "=... holds it)", List.of(name), direction);
        return Fit.without(asked, sample, outcome, work());
    }

    /** What all searches took together. */
    private Work work() {
        int iterations = 0;
        int evaluations = 0;
        for (Fit fit : profile.values()) {
            iterations += fit.work().iterations();
            evaluations += fit.work().evaluations();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Work(
                asked.solver().name(), iterations, evaluations, Double.NaN, Double.NaN, seconds, profile.size(), 1);
    }
}
