package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one thread does with chunks of rows: block by block the predictors, the row programs of each kind of rows, and from
 * their results the products with the columns. Its sums lie in one array: the value, the derivatives by the other parameters
 * and their second ones, then X'v for each predictor, for each with each other parameter, and the cross products.
 */
final class RegressionWorker {
    private static final int ROWS = Tiles.ROWS;

    /** The row program of one kind of rows, at work. */
    private static final class Part {
        final RegressionRows rows;
        final RegressionPlan.Stage stage;
        final PassWorkspace workspace;
        final double[][] columns;
        final double[] sums;
        double[] numbers;

        Part(RegressionRows rows, RegressionPlan.Stage stage) {
            this.rows = rows;
            this.stage = stage;
            this.workspace = new PassWorkspace(stage.rows(), Means.BLOCK);
            this.columns = stage.columns().stream().map(rows::column).toArray(double[][]::new);
            this.sums = new double[stage.rows().sums()];
        }
    }

    private final BoundRegression bound;
    private final BoundRegression.Product product;
    private final List<Part> parts = new ArrayList<>();
    private final List<TermsBlock> distinct;
    private final TermsBlock[] blocks;
    private final List<List<TermsBlock.Use>> uses = new ArrayList<>();
    private final boolean direct;
    private final double[][] eta;
    private final double[][][] slopes;
    private final double[][][] curvatures;
    private final double[][][] crossed;
    private final double[][] scalarSlopes;
    private final double[] weighed = new double[Means.BLOCK];
    private final double[] rowWeights = new double[TermsBlock.ROWS];
    private final double[] head;
    private final List<ColumnSums> gradients = new ArrayList<>();
    private final List<ColumnSums> crossedSums = new ArrayList<>();
    private final List<CrossProducts> products = new ArrayList<>();
    private final int size;
    private double[][] recorded = {};

    RegressionWorker(BoundRegression bound, BoundRegression.Product product) {
        this.bound = bound;
        this.product = product;
        boolean outer = product == BoundRegression.Product.OUTER;
        for (RegressionRows rows : bound.parts()) {
            RegressionPlan plan = rows.plan();
            parts.add(new Part(rows, outer ? plan.scores() : plan.stage(product.order)));
        }
        int m = bound.predictors().size();
        int s = bound.scalars();
        Map<LinearTerms, TermsBlock> known = new IdentityHashMap<>();
        blocks = bound.predictors().stream()
                .map(predictor -> known.computeIfAbsent(predictor.columns(), TermsBlock::new))
                .toArray(TermsBlock[]::new);
        distinct = Arrays.stream(blocks).distinct().toList();
        direct = parts.size() == 1 && parts.get(0).rows.areAll();
        eta = new double[m][TermsBlock.ROWS];
        slopes = pieces(product.order >= 1 ? m : 0);
        curvatures = pieces(product.order >= 2 ? m * (m + 1) / 2 : 0);
        crossed = pieces(product.order >= 2 ? m * s : 0);
        scalarSlopes = new double[outer ? s : 0][TermsBlock.ROWS];
        head = new double[product.order == 0 ? 1 : product.order == 1 ? 1 + s : 1 + s + s * (s + 1) / 2];
        int total = head.length;
        for (int k = 0; k < slopes.length; k++) {
            total += added(gradients, new ColumnSums(blocks[k]));
        }
        for (int k = 0; k < crossed.length; k++) {
            total += added(crossedSums, new ColumnSums(blocks[k / s]));
        }
        for (int j = 0; curvatures.length > 0 && j < m; j++) {
            for (int k = 0; k <= j; k++) {
                products.add(new CrossProducts(blocks[j], blocks[k]));
                total += products.get(products.size() - 1).size();
            }
        }
        size = total;
    }

    private static int added(List<ColumnSums> list, ColumnSums sums) {
        list.add(sums);
        return sums.size();
    }

    private static double[][][] pieces(int count) {
        return new double[count][TermsBlock.PIECES][ROWS];
    }

    /** How many sums a chunk has. */
    int size() {
        return size;
    }

    /** Has the derivatives of each row written to arrays, or to none. */
    void record(double[][] derivatives) {
        recorded = derivatives;
    }

    private void copy(int from, int rows) {
        for (int k = 0; k < slopes.length; k++) {
            for (int i = 0; i < rows; i++) {
                recorded[k][from + i] = slopes[k][i / ROWS][i % ROWS];
            }
        }
        for (int a = 0; a < scalarSlopes.length; a++) {
            System.arraycopy(scalarSlopes[a], 0, recorded[slopes.length + a], from, rows);
        }
    }

