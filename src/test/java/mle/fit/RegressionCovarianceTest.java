package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Families;
import mle.family.FisherInformation;
import mle.model.Link;
import mle.model.ModelFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Covariances of regressions and samples from expected information and with corrections for small samples. */
class RegressionCovarianceTest {
    private static ModelFormula formula(String model) {
        return switch (model) {
            case "poisson" -> ModelFormula.of(Families.poisson(), "claims ~ factor(district) + offset(log(holders))");
            case "logit", "probit" ->
                ModelFormula.of(Families.bernoulli(), "grade ~ gpa + tuce + psi")
                        .withLink(Link.named(model));
            case "normal" -> ModelFormula.of(Families.normal(), "stack_loss ~ air_flow + water_temp");
            case "cloglog" ->
                ModelFormula.of(Families.binomial(), "Counts(killed, exposed - killed) ~ logdose")
                        .withLink(Link.CLOGLOG);
            case "gamma" -> ModelFormula.of(Families.gamma(), "lot1 ~ log(plasma_pct)");
            case "inverse-gaussian" -> ModelFormula.of(Families.inverseGaussian(), "weight_g ~ width");
            default -> ModelFormula.of(Families.negativeBinomial(), "days ~ sex + age");
        };
    }

    private static Table data(String model) {
        return Datasets.load(
                switch (model) {
                    case "poisson" -> "insurance_claims";
                    case "logit", "probit" -> "spector_mazzeo";
                    case "normal" -> "stackloss";
                    case "cloglog" -> "beetle_mortality";
                    case "gamma" -> "clotting";
                    case "inverse-gaussian" -> "horseshoe_crabs";
                    default -> "quine";
                });
    }

    private static Fit fit(String model, String covariance) {
        boolean clustered = covariance.startsWith("cluster");
        ModelFormula formula = clustered ? formula(model).withClusters("group") : formula(model);
        Covariance kind = switch (covariance) {
            case "expected" -> Covariance.EXPECTED;
            case "hc1", "cluster-hc1" -> Covariance.HC1;
            default -> Covariance.SANDWICH;
        };
        return Regression.of(formula.on(data(model)).model())
                .withCovariance(kind)
                .fit();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/mle/fit/regression-covariance.csv", numLinesToSkip = 1)
    void standardErrorsAreThoseOfR(String model, String covariance, String parameter, double error) {
        Fit fit = fit(model, covariance);
        String main = fit.family().mainParameter().name();
        assertEquals(error, fit.parameter(main + "." + parameter).standardError(), 2e-8 * error);
        assertTrue(
                fit.toString()
                        .contains("standard errors: " + fit.covarianceKind().label()),
                fit.toString());
    }

    /** A one-sample fit and the regression on a constant alone have one expected information. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gamma",
                "weibull",
                "lognormal",
                "loglogistic",
                "inverse-gaussian",
                "exponential",
                "birnbaum-saunders"
            })
    void aSampleHasTheInformationOfItsFamily(String name) {
        double[] values = Datasets.load("aircondit").numeric("hours").values();
        Fit fit = Mle.of(Families.find(name).orElseThrow())
                .withCovariance(Covariance.EXPECTED)
                .fitTo(EmpiricalDistribution.of(values));
        double[] theta = fit.parameters().stream().mapToDouble(Estimate::value).toArray();
        double[] information = FisherInformation.of(fit.family()).at(theta);
        double a = information[0];
        double error = theta.length == 1
                ? Math.sqrt(1 / a / values.length)
                : Math.sqrt(information[2] / (a * information[2] - information[1] * information[1]) / values.length);
        assertEquals(error, fit.parameters().get(0).standardError(), 1e-7 * error);
    }

    @Test
    void heldParametersAreKnown() {
        double[] values = Datasets.load("aircondit").numeric("hours").values();
        Fit fit = Mle.of(Families.gamma())
                .withFixed("shape", 2)
                .withCovariance(Covariance.EXPECTED)
                .fitTo(EmpiricalDistribution.of(values));
        double rate = fit.parameter("rate").value();
        assertEquals(rate / Math.sqrt(2 * values.length), fit.parameter("rate").standardError(), 1e-9 * rate);
    }

    @Test
    void theCorrectionCountsTheParametersOfASample() {
        EmpiricalDistribution hours =
                EmpiricalDistribution.of(Datasets.load("aircondit").numeric("hours"));
        Mle gamma = Mle.of(Families.gamma());
        double n = hours.n();
        double plain = gamma.withCovariance(Covariance.SANDWICH)
                .fitTo(hours)
                .parameter("shape")
                .standardError();
        double corrected = gamma.withCovariance(Covariance.HC1)
                .fitTo(hours)
                .parameter("shape")
                .standardError();
        assertEquals(plain * Math.sqrt(n / (n - 2)), corrected, 1e-12);
    }

    @Test
    void whatIsCensoredOrDependsHasNoExpectedInformation() {
        Regression censored = Regression.of(ModelFormula.of(Families.weibull(), "Surv(weeks, event) ~ treatment")
                        .on(Datasets.load("gehan_6mp"))
                        .model())
                .withCovariance(Covariance.EXPECTED);
        assertEquals(
                "covariance: expected needs exact observations of one variable, got censored or truncated ones",
                assertThrows(IllegalArgumentException.class, censored::fit).getMessage());
        Regression clustered = Regression.of(formula("poisson")
                        .withClusters("group")
                        .on(data("poisson"))
                        .model())
                .withCovariance(Covariance.EXPECTED);
        assertThrows(IllegalArgumentException.class, clustered::fit);
    }

    @Test
    void anInformationThatIsNotKnownLeavesAFitWithoutErrors() {
        double[] x = new double[60];
        for (int i = 0; i < x.length; i++) {
            double p = (i + 0.5) / x.length;
            x[i] = (1 - StrictMath.pow(1 - p, 0.6)) / 0.6;
        }
        Fit fit = Mle.of(Families.gpd()).withCovariance(Covariance.EXPECTED).fitTo(EmpiricalDistribution.of(x));
        if (fit.outcome().kind().found()) {
            assertTrue(
                    Double.isFinite(fit.parameter("shape").standardError())
                            || fit.outcome().message().contains("expected information"),
                    fit.toString());
        }
    }
}
