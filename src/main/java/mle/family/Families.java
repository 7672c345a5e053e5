package mle.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The families of the library by name; each is made when it is first asked for. */
public final class Families {
    private static final Map<String, Family> MADE = new ConcurrentHashMap<>();

    private Families() {}

    /** The names of all families, in the order of reports. */
    public static List<String> names() {
        return Stream.of(
                        LineFamilies.NAMES,
                        SkewFamilies.NAMES,
                        KinkedFamilies.NAMES,
                        HalfLineFamilies.NAMES,
                        CompoundFamilies.NAMES,
                        UnitIntervalFamilies.NAMES,
                        EndpointFamilies.NAMES,
                        CountFamilies.NAMES)
                .flatMap(List::stream)
                .toList();
    }

    /** The names of the families of vectors. */
    public static List<String> vectorNames() {
        return VectorFamilies.NAMES;
    }

    /** The families of vectors, each for two columns. */
    public static List<VectorFamily> ofVectors() {
        return VectorFamilies.NAMES.stream().map(name -> vectors(name, 2)).toList();
    }

    /** The family of that name, if there is one; of vectors, that for two columns. */
    public static Optional<Family> find(String name) {
        Family known = MADE.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Family> made = make(name);
        if (made.isPresent()) {
            MADE.putIfAbsent(name, made.get());
            return Optional.of(MADE.get(name));
        }
        return made;
    }

    private static Optional<Family> make(String name) {
        if (LineFamilies.NAMES.contains(name)) {
            return Optional.of(LineFamilies.make(name));
        }
        if (SkewFamilies.NAMES.contains(name)) {
            return Optional.of(SkewFamilies.make(name));
        }
        if (HalfLineFamilies.NAMES.contains(name)) {
            return Optional.of(HalfLineFamilies.make(name));
        }
        if (CompoundFamilies.NAMES.contains(name)) {
            return Optional.of(CompoundFamilies.make(name));
        }
        if (UnitIntervalFamilies.NAMES.contains(name)) {
            return Optional.of(UnitIntervalFamilies.make(name));
        }
        if (KinkedFamilies.NAMES.contains(name)) {
            return Optional.of(KinkedFamilies.make(name));
        }
        if (EndpointFamilies.NAMES.contains(name)) {
            return Optional.of(EndpointFamilies.make(name));
        }
        if (VectorFamilies.NAMES.contains(name)) {
            return Optional.of(VectorFamilies.make(name, 2));
        }
        return CountFamilies.NAMES.contains(name) ? Optional.of(CountFamilies.make(name)) : Optional.empty();
    }

    /** All families. */
    public static List<Family> all() {
        return names().stream().map(Families::named).toList();
    }

    private static Family named(String name) {
        return find(name).orElseThrow();
    }

    // ---- on the real line ----

    /** Normal: mean, sd. */
    public static Family normal() {
        return named("normal");
    }

    /** Student's t with location and scale: location, scale, df. */
    public static Family student() {
        return named("student");
    }

    /** Logistic: location, scale. */
    public static Family logistic() {
        return named("logistic");
    }

    /** Cauchy: location, scale. */
    public static Family cauchy() {
        return named("cauchy");
    }

    /** Gumbel, largest extremes: location, scale. */
    public static Family gumbel() {
        return named("gumbel");
    }

    /** Gumbel, smallest extremes: location, scale. */
    public static Family gumbelMin() {
        return named("gumbel-min");
    }

    /** Generalised extreme value: location, scale, shape (heavy upper tail for shape &gt; 0, as Coles). */
    public static Family gev() {
        return named("gev");
    }

    /** Hyperbolic secant: location, scale. */
    public static Family hyperbolicSecant() {
        return named("hyperbolic-secant");
    }

    /** Sum of a normal and an exponential variable: mean and sd of the normal, rate of the exponential. */
    public static Family exgaussian() {
        return named("exgaussian");
    }

    /** Skew-normal: location, scale, shape. */
    public static Family skewNormal() {
        return named("skew-normal");
    }