    /** Takes a point. */
    void begin(double[] point) {
        uses.clear();
        for (TermsBlock block : distinct) {
            List<TermsBlock.Use> ofBlock = new ArrayList<>();
            for (int k = 0; k < blocks.length; k++) {
                if (blocks[k] == block) {
                    double[] coefficients = Arrays.copyOfRange(point, bound.first(k), bound.first(k + 1));
                    ofBlock.add(new TermsBlock.Use(
                            coefficients, bound.predictors().get(k).offset(), eta[k]));
                }
            }
            uses.add(ofBlock);
        }
        double[] scalars = Arrays.copyOfRange(point, bound.first(blocks.length), point.length);
        for (Part part : parts) {
            part.numbers = part.stage.numbers(part.rows.inputs(scalars));
        }
    }

    /** Runs a chunk and writes its sums. */
    void chunk(int first, int end, double[] sums) {
        Arrays.fill(head, 0);
        parts.forEach(part -> part.workspace.begin(part.rows.weighted()));
        for (int from = first; from < end; from += TermsBlock.ROWS) {
            block(from, Math.min(TermsBlock.ROWS, end - from));
        }
        for (Part part : parts) {
            part.workspace.fold(Math.min(Means.BLOCK, end - first), part.sums);
            int[] places = part.stage.summed();
            for (int k = 0; k < places.length; k++) {
                head[k] += places[k] < 0 ? 0 : part.sums[places[k]];
            }
        }
        System.arraycopy(head, 0, sums, 0, head.length);
        int at = head.length;
        for (ColumnSums x : gradients) {
            x.fold(sums, at);
            at += x.size();
        }
        for (ColumnSums x : crossedSums) {
            x.fold(sums, at);
            at += x.size();
        }
        for (CrossProducts x : products) {
            x.fold(sums, at);
            at += x.size();
        }
    }

    private void block(int from, int size) {
        for (int b = 0; b < distinct.size(); b++) {
            distinct.get(b).load(from, size, uses.get(b));
        }
        if (size < TermsBlock.ROWS || !direct) {
            clear(slopes);
            clear(curvatures);
            clear(crossed);
        }
        for (double[] slope : scalarSlopes) {
            Arrays.fill(slope, 0);
        }
        for (Part part : parts) {
            for (int k = from / Means.BLOCK; k * Means.BLOCK < from + size; k++) {
                run(part, k, from);
            }
        }
        if (product == BoundRegression.Product.OUTER) {
            if (recorded.length > 0) {
                copy(from, size);
            }
            multiply(size);
        }
        for (int k = 0; k < slopes.length; k++) {
            gradients.get(k).add(slopes[k]);
        }
        for (int k = 0; k < crossed.length; k++) {
            crossedSums.get(k).add(crossed[k]);
        }
        for (int k = 0; k < curvatures.length; k++) {
            products.get(k).add(curvatures[k]);
        }
    }

    private static void clear(double[][][] values) {
        for (double[][] pieces : values) {
            for (double[] piece : pieces) {
                Arrays.fill(piece, 0);
            }
        }
    }

    /** Runs the row program of one kind of rows over those of one of its own blocks, in the block that begins at a row. */
    private void run(Part part, int block, int from) {
        int begin = part.rows.start(block);
        int n = part.rows.start(block + 1) - begin;
        if (n == 0) {
            return;
        }
        PassWorkspace w = part.workspace;
        RegressionPlan.Stage stage = part.stage;
        for (int k = 0; k < eta.length; k++) {
            if (stage.predictorLeaf(k) >= 0) {
                gather(part.rows, begin, n, from, eta[k], w.leaf(stage.predictorLeaf(k)));
            }
        }
        for (int c = 0; c < part.columns.length; c++) {
            System.arraycopy(part.columns[c], begin, w.leaf(stage.columnLeaves()[c]), 0, n);
        }
        if (part.rows.weighted()) {
            System.arraycopy(part.rows.weights(), begin, w.weights(), 0, n);
        }
        w.block(part.numbers, n);
        boolean outer = product == BoundRegression.Product.OUTER;
        scatter(part, stage.slopes(), begin, n, from, !outer, slopes);
        scatter(part, stage.curvatures(), begin, n, from, true, curvatures);
        scatter(part, stage.crossed(), begin, n, from, true, crossed);
        for (int a = 0; a < scalarSlopes.length; a++) {
            int place = stage.scalarSlopes()[a];
            for (int i = 0; place >= 0 && i < n; i++) {
                scalarSlopes[a][part.rows.row(begin + i) - from] += w.kept(place)[i];
            }
        }
        for (int i = 0; outer && i < n; i++) {
            rowWeights[part.rows.row(begin + i) - from] = part.rows.weighted() ? part.rows.weight(begin + i) : 1;
        }
    }

