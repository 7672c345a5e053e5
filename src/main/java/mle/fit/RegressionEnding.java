package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.family.Limit;
import mle.family.Parameter;
import mle.solve.Cholesky;
import mle.solve.Jet;
import mle.solve.Newton;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;
import mle.solve.Status;

/**
 * From where the search of a regression ended to what may be claimed. A maximum inside is one that the solver confirmed. A
 * parameter that goes to the edge of its domain is followed there; coefficients that go to infinity are followed along their
 * direction: what rises at a steady rate is unbounded, what settles has its bound there, and without such evidence nothing is
 * claimed.
 */
final class RegressionEnding {
    /** How far out, on a log or logit scale, a parameter may be without more ado. */
    private static final double FAR = 15;

    /** The information of a sample on a log or logit scale below which nothing is known: a standard error of 1000. */
    private static final double NO_CURVATURE = 1e-6;

    /** Where a parameter is followed on its way out. */
    private static final double[] OUT = {0, 4, 8, 12, 16};

    /** From how far out it is followed at most: beyond, rounding may hide what happens. */
    private static final double NEAR = 10;

    /** A step farther out than a search came, and from where on such a step only meets the rounding of the data. */
    private static final double BEYOND = 3;

    private static final double ROUNDED = 34;

    private static final double SETTLED = 1e-6;

    /** The share of a unit direction from which on a parameter is the one that goes. */
    private static final double MOSTLY = 0.5;

    /** The share of the first rate of growth, in nats for each unit, that a steady one keeps. */
    private static final double STEADY = 0.7;

    /** The standard error of a coefficient of a standardised column from which on separation is looked for. */
    private static final double LOOSE = 100;

    /** How often a search that ran away is taken up again, where the data are not separated. */
    private static final int MORE = 5;

    private final RegressionReport report;
    private final RegressionObjective objective;

    RegressionEnding(RegressionReport report) {
        this.report = report;
        this.objective = report.objective();
    }

    Fit fit() {
        if (report.solution().isEmpty()) {
            return report.nothing(Outcome.of(
                    Kind.NOT_REACHED,
                    "no start value has a finite likelihood; give one inside the domain (--start PARAMETER=VALUE)"));
        }
        Solution s = report.solution().get();
        int far = farScalar(s);
        boolean inside = s.converged() && (far < 0 || s.jet().hessian(far, far) * objective.weight() > NO_CURVATURE);
        if (inside && !isLoose(s)) {
            return converged(s);
        }
        Optional<Outcome> separation = Separability.of(report.asked().model(), report.inside());
        if (separation.isPresent()) {
            return report.nothing(separation.get());
        }
        if (inside) {
            return converged(s);
        }
        Optional<Solution> later = far < 0 ? goOn(s) : Optional.empty();
        if (later.isPresent()) {
            return converged(later.get());
        }
        if (far >= 0) {
            Optional<Fit> edge = atEdge(s, far, s.point()[far] > 0);
            if (edge.isPresent()) {
                return edge.get();
            }
        }
        if (s.status() == Status.FLAT) {
            return report.nothing(new Outcome(
                    Kind.NOT_IDENTIFIED,
                    "the likelihood is flat along a direction: the data don't tell these coefficients apart",
                    List.of(),
                    report.direction(s.direction())));
        }
        return new Recession(objective, s)
                .outcome(report)
                .map(report::nothing)
                .orElseGet(() -> report.nothing(Outcome.of(Kind.NOT_REACHED, unreached(s))));
    }

    private String unreached(Solution s) {
        if (!report.asked().model().family().kinks().isEmpty()) {
            return "the density has a kink, and the search ended where rows lie on it: there a maximum can't be"
                    + " confirmed by derivatives";
        }
        if (s.status() == Status.RUNAWAY) {
            return "the search ran far out and did not settle";
        }
        return s.converged() ? "the likelihood is flat to rounding here" : s.message();
    }

    /** Whether a coefficient is hardly known: where a likelihood settles at its bound, a gradient of zero says nothing. */
    private boolean isLoose(Solution s) {
        Cholesky cholesky = Cholesky.of(s.jet().hessian(), s.jet().dimension());
        double[] inverse = cholesky.inverse();
        for (int i = 0; i < firstScalar(); i++) {
            if (!(inverse[i * (i + 3) / 2] / objective.weight() < LOOSE * LOOSE)) {
                return true;
            }
        }
        return false;
    }

    /** A maximum that the search took for infinitely far, of data that are nearly separated, if there is one. */
    private Optional<Solution> goOn(Solution from) {
        Solution s = from;
        for (int k = 0; k < MORE && s.status() == Status.RUNAWAY; k++) {
            s = Newton.withDefaults().minimise(objective, s.point());
        }
        return s.converged() ? Optional.of(s) : Optional.empty();
    }

    private Fit converged(Solution s) {
        String several =
                report.starts() > 1 ? "; " + report.best() + " of " + report.starts() + " starts lead here" : "";
        Fit fit = report.fitAt(
                Outcome.of(Kind.CONVERGED, "interior maximum: gradient zero, Hessian positive definite" + several),
                s.point(),
                s.jet(),
                -1,
                Double.NaN);
        return fit.hasNumbers()
                ? fit.told()
                : report.nothing(Outcome.of(
                        Kind.NOT_REACHED, "the estimates or their covariance overflow in the units of the data"));
    }

