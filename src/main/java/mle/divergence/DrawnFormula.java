package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import mle.draws.NormalDraws;
import mle.draws.ParetoSmoothing;
import mle.draws.Replicates;
import mle.expr.Expr;
import mle.expr.Function;
import mle.fit.Digits;

/**
 * A density of three or more columns from the formula of its logarithm, by importance draws: from a mixture of multivariate Student
 * distributions of the lines of the columns, one about each mode, first as wide as the curvature there says and then fitted to weighted
 * draws, with more where these miss much (Cappé, Douc, Guillin, Marin and Robert 2008, Stat. Comput. 18, 447-459). It is normalised by the mean weight.
 */
final class DrawnFormula implements JointComponent {
    /** Half the sides of the cubes at the corners of which modes are looked for. */
    private static final double[] SIZES = {0.5, 2, 8, 30};

    /** Corners of each cube. */
    private static final int CORNERS = 8;

    private static final double DF = 5;

    /** Of a proposal, how much wider than what it is fitted to. */
    private static final double WIDER = 1.1;

    /** The least weight of a mode among the proposals. */
    private static final double LEAST = 0.02;

    /** Draws of each proposal that it is fitted to, and by which it is normalised. */
    private static final int FITTED = 1 << 11;

    private static final int NORMALISED = 1 << 12;
    private static final int ROUNDS = 10;

    /** Effective draws among all, as a share, with which no proposal is missing. */
    private static final double EVEN = 0.5;

    /** One in so many draws is near. */
    private static final int NEIGHBOURS = 8;

    /** Effective draws for each column without which a proposal stays as it is. */
    private static final int ENOUGH = 20;

    /** Pareto's k of weights that can't be relied upon (Vehtari et al. 2024). */
    private static final double UNRELIABLE = 0.7;

    private final LineDensity density;
    private final List<Proposal> proposals;
    private final double level;
    private final double levelError;
    private final List<double[]> modes;

    /** A Student distribution of the lines with its share among all and the logarithm of its density at the centre. */
    private record Proposal(double share, Gaussian shape, NormalScore mixing, double logHighest) {
        Proposal(double share, Gaussian shape, NormalScore mixing) {
            this(share, shape, mixing, logHighest(shape));
        }

        private static double logHighest(Gaussian shape) {
            double half = 0.5 * shape.mean().length;
            return Function.LGAMMA.at(DF / 2 + half)
                    - Function.LGAMMA.at(DF / 2)
                    - half * StrictMath.log(DF * Math.PI)
                    - shape.logDeterminant();
        }

        double logDensity(double[] line) {
            double square = 0;
            for (double z : shape.standard(line)) {
                square += z * z;
            }
            return logHighest - (DF + line.length) / 2 * StrictMath.log1p(square / DF);
        }
    }

    /**
     * A density.
     *
     * @throws IllegalArgumentException if its exponential has no finite integral that draws can find
     */
    DrawnFormula(LineDensity density) {
        this.density = density;
        List<LineDensity.Mode> found = density.modes(starts(density.dimension()));
        this.modes = rows(density, found);
        SplittableRandom random = new SplittableRandom(DrawnIntegral.SEED);
        List<Proposal> current = first(found);
        for (int round = 0; round < ROUNDS; round++) {
            Weighted draws = weighted(current, FITTED, random.split());
            List<Proposal> fitted = fitted(current, draws);
            current = draws.isEven() || round == ROUNDS - 1 ? fitted : more(fitted, draws);
        }
        this.proposals = current;
        int replicates = NormalDraws.REPLICATES;
        double[] levels = new double[replicates];
        List<Weighted> all = new ArrayList<>();
        for (int r = 0; r < replicates; r++) {
            Weighted some = weighted(proposals, NORMALISED, random.split());
            all.add(some);
            levels[r] = some.logSum();
        }
        this.levelError = Replicates.halfWidth(levels);
        double highest = Arrays.stream(levels).max().orElseThrow();
        this.level = highest
                + StrictMath.log(Arrays.stream(levels)
                        .map(l -> StrictMath.exp(l - highest))
                        .average()
                        .orElseThrow());
        double k = ParetoSmoothing.of(all.stream()
                        .limit(2)
                        .flatMapToDouble(w -> Arrays.stream(w.logWeights))
                        .toArray())
                .k();
        if (!(k <= UNRELIABLE) || !Double.isFinite(level)) {
            throw new IllegalArgumentException("'" + text() + "': draws about its " + modes.size()
                    + (modes.size() == 1 ? " mode" : " modes") + " don't stand for it, Pareto's k of their weights is "
                    + Digits.fixed(k, 2) + ", above " + UNRELIABLE
                    + ": its tails are too heavy, or it has no finite integral");
        }
    }