    private static void gather(RegressionRows rows, int begin, int n, int from, double[] values, double[] out) {
        if (rows.areAll()) {
            System.arraycopy(values, begin - from, out, 0, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = values[rows.row(begin + i) - from];
        }
    }

    /** Adds what was kept of the rows to the values of the rows of the block. */
    private void scatter(Part part, int[] places, int begin, int n, int from, boolean weigh, double[][][] values) {
        RegressionRows rows = part.rows;
        boolean weighted = weigh && rows.weighted();
        for (int k = 0; k < places.length; k++) {
            if (places[k] < 0) {
                continue;
            }
            double[] kept = part.workspace.kept(places[k]);
            if (direct) {
                if (weighted) {
                    Kernels.multiply(kept, part.workspace.weights(), weighed, n);
                }
                double[] whole = weighted ? weighed : kept;
                int first = (begin - from) / ROWS;
                for (int piece = 0; piece * ROWS < n; piece++) {
                    System.arraycopy(
                            whole, piece * ROWS, values[k][first + piece], 0, Math.min(ROWS, n - piece * ROWS));
                }
                continue;
            }
            for (int i = 0; i < n; i++) {
                int row = rows.row(begin + i) - from;
                values[k][row / ROWS][row % ROWS] += weighted ? part.workspace.weights()[i] * kept[i] : kept[i];
            }
        }
    }

    /** From the first derivatives of each row their products, times the weight of the row. */
    private void multiply(int size) {
        int s = scalarSlopes.length;
        int m = slopes.length;
        for (int i = 0; i < size; i++) {
            double[] weight = rowWeights;
            int piece = i / ROWS;
            int at = i % ROWS;
            for (int a = 0, h = 1 + s; a < s; a++) {
                double weighted = weight[i] * scalarSlopes[a][i];
                head[1 + a] += weighted;
                for (int b = 0; b <= a; b++) {
                    head[h++] += weighted * scalarSlopes[b][i];
                }
                for (int k = 0; k < m; k++) {
                    crossed[k * s + a][piece][at] = weighted * slopes[k][piece][at];
                }
            }
            for (int j = 0, h = 0; j < m; j++) {
                for (int k = 0; k <= j; k++) {
                    curvatures[h++][piece][at] = weight[i] * slopes[j][piece][at] * slopes[k][piece][at];
                }
            }
            for (int k = 0; k < m; k++) {
                slopes[k][piece][at] *= weight[i];
            }
        }
    }

    /** Distributes the sums of all chunks: the value, the gradient, the lower triangle of the Hessian by rows. */
    void scatter(double[] sums, double[] out) {
        int p = bound.dimension();
        int s = bound.scalars();
        int m = blocks.length;
        int scalar = bound.first(m);
        out[0] = product == BoundRegression.Product.OUTER ? 0 : sums[0];
        for (RegressionRows rows : bound.parts()) {
            out[0] += product == BoundRegression.Product.OUTER ? 0 : rows.rest() / bound.weight();
        }
        if (product.order == 0) {
            return;
        }
        System.arraycopy(sums, 1, out, 1 + scalar, s);
        int at = head.length;
        for (int k = 0; k < m; k++) {
            System.arraycopy(sums, at, out, 1 + bound.first(k), gradients.get(k).size());
            at += gradients.get(k).size();
        }
        if (product.order == 1) {
            return;
        }
        Arrays.fill(out, 1 + p, out.length, 0);
        for (int a = 0, h = 1 + s; a < s; a++) {
            for (int b = 0; b <= a; b++) {
                set(out, scalar + a, scalar + b, sums[h++]);
            }
        }
        for (int k = 0; k < crossedSums.size(); k++) {
            for (int i = 0; i < crossedSums.get(k).size(); i++) {
                set(out, scalar + k % s, bound.first(k / s) + i, sums[at++]);
            }
        }
        for (int j = 0, k = 0; j < m; j++) {
            for (int other = 0; other <= j; other++, k++) {
                at = scatter(products.get(k), sums, at, out, j, other);
            }
        }
    }

    private int scatter(CrossProducts x, double[] sums, int at, double[] out, int j, int other) {
        int first = bound.first(j);
        int second = bound.first(other);
        boolean both = blocks[j] == blocks[other] && j != other;
        x.scatter(sums, at, (a, b, sum) -> {
            set(out, first + a, second + b, sum);
            if (both) {
                set(out, first + b, second + a, sum);
            }
        });
        return at + x.size();
    }

    private void set(double[] out, int i, int j, double value) {
        int p = bound.dimension();
        out[1 + p + (i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i)] = value;
    }
}
