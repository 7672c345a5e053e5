package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fits that other programs got wrong, as reported on their issue trackers; the truth by Newton's method on the exact
 * log-likelihood in 30-digit arithmetic, or in closed form.
 */
class HardCasesTest {
    /** Digits of the references, relative: they are doubles. */
    private static final double DIGITS = 1e-12;

    private static final double[] LIVES = {
        757, 140, 143, 6.5, 28.0333, 8889.03, 6594.28, 5434.9, 510.9, 10573.6, 6591, 72, 236.533, 947.367, 1997.42,
        4700.33, 10171.6, 10752, 0.416667, 7190.33, 12459.9, 5541.5, 1595.58, 10364.5, 6228.5, 13025.5, 8187.73,
        11221.2, 9795.22, 4433.78, 8147.37
    };

    /** A sample with its maximum. */
    record Case(
            String name,
            String source,
            Family family,
            EmpiricalDistribution data,
            Map<String, Double> maximum,
            double logLikelihood) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "ten values of a beta",
                        "scipy/scipy#22328",
                        Families.beta(),
                        EmpiricalDistribution.of(new double[] {
                            0.7122827,
                            0.04830956,
                            0.54410219,
                            0.04173127,
                            0.54462469,
                            0.54565197,
                            0.05497849,
                            0.07792652,
                            0.6817948,
                            0.19735519
                        }),
                        Map.of("alpha", 0.8477539215492832, "beta", 1.6924173908904727),
                        1.829587025426812),
                new Case(
                        "46 lives of a Weibull",
                        "stats.stackexchange.com/questions/124217",
                        Families.weibull(),
                        EmpiricalDistribution.of(new double[] {
                            1468, 1872, 475, 1372, 3830, 1849, 978, 1389, 909, 701, 1227, 962, 1781, 580, 584, 2675,
                            841, 1544, 452, 955, 556, 1737, 747, 1565, 1331, 1188, 2649, 1800, 2718, 808, 1138, 909,
                            1359, 846, 1334, 1397, 719, 1715, 681, 2002, 994, 2543, 1564, 1717, 1106, 1859
                        }),
                        Map.of("shape", 2.1262282204733056, "scale", 1563.0950387397847),
                        -362.2236515291235),
                new Case(
                        "ten lives of a Weibull",
                        "CamDavidsonPilon/lifelines#375",
                        Families.weibull(),
                        EmpiricalDistribution.of(new double[] {
                            9402.7, 6082.4, 13367.2, 10644.6, 8632.0, 3043.4, 12860.2, 1034.5, 2550.9, 3637.1
                        }),
                        Map.of("shape", 1.6812799577535609, "scale", 7965.971006330077),
                        -97.12958542432521),
                new Case(
                        "31 lives of a lognormal over five decades",
                        "openturns/openturns#1696",
                        Families.lognormal(),
                        EmpiricalDistribution.of(LIVES),
                        Map.of("meanlog", 7.403213872284044, "sdlog", 2.4977169580496192),
                        -301.86341460373336),
                new Case(
                        "mites on apple leaves",
                        "Bliss and Fisher (1953), Biometrics 9, 176-200; fitted by moments in some libraries",
                        Families.negativeBinomial(),
                        EmpiricalDistribution.of(
                                new double[] {0, 1, 2, 3, 4, 5, 6, 7}, new double[] {70, 38, 17, 10, 9, 3, 2, 1}),
                        Map.of("size", 1.0245923867921254, "mean", 1.1466666666666667),
                        -222.4371535984348),
                new Case(
                        "forty lives of a Weibull that begins at a location",
                        "scipy/scipy#11806: the likelihood is unbounded where the location comes close to the smallest of them",
                        Families.weibull3(),
                        EmpiricalDistribution.of(new double[] {
                            4836.6, 823.6, 3131.7, 1343.4, 709.7, 610.6, 3034.2, 1973, 7358.5, 265, 4590.5, 5440.4,
                            4613.7, 4763.1, 115.3, 5385.1, 6398.1, 8444.6, 2397.1, 3259.7, 307.5, 4607.4, 6523.7, 600.3,
                            2813.5, 6119.8, 6438.8, 2799.1, 2849.8, 5309.6, 3182.4, 705.5, 5673.3, 2939.9, 2631.8,
                            5002.1, 1967.3, 2810.4, 2948, 6904.8
                        }),
                        Map.of("location", -322.0926637152594, "shape", 1.776006799630879, "scale", 4355.262877064433),
                        -363.0012974037846),
                new Case(
                        "31 lives of a lognormal that begins at a location",
                        "openturns/openturns#1696: the likelihood is unbounded as that of the Weibull",
                        Families.lognormal3(),
                        EmpiricalDistribution.of(LIVES),
                        Map.of(
                                "location",
                                -10.952654983889419,
                                "meanlog",
                                7.566005783476634,
                                "sdlog",
                                2.0827680114448102),
                        -301.2779051133833));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void findsTheMaximum(Case c) {
        Fit fit = Mle.fit(c.family(), c.data());
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        c.maximum().forEach((name, value) -> {
            Estimate e = fit.parameter(name);
            assertEquals(value, e.value(), 1e-7 * e.standardError(), name);
            assertTrue(e.standardError() > 0, name);
        });
        assertEquals(1, fit.logLikelihood() / c.logLikelihood(), DIGITS, "log-likelihood");
    }

    /** JuliaStats/GLM.jl issue 455: of terms such as x·log x, 9e10 for x = 4e9, a log-density of 22 is left. */
    @Test
    void countsOfBillions() {
        Fit fit = Mle.fit(Families.negativeBinomial(), new double[] {
            3735928559.0,
            305419896,
            2596069104.0,
            1164413355,
            19088743,
            4023233417.0,
            2271560481.0,
            1985229328,
            610839776,
            3405691582.0
        });
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        for (Map.Entry<String, Double> e :
                Map.of("size", 0.9546601102851742, "mean", 2011747424.1).entrySet()) {
            Estimate estimate = fit.parameter(e.getKey());
            assertEquals(e.getValue(), estimate.value(), 1e-7 * estimate.standardError(), e.getKey());
        }
        assertEquals(1, fit.logLikelihood() / -224.21560525117573, DIGITS);
    }

    @Test
    void weibullStandardErrors() {
        Fit fit = Mle.fit(
                Families.weibull(),
                cases().filter(c -> c.name().startsWith("46"))
                        .findFirst()
                        .orElseThrow()
                        .data());
        // Eight decimals are given (stats.stackexchange.com/questions/124217, recomputed).
        assertEquals(0.22886034, fit.parameter("shape").standardError(), 0.5e-8);
        assertEquals(114.90745355, fit.parameter("scale").standardError(), 0.5e-8);
    }

    @Test
    void miteStandardErrors() {
        Fit fit = Mle.fit(
                Families.negativeBinomial(),
                cases().filter(c -> c.name().startsWith("mites"))
                        .findFirst()
                        .orElseThrow()
                        .data());
        assertEquals(0.27590729, fit.parameter("size").standardError(), 0.5e-8);
        assertEquals(0.12727797, fit.parameter("mean").standardError(), 0.5e-8);
    }

    /** fitdistrplus issue 31: x(i) = qgamma((i - 0.5)/200, 1782.207, 1385.945), where optimisers stop in a narrow valley. */
    @Test
    void gammaOfLargeShape() {
        Fit fit = Mle.fit(Families.gamma(), HighPrecision.sample("gamma_200"));
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        HighPrecision.check(fit, "gamma_200", 1e-7, 1e-9);
    }

    /** fitdistrplus issue 6: the likelihood is unbounded for shape below -1, the regular maximum is wanted. */
    @Test
    void gevOfOneToThousand() {
        double[] x = IntStream.rangeClosed(1, 1000).asDoubleStream().toArray();
        Fit fit = Mle.fit(Families.gev(), x);
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        HighPrecision.check(fit, "integers_1000", 1e-7, 1e-9);
    }

    /** statsmodels issues 1631 and 3863: counts with variance below the mean, where the negative binomial is a Poisson. */
    @Test
    void underdispersedCounts() {
        double[] counts = {4, 5, 6, 5, 4, 5, 6, 5, 4, 6, 5, 5};
        Fit fit = Mle.fit(Families.negativeBinomial(), counts);
        assertEquals(Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("size"), fit.outcome().parameters());
        assertEquals(Double.POSITIVE_INFINITY, fit.parameter("size").value());
        assertEquals(5, fit.parameter("mean").value(), 1e-12);
        assertEquals(Math.sqrt(5.0 / 12), fit.parameter("mean").standardError(), 1e-12);
        double[] logFactorials = {Math.log(24), Math.log(120), Math.log(720)};
        double expected = 60 * Math.log(5) - 60 - 3 * logFactorials[0] - 6 * logFactorials[1] - 3 * logFactorials[2];
        assertEquals(expected, fit.logLikelihood(), 1e-11);
    }

    /**
     * Olkin, Petkau and Zidek (1981), JASA 76, 637-642: with the number of trials unknown it must be searched; one larger
     * count moves the best of them from 99 to 191.
     */
    @Test
    void binomialOfUnknownSize() {
        double[][] samples = {{16, 18, 22, 25, 27}, {16, 18, 22, 25, 28}};
        int[] sizes = {99, 191};
        double[] logLikelihoods = {-14.181118773296774, -14.486330018800306};
        for (int i = 0; i < samples.length; i++) {
            assertEquals(sizes[i], bestSize(samples[i], logLikelihoods[i]));
            Fit fit = Mle.fit(Families.binomial(), samples[i]);
            assertEquals(
                    Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
            Estimate size = fit.parameter("size");
            assertEquals(sizes[i], size.value());
            assertEquals(logLikelihoods[i], fit.logLikelihood(), 1e-13);
            assertTrue(size.lower() > 27 && size.lower() < 40, "the profile is flat: " + size);
            assertEquals(Double.POSITIVE_INFINITY, size.upper());
            assertTrue(Double.isNaN(size.standardError()));
            assertTrue(Double.isNaN(fit.parameter("probability").standardError()), "it is not that of a known size");
            assertEquals(4 - 2 * fit.logLikelihood(), fit.aic(), 1e-12);
        }
    }

    private static int bestSize(double[] counts, double logLikelihood) {
        double best = Double.NEGATIVE_INFINITY;
        int at = 0;
        for (int size = 28; size <= 400; size++) {
            Fit fit = Mle.of(Families.binomial()).withFixed("size", size).fitTo(EmpiricalDistribution.of(counts));
            assertTrue(fit.outcome().kind().found(), fit.outcome().message());
            if (fit.logLikelihood() > best) {
                best = fit.logLikelihood();
                at = size;
            }
        }
        assertEquals(logLikelihood, best, 1e-11);
        return at;
    }

    /**
     * CamDavidsonPilon/lifelines issue 533: the only event is the largest time, so that the profile likelihood of the shape is
     * log k - log sum (t/t_max)^k, which has no maximum.
     */
    @Test
    void aSingleEvent() {
        double[] times = {13467, 13760, 12011, 7798, 7928};
        boolean[] event = {false, true, false, false, false};
        EmpiricalDistribution data = EmpiricalDistribution.of(Observations.survival(times, event));
        for (double scale : new double[] {1, 1e-6, 1e6}) {
            double[] scaled = Arrays.stream(times).map(t -> t * scale).toArray();
            Fit fit = Mle.fit(Families.weibull(), EmpiricalDistribution.of(Observations.survival(scaled, event)));
            assertEquals(
                    Outcome.Kind.NO_MAXIMUM, fit.outcome().kind(), fit.outcome().message());
            assertEquals(1, fit.outcome().direction().get("shape"));
            assertEquals(0, fit.outcome().direction().get("scale"), 1e-12 * scale);
            assertTrue(
                    fit.outcome().message().contains("the single event"),
                    fit.outcome().message());
        }
        assertEquals(
                Outcome.Kind.NO_MAXIMUM,
                Mle.fit(Families.lognormal(), data).outcome().kind());
        // One rate is fixed by one event.
        Fit exponential = Mle.fit(Families.exponential(), data);
        assertEquals(
                1 / Arrays.stream(times).sum(), exponential.parameter("rate").value(), 1e-18);
        // An event that is not the last one has a maximum.
        boolean[] earlier = {true, false, false, false, false};
        Fit inside = Mle.fit(Families.weibull(), EmpiricalDistribution.of(Observations.survival(times, earlier)));
        assertEquals(
                Outcome.Kind.CONVERGED,
                inside.outcome().kind(),
                inside.outcome().message());
    }

    /** lifelines issue 827: any shape large enough makes one interval certain, and none quite. */
    @Test
    void aSingleInterval() {
        EmpiricalDistribution data =
                EmpiricalDistribution.of(Observations.between(new double[] {1}, new double[] {10}));
        for (Family family : List.of(
                Families.weibull(), Families.lognormal(), Families.gamma(), Families.normal(), Families.gumbel())) {
            Fit fit = Mle.fit(family, data);
            assertEquals(
                    Outcome.Kind.NO_MAXIMUM,
                    fit.outcome().kind(),
                    family + ": " + fit.outcome().message());
            assertTrue(Double.isNaN(fit.logLikelihood()));
        }
        Fit weibull = Mle.fit(Families.weibull(), data);
        assertEquals(Map.of("shape", 1.0, "scale", 0.0), weibull.outcome().direction());
    }

    /** Two clusters, a third of them censored: a maximum on one of them, with small df, is 1.8 nats below that of the normal limit. */
    @Test
    void studentOfCensoredClusters() {
        double[] lives = {
            2.92, -3.84, -2.46, -3.11, -2.88, 3.19, 3.53, -3.4, -3.31, 3.56, -3.57, -1.23, -3.55, 3.53, 1.9, 1.96,
            -2.01, -2.52, -2.87, -1.52, 1.66, 2.18, 2.04, 2.72, -3.37, -3.25, 2.77, -3.84, -3.17, -1.99
        };
        boolean[] seen = new boolean[lives.length];
        Arrays.fill(seen, true);
        for (int censored : new int[] {0, 1, 13, 14, 17, 21, 22, 23, 26, 29}) {
            seen[censored] = false;
        }
        EmpiricalDistribution data = EmpiricalDistribution.of(Observations.survival(lives, seen));
        double normal = Mle.fit(Families.normal(), data).logLikelihood();
        for (int restarts : new int[] {1, 3}) {
            Fit fit = Mle.of(Families.student()).withRestarts(restarts).fitTo(data);
            assertEquals(
                    Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
            assertEquals(normal, fit.logLikelihood(), 1e-9);
        }
    }

    /** A Cauchy sample rounded to integers, of which so many are 0 that searches end in a spike there. The reference: 30 digits. */
    @Test
    void studentOfRoundedValues() {
        double[] values = {-146, -18, -9, -6, -3, -2, -1, 0, 1, 2, 3, 39};
        int[] counts = {1, 1, 1, 1, 3, 5, 12, 22, 9, 3, 1, 1};
        double[] all = IntStream.range(0, values.length)
                .boxed()
                .flatMapToDouble(k -> DoubleStream.generate(() -> values[k]).limit(counts[k]))
                .toArray();
        Fit fit = Mle.fit(Families.student(), all);
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-134.355868612338, fit.logLikelihood(), 1e-9);
        assertEquals(0.848191607374704, fit.parameter("df").value(), 1e-9);
    }

    /** Rice values a billion scales from zero are normal ones: written with the squares apart, the likelihood was all rounding. */
    @Test
    void riceFarFromZero() {
        double[] beside = {-1.3, -0.7, -0.45, -0.2, 0.05, 0.1, 0.3, 0.62, 0.9, 1.7};
        double[] values = Arrays.stream(beside).map(x -> 1e9 + x).toArray();
        Fit fit = Mle.fit(Families.rice(), values);
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(Mle.fit(Families.normal(), values).logLikelihood(), fit.logLikelihood(), 1e-6);
    }

    /** MatthewReid854/reliability issue 57: many ties, most censored. The reference is survreg's, to ten digits or more. */
    @Test
    void tiesMostOfThemCensored() {
        Observations lives = Observations.survival(
                        new double[] {2, 8, 9, 20, 20}, new boolean[] {true, true, true, true, false})
                .weighted(new double[] {1, 9, 5, 10, 75});
        Fit fit = Mle.fit(Families.weibull(), EmpiricalDistribution.of(lives));
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(1.80936429171, fit.parameter("shape").value(), 1e-10);
        assertEquals(40.0724522784, fit.parameter("scale").value(), 1e-8);
        assertEquals(-128.274235651, fit.logLikelihood(), 1e-8);
    }

    /** chjackson/flexsurv issue 4: visits every 28 days, the first interval from 0 on. The reference is survreg's. */
    @Test
    void periodicVisits() {
        double[] from = {0, 28, 56, 84, 112, 140, 168, 196, 224, 252, 280, 336};
        double[] counts = {35, 9, 24, 2, 10, 7, 3, 5, 2, 1, 1, 1};
        double[] to = Arrays.stream(from).map(t -> t + 28).toArray();
        Observations visits = Observations.between(from, to).weighted(counts);
        Fit fit = Mle.fit(Families.weibull(), EmpiricalDistribution.of(visits));
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(0.972754223621, fit.parameter("shape").value(), 1e-9);
        assertEquals(78.8342726899, fit.parameter("scale").value(), 1e-7);
        assertEquals(-205.231577863, fit.logLikelihood(), 1e-8);
        double[] shifted = Arrays.stream(from).map(t -> t + 0.001).toArray();
        Fit beside = Mle.fit(
                Families.weibull(),
                EmpiricalDistribution.of(Observations.between(shifted, to).weighted(counts)));
        assertEquals(0.972942484037, beside.parameter("shape").value(), 1e-9);
        assertEquals(-205.236304639, beside.logLikelihood(), 1e-8);
    }

    /** statsmodels issue 9156: inflated by zeros, where optimisers stop short or end in NaN. */
    @Test
    void manyZeros() {
        int[] counts = {
            8, 0, 4, 0, 0, 0, 4, 8, 10, 0, 12, 11, 12, 0, 5, 0, 0, 0, 0, 0, 0, 17, 12, 10, 14, 0, 5, 0, 7, 0, 19, 0, 0,
            0, 0, 0, 17, 0, 17, 8, 12, 11, 0, 0, 9, 0, 0, 0, 0, 13, 0, 8, 13, 9, 10, 12, 13, 12, 0, 0, 18, 17, 0, 0, 0,
            9, 11, 10, 5, 11, 0, 0, 10, 0, 14, 4, 0, 8, 0, 0, 10, 0, 12, 6, 10, 0, 8, 0, 15, 7, 6, 0, 13, 7, 0, 7, 21,
            10, 0, 0
        };
        Fit fit = Mle.fit(
                Combinators.zeroInflated(Families.negativeBinomial()),
                Arrays.stream(counts).asDoubleStream().toArray());
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        double zero = 1 / (1 + Math.exp(0.16073492473956516));
        double mean = Math.exp(2.3582247358577413);
        double dispersion = 0.045847325966824205;
        check(fit.parameter("zero_probability"), zero, 0.20068596 * zero * (1 - zero));
        check(fit.parameter("mean"), mean, 0.05102506 * mean);
        check(fit.parameter("size"), 1 / dispersion, 0.02739402 / (dispersion * dispersion));
        assertEquals(1, fit.logLikelihood() / -218.53005878722934, DIGITS);
    }

    /** An estimate to 1e-7 standard errors, which are given to eight decimals of another scale. */
    private static void check(Estimate estimate, double value, double error) {
        assertEquals(value, estimate.value(), 1e-7 * error);
        assertEquals(error, estimate.standardError(), 1e-6 * error);
    }

    /** JuliaStats/Distributions.jl issues 1276 and 807: median and mean absolute deviation from it. */
    @Test
    void laplaceWithOneFarValue() {
        Fit fit = Mle.fit(Families.laplace(), new double[] {1, 2, 3, 4, 100});
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(3, fit.parameter("location").value());
        assertEquals(20.2, fit.parameter("scale").value(), 1e-12);
        assertEquals(20.2 / Math.sqrt(5), fit.parameter("location").standardError(), 1e-8);
        assertEquals(20.2 / Math.sqrt(5), fit.parameter("scale").standardError(), 1e-8);
        assertEquals(-23.49414892483552, fit.logLikelihood(), 1e-12);
    }

    /** synesenom/ran issue 423: the minimum is the smallest observation and has no standard error; some report one, or 61449. */
    @Test
    void fiveValuesOfAPareto() {
        Fit fit = Mle.fit(Families.pareto(), new double[] {1.5, 2.0, 3.1, 1.8, 2.5});
        assertEquals(Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("minimum"), fit.outcome().parameters());
        assertEquals(1.5, fit.parameter("minimum").value());
        assertTrue(Double.isNaN(fit.parameter("minimum").standardError()));
        Estimate shape = fit.parameter("shape");
        assertEquals(2.9295165528769567, shape.value(), 1e-14);
        assertEquals(shape.value() / Math.sqrt(5), shape.standardError(), 1e-13);
        assertEquals(-3.3599047449503, fit.logLikelihood(), 1e-12);
    }

    /**
     * scipy issue 23503, where fits end at 10.185 and the best of 60 searches at 11.545705: a uniform distribution is higher, and of
     * all pairs of corners the highest. Its likelihood is the range to the power of -60. With the modes of those searches held, the best
     * minimum, by one of scipy's minimisers of one variable, gives a little more than they found.
     */
    @Test
    void trapezoid() {
        double[] x = {
            0.4839, 0.8507, 0.2081, 0.848, 0.3339, 0.4175, 0.7216, 0.4069, 0.5122, 0.0909, 0.6651, 0.5036, 0.3473,
            0.6913, 0.3274, 0.4401, 0.2005, 0.4023, 0.2526, 0.2967, 0.6628, 0.3103, 0.4639, 0.9069, 0.8686, 0.6436,
            0.5059, 0.3077, 0.2205, 0.8837, 0.4871, 0.1864, 0.5676, 0.6825, 0.5598, 0.8071, 0.109, 0.4964, 0.4445,
            0.1368, 0.581, 0.7425, 0.5447, 0.2951, 0.7316, 0.4821, 0.4832, 0.6648, 0.2109, 0.7151, 0.6125, 0.6903,
            0.2437, 0.7018, 0.2435, 0.1564, 0.7448, 0.7502, 0.7643, 0.4539
        };
        Fit fit = Mle.fit(Families.trapezoidal(), x);
        assertEquals(Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-60 * Math.log(0.9069 - 0.0909), fit.logLikelihood(), 1e-12);
        assertEquals(0.9069, fit.parameter("mode2").value());
        assertTrue(fit.outcome().message().contains("uniform"), fit.outcome().message());
        assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.standardError())));
        Fit known = Mle.of(Families.trapezoidal())
                .withFixed("mode1", 0.2005)
                .withFixed("mode2", 0.9069)
                .fitTo(EmpiricalDistribution.of(x));
        assertEquals(11.548169445, known.logLikelihood(), 1e-9);
        assertEquals(0.05203711, known.parameter("minimum").value(), 1e-7);
    }

    /** scipy issue 19407: a Weibull with a location is no better than its limit, of which the parameters are all infinite. */
    @Test
    void weibullWithoutEnd() {
        Fit fit = Mle.fit(Families.weibull3(), new double[] {
            12.46711, 11.91629, 11.56794, 11.28582, 11.03612, 10.80439, 10.58275, 10.36613, 10.15086, 9.93393, 9.71267,
            9.48444, 9.24645, 8.99555, 8.72799, 8.43905, 8.12258, 7.77017, 7.36973, 6.90287, 6.33952, 5.62537, 4.64644,
            3.09331, -0.60684
        });
        assertEquals(
                Outcome.Kind.NO_MAXIMUM, fit.outcome().kind(), fit.outcome().message());
        assertTrue(fit.outcome().message().contains("gumbel-min"), fit.outcome().message());
        assertTrue(
                fit.outcome().message().contains("location = 9.8352797424"),
                fit.outcome().message());
        assertTrue(
                fit.outcome().message().contains("scale = 2.0790933692"),
                fit.outcome().message());
        assertTrue(
                fit.outcome().message().contains("log-likelihood = -58.642175266"),
                fit.outcome().message());
        assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.value())));
    }

    /**
     * scipy issue 17088: a Rayleigh that begins at a location is a Weibull of shape 2, its scale divided by the root of 2. The
     * sample is scipy.stats.rayleigh.rvs(50, 600, size=500, random_state=numpy.random.default_rng(456)); the maximum was found
     * with 40 digits.
     */
    @Test
    void rayleighWithALocation() {
        EmpiricalDistribution data =
                EmpiricalDistribution.of(HighPrecision.read("rayleigh_500").numeric("x"));
        Fit fit = Mle.of(Families.weibull3()).withFixed("shape", 2).fitTo(data);
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        Estimate location = fit.parameter("location");
        Estimate scale = fit.parameter("scale");
        assertEquals(62.770888370768638974, location.value(), 1e-9 * location.standardError());
        assertEquals(844.59100443938562109, scale.value(), 1e-9 * scale.standardError());
        assertEquals(10.913524100976142671, location.standardError(), 1e-8);
        assertEquals(21.238914458731025644, scale.standardError(), 1e-8);
        assertEquals(-3660.4621199203276746, fit.logLikelihood(), 1e-9);
    }
}
