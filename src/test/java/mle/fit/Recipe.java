package mle.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;

/**
 * A sample made from a bundled data set as a text says: a column, then steps.
 *
 * <ul>
 *   <li>{@code where COLUMN VALUE}: only these rows
 *   <li>{@code times COLUMN}: each row counts as often as this column says
 *   <li>{@code log}, {@code negate}, {@code difference}, {@code multiply NUMBER}, {@code divide NUMBER},
 *       {@code divide_by COLUMN}: other data, with their own density
 *   <li>{@code over NUMBER}: the excesses of the values above it
 *   <li>{@code instead NUMBER OTHER}: another number in its place
 *   <li>{@code event COLUMN}: right censored where this column is 0
 *   <li>{@code up_to COLUMN}: regions from the column up to this one, without end where a bound is missing
 *   <li>{@code positive}: only rows above zero; {@code seen_above NUMBER}: only those above it, as no others could be seen
 *   <li>{@code variable log}, {@code variable reciprocal}: a change of variable, so that the log-density of the column gains
 *       the log of the derivative
 * </ul>
 *
 * @param data the sample
 * @param logJacobian what the log-likelihood of the column is more than that of the sample
 */
record Recipe(EmpiricalDistribution data, double logJacobian) {
    static Recipe of(String dataset, String text) {
        String[] steps = text.split(" \\| ");
        Table table = Datasets.load(dataset);
        for (String step : steps) {
            String[] words = step.split(" ");
            if (words[0].equals("where")) {
                table = table.where(words[1], words[2]);
            }
        }
        double[] x = table.numeric(steps[0]).values();
        double[] weights = null;
        Observations regions = null;
        double logJacobian = 0;
        for (String step : Arrays.asList(steps).subList(1, steps.length)) {
            String[] words = step.split(" ");
            switch (words[0]) {
                case "where" -> {}
                case "times" -> weights = table.numeric(words[1]).values();
                case "divide_by" -> x = ratio(x, table.numeric(words[1]).values());
                case "event" -> regions = survival(x, table.numeric(words[1]).values());
                case "up_to" -> regions = Published.bounds(table, steps[0], words[1]);
                case "positive" -> weights = onlyAbove(x, weights, 0);
                case "seen_above" -> {
                    double bound = Double.parseDouble(words[1]);
                    double[] all = onlyAbove(x, weights, bound);
                    int[] seen =
                            IntStream.range(0, x.length).filter(i -> all[i] > 0).toArray();
                    x = chosen(x, seen);
                    weights = chosen(all, seen);
                    regions = Observations.exact(x).truncated(bound, Double.POSITIVE_INFINITY);
                }
                case "variable" -> {
                    logJacobian -= (words[1].equals("log") ? 1 : 2)
                            * Arrays.stream(x).map(Math::log).sum();
                    x = changed(x, words);
                }
                default -> x = changed(x, words);
            }
        }
        if (regions != null) {
            return new Recipe(
                    EmpiricalDistribution.of(weights == null ? regions : regions.weighted(weights)), logJacobian);
        }
        return new Recipe(
                weights == null ? EmpiricalDistribution.of(x) : EmpiricalDistribution.of(x, weights), logJacobian);
    }

    private static Observations survival(double[] times, double[] events) {
        boolean[] seen = new boolean[events.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = events[i] == 1;
        }
        return Observations.survival(times, seen);
    }

    /** The weights of the values above a bound, none of the others. */
    private static double[] onlyAbove(double[] x, double[] weights, double bound) {
        double[] above = new double[x.length];
        Arrays.setAll(above, i -> x[i] > bound ? weights[i] : 0);
        return above;
    }

    private static double[] chosen(double[] x, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> x[i]).toArray();
    }

    private static double[] ratio(double[] x, double[] y) {
        double[] ratio = new double[x.length];
        Arrays.setAll(ratio, i -> x[i] / y[i]);
        return ratio;
    }

    private static double[] changed(double[] x, String[] words) {
        double number = words.length > 1 && !words[0].equals("variable") ? Double.parseDouble(words[1]) : Double.NaN;
        String change = words[0].equals("variable") ? words[1] : words[0];
        return switch (change) {
            case "log" -> Arrays.stream(x).map(Math::log).toArray();
            case "reciprocal" -> Arrays.stream(x).map(v -> 1 / v).toArray();
            case "instead" ->
                Arrays.stream(x)
                        .map(v -> v == number ? Double.parseDouble(words[2]) : v)
                        .toArray();
            case "radians" ->
                Arrays.stream(x)
                        .map(v -> Math.IEEEremainder(v, 360) * Math.PI / 180)
                        .toArray();
            case "negate" -> Arrays.stream(x).map(v -> -v).toArray();
            case "multiply" -> Arrays.stream(x).map(v -> v * number).toArray();
            case "divide" -> Arrays.stream(x).map(v -> v / number).toArray();
            case "over" ->
                Arrays.stream(x).filter(v -> v > number).map(v -> v - number).toArray();
            case "difference" -> {
                double[] d = new double[x.length - 1];
                Arrays.setAll(d, i -> x[i + 1] - x[i]);
                yield d;
            }
            default -> throw new IllegalArgumentException("recipe: no step '" + change + "'");
        };
    }
}