    private int firstScalar() {
        return objective.dimension() - report.formulas().scalars().size();
    }

    private Parameter scalar(int coordinate) {
        return report.formulas().scalars().get(coordinate - firstScalar());
    }

    private boolean onLine(int coordinate) {
        return Double.isInfinite(scalar(coordinate).domain().lower())
                && Double.isInfinite(scalar(coordinate).domain().upper());
    }

    /** What is estimated once for all rows and is farthest out on a log or logit scale, if anything is; else -1. */
    private int farScalar(Solution s) {
        int far = -1;
        double most = FAR;
        for (int i = firstScalar(); i < s.point().length; i++) {
            if (!onLine(i) && Math.abs(s.point()[i]) > most) {
                far = i;
                most = Math.abs(s.point()[i]);
            }
        }
        if (far < 0 && s.status() == Status.RUNAWAY) {
            for (int i = firstScalar(); i < s.point().length; i++) {
                far = !onLine(i) && Math.abs(s.direction()[i]) > MOSTLY ? i : far;
            }
        }
        return far;
    }

    /** What happens at the edge to which a parameter goes, if it can be told. */
    private Optional<Fit> atEdge(Solution s, int far, boolean up) {
        List<double[]> path = follow(s, far, up);
        if (path.size() < OUT.length) {
            return Optional.empty();
        }
        double n = objective.weight();
        double[] f = path.stream().mapToDouble(p -> n * objective.value(p)).toArray();
        double first = (f[0] - f[1]) / (OUT[1] - OUT[0]);
        boolean steady = first > SETTLED;
        boolean rising = true;
        for (int k = 1; k < f.length; k++) {
            double rate = (f[k - 1] - f[k]) / (OUT[k] - OUT[k - 1]);
            steady &= rate > STEADY * first;
            rising &= rate > -SETTLED;
        }
        String name = report.name(far);
        Parameter parameter = scalar(far);
        double edge = up ? parameter.domain().upper() : parameter.domain().lower();
        String towards = name + " -> " + format(edge);
        double[] direction = new double[objective.dimension()];
        direction[far] = up ? 1 : -1;
        if (steady && !fallsBeyond(s, far, up)) {
            return Optional.of(report.nothing(new Outcome(
                    Kind.UNBOUNDED,
                    "the likelihood grows without end as " + towards,
                    List.of(name),
                    report.direction(direction))));
        }
        if (!rising || f[f.length - 2] - f[f.length - 1] > SETTLED) {
            return Optional.empty();
        }
        double[] end = path.get(path.size() - 1);
        if (Double.isInfinite(edge)) {
            for (Limit limit : report.asked().model().family().limits()) {
                if (limit.isAt(name, edge)) {
                    return new RegressionLimit(report, limit).fit(-f[f.length - 1]);
                }
            }
            return Optional.of(report.nothing(new Outcome(
                    Kind.NO_MAXIMUM,
                    "the likelihood rises to a bound that it reaches only as " + towards,
                    List.of(name),
                    report.direction(direction))));
        }
        Jet jet = new Jet(objective.dimension(), 2);
        objective.at(end, jet);
        Outcome outcome = new Outcome(
                Kind.BOUNDARY,
                "the maximum lies on the edge of the parameter space, at " + name + " = " + format(edge),
                List.of(name),
                Map.of());
        return Optional.of(report.fitAt(outcome, end, jet, far, edge));
    }

    /** Whether the likelihood falls a little farther out than the search came, where that is not rounding. */
    private boolean fallsBeyond(Solution s, int coordinate, boolean up) {
        double[] beyond = s.point().clone();
        beyond[coordinate] += up ? BEYOND : -BEYOND;
        return Math.abs(beyond[coordinate]) < ROUNDED
                && objective.value(beyond) > s.jet().value();
    }

    private static String format(double edge) {
        if (Double.isInfinite(edge)) {
            return edge > 0 ? "infinity" : "-infinity";
        }
        return edge == Math.rint(edge) ? Long.toString((long) edge) : Double.toString(edge);
    }

    /** The best points with one coordinate ever farther out; shorter where the way is lost. */
    private List<double[]> follow(Solution s, int coordinate, boolean up) {
        List<double[]> path = new ArrayList<>();
        double[] point = s.point().clone();
        double from = Math.copySign(Math.min(NEAR, Math.abs(point[coordinate])), point[coordinate]);
        for (double out : OUT) {
            double[] next = point.clone();
            next[coordinate] = from + (up ? out : -out);
            if (next.length > 1) {
                Held others = new Held(objective, coordinate, next[coordinate]);
                next = others.whole(Newton.withDefaults()
                        .minimise(others, others.others(next))
                        .point());
            }
            if (!Double.isFinite(objective.value(next))) {
                return path;
            }
            path.add(next);
            point = next;
        }
        return path;
    }
}
