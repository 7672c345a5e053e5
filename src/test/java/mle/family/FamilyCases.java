package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mle.fit.Mle;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * The families at a grid of parameters: small, medium and large in each domain. Samplers and quadrature know nothing of the
 * densities of the library.
 */
public final class FamilyCases {
    /** Where a variable of integration leads: a value of x and dx/dt. */
    record Node(double x, double slope) {}

    /** The way from the line to the support, so that integrals over the line converge double-exponentially. */
    interface Path {
        Node at(double t);
    }

    /**
     * A family at one point of its parameter space.
     *
     * @param family the family
     * @param theta the parameters
     * @param units the distance over which the log-density changes noticeably in each parameter
     * @param quantiles values of x between the 5 and the 95 per cent quantile
     * @param sampler draws one value
     * @param path the way to the support; none for counts
     * @param last the count beyond which there is no mass worth adding
     */
    public record Case(
            Family family,
            double[] theta,
            double[] units,
            double[] quantiles,
            ToDoubleFunction<RandomGenerator> sampler,
            List<Path> path,
            int last) {
        /** Draws a sample; the same one for the same seed. */
        public double[] sample(int n, int seed) {
            RandomGenerator random =
                    new Well19937c(new int[] {seed, n, family.name().hashCode(), Arrays.hashCode(theta)});
            return IntStream.range(0, n)
                    .mapToDouble(i -> sampler.applyAsDouble(random))
                    .toArray();
        }

        /** Which parameters are estimated. */
        public int[] free() {
            return IntStream.range(0, theta.length)
                    .filter(i -> !family.parameters().get(i).known())
                    .toArray();
        }

        /** Which of those have a score of mean zero: not the ends of a support at which the density is not zero. */
        public int[] regular() {
            Support s = family.support();
            List<String> ends = s.lowerClosed() || s.upperClosed() ? s.ends() : List.of();
            return Arrays.stream(free())
                    .filter(i -> !ends.contains(family.parameters().get(i).name()))
                    .toArray();
        }

        @Override
        public String toString() {
            return family.name() + " " + Arrays.toString(theta);
        }
    }

    /** Several functions at once. */
    public interface Integrand {
        /** Adds weight times the functions at x. */
        void add(double x, double weight, double[] sums);
    }

    private static final List<Case> ALL = List.copyOf(make());

    private FamilyCases() {}

    /** Integrals over the support by the double-exponential rule (Takahasi and Mori 1974), or sums over the counts. */
    public static double[] integrate(Case c, int functions, Integrand f) {
        if (c.path.isEmpty()) {
            double[] sums = new double[functions];
            Support support = c.family.support();
            int first = (int) Math.max(support.lower(), -c.last);
            for (int x = support.lowerParameter().isPresent() ? (int) c.theta[0] : first; x <= c.last; x++) {
                f.add(x, 1, sums);
            }
            return sums;
        }
        double[] before = trapezoid(c.path, functions, f, 1 / 64.0);
        for (double step = 1 / 128.0; step > 1 / 5000.0; step /= 2) {
            double[] after = trapezoid(c.path, functions, f, step);
            double change = 0;
            for (int i = 0; i < functions; i++) {
                change = Math.max(change, Math.abs(after[i] - before[i]) / (1e-300 + Math.abs(after[i])));
            }
            before = after;
            if (change < 1e-14) {
                break;
            }
        }
        return before;
    }

    /** Over the pieces of a support one after the other: on both sides of a kink. */
    private static double[] trapezoid(List<Path> pieces, int functions, Integrand f, double step) {
        double[] sums = new double[functions];
        int last = (int) Math.round(6 / step);
        for (Path path : pieces) {
            for (int k = -last; k <= last; k++) {
                Node node = path.at(k * step);
                if (Double.isFinite(node.x) && Double.isFinite(node.slope)) {
                    f.add(node.x, node.slope * step, sums);
                }
            }
        }
        return sums;
    }

    /** Abscissae and weights of Gauss and Legendre's rule of 8 points on (-1, 1), those above zero (DLMF table 3.5.4). */
    private static final double[][] RULE = {
        {0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363},
        {0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763}
    };

    /** Integrals over a part of the support by Gauss and Legendre's rule along the way to it; sums over counts above from up to to. */
    public static double[] integrate(Case c, double from, double to, int functions, Integrand f) {
        double[] sums = new double[functions];
        if (c.path.isEmpty()) {
            Support support = c.family.support();
            double first = support.lowerParameter().isPresent() ? c.theta[0] : Math.max(support.lower(), -c.last);
            for (double x = Math.max(first, Math.floor(from) + 1); x <= Math.min(to, c.last); x++) {
                f.add(x, 1, sums);
            }
            return sums;
        }
        for (Path path : c.path) {
            double first = Math.min(parameter(path, from), parameter(path, to));
            double last = Math.max(parameter(path, from), parameter(path, to));
            int parts = Math.max(24, (int) Math.ceil((last - first) * 8));
            double half = (last - first) / parts / 2;
            for (int i = 0; i < 8 * parts; i++) {
                int k = i % 8 / 2;
                Node node = path.at(first + (2 * (i / 8) + 1 + (i % 2 == 0 ? -1 : 1) * RULE[0][k]) * half);
                if (Double.isFinite(node.x) && Double.isFinite(node.slope)) {
                    f.add(node.x, RULE[1][k] * half * Math.abs(node.slope), sums);
                }
            }
        }
        return sums;
    }

