package mle.inference;

import java.util.ArrayList;
import java.util.List;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.NormalQuantile;
import mle.expr.Program;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;

/** The log-likelihood of an observation, and its place in the distribution, from the logarithms of both tails. */
final class RowTails {
    private static final double LOG_HALF = -0.6931471805599453;

    /** Below, a probability is no number of full precision. */
    private static final double TINY = -700;

    private final Family family;
    private final TailLogs lower;
    private final TailLogs upper;
    private final Program density;

    RowTails(Family family) {
        this.family = family;
        this.lower = TailLogs.of(family, true);
        this.upper = TailLogs.of(family, false);
        List<Expr.Symbol> inputs =
                new ArrayList<>(List.of(Expr.data("x", family.support().sign())));
        family.parameters().stream().map(Parameter::symbol).forEach(inputs::add);
        this.density = Program.of(List.of(family.logDensity()), inputs);
    }

    /** The log-likelihood of an observation. */
    double logLikelihood(Region r, double[] parameters) {
        double log = r.exact() ? logDensity(r.upper(), parameters) : logBetween(r.lower(), r.upper(), parameters);
        return r.isTruncated() ? log - logBetween(r.entry(), r.exit(), parameters) : log;
    }

    private double logDensity(double x, double[] parameters) {
        double[] inputs = new double[1 + parameters.length];
        inputs[0] = x;
        System.arraycopy(parameters, 0, inputs, 1, parameters.length);
        return density.values(inputs)[0];
    }

    /** log P(a &lt; X &le; b), from the smaller tails. */
    private double logBetween(double a, double b, double[] parameters) {
        double above = upper.at(a, parameters)[0];
        double below = lower.at(b, parameters)[0];
        return above <= below
                ? Function.LOGDIFFEXP.at(above, upper.at(b, parameters)[0])
                : Function.LOGDIFFEXP.at(below, lower.at(a, parameters)[0]);
    }

    /**
     * The normal quantile of a place between those of the ends of an observation, given that it could be seen.
     *
     * @param share where between them, from 0 to 1
     */
    double normalQuantile(Region r, double[] parameters, double share) {
        double seen = r.isTruncated() ? logBetween(r.entry(), r.exit(), parameters) : 0;
        double before = below(r, r.lower(), seen, parameters);
        double after = below(r, r.upper(), seen, parameters);
        double log = mixed(before, after, share);
        if (log <= LOG_HALF) {
            return quantile(log, true);
        }
        return quantile(
                mixed(above(r, r.lower(), seen, parameters), above(r, r.upper(), seen, parameters), share), false);
    }

    private double below(Region r, double x, double seen, double[] parameters) {
        double log = lower.at(x, parameters)[0];
        return (r.isTruncated() ? Function.LOGDIFFEXP.at(log, lower.at(r.entry(), parameters)[0]) : log) - seen;
    }

    private double above(Region r, double x, double seen, double[] parameters) {
        double log = upper.at(x, parameters)[0];
        return (r.isTruncated() ? Function.LOGDIFFEXP.at(log, upper.at(r.exit(), parameters)[0]) : log) - seen;
    }

    /** log((1 - share)·exp(a) + share·exp(b)). */
    private static double mixed(double a, double b, double share) {
        return a == b ? a : Function.LOGADDEXP.at(StrictMath.log1p(-share) + a, StrictMath.log(share) + b);
    }

    private static double quantile(double log, boolean lowerTail) {
        if (log > TINY) {
            double z = NormalQuantile.at(StrictMath.exp(log));
            return lowerTail ? z : -z;
        }
        Distribution normal = Families.normal().at(0, 1);
        return normal.quantileOfLog(log, lowerTail);
    }

    /** The direction in which the distribution moves when a parameter grows: 1 up, -1 down. */
    int orientation(Region r, double[] parameters, int parameter) {
        boolean bounded = Double.isFinite(r.upper());
        double fall = bounded ? lower.at(r.upper(), parameters)[1 + parameter] : 0;
        double rise = fall == 0 ? upper.at(r.lower(), parameters)[1 + parameter] : -fall;
        return rise >= 0 ? 1 : -1;
    }

    Family family() {
        return family;
    }
}
