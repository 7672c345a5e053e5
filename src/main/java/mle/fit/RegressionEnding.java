package mle.fit;

import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;

/** From where the search of a regression ended to what may be claimed. */
final class RegressionEnding {
    private final RegressionReport report;

    RegressionEnding(RegressionReport report) {
        this.report = report;
    }

    Fit fit() {
        if (report.solution().isEmpty()) {
            return report.nothing(Outcome.of(
                    Kind.NOT_REACHED,
                    "no start value has a finite likelihood; give one inside the domain (--start PARAMETER=VALUE)"));
        }
        Solution s = report.solution().get();
        if (s.converged()) {
            return report.fitAt(
                    Outcome.of(Kind.CONVERGED, "interior maximum: gradient zero, Hessian positive definite"),
                    s.point(),
                    s.jet());
        }
        return report.nothing(Outcome.of(Kind.NOT_REACHED, s.message()));
    }
}