    /** Von Mises, of angles from -&pi; to &pi;: mean direction, concentration. */
    public static Family vonMises() {
        return named("von-mises");
    }

    /** Johnson's SU, unbounded: location, scale, gamma, delta; gamma + delta·asinh((x - location)/scale) is normal. */
    public static Family johnsonSu() {
        return named("johnson-su");
    }

    /** Sinh-arcsinh of Jones and Pewsey: location, scale, skewness, tailweight. */
    public static Family sinhArcsinh() {
        return named("sinh-arcsinh");
    }

    /** Skew-student of Azzalini and Capitanio: location, scale, shape, df. */
    public static Family skewStudent() {
        return named("skew-student");
    }

    /** Normal inverse Gaussian: location, scale, alpha (tails), beta (asymmetry, between -alpha and alpha). */
    public static Family normalInverseGaussian() {
        return named("normal-inverse-gaussian");
    }

    // ---- with a kink ----

    /** Laplace, double exponential: location, scale. */
    public static Family laplace() {
        return named("laplace");
    }

    /** Asymmetric Laplace: location, scale, asymmetry (more on the left above 1). */
    public static Family asymmetricLaplace() {
        return named("asymmetric-laplace");
    }

    /** Generalised normal, exponential power: location, scale, shape (1 Laplace, 2 normal). */
    public static Family generalizedNormal() {
        return named("generalized-normal");
    }

    /** Triangular on the interval from zero to one: mode. */
    public static Family triangular() {
        return named("triangular");
    }

    // ---- on the half line ----

    /** Lognormal: meanlog, sdlog. */
    public static Family lognormal() {
        return named("lognormal");
    }

    /** Exponential: rate. */
    public static Family exponential() {
        return named("exponential");
    }

    /** Gamma: shape, rate. */
    public static Family gamma() {
        return named("gamma");
    }

    /** Weibull: shape, scale. */
    public static Family weibull() {
        return named("weibull");
    }

    /** Loglogistic: shape, scale. */
    public static Family loglogistic() {
        return named("loglogistic");
    }

    /** Generalised Pareto of excesses: scale, shape (heavy tail for shape &gt; 0, as Coles). */
    public static Family gpd() {
        return named("gpd");
    }

    /** Inverse Gaussian: mean, shape. */
    public static Family inverseGaussian() {
        return named("inverse-gaussian");
    }

    /** Rayleigh: scale. */
    public static Family rayleigh() {
        return named("rayleigh");
    }

    /** Inverse gamma: shape, scale. */
    public static Family inverseGamma() {
        return named("inverse-gamma");
    }

    /** Lomax (Pareto of the second kind): shape, scale. */
    public static Family lomax() {
        return named("lomax");
    }

    /** Burr XII (Singh and Maddala): shape1, shape2, scale. */
    public static Family burr() {
        return named("burr");
    }

    /** Dagum (Burr III): shape1, shape2, scale. */
    public static Family dagum() {
        return named("dagum");
    }

    /** Fréchet, largest extremes of heavy tails: shape, scale. */
    public static Family frechet() {
        return named("frechet");
    }

    /** Generalised gamma of Prentice: location, scale, shape (lognormal at shape 0). */
    public static Family generalizedGamma() {
        return named("generalized-gamma");
    }

    /** Gompertz, with hazard rate·exp(shape·x): shape, rate. */
    public static Family gompertz() {
        return named("gompertz");
    }

    /** Birnbaum and Saunders's fatigue life: shape, scale. */
    public static Family birnbaumSaunders() {
        return named("birnbaum-saunders");
    }

    /** Nakagami: shape, spread (the mean of x²). */
    public static Family nakagami() {
        return named("nakagami");
    }

    /** Half-normal: scale, the sd of the normal that is folded. */
    public static Family halfNormal() {
        return named("half-normal");
    }

    /** Half-Cauchy: scale. */
    public static Family halfCauchy() {
        return named("half-cauchy");
    }

