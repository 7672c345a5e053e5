package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;

/**
 * The von Mises-Fisher distribution of directions, rows of length 1: with the mean direction m and the concentration k a density of
 * k^&nu;/((2&pi;)^(d/2) I(k)) exp(k m'x), I the modified Bessel function of order &nu; = d/2 - 1. It is searched by k m, in which the
 * likelihood is concave.
 */
final class Directions {
    private static final Support LINE = Support.parse("x real");
    private static final String CONCENTRATION = "concentration";

    /** Up to so many roundings a mean is that of directions that cancel. */
    private static final double NONE = 4 * Math.ulp(1.0);

    private final int d;
    private final double order;
    private final List<Parameter> own;
    private final List<Parameter> natural;

    /** The second derivative of the logarithm of I over the power of the order, for large concentrations. */
    private final Program curvature;

    private Directions(int d) {
        this.d = d;
        this.order = 0.5 * d - 1;
        this.own = new ArrayList<>(numbered("mean"));
        this.natural = numbered("natural");
        own.add(Parameter.of(CONCENTRATION, Domain.POSITIVE));
        Expr.Symbol k = own.get(d).symbol();
        Expr norm = Expr.call(Function.LOGBESSELIREL, Expr.constant(order), k)
                .minus(Expr.call(Function.LOG, k).times(order));
        this.curvature = Program.of(List.of(norm.derivative(k).derivative(k)), List.of(k));
    }

    static VectorFamily make(int d) {
        Directions directions = new Directions(d);
        String text = directions.density(
                CONCENTRATION,
                "concentration*(" + directions.sum(i -> "mean" + i + "*x" + i) + ")/" + directions.length("mean"));
        VectorFamily family = VectorFamily.of("von-mises-fisher", d, LINE, directions.own, text);
        return family.withConstraint(Constraint.lengthIsOne(family.columns()))
                .withStarts(directions::starts)
                .withSolvedIn(directions::byNatural)
                .withClosedForm((f, data, held) -> directions.maximum(data, held))
                .withSampler(
                        (values, searched, total, random, row) -> directions.draw(values, random, row),
                        (values, total) -> directions.mean(values),
                        (values, total) -> directions.covariance(values))
                .withSource("Mardia and Jupp (2000), Directional Statistics, sec. 9.3.2 and 10.3.1;"
                        + " means count by their direction alone");
    }

    private List<Parameter> numbered(String name) {
        return IntStream.rangeClosed(1, d)
                .mapToObj(i -> Parameter.of(name + i, Domain.REAL))
                .toList();
    }

    private String sum(IntFunction<String> term) {
        return IntStream.rangeClosed(1, d).mapToObj(term).collect(Collectors.joining(" + "));
    }

    private String length(String name) {
        return "sqrt(" + sum(i -> name + i + "^2") + ")";
    }

    /** The log-density, from the concentration and the exponent. */
    private String density(String concentration, String exponent) {
        String half = d % 2 == 0 ? Integer.toString(d / 2) : d + "/2";
        String ofOrder = d % 2 == 0 ? Integer.toString(d / 2 - 1) : d - 2 + "/2";
        String power = d == 2 ? "" : " + " + ofOrder + "*log(" + concentration + ")";
        return exponent + " - " + concentration + power + " - logbesselirel(" + ofOrder + ", " + concentration + ") - "
                + half + "*log(2*pi)";
    }

    private Reparametrisation byNatural() {
        Map<String, Expr> ownOfNatural = new LinkedHashMap<>();
        Map<String, Expr> naturalOfOwn = new LinkedHashMap<>();
        for (int i = 1; i <= d; i++) {
            ownOfNatural.put("mean" + i, parsed("natural" + i + "/" + length("natural"), natural));
            naturalOfOwn.put("natural" + i, parsed("concentration*mean" + i + "/" + length("mean"), own));
        }
        ownOfNatural.put(CONCENTRATION, parsed(length("natural"), natural));
        String density = density(length("natural"), sum(i -> "natural" + i + "*x" + i));
        return new Reparametrisation(natural, ownOfNatural, naturalOfOwn, Optional.of(parsed(density, natural)));
    }

    private Expr parsed(String text, List<Parameter> parameters) {
        return VectorFamily.parsed(text, d, LINE, parameters);
    }

    // ---- fits ----

    private static double length(double[] row) {
        return StrictMath.sqrt(Arrays.stream(row).map(x -> x * x).sum());
    }

    private static double[] direction(double[] row) {
        return Multinomials.times(row, 1 / length(row));
    }

    /** The concentration approximately (Banerjee and others 2005, Journal of Machine Learning Research 6, 1345-1382). */
    private List<double[]> starts(EmpiricalDistribution p) {
        double[] mean = p.means();
        double resultant = length(mean);
        double variance = 0;
        for (int i = 0; i < d; i++) {
            variance += p.covariances()[i * (i + 1) / 2 + i];
        }
        return List.of(values(direction(mean), resultant * (d - resultant * resultant) / variance));
    }

