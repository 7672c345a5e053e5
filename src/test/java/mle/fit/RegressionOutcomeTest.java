package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What regressions end in on data that have no maximum, or one on an edge, or none of their own. */
class RegressionOutcomeTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final double[] SECOND_HALF = {0, 0, 0, 0, 1, 1, 1, 1};
    private static final double[] FEW_COUNTS = {2, 3, 2, 3, 4, 5, 4, 5};
    private static final double[] LINE = {3, 5, 7, 9, 11, 13, 15, 17};

    /** A regression of one parameter, and how it ends: in a kind, along a direction or at an edge. */
    record Case(
            String name,
            String family,
            String parameter,
            Link link,
            double[] y,
            DesignMatrix x,
            Kind kind,
            String where) {
        @Override
        public String toString() {
            return name;
        }

        Regression regression() {
            return regression(EmpiricalDistribution.of(y));
        }

        Regression regression(EmpiricalDistribution response) {
            return Mle.of(new Model(
                    Combinators.parse(family).orElseThrow().regressionForm(),
                    response,
                    List.of(new Predictor.Linear(parameter, link, x)),
                    Map.of()));
        }
    }

    private static DesignMatrix design(int rows, Object... namesAndColumns) {
        List<Block> blocks = new ArrayList<>(List.of(new Block.Ones(rows)));
        List<String> names = new ArrayList<>(List.of("(Intercept)"));
        for (int i = 0; i < namesAndColumns.length; i += 2) {
            names.add((String) namesAndColumns[i]);
            blocks.add(new Block.Dense((double[]) namesAndColumns[i + 1]));
        }
        return DesignMatrix.of(rows, blocks, names);
    }

    private static double[] map(double[] values, DoubleUnaryOperator f) {
        return Arrays.stream(values).map(f).toArray();
    }

    private static Case logit(String name, double[] y, DesignMatrix x, Kind kind, String where) {
        return new Case(name, "bernoulli", "probability", Link.LOGIT, y, x, kind, where);
    }

    private static Case poisson(String name, double[] y, DesignMatrix x, Kind kind, String where) {
        return new Case(name, "poisson", "mean", Link.LOG, y, x, kind, where);
    }

    private static Case normal(String name, double[] y, DesignMatrix x, Kind kind, String where) {
        return new Case(name, "normal", "mean", Link.IDENTITY, y, x, kind, where);
    }

    static Stream<Case> cases() {
        DesignMatrix line = design(8, "x", X);
        DesignMatrix halves = design(8, "g", SECOND_HALF);
        List<Case> cases = new ArrayList<>();
        for (Link link : List.of(Link.LOGIT, Link.PROBIT, Link.CLOGLOG, Link.CAUCHIT)) {
            cases.add(new Case(
                    "complete separation, " + link.label(),
                    "bernoulli",
                    "probability",
                    link,
                    SECOND_HALF,
                    line,
                    Kind.NO_MAXIMUM,
                    "probability.x"));
        }
        double[] touching = {1, 2, 3, 4, 4, 5, 6, 7};
        cases.add(logit(
                "quasi-complete separation", SECOND_HALF, design(8, "x", touching), Kind.NO_MAXIMUM, "probability.x"));
        double[] mixedHalf = {0, 1, 0, 1, 1, 1, 1, 1};
        double[] z = {1, 2, 4, 3, 1, 2, 3, 4};
        cases.add(logit(
                "separation by one of two columns",
                mixedHalf,
                design(8, "g", SECOND_HALF, "z", z),
                Kind.NO_MAXIMUM,
                "probability.g"));
        cases.add(logit("overlap", new double[] {0, 0, 0, 1, 0, 1, 1, 1}, line, Kind.CONVERGED, ""));
        cases.add(logit("all ones", map(X, v -> 1), line, Kind.NO_MAXIMUM, "probability.(Intercept)"));
        cases.add(logit(
                "a separated and dependent column",
                new double[] {1, 1, 0, 0},
                design(4, "x", new double[] {0, 0, 2, 1}, "one", new double[] {1, 1, 1, 1}),
                Kind.NO_MAXIMUM,
                "probability.x"));
        cases.add(poisson("a cell of zeros", new double[] {1, 2, 0, 3, 0, 0, 0, 0}, halves, Kind.NO_MAXIMUM, "mean.g"));
        cases.add(poisson("zeros alone", new double[8], halves, Kind.NO_MAXIMUM, "mean.(Intercept)"));
        cases.add(poisson(
                "as many coefficients as rows",
                new double[] {11, 1},
                design(2, "x", new double[] {0, 1}),
                Kind.CONVERGED,
                ""));
        cases.add(poisson("one row", new double[] {2}, design(1), Kind.CONVERGED, ""));
        double[] twice = map(X, v -> 2 * v + 1);
        cases.add(poisson(
                "a column twice",
                FEW_COUNTS,
                design(8, "x", X, "again", twice, "g", SECOND_HALF),
                Kind.NOT_IDENTIFIED,
                "mean.again"));
        cases.add(poisson(
                "a constant column", FEW_COUNTS, design(8, "x", map(X, v -> 4)), Kind.NOT_IDENTIFIED, "mean.x"));
        cases.add(new Case(
                "counts less spread than Poisson's",
                "negative-binomial",
                "mean",
                Link.LOG,
                FEW_COUNTS,
                halves,
                Kind.BOUNDARY,
                "size"));
        cases.add(new Case(
                "no more zeros than Poisson's",
                "zero-inflated(poisson)",
                "mean",
                Link.LOG,
                FEW_COUNTS,
                halves,
                Kind.BOUNDARY,
                "zero_probability"));
        cases.add(new Case(
                "tails no heavier than normal ones",
                "student",
                "location",
                Link.IDENTITY,
                new double[] {3, 5.5, 6, 9, 11.2, 12, 15.5, 16},
                line,
                Kind.BOUNDARY,
                "df"));
        cases.add(normal("a perfect line", LINE, line, Kind.UNBOUNDED, "sd"));
        cases.add(normal("a perfect line but for rounding", map(X, v -> 0.1 + 0.3 * v), line, Kind.UNBOUNDED, "sd"));
        cases.add(normal("a constant response", map(X, v -> 3), line, Kind.UNBOUNDED, "sd"));
        cases.add(normal(
                "fewer rows than coefficients",
                new double[] {2, 3, 2},
                design(3, "a", new double[] {1, 2, 3}, "b", new double[] {1, 4, 9}, "c", new double[] {5, 1, 7}),
                Kind.UNBOUNDED,
                "sd"));
        double[] powers = map(X, v -> Math.scalb(1.0, (int) v));
        cases.add(new Case(
                "a perfect line of logarithms",
                "lognormal",
                "meanlog",
                Link.IDENTITY,
                powers,
                line,
                Kind.UNBOUNDED,
                "sdlog"));
        cases.add(new Case("a perfect exponential", "gamma", "mean", Link.LOG, powers, line, Kind.UNBOUNDED, "shape"));
        cases.add(new Case(
                "a support that ends at the least response",
                "pareto",
                "shape",
                Link.LOG,
                FEW_COUNTS,
                line,
                Kind.BOUNDARY,
                "minimum"));
        cases.add(new Case(
                "a kink where rows lie",
                "laplace",
                "location",
                Link.IDENTITY,
                FEW_COUNTS,
                halves,
                Kind.NOT_REACHED,
                ""));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOutcomeIsTheTrueOne(Case c) {
        Fit fit = c.regression().fit();
        assertEquals(c.kind, fit.outcome().kind(), fit.outcome().message());
        boolean told = fit.outcome().parameters().contains(c.where)
                || Math.abs(fit.outcome().direction().getOrDefault(c.where, 0.0)) > 0.1;
        assertTrue(c.where.isEmpty() || told, fit.outcome().toString());
        if (c.kind.found()) {
            assertTrue(Double.isFinite(fit.logLikelihood()));
        } else {
            assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.value())), fit.toString());
            assertTrue(Double.isNaN(fit.logLikelihood()));
        }
    }

    @Test
    void aGroupWithoutEventsHasNoScale() {
        boolean[] event = {true, true, false, true, false, false, false, false};
        Case c = new Case("", "weibull", "scale", Link.LOG, X, design(8, "g", SECOND_HALF), Kind.NO_MAXIMUM, "scale.g");
        Fit fit = c.regression(EmpiricalDistribution.of(Observations.survival(X, event)))
                .fit();
        assertEquals(Kind.NO_MAXIMUM, fit.outcome().kind(), fit.outcome().message());
        assertEquals(Map.of("scale.g", 1.0), fit.outcome().direction());
    }

    @Test
    void theDirectionOfADependentColumnChangesNoPredictor() {
        double[] twice = map(X, v -> 2 * v + 1);
        Fit fit = poisson("", FEW_COUNTS, design(8, "x", X, "again", twice), Kind.NOT_IDENTIFIED, "")
                .regression()
                .fit();
        Map<String, Double> d = fit.outcome().direction();
        for (int i = 0; i < 8; i++) {
            double change = d.get("mean.(Intercept)") + d.get("mean.x") * X[i] + d.get("mean.again") * twice[i];
            assertEquals(0, change, 1e-12);
        }
    }

    @Test
    void dependentColumnsAreHeldAtZeroIfThatIsAskedFor() {
        double[] twice = map(X, v -> 2 * v + 1);
        Case with = poisson("", FEW_COUNTS, design(8, "x", X, "again", twice, "z", SECOND_HALF), Kind.CONVERGED, "");
        Case without = poisson("", FEW_COUNTS, design(8, "x", X, "z", SECOND_HALF), Kind.CONVERGED, "");
        Fit dropped = with.regression().withCollinearDropped().fit();
        Fit plain = without.regression().fit();
        assertEquals(Kind.CONVERGED, dropped.outcome().kind());
        assertEquals(plain.parameter("mean.z"), dropped.parameter("mean.z"));
        assertEquals(plain.aic(), dropped.aic());
        Estimate held = dropped.parameter("mean.again");
        assertTrue(held.fixed() && held.value() == 0);
        assertTrue(Double.isNaN(dropped.covariance().get(2, 2)));
        assertFalse(Double.isNaN(dropped.covariance().get(3, 3)));
    }

    @Test
    void anEndOfTheSupportFollowsNoPredictor() {
        Case c = new Case("", "uniform", "minimum", Link.IDENTITY, FEW_COUNTS, design(8, "x", X), Kind.NOT_REACHED, "");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, c.regression()::fit);
        assertTrue(e.getMessage().startsWith("uniform: minimum is where the support ends"), e.getMessage());
        Case corner = new Case(
                "", "trapezoidal", "mode1", Link.IDENTITY, FEW_COUNTS, design(8, "x", X), Kind.NOT_REACHED, "");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, corner.regression()::fit);
        assertTrue(refused.getMessage().startsWith("trapezoidal: the corners of its density"), refused.getMessage());
    }

    @Test
    void aResponseOutsideTheSupportIsNamed() {
        double[] y = FEW_COUNTS.clone();
        y[5] = 2.5;
        Case c = poisson("", y, design(8, "x", X), Kind.CONVERGED, "");
        DataException e = assertThrows(DataException.class, c.regression()::fit);
        assertEquals("row 6: poisson needs x in 0, 1, ..., got 2.5", e.getMessage());
    }
}
