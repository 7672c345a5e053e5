package mle.solve;

/**
 * The step that minimises a quadratic model gᵀp + ½ pᵀHp within ‖Dp‖ ≤ radius, whatever the signs of H's eigenvalues.
 *
 * <p>In scaled coordinates and the eigenbasis the solution is p_k = −a_k / (λ_k + μ) with the smallest μ ≥ max(0, −λ_min) that
 * respects the radius (Moré &amp; Sorensen 1983, Lemma 2.1; Nocedal &amp; Wright 2006, theorem 4.1). The eigenbasis makes the "hard
 * case", where g has no part along the lowest eigenvector, a plain sum.
 */
final class TrustRegion {
    /** Eigenvalues of the scaled Hessian within this fraction of the largest count as zero. */
    private static final double SINGULAR = 1e-10;

    private static final double HUGE = 1e100;

    private final int n;
    private final double[] scale;
    private final Eigen eigen;
    private final double[] slope;
    private final double[] part;
    private final double zero;

    /** The model at a point, in coordinates scaled by {@code scale}. */
    TrustRegion(Jet jet, double[] scale) {
        this.n = jet.dimension();
        this.scale = scale;
        double[] scaled = new double[n * (n + 1) / 2];
        for (int i = 0, at = 0; i < n; i++) {
            for (int j = 0; j <= i; j++, at++) {
                // A huge entry beside a tiny diagonal would overflow, and no eigenvalue comes of infinities.
                scaled[at] = Math.max(-HUGE, Math.min(HUGE, jet.hessian()[at] / scale[i] / scale[j]));
            }
        }
        eigen = Eigen.of(scaled, n);
        slope = new double[n];
        part = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                slope[k] += eigen.vector(k)[i] * (jet.gradient()[i] / scale[i]);
            }
        }
        zero = SINGULAR * Math.max(Math.abs(eigen.value(0)), Math.abs(eigen.value(n - 1)));
    }

    /** Whether some eigenvalue is clearly negative. */
    boolean indefinite() {
        return eigen.value(0) < -zero;
    }

    /** ½ gᵀH⁺g over the eigenvalues that are clearly positive. */
    double decrement() {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            if (eigen.value(k) > zero) {
                sum += slope[k] * slope[k] / eigen.value(k) / 2;
            }
        }
        return sum;
    }

    /** The unit vector, in unscaled coordinates, of the lowest eigenvalue. */
    double[] lowest() {
        return unscaled(eigen.vector(0));
    }

    private double[] unscaled(double[] vector) {
        double[] v = new double[n];
        double square = 0;
        for (int i = 0; i < n; i++) {
            v[i] = vector[i] / scale[i];
            square += v[i] * v[i];
        }
        for (int i = 0; i < n; i++) {
            v[i] /= Math.sqrt(square);
        }
        return v;
    }

    /** Largest |slope| along a unit vector, in unscaled coordinates, among the eigenvalues that count as zero. */
    double flatSlope() {
        double largest = 0;
        for (int k = 0; k < n; k++) {
            if (Math.abs(eigen.value(k)) <= zero) {
                double square = 0;
                for (int i = 0; i < n; i++) {
                    double v = eigen.vector(k)[i] / scale[i];
                    square += v * v;
                }
                largest = Math.max(largest, Math.abs(slope[k]) / Math.sqrt(square));
            }
        }
        return largest;
    }

    /** Writes the step and returns the reduction the model predicts; an infinite radius is replaced where the model has no minimum. */
    double step(double radius, double[] out) {
        double steepest = norm(slope);
        boolean bounded = !indefinite();
        for (int k = 0; k < n && bounded; k++) {
            boolean free = eigen.value(k) <= zero;
            bounded = !free || Math.abs(slope[k]) <= SINGULAR * steepest;
            part[k] = free ? 0 : -slope[k] / eigen.value(k);
        }
        if (!(bounded && norm(part) <= radius)) {
            // No scale is known yet: one unit of the metric, unless the slope promises more than 10 nats on the way.
            reach(Double.isInfinite(radius) ? Math.min(1, 10 / steepest) : radius, steepest);
        }
        double predicted = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += eigen.vector(k)[i] * part[k];
            }
            out[i] = sum / scale[i];
            predicted -= part[i] * (slope[i] + eigen.value(i) * part[i] / 2);
        }
        return predicted;
    }

    /** Solves ‖p(μ)‖ = radius by Newton's method on 1/‖p‖, kept inside a bracket (Nocedal &amp; Wright 2006, algorithm 4.3). */
    private void reach(double radius, double steepest) {
        double low = Math.max(0, -eigen.value(0));
        double high = low + steepest / radius;
        shift(low, steepest);
        double length = norm(part);
        if (length <= radius) {
            // Hard case: the rest of the length goes along the lowest eigenvector, downhill if there is a downhill.
            double rest = Math.sqrt(radius * radius - length * length);
            part[0] += slope[0] > 0 ? -rest : rest;
            return;
        }
        double mu = low + (high - low) * 1e-3;
        for (int round = 0; round < 100; round++) {
            shift(mu, steepest);
            length = norm(part);
            // A tenth of the radius is as good as all of it (Moré & Sorensen 1983, section 4); 1e-3 costs one more
            // round.
            if (Math.abs(length - radius) <= 1e-3 * radius) {
                return;
            }
            if (length > radius) {
                low = mu;
            } else {
                high = mu;
            }
            double derivative = 0;
            for (int k = 0; k < n; k++) {
                double gap = eigen.value(k) + mu;
                derivative += gap > 0 ? part[k] * part[k] / gap : 0;
            }
            mu += length * length / derivative * (length - radius) / radius;
            if (!(mu > low && mu < high)) {
                mu = low + (high - low) / 2;
            }
        }
    }

    private void shift(double mu, double steepest) {
        for (int k = 0; k < n; k++) {
            double gap = eigen.value(k) + mu;
            boolean none = gap <= zero * 1e-3 && Math.abs(slope[k]) <= 1e-14 * steepest;
            part[k] = none || slope[k] == 0 ? 0 : -slope[k] / gap;
        }
    }

    private static double norm(double[] v) {
        double square = 0;
        for (double x : v) {
            square += x * x;
        }
        return Math.sqrt(square);
    }
}
