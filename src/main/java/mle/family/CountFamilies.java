package mle.family;

import static mle.family.Starts.mean;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;

/** The families of counts. */
final class CountFamilies {
    static final List<String> NAMES = List.of(
            "poisson",
            "negative-binomial",
            "geometric",
            "bernoulli",
            "binomial",
            "negative-binomial-1",
            "beta-binomial",
            "hypergeometric",
            "logarithmic",
            "yule-simon",
            "discrete-weibull",
            "generalized-poisson",
            "poisson-inverse-gaussian",
            "borel",
            "skellam",
            "zeta",
            "sichel",
            "delaporte",
            "conway-maxwell-poisson");

    private CountFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "poisson" -> makePoisson();
            case "negative-binomial" -> makeNegativeBinomial();
            case "geometric" -> makeGeometric();
            case "bernoulli" -> makeBernoulli();
            case "binomial" -> makeBinomial();
            case "negative-binomial-1" -> makeNegativeBinomial1();
            case "beta-binomial" -> makeBetaBinomial();
            case "hypergeometric" -> makeHypergeometric();
            case "logarithmic" -> makeLogarithmic();
            case "yule-simon" -> makeYuleSimon();
            case "discrete-weibull" -> makeDiscreteWeibull();
            case "generalized-poisson" -> makeGeneralizedPoisson();
            case "poisson-inverse-gaussian" -> makePoissonInverseGaussian();
            case "borel" -> makeBorel();
            case "skellam" -> makeSkellam();
            case "zeta" -> makeZeta();
            case "sichel" -> makeSichel();
            case "delaporte" -> makeDelaporte();
            case "conway-maxwell-poisson" -> makeConwayMaxwellPoisson();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    /** x·log(mean) - mean - lgamma(x+1), what is large and cancels left out (Loader 2000). */
    private static Family makePoisson() {
        return Family.of("poisson", "integer x >= 0", "mean > 0", "-kldiv(x, mean) - lfactrel(x)")
                .withClosedForm((p, known) -> new double[] {p.mean()})
                .withTails("loggammaq(x + 1, mean)", "loggammap(x + 1, mean)")
                .withMoments("mean", "mean")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 4");
    }

    /**
     * lgamma(x+size) - lgamma(size) - lgamma(x+1) + size·log(size/(size+mean)) + x·log(mean/(size+mean)), what is large and
     * cancels left out (Loader 2000).
     */
    private static Family makeNegativeBinomial() {
        return Family.of(
                        "negative-binomial",
                        "integer x >= 0",
                        "mean > 0, size > 0",
                        "-kldrop(x, mean, size) - lfactrel(x) + stirldiff(size, x) - log1p(x/size)/2")
                .withStarts(p -> {
                    double mean = p.mean();
                    double size = mean * mean / (p.variance() - mean);
                    return List.of(
                            new double[] {mean, size > 0 ? size : 100},
                            new double[] {mean, 1},
                            new double[] {mean, 10},
                            new double[] {mean, 0.1});
                })
                .withLimit("size", Families::poisson, Map.of("mean", "mean"))
                .withSpecialCase("size", 1, Families::geometric, Map.of())
                .withTails("logbetai(log(size/mean), size, x + 1)", "logbetai(log(mean/size), x + 1, size)")
                .withMoments("mean", "mean + mean^2/size")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 5");
    }

    private static Family makeGeometric() {
        return Family.of(
                        "geometric",
                        "integer x >= 0",
                        "0 < probability < 1",
                        "log(probability) + x*log1p(-probability)")
                .withClosedForm((p, known) -> new double[] {1 / (1 + p.mean())})
                .withTails("log1mexp((x + 1)*log1p(-probability))", "(x + 1)*log1p(-probability)")
                .withMoments("(1 - probability)/probability", "(1 - probability)/probability^2")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, sec. 5.2");
    }

    private static Family makeBernoulli() {
        return Family.of(
                        "bernoulli",
                        "integer 0 <= x <= 1",
                        "0 < probability < 1",
                        "x*log(probability) + (1 - x)*log1p(-probability)")
                .withClosedForm((p, known) -> new double[] {p.mean()})
                .withTails("log1p(-probability)", "log(probability)")
                .withMoments("probability", "probability*(1 - probability)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 3");
    }

