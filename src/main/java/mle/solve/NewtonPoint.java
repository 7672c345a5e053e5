package mle.solve;

/** A point with its jet and, once looked at, its Newton step. */
final class NewtonPoint {
    final double[] theta;
    final Jet jet;
    final double[] newton;
    boolean definite;
    double decrement = Double.NaN;
    private final Cholesky cholesky;
    private final int n;

    NewtonPoint(int dimension) {
        n = dimension;
        theta = new double[n];
        jet = new Jet(n, 2);
        newton = new double[n];
        cholesky = new Cholesky(n);
    }

    void evaluate(Objective f) {
        // An entry the objective forgets stays NaN and is noticed.
        jet.fill(Double.NaN);
        f.at(theta, jet);
    }

    /** Finds the Newton step and the decrement, if the Hessian as it is allows. */
    void look(double weight) {
        definite = cholesky.factor(jet.hessian());
        decrement = Double.NaN;
        if (definite) {
            decrement = weight * cholesky.solve(jet.gradient(), newton) / 2;
            for (int i = 0; i < n; i++) {
                newton[i] = -newton[i];
            }
        }
    }

    /** Whether the Newton step changes no coordinate by more than a fraction of its size, or of 1. */
    boolean stepWithin(double fraction) {
        for (int i = 0; i < n; i++) {
            if (!(Math.abs(newton[i]) <= fraction * Math.max(1, Math.abs(theta[i])))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the gradient is what rounding of the point and of the value alone can leave. */
    boolean gradientIsRounding() {
        double eps = 8 * Math.ulp(1.0);
        for (int i = 0; i < n; i++) {
            double curvature = jet.hessian(i, i);
            double size = curvature * Math.max(1, Math.abs(theta[i]))
                    + Math.sqrt(curvature) * Math.max(1, Math.abs(jet.value()));
            if (!(Math.abs(jet.gradient()[i]) <= eps * size)) {
                return false;
            }
        }
        return true;
    }
}
