package mle.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mle.parallel.Crew;

/**
 * Formulas of rows bound to data and to the columns of their linear predictors: evaluates the mean over all rows with gradient
 * and Hessian in the coefficients and the other parameters. Rows are taken in chunks of a fixed size whose sums are added
 * in order, so that the bits don't depend on the number of threads.
 */
public final class BoundRegression {
    /** What an evaluation makes beside the value. */
    enum Product {
        VALUE(0),
        GRADIENT(1),
        HESSIAN(2),
        /** The sum of squares of the first derivatives of each row. */
        OUTER(2);

        final int order;

        Product(int order) {
            this.order = order;
        }
    }

    private final List<RegressionRows> parts;
    private final List<LinearPredictor> predictors;
    private final int rows;
    private final int scalars;
    private final int dimension;
    private final double weight;
    private final Map<Product, Deque<RegressionWorker>> idle = new EnumMap<>(Product.class);

    /**
     * Binds formulas to predictors.
     *
     * @param parts rows of each kind, all of the same predictors and other parameters
     * @param predictors the predictors
     * @param rows how many rows the predictors have
     * @param weight the number of observations: what sums are divided by
     */
    public BoundRegression(List<RegressionRows> parts, List<LinearPredictor> predictors, int rows, double weight) {
        this.parts = List.copyOf(parts);
        this.predictors = List.copyOf(predictors);
        this.rows = rows;
        this.scalars = parts.get(0).plan().scalars().size();
        this.weight = weight;
        this.dimension =
                scalars + predictors.stream().mapToInt(LinearPredictor::width).sum();
    }

    /** How many coefficients and other parameters there are. */
    public int dimension() {
        return dimension;
    }

    /** The number of observations. */
    public double weight() {
        return weight;
    }

    List<RegressionRows> parts() {
        return parts;
    }

    List<LinearPredictor> predictors() {
        return predictors;
    }

    int scalars() {
        return scalars;
    }

    /** The first coefficient of a predictor, or after the last of them the first of the other parameters. */
    int first(int predictor) {
        int first = 0;
        for (int k = 0; k < predictor; k++) {
            first += predictors.get(k).width();
        }
        return first;
    }

    /**
     * Evaluates the mean over all rows.
     *
     * @param point the coefficients, predictor by predictor, then the other parameters
     * @param order 0 for the value, 1 with the gradient, 2 with the Hessian as well
     * @param out filled with the value, then the gradient, then the lower triangle of the Hessian by rows
     */
    public void at(double[] point, int order, double[] out) {
        evaluate(point, Product.values()[order], out);
    }

    /**
     * The mean over all observations of the outer product of the derivatives of each row.
     *
     * @param out filled with zero, then the mean of the derivatives, then the lower triangle of the matrix by rows
     */
    public void outerProducts(double[] point, double[] out) {
        evaluate(point, Product.OUTER, out);
    }

    /**
     * The derivatives of each row, weights left aside.
     *
     * @return for each predictor, then for each other parameter, one number for each row
     */
    public double[][] rowDerivatives(double[] point) {
        double[][] derivatives = new double[predictors.size() + scalars][rows];
        Crew.run(Means.chunks(rows), () -> {
            RegressionWorker worker = take(Product.OUTER);
            worker.begin(point);
            worker.record(derivatives);
            double[] unused = new double[worker.size()];
            return new Crew.Worker() {
                @Override
                public void chunk(int index) {
                    worker.chunk(index * Means.CHUNK, Means.end(index, rows), unused);
                }

                @Override
                public void end() {
                    worker.record(new double[0][]);
                    giveBack(Product.OUTER, worker);
                }
            };
        });
        return derivatives;
    }

    private void evaluate(double[] point, Product product, double[] out) {
        RegressionWorker layout = take(product);
        OrderedSums sums = new OrderedSums(layout.size());
        giveBack(product, layout);
        int chunks = Means.chunks(rows);
        Crew.run(chunks, () -> {
            RegressionWorker worker = take(product);
            worker.begin(point);
            return new Crew.Worker() {
                @Override
                public void chunk(int index) {
                    double[] ofChunk = sums.take();
                    worker.chunk(index * Means.CHUNK, Means.end(index, rows), ofChunk);
                    sums.add(index, ofChunk);
                }

                @Override
                public void end() {
                    giveBack(product, worker);
                }
            };
        });
        double[] total = sums.total();
        for (int k = 0; k < total.length; k++) {
            total[k] /= weight;
        }
        layout.scatter(total, out);
    }

    private RegressionWorker take(Product product) {
        synchronized (idle) {
            Deque<RegressionWorker> workers = idle.computeIfAbsent(product, unused -> new ArrayDeque<>());
            return workers.isEmpty() ? new RegressionWorker(this, product) : workers.pop();
        }
    }

    private void giveBack(Product product, RegressionWorker worker) {
        synchronized (idle) {
            idle.get(product).push(worker);
        }
    }
}
