package mle.divergence;

import java.util.List;
import mle.expr.Function;
import mle.family.Domain;
import mle.family.Support;

/**
 * Coordinates of rows with two degrees of freedom: a plane of which the first unit or so about zero holds most of a density, and
 * the way from it to rows.
 *
 * @param centre a point of the supports' own lines
 * @param lower the lower triangle that takes a point of the plane to one of those lines, to be added to the centre
 * @param way from the lines to a row
 * @param edges values of each coordinate of the plane at which an integral is divided, beside the usual ones
 */
record Sheet(double[] centre, double[][] lower, Way way, double[][] edges) {
    /** The greatest share that is less than the whole. */
    private static final double MOST = Math.nextDown(1.0);

    private static final double[][] NO_EDGES = {{}, {}};

    /** From a point of the lines to a row. */
    interface Way {
        /** Writes the row and gives the logarithm of the Jacobian determinant. */
        double row(double t1, double t2, double[] row);
    }

    Sheet(double[] centre, double[][] lower, Way way) {
        this(centre, lower, way, NO_EDGES);
    }

    /** Each column on the line of its support. */
    static Way columns(List<Support> supports) {
        Domain[] domains = supports.stream().map(Sheet::domain).toArray(Domain[]::new);
        return (t1, t2, row) -> {
            row[0] = domains[0].fromLine(t1);
            row[1] = domains[1].fromLine(t2);
            return logSlope(domains[0], t1) + logSlope(domains[1], t2);
        };
    }

    static Domain domain(Support support) {
        return new Domain(support.lower(), support.upper());
    }

    /** log |dx/dt|. */
    static double logSlope(Domain domain, double t) {
        boolean below = Double.isInfinite(domain.lower());
        boolean above = Double.isInfinite(domain.upper());
        if (below && above) {
            return 0;
        }
        if (below || above) {
            return below ? -t : t;
        }
        return logSigmoid(t) + logSigmoid(-t) + StrictMath.log(domain.upper() - domain.lower());
    }

    /** Three shares, by the logit of the first and that of the second in what the first leaves. */
    static double shares(double t1, double t2, double[] row) {
        double rest = Function.SIGMOID.at(-t1);
        row[0] = Math.min(Function.SIGMOID.at(t1), MOST);
        row[1] = Math.min(rest * Function.SIGMOID.at(t2), MOST);
        row[2] = Math.min(rest * Function.SIGMOID.at(-t2), MOST);
        return logSigmoid(t1) + 2 * logSigmoid(-t1) + logSigmoid(t2) + logSigmoid(-t2);
    }

    private static double logSigmoid(double t) {
        return -Function.LOG1PEXP.at(-t);
    }

    /** The logarithm of the determinant of the triangle. */
    double logDeterminant() {
        return StrictMath.log(lower[0][0]) + StrictMath.log(lower[1][1]);
    }

    /** The row of a point z of the plane, and the logarithm of the Jacobian determinant of the way there from the lines. */
    double row(double z1, double z2, double[] row) {
        return way.row(centre[0] + lower[0][0] * z1, centre[1] + lower[1][0] * z1 + lower[1][1] * z2, row);
    }
}