    private double[] values(double[] direction, double concentration) {
        double[] values = Arrays.copyOf(direction, d + 1);
        values[d] = concentration;
        return values;
    }

    /** The mean direction is in closed form: all of the maximum where the concentration is held, or where there is no mean. */
    private Optional<Maximum> maximum(EmpiricalDistribution data, Map<String, Double> held) {
        double[] mean = data.means();
        double resultant = length(mean);
        if (held.isEmpty() && resultant <= NONE) {
            double logArea = StrictMath.log(2) + 0.5 * d * StrictMath.log(Math.PI) - Function.LGAMMA.at(0.5 * d);
            double[] unknown = new double[d];
            Arrays.fill(unknown, Double.NaN);
            return Optional.of(new Maximum(
                    values(unknown, 0),
                    unknown(),
                    () -> new double[d + 1][data.size()],
                    -data.n() * logArea,
                    d,
                    List.of(CONCENTRATION)));
        }
        if (!held.keySet().equals(Set.of(CONCENTRATION)) || resultant <= NONE) {
            return Optional.empty();
        }
        double concentration = held.get(CONCENTRATION);
        double[] direction = direction(mean);
        double[][] covariance = unknown();
        double variance = 1 / (data.n() * concentration * resultant);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                covariance[i][j] = variance * ((i == j ? 1 : 0) - direction[i] * direction[j]);
            }
        }
        double each = concentration * (resultant - 1)
                + order * StrictMath.log(concentration)
                - Function.LOGBESSELIREL.at(order, concentration)
                - 0.5 * d * StrictMath.log(2 * Math.PI);
        return Optional.of(new Maximum(
                values(direction, concentration),
                covariance,
                () -> influence(data, direction, resultant),
                data.n() * each,
                d - 1,
                List.of()));
    }

    private double[][] unknown() {
        double[][] matrix = new double[d + 1][d + 1];
        for (double[] row : matrix) {
            Arrays.fill(row, Double.NaN);
        }
        return matrix;
    }

    /** What a row has across the mean direction, over the length of the sum of all. */
    private double[][] influence(EmpiricalDistribution data, double[] direction, double resultant) {
        double[][] columns = new double[d + 1][data.size()];
        for (int row = 0; row < data.size(); row++) {
            double along = 0;
            for (int i = 0; i < d; i++) {
                along += direction[i] * data.margin(i).value(row);
            }
            for (int i = 0; i < d; i++) {
                columns[i][row] = (data.margin(i).value(row) - along * direction[i]) / (data.n() * resultant);
            }
        }
        return columns;
    }

    // ---- moments and draws ----

    /** The mean length along the mean direction, I of the next order over I. */
    private double along(double concentration) {
        return StrictMath.exp(
                Function.LOGBESSELIREL.at(order + 1, concentration) - Function.LOGBESSELIREL.at(order, concentration));
    }

    private double[] mean(double[] values) {
        return Multinomials.times(direction(Arrays.copyOf(values, d)), along(values[d]));
    }

    /** Across the mean direction the mean length over the concentration; along it the derivative of that. */
    private double[][] covariance(double[] values) {
        double[] direction = direction(Arrays.copyOf(values, d));
        double k = values[d];
        double along = along(k);
        double across = along / k;
        double[][] matrix = new double[d][d];
        double variance =
                k < 1 ? 1 - along * along - (d - 1) * across : curvature.values(new double[] {k})[0];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                matrix[i][j] = (i == j ? across : 0) + (variance - across) * (direction[i] * direction[j]);
            }
        }
        return matrix;
    }

    /**
     * A length along the mean direction by rejection (Wood 1994, Communications in Statistics, Simulation and Computation 23,
     * 157-164), and any direction across it.
     */
    private void draw(double[] values, Draws random, double[] row) {
        double[] direction = direction(Arrays.copyOf(values, d));
        double k = values[d];
        double b = (d - 1) / (2 * k + StrictMath.sqrt(4 * k * k + (d - 1.0) * (d - 1.0)));
        double centre = (1 - b) / (1 + b);
        double most = k * centre + (d - 1) * StrictMath.log1p(-centre * centre);
        double[] halves = {0.5 * (d - 1), 0.5 * (d - 1)};
        double[] shares = new double[2];
        double along;
        do {
            random.shares(halves, shares);
            along = (1 - (1 + b) * shares[0]) / (1 - (1 - b) * shares[0]);
        } while (k * along + (d - 1) * StrictMath.log1p(-centre * along) - most < StrictMath.log(random.uniform()));
        double dot = 0;
        for (int i = 0; i < d; i++) {
            row[i] = random.normal();
            dot += row[i] * direction[i];
        }
        for (int i = 0; i < d; i++) {
            row[i] -= dot * direction[i];
        }
        double across = StrictMath.sqrt((1 - along) * (1 + along)) / length(row);
        for (int i = 0; i < d; i++) {
            row[i] = along * direction[i] + across * row[i];
        }
    }
}
