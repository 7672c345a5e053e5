package mle.solve;

/**
 * An objective whose Hessian costs far more than its gradient: asked for the Hessian at a point next to one where it is known,
 * it gives the known one. Next to means that over the distance d no entry can change by more than its rounding where
 * derivatives are of the order of the Hessian itself: d'Hd below {@link #NEAR}.
 */
final class KeptHessian implements Objective {
    /** The square of a distance in units in which the mean's Hessian is one. */
    static final double NEAR = 1e-18;

    private final Objective f;
    private final double[] at;
    private final Jet known;
    private final Jet gradient;
    private boolean hasOne;

    KeptHessian(Objective f) {
        this.f = f;
        this.at = new double[f.dimension()];
        this.known = new Jet(f.dimension(), 2);
        this.gradient = new Jet(f.dimension(), 1);
    }

    @Override
    public int dimension() {
        return f.dimension();
    }

    @Override
    public double weight() {
        return f.weight();
    }

    @Override
    public void at(double[] point, Jet out) {
        if (out.order() < 2) {
            f.at(point, out);
            return;
        }
        if (hasOne && distance(point) < NEAR) {
            f.at(point, gradient);
            out.setValue(gradient.value());
            System.arraycopy(gradient.gradient(), 0, out.gradient(), 0, at.length);
        } else {
            known.fill(Double.NaN);
            f.at(point, known);
            hasOne = true;
            System.arraycopy(point, 0, at, 0, at.length);
            out.setValue(known.value());
            System.arraycopy(known.gradient(), 0, out.gradient(), 0, at.length);
        }
        System.arraycopy(known.hessian(), 0, out.hessian(), 0, known.hessian().length);
    }

    private double distance(double[] point) {
        double sum = 0;
        for (int i = 0, k = 0; i < at.length; i++) {
            for (int j = 0; j <= i; j++, k++) {
                double product = (point[i] - at[i]) * (point[j] - at[j]);
                sum += (i == j ? 1 : 2) * known.hessian()[k] * product;
            }
        }
        return sum;
    }
}
