package mle.expr;

/**
 * Sums over a part of a density of its scores s_k about a centre, and of their derivatives plus their products: what the
 * logarithm of a mass has as derivatives by the parameters.
 */
final class ScoreMoments {
    /** A point of less than this share of a stretch, at which a derivative has no value, is left out. */
    private static final double NOTHING = 1e-17;

    private final int parameters;
    private final double[] centre;
    private final double[] scores;
    private final double[] sums;
    private final double[] sizes;

    ScoreMoments(double[] centre) {
        this.parameters = centre.length;
        this.centre = centre;
        this.sums = new double[parameters + parameters * (parameters + 1) / 2];
        this.sizes = new double[sums.length];
        this.scores = new double[sums.length];
    }

    static ScoreMoments about(DensityLine line, double y, int parameters) {
        double[] all = new double[parameters + parameters * (parameters + 1) / 2];
        line.scores(y, all);
        double[] centre = new double[parameters];
        for (int k = 0; k < parameters; k++) {
            centre[k] = Double.isFinite(all[k]) ? all[k] : 0;
        }
        return new ScoreMoments(centre);
    }

    /** The same sums, to which more may be added. */
    ScoreMoments copy() {
        ScoreMoments copy = new ScoreMoments(centre);
        copy.add(this);
        return copy;
    }

    void add(DensityLine line, Stretch stretch) {
        add(line.scores(stretch, parameters), stretch.shares(), stretch.mass());
    }

    /** Adds points at which the scores are known, with shares of a mass. */
    void add(double[][] scoresAt, double[] shares, double mass) {
        for (int n = 0; n < shares.length; n++) {
            if (shares[n] != 0) {
                System.arraycopy(scoresAt[n], 0, scores, 0, scores.length);
                if (Math.abs(shares[n]) > NOTHING * mass || finite()) {
                    add(shares[n]);
                }
            }
        }
    }

    /** Adds a single point. */
    void add(DensityLine line, double y, double share) {
        line.scores(y, scores);
        add(share);
    }

    private boolean finite() {
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                return false;
            }
        }
        return true;
    }

    private void add(double share) {
        for (int k = 0; k < parameters; k++) {
            scores[k] -= centre[k];
            sums[k] += share * scores[k];
            sizes[k] += share * Math.abs(scores[k]);
        }
        for (int i = 0, m = parameters; i < parameters; i++) {
            for (int j = 0; j <= i; j++, m++) {
                double product = scores[i] * scores[j];
                sums[m] += share * (scores[m] + product);
                sizes[m] += share * (Math.abs(scores[m]) + Math.abs(product));
            }
        }
    }

    /**
     * Adds what a kink that is a parameter is worth: the scores jump there, and the place moves.
     *
     * @param share the density at the kink
     * @param jump how far the scores before it are above those behind it
     */
    void addKink(int parameter, double share, double[] jump) {
        for (int i = 0; i < parameters; i++) {
            int row = Math.max(i, parameter);
            int m = parameters + row * (row + 1) / 2 + Math.min(i, parameter);
            sums[m] += share * jump[i];
            sizes[m] += share * Math.abs(jump[i]);
        }
    }

    void add(ScoreMoments other) {
        for (int m = 0; m < sums.length; m++) {
            sums[m] += other.sums[m];
            sizes[m] += other.sizes[m];
        }
    }

    /** Whether the sums are nothing beside what they are sums of. */
    boolean vanish(double share) {
        for (int m = 0; m < sums.length; m++) {
            if (!(Math.abs(sums[m]) <= share * sizes[m])) {
                return false;
            }
        }
        return true;
    }

    /** The first and second derivatives of the logarithm of a mass, whose moments these are. */
    double[] derivatives(double mass) {
        double[] d = new double[sums.length];
        for (int k = 0; k < parameters; k++) {
            d[k] = sums[k] / mass + centre[k];
        }
        for (int i = 0, m = parameters; i < parameters; i++) {
            for (int j = 0; j <= i; j++, m++) {
                d[m] = sums[m] / mass - sums[i] / mass * (sums[j] / mass);
            }
        }
        return d;
    }
}
