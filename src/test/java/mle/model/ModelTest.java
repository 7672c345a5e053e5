package mle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {
    private static final EmpiricalDistribution RESPONSE = EmpiricalDistribution.of(new double[] {1, 2, 4});
    private static final DesignMatrix LINE = DesignMatrix.of(
            3, List.of(new Block.Ones(3), new Block.Dense(new double[] {1, 2, 3})), List.of("(Intercept)", "age"));

    private static Predictor linear(String parameter, Link link) {
        return new Predictor.Linear(parameter, link, LINE);
    }

    @Test
    void namesFollowTheFamilysOrder() {
        Model model = new Model(
                Families.student(),
                RESPONSE,
                List.of(linear("scale", Link.LOG), linear("location", Link.IDENTITY)),
                Map.of("df", 4.0));
        assertEquals(List.of("location.(Intercept)", "location.age", "scale.(Intercept)", "scale.age"), model.names());
        assertEquals(List.of(), model.scalars());
    }

    @Test
    void otherParametersAreNumbers() {
        Model model = new Model(Families.normal(), RESPONSE, List.of(linear("mean", Link.IDENTITY)), Map.of());
        assertEquals(List.of("mean.(Intercept)", "mean.age", "sd"), model.names());
        assertEquals("sd > 0", model.scalars().get(0).toString());
    }

    @Test
    void aSizeMayBeKnownRowForRow() {
        Model model = new Model(
                Families.binomial(),
                RESPONSE,
                List.of(
                        new Predictor.Linear("size", Link.IDENTITY, DesignMatrix.known(new double[] {5, 5, 5})),
                        linear("probability", Link.LOGIT)),
                Map.of());
        assertEquals(List.of("probability.(Intercept)", "probability.age"), model.names());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused("poisson: no parameter 'maen', did you mean 'mean'?", linear("maen", Link.LOG));
        assertRefused("poisson: parameter 'mean' is given twice", linear("mean", Link.LOG), linear("mean", Link.LOG));
        assertRefused(
                "model: a predictor of mean must have 3 rows as the response has, got 2",
                new Predictor.Linear("mean", Link.LOG, DesignMatrix.intercept(2)));
    }

    @Test
    void aLinkMustNotLeadOutOfTheDomain() {
        Family odd = Family.of("odd", "x > 0", "1 < k < 2", "log(k) - k*x");
        assertEquals(
                "model: link log has values > 0, odd needs k in (1, 2)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Model(odd, RESPONSE, List.of(linear("k", Link.LOG)), Map.of()))
                        .getMessage());
    }

    private static void assertRefused(String message, Predictor... predictors) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Model(Families.poisson(), RESPONSE, List.of(predictors), Map.of()))
                        .getMessage());
    }

    /** The bold parameters of the families' table. */
    @ParameterizedTest
    @CsvSource({
        "normal,mean",
        "lognormal,meanlog",
        "exponential,rate",
        "gamma,mean",
        "weibull,scale",
        "beta,mean",
        "student,location",
        "logistic,location",
        "loglogistic,scale",
        "cauchy,location",
        "gumbel,location",
        "gev,location",
        "gpd,scale",
        "inverse-gaussian,mean",
        "poisson,mean",
        "negative-binomial,mean",
        "binomial,probability",
        "bernoulli,probability",
        "geometric,probability",
        "beta-binomial,probability",
        "zero-inflated(negative-binomial),mean",
        "hurdle(poisson),mean",
        "'truncated(gamma, 1, )',mean"
    })
    void aRegressionIsOfTheMainParameter(String family, String parameter) {
        Family form = Combinators.parse(family).orElseThrow().regressionForm();
        assertEquals(parameter, form.mainParameter().name());
    }

    /** A regression form has the same densities and tails, and its starts are the same distributions. */
    @ParameterizedTest
    @CsvSource({"gamma,3,0.5", "beta,2.5,4", "beta-binomial,,"})
    void aRegressionFormIsTheSameFamily(String name, Double first, Double second) {
        Family family = Families.find(name).orElseThrow();
        Family form = family.regressionForm();
        double[] own = first == null ? new double[] {9, 2, 3} : new double[] {first, second};
        double[] others = switch (name) {
            case "gamma" -> new double[] {first / second, first};
            case "beta" -> new double[] {first / (first + second), first + second};
            default -> new double[] {9, 0.4, 5};
        };
        double x = name.equals("beta") ? 0.3 : 2;
        assertEquals(family.at(own).logDensity(x), form.at(others).logDensity(x), 1e-14);
        if (family.tails().isPresent()) {
            assertEquals(family.at(own).logCdf(x), form.at(others).logCdf(x), 1e-14);
            assertEquals(family.at(own).logSurvival(x), form.at(others).logSurvival(x), 1e-14);
        }
        double[] values = name.equals("beta") ? new double[] {0.1, 0.3, 0.4, 0.8} : new double[] {1, 2, 2, 5, 9};
        EmpiricalDistribution sample = EmpiricalDistribution.of(values);
        double[] start = family.starts(sample).get(0);
        double[] same = form.starts(sample).get(0);
        assertEquals(family.at(start).logDensity(x), form.at(same).logDensity(x), 1e-13);
    }
}
