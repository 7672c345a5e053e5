package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;

/** What multinomial distributions and their mixtures share. */
final class Multinomials {
    private Multinomials() {}

    static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    /** Values over their sum. */
    static double[] shares(double[] values) {
        return times(values, 1 / Arrays.stream(values).sum());
    }

    /** A factor times diag(p) - pp'. */
    static double[][] covariance(double[] p, double factor) {
        double[][] matrix = new double[p.length][p.length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                matrix[i][j] = factor * ((i == j ? p[i] : 0) - p[i] * p[j]);
            }
        }
        return matrix;
    }

    /** By how much the counts vary more than a multinomial's, and a few other precisions. */
    static List<double[]> overdispersedStarts(EmpiricalDistribution p) {
        double[] shares = shares(p.means());
        double total = 0;
        double square = 0;
        double pearson = 0;
        for (int row = 0; row < p.size(); row++) {
            double n = 0;
            for (int i = 0; i < shares.length; i++) {
                n += p.margin(i).value(row);
            }
            total += p.weight(row) * n;
            square += p.weight(row) * n * n;
            for (int i = 0; i < shares.length && n > 0; i++) {
                double off = p.margin(i).value(row) - n * shares[i];
                pearson += shares[i] > 0 ? p.weight(row) * off * off / shares[i] : 0;
            }
        }
        // The mean of pearson is (d - 1)·Σ n(n + precision)/(1 + precision).
        double ratio = pearson / (shares.length - 1);
        double precision = (square - ratio) / (ratio - total);
        List<double[]> points = new ArrayList<>();
        for (double k :
                new double[] {precision > 0 && Double.isFinite(precision) ? precision : 1000, 0.1, 1, 10, 100}) {
            points.add(times(shares, k));
        }
        return points;
    }

    /** The share that a parameter has in the sum, as a formula of the logarithms of its ratios to the first. */
    static String share(int i, int d) {
        return (i == 1 ? "1" : "exp(logratio" + i + ")") + "/(1 + " + ratioSum(d) + ")";
    }

    /** The logarithm of {@link #share}. */
    static String logShare(int i, int d) {
        return (i == 1 ? "" : "logratio" + i) + " - log1p(" + ratioSum(d) + ")";
    }

    private static String ratioSum(int d) {
        return IntStream.rangeClosed(2, d)
                .mapToObj(i -> "exp(logratio" + i + ")")
                .collect(Collectors.joining(" + "));
    }

    /** The logarithms of the ratios of probabilities to the first: they themselves count only up to a factor. */
    static Reparametrisation byRatios(int d, Support support, List<Parameter> probabilities, String logDensity) {
        List<Parameter> ratios = ratios(d);
        Map<String, Expr> own = new LinkedHashMap<>();
        for (int i = 1; i <= d; i++) {
            own.put(probabilities.get(i - 1).name(), VectorFamily.parsed(share(i, d), d, support, ratios));
        }
        return new Reparametrisation(
                ratios,
                own,
                ofRatios(d, support, probabilities),
                Optional.of(VectorFamily.parsed(logDensity, d, support, ratios)));
    }

    private static List<Parameter> ratios(int d) {
        return IntStream.rangeClosed(2, d)
                .mapToObj(i -> Parameter.of("logratio" + i, Domain.REAL))
                .toList();
    }

    private static Map<String, Expr> ofRatios(int d, Support support, List<Parameter> own) {
        Map<String, Expr> others = new LinkedHashMap<>();
        for (int i = 2; i <= d; i++) {
            String text =
                    "log(" + own.get(i - 1).name() + ") - log(" + own.get(0).name() + ")";
            others.put("logratio" + i, VectorFamily.parsed(text, d, support, own));
        }
        return others;
    }

    /** The sum of the alphas and the logarithms of their ratios to the first; the density as a formula of these, if given. */
    static Reparametrisation byPrecision(int d, Support support, List<Parameter> alphas, Optional<String> logDensity) {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, Expr> others = new LinkedHashMap<>();
        Map<String, Expr> own = new LinkedHashMap<>();
        parameters.add(Parameter.of("precision", Domain.POSITIVE));
        String all = alphas.stream().map(Parameter::name).collect(Collectors.joining(" + "));
        others.put("precision", VectorFamily.parsed(all, d, support, alphas));
        parameters.addAll(ratios(d));
        others.putAll(ofRatios(d, support, alphas));
        for (int i = 1; i <= d; i++) {
            own.put("alpha" + i, VectorFamily.parsed("precision*" + share(i, d), d, support, parameters));
        }
        return new Reparametrisation(
                List.copyOf(parameters),
                own,
                others,
                logDensity.map(text -> VectorFamily.parsed(text, d, support, parameters)));
    }
}
