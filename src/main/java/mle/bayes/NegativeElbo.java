package mle.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import mle.draws.NormalDraws;
import mle.parallel.Crew;
import mle.plan.OrderedSums;
import mle.solve.Jet;
import mle.solve.Objective;

/**
 * Minus the evidence lower bound of a normal distribution, −E log p(u, data) − H(q), the expectation being the mean over fixed draws: a
 * function like any other, with gradient and Hessian (Giordano, Ingram and Broderick 2024, J. Mach. Learn. Res. 25(18), 1-39). The
 * distribution is of v, where u = centre + scale·v are the coordinates of the unknowns.
 */
final class NegativeElbo implements Objective {
    private final Posterior posterior;
    private final NormalShape shape;
    private final NormalDraws draws;
    private final double[] centre;
    private final double[] scale;
    private final int firstDraw;
    private final int count;
    private final double logScale;
    private final List<Queue<Worker>> idle =
            List.of(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());

    private NegativeElbo(
            Posterior posterior,
            NormalShape shape,
            NormalDraws draws,
            double[] centre,
            double[] scale,
            int firstDraw,
            int count) {
        this.posterior = posterior;
        this.shape = shape;
        this.draws = draws;
        this.centre = centre;
        this.scale = scale;
        this.firstDraw = firstDraw;
        this.count = count;
        double sum = 0;
        for (double s : scale) {
            sum += StrictMath.log(s);
        }
        this.logScale = sum;
    }

    /** Over all draws. */
    static NegativeElbo of(Posterior posterior, NormalShape shape, NormalDraws draws, double[] centre, double[] scale) {
        return new NegativeElbo(posterior, shape, draws, centre, scale, 0, draws.count());
    }

    /** Over the draws of one replicate. */
    NegativeElbo ofReplicate(int replicate) {
        int size = draws.perReplicate();
        return new NegativeElbo(posterior, shape, draws, centre, scale, replicate * size, size);
    }

    @Override
    public int dimension() {
        return shape.size();
    }

    @Override
    public void at(double[] point, Jet out) {
        out.fill(0);
        if (!NormalEntropy.subtract(shape, point, out)) {
            out.fill(Double.NaN);
            out.setValue(Double.POSITIVE_INFINITY);
            return;
        }
        int p = shape.size();
        int order = out.order();
        OrderedSums sums = new OrderedSums(1 + (order >= 1 ? p : 0) + (order >= 2 ? p * (p + 1) / 2 : 0));
        int chunks = (count + Derivatives.POINTS - 1) / Derivatives.POINTS;
        Crew.run(chunks, () -> {
            Worker known = idle.get(order).poll();
            Worker worker = known == null ? new Worker(order) : known;
            return new Crew.Worker() {
                @Override
                public void chunk(int index) {
                    double[] ofChunk = sums.take();
                    worker.chunk(point, index, ofChunk);
                    sums.add(index, ofChunk);
                }

                @Override
                public void end() {
                    idle.get(order).add(worker);
                }
            };
        });
        double[] total = sums.total();
        out.setValue(out.value() - total[0] / count - logScale);
        for (int k = 0; k < out.gradient().length; k++) {
            out.gradient()[k] -= total[1 + k] / count;
        }
        for (int k = 0; k < out.hessian().length; k++) {
            out.hessian()[k] -= total[1 + p + k] / count;
        }
    }

    /** What one thread needs. */
    private final class Worker {
        private final int order;
        private final Posterior.Evaluation evaluation;
        private final Derivatives derivatives;
        private final double[][] points = new double[shape.dimension()][Derivatives.POINTS];
        private final double[][] z = new double[shape.draws()][Derivatives.POINTS];
        private final double[] product = new double[Derivatives.POINTS];

        Worker(int order) {
            this.order = order;
            this.evaluation = posterior.evaluation(order);
            this.derivatives = new Derivatives(shape.dimension(), posterior.pattern(), order);
        }

        void chunk(double[] parameters, int index, double[] sums) {
            int from = firstDraw + index * Derivatives.POINTS;
            int n = Math.min(Derivatives.POINTS, firstDraw + count - from);
            for (int k = 0; k < z.length; k++) {
                System.arraycopy(draws.dimension(k), from, z[k], 0, n);
            }
            place(parameters, n);
            evaluation.at(points, n, derivatives);
            sums[0] = sum(derivatives.value, n);
            for (int p = 0; order >= 1 && p < shape.size(); p++) {
                double[] g = derivatives.gradient[shape.coordinate(p)];
                int k = shape.draw(p);
                sums[1 + p] = scale[shape.coordinate(p)] * (k == NormalShape.CONSTANT ? sum(g, n) : sum(g, z[k], n));
            }
            if (order >= 2) {
                hessian(n, sums);
            }
        }

        private void place(double[] parameters, int n) {
            for (int d = 0; d < points.length; d++) {
                double[] v = points[d];
                Arrays.fill(v, 0, n, parameters[d]);
                for (int p : shape.of(d)) {
                    int k = shape.draw(p);
                    for (int s = 0; k != NormalShape.CONSTANT && s < n; s++) {
                        v[s] += parameters[p] * z[k][s];
                    }
                }
                for (int s = 0; s < n; s++) {
                    v[s] = centre[d] + scale[d] * v[s];
                }
            }
        }

        private void hessian(int n, double[] sums) {
            int first = 1 + shape.size();
            Arrays.fill(sums, first, sums.length, 0);
            Pattern pattern = posterior.pattern();
            for (int t = 0; t < pattern.size(); t++) {
                int i = pattern.rows()[t];
                int j = pattern.columns()[t];
                double factor = scale[i] * scale[j];
                for (int p : shape.of(i)) {
                    double[] h = times(derivatives.hessian[t], shape.draw(p), n);
                    for (int q : shape.of(j)) {
                        if (i == j && q > p) {
                            continue;
                        }
                        int k = shape.draw(q);
                        double sum = k == NormalShape.CONSTANT ? sum(h, n) : sum(h, z[k], n);
                        int row = Math.max(p, q);
                        sums[first + row * (row + 1) / 2 + Math.min(p, q)] += factor * sum;
                    }
                }
            }
        }

        private double[] times(double[] h, int draw, int n) {
            if (draw == NormalShape.CONSTANT) {
                return h;
            }
            for (int s = 0; s < n; s++) {
                product[s] = h[s] * z[draw][s];
            }
            return product;
        }
    }

    /** Two sums side by side: the additions of one wait for each other. */
    private static double sum(double[] a, int n) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            even += a[i];
            odd += a[i + 1];
        }
        return even + odd + (i < n ? a[i] : 0);
    }

    private static double sum(double[] a, double[] b, int n) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return even + odd + (i < n ? a[i] * b[i] : 0);
    }
}