    /** Folded normal: mean, sd of the normal that is folded. */
    public static Family foldedNormal() {
        return named("folded-normal");
    }

    /** Maxwell: scale. */
    public static Family maxwell() {
        return named("maxwell");
    }

    /** Chi-squared: df. */
    public static Family chiSquared() {
        return named("chi-squared");
    }

    /** Chi: df. */
    public static Family chi() {
        return named("chi");
    }

    /** Fisher's F: df1, df2. */
    public static Family f() {
        return named("f");
    }

    /** Rice: noncentrality, scale. */
    public static Family rice() {
        return named("rice");
    }

    /** Lévy: scale. */
    public static Family levy() {
        return named("levy");
    }

    /** Exponentiated Weibull: shape, exponent, scale. */
    public static Family exponentiatedWeibull() {
        return named("exponentiated-weibull");
    }

    /** Generalised beta of the second kind: shape1 (of the upper tail), shape2 (the power), shape3 (of the lower tail), scale. */
    public static Family generalizedBeta2() {
        return named("generalized-beta-2");
    }

    /** Log-gamma, the exponential of a gamma variable: shapelog, ratelog. */
    public static Family logGamma() {
        return named("log-gamma");
    }

    /** Lindley: rate. */
    public static Family lindley() {
        return named("lindley");
    }

    /** Tweedie, a Poisson number of gamma variables, with zeros: mean, dispersion, power; variance dispersion·mean^power. */
    public static Family tweedie() {
        return named("tweedie");
    }

    // ---- on the unit interval ----

    /** Beta: alpha, beta. */
    public static Family beta() {
        return named("beta");
    }

    /** Kumaraswamy: shape1, shape2. */
    public static Family kumaraswamy() {
        return named("kumaraswamy");
    }

    /** Logit-normal: mean and standard deviation of the logit. */
    public static Family logitNormal() {
        return named("logit-normal");
    }

    /** Power function distribution, beta(shape, 1): shape. */
    public static Family power() {
        return named("power");
    }

    /** Simplex: mean, dispersion. */
    public static Family simplex() {
        return named("simplex");
    }

    /** Johnson's SB, between two ends: location and scale of the interval, gamma, delta. */
    public static Family johnsonSb() {
        return named("johnson-sb");
    }

    // ---- with a support that ends at a parameter ----

    /** Uniform: minimum, maximum. */
    public static Family uniform() {
        return named("uniform");
    }

    /** Pareto, of the first kind: minimum, shape. */
    public static Family pareto() {
        return named("pareto");
    }

    /** Weibull that begins at a location: location, shape, scale. */
    public static Family weibull3() {
        return named("weibull-3");
    }

    /** Lognormal that begins at a location: location, meanlog, sdlog. */
    public static Family lognormal3() {
        return named("lognormal-3");
    }

    /** Gamma that begins at a location, Pearson's type III: location, shape, rate. */
    public static Family gamma3() {
        return named("gamma-3");
    }

    /** Trapezoidal: minimum, mode1, mode2, maximum. */
    public static Family trapezoidal() {
        return named("trapezoidal");
    }

    /** Uniform on whole numbers: minimum, maximum. */
    public static Family discreteUniform() {
        return named("discrete-uniform");
    }

    // ---- counts ----

    /** Poisson: mean. */
    public static Family poisson() {
        return named("poisson");
    }

    /** Negative binomial (NB2): mean, size; variance mean + mean²/size. */
    public static Family negativeBinomial() {
        return named("negative-binomial");
    }

    /** Geometric, failures before the first success: probability. */
    public static Family geometric() {
        return named("geometric");
    }

    /** Bernoulli: probability of a one. */
    public static Family bernoulli() {
        return named("bernoulli");
    }

    /** Binomial: size (known or estimated as a whole number), probability. */
    public static Family binomial() {
        return named("binomial");
    }

    /** Negative binomial whose variance is a multiple of the mean (NB1): mean, dispersion; variance mean·(1 + dispersion). */
    public static Family negativeBinomial1() {
        return named("negative-binomial-1");
    }