    /** The origin, and corners of cubes about it. */
    private static List<double[]> starts(int d) {
        List<double[]> starts = new ArrayList<>(List.of(new double[d]));
        double[][] z = NormalDraws.plain(d, SIZES.length * CORNERS, DrawnIntegral.SEED);
        for (int k = 0; k < SIZES.length * CORNERS; k++) {
            double[] start = new double[d];
            for (int i = 0; i < d; i++) {
                start[i] = Math.copySign(SIZES[k % SIZES.length], z[i][k]);
            }
            starts.add(start);
        }
        return starts;
    }

    /** The rows of points of the lines. */
    static List<double[]> rows(LineDensity density, List<LineDensity.Mode> found) {
        return found.stream()
                .map(s -> {
                    double[] row = new double[density.dimension()];
                    density.row(s.point(), row);
                    return row;
                })
                .toList();
    }

    // ---- proposals ----

    /** About each mode, with a share as Laplace's approximation says of its mass. */
    private static List<Proposal> first(List<LineDensity.Mode> found) {
        List<Gaussian> shapes = found.stream().map(LineDensity.Mode::shape).toList();
        double[] logs = new double[shapes.size()];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = shapes.get(k).logDeterminant() + found.get(k).height();
        }
        double highest = Arrays.stream(logs).max().orElseThrow();
        double[] shares =
                shares(Arrays.stream(logs).map(l -> StrictMath.exp(l - highest)).toArray());
        NormalScore mixing = NormalScore.chiSquared(DF);
        List<Proposal> proposals = new ArrayList<>();
        for (int k = 0; k < logs.length; k++) {
            proposals.add(new Proposal(shares[k], shapes.get(k).wider(WIDER), mixing));
        }
        return proposals;
    }

    private static double[] shares(double[] sizes) {
        double sum = Arrays.stream(sizes).sum();
        double[] raised =
                Arrays.stream(sizes).map(s -> Math.max(LEAST, s / sum)).toArray();
        double total = Arrays.stream(raised).sum();
        return Arrays.stream(raised).map(s -> s / total).toArray();
    }

    /** Draws of all proposals: their points on the lines, the logarithms of their weights and, of each, how much each proposal has in it. */
    private record Weighted(double[][] lines, double[] logWeights, double[][] parts) {
        /** Whether the weights are worth so many draws that nothing is missing. */
        boolean isEven() {
            double square = 0;
            for (double mass : masses()) {
                square += mass * mass;
            }
            return 1 / square > EVEN * lines.length;
        }

        double logSum() {
            double highest = Arrays.stream(logWeights).max().orElseThrow();
            double sum = 0;
            for (double w : logWeights) {
                sum += StrictMath.exp(w - highest);
            }
            return highest + StrictMath.log(sum);
        }

        double[] masses() {
            double logSum = logSum();
            return Arrays.stream(logWeights)
                    .map(w -> StrictMath.exp(w - logSum))
                    .toArray();
        }
    }

    private Weighted weighted(List<Proposal> from, int count, SplittableRandom random) {
        int size = from.size();
        double[][] lines = new double[size * count][];
        double[] logWeights = new double[size * count];
        double[][] parts = new double[size * count][size];
        double[] shares = from.stream().mapToDouble(Proposal::share).toArray();
        double[] row = new double[density.dimension()];
        ToDoubleFunction<double[]> height = density.less(0);
        for (int k = 0; k < size; k++) {
            double[][] drawn = RowSampler.student(
                            from.get(k).shape(), DF, from.get(k).mixing())
                    .sample(count, random.split())
                    .rows();
            for (int i = 0; i < count; i++) {
                int at = k * count + i;
                lines[at] = drawn[i];
                double slope = density.row(drawn[i], row);
                for (int j = 0; j < size; j++) {
                    parts[at][j] = from.get(j).logDensity(drawn[i]);
                }
                double proposed = Density.logSum(shares, parts[at]);
                for (int j = 0; j < size; j++) {
                    parts[at][j] = shares[j] * StrictMath.exp(parts[at][j] - proposed);
                }
                double value = height.applyAsDouble(row) + slope - proposed + StrictMath.log(shares[k] / count);
                logWeights[at] = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
            }
        }
        return new Weighted(lines, logWeights, parts);
    }

    /**
     * One more proposal, about the draw of the greatest weight, as wide as the draws nearest to it (Raftery and Bao 2010, Biometrics 66,
     * 1162-1173).
     */
    private static List<Proposal> more(List<Proposal> before, Weighted draws) {
        double[] masses = draws.masses();
        int n = masses.length;
        int greatest = 0;
        for (int i = 0; i < n; i++) {
            greatest = masses[i] > masses[greatest] ? i : greatest;
        }
        Optional<Gaussian> whole = RowMoments.of(draws.lines, masses).gaussian(1);
        if (whole.isEmpty()) {
            return before;
        }
        Gaussian about = new Gaussian(draws.lines[greatest], whole.get().lower());
        double[] distances = Arrays.stream(draws.lines)
                .mapToDouble(line ->
                        Arrays.stream(about.standard(line)).map(z -> z * z).sum())
                .toArray();
        double nearest = Arrays.stream(distances).sorted().toArray()[n / NEIGHBOURS];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = distances[i] <= nearest ? masses[i] + 1.0 / n : 0;
        }
        Optional<Gaussian> shape = RowMoments.of(draws.lines, weights).gaussian(WIDER);
        if (shape.isEmpty()) {
            return before;
        }
        double share = 1.0 / (before.size() + 1);
        List<Proposal> after = new ArrayList<>();
        before.forEach(p -> after.add(new Proposal((1 - share) * p.share(), p.shape(), p.mixing())));
        after.add(new Proposal(
                share,
                new Gaussian(draws.lines[greatest], shape.get().lower()),
                before.get(0).mixing()));
        return after;
    }

    /** Proposals with the shares, means and covariances that weighted draws have in them. */
    private static List<Proposal> fitted(List<Proposal> before, Weighted draws) {
        double[] masses = draws.masses();
        double[] sizes = new double[before.size()];
        List<Gaussian> shapes = new ArrayList<>();
        for (int k = 0; k < sizes.length; k++) {
            double square = 0;
            double[] own = new double[masses.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = masses[i] * draws.parts[i][k];
                sizes[k] += own[i];
                square += own[i] * own[i];
            }
            Gaussian shape = before.get(k).shape();
            boolean enough = sizes[k] * sizes[k] > ENOUGH * shape.mean().length * square;
            shapes.add(enough ? RowMoments.of(draws.lines, own).gaussian(WIDER).orElse(shape) : shape);
        }
        double[] shares = shares(sizes);
        List<Proposal> after = new ArrayList<>();
        for (int k = 0; k < sizes.length; k++) {
            after.add(new Proposal(shares[k], shapes.get(k), before.get(k).mixing()));
        }
        return after;
    }

    // ---- as a component ----

    @Override
    public String text() {
        return density.text();
    }

    @Override
    public Space space() {
        return density.space();
    }

    @Override
    public ToDoubleFunction<double[]> logDensity() {
        return density.less(level);
    }

    @Override
    public Optional<Expr> formula(List<Expr> columns) {
        return Optional.of(density.formula(columns).plus(-level));
    }

    @Override
    public double levelError() {
        return levelError;
    }

    @Override
    public boolean isIntegrable() {
        return false;
    }

    @Override
    public JointIntegral integrate(Functions f, int count, double tolerance) {
        return new JointDensity(new double[] {1}, List.of(this)).integrate(f, count, tolerance);
    }

    @Override
    public Optional<RowSampler> sampler() {
        return Optional.of((count, random) -> {
            int ofEach = Math.max(8 * density.dimension(), Integer.highestOneBit(2 * count / proposals.size()));
            Weighted draws = weighted(proposals, ofEach, random);
            double[][] rows = new double[draws.lines.length][density.dimension()];
            for (int i = 0; i < rows.length; i++) {
                density.row(draws.lines[i], rows[i]);
            }
            return new RowSampler.Sample(rows, draws.masses());
        });
    }

    /** The rows at which the density of the lines of the columns has local maxima, the highest first. */
    List<double[]> modes() {
        return modes;
    }
}
