package mle.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.Column;
import mle.data.Csv;
import mle.data.DataException;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.VectorFamily;
import mle.solve.Outcome.Kind;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of families of vectors. */
class VectorFitTest {
    private static EmpiricalDistribution rows(Table table, String... columns) {
        return EmpiricalDistribution.of(Stream.of(columns).map(table::numeric).toList());
    }

    private static Table resource(String name) {
        return Csv.read(
                name,
                new InputStreamReader(
                        Objects.requireNonNull(VectorFitTest.class.getResourceAsStream(name)), StandardCharsets.UTF_8));
    }

    private static VectorFamily family(String name, int dimension) {
        return (VectorFamily) Families.find(name).orElseThrow().ofDimension(dimension);
    }

    private static double[] values(Fit fit) {
        return fit.parameters().stream().mapToDouble(Estimate::value).toArray();
    }

    private static double[] errors(Fit fit) {
        return fit.parameters().stream().mapToDouble(Estimate::standardError).toArray();
    }

    private static String text(Table table, String column, int row) {
        Column cells = table.column(column);
        return cells instanceof Column.Text text ? text.values().get(row) : "";
    }

    // ---- reference ----

    /** {@code vectors.csv} was made in 50-digit arithmetic by {@code vectors.py} beside it. */
    static Stream<Table> models() {
        Table table = resource("vectors.csv");
        Map<String, List<Integer>> byModel = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            byModel.computeIfAbsent(text(table, "data", i) + " " + text(table, "held", i), k -> new ArrayList<>())
                    .add(i);
        }
        return byModel.values().stream()
                .map(list ->
                        table.rows(list.stream().mapToInt(Integer::intValue).toArray()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesWithTheReference(Table model) {
        String data = text(model, "data", 0);
        String[] columns = text(model, "columns", 0).split(" ");
        Table table = data.startsWith("vector_") ? resource(data + ".csv") : Datasets.load(data);
        Mle mle = Mle.of(family(text(model, "family", 0), columns.length));
        String held = text(model, "held", 0);
        if (!held.isEmpty()) {
            mle = mle.withFixed(held.split("=")[0], Double.parseDouble(held.split("=")[1]));
        }
        Fit fit = mle.fitTo(rows(table, columns));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        double logLikelihood = model.numeric("log_likelihood").values()[0];
        assertEquals(logLikelihood, fit.logLikelihood(), 1e-10 * Math.abs(logLikelihood));
        for (int i = 0; i < model.rows(); i++) {
            Estimate e = fit.parameter(text(model, "parameter", i));
            double error = model.numeric("standard_error").values()[i];
            assertEquals(model.numeric("estimate").values()[i], e.value(), 1e-7 * error, e.name());
            assertEquals(error, e.standardError(), 1e-8 * error, e.name());
        }
    }

    /** Means and covariances of Fisher's irises with divisor n; the log-likelihoods to all digits of the published fit. */
    @ParameterizedTest
    @CsvSource({
        "setosa, 44.91657225551249",
        "versicolor, -9.909309903020436",
        "virginica, -58.59097395271115",
        "all, -379.9146301222695"
    })
    void irises(String species, double logLikelihood) {
        Table iris = Datasets.load("iris");
        Table some = species.equals("all") ? iris : iris.where("species", species);
        EmpiricalDistribution p = rows(some, "sepal_length", "sepal_width", "petal_length", "petal_width");
        Fit fit = Mle.fit(Families.mvnormal(4), p);
        assertEquals(Kind.CONVERGED, fit.outcome().kind());
        assertEquals(logLikelihood, fit.logLikelihood(), 1e-12 * Math.abs(logLikelihood));
        assertEquals(14, fit.estimated());
        if (species.equals("setosa")) {
            double[] expected = {
                5.006, 3.428, 1.462, 0.246, 0.121764, 0.097232, 0.016028, 0.010124, 0.140816, 0.011464, 0.009112,
                0.029556, 0.005948, 0.010884
            };
            assertArrayEquals(expected, values(fit), 1e-13);
        }
    }

    private static final String COEFFICIENT_4 =
            "lgamma(x1 + x2 + x3 + x4 + 1) - lgamma(x1 + 1) - lgamma(x2 + 1) - lgamma(x3 + 1) - lgamma(x4 + 1)";
    private static final String COEFFICIENT_3 =
            "lgamma(x1 + x2 + x3 + 1) - lgamma(x1 + 1) - lgamma(x2 + 1) - lgamma(x3 + 1)";
    private static final String LINKAGE =
            COEFFICIENT_4 + " + x1*log((2 + t)/4) + (x2 + x3)*log((1 - t)/4) + x4*log(t/4)";
    private static final String ABO = COEFFICIENT_4
            + " + x1*log(a^2 + 2*a*(1 - a - b)) + x2*log(b^2 + 2*b*(1 - a - b)) + x3*log(2*a*b)"
            + " + x4*2*log(1 - a - b)";

    /** Multinomial cells that are functions of few parameters: a density of one's own over one row of counts. */
    @Test
    void genes() {
        String four = "integer x1, x2, x3, x4 >= 0";
        Family linkage = Family.of("linkage", four, "0 < t < 1", LINKAGE);
        Published.check(oneRow(linkage, 125, 18, 20, 34), -7.548657516332099, 0.6268214978709824, 0.05146734920088868);
        Published.check(
                oneRow(linkage, 1997, 906, 904, 32), -11.983003916537655, 0.035712302240628144, 0.0060281203934850714);
        Family abo = Family.of("abo", four, "0 < a < 1, 0 < b < 1", ABO);
        Published.check(
                oneRow(abo, 725, 258, 72, 1073),
                -10.624050748655463,
                0.20913065451160462,
                0.00662868249900957,
                0.08080100823359633,
                0.004267204445533148);
        Published.check(
                oneRow(abo, 186, 38, 13, 284),
                -8.372630853599617,
                0.21359093908950366,
                0.013517353435251147,
                0.05014532884944852,
                0.0068449888264704726);
        String three = "integer x1, x2, x3 >= 0";
        Family hardyWeinberg = Family.of(
                "hardy-weinberg",
                three,
                "0 < t < 1",
                COEFFICIENT_3 + " + x1*2*log(1 - t) + x2*log(2*t*(1 - t)) + x3*2*log(t)");
        Published.check(
                oneRow(hardyWeinberg, 342, 500, 187), -7.026993718927542, 0.42468415937803694, 0.010895910114186292);
        Family moth = Family.of(
                "moth",
                three,
                "0 < c < 1, 0 < i < 1",
                COEFFICIENT_3 + " + x1*log(c^2 + 2*c*(1 - c)) + x2*log(i^2 + 2*i*(1 - c - i)) + x3*2*log(1 - c - i)");
        Published.check(
                oneRow(moth, 85, 196, 341),
                -6.399247176671679,
                0.07083690804738411,
                0.00741120937081422,
                0.18873651810884892,
                0.012205190656535619);
    }

    private static Fit oneRow(Family family, double... counts) {
        return Mle.fit(family, EmpiricalDistribution.of(new double[][] {counts}));
    }

    private static final String NORMAL_2 = "-log(2*pi) - 0.5*log(v11*v22 - v12^2)"
            + " - 0.5*(v22*(x1 - M1)^2 - 2*v12*(x1 - M1)*(x2 - M2) + v11*(x2 - M2)^2)/(v11*v22 - v12^2)";

    /** Three normal components with one covariance matrix, as a density of one's own (mclust's EEE, Scrucca et al. 2016). */
    @Test
    void mixtureOfThreeNormals() {
        String[] components = IntStream.rangeClosed(1, 3)
                .mapToObj(k -> NORMAL_2.replace("M1", "e" + k).replace("M2", "w" + k))
                .toArray(String[]::new);
        Family mixture = Family.of(
                "mixture",
                "x1, x2 real",
                "0 < p1 < 1, 0 < p2 < 1, e1 real, w1 real, e2 real, w2 real, e3 real, w3 real, v11 > 0, v12 real, v22 > 0",
                "logaddexp(logaddexp(log(p1) + " + components[0] + ", log(p2) + " + components[1]
                        + "), log(1 - p1 - p2) + " + components[2] + ")");
        double[] starts = {0.2, 0.3, 3.8, 77, 2, 54, 4.4, 81, 0.08, 0.5, 34};
        Mle mle = Mle.of(mixture);
        for (int i = 0; i < starts.length; i++) {
            mle = mle.withStart(mixture.parameters().get(i).name(), starts[i]);
        }
        Fit fit = mle.fitTo(rows(Datasets.load("old_faithful"), "eruptions", "waiting"));
        Published.check(
                fit,
                -1126.3159278234043,
                0.16860560630806298,
                0.04669069793348016,
                0.35637811572190947,
                0.02906926039384586,
                3.7977580277519665,
                0.08433065147175148,
                77.46885947220495,
                1.3663929359407208,
                2.0376147296950777,
                0.028559727046131758,
                54.49128494474444,
                0.5905905399602451,
                4.465738531075707,
                0.04182901486703588,
                80.87275138132095,
                0.6087940878490256,
                0.07797544382669004,
                0.008507807150181897,
                0.4701582425181325,
                0.14634352785034696,
                33.67203913090577,
                3.0739953383699468);
    }

    /**
     * Two normal components of any covariance: unbounded where one collapses on a line through two rows, but with an inner
     * maximum beside it where other programs stop at a singular matrix. mclust stops at -61.42234, short of it.
     */
    @Test
    void mixtureOfTwoNormals() {
        double[][] rows = {
            {0.2696059820375, -0.6299854140393},
            {0.8686598276523, 1.7271955171152},
            {0.0241876417677, 0.3680251769925},
            {-1.3092042982085, 0.7386219307114},
            {0.044872987375, -1.0483972001212},
            {1.7278510904457, -1.1785997390225},
            {0.6532067110969, -0.3685664917036},
            {-0.5995546435448, 0.0546051654574},
            {1.7076774254494, -1.0943729755783},
            {-0.2892818244964, 2.2074129608038},
            {0.5187490065016, -1.4049179358403},
            {2.0148644801591, -1.1881583370251},
            {0.1903808075881, -1.1697359100546},
            {-0.0380815594444, 2.3542042609769},
            {1.3934262593732, -0.5603323587782},
            {-0.6714593835708, 0.4924385547309},
            {-1.1793905161761, -1.0587174519116},
            {1.1379026130001, -0.160265284901},
            {3.6304931266499, 4.6169597023945},
            {2.8065001714812, 1.3922081574593}
        };
        String first = NORMAL_2.replace("M", "m").replace("v", "a");
        String second = NORMAL_2.replace("M", "n").replace("v", "b");
        Family mixture = Family.of(
                "mixture",
                "x1, x2 real",
                "0 < p < 1, m1 real, m2 real, n1 real, n2 real, a11 > 0, a12 real, a22 > 0, b11 > 0, b12 real, b22 > 0",
                "logaddexp(log(p) + " + first + ", log(1 - p) + " + second + ")");
        double[] starts = {0.5, 0.9, -0.9, 0.4, 1.3, 0.6, 0, 0.2, 2.4, 1.5, 2.1};
        Mle mle = Mle.of(mixture);
        for (int i = 0; i < starts.length; i++) {
            mle = mle.withStart(mixture.parameters().get(i).name(), starts[i]);
        }
        Fit fit = mle.fitTo(EmpiricalDistribution.of(rows));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-61.42136169880733, fit.logLikelihood(), 1e-9);
        assertTrue(fit.logLikelihood() > -61.4223401091);
    }

    /** Cells that are missing, with a column that says which: both modes of Murray (1977), correlations of 1/2 and -1/2. */
    @ParameterizedTest
    @ValueSource(doubles = {0.4, -0.4})
    void missingCells(double start) {
        Table table = Datasets.load("murray_missing");
        double[] a = table.numeric("y1").values();
        double[] b = table.numeric("y2").values();
        double[][] rows = new double[a.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Double.isNaN(b[i])
                    ? new double[] {a[i], 0, 0}
                    : Double.isNaN(a[i]) ? new double[] {0, b[i], -1} : new double[] {a[i], b[i], 1};
        }
        String both = "-log(2*pi) - 0.5*log(v1*v2*(1 - rho^2))"
                + " - 0.5*((x1 - m1)^2/v1 - 2*rho*(x1 - m1)*(x2 - m2)/sqrt(v1*v2) + (x2 - m2)^2/v2)/(1 - rho^2)";
        String one = "-0.5*log(2*pi*vK) - 0.5*(xK - mK)^2/vK";
        Family family = Family.of(
                "incomplete",
                "x1, x2, x3 real",
                "m1 real, m2 real, v1 > 0, v2 > 0, -1 < rho < 1",
                "choose(x3, " + both + ", choose(x3 + 1, " + one.replace("K", "1") + ", " + one.replace("K", "2")
                        + "))");
        Fit fit = Mle.of(family)
                .withStart("m1", 0.1)
                .withStart("m2", 0.1)
                .withStart("v1", 2)
                .withStart("v2", 2)
                .withStart("rho", start)
                .fitTo(EmpiricalDistribution.of(rows));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-29.974286410465012, fit.logLikelihood(), 1e-8);
        double[] expected = {0, 0, 8.0 / 3, 8.0 / 3, Math.copySign(0.5, start)};
        double[] error = {
            0.5577733510227171, 0.557773351022717, 1.440164599646191, 1.4401645996461905, 0.6123724356957947
        };
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values(fit)[i], 1e-6 * error[i]);
            assertEquals(error[i], errors(fit)[i], 1e-8 * error[i]);
        }
    }

    // ---- mixtures ----

    private static VectorFamily mixture(int dimension, String text) {
        return (VectorFamily) Combinators.parse(text).orElseThrow().ofDimension(dimension);
    }

    /**
     * mclust 6 (Scrucca et al. 2016), emVVV from the parameters of Mclust(x, G, modelNames = "VVV") with tol 1e-15; standard
     * errors are not given there.
     */
    @Test
    void mixturesOfNormalsAsMclustFindsThem() {
        Fit geyser = Mle.fit(
                mixture(2, "mixture(mvnormal, mvnormal)"), rows(Datasets.load("old_faithful"), "eruptions", "waiting"));
        assertEquals(Kind.CONVERGED, geyser.outcome().kind());
        assertEquals(-1130.26396018, geyser.logLikelihood(), 1e-7);
        double[] expected = {
            0.355872857727,
            2.03638845613,
            54.47851639219,
            0.0691676737605,
            0.4351676369774,
            33.697282157753,
            4.28966197443,
            79.96811519005,
            0.169968434048,
            0.940609297653,
            36.046211074167
        };
        for (int i = 0; i < expected.length; i++) {
            assertEquals(1, geyser.parameters().get(i).value() / expected[i], 1e-6);
        }
        Fit irises = Mle.fit(
                mixture(4, "mixture(mvnormal, mvnormal, mvnormal)"),
                rows(Datasets.load("iris"), "sepal_length", "sepal_width", "petal_length", "petal_width"));
        assertEquals(Kind.CONVERGED, irises.outcome().kind());
        assertEquals(-180.185477131, irises.logLikelihood(), 1e-7);
        assertEquals(0.299193192085, irises.parameter("weight2").value(), 1e-7);
        assertEquals(1.98460495870, irises.parameter("mean4_3").value(), 1e-6);
    }

    /**
     * Latent classes: the same counts by expectation and maximisation from 20 random starts in R 4.2, to changes of 1e-12 of the
     * log-likelihood.
     */
    @Test
    void mixturesOfMultinomials() {
        double[][] rows = {
            {9, 2, 1}, {1, 3, 8}, {7, 4, 1}, {2, 2, 8}, {8, 3, 1}, {3, 1, 8}, {6, 5, 1}, {2, 4, 6}, {8, 4, 0},
            {1, 2, 9}, {7, 3, 2}, {4, 3, 5}
        };
        Fit fit = Mle.fit(mixture(3, "mixture(multinomial, multinomial)"), EmpiricalDistribution.of(rows));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-42.0728583571553, fit.logLikelihood(), 1e-9);
        double[] expected = {
            0.498727475300384,
            0.180354668595354,
            0.208248412538271,
            0.6113969188663748,
            0.624071605436665,
            0.291539607256649,
            0.0843887873066854
        };
        for (int i = 0; i < expected.length; i++) {
            assertEquals(1, fit.parameters().get(i).value() / expected[i], 1e-6);
        }
        assertEquals(5, fit.estimated());
    }

    /** What a class never shows has probability zero there: the edge of the parameters, where the others have errors. */
    @Test
    void aCellThatAClassDoesNotShow() {
        double[][] rows = {{9, 3, 0}, {1, 3, 8}, {7, 5, 0}, {2, 2, 8}, {8, 4, 0}, {3, 1, 8}, {6, 6, 0}, {2, 4, 6}};
        Fit fit = Mle.fit(mixture(3, "mixture(multinomial, multinomial)"), EmpiricalDistribution.of(rows));
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        String zero = fit.outcome().parameters().get(0);
        assertTrue(zero.startsWith("probability3_"), zero);
        Estimate first = fit.parameter(zero.replace('3', '1'));
        assertEquals(0.625, first.value(), 1e-4);
        assertEquals(Math.sqrt(0.625 * 0.375 / 48), first.standardError(), 1e-4);
        assertTrue(Double.isNaN(fit.parameter(zero).standardError()));
    }

    @Test
    void mixturesWithoutAMaximum() {
        VectorFamily two = mixture(2, "mixture(mvnormal, mvnormal)");
        double[][] line = new double[30][];
        for (int i = 0; i < line.length; i++) {
            line[i] = new double[] {i * i, 2.0 * i * i + 1};
        }
        Fit inLine = Mle.fit(two, EmpiricalDistribution.of(line));
        assertEquals(Kind.UNBOUNDED, inLine.outcome().kind());
        assertTrue(
                inLine.outcome().parameters().contains("covariance22_2"),
                inLine.outcome().message());
        // One component takes the rows that are the same.
        double[][] tied = two.joint(0.5, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1).sample(12, 5);
        for (int i = 0; i < 6; i++) {
            tied[i] = new double[] {9, 9};
        }
        Fit onPoint = Mle.fit(two, EmpiricalDistribution.of(tied));
        assertEquals(Kind.UNBOUNDED, onPoint.outcome().kind(), onPoint.outcome().message());
    }

    // ---- contracts ----

    private static double[][] sample(VectorFamily family, int n, int seed, double... theta) {
        return family.support().integer()
                ? family.joint(theta).ofTotal(9).sample(n, seed)
                : family.joint(theta).sample(n, seed);
    }

    /** A family, rows of it and the parameters that they were drawn with. */
    record Sample(VectorFamily family, double[][] rows, double[] theta) {
        static Sample of(VectorFamily family, double... theta) {
            return new Sample(family, sample(family, 300, 17, theta), theta);
        }

        @Override
        public String toString() {
            return family.name() + " " + family.dimension();
        }
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of(Families.mvnormal(1), 1, 3),
                Sample.of(Families.mvnormal(3), 0, 50, -2, 4, 3, -1, 10, 0.1, 2),
                Sample.of(Families.mvstudent(2), 1, -2, 2, 0.5, 1, 3),
                Sample.of(Families.mvstudent(3), 0, 50, -2, 4, 3, -1, 10, 0.1, 2, 4),
                Sample.of(Families.mvstudent(2), 0, 0, 1, 0.7, 2, 0.8),
                Sample.of(mixture(2, "mixture(mvnormal, mvnormal)"), 0.4, 0, 0, 1, 0.3, 1, 5, 3, 2, -0.5, 1),
                Sample.of(
                        mixture(2, "mixture(mvstudent, mvstudent, common df)"),
                        0.4,
                        0,
                        0,
                        1,
                        0.3,
                        1,
                        8,
                        3,
                        2,
                        -0.5,
                        1,
                        4),
                Sample.of(mixture(3, "mixture(dirichlet, dirichlet)"), 0.4, 2, 3, 9, 8, 4, 2),
                Sample.of(mixture(3, "mixture(multinomial, multinomial)"), 0.6, 0.2, 0.2, 0.6, 0.6, 0.3, 0.1),
                Sample.of(Families.dirichlet(3), 0.5, 2, 7),
                Sample.of(Families.dirichlet(2), 30, 50),
                Sample.of(Families.multinomial(3), 0.2, 0.5, 0.3),
                Sample.of(Families.dirichletMultinomial(3), 1, 2, 0.5),
                Sample.of(Families.dirichletMultinomial(4), 8, 2, 3, 4));
    }

    static Stream<Sample> ofLocationAndScatter() {
        return samples().stream().filter(s -> s.family.locationScatter().isPresent());
    }

    private static Fit found(Sample s) {
        Fit fit = Mle.fit(s.family, EmpiricalDistribution.of(s.rows));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        return fit;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recoversWhatItWasDrawnWith(Sample s) {
        Fit fit = found(s);
        for (int i = 0; i < s.theta.length; i++) {
            Estimate e = fit.parameters().get(i);
            assertEquals(s.theta[i], e.value(), 4.5 * e.standardError(), e.name());
            assertTrue(e.lower() < e.value() && e.value() < e.upper());
        }
        double sum = 0;
        for (double[] row : s.rows) {
            sum += s.family.joint(values(fit)).logDensity(row);
        }
        assertEquals(sum, fit.logLikelihood(), 1e-9 * Math.abs(sum), "log-likelihood");
    }

    /** At the estimates the score is zero, and the covariance inverts the information: from the density in its own parameters. */
    @ParameterizedTest
    @MethodSource("samples")
    void estimatesSolveTheLikelihoodEquations(Sample s) {
        Fit fit = found(s);
        int p = s.theta.length;
        double[][] at = derivatives(s, fit);
        double[] error = errors(fit);
        SimpleMatrix information = new SimpleMatrix(p, p);
        for (int i = 0; i < p; i++) {
            int a = i;
            double score = Stream.of(at).mapToDouble(v -> v[1 + a]).sum();
            assertEquals(0, score * error[i], 1e-6, fit.parameters().get(i).name());
            for (int j = 0; j < p; j++) {
                int b = j;
                information.set(
                        i,
                        j,
                        -Stream.of(at).mapToDouble(v -> v[1 + p + a * p + b]).sum());
            }
        }
        SimpleMatrix product = fit.covariance().mult(information).mult(fit.covariance());
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                double expected = fit.covariance().get(i, j);
                assertEquals(expected, product.get(i, j), 1e-7 * error[i] * error[j]);
            }
        }
    }

    /** Value, gradient and Hessian of the log-density of each row, in the family's own parameters. */
    private static double[][] derivatives(Sample s, Fit fit) {
        List<Expr.Symbol> symbols = s.family.parameters().stream()
                .map(q -> Expr.parameter(q.name(), q.domain().sign()))
                .toList();
        List<Expr.Symbol> inputs = new ArrayList<>();
        s.family
                .columns()
                .forEach(c -> inputs.add(Expr.data(c, s.family.support().sign())));
        inputs.addAll(symbols);
        List<Expr> outputs = new ArrayList<>();
        outputs.add(s.family.logDensity());
        symbols.forEach(x -> outputs.add(s.family.logDensity().derivative(x)));
        for (int i = 0; i < symbols.size(); i++) {
            for (Expr.Symbol x : symbols) {
                outputs.add(outputs.get(1 + i).derivative(x));
            }
        }
        Program program = Program.of(outputs, inputs);
        return Stream.of(s.rows)
                .map(row -> {
                    double[] given = Arrays.copyOf(row, inputs.size());
                    System.arraycopy(values(fit), 0, given, row.length, symbols.size());
                    return program.values(given);
                })
                .toArray(double[][]::new);
    }

    /** Sandwich and outer products from the same derivatives, with clusters and sampling weights. */
    @ParameterizedTest
    @MethodSource("samples")
    void otherCovariances(Sample s) {
        EmpiricalDistribution data = EmpiricalDistribution.of(s.rows);
        Fit fit = found(s);
        int p = s.theta.length;
        double[][] at = derivatives(s, fit);
        SimpleMatrix products = new SimpleMatrix(p, p);
        for (double[] v : at) {
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    products.set(i, j, products.get(i, j) + v[1 + i] * v[1 + j]);
                }
            }
        }
        SimpleMatrix sandwich = fit.covariance().mult(products).mult(fit.covariance());
        Fit robust = Mle.of(s.family).withCovariance(Covariance.SANDWICH).fitTo(data);
        assertSame(sandwich, robust.covariance(), robust);
        boolean redundant =
                s.family.solvedIn().filter(r -> r.parameters().size() < p).isPresent();
        if (!redundant) {
            Fit opg = Mle.of(s.family).withCovariance(Covariance.OPG).fitTo(data);
            assertSame(products.invert(), opg.covariance(), opg);
        }
        double[] ones = new double[data.size()];
        Arrays.fill(ones, 0.5);
        assertSame(sandwich, Mle.fit(s.family, data.withSamplingWeights(ones)).covariance(), robust);
    }

    private static void assertSame(SimpleMatrix expected, SimpleMatrix got, Fit fit) {
        double[] error = errors(fit);
        for (int i = 0; i < error.length; i++) {
            for (int j = 0; j < error.length; j++) {
                assertEquals(expected.get(i, j), got.get(i, j), 1e-6 * error[i] * error[j]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aWeightIsTheSameAsRepetition(Sample s) {
        SplittableRandom random = new SplittableRandom(3);
        double[] weights =
                random.doubles(s.rows.length).map(u -> Math.floor(4 * u)).toArray();
        double[][] repeated = IntStream.range(0, s.rows.length)
                .boxed()
                .flatMap(i -> Stream.generate(() -> s.rows[i]).limit((long) weights[i]))
                .toArray(double[][]::new);
        Fit weighted = Mle.fit(s.family, EmpiricalDistribution.of(s.rows, weights));
        Fit copies = Mle.fit(s.family, EmpiricalDistribution.of(repeated));
        assertAgree(weighted, values(copies), errors(copies), copies.logLikelihood());
        assertEquals(repeated.length, weighted.n());
        Fit fourTimes = Mle.fit(s.family, EmpiricalDistribution.of(s.rows, constant(4, s.rows.length)));
        Fit once = found(s);
        double[] half = Arrays.stream(errors(once)).map(e -> e / 2).toArray();
        assertAgree(fourTimes, values(once), half, 4 * once.logLikelihood());
    }

    private static double[] constant(double value, int length) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertAgree(Fit fit, double[] values, double[] errors, double logLikelihood) {
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(logLikelihood, fit.logLikelihood(), 1e-9 * Math.max(1, Math.abs(logLikelihood)));
        for (int i = 0; i < values.length; i++) {
            String name = fit.parameters().get(i).name();
            assertEquals(values[i], values(fit)[i], 1e-6 * errors[i], name);
            assertEquals(errors[i], errors(fit)[i], 1e-6 * errors[i], name);
        }
    }

    /** Columns in units of their own, far from zero: estimates, errors and likelihood move with them. */
    @ParameterizedTest
    @MethodSource("ofLocationAndScatter")
    void unitsOfColumns(Sample s) {
        Fit before = found(s);
        double[] units = {1e6, 1e-3, 0.25};
        double[] origins = {-3e9, 1, 7};
        double[][] moved = Stream.of(s.rows)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(j -> origins[j] + units[j] * row[j])
                        .toArray())
                .toArray(double[][]::new);
        Fit after = Mle.fit(s.family, EmpiricalDistribution.of(moved));
        double[] values = values(before);
        double[] errors = errors(before);
        double jacobian = 0;
        for (int j = 0; j < s.family.dimension(); j++) {
            jacobian -= s.rows.length * Math.log(units[j]);
        }
        for (int i = 0; i < values.length; i++) {
            List<Integer> columns = s.family
                    .locationScatter()
                    .orElseThrow()
                    .columnsOf(s.family.parameters().get(i).name());
            double unit = columns.stream().mapToDouble(j -> units[j]).reduce(1, (a, b) -> a * b);
            values[i] = values[i] * unit + (columns.size() == 1 ? origins[columns.get(0)] : 0);
            errors[i] *= unit;
        }
        assertAgree(after, values, errors, before.logLikelihood() + jacobian);
    }

    /** Rows Ax + b have location A·location + b and scatter A·scatter·A'. */
    @ParameterizedTest
    @MethodSource("ofLocationAndScatter")
    void linearCombinationsOfColumns(Sample s) {
        int d = s.family.dimension();
        SimpleMatrix a =
                new SimpleMatrix(new double[][] {{1, 2, -1}, {0.5, 3, 1}, {-2, 0.1, 1}}).extractMatrix(0, d, 0, d);
        double[][] moved = Stream.of(s.rows)
                .map(row -> a.mult(new SimpleMatrix(d, 1, true, row)).plus(5))
                .map(column -> IntStream.range(0, d).mapToDouble(column::get).toArray())
                .toArray(double[][]::new);
        Fit before = found(s);
        Fit after = Mle.fit(s.family, EmpiricalDistribution.of(moved));
        assertEquals(
                before.logLikelihood() - s.rows.length * Math.log(Math.abs(a.determinant())),
                after.logLikelihood(),
                1e-8 * Math.abs(before.logLikelihood()));
        SimpleMatrix scatter = a.mult(scatter(s.family, before)).mult(a.transpose());
        assertTrue(scatter.minus(scatter(s.family, after)).elementMaxAbs() < 1e-7 * scatter.elementMaxAbs());
        SimpleMatrix location = a.mult(location(s.family, before)).plus(5);
        assertTrue(location.minus(location(s.family, after)).elementMaxAbs() < 1e-7 * location.elementMaxAbs());
    }

    private static SimpleMatrix location(VectorFamily family, Fit fit) {
        return new SimpleMatrix(family.dimension(), 1, true, Arrays.copyOf(values(fit), family.dimension()));
    }

    private static SimpleMatrix scatter(VectorFamily family, Fit fit) {
        int d = family.dimension();
        SimpleMatrix scatter = new SimpleMatrix(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                String name = family.locationScatter().orElseThrow().scatter(i, j);
                scatter.set(i, j, fit.parameter(name).value());
            }
        }
        return scatter;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theOrderOfRowsAndThreadsDoesNotMatter(Sample s) {
        double[][] reversed = new double[s.rows.length][];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = s.rows[reversed.length - 1 - i];
        }
        Fit fit = found(s);
        assertAgree(
                Mle.fit(s.family, EmpiricalDistribution.of(reversed)), values(fit), errors(fit), fit.logLikelihood());
    }

    /** Searches reach the closed form: with one parameter held at its estimate the others stay where they are. */
    @Test
    void theClosedFormIsWhereASearchEnds() {
        Sample s = samples().get(1);
        EmpiricalDistribution data = EmpiricalDistribution.of(s.rows);
        Fit closed = found(s);
        for (String held : List.of("mean2", "covariance13", "covariance33")) {
            Fit search = Mle.of(s.family)
                    .withFixed(held, closed.parameter(held).value())
                    .fitTo(data);
            assertEquals("newton", search.work().solver());
            assertEquals(closed.logLikelihood(), search.logLikelihood(), 1e-9 * Math.abs(closed.logLikelihood()));
            assertEquals(closed.estimated() - 1, search.estimated());
            boolean mean = held.startsWith("mean");
            for (Estimate e : search.parameters()) {
                Estimate expected = closed.parameter(e.name());
                if (!e.fixed()) {
                    assertEquals(expected.value(), e.value(), 1e-6 * expected.standardError(), e.name());
                }
                // Means and covariances are independent: those of the other kind keep their errors.
                if (e.name().startsWith("mean") != mean) {
                    assertEquals(expected.standardError(), e.standardError(), 1e-7 * e.standardError(), e.name());
                }
            }
        }
    }

    /** Many columns: log-likelihood by the determinant, and names that tell the columns. */
    @Test
    void fiftyColumns() {
        int d = 50;
        SplittableRandom random = new SplittableRandom(4);
        double[][] rows = new double[200][d];
        for (double[] row : rows) {
            double common = random.nextDouble();
            for (int j = 0; j < d; j++) {
                row[j] = common + (1 + j) * random.nextDouble();
            }
        }
        EmpiricalDistribution data = EmpiricalDistribution.of(rows);
        Fit fit = Mle.fit(Families.mvnormal(d), data);
        assertEquals(Kind.CONVERGED, fit.outcome().kind());
        double logDeterminant = Math.log(scatter(Families.mvnormal(d), fit).determinant());
        double expected = -100 * (d * (1 + Math.log(2 * Math.PI)) + logDeterminant);
        assertEquals(expected, fit.logLikelihood(), 1e-9 * Math.abs(expected));
        assertEquals(
                data.margin(49).sd() / Math.sqrt(200), fit.parameter("mean50").standardError(), 1e-12);
    }

    @Test
    void heldProbabilities() {
        EmpiricalDistribution data = EmpiricalDistribution.of(new double[][] {{10, 20, 30}, {1, 4, 5}});
        Fit fit = Mle.of(Families.multinomial(3)).withFixed("probability1", 0.4).fitTo(data);
        assertEquals(1, fit.estimated());
        assertEquals(0.6 * 24 / 59, fit.parameter("probability2").value(), 1e-15);
        double share = 24.0 / 59;
        double error = 0.6 * Math.sqrt(share * (1 - share) / 59);
        assertEquals(error, fit.parameter("probability3").standardError(), 1e-14);
        double expected = Families.multinomial(3).joint(values(fit)).logDensity(10, 20, 30)
                + Families.multinomial(3).joint(values(fit)).logDensity(1, 4, 5);
        assertEquals(expected, fit.logLikelihood(), 1e-12);
        Fit all = Mle.of(Families.multinomial(3))
                .withFixed("probability1", 0.25)
                .withFixed("probability2", 0.25)
                .withFixed("probability3", 0.5)
                .fitTo(data);
        assertEquals(0, all.estimated());
        assertEquals(
                "multinomial: probabilities must add up to 1, those that are held add up to 1.1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mle.of(Families.multinomial(3))
                                        .withFixed("probability1", 0.9)
                                        .withFixed("probability2", 0.2)
                                        .fitTo(data))
                        .getMessage());
    }

    // ---- outcomes ----

    @Test
    void rowsInAPlaneHaveNoMaximum() {
        for (String name : List.of("mvnormal", "mvstudent")) {
            Fit few = Mle.fit(family(name, 3), EmpiricalDistribution.of(new double[][] {{1, 2, 3}, {2, 1, 4}, {0, 1, 1}
            }));
            assertEquals(Kind.UNBOUNDED, few.outcome().kind());
            assertTrue(few.outcome().message().startsWith("the rows lie in a plane, as 3 of them always do (x3 = "));
            double[][] rows = sample(Families.mvnormal(2), 50, 1, 0, 0, 1, 0.5, 1);
            double[][] third = Stream.of(rows)
                    .map(r -> new double[] {r[0], r[1], 2 * r[0] - 3 * r[1] + 7})
                    .toArray(double[][]::new);
            Fit fit = Mle.fit(family(name, 3), EmpiricalDistribution.of(third));
            assertEquals(Kind.UNBOUNDED, fit.outcome().kind());
            assertTrue(
                    fit.outcome().message().contains("(x3 = 2.000000*x1 + -3.000000*x2 + constant)")
                            || fit.outcome().message().contains("(x3 = 2*x1 + -3*x2 + constant)"),
                    fit.outcome().message());
            assertEquals(6, fit.outcome().direction().size());
            assertTrue(Double.isNaN(fit.logLikelihood()));
            double[][] constant =
                    Stream.of(rows).map(r -> new double[] {r[0], 4}).toArray(double[][]::new);
            Fit flat = Mle.fit(family(name, 2), EmpiricalDistribution.of(constant));
            String variance = name.equals("mvnormal") ? "covariance22" : "scatter22";
            assertEquals(Map.of(variance, -1.0), flat.outcome().direction());
            assertTrue(flat.outcome().message().contains("x2 is constant"));
        }
    }

    @Test
    void constantSharesHaveNoMaximum() {
        Fit fit = Mle.fit(Families.dirichlet(3), EmpiricalDistribution.of(new double[][] {
            {0.25, 0.25, 0.5}, {0.25, 0.25, 0.5}, {0.25, 0.25, 0.5}
        }));
        assertEquals(Kind.UNBOUNDED, fit.outcome().kind(), fit.outcome().message());
    }

    @Test
    void normalDataHaveTheirMaximumAtTheLimit() {
        double[][] rows = sample(Families.mvnormal(2), 200, 5, 0, 0, 1, 0.5, 1);
        double[][] short0 =
                Stream.of(rows).filter(r -> Math.hypot(r[0], r[1]) < 2).toArray(double[][]::new);
        Fit fit = Mle.fit(Families.mvstudent(2), EmpiricalDistribution.of(short0));
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("df"), fit.outcome().parameters());
        Fit normal = Mle.fit(Families.mvnormal(2), EmpiricalDistribution.of(short0));
        assertEquals(normal.logLikelihood(), fit.logLikelihood(), 1e-9);
        assertEquals(
                normal.parameter("covariance12").value(),
                fit.parameter("scatter12").value());
        assertEquals(Double.POSITIVE_INFINITY, fit.parameter("df").value());
    }

    @Test
    void countsWithoutOverdispersionAreMultinomial() {
        double[][] rows = {{3, 3, 4}, {2, 4, 4}, {3, 2, 5}, {4, 3, 3}};
        Fit fit = Mle.fit(Families.dirichletMultinomial(3), EmpiricalDistribution.of(rows));
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("alpha1", "alpha2", "alpha3"), fit.outcome().parameters());
        assertTrue(
                fit.outcome()
                        .message()
                        .endsWith("where the family is multinomial with probability1 = 0.3000000, probability2 ="
                                + " 0.3000000, probability3 = 0.4000000"),
                fit.outcome().message());
        Fit multinomial = Mle.fit(Families.multinomial(3), EmpiricalDistribution.of(rows));
        assertEquals(multinomial.logLikelihood(), fit.logLikelihood(), 1e-9);
    }

    @Test
    void aColumnOfZerosIsOnTheEdge() {
        double[][] rows = {{3, 0, 7}, {9, 0, 1}, {0, 0, 12}, {5, 0, 4}, {1, 0, 2}};
        EmpiricalDistribution data = EmpiricalDistribution.of(rows);
        Fit multinomial = Mle.fit(Families.multinomial(3), data);
        assertEquals(Kind.BOUNDARY, multinomial.outcome().kind());
        assertEquals(List.of("probability2"), multinomial.outcome().parameters());
        assertEquals(0, multinomial.parameter("probability2").value());
        assertTrue(Double.isNaN(multinomial.parameter("probability2").standardError()));
        Fit two = Mle.fit(Families.multinomial(2), data.columns(0, 2));
        assertEquals(two.logLikelihood(), multinomial.logLikelihood(), 1e-12);
        assertEquals(
                two.parameter("probability1").standardError(),
                multinomial.parameter("probability1").standardError(),
                1e-15);
        Fit mixed = Mle.fit(Families.dirichletMultinomial(3), data);
        Fit others = Mle.fit(Families.dirichletMultinomial(2), data.columns(0, 2));
        assertEquals(Kind.BOUNDARY, mixed.outcome().kind());
        assertEquals(List.of("alpha2"), mixed.outcome().parameters());
        assertEquals(others.logLikelihood(), mixed.logLikelihood(), 1e-12);
        assertEquals(
                others.parameter("alpha2").standardError(),
                mixed.parameter("alpha3").standardError());
        double[][] one = {{0, 0, 7}, {0, 0, 1}};
        assertEquals(
                Kind.NOT_IDENTIFIED,
                Mle.fit(Families.dirichletMultinomial(3), EmpiricalDistribution.of(one))
                        .outcome()
                        .kind());
        Fit certain = Mle.fit(Families.multinomial(3), EmpiricalDistribution.of(one));
        assertEquals(Kind.BOUNDARY, certain.outcome().kind());
        assertEquals(0, certain.logLikelihood(), 1e-15);
        assertEquals(1, certain.parameter("probability3").value());
        Fit nothing = Mle.fit(Families.multinomial(3), EmpiricalDistribution.of(new double[2][3]));
        assertEquals(
                Kind.NOT_IDENTIFIED, nothing.outcome().kind(), nothing.outcome().message());
    }

    /** Directions that cancel are as even as can be; with the concentration held any mean is as good. */
    @Test
    void directionsWithoutAMean() {
        EmpiricalDistribution even =
                EmpiricalDistribution.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {-1, 0, 0}, {0, -1, 0}});
        Fit fit = Mle.fit(Families.vonMisesFisher(3), even);
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("concentration"), fit.outcome().parameters());
        assertEquals(0, fit.parameter("concentration").value());
        assertTrue(Double.isNaN(fit.parameter("mean1").value()));
        assertEquals(-4 * Math.log(4 * Math.PI), fit.logLikelihood(), 1e-14);
        assertThrows(
                IllegalArgumentException.class,
                () -> Mle.of(Families.vonMisesFisher(3))
                        .withFixed("concentration", 2)
                        .fitTo(even));
    }

    @Test
    void aMeanDirectionIsNotHeldInPart() {
        EmpiricalDistribution data = EmpiricalDistribution.of(new double[][] {{1, 0}, {0.6, 0.8}, {0.8, 0.6}});
        assertEquals(
                "von-mises-fisher: parameters that follow from one another can't be held, got mean1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mle.of(Families.vonMisesFisher(2))
                                        .withFixed("mean1", 0.8)
                                        .fitTo(data))
                        .getMessage());
    }

    @Test
    void constantDirectionsHaveNoMaximum() {
        Fit fit =
                Mle.fit(Families.vonMisesFisher(2), EmpiricalDistribution.of(new double[][] {{0.6, 0.8}, {0.6, 0.8}}));
        assertEquals(Kind.UNBOUNDED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("concentration"), fit.outcome().parameters());
    }

    /** In two dimensions it is the von Mises distribution of the angle. */
    @Test
    void directionsInThePlaneAreAngles() {
        double[][] rows = sample(Families.vonMisesFisher(2), 60, 5, 0.6, -0.8, 1.5);
        double[] angles =
                Stream.of(rows).mapToDouble(r -> Math.atan2(r[1], r[0])).toArray();
        Fit fit = Mle.fit(Families.vonMisesFisher(2), EmpiricalDistribution.of(rows));
        Fit ofAngles = Mle.fit(Families.vonMises(), angles);
        assertEquals(ofAngles.logLikelihood(), fit.logLikelihood(), 1e-10);
        assertEquals(
                ofAngles.parameter("concentration").value(),
                fit.parameter("concentration").value(),
                1e-8);
        assertEquals(
                ofAngles.parameter("concentration").standardError(),
                fit.parameter("concentration").standardError(),
                1e-8);
        assertEquals(
                ofAngles.parameter("mean").value(),
                Math.atan2(
                        fit.parameter("mean2").value(), fit.parameter("mean1").value()),
                1e-8);
    }

    /** Two clusters of directions, found from starts of their own, no worse than by the truth. */
    @Test
    void mixtureOfDirections() {
        double[] truth = {0.4, 0, 0, 1, 20, 0.6, 0.8, 0, 8};
        VectorFamily mixture = mixture(3, "mixture(von-mises-fisher, von-mises-fisher)");
        double[][] rows = sample(mixture, 200, 5, truth);
        Fit fit = Mle.fit(mixture, EmpiricalDistribution.of(rows));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        double atTruth =
                Stream.of(rows).mapToDouble(mixture.joint(truth)::logDensity).sum();
        assertTrue(fit.logLikelihood() > atTruth);
        assertEquals(7, fit.estimated());
        for (int k = 1; k <= 2; k++) {
            double square = 0;
            for (int j = 1; j <= 3; j++) {
                square += Math.pow(fit.parameter("mean" + j + "_" + k).value(), 2);
            }
            assertEquals(1, square, 1e-12);
        }
    }

    @Test
    void rowsThatAFamilyCannotTakeAreNamed() {
        refused("row 2, column 'x1': dirichlet needs 0 < x < 1, got 0.0", Families.dirichlet(2), new double[][] {
            {0.5, 0.5}, {0, 1}
        });
        refused(
                "row 2, column 'x1', 'x2': dirichlet needs x1 + x2 = 1 but for 1e-6, got 1.1",
                Families.dirichlet(2),
                new double[][] {{0.5, 0.5}, {0.5, 0.6}});
        refused(
                "row 2, column 'x1', 'x2': von-mises-fisher needs x1^2 + x2^2 = 1 but for 1e-6, got 1.25",
                Families.vonMisesFisher(2),
                new double[][] {{1, 0}, {1, 0.5}});
        refused(
                "row 1, column 'x2': multinomial needs x in 0, 1, ..., got 0.5",
                Families.multinomial(2),
                new double[][] {{1, 0.5}});
        assertEquals(
                "mvnormal: needs 3 columns, got 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mle.fit(Families.mvnormal(3), EmpiricalDistribution.of(new double[][] {
                                    {1, 2}, {3, 4}
                                })))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Mle.fit(Families.normal(), EmpiricalDistribution.of(new double[][] {{1, 2}, {3, 4}})));
    }

    private static void refused(String message, Family family, double[][] rows) {
        assertEquals(
                message,
                assertThrows(DataException.class, () -> Mle.fit(family, EmpiricalDistribution.of(rows)))
                        .getMessage());
    }
}
