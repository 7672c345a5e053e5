package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mle.data.Observations;
import mle.data.Table;
import mle.solve.Outcome;

/** Comparison with fits found elsewhere, and how their data are read. */
final class Published {
    private Published() {}

    /** A maximum: the log-likelihood to 8 digits, estimates in standard errors, standard errors to 8 digits. */
    static void check(Fit fit, double logLikelihood, double... valuesAndErrors) {
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(logLikelihood, fit.logLikelihood(), 1e-8 * Math.abs(logLikelihood));
        List<Estimate> estimates = fit.parameters();
        for (int i = 0; i < estimates.size(); i++) {
            double error = valuesAndErrors[2 * i + 1];
            assertEquals(
                    valuesAndErrors[2 * i],
                    estimates.get(i).value(),
                    1e-6 * error,
                    estimates.get(i).name());
            assertEquals(
                    error,
                    estimates.get(i).standardError(),
                    1e-8 * error,
                    estimates.get(i).name());
        }
    }

    /** Intervals from two columns; a missing bound is infinite. */
    static Observations bounds(Table table, String lower, String upper) {
        double[] from = table.numeric(lower).values().clone();
        double[] to = table.numeric(upper).values().clone();
        for (int i = 0; i < from.length; i++) {
            from[i] = Double.isNaN(from[i]) ? Double.NEGATIVE_INFINITY : from[i];
            to[i] = Double.isNaN(to[i]) ? Double.POSITIVE_INFINITY : to[i];
        }
        return Observations.between(from, to);
    }
}