    /** log of size choose x + x·log(probability) + (size-x)·log(1-probability), likewise. */
    private static Family makeBinomial() {
        return Family.of(
                        "binomial",
                        "integer 0 <= x <= size",
                        "known whole size > 0, 0 < probability < 1",
                        "-kldiv(x, size*probability) - kldiv(size - x, size*exp(log1p(-probability)))"
                                + " + lfactrel(size) - lfactrel(x) - lfactrel(size - x)")
                .withStarts(p ->
                        List.of(new double[] {p.max(), 0.5}, new double[] {p.max(), 0.1}, new double[] {p.max(), 0.9}))
                .withClosedForm((p, known) -> new double[] {known.get("size"), p.mean() / known.get("size")})
                .withLimit(new Limit(
                        "size",
                        Double.POSITIVE_INFINITY,
                        Families::poisson,
                        Map.of(),
                        Map.of("size", Double.POSITIVE_INFINITY, "probability", 0.0)))
                .withTails(
                        "logbetai(log1p(-probability) - log(probability), size - x, x + 1)",
                        "logbetai(log(probability) - log1p(-probability), x + 1, size - x)")
                .withMoments("size*probability", "size*probability*(1 - probability)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 3");
    }

    /** The negative binomial of size mean/dispersion. */
    private static Family makeNegativeBinomial1() {
        return Family.of(
                        "negative-binomial-1",
                        "integer x >= 0",
                        "mean > 0, dispersion > 0",
                        "lpochrel(mean/dispersion, x) - lgamma(x + 1) + x*(log(mean) - log1p(dispersion))"
                                + " - mean*log1pdiv(dispersion, 1)")
                .withStarts(p -> {
                    double mean = p.mean();
                    double dispersion = p.variance() / mean - 1;
                    return List.of(
                            new double[] {mean, dispersion > 0 ? dispersion : 0.01},
                            new double[] {mean, 1},
                            new double[] {mean, 0.1},
                            new double[] {mean, 10});
                })
                .withLimit(new Limit("dispersion", 0, Families::poisson, Map.of("mean", "mean")))
                .withTails(
                        "logbetai(-log(dispersion), mean/dispersion, x + 1)",
                        "logbetai(log(dispersion), x + 1, mean/dispersion)")
                .withMoments("mean", "mean*(1 + dispersion)")
                .withSource("Cameron and Trivedi, Regression Analysis of Count Data (NB1)");
    }

    private static Family makeBetaBinomial() {
        return Family.of(
                        "beta-binomial",
                        "integer 0 <= x <= size",
                        "known whole size > 0, alpha > 0, beta > 0",
                        "-kldrop(x, size*alpha/(alpha + beta), alpha) - kldrop(size - x, size*beta/(alpha + beta), beta)"
                                + " + lfactrel(size) - lfactrel(x) - lfactrel(size - x)"
                                + " + stirldiff(alpha, x) + stirldiff(beta, size - x) - stirldiff(alpha + beta, size)"
                                + " + (log1p(size/(alpha + beta)) - log1p(x/alpha) - log1p((size - x)/beta))/2")
                .withStarts(p -> {
                    double size = p.max();
                    double mean = p.mean() / size;
                    double share = mean > 0.01 ? mean < 0.99 ? mean : 0.99 : 0.01;
                    double ratio = p.variance() / (size * share * (1 - share));
                    double sum = ratio > 1 && ratio < size ? (size - ratio) / (ratio - 1) : 1000;
                    return Stream.of(sum, 0.1, 1.0, 10.0, 100.0)
                            .map(k -> new double[] {size, share * k, (1 - share) * k})
                            .toList();
                })
                .withLimit(new Limit(
                        "alpha",
                        Double.POSITIVE_INFINITY,
                        Families::binomial,
                        Map.of("size", "size"),
                        Map.of("alpha", Double.POSITIVE_INFINITY, "beta", Double.POSITIVE_INFINITY)))
                .withLimit(new Limit(
                        "alpha", 0, CountLimits::allOrNone, Map.of("size", "size"), Map.of("alpha", 0.0, "beta", 0.0)))
                .withLimit(new Limit(
                        "size",
                        Double.POSITIVE_INFINITY,
                        Families::negativeBinomial,
                        Map.of("size", "alpha"),
                        Map.of("size", Double.POSITIVE_INFINITY, "beta", Double.POSITIVE_INFINITY)))
                .withRegressedIn(
                        "known whole size > 0, 0 < probability < 1, precision > 0",
                        Map.of("alpha", "probability*precision", "beta", "(1 - probability)*precision"),
                        Map.of("size", "size", "probability", "alpha/(alpha + beta)", "precision", "alpha + beta"))
                .withMoments(
                        "size*alpha/(alpha + beta)",
                        "size*alpha*beta*(alpha + beta + size)/((alpha + beta)^2*(alpha + beta + 1))")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 6");
    }

