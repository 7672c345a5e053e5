package mle.fit;

import mle.solve.Jet;
import mle.solve.Objective;

/** An objective with one coordinate held. */
final class Held implements Objective {
    private final Objective whole;
    private final int held;
    private final double[] point;
    private final Jet[] jets;

    Held(Objective whole, int held, double value) {
        this.whole = whole;
        this.held = held;
        this.point = new double[whole.dimension()];
        this.point[held] = value;
        this.jets =
                new Jet[] {new Jet(whole.dimension(), 0), new Jet(whole.dimension(), 1), new Jet(whole.dimension(), 2)};
    }

    @Override
    public int dimension() {
        return whole.dimension() - 1;
    }

    @Override
    public double weight() {
        return whole.weight();
    }

    /** The whole point for a point of the others. */
    double[] whole(double[] others) {
        for (int i = 0, k = 0; i < point.length; i++) {
            if (i != held) {
                point[i] = others[k++];
            }
        }
        return point.clone();
    }

    /** The others in a whole point. */
    double[] others(double[] wholePoint) {
        double[] others = new double[dimension()];
        for (int i = 0, k = 0; i < wholePoint.length; i++) {
            if (i != held) {
                others[k++] = wholePoint[i];
            }
        }
        return others;
    }

    @Override
    public void at(double[] others, Jet out) {
        Jet jet = jets[out.order()];
        whole.at(whole(others), jet);
        out.setValue(jet.value());
        for (int i = 0, k = 0, h = 0; i < point.length; i++) {
            if (i == held) {
                continue;
            }
            if (out.order() >= 1) {
                out.gradient()[k++] = jet.gradient()[i];
            }
            for (int j = 0; out.order() >= 2 && j <= i; j++) {
                if (j != held) {
                    out.hessian()[h++] = jet.hessian(i, j);
                }
            }
        }
    }
}
