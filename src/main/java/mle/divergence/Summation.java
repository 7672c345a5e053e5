package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Sums Σ exp(h(k)) f(k) over whole numbers of several functions at once: term by term around the modes until nothing is added, and
 * where that takes too many terms, by the integral of the smooth function that they lie on, with the corrections of Euler and
 * Maclaurin in their midpoint form (Abramowitz and Stegun 1964, 23.1.32).
 */
final class Summation {
    /** Terms on a side of a mode that are added one by one. */
    static final int MANY = 4096;

    private static final int QUIET = 3;
    private static final double NOTHING = 1e-19;
    private static final double ROUNDING = 1e-15;

    private final DoubleUnaryOperator h;
    private final Quadrature.Functions f;
    private final int count;
    private final int controlled;
    private final double tolerance;
    private final int most;
    private final double[] values;
    private final double[] errors;
    private final double[] sizes;
    private final double[] buffer;
    private final List<Integral> smooth = new ArrayList<>();
    private final List<Integral.Node> nodes = new ArrayList<>();

    private Summation(
            DoubleUnaryOperator h, Quadrature.Functions f, int count, int controlled, double tolerance, int most) {
        this.h = h;
        this.f = f;
        this.count = count;
        this.controlled = controlled;
        this.tolerance = tolerance;
        this.most = most;
        this.values = new double[count];
        this.errors = new double[count];
        this.sizes = new double[count];
        this.buffer = new double[count];
    }

    /**
     * Sums over the whole numbers from one to another, either of which may be infinite.
     *
     * @param h the logarithm of the weight, of any real number between them
     * @param f the functions
     * @param count how many functions there are
     * @param controlled how many of them, from the first on, have to be precise
     * @param landscape that of the weight
     * @param tolerance the error sought, relative to the sum of the size of a function
     * @param most terms on a side of a mode that are added one by one
     */
    static Integral of(
            DoubleUnaryOperator h,
            Quadrature.Functions f,
            int count,
            int controlled,
            double lower,
            double upper,
            Landscape landscape,
            double tolerance,
            int most) {
        Summation sum = new Summation(h, f, count, controlled, tolerance, most);
        sum.run(lower, upper, landscape);
        return sum.result();
    }

    /** Terms added one by one, and whether there was nothing to add at either end. */
    private record Island(double first, double last, boolean quietBelow, boolean quietAbove) {}

    private void run(double lower, double upper, Landscape landscape) {
        List<Island> islands = new ArrayList<>();
        double covered = lower - 1;
        for (double seed : seeds(lower, upper, landscape)) {
            if (seed <= covered) {
                continue;
            }
            double first = walk(seed, covered + 1, -1);
            boolean quietBelow = quiet;
            double last = walk(seed + 1, upper, 1);
            islands.add(new Island(first, last, quietBelow, quiet));
            covered = last;
        }
        double below = lower - 1;
        boolean quietThere = true;
        for (Island island : islands) {
            boolean tail = below == Double.NEGATIVE_INFINITY;
            if (island.first > below + 1 && !(island.quietBelow && (quietThere || tail))) {
                integrate(below + 1, island.first - 1, landscape);
            }
            below = island.last;
            quietThere = island.quietAbove;
        }
        if (below < upper && !quietThere) {
            integrate(below + 1, upper, landscape);
        }
    }

    private static double[] seeds(double lower, double upper, Landscape landscape) {
        double[] seeds = Arrays.copyOf(landscape.modes(), landscape.modes().length + 2);
        seeds[seeds.length - 2] = lower;
        seeds[seeds.length - 1] = upper;
        return Arrays.stream(seeds)
                .filter(Double::isFinite)
                .map(s -> Math.min(Math.max(Math.rint(s), lower), upper))
                .sorted()
                .distinct()
                .toArray();
    }

    private boolean quiet;

    /** Adds terms from a place in a direction up to an end, and gives the last one added; says whether the rest is nothing. */
    private double walk(double from, double end, int direction) {
        quiet = true;
        int still = 0;
        double last = from - direction;
        double before = Double.NEGATIVE_INFINITY;
        for (double k = from; direction * (end - k) >= 0 && still < QUIET; k += direction) {
            if (Math.abs(k - from) >= most || k + direction == k) {
                quiet = false;
                break;
            }
            double weight = h.applyAsDouble(k);
            still = add(k, weight) && !(weight > before) ? still + 1 : 0;
            before = weight;
            last = k;
        }
        return direction < 0 ? Math.min(last, from) : Math.max(last, from - 1);
    }

    /** Adds a term and says whether it is nothing beside the others. */
    private boolean add(double k, double weight) {
        if (!(weight > Double.NEGATIVE_INFINITY)) {
            return true;
        }
        f.at(k, buffer);
        double mass = StrictMath.exp(weight);
        boolean nothing = true;
        for (int i = 0; i < count; i++) {
            double term = mass == 0 || buffer[i] == 0 ? 0 : mass * buffer[i];
            values[i] += term;
            sizes[i] += Math.abs(term);
            nothing &= Math.abs(term) <= NOTHING * sizes[i];
        }
        if (mass > 0) {
            nodes.add(new Integral.Node(k, mass));
        }
        return nothing;
    }

    /** The terms from one whole number to another as an integral over half a unit more on both sides. */
    private void integrate(double first, double last, Landscape landscape) {
        double from = first - 0.5;
        double to = last + 0.5;
        boolean[] tails = {Double.isInfinite(from), Double.isInfinite(to)};
        double[] ends =
                Arrays.stream(new double[] {from, to}).filter(Double::isFinite).toArray();
        double[] inner = Arrays.stream(landscape.breaks())
                .filter(t -> t > from && t < to)
                .toArray();
        double[] breaks = java.util.stream.DoubleStream.concat(Arrays.stream(ends), Arrays.stream(inner))
                .sorted()
                .distinct()
                .toArray();
        Integral integral = Quadrature.of(h, f, count, controlled, breaks, tails, tolerance, Quadrature.BEYOND_MEASURE);
        smooth.add(integral);
        for (int i = 0; i < count; i++) {
            values[i] += integral.values()[i];
            errors[i] += integral.errors()[i];
        }
        if (!tails[0]) {
            correct(from, 1);
        }
        if (!tails[1]) {
            correct(to, -1);
        }
    }

    /** Adds or subtracts F'/24 - 7F'''/5760 at an end, from differences of the terms beside it. */
    private void correct(double end, int sign) {
        double[][] terms = new double[4][count];
        for (int k = 0; k < 4; k++) {
            double place = end - 1.5 + k;
            double weight = h.applyAsDouble(place);
            if (weight > Double.NEGATIVE_INFINITY) {
                f.at(place, buffer);
                for (int i = 0; i < count; i++) {
                    terms[k][i] = StrictMath.exp(weight) * buffer[i];
                }
            }
        }
        for (int i = 0; i < count; i++) {
            double third = terms[3][i] - 3 * terms[2][i] + 3 * terms[1][i] - terms[0][i];
            values[i] += sign * ((terms[2][i] - terms[1][i]) / 24 - 17 * third / 5760);
            errors[i] += Math.abs(17 * third / 5760);
        }
    }

    private Integral result() {
        for (int i = 0; i < count; i++) {
            errors[i] = Double.isInfinite(values[i]) ? 0 : errors[i] + ROUNDING * sizes[i];
        }
        return new Integral(values, errors, () -> {
            List<Integral.Node> all = new ArrayList<>(nodes);
            smooth.forEach(s -> all.addAll(s.nodes().get()));
            return all;
        });
    }
}