    /**
     * log of (successes choose x)·(population - successes choose draws - x)/(population choose draws), as half the deviance of
     * independence in the table of the four counts, what is large and cancels left out.
     */
    private static Family makeHypergeometric() {
        return Family.of(
                        "hypergeometric",
                        "integer 0 <= x <= draws",
                        "known whole population > 1, known whole successes > 0, known whole draws > 0",
                        "-kldiv(x, successes*(draws/population))"
                                + " - kldiv(successes - x, successes*((population - draws)/population))"
                                + " - kldiv(draws - x, (population - successes)*(draws/population))"
                                + " - kldiv(population - successes - draws + x,"
                                + " (population - successes)*((population - draws)/population))"
                                + " + lfactrel(successes) + lfactrel(population - successes)"
                                + " + lfactrel(draws) + lfactrel(population - draws) - lfactrel(population)"
                                + " - lfactrel(x) - lfactrel(successes - x) - lfactrel(draws - x)"
                                + " - lfactrel(population - successes - draws + x)")
                .withRule(
                        "successes <= population and draws <= population",
                        "population - choose(successes - draws, successes, draws) + 1")
                .withCells("successes - x", "draws - x", "population - successes - draws + x")
                .withLimit(new Limit(
                        "population",
                        Double.POSITIVE_INFINITY,
                        Families::binomial,
                        Map.of("size", "draws"),
                        Map.of("population", Double.POSITIVE_INFINITY, "successes", Double.POSITIVE_INFINITY)))
                .withMoments(
                        "draws*successes/population",
                        "draws*(successes/population)*((population - successes)/population)"
                                + "*((population - draws)/(population - 1))")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 6");
    }

    private static Family makeLogarithmic() {
        return Family.of(
                        "logarithmic",
                        "integer x >= 1",
                        "0 < probability < 1",
                        "x*log(probability) - log(x) - log(-log1p(-probability))")
                .withStarts(p -> {
                    double mean = p.mean();
                    return List.of(
                            new double[] {1 - 1 / mean}, new double[] {1 - 0.2 / mean}, new double[] {1 - 0.05 / mean});
                })
                .withUnitMass()
                .withMoments(
                        "-probability/((1 - probability)*log1p(-probability))",
                        "-probability*log1pmx(-probability)/((1 - probability)*log1p(-probability))^2")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 7");
    }

    private static Family makeYuleSimon() {
        return Family.of("yule-simon", "integer x >= 1", "shape > 0", "log(shape) + lbeta(x, shape + 1)")
                .withStarts(p -> {
                    double mean = p.mean();
                    double slope = mean(p, x -> StrictMath.log(x + 0.5));
                    return List.of(
                            new double[] {mean / (mean - 1)}, new double[] {1 / slope}, new double[] {1}, new double[] {
                                10
                            });
                })
                .withTails("log1mexp(log(x) + lbeta(x, shape + 1))", "log(x) + lbeta(x, shape + 1)")
                .withMoments("shape/(shape - 1) if shape > 1", "shape^2/((shape - 1)^2*(shape - 2)) if shape > 2")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 6");
    }

