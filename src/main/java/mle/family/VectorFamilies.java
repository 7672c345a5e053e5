package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;

/** The families of vectors, each for any number of columns. */
final class VectorFamilies {
    static final List<String> NAMES =
            List.of("mvnormal", "mvstudent", "dirichlet", "multinomial", "dirichlet-multinomial", "von-mises-fisher");

    private VectorFamilies() {}

    /** The family of that name for so many columns. */
    static VectorFamily make(String name, int dimension) {
        int least = name.startsWith("mv") ? 1 : 2;
        if (!(dimension >= least)) {
            throw new IllegalArgumentException(
                    name + ": needs " + (least == 1 ? "a column" : "two columns or more") + ", got " + dimension);
        }
        VectorFamily family = switch (name) {
            case "mvnormal" -> makeNormal(dimension);
            case "mvstudent" -> makeStudent(dimension);
            case "dirichlet" -> makeDirichlet(dimension);
            case "multinomial" -> makeMultinomial(dimension);
            case "dirichlet-multinomial" -> makeDirichletMultinomial(dimension);
            case "von-mises-fisher" -> Directions.make(dimension);
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
        return family.withSiblings(d -> Families.vectors(name, d));
    }

    // ---- location and scatter ----

    private static VectorFamily makeNormal(int d) {
        LocationScatter names = LocationScatter.named("mean", "covariance", d);
        Elliptical formulas = new Elliptical(names);
        BinaryOperator<Expr> density = (determinant, distance) ->
                determinant.plus(distance).plus(d * StrictMath.log(2 * Math.PI)).times(-0.5);
        return VectorFamily.of(
                        "mvnormal",
                        d,
                        Support.parse("x real"),
                        formulas.own(),
                        "-0.5*d*log(2*pi) - 0.5*log(det(covariance)) - 0.5*(x - mean)'*inverse(covariance)*(x - mean)",
                        () -> formulas.density(density))
                .withLocationScatter(names)
                .withSolvedIn(() -> formulas.regressions(List.of(), density))
                .withStarts(p -> List.of(point(names, p.means(), p.covariances(), 1)))
                .withClosedForm(NormalMaximum::of)
                .withSampler(
                        (own, searched, total, random, row) -> drawRegressions(searched, 1, random, row),
                        (own, total) -> Arrays.copyOf(own, d),
                        (own, total) -> matrix(names, own, 1))
                .withSource("Anderson (2003), An Introduction to Multivariate Statistical Analysis, ch. 2 and 3");
    }

    private static VectorFamily makeStudent(int d) {
        LocationScatter names = LocationScatter.named("location", "scatter", d);
        Elliptical formulas = new Elliptical(names);
        Parameter df = Parameter.of("df", Domain.POSITIVE);
        Expr nu = Expr.parameter("df", Sign.POSITIVE);
        Expr constant = Expr.call(Function.LPOCHREL, nu.times(0.5), Expr.constant(0.5 * d))
                .plus(-0.5 * d * StrictMath.log(2 * Math.PI));
        BinaryOperator<Expr> density = (determinant, distance) -> constant.minus(determinant.times(0.5))
                .minus(nu.plus(d).times(0.5).times(Expr.call(Function.LOG1P, distance.over(nu))));
        List<Parameter> own = new ArrayList<>(formulas.own());
        own.add(df);
        return VectorFamily.of(
                        "mvstudent",
                        d,
                        Support.parse("x real"),
                        own,
                        "lgamma((df + d)/2) - lgamma(df/2) - 0.5*d*log(df*pi) - 0.5*log(det(scatter))"
                                + " - (df + d)/2*log1p((x - location)'*inverse(scatter)*(x - location)/df)",
                        () -> formulas.density(density))
                .withLocationScatter(names)
                .withSolvedIn(() -> formulas.regressions(List.of(df), density))
                .withStarts(p -> studentStarts(names, p))
                .withLimit(studentLimit(names))
                .withSampler(
                        (values, searched, total, random, row) -> {
                            double half = values[values.length - 1] / 2;
                            double stretch = StrictMath.exp(0.5 * (StrictMath.log(half) - random.logGamma(half)));
                            drawRegressions(searched, stretch, random, row);
                        },
                        (values, total) -> {
                            double[] mean = Arrays.copyOf(values, d);
                            if (!(values[values.length - 1] > 1)) {
                                Arrays.fill(mean, Double.NaN);
                            }
                            return mean;
                        },
                        (values, total) -> {
                            double last = values[values.length - 1];
                            return matrix(names, values, last > 2 ? last / (last - 2) : Double.NaN);
                        })
                .withSource("Lange, Little and Taylor (1989), JASA 84, 881-896");
    }

    private static Limit studentLimit(LocationScatter names) {
        int d = names.dimension();
        LocationScatter ofNormal = LocationScatter.named("mean", "covariance", d);
        List<String> own = new ArrayList<>(names.locations());
        own.addAll(names.scatterNames());
        List<String> others = new ArrayList<>(ofNormal.locations());
        others.addAll(ofNormal.scatterNames());
        Map<String, String> pairs =
                IntStream.range(0, own.size()).boxed().collect(Collectors.toMap(others::get, own::get));
        return new Limit("df", () -> Families.vectors("mvnormal", d), pairs);
    }

    /** From moments, as they are for some degrees of freedom; and from medians and quartiles, the columns apart. */
    private static List<double[]> studentStarts(LocationScatter names, EmpiricalDistribution p) {
        int d = names.dimension();
        List<double[]> points = new ArrayList<>();
        for (double df : new double[] {4, 10, 40}) {
            points.add(with(df, point(names, p.means(), p.covariances(), (df - 2) / df)));
        }
        double[] medians = new double[d];
        double[] apart = new double[d * (d + 1) / 2];
        for (int j = 0; j < d; j++) {
            EmpiricalDistribution margin = p.margin(j);
            double half = Starts.halfQuartileRange(margin);
            medians[j] = margin.median();
            apart[j * (j + 1) / 2 + j] = half * half;
        }
        for (double df : new double[] {1, 3}) {
            points.add(with(df, point(names, medians, apart, 1)));
        }
        return points;
    }

    private static double[] with(double df, double[] point) {
        double[] longer = Arrays.copyOf(point, point.length + 1);
        longer[point.length] = df;
        return longer;
    }

    /** Locations and a factor times a packed matrix in the order of the parameters. */
    private static double[] point(LocationScatter names, double[] locations, double[] packed, double factor) {
        int d = names.dimension();
        double[] point = Arrays.copyOf(locations, d + packed.length);
        for (int i = 0, k = d; i < d; i++) {
            for (int j = i; j < d; j++) {
                point[k++] = factor * packed[j * (j + 1) / 2 + i];
            }
        }
        return point;
    }

    private static double[][] matrix(LocationScatter names, double[] values, double factor) {
        int d = names.dimension();
        double[][] matrix = new double[d][d];
        for (int i = 0, k = d; i < d; i++) {
            for (int j = i; j < d; j++) {
                matrix[i][j] = factor * values[k++];
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    /** Each column from its regression on those before it, with normal residuals stretched by a factor. */
    private static void drawRegressions(double[] searched, double stretch, Draws random, double[] row) {
        int d = row.length;
        int residuals = d + d * (d - 1) / 2;
        for (int k = 0, slope = d; k < d; k++) {
            row[k] = stretch * searched[residuals + k] * random.normal();
            for (int j = 0; j < k; j++) {
                row[k] += searched[slope++] * row[j];
            }
        }
        for (int k = 0; k < d; k++) {
            row[k] += searched[k];
        }
    }

    // ---- shares and counts ----

    private static String join(int d, String between, IntFunction<String> term) {
        return IntStream.rangeClosed(1, d).mapToObj(term).collect(Collectors.joining(between));
    }

    private static List<Parameter> numbered(String name, int d, Domain domain) {
        return IntStream.rangeClosed(1, d)
                .mapToObj(i -> Parameter.of(name + i, domain))
                .toList();
    }

    /** The sum of what a term is for each number but one, as a factor. */
    private static String others(int d, int but, String name) {
        String sum = IntStream.rangeClosed(1, d)
                .filter(i -> i != but)
                .mapToObj(i -> name + i)
                .collect(Collectors.joining(" + "));
        return d == 2 ? sum : "(" + sum + ")";
    }

    /** The sum of what a term is for each number from one on. */
    private static String from(int first, int d, String name) {
        return IntStream.rangeClosed(first, d).mapToObj(i -> name + i).collect(Collectors.joining(" + "));
    }

    /** With beta functions in place of lgamma(Σ alpha) - Σ lgamma(alpha): large terms don't cancel. */
    private static VectorFamily makeDirichlet(int d) {
        Support support = Support.parse("0 < x < 1");
        List<Parameter> alphas = numbered("alpha", d, Domain.POSITIVE);
        String text = join(d, " + ", i -> "(alpha" + i + " - 1)*log(x" + i + ")")
                + join(d - 1, "", i -> " - lbeta(alpha" + i + ", " + from(i + 1, d, "alpha") + ")");
        VectorFamily family = VectorFamily.of("dirichlet", d, support, alphas, text);
        return family.withConstraint(Constraint.sumIsOne(family.columns()))
                .withStarts(VectorFamilies::dirichletStarts)
                .withSolvedIn(() -> Multinomials.byPrecision(d, support, alphas, Optional.empty()))
                .withSampler(
                        (own, searched, total, random, row) -> random.shares(own, row),
                        (own, total) -> Multinomials.times(Multinomials.shares(own), 1),
                        (own, total) -> Multinomials.covariance(Multinomials.shares(own), 1 / (1 + sum(own))))
                .withSource("Ng, Tian and Tang (2011), Dirichlet and Related Distributions, ch. 2");
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static List<double[]> dirichletStarts(EmpiricalDistribution p) {
        double[] means = p.means();
        double within = 0;
        double variance = 0;
        for (int i = 0; i < means.length; i++) {
            within += means[i] * (1 - means[i]);
            variance += p.covariances()[i * (i + 1) / 2 + i];
        }
        double precision = within / variance - 1;
        List<double[]> points = new ArrayList<>();
        for (double k : new double[] {precision > 0.01 ? precision : 0.01, 1, 10}) {
            points.add(Multinomials.times(means, k));
        }
        return points;
    }

    /** log of n!/(x1!...xd!), as binomial coefficients of ever fewer columns: large terms don't cancel. */
    private static String coefficient(int d) {
        return join(
                d - 1,
                " ",
                i -> "- log1p(" + from(i, d, "x") + ") - lbeta(x" + i + " + 1, " + from(i + 1, d, "x") + " + 1)");
    }

    private static VectorFamily makeMultinomial(int d) {
        Support support = Support.parse("integer x >= 0");
        List<Parameter> probabilities = numbered("probability", d, Domain.UNIT);
        String text = coefficient(d)
                + join(d, "", i -> " - x" + i + "*log1p(" + others(d, i, "probability") + "/probability" + i + ")");
        return VectorFamily.of("multinomial", d, support, probabilities, text)
                .withStarts(p -> List.of(Multinomials.shares(p.means())))
                .withSolvedIn(() -> Multinomials.byRatios(
                        d,
                        support,
                        probabilities,
                        coefficient(d) + join(d, "", i -> " + x" + i + "*(" + Multinomials.logShare(i, d) + ")")))
                .withClosedForm(MultinomialMaximum::of)
                .withSampler(
                        (own, searched, total, random, row) -> random.counts(total, Multinomials.shares(own), row),
                        (own, total) -> Multinomials.times(Multinomials.shares(own), total),
                        (own, total) -> Multinomials.covariance(Multinomials.shares(own), total))
                .withSource("Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, ch. 35");
    }

    private static VectorFamily makeDirichletMultinomial(int d) {
        Support support = Support.parse("integer x >= 0");
        List<Parameter> alphas = numbered("alpha", d, Domain.POSITIVE);
        String text = coefficient(d)
                + join(
                        d,
                        "",
                        i -> " + lpochrel(alpha" + i + ", x" + i + ") - x" + i + "*log1p(" + others(d, i, "alpha")
                                + "/alpha" + i + ")")
                + " - lpochrel(" + from(1, d, "alpha") + ", " + from(1, d, "x") + ")";
        return VectorFamily.of("dirichlet-multinomial", d, support, alphas, text)
                .withStarts(Multinomials::overdispersedStarts)
                .withSolvedIn(() -> Multinomials.byPrecision(
                        d,
                        support,
                        alphas,
                        Optional.of(coefficient(d)
                                + join(
                                        d,
                                        "",
                                        i -> " + lpochrel(precision*" + Multinomials.share(i, d) + ", x" + i + ") + x"
                                                + i + "*(" + Multinomials.logShare(i, d) + ")")
                                + " - lpochrel(precision, " + from(1, d, "x") + ")")))
                .withLimit(new Limit(
                        "precision",
                        Double.POSITIVE_INFINITY,
                        () -> Families.vectors("multinomial", d),
                        Map.of(),
                        alphas.stream().collect(Collectors.toMap(Parameter::name, p -> Double.POSITIVE_INFINITY))))
                .withAbsent(i -> "alpha" + (i + 1))
                .withSampler(
                        (own, searched, total, random, row) -> {
                            double[] shares = new double[d];
                            random.shares(own, shares);
                            random.counts(total, shares, row);
                        },
                        (own, total) -> Multinomials.times(Multinomials.shares(own), total),
                        (own, total) -> Multinomials.covariance(
                                Multinomials.shares(own), total * (total + sum(own)) / (1 + sum(own))))
                .withSource("Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, sec. 35.13.1");
    }
}
