package mle.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Families;
import mle.family.LevelFamily;
import mle.family.Parameter;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.model.Model;
import mle.model.ModelFormula;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PosteriorTest {
    private static final Table SCHOOLS = Datasets.load("eight_schools");

    static List<Model> models() {
        return List.of(
                ModelFormula.of(Families.bernoulli(), "grade ~ gpa + tuce + psi")
                        .on(Datasets.load("spector_mazzeo"))
                        .model(),
                ModelFormula.of(Families.weibull(), "Surv(weeks, event) ~ treatment")
                        .with("shape", "treatment")
                        .on(Datasets.load("gehan_6mp"))
                        .model(),
                ModelFormula.of(Families.normal(), "mpg ~ wt").on(cars()).model(),
                new Model(
                        Families.gamma(),
                        EmpiricalDistribution.of(Datasets.load("old_faithful").numeric("waiting")),
                        List.of(),
                        Map.of()),
                new Model(
                        Families.negativeBinomial(),
                        EmpiricalDistribution.of(Datasets.load("horse_kicks").numeric("deaths")),
                        List.of(),
                        Map.of("size", 20.0)),
                new Model(
                        Families.poisson(),
                        EmpiricalDistribution.of(
                                Datasets.load("rutherford_geiger").numeric("count"),
                                Datasets.load("rutherford_geiger").numeric("frequency")),
                        List.of(),
                        Map.of()),
                ModelFormula.of(Families.normal(), "waiting ~ eruptions")
                        .with("sd", "eruptions")
                        .withTruncation(40, 100)
                        .on(Datasets.load("old_faithful"))
                        .model());
    }

    private static Table cars() {
        return Table.of(new LinkedHashMap<>(Map.of(
                "mpg", new double[] {21000, 22800, 18700, 14300, 24400, 17800},
                "wt", new double[] {2.62, 2.32, 3.44, 3.57, 3.19, 3.44})));
    }

    /** With flat priors the log-density at the maximum is that of the fit. */
    @ParameterizedTest
    @MethodSource("models")
    void aLikelihoodIsThatOfTheFit(Model model) {
        Posterior posterior = Posterior.of(model);
        Fit fit = Mle.of(model).fit();
        double[] values = posterior.unknowns().stream()
                .mapToDouble(p -> fit.parameter(p.name()).value())
                .toArray();
        assertEquals(
                fit.logLikelihood(), posterior.logDensity(values), 1e-9 * Math.max(1, Math.abs(fit.logLikelihood())));
        assertEquals(
                model.names(),
                posterior.unknowns().stream().map(Parameter::name).toList());
    }

    /** Thresholds ascend by distances above zero. */
    @Test
    void thresholdsAreSeparatedByDistances() {
        Model model = ModelFormula.of(LevelFamily.ORDERED_LOGIT, "sat ~ infl")
                .withLevels(List.of("Low", "Medium", "High"))
                .withWeights("freq")
                .on(Datasets.load("housing_satisfaction"))
                .model();
        Posterior posterior = Posterior.of(model, "location.* ~ normal(0, 5)");
        assertEquals("Medium|High - Low|Medium", posterior.unknowns().get(3).name());
        Fit fit = Mle.of(model).fit();
        double[] values = fit.parameters().stream().mapToDouble(e -> e.value()).toArray();
        values[3] -= values[2];
        double prior = Families.normal().at(0, 5).logDensity(values[0])
                + Families.normal().at(0, 5).logDensity(values[1]);
        assertEquals(fit.logLikelihood() + prior, posterior.logDensity(values), 1e-9 * 1800);
        Approximation q = Variational.of(posterior).withTolerance(0.02).fit();
        assertEquals(Outcome.Kind.CONVERGED, q.outcome().kind(), q.outcome().message());
        assertEquals(
                values[0], q.summary().means()[0], 0.2 * fit.parameters().get(0).standardError());
    }

    @Test
    void statementsAndModelsAreTheSameDensity() {
        Table table = Datasets.load("spector_mazzeo");
        Posterior statements = Posterior.of(
                table,
                "grade ~ bernoulli(sigmoid(a + b*gpa))",
                "a ~ normal(0, 10)",
                "b ~ student(scale = 2.5, location = 0, df = 7)");
        Posterior model = Posterior.of(
                ModelFormula.of(Families.bernoulli(), "grade ~ gpa").on(table).model(),
                "probability.(Intercept) ~ normal(0, 10)",
                "probability.gpa ~ student(0, 2.5, 7)");
        assertEquals(model.logDensity(-9, 2.6), statements.logDensity(-9, 2.6), 1e-12 * 20);
    }

    @Test
    void aPatternIsAPriorOfEachUnknownThatFitsIt() {
        Model model = models().get(0);
        Posterior pattern = Posterior.of(model, "probability.* ~ normal(0, s)", "s ~ half-normal(3)");
        Posterior each = Posterior.of(
                model,
                "probability.(Intercept) ~ normal(0, s)",
                "probability.gpa ~ normal(0, s)",
                "probability.tuce ~ normal(0, s)",
                "probability.psi ~ normal(0, s)",
                "s ~ half-normal(3)");
        double[] values = {-3, 1, 0.1, 2, 1.7};
        assertEquals(each.logDensity(values), pattern.logDensity(values), 1e-12 * 40);
        values[3] = 4;
        assertEquals(each.logDensity(values), pattern.logDensity(values), 1e-12 * 40);
    }

    /** Rows of the same group are taken together by their sufficient statistics, and alike ones by their number. */
    @Test
    void groupsOfRowsAddUpToTheirRows() {
        double[] y = new double[60];
        double[] counts = new double[60];
        double[] group = new double[60];
        for (int i = 0; i < y.length; i++) {
            group[i] = i % 3;
            y[i] = 1000 + group[i] + Math.sqrt(i);
            counts[i] = i * i % 7;
        }
        Table table = Table.of(Map.of("y", y, "counts", counts, "group", group));
        Posterior p = Posterior.of(
                table,
                "y ~ normal(m[group], s)",
                "counts ~ negative-binomial(exp(0.01*(m[group] - 1000)), s)",
                "m[group] ~ normal(1000, 10)",
                "s ~ gamma(2, 1)");
        double[] values = {1001, 1003, 1005, 2.5};
        double sum = Families.gamma().at(2, 1).logDensity(2.5);
        for (int g = 0; g < 3; g++) {
            sum += Families.normal().at(1000, 10).logDensity(values[g]);
        }
        for (int i = 0; i < y.length; i++) {
            double m = values[(int) group[i]];
            sum += Families.normal().at(m, 2.5).logDensity(y[i]);
            sum += Families.negativeBinomial()
                    .at(StrictMath.exp(0.01 * (m - 1000)), 2.5)
                    .logDensity(counts[i]);
        }
        assertEquals(sum, p.logDensity(values), 1e-12 * Math.abs(sum));
    }

    @Test
    void unknownsAreNamedByTheirLevels() {
        Posterior p = PosteriorCase.CENTRED.posterior();
        assertEquals("theta[A]", p.unknowns().get(2).name());
        assertEquals(10, p.dimension());
        assertEquals("tau > 0", p.unknowns().get(1).toString());
    }

    @Test
    void rowsWithMissingCellsAreLeftOut() {
        Table table = Table.of("y", new double[] {1, Double.NaN, 2});
        Posterior p = Posterior.of(table, "y ~ normal(m, 1)", "m ~ normal(0, 1)");
        double exact = -1.5 * StrictMath.log(2 * Math.PI) - 2.5;
        assertEquals(exact, p.logDensity(0), 1e-14);
    }

    /** Where the integral of the density is infinite there is no approximation, and it is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "-exp(-x); x real",
                "-log(s); s > 0",
                "-(x + y)^2; x real, y real",
                "0*x; x real",
                "x; x real",
                "log1p(exp(-x^2)); x real"
            })
    void anImproperPosteriorHasNoMaximum(String logDensity, String unknowns) {
        Approximation q = Variational.fit(Posterior.of(logDensity, unknowns));
        assertTrue(!q.outcome().kind().found(), q.outcome().toString());
        assertTrue(Double.isNaN(q.summary().means()[0]));
        assertTrue(q.importance().isEmpty());
    }

    /** No mode, since the density rises without end as s goes to 0, and a first start at which numbers overflow: it is narrowed. */
    @Test
    void aStartIsFoundWhereThereIsNoMode() {
        Posterior posterior = Posterior.of(
                "-4*log(s) - (a^2 + b^2 + c^2 + d^2)/(2*s^2) - s^2/8 + 500*a - exp(500*a)",
                "a real, b real, c real, d real, s > 0");
        Approximation q = Variational.of(posterior).withTolerance(0.05).fit();
        assertTrue(!q.laplace().outcome().kind().found());
        assertEquals(Outcome.Kind.CONVERGED, q.outcome().kind(), q.outcome().message());
    }

    /** Separated data without a prior: the posterior is improper. */
    @Test
    void separationWithoutAPriorIsUnbounded() {
        Table table = Table.of(Map.of("y", new double[] {0, 0, 1, 1}, "x", new double[] {-2, -1, 1, 2}));
        Approximation q = Variational.fit(Posterior.of(
                ModelFormula.of(Families.bernoulli(), "y ~ x - 1").on(table).model()));
        assertEquals(Outcome.Kind.UNBOUNDED, q.outcome().kind(), q.outcome().message());
        Approximation with = Variational.fit(Posterior.of(
                ModelFormula.of(Families.bernoulli(), "y ~ x - 1").on(table).model(), "probability.x ~ normal(0, 3)"));
        assertEquals(
                Outcome.Kind.CONVERGED, with.outcome().kind(), with.outcome().message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "effect ~ normal(mu, error)|statement 'effect ~ normal(mu, error)': mean: formula, column 1: unknown name 'mu'",
                "effect ~ norml(0, 1)|statement 'effect ~ norml(0, 1)': no family 'norml', did you mean 'normal'?",
                "effect ~ normal(0)|statement 'effect ~ normal(0)': normal has the parameters mean, sd, got 1 values",
                "effect ~ poisson(3)|eight_schools, row 3, column 'effect': poisson needs x in 0, 1, ..., got -3.0",
                "effect ~ normal(theta[school], 1)|statement 'effect ~ normal(theta[school], 1)': mean: no unknown 'theta[school]'",
                "effect ~ normal(0, -1)|statement 'effect ~ normal(0, -1)': normal needs sd > 0, got -1.0",
                "mu ~ normal(0, 1)|model: no statement is of data",
                "mu ~ poisson(1)|statement 'mu ~ poisson(1)': an unknown is one real number, poisson is of whole numbers",
                "error ~ uniform(0, 17)|eight_schools, row 8, column 'error': uniform needs 0 <= x <= 17, got 18.0",
                "error ~ uniform(0, b)|statement 'error ~ uniform(0, b)': maximum: formula, column 1: unknown name 'b'",
                "b ~ uniform(0, c)|statement 'b ~ uniform(0, c)': maximum is an end of the domain and must be a number",
                "~ normal(0, 1)|statement '~ normal(0, 1)': expected 'NAME ~ FAMILY(...)'",
                "effect[school] ~ normal(0, 1)|model: 'effect' is a column of eight_schools"
            })
    void refusesWhatIsNoModel(String statement, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Posterior.of(SCHOOLS, statement));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void refusesPriorsThatDontFit() {
        Model gamma = models().get(3);
        refused(
                gamma,
                "statement 'shape ~ normal(0, 5)': shape > 0 is needed, normal has x real",
                "shape ~ normal(0, 5)");
        refused(
                gamma,
                "statement 'shap ~ gamma(1, 1)': no unknown 'shap', did you mean 'shape'?",
                "shap ~ gamma(1, 1)");
        refused(gamma, "model: 'shape' has two priors", "shape ~ gamma(1, 1)", "* ~ lognormal(0, 1)");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Posterior.of(SCHOOLS, "effect ~ normal(0, s)", "s ~ normal(0, 5)"));
        assertTrue(e.getMessage().contains("normal needs sd > 0, the prior of s has real"), e.getMessage());
    }

    private static void refused(Model model, String message, String... priors) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Posterior.of(model, priors));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void refusesUnknownEnds() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Posterior.of(SCHOOLS, "error ~ uniform(0, b)", "b ~ half-normal(50)"));
        assertTrue(e.getMessage().contains("uniform ends at its maximum, which must be a number"), e.getMessage());
        EmpiricalDistribution errors = EmpiricalDistribution.of(SCHOOLS.numeric("error"));
        Model model = new Model(Families.pareto(), errors, List.of(), Map.of());
        refused(model, "posterior: pareto ends at its minimum, which must be given", "shape ~ gamma(1, 1)");
        Posterior given = Posterior.of(new Model(Families.pareto(), errors, List.of(), Map.of("minimum", 9.0)));
        assertEquals(1, given.dimension());
    }

    @Test
    void refusesFamiliesOfVectors() {
        EmpiricalDistribution rows = EmpiricalDistribution.of(List.of(
                Datasets.load("iris").numeric("sepal_length"),
                Datasets.load("iris").numeric("sepal_width")));
        Model model = new Model(Families.mvnormal(2), rows, List.of(), Map.of());
        refused(model, "posterior: expected a family of one column, mvnormal is of 2", "mean1 ~ normal(0, 1)");
    }

    @Test
    void refusesFamiliesThatAreTooLarge() {
        Posterior two = Posterior.of("-x^2 - y^2", "x real, y real");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Variational.of(two).with(NormalFamily.lowRank(1)).fit());
        assertTrue(e.getMessage().startsWith("low-rank: 1 factors of 2 unknowns"), e.getMessage());
    }
}