    /** With (x + 1)^shape - x^shape = x^shape·((1 + 1/x)^shape - 1), which is 1 at zero. */
    private static Family makeDiscreteWeibull() {
        return Family.of(
                        "discrete-weibull",
                        "integer x >= 0",
                        "0 < q < 1, shape > 0",
                        "x^shape*log(q)"
                                + " + log1mexp(choose(x, x^shape*expm1(shape*log1p(1/choose(x, x, 1))), 1)*log(q))")
                .withStarts(CountFamilies::discreteWeibullStarts)
                .withConcentration("shape", Double.POSITIVE_INFINITY)
                .withLimit("shape", Families::bernoulli, Map.of("probability", "q"))
                .withLimit(new Limit(
                        "q", 1, LimitFamilies::adjacent, Map.of(), Map.of("q", 1.0, "shape", Double.POSITIVE_INFINITY)))
                .withTails("log1mexp((x + 1)^shape*log(q))", "(x + 1)^shape*log(q)")
                .withSource("Nakagawa and Osaki (1975), IEEE Trans. Reliability 24, 300-301 (type I)");
    }

    /** From the shares of 0 and of 0 and 1, and as of a continuous Weibull half a unit further. */
    private static List<double[]> discreteWeibullStarts(EmpiricalDistribution p) {
        List<double[]> starts = new ArrayList<>();
        double below1 = mean(p, x -> x < 1 ? 1 : 0);
        double below2 = mean(p, x -> x < 2 ? 1 : 0);
        double q = StrictMath.min(StrictMath.max(1 - below1, 0.01), 0.99);
        double ratio = StrictMath.log(StrictMath.log(1 - below2) / StrictMath.log(q)) / StrictMath.log(2);
        starts.add(new double[] {q, ratio > 0.1 && ratio < 10 ? ratio : 1});
        double spread = Starts.sd(p, Starts.map(p, x -> StrictMath.log(x + 0.5)));
        for (double shape : new double[] {1.28 / spread, 0.5, 1, 2}) {
            if (shape < 20) {
                double scale = mean(p, x -> StrictMath.pow(x + 0.5, shape));
                starts.add(new double[] {StrictMath.exp(-1 / scale), shape});
            }
        }
        return starts;
    }

    private static Family makeGeneralizedPoisson() {
        return Family.of(
                        "generalized-poisson",
                        "integer x >= 0",
                        "theta > 0, 0 < lambda < 1",
                        "log(theta) + (x - 1)*log(theta + lambda*x) - theta - lambda*x - lgamma(x + 1)")
                .withStarts(p -> {
                    double mean = p.mean();
                    double lambda = 1 - StrictMath.sqrt(mean / p.variance());
                    double inside = lambda > 0.01 ? lambda : 0.01;
                    return Stream.of(inside, 0.1, 0.5, 0.9)
                            .map(v -> new double[] {mean * (1 - v), v})
                            .toList();
                })
                .withUnitMass()
                .withLimit(new Limit("lambda", 0, Families::poisson, Map.of("mean", "theta")))
                .withMoments("theta/(1 - lambda)", "theta/(1 - lambda)^3")
                .withSource("Consul (1989), Generalized Poisson Distributions");
    }

    /** With K relative to that of order 1/2, and 1/mean - sqrt(2/shape + 1/mean²) as a quotient. */
    private static Family makePoissonInverseGaussian() {
        return Family.of(
                        "poisson-inverse-gaussian",
                        "integer x >= 0",
                        "mean > 0, shape > 0",
                        "x*log(mean) - 0.5*x*log1p(2*mean^2/shape) - 2*mean/(1 + sqrt(1 + 2*mean^2/shape)) - lgamma(x + 1)"
                                + " + logbesselkrel(x - 0.5, shape/mean*sqrt(1 + 2*mean^2/shape))")
                .withStarts(p -> {
                    double mean = p.mean();
                    double shape = mean * mean * mean / (p.variance() - mean);
                    return List.of(
                            new double[] {mean, shape > 0 ? shape : 100 * mean},
                            new double[] {mean, mean},
                            new double[] {mean, 10 * mean},
                            new double[] {mean, 0.1 * mean});
                })
                .withLimit("shape", Families::poisson, Map.of("mean", "mean"))
                .withUnitMass()
                .withMoments("mean", "mean + mean^3/shape")
                .withSource("actuar: poisinvgauss(mean, shape)");
    }