    /** Where the way is at x, by halves. */
    private static double parameter(Path path, double x) {
        boolean down = path.at(1).x < path.at(0).x;
        double low = -6;
        double high = 6;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            double there = path.at(middle).x;
            if (Double.isNaN(there) ? middle < 0 : down ? there > x : there <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double outer(double t) {
        return Math.PI / 2 * Math.sinh(t);
    }

    private static double outerSlope(double t) {
        return Math.PI / 2 * Math.cosh(t);
    }

    static Path line(double centre, double scale) {
        return t -> new Node(centre + scale * Math.sinh(outer(t)), scale * Math.cosh(outer(t)) * outerSlope(t));
    }

    static Path halfLine(double centre, double width) {
        return t -> {
            double x = centre * Math.exp(width * outer(t));
            return new Node(x > 0 ? x : Double.NaN, x * width * outerSlope(t));
        };
    }

    /** The value 0 with a probability of its own: the way stays there, over a stretch that the trapezoidal rule measures as 1. */
    static Path zero() {
        return t -> new Node(0, Math.exp(-Math.PI * t * t));
    }

    static Path unitInterval() {
        return t -> {
            double x = 1 / (1 + Math.exp(-2 * outer(t)));
            double y = 1 / (1 + Math.exp(2 * outer(t)));
            return new Node(x < 1 ? x : Double.NaN, 2 * x * y * outerSlope(t));
        };
    }

    /** The fit of a family whose numbers of the design are held so that it can have all counts up to a last one. */
    public static Mle held(Family family, double last) {
        Mle mle = Mle.of(family);
        for (Parameter p : family.parameters()) {
            mle = p.known() ? mle.withFixed(p.name(), p.name().equals("population") ? 2 * last : last) : mle;
        }
        return mle;
    }

    /** All cases. */
    public static List<Case> all() {
        return ALL;
    }

    /** Those of a density or of counts, not of both. */
    public static List<Case> ofOneKind() {
        return ALL.stream().filter(c -> !c.family().hasAtom()).toList();
    }

    private static List<Case> make() {
        List<Case> cases = new ArrayList<>();
        add(cases, Families.normal(), new double[][] {{0, 1}, {-100, 0.5}, {50, 2e4}}, FamilyCases::normal);
        add(cases, Families.student(), new double[][] {{0, 1, 1.5}, {10, 0.2, 4}, {-3, 500, 9}}, FamilyCases::student);
        double[][] locationScale = {{0, 1}, {-100, 0.5}, {50, 2e4}};
        add(cases, Families.logistic(), locationScale, p -> quantile(p, u -> Math.log(u / (1 - u))));
        add(cases, Families.cauchy(), locationScale, p -> quantile(p, u -> Math.tan(Math.PI * (u - 0.5))));
        add(cases, Families.gumbel(), locationScale, p -> quantile(p, u -> -Math.log(-Math.log(u))));
        add(cases, Families.gumbelMin(), locationScale, p -> quantile(p, u -> Math.log(-Math.log(u))));
        add(
                cases,
                Families.gev(),
                new double[][] {{0, 1, 0.3}, {100, 20, -0.2}, {3, 0.5, 1e-7}, {-10, 3, 0.9}},
                FamilyCases::gev);
        add(
                cases,
                Families.hyperbolicSecant(),
                locationScale,
                p -> quantile(p, u -> 2 / Math.PI * Math.log(Math.tan(Math.PI / 2 * u))));
        add(
                cases,
                Families.exgaussian(),
                new double[][] {{0, 1, 0.6}, {-100, 0.5, 1.4}, {50, 2e4, 4e-5}},
                FamilyCases::exgaussian);
        add(
                cases,
                Families.skewNormal(),
                new double[][] {{0, 1, 3}, {-100, 0.5, -4}, {50, 2e4, 5}},
                FamilyCases::skewNormal);
        addMoreOnTheLine(cases);
        add(cases, Families.vonMises(), new double[][] {{0, 2}, {-1, 100}, {2.5, 0.7}}, FamilyCases::vonMises);
        add(cases, Families.lognormal(), new double[][] {{0, 1}, {5, 0.1}, {-3, 4}}, FamilyCases::lognormal);
        add(
                cases,
                Families.exponential(),
                new double[][] {{1e-3}, {1}, {1e4}},
                p -> positive(1 / p[0], 1, u -> -Math.log1p(-u) / p[0], new double[] {p[0]}));
        add(cases, Families.gamma(), new double[][] {{0.3, 1}, {2, 0.1}, {50, 1e3}, {2000, 3}}, FamilyCases::gamma);
        add(
                cases,
                Families.weibull(),
                new double[][] {{0.5, 1}, {2, 100}, {20, 3}},
                p -> positive(p[1], 1 / p[0], u -> p[1] * Math.pow(-Math.log1p(-u), 1 / p[0]), new double[] {
                    p[0], p[1] / Math.max(1, p[0])
                }));
        add(
                cases,
                Families.loglogistic(),
                new double[][] {{0.8, 1}, {2.5, 100}, {20, 3}},
                p -> positive(p[1], 1 / p[0], u -> p[1] * Math.pow(u / (1 - u), 1 / p[0]), new double[] {
                    p[0], p[1] / Math.max(1, p[0])
                }));
        add(cases, Families.gpd(), new double[][] {{1, 0.3}, {100, -0.2}, {2, 1e-8}, {1, 1.5}}, FamilyCases::gpd);
        add(
                cases,
                Families.inverseGaussian(),
                new double[][] {{1, 1}, {10, 200}, {0.5, 0.05}},
                FamilyCases::inverseGaussian);
        add(
                cases,
                Families.rayleigh(),
                new double[][] {{0.01}, {1}, {300}},
                p -> positive(p[0], 1, u -> p[0] * Math.sqrt(-2 * Math.log1p(-u)), new double[] {p[0]}));
        addMorePositive(cases);
        add(
                cases,
                Families.beta(),
                new double[][] {{2, 3}, {0.2, 1}, {0.5, 5}, {50, 200}, {1000, 20}},
                FamilyCases::beta);
        add(cases, Families.kumaraswamy(), new double[][] {{0.5, 2}, {2, 3}, {20, 5}}, FamilyCases::kumaraswamy);
        add(cases, Families.logitNormal(), new double[][] {{0, 1}, {-2, 0.3}, {0.5, 2}}, FamilyCases::logitNormal);
        add(
                cases,
                Families.power(),
                new double[][] {{0.2}, {2}, {40}},
                p -> unit(u -> Math.exp(Math.log(u) / p[0]), p.clone()));
        add(cases, Families.simplex(), new double[][] {{0.2, 0.5}, {0.4, 1.5}, {0.7, 4}}, FamilyCases::simplex);
        add(
                cases,
                Families.johnsonSb(),
                new double[][] {{0, 1, 0.5, 1.2}, {-100, 0.5, -0.3, 1.3}, {50, 2e4, 0, 1.4}},
                FamilyCases::johnsonSb);
        add(
                cases,
                Families.poisson(),
                new double[][] {{0.2}, {4}, {300}},
                p -> counts(p[0], Math.sqrt(p[0]), r -> new PoissonDistribution(r, p[0], 1e-15, 10000).sample(), p));
        add(
                cases,
                Families.negativeBinomial(),
                new double[][] {{2, 0.5}, {10, 3}, {100, 20}, {0.5, 5}},
                FamilyCases::negativeBinomial);
        add(
                cases,
                Families.geometric(),
                new double[][] {{0.02}, {0.5}, {0.9}},
                p -> counts(
                        (1 - p[0]) / p[0],
                        Math.sqrt(1 - p[0]) / p[0],
                        r -> Math.floor(Math.log(1 - r.nextDouble()) / Math.log1p(-p[0])),
                        new double[] {Math.min(p[0], 1 - p[0])}));
        add(
                cases,
                Families.bernoulli(),
                new double[][] {{0.1}, {0.5}, {0.9}},
                p -> counts(-1, 0, r -> r.nextDouble() < p[0] ? 1 : 0, new double[] {Math.min(p[0], 1 - p[0])}));
        add(
                cases,
                Families.binomial(),
                new double[][] {{2, 0.1}, {10, 0.3}, {200, 0.9}},
                p -> counts(p[0] * p[1], 0, r -> new BinomialDistribution(r, (int) p[0], p[1]).sample(), new double[] {
                    0.3, Math.min(p[1], 1 - p[1])
                }));
        addMoreCounts(cases);
        addEndpoints(cases);
        addKinked(cases);
        return cases;
    }

    private static void addMoreOnTheLine(List<Case> cases) {
        add(
                cases,
                Families.johnsonSu(),
                new double[][] {{0, 1, 0.5, 1.2}, {-100, 0.5, -0.6, 1.5}, {50, 2e4, 0, 1}},
                FamilyCases::johnsonSu);
        add(
                cases,
                Families.sinhArcsinh(),
                new double[][] {{0, 1, 0.2, 0.6}, {-100, 0.5, -0.3, 0.7}, {50, 2e4, 0, 0.5}},
                FamilyCases::sinhArcsinh);
        add(
                cases,
                Families.skewStudent(),
                new double[][] {{0, 1, 2, 4}, {-100, 0.5, -3, 2.5}, {50, 2e4, 1, 6}},
                FamilyCases::skewStudent);
        add(
                cases,
                Families.normalInverseGaussian(),
                new double[][] {{0, 1, 1.5, 0.5}, {-100, 0.5, 1, -0.4}, {50, 2e4, 5e-5, 0}},
                FamilyCases::normalInverseGaussian);
    }

    private static void addKinked(List<Case> cases) {
        add(cases, Families.laplace(), new double[][] {{0, 1}, {-100, 0.5}, {50, 2e4}}, p -> {
            Quantile q = u -> p[0] + (u < 0.5 ? p[1] * Math.log(2 * u) : -p[1] * Math.log(2 - 2 * u));
            return kinked(p, q, r -> q.at(open(r)), new double[] {p[1], p[1]});
        });
        add(cases, Families.asymmetricLaplace(), new double[][] {{0, 1, 0.7}, {-100, 0.5, 2}, {50, 2e4, 1}}, p -> {
            double below = p[2] * p[2] / (1 + p[2] * p[2]);
            Quantile q = u -> u < below
                    ? p[0] + p[1] * p[2] * Math.log(u / below)
                    : p[0] - p[1] / p[2] * Math.log((1 - u) / (1 - below));
            return kinked(p, q, r -> q.at(open(r)), new double[] {p[1], p[1], p[2]});
        });
        add(cases, Families.generalizedNormal(), new double[][] {{0, 1, 0.8}, {-100, 0.5, 1.5}, {50, 2e4, 3}}, p -> {
            ToDoubleFunction<RandomGenerator> sampler =
                    r -> p[0] + (r.nextBoolean() ? 1 : -1) * p[1] * Math.pow(gammaDraw(r, 1 / p[2]), 1 / p[2]);
            double[] quantiles = sampled(sampler);
            quantiles[2] = quantiles[1] + 0.2 * p[1];
            Parts parts = kinked(p, u -> 0, sampler, new double[] {p[1] / 8, p[1] / 2, p[2] / 2});
            return new Parts(parts.units, quantiles, sampler, parts.path, 0);
        });
        add(cases, Families.triangular(), new double[][] {{0.05}, {0.3}, {0.8}}, p -> {
            Quantile q = u -> u < p[0] ? Math.sqrt(p[0] * u) : 1 - Math.sqrt((1 - p[0]) * (1 - u));
            Path below = t -> scaled(unitInterval().at(t), 0, p[0]);
            Path above = t -> scaled(unitInterval().at(t), p[0], 1 - p[0]);
            double[] quantiles = {0.3 * p[0], 0.8 * p[0], 0.2 + 0.8 * p[0], 0.5 + 0.5 * p[0], 0.1 + 0.9 * p[0]};
            return new Parts(
                    new double[] {Math.min(p[0], 1 - p[0]) / 4},
                    quantiles,
                    r -> q.at(open(r)),
                    List.of(below, above),
                    0);
        });
    }

    private static Node scaled(Node node, double origin, double width) {
        return new Node(origin + width * node.x, width * node.slope);
    }

    /** With a kink at the location: on each side of it a half line. */
    private static Parts kinked(double[] p, Quantile q, ToDoubleFunction<RandomGenerator> sampler, double[] units) {
        List<Path> sides = new ArrayList<>();
        for (double side : new double[] {-1, 1}) {
            sides.add(t -> {
                double distance = p[1] * Math.exp(outer(t));
                double x = p[0] + side * distance;
                return new Node(x == p[0] ? Double.NaN : x, distance * outerSlope(t));
            });
        }
        double[] quantiles =
                DoubleStream.of(0.05, 0.3, 0.6, 0.77, 0.95).map(q::at).toArray();
        return new Parts(units, quantiles, sampler, sides, 0);
    }

    private static void addEndpoints(List<Case> cases) {
        add(
                cases,
                Families.uniform(),
                new double[][] {{0, 1}, {-3, 2}, {1e3, 1e3 + 5}},
                p -> moved(unit(u -> u, new double[] {p[1] - p[0], p[1] - p[0]}), p[0], p[1] - p[0]));
        add(
                cases,
                Families.pareto(),
                new double[][] {{1, 2}, {50, 0.5}, {0.01, 10}},
                p -> moved(
                        positive(1 / p[1], 1, u -> Math.expm1(-Math.log1p(-u) / p[1]), new double[] {p[0] / 4, p[1]}),
                        p[0],
                        p[0]));
        add(cases, Families.weibull3(), new double[][] {{10, 2.5, 3}, {-100, 4, 50}, {0, 3, 0.2}}, p -> {
            double[] units = {p[2] / 8, p[1] / 2, p[2] / 4};
            return moved(positive(1, 1 / p[1], u -> Math.pow(-Math.log1p(-u), 1 / p[1]), units), p[0], p[2]);
        });
        add(cases, Families.lognormal3(), new double[][] {{10, 1, 0.5}, {-100, 3, 0.3}, {0, -2, 0.8}}, p -> {
            Parts log = lognormal(new double[] {p[1], p[2]});
            double[] units = {Math.exp(p[1] - 3 * p[2]), p[2], p[2]};
            return moved(new Parts(units, log.quantiles, log.sampler, log.path, 0), p[0], 1);
        });
        add(cases, Families.gamma3(), new double[][] {{10, 5, 1}, {-100, 8, 0.2}, {0, 4, 30}}, p -> {
            Parts plain = gamma(new double[] {p[1], p[2]});
            double[] units = {0.1 / p[2], p[1] / 2, p[2] / 2};
            return moved(new Parts(units, plain.quantiles, plain.sampler, plain.path, 0), p[0], 1);
        });
        add(
                cases,
                Families.trapezoidal(),
                new double[][] {{0, 0.3, 0.7, 1}, {-5, -4, -3.9, 2}, {100, 130, 190, 200}},
                p -> {
                    List<Path> pieces = IntStream.range(0, 3)
                            .mapToObj(i -> (Path) t -> scaled(unitInterval().at(t), p[i], p[i + 1] - p[i]))
                            .toList();
                    double[] quantiles = IntStream.range(0, 6)
                            .mapToDouble(i -> p[i / 2] + (i % 2 == 0 ? 0.4 : 0.7) * (p[i / 2 + 1] - p[i / 2]))
                            .toArray();
                    double least = Math.min(Math.min(p[1] - p[0], p[2] - p[1]), p[3] - p[2]);
                    double[] units =
                            DoubleStream.generate(() -> least / 4).limit(4).toArray();
                    return new Parts(units, quantiles, r -> underTrapezoid(p, r), pieces, 0);
                });
        add(
                cases,
                Families.discreteUniform(),
                new double[][] {{0, 9}, {-5, 20}, {1, 6}},
                p -> new Parts(
                        new double[] {1, 1},
                        new double[] {p[0], p[1]},
                        r -> p[0] + r.nextInt((int) (p[1] - p[0]) + 1),
                        List.of(),
                        (int) p[1]));
    }

    /** By rejection from the rectangle around the density. */
    private static double underTrapezoid(double[] p, RandomGenerator r) {
        while (true) {
            double x = p[0] + (p[3] - p[0]) * open(r);
            double height = x < p[1] ? (x - p[0]) / (p[1] - p[0]) : x > p[2] ? (p[3] - x) / (p[3] - p[2]) : 1;
            if (open(r) < height) {
                return x;
            }
        }
    }

    /** The same, multiplied and moved. */
    private static Parts moved(Parts parts, double origin, double unit) {
        Path path = parts.path.get(0);
        return new Parts(
                parts.units,
                Arrays.stream(parts.quantiles).map(x -> origin + unit * x).toArray(),
                r -> origin + unit * parts.sampler.applyAsDouble(r),
                List.of(t -> {
                    Node node = path.at(t);
                    double x = origin + unit * node.x;
                    return new Node(x > origin ? x : Double.NaN, unit * node.slope);
                }),
                0);
    }

    private static void addMoreCounts(List<Case> cases) {
        add(
                cases,
                Families.negativeBinomial1(),
                new double[][] {{2, 0.5}, {10, 3}, {100, 20}, {0.5, 0.1}},
                p -> counts(p[0], Math.sqrt(p[0] * (1 + p[1])), r -> poisson(r, gamma(r, p[0] / p[1], p[1])), p));
        add(
                cases,
                Families.betaBinomial(),
                new double[][] {{6, 0.6, 0.8}, {10, 3, 2}, {200, 40, 4}, {30, 0.2, 0.1}},
                p -> counts(
                        0,
                        0,
                        r -> {
                            double a = gamma(r, p[1], 1);
                            return new BinomialDistribution(r, (int) p[0], a / (a + gamma(r, p[2], 1))).sample();
                        },
                        new double[] {0.3, p[1], p[2]}));
        add(cases, Families.hypergeometric(), new double[][] {{50, 12, 10}, {400, 120, 60}, {3000, 50, 700}}, p -> {
            ToDoubleFunction<RandomGenerator> sampler =
                    r -> new HypergeometricDistribution(r, (int) p[0], (int) p[1], (int) p[2]).sample();
            double[] units = {p[0] / 20, p[1] / 20, p[2] / 20};
            return new Parts(units, sampled(sampler), sampler, List.of(), (int) Math.min(p[1], p[2]));
        });
        add(
                cases,
                Families.logarithmic(),
                new double[][] {{0.1}, {0.6}, {0.98}},
                p -> counts(
                        1 / (1 - p[0]),
                        1 / (1 - p[0]),
                        r -> Math.floor(1 + Math.log(open(r)) / Math.log1p(-Math.pow(1 - p[0], open(r)))),
                        new double[] {Math.min(p[0], 1 - p[0])}));
        add(
                cases,
                Families.yuleSimon(),
                new double[][] {{3}, {2.5}},
                p -> counts(
                        0,
                        10_000,
                        r -> 1 + Math.floor(Math.log(open(r)) / Math.log1p(-Math.exp(Math.log(open(r)) / p[0]))),
                        p));
        add(
                cases,
                Families.discreteWeibull(),
                new double[][] {{0.3, 0.7}, {0.8, 1}, {0.97, 1.5}, {0.999, 2.5}},
                p -> counts(
                        0, 200, r -> Math.floor(Math.pow(Math.log(open(r)) / Math.log(p[0]), 1 / p[1])), new double[] {
                            Math.min(p[0], 1 - p[0]), p[1] / 3
                        }));
        add(
                cases,
                Families.generalizedPoisson(),
                new double[][] {{2, 0.2}, {0.5, 0.5}, {20, 0.8}},
                p -> counts(
                        p[0] / (1 - p[1]),
                        3 * Math.sqrt(p[0] / Math.pow(1 - p[1], 3)),
                        r -> generations(r, poisson(r, p[0]), p[1]),
                        new double[] {p[0], Math.min(p[1], 1 - p[1])}));
        add(cases, Families.poissonInverseGaussian(), new double[][] {{2, 3}, {10, 100}, {0.5, 0.5}, {30, 10}}, p -> {
            ToDoubleFunction<RandomGenerator> rates = inverseGaussian(p).sampler;
            double sd = Math.sqrt(p[0] + p[0] * p[0] * p[0] / p[1]);
            return counts(p[0], 2 * sd, r -> poisson(r, rates.applyAsDouble(r)), p.clone());
        });
        add(
                cases,
                Families.borel(),
                new double[][] {{0.1}, {0.5}, {0.9}},
                p -> counts(1 / (1 - p[0]), 3 / Math.pow(1 - p[0], 2), r -> generations(r, 1, p[0]), new double[] {
                    Math.min(p[0], 1 - p[0])
                }));
        add(
                cases,
                Families.skellam(),
                new double[][] {{2, 3}, {0.3, 0.1}, {100, 30}},
                p -> counts(p[0], Math.sqrt(p[0]), r -> poisson(r, p[0]) - poisson(r, p[1]), p));
        add(cases, Families.zeta(), new double[][] {{2.5}, {4}}, p -> counts(0, 10_000, r -> zeta(r, p[0]), p));
        add(cases, Families.sichel(), new double[][] {{5, 0.5, -0.5}, {20, 1, 1}, {40, 0.4, -3}}, p -> {
            double sd = Math.sqrt(p[0] + p[0] * p[0] * p[1] * 3);
            double[] rates = mixingRates(p);
            return counts(
                    p[0], 3 * sd, r -> poisson(r, rates[r.nextInt(rates.length)]), new double[] {p[0], p[1], 0.5});
        });
        add(
                cases,
                Families.delaporte(),
                new double[][] {{1, 3, 2}, {1, 15, 8}, {4, 6, 30}},
                p -> counts(
                        p[0] * p[1] + p[2],
                        Math.sqrt(p[0] * p[1] * (1 + p[1]) + p[2]),
                        r -> poisson(r, p[2]) + poisson(r, gamma(r, p[0], p[1])),
                        p));
        add(
                cases,
                Families.conwayMaxwellPoisson(),
                new double[][] {{3, 1.5}, {0.8, 0.2}, {200, 2}, {4, 0.6}},
                FamilyCases::conwayMaxwellPoisson);
    }

    private static double gamma(RandomGenerator r, double shape, double scale) {
        return new GammaDistribution(r, shape, scale, 1e-9).sample();
    }

    private static double poisson(RandomGenerator r, double mean) {
        return mean > 0 ? new PoissonDistribution(r, mean, 1e-15, 10000).sample() : 0;
    }

    /** Rates at 200,000 evenly spaced levels of a generalised inverse Gaussian distribution, summed over their logarithms. */
    private static double[] mixingRates(double[] p) {
        int n = 400_000;
        double[] below = new double[n + 1];
        double[] value = new double[n + 1];
        double mean = 0;
        for (int i = 1; i <= n; i++) {
            double log = -20 + 40.0 * i / n;
            value[i] = Math.exp(log);
            double weight = Math.exp(p[2] * log - (value[i] + 1 / value[i]) / (2 * p[1]) + 1 / p[1]);
            below[i] = below[i - 1] + weight;
            mean += weight * value[i];
        }
        mean /= below[n];
        double[] rates = new double[200_000];
        for (int k = 0, i = 0; k < rates.length; k++) {
            while (below[i] < (k + 0.5) / rates.length * below[n]) {
                i++;
            }
            rates[k] = p[0] * value[i] / mean;
        }
        return rates;
    }

    /** Devroye (1986), Non-Uniform Random Variate Generation, ch. X.6. */
    private static double zeta(RandomGenerator r, double shape) {
        double b = Math.pow(2, shape);
        while (true) {
            double x = Math.floor(Math.pow(open(r), -1 / shape));
            double t = Math.pow(1 + 1 / x, shape);
            if (r.nextDouble() * x * (t - 1) / (b - 1) <= t / b) {
                return x;
            }
        }
    }

    /** All members of a branching process with Poisson numbers of children. */
    private static double generations(RandomGenerator r, double first, double mean) {
        double all = first;
        for (double next = first; next > 0; all += next) {
            next = poisson(r, next * mean);
        }
        return all;
    }

    /** A Poisson number of gamma variables. */
    private static Parts tweedie(double[] p) {
        double left = 2 - p[2];
        double count = Math.pow(p[0], left) / (p[1] * left);
        double shape = left / (p[2] - 1);
        double scale = p[1] * (p[2] - 1) * Math.pow(p[0], p[2] - 1);
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            int n = new PoissonDistribution(r, count, 1e-15, 10000).sample();
            return n == 0 ? 0 : scale * gammaDraw(r, n * shape);
        };
        double width = Math.max(1, gammaWidth(shape));
        double[] above = sampled(sampler);
        for (int i = 0; i < above.length; i++) {
            above[i] = above[i] > 0 ? above[i] : 0.1 * (i + 1) * p[0];
        }
        return new Parts(
                new double[] {p[0] / 2, p[1] / 2, Math.min(p[2] - 1, left) / 4},
                above,
                sampler,
                List.of(zero(), halfLine(p[0], width)),
                0);
    }

    private static void addMorePositive(List<Case> cases) {
        add(
                cases,
                Families.tweedie(),
                new double[][] {{2, 1.5, 1.5}, {100, 4, 1.3}, {0.01, 2, 1.8}},
                FamilyCases::tweedie);
        double[][] scales = {{0.01}, {1}, {300}};
        add(cases, Families.inverseGamma(), new double[][] {{0.5, 2}, {3, 1}, {40, 0.1}}, FamilyCases::inverseGamma);
        add(
                cases,
                Families.lomax(),
                new double[][] {{1.5, 1}, {0.5, 100}, {3, 0.01}},
                p -> positive(p[1], 1 / p[0], u -> p[1] * Math.expm1(-Math.log1p(-u) / p[0]), p.clone()));
        add(
                cases,
                Families.frechet(),
                new double[][] {{0.5, 1}, {2, 100}, {20, 3}},
                p -> positive(p[1], 1 / p[0], u -> p[1] * Math.pow(-Math.log(u), -1 / p[0]), new double[] {
                    p[0], p[1] / Math.max(1, p[0])
                }));
        add(
                cases,
                Families.gompertz(),
                new double[][] {{0.5, 0.1}, {2, 0.02}, {0.1, 0.001}},
                p -> positive(
                        1 / p[0], 1, u -> Math.log1p(-p[0] * Math.log1p(-u) / p[1]) / p[0], new double[] {p[0] / 4, p[1]
                        }));
        add(
                cases,
                Families.birnbaumSaunders(),
                new double[][] {{0.5, 2}, {0.05, 100}, {3, 1}},
                FamilyCases::birnbaumSaunders);
        add(cases, Families.nakagami(), new double[][] {{0.5, 1}, {2, 100}, {30, 0.04}}, FamilyCases::nakagami);
        add(
                cases,
                Families.halfNormal(),
                scales,
                p -> drawn(r -> p[0] * Math.abs(r.nextGaussian()), p[0], 1, p.clone()));
        add(
                cases,
                Families.halfCauchy(),
                scales,
                p -> positive(p[0], 1, u -> p[0] * Math.tan(Math.PI / 2 * u), p.clone()));
        add(cases, Families.maxwell(), scales, p -> drawn(r -> p[0] * chi(r, 3), p[0], 1, p.clone()));
        add(
                cases,
                Families.chiSquared(),
                new double[][] {{0.5}, {4}, {60}},
                p -> drawn(r -> 2 * gammaDraw(r, p[0] / 2), p[0], gammaWidth(p[0] / 2), p.clone()));
        add(
                cases,
                Families.chi(),
                new double[][] {{0.5}, {3}, {50}},
                p -> drawn(r -> chi(r, p[0]), Math.sqrt(p[0]), gammaWidth(p[0] / 2) / 2, p.clone()));
        add(
                cases,
                Families.f(),
                new double[][] {{5, 8}, {2, 3}, {8, 6}},
                p -> drawn(
                        r -> Math.pow(chi(r, p[0]) / chi(r, p[1]), 2) * p[1] / p[0],
                        1,
                        gammaWidth(Math.min(p[0], p[1]) / 2),
                        p.clone()));
        add(cases, Families.levy(), scales, p -> drawn(r -> p[0] / Math.pow(r.nextGaussian(), 2), p[0], 2, p.clone()));
        add(cases, Families.logGamma(), new double[][] {{2, 3}, {5, 0.8}, {40, 20}}, FamilyCases::logGamma);
        add(
                cases,
                Families.lindley(),
                new double[][] {{0.02}, {1}, {20}},
                p -> drawn(
                        r -> gammaDraw(r, r.nextDouble() < p[0] / (1 + p[0]) ? 1 : 2) / p[0], 1 / p[0], 1, p.clone()));
        addMoreShapes(cases);
    }

    private static void addMoreShapes(List<Case> cases) {
        add(
                cases,
                Families.burr(),
                new double[][] {{1.5, 3, 2}, {0.5, 2, 10}, {1, 1.5, 0.1}},
                p -> positive(
                        p[2],
                        1 / (p[1] * Math.min(1, p[0])),
                        u -> p[2] * Math.pow(Math.expm1(-Math.log1p(-u) / p[0]), 1 / p[1]),
                        p.clone()));
        add(
                cases,
                Families.dagum(),
                new double[][] {{1.5, 3, 2}, {0.5, 2, 10}, {1, 1.5, 0.1}},
                p -> positive(
                        p[2],
                        1 / (p[1] * Math.min(1, p[0])),
                        u -> p[2] * Math.pow(Math.expm1(-Math.log(u) / p[0]), -1 / p[1]),
                        p.clone()));
        add(
                cases,
                Families.generalizedGamma(),
                new double[][] {{1, 0.8, 0.5}, {0, 1, 1}, {3, 2, -0.7}},
                FamilyCases::generalizedGamma);
        add(
                cases,
                Families.foldedNormal(),
                new double[][] {{2, 1}, {0.03, 0.01}, {500, 100}},
                p -> drawn(r -> Math.abs(p[0] + p[1] * r.nextGaussian()), p[0], 1, new double[] {p[1], p[1]}));
        add(
                cases,
                Families.rice(),
                new double[][] {{2, 1}, {0.03, 0.01}, {500, 100}},
                p -> drawn(
                        r -> Math.hypot(p[0] + p[1] * r.nextGaussian(), p[1] * r.nextGaussian()),
                        p[0],
                        1,
                        new double[] {p[1], p[1]}));
        add(
                cases,
                Families.exponentiatedWeibull(),
                new double[][] {{1.5, 2, 3}, {1, 0.5, 100}, {2, 1, 0.1}},
                p -> positive(
                        p[2],
                        1 / (p[0] * Math.min(1, p[1])),
                        u -> p[2] * Math.pow(-Math.log1p(-Math.pow(u, 1 / p[1])), 1 / p[0]),
                        new double[] {p[0] / 2, p[1] / 2, p[2] / 2}));
        add(
                cases,
                Families.generalizedBeta2(),
                new double[][] {{0.6, 3, 0.7, 2}, {0.5, 5, 1, 100}},
                p -> drawn(
                        r -> p[3] * Math.pow(gammaDraw(r, p[2]) / gammaDraw(r, p[0]), 1 / p[1]),
                        p[3],
                        1 / (p[1] * Math.min(p[0], p[2])),
                        new double[] {p[0] / 2, p[1] / 2, p[2] / 2, p[3] / 2}));
    }

    private record Parts(
            double[] units, double[] quantiles, ToDoubleFunction<RandomGenerator> sampler, List<Path> path, int last) {}

    private interface Quantile {
        double at(double u);
    }

    private static void add(
            List<Case> cases, Family family, double[][] grid, java.util.function.Function<double[], Parts> parts) {
        for (double[] theta : grid) {
            Parts p = parts.apply(theta);
            boolean bounded = family.parameters().get(0).known()
                    && family.support()
                            .ends()
                            .contains(family.parameters().get(0).name());
            int last = family.name().equals("bernoulli") ? 1 : bounded ? (int) theta[0] : p.last;
            // The derivative by the size is tested between sizes, where a value can't be the size.
            double top = family.name().equals("beta-binomial") ? theta[0] - 1 : Double.POSITIVE_INFINITY;
            double[] quantiles =
                    Arrays.stream(p.quantiles).map(x -> Math.min(x, top)).toArray();
            cases.add(new Case(family, theta, p.units, quantiles, p.sampler, p.path, last));
        }
    }

    private static double[] atQuantiles(Quantile q) {
        return Arrays.stream(new double[] {0.05, 0.3, 0.5, 0.8, 0.95})
                .map(q::at)
                .toArray();
    }

    /** Quantiles of a big sample, where there is no formula for them. */
    static double[] sampled(ToDoubleFunction<RandomGenerator> sampler) {
        RandomGenerator random = new Well19937c(5);
        double[] sorted = IntStream.range(0, 2001)
                .mapToDouble(i -> sampler.applyAsDouble(random))
                .sorted()
                .toArray();
        return atQuantiles(u -> sorted[(int) Math.round(2000 * u)]);
    }

    private static Parts quantile(double[] p, Quantile standard) {
        Quantile q = u -> p[0] + p[1] * standard.at(u);
        return new Parts(new double[] {p[1], p[1]}, atQuantiles(q), r -> q.at(open(r)), List.of(line(p[0], p[1])), 0);
    }

    static double open(RandomGenerator r) {
        double u = r.nextDouble();
        return u > 0 ? u : 0.5;
    }

    private static Parts normal(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> p[0] + p[1] * r.nextGaussian();
        return new Parts(new double[] {p[1], p[1]}, sampled(sampler), sampler, List.of(line(p[0], p[1])), 0);
    }

    private static Parts exgaussian(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> p[0] + p[1] * r.nextGaussian() - Math.log(open(r)) / p[2];
        return new Parts(new double[] {p[1], p[1], p[2]}, sampled(sampler), sampler, List.of(line(p[0], p[1])), 0);
    }

    private static double asinh(double x) {
        return Math.copySign(Math.log(Math.abs(x) + Math.hypot(1, x)), x);
    }

    private static Parts johnsonSu(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> p[0] + p[1] * Math.sinh((r.nextGaussian() - p[2]) / p[3]);
        double middle = p[0] - p[1] * Math.sinh(p[2] / p[3]);
        double width = p[1] * Math.cosh(p[2] / p[3]) / p[3];
        return new Parts(
                new double[] {width / 2, p[1] / 2, 0.5, p[3] / 4},
                sampled(sampler),
                sampler,
                List.of(line(middle, width)),
                0);
    }

    private static Parts sinhArcsinh(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler =
                r -> p[0] + p[1] * Math.sinh((asinh(r.nextGaussian()) + p[2]) / p[3]);
        return new Parts(
                new double[] {p[1] / 4, p[1] / 4, 0.3, p[3] / 4},
                sampled(sampler),
                sampler,
                List.of(line(p[0] + p[1] * Math.sinh(p[2] / p[3]), p[1] / p[3])),
                0);
    }

    private static Parts johnsonSb(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> p[0] + p[1] / (1 + Math.exp((p[2] - r.nextGaussian()) / p[3]));
        Path unit = unitInterval();
        Path path = t -> {
            Node node = unit.at(t);
            double x = p[0] + p[1] * node.x;
            return new Node(x > p[0] && x < p[0] + p[1] ? x : Double.NaN, p[1] * node.slope);
        };
        return new Parts(
                new double[] {p[1] / 50, p[1] / 20, 0.3, p[3] / 4}, sampled(sampler), sampler, List.of(path), 0);
    }

    private static Parts skewNormal(double[] p) {
        double d = p[2] / Math.hypot(1, p[2]);
        ToDoubleFunction<RandomGenerator> sampler =
                r -> p[0] + p[1] * (d * Math.abs(r.nextGaussian()) + r.nextGaussian() / Math.hypot(1, p[2]));
        return new Parts(
                new double[] {p[1] / 4, p[1] / 2, p[2]}, sampled(sampler), sampler, List.of(line(p[0], p[1])), 0);
    }

    private static Parts skewStudent(double[] p) {
        ToDoubleFunction<RandomGenerator> skew = skewNormal(new double[] {0, p[1], p[2]}).sampler;
        ToDoubleFunction<RandomGenerator> sampler =
                r -> p[0] + skew.applyAsDouble(r) / Math.sqrt(2 * gammaDraw(r, p[3] / 2) / p[3]);
        return new Parts(
                new double[] {p[1] / 4, p[1] / 2, p[2], p[3]}, sampled(sampler), sampler, List.of(line(p[0], p[1])), 0);
    }

    private static Parts normalInverseGaussian(double[] p) {
        double rest = Math.sqrt((p[2] - p[3]) * (p[2] + p[3]));
        ToDoubleFunction<RandomGenerator> variance = inverseGaussian(new double[] {p[1] / rest, p[1] * p[1]}).sampler;
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            double v = variance.applyAsDouble(r);
            return p[0] + p[3] * v + Math.sqrt(v) * r.nextGaussian();
        };
        return new Parts(
                new double[] {p[1] / 2, p[1], rest / 2, rest / 2},
                sampled(sampler),
                sampler,
                List.of(line(p[0], p[1])),
                0);
    }