    /** Beta-binomial: size (known or estimated as a whole number), alpha, beta. */
    public static Family betaBinomial() {
        return named("beta-binomial");
    }

    /**
     * Hypergeometric, the successes among draws without replacement: population, successes, draws, of which one can be estimated
     * as a whole number.
     */
    public static Family hypergeometric() {
        return named("hypergeometric");
    }

    /** Logarithmic: probability. */
    public static Family logarithmic() {
        return named("logarithmic");
    }

    /** Yule and Simon: shape. */
    public static Family yuleSimon() {
        return named("yule-simon");
    }

    /** Discrete Weibull, type I: q, shape; P(X &ge; x) = q^(x^shape). */
    public static Family discreteWeibull() {
        return named("discrete-weibull");
    }

    /** Generalised Poisson of Consul: theta, lambda; overdispersed. */
    public static Family generalizedPoisson() {
        return named("generalized-poisson");
    }

    /** Poisson mixed by an inverse Gaussian: mean, shape. */
    public static Family poissonInverseGaussian() {
        return named("poisson-inverse-gaussian");
    }

    /** Borel: rate. */
    public static Family borel() {
        return named("borel");
    }

    /** Skellam, the difference of two Poisson variables: mean1, mean2. */
    public static Family skellam() {
        return named("skellam");
    }

    /** Zeta: shape; P(x) proportional to x^-(shape + 1). */
    public static Family zeta() {
        return named("zeta");
    }

    /** Sichel, Poisson mixed by a generalised inverse Gaussian: mean, dispersion, index. */
    public static Family sichel() {
        return named("sichel");
    }

    /** Conway, Maxwell and Poisson: rate, dispersion (above 1 for less variance than a Poisson). */
    public static Family conwayMaxwellPoisson() {
        return named("conway-maxwell-poisson");
    }

    /** Delaporte, the sum of a negative binomial and a Poisson variable: alpha, beta, lambda. */
    public static Family delaporte() {
        return named("delaporte");
    }

    /** A value of so many levels, 0, 1, 2 and so on: probability1, probability2, ...; level 0 has what these leave. */
    public static Family categorical(int levels) {
        return Categorical.of(levels);
    }

    // ---- vectors ----

    /** The family of vectors of that name with so many columns. */
    public static VectorFamily vectors(String name, int dimension) {
        String key = dimension == 2 ? name : name + "(" + dimension + ")";
        Family known = MADE.get(key);
        if (known == null) {
            Family made = VectorFamilies.make(name, dimension);
            MADE.putIfAbsent(key, made);
            known = MADE.get(key);
        }
        return (VectorFamily) known;
    }

    /** Normal vectors: mean1, mean2, ..., covariance11, covariance12, ... */
    public static VectorFamily mvnormal(int dimension) {
        return vectors("mvnormal", dimension);
    }

    /** Student's t of vectors: location1, ..., scatter11, scatter12, ..., df; the covariance is scatter·df/(df - 2). */
    public static VectorFamily mvstudent(int dimension) {
        return vectors("mvstudent", dimension);
    }

    /** Dirichlet, of shares that add up to 1: alpha1, alpha2, ... */
    public static VectorFamily dirichlet(int dimension) {
        return vectors("dirichlet", dimension);
    }

    /** Multinomial, of counts given their total: probability1, probability2, ..., which add up to 1. */
    public static VectorFamily multinomial(int dimension) {
        return vectors("multinomial", dimension);
    }

    /** Multinomial with probabilities from a Dirichlet distribution: alpha1, alpha2, ... */
    public static VectorFamily dirichletMultinomial(int dimension) {
        return vectors("dirichlet-multinomial", dimension);
    }

    /** Von Mises-Fisher, of directions: mean1, mean2, ..., of length 1, and concentration. */
    public static VectorFamily vonMisesFisher(int dimension) {
        return vectors("von-mises-fisher", dimension);
    }
}