    private static Family makeBorel() {
        return Family.of("borel", "integer x >= 1", "0 < rate < 1", "-rate*x + (x - 1)*log(rate*x) - lgamma(x + 1)")
                .withClosedForm((p, known) -> new double[] {1 - 1 / p.mean()})
                .withUnitMass()
                .withMoments("1/(1 - rate)", "rate/(1 - rate)^3")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 7");
    }

    private static Family makeSkellam() {
        return Family.of(
                        "skellam",
                        "integer x real",
                        "mean1 > 0, mean2 > 0",
                        "0.5*x*log(mean1/mean2) - (sqrt(mean1) - sqrt(mean2))^2"
                                + " + logbesselirel(abs(x), 2*sqrt(mean1*mean2))")
                .withStarts(p -> {
                    double mean = p.mean();
                    double sum = StrictMath.max(p.variance(), 1.02 * StrictMath.abs(mean));
                    double far = StrictMath.max(sum, 1);
                    return List.of(
                            new double[] {(sum + mean) / 2, (sum - mean) / 2},
                            new double[] {(far + mean) / 2, (far - mean) / 2});
                })
                .withLimit(new Limit("mean2", 0, Families::poisson, Map.of("mean", "mean1")))
                .withMoments("mean1 - mean2", "mean1 + mean2")
                .withSource("Skellam (1946), J. R. Statist. Soc. 109, 296");
    }

    private static Family makeZeta() {
        return Family.of("zeta", "integer x >= 1", "shape > 0", "-(shape + 1)*log(x) - loghurwitz(shape, 1)")
                .withStarts(p -> {
                    double slope = mean(p, x -> StrictMath.log(x / 0.5));
                    return List.of(new double[] {1 / slope}, new double[] {0.2}, new double[] {1}, new double[] {5});
                })
                .withTails(
                        "log1mexp(loghurwitz(shape, x + 1) - loghurwitz(shape, 1))",
                        "loghurwitz(shape, x + 1) - loghurwitz(shape, 1)")
                .withMoments(
                        "exp(loghurwitz(shape - 1, 1) - loghurwitz(shape, 1)) if shape > 1",
                        "expm1(loghurwitz(shape - 2, 1) - loghurwitz(shape, 1))"
                                + " - expm1(2*(loghurwitz(shape - 1, 1) - loghurwitz(shape, 1))) if shape > 2")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 11");
    }

    /**
     * With c = K(index + 1)/K(index) at w = 1/dispersion and q = 1 + 2·mean·dispersion/c: K of order x + index at w·√q, all K
     * relative to those of order 1/2, and w·√q - w as a quotient.
     */
    private static Family makeSichel() {
        String logC = "(logbesselkrel(index + 1, 1/dispersion) - logbesselkrel(index, 1/dispersion))";
        String ratio = "2*mean*dispersion*exp(-" + logC + ")";
        return Family.of(
                        "sichel",
                        "integer x >= 0",
                        "mean > 0, dispersion > 0, index real",
                        "x*log(mean) - x*" + logC + " - 0.5*(x + index + 0.5)*log1p(" + ratio + ") - 2*mean*exp(-"
                                + logC
                                + ")/(1 + sqrt(1 + " + ratio + ")) - lgamma(x + 1)"
                                + " + logbesselkrel(x + index, sqrt(1 + " + ratio + ")/dispersion)"
                                + " - logbesselkrel(index, 1/dispersion)")
                .withStarts(p -> {
                    double mean = p.mean();
                    double dispersion = (p.variance() - mean) / mean / mean;
                    double some = dispersion > 0.01 ? dispersion : 0.01;
                    return Stream.of(-0.5, 1.0, -2.0)
                            .flatMap(index ->
                                    Stream.of(0.3, 1.0, 3.0).map(factor -> new double[] {mean, some * factor, index}))
                            .toList();
                })
                .withSeveralMaxima()
                .withUnitMass()
                .withLimit(new Limit("dispersion", 0, Families::poisson, Map.of("mean", "mean")))
                .withLimit("dispersion", Families::negativeBinomial, Map.of("mean", "mean", "size", "index"))
                .withLimit("dispersion", CountLimits::poissonInverseGamma, Map.of("mean", "mean", "index", "index"))
                .withSpecialCase("index", -0.5, Families::poissonInverseGaussian, Map.of("mean", "mean"))
                .withMoments(
                        "mean", "mean + mean^2*(2*dispersion*(index + 1)*exp(-" + logC + ") + expm1(-2*" + logC + "))")
                .withSource("Rigby, Stasinopoulos and Akantziliotou (2008), Comput. Statist. Data Anal. 53, 381-393");
    }

