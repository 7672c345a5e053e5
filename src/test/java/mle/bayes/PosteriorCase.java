package mle.bayes;

import java.util.List;
import java.util.function.Supplier;
import mle.data.Column;
import mle.data.Datasets;
import mle.data.Table;
import mle.family.Families;
import mle.family.Family;
import mle.model.ModelFormula;

/**
 * A posterior for contracts.
 *
 * @param name its name, as in reference.csv where it is there
 * @param make makes it
 */
record PosteriorCase(String name, Supplier<Posterior> make) {
    static final PosteriorCase NON_CENTRED = statements(
            "eight-schools non-centred",
            Datasets.load("eight_schools"),
            "effect ~ normal(mu + tau*eta[school], error)",
            "mu ~ normal(0, 5)",
            "tau ~ half-cauchy(5)",
            "eta[school] ~ normal(0, 1)");

    static final PosteriorCase CENTRED = statements(
            "eight-schools centred",
            Datasets.load("eight_schools"),
            "effect ~ normal(theta[school], error)",
            "mu ~ normal(0, 5)",
            "tau ~ half-cauchy(5)",
            "theta[school] ~ normal(mu, tau)");

    static final PosteriorCase LOGISTIC = model(
            "spector-mazzeo",
            Families.bernoulli(),
            "grade ~ gpa + tuce + psi",
            Datasets.load("spector_mazzeo"),
            "probability.(Intercept) ~ normal(0, 10)",
            "probability.gpa ~ normal(0, 5)",
            "probability.tuce ~ normal(0, 5)",
            "probability.psi ~ normal(0, 5)");

    /** Those of which reference.csv tells. */
    static final List<PosteriorCase> REFERENCED = List.of(NON_CENTRED, CENTRED, LOGISTIC);

    static final List<PosteriorCase> ALL = List.of(
            NON_CENTRED,
            CENTRED,
            LOGISTIC,
            statements(
                    "one group for two names",
                    Table.of(
                            new Column.Numeric("wins", new double[] {3, 1, 4, 2}),
                            new Column.Numeric("games", new double[] {5, 5, 6, 4}),
                            new Column.Text("home", List.of("a", "b", "c", "a")),
                            new Column.Text("away", List.of("b", "c", "a", "a"))),
                    "wins ~ binomial(games, sigmoid(s[home] - 0.5*r[away] + h))",
                    "s[home] ~ student(0, 1, 4)",
                    "r[away] ~ normal(h, 1)",
                    "h ~ normal(0, 1)"),
            statements(
                    "bounded unknowns",
                    Datasets.load("horse_kicks"),
                    "deaths ~ negative-binomial(m, size = 1/w)",
                    "m ~ uniform(0, 3)",
                    "w ~ beta(1, 2)"),
            model(
                    "both parameters regressed, censored",
                    Families.weibull(),
                    "Surv(weeks, event) ~ treatment",
                    Datasets.load("gehan_6mp"),
                    "scale.* ~ normal(0, spread)",
                    "spread ~ half-normal(3)",
                    "shape ~ uniform(0.1, 8)"),
            new PosteriorCase(
                    "text",
                    () -> Posterior.of(
                            "-x^2/2 - (y - x^2/4)^2 + 3*log(s) - s*(1 + x^2) + log(p)",
                            "x real, y real, s > 0, 0 < p < 2")));

    private static PosteriorCase statements(String name, Table table, String... statements) {
        return new PosteriorCase(name, () -> Posterior.of(table, statements));
    }

    private static PosteriorCase model(String name, Family family, String formula, Table table, String... priors) {
        return new PosteriorCase(
                name,
                () -> Posterior.of(ModelFormula.of(family, formula).on(table).model(), priors));
    }

    Posterior posterior() {
        return make.get();
    }

    @Override
    public String toString() {
        return name;
    }

    static List<PosteriorCase> all() {
        return ALL;
    }

    static List<PosteriorCase> referenced() {
        return REFERENCED;
    }
}