    /** By inversion of a table. */
    private static Parts conwayMaxwellPoisson(double[] p) {
        double[] cumulated = new double[400];
        double log = 0;
        for (int k = 0; k < cumulated.length; k++) {
            log += k > 0 ? Math.log(p[0]) - p[1] * Math.log(k) : 0;
            cumulated[k] = (k > 0 ? cumulated[k - 1] : 0) + Math.exp(log);
        }
        double whole = cumulated[cumulated.length - 1];
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            int at = Arrays.binarySearch(cumulated, whole * open(r));
            return at < 0 ? -1 - at : at;
        };
        double mode = Math.pow(p[0], 1 / p[1]);
        return counts(mode, 1 + Math.sqrt(mode / p[1]), sampler, new double[] {p[0] / 2, p[1] / 2});
    }

    /** Best and Fisher (1979), Appl. Statist. 28, 152-157. */
    private static Parts vonMises(double[] p) {
        double a = 1 + Math.sqrt(1 + 4 * p[1] * p[1]);
        double b = (a - Math.sqrt(2 * a)) / (2 * p[1]);
        double s = (1 + b * b) / (2 * b);
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            while (true) {
                double z = Math.cos(Math.PI * r.nextDouble());
                double f = (1 + s * z) / (s + z);
                if (p[1] * (s - f) + Math.log(open(r)) < Math.log(p[1] * (s - f))) {
                    double angle = p[0] + (r.nextBoolean() ? 1 : -1) * Math.acos(f);
                    return Math.atan2(Math.sin(angle), Math.cos(angle));
                }
            }
        };
        Path circle = t ->
                new Node(Math.PI * Math.tanh(outer(t)), Math.PI * outerSlope(t) / Math.pow(Math.cosh(outer(t)), 2));
        return new Parts(new double[] {1 / Math.sqrt(1 + p[1]), p[1]}, sampled(sampler), sampler, List.of(circle), 0);
    }

    private static Parts student(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r ->
                p[0] + p[1] * r.nextGaussian() / Math.sqrt(new GammaDistribution(r, p[2] / 2, 2 / p[2], 1e-9).sample());
        Quantile q = u -> p[0] + p[1] * new TDistribution(p[2]).inverseCumulativeProbability(u);
        return new Parts(new double[] {p[1], p[1], p[2]}, atQuantiles(q), sampler, List.of(line(p[0], p[1])), 0);
    }

    private static Parts gev(double[] p) {
        Quantile q = u -> p[0] + p[1] * Math.expm1(-p[2] * Math.log(-Math.log(u))) / p[2];
        Path path = t -> {
            double w = Math.exp(-p[2] * outer(t));
            // Closer to the end point than its rounding there is no mass: 1e-14^(1/|shape|) at most.
            double x = w > 1e-14 ? p[0] + p[1] * Math.expm1(-p[2] * outer(t)) / p[2] : Double.NaN;
            return new Node(x, p[1] * w * outerSlope(t));
        };
        return new Parts(new double[] {p[1] / 4, p[1] / 4, 0.1}, atQuantiles(q), r -> q.at(open(r)), List.of(path), 0);
    }

    private static Parts gpd(double[] p) {
        Quantile q = u -> p[0] * Math.expm1(-p[1] * Math.log1p(-u)) / p[1];
        Path path = t -> {
            double y = Math.exp(outer(t));
            double w = Math.exp(p[1] * y);
            double x = w > 1e-14 ? p[0] * Math.expm1(p[1] * y) / p[1] : Double.NaN;
            return new Node(x > 0 ? x : Double.NaN, p[0] * w * y * outerSlope(t));
        };
        return new Parts(new double[] {p[0], 0.3}, atQuantiles(q), r -> q.at(open(r)), List.of(path), 0);
    }

    private static Parts positive(double centre, double width, Quantile q, double[] units) {
        return new Parts(units, atQuantiles(q), r -> q.at(open(r)), List.of(halfLine(centre, width)), 0);
    }

    private static Parts lognormal(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> Math.exp(p[0] + p[1] * r.nextGaussian());
        return new Parts(
                new double[] {p[1], p[1]}, sampled(sampler), sampler, List.of(halfLine(Math.exp(p[0]), p[1])), 0);
    }

    private static Parts gamma(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> new GammaDistribution(r, p[0], 1 / p[1], 1e-9).sample();
        double width = p[0] < 1 ? 1 / p[0] : 1 / Math.sqrt(p[0]);
        return new Parts(p.clone(), sampled(sampler), sampler, List.of(halfLine(p[0] / p[1], width)), 0);
    }

    private static Parts drawn(ToDoubleFunction<RandomGenerator> sampler, double centre, double width, double[] units) {
        return new Parts(units, sampled(sampler), sampler, List.of(halfLine(centre, width)), 0);
    }

    private static double gammaDraw(RandomGenerator r, double shape) {
        return new GammaDistribution(r, shape, 1, 1e-9).sample();
    }

    private static double gammaWidth(double shape) {
        return shape < 1 ? 1 / shape : 1 / Math.sqrt(shape);
    }

    private static double chi(RandomGenerator r, double df) {
        return Math.sqrt(2 * gammaDraw(r, df / 2));
    }

    private static Parts inverseGamma(double[] p) {
        return drawn(r -> p[1] / gammaDraw(r, p[0]), p[1] / p[0], gammaWidth(p[0]), p.clone());
    }

    private static Parts nakagami(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> Math.sqrt(p[1] * gammaDraw(r, p[0]) / p[0]);
        return drawn(sampler, Math.sqrt(p[1]), gammaWidth(p[0]) / 2, p.clone());
    }

    private static Parts birnbaumSaunders(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            double t = p[0] * r.nextGaussian() / 2;
            double root = t + Math.sqrt(1 + t * t);
            return p[1] * root * root;
        };
        return drawn(sampler, p[1], Math.min(1, p[0]), new double[] {p[0], p[1] * Math.min(1, p[0])});
    }

    private static Parts generalizedGamma(double[] p) {
        double k = 1 / (p[2] * p[2]);
        ToDoubleFunction<RandomGenerator> sampler = r -> Math.exp(p[0] + p[1] * Math.log(gammaDraw(r, k) / k) / p[2]);
        return drawn(
                sampler, Math.exp(p[0]), p[1] / Math.abs(p[2]) * gammaWidth(k), new double[] {p[1] / 2, p[1] / 2, 0.5});
    }

    private static Parts logGamma(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> Math.exp(gammaDraw(r, p[0]) / p[1]);
        Path logs = halfLine(p[0] / p[1], gammaWidth(p[0]));
        Path path = t -> {
            Node log = logs.at(t);
            double x = Math.exp(log.x);
            return new Node(x > 1 ? x : Double.NaN, x * log.slope);
        };
        return new Parts(p.clone(), sampled(sampler), sampler, List.of(path), 0);
    }

    /** Michael, Schucany and Haas (1976), Am. Statist. 30, 88-90. */
    private static Parts inverseGaussian(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            double z = r.nextGaussian();
            double y = p[0] * z * z / (2 * p[1]);
            double x = p[0] / (1 + y + Math.sqrt(y * (2 + y)));
            return r.nextDouble() <= p[0] / (p[0] + x) ? x : p[0] * p[0] / x;
        };
        return new Parts(p.clone(), sampled(sampler), sampler, List.of(halfLine(p[0], 1)), 0);
    }

    private static Parts beta(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> new BetaDistribution(r, p[0], p[1], 1e-9).sample();
        return new Parts(p.clone(), sampled(sampler), sampler, List.of(unitInterval()), 0);
    }

    private static Parts unit(Quantile q, double[] units) {
        return new Parts(units, atQuantiles(q), r -> q.at(open(r)), List.of(unitInterval()), 0);
    }

    private static Parts kumaraswamy(double[] p) {
        return unit(u -> Math.exp(Math.log(-Math.expm1(Math.log(u) / p[1])) / p[0]), p.clone());
    }

    private static Parts logitNormal(double[] p) {
        ToDoubleFunction<RandomGenerator> sampler = r -> 1 / (1 + Math.exp(-p[0] - p[1] * r.nextGaussian()));
        return new Parts(new double[] {p[1], p[1]}, sampled(sampler), sampler, List.of(unitInterval()), 0);
    }

    /** The odds x/(1 - x) are a mixture of an inverse Gaussian variable and, with probability mean, its reflection. */
    private static Parts simplex(double[] p) {
        double m = p[0] / (1 - p[0]);
        double shape = 1 / Math.pow(p[1] * (1 - p[0]), 2);
        ToDoubleFunction<RandomGenerator> one = inverseGaussian(new double[] {m, shape}).sampler;
        ToDoubleFunction<RandomGenerator> sampler = r -> {
            double odds = one.applyAsDouble(r);
            if (r.nextDouble() < p[0]) {
                double chi = r.nextGaussian();
                odds += chi * chi * p[1] * p[1] * p[0] * p[0];
            }
            return odds / (1 + odds);
        };
        return new Parts(
                new double[] {p[0] * (1 - p[0]) / 4, p[1]}, sampled(sampler), sampler, List.of(unitInterval()), 0);
    }

    private static Parts counts(double mean, double sd, ToDoubleFunction<RandomGenerator> sampler, double[] units) {
        return new Parts(units, sampled(sampler), sampler, List.of(), (int) (mean + 60 * sd) + 100);
    }

    private static Parts negativeBinomial(double[] p) {
        double sd = Math.sqrt(p[0] + p[0] * p[0] / p[1]);
        return counts(
                p[0],
                sd,
                r -> {
                    double mean = new GammaDistribution(r, p[1], p[0] / p[1], 1e-9).sample();
                    return mean > 0 ? new PoissonDistribution(r, mean, 1e-15, 10000).sample() : 0;
                },
                p.clone());
    }
}