    private static Family makeDelaporte() {
        return Family.of(
                        "delaporte",
                        "integer x >= 0",
                        "alpha > 0, beta > 0, lambda > 0",
                        "x*log(lambda) - lambda - alpha*log1p(beta) - lgamma(x + 1)"
                                + " + logrisingsum(x, alpha, log(beta) - log1p(beta) - log(lambda))")
                .withStarts(CountFamilies::delaporteStarts)
                .withSeveralMaxima()
                .withUnitMass()
                .withLimit(new Limit("lambda", 0, Families::negativeBinomial, Map.of("size", "alpha")))
                .withLimit(new Limit("beta", 0, Families::poisson, Map.of()))
                .withMoments("lambda + alpha*beta", "lambda + alpha*beta*(1 + beta)")
                .withSource("R package Delaporte");
    }

    /** From three moments, and from two with some share of the mean that is not mixed. */
    private static List<double[]> delaporteStarts(EmpiricalDistribution p) {
        double mean = p.mean();
        double variance = p.variance();
        double third = mean(p, x -> (x - mean) * (x - mean) * (x - mean));
        double excess = StrictMath.max(variance - mean, 0.01 * mean);
        List<double[]> starts = new ArrayList<>();
        double beta = (third - 3 * variance + 2 * mean) / (2 * excess);
        double alpha = excess / beta / beta;
        if (beta > 0 && mean > alpha * beta) {
            starts.add(new double[] {alpha, beta, mean - alpha * beta});
        }
        for (double share : new double[] {0.5, 0.1, 0.9}) {
            double scale = excess / ((1 - share) * mean);
            starts.add(new double[] {(1 - share) * mean / scale, scale, share * mean});
        }
        return starts;
    }

    private static Family makeConwayMaxwellPoisson() {
        return Family.of(
                        "conway-maxwell-poisson",
                        "integer x >= 0",
                        "rate > 0, dispersion > 0",
                        "x*log(rate) - dispersion*lgamma(x + 1) - logfactorialsum(log(rate), dispersion)")
                .withStarts(CountFamilies::conwayMaxwellPoissonStarts)
                .withUnitMass()
                .withConcentration("dispersion", Double.POSITIVE_INFINITY)
                .withMoments(
                        "logfactorialsum[1,0](log(rate), dispersion)", "logfactorialsum[2,0](log(rate), dispersion)")
                .withLimit(new Limit("dispersion", 0, Families::geometric, Map.of(), Map.of("dispersion", 0.0)))
                .withLimit("dispersion", Families::bernoulli, Map.of())
                .withLimit(new Limit(
                        "rate",
                        Double.POSITIVE_INFINITY,
                        LimitFamilies::adjacent,
                        Map.of(),
                        Map.of("rate", Double.POSITIVE_INFINITY, "dispersion", Double.POSITIVE_INFINITY)))
                .withSource("Shmueli, Minka, Kadane, Borle and Boatwright (2005), Applied Statistics 54, 127-142");
    }

    /** Of a dispersion, the rate by the mean as it is in a series for large rates. */
    private static List<double[]> conwayMaxwellPoissonStarts(EmpiricalDistribution p) {
        double mean = p.mean();
        double ratio = p.variance() > 0 ? mean / p.variance() : 10;
        List<double[]> starts = new ArrayList<>();
        for (double dispersion : new double[] {ratio, 1, 0.1, 0.3, 3}) {
            double mode = mean + (dispersion - 1) / (2 * dispersion);
            starts.add(new double[] {StrictMath.pow(StrictMath.max(mode, 0.1 * mean), dispersion), dispersion});
        }
        return starts;
    }
}
