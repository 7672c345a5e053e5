package mle.data;

/**
 * The means of several columns and their covariances with divisor n, the lower triangle by rows: about the means, in the
 * corrected two-pass form (Chan, Golub and LeVeque 1983, Am. Statist. 37, 242-247, equation 1.7).
 */
record JointMoments(double[] means, double[] covariances) {
    /** Products are added up plainly over so many rows, and with compensation from block to block. */
    private static final int BLOCK = 256;

    static JointMoments of(EmpiricalDistribution p) {
        int d = p.dimension();
        double[] means = new double[d];
        for (int j = 0; j < d; j++) {
            means[j] = p.margin(j).mean();
        }
        return new JointMoments(means, covariances(p, means));
    }

    private static double[] covariances(EmpiricalDistribution p, double[] means) {
        int d = means.length;
        NeumaierSum[] products = sums(d * (d + 1) / 2);
        NeumaierSum[] deviations = sums(d);
        double[][] about = new double[d][BLOCK];
        double[][] weighted = new double[d][BLOCK];
        for (int from = 0; from < p.size(); from += BLOCK) {
            int rows = Math.min(BLOCK, p.size() - from);
            for (int j = 0; j < d; j++) {
                double[] values = p.margin(j).values();
                double total = 0;
                for (int i = 0; i < rows; i++) {
                    about[j][i] = values[from + i] - means[j];
                    weighted[j][i] = p.weight(from + i) * about[j][i];
                    total += weighted[j][i];
                }
                deviations[j].add(total);
            }
            for (int j = 0, k = 0; j < d; j++) {
                for (int i = 0; i <= j; i++) {
                    products[k++].add(product(weighted[j], about[i], rows));
                }
            }
        }
        double[] covariances = new double[products.length];
        for (int j = 0, k = 0; j < d; j++) {
            for (int i = 0; i <= j; i++, k++) {
                double lost = deviations[j].value() * deviations[i].value() / p.n();
                covariances[k] = (products[k].value() - lost) / p.n();
            }
        }
        return covariances;
    }

    /** Four sums side by side: an addition need not wait for the one before it. */
    private static double product(double[] a, double[] b, int rows) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < rows; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static NeumaierSum[] sums(int count) {
        NeumaierSum[] sums = new NeumaierSum[count];
        for (int k = 0; k < count; k++) {
            sums[k] = new NeumaierSum();
        }
        return sums;
    }
}
