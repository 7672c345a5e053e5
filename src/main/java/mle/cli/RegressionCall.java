package mle.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.data.DataException;
import mle.data.Suggestion;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.fit.Covariance;
import mle.fit.Fit;
import mle.fit.Regression;
import mle.model.Link;
import mle.model.ModelFormula;
import mle.model.ModelFrame;
import mle.solve.Solver;

/**
 * A call of {@code fit} in which parameters follow columns.
 *
 * @param formula the formula of the main parameter
 * @param families the families, by name
 * @param models the right sides of further formulas, by parameter
 * @param links the links by parameter, that of the main one under the empty name
 * @param fixed values of {@code --fix}
 * @param start values of {@code --start}
 * @param coefficients names and domains of coefficients, empty where there are none
 * @param density the user's own density as it was asked for, empty for families of the library
 * @param levels the levels of the response in order, empty for the sorted order
 * @param counts the columns that say how rows count
 * @param seen the bounds of what could be seen
 * @param solver the solver
 * @param level the level of intervals
 * @param covariance how standard errors are computed, if that is asked for
 * @param dropCollinear whether columns that depend on others are left out
 * @param restarts how often a search goes from each start
 * @param seed the seed of random starts
 */
record RegressionCall(
        String formula,
        List<String> families,
        Map<String, String> models,
        Map<String, Link> links,
        Map<String, Double> fixed,
        Map<String, Double> start,
        String coefficients,
        Optional<Family> density,
        List<String> levels,
        RowCounts counts,
        double[] seen,
        Solver solver,
        double level,
        Optional<Covariance> covariance,
        boolean dropCollinear,
        int restarts,
        long seed) {
    private static final List<String> OPTIONS = List.of("--model", "--link", "--levels", "--drop-collinear");

    /** Whether a call is of a regression: its formula has terms, or an option or a family is only for regressions. */
    static boolean isAsked(Call call, Table table) {
        String model = call.argument(1);
        int tilde = table.has(model.strip()) ? -1 : model.indexOf('~');
        boolean terms = tilde >= 0 && !model.substring(tilde + 1).strip().equals("1");
        boolean counts = !table.has(model.strip()) && model.strip().startsWith("Counts(");
        boolean rows = !table.has(model.strip()) && model.strip().startsWith("cbind(");
        boolean levels = !rows
                && Combinators.parts(call.value("--family", "")).stream()
                        .anyMatch(name -> LevelFamily.find(name).isPresent());
        return terms || counts || levels || OPTIONS.stream().anyMatch(call::has);
    }

    static RegressionCall of(Call call) {
        return of(call, call.argument(1));
    }

    /** A call with another formula. */
    static RegressionCall of(Call call, String formula) {
        boolean own = call.has("--density");
        String parameters = call.value("--parameters", "");
        return new RegressionCall(
                formula,
                own ? List.of("density") : names(call.value("--family", "normal")),
                models(call.values("--model")),
                links(call.values("--link")),
                Question.assignments("--fix", call.values("--fix")),
                Question.assignments("--start", call.values("--start")),
                own ? "" : parameters,
                own ? Optional.of(density(call, parameters)) : Optional.empty(),
                call.has("--levels") ? Combinators.parts(call.value("--levels", "")) : List.of(),
                RowCounts.of(call),
                Question.bounds("--truncate", call.value("--truncate", ",")),
                Question.solver(call.value("--solver", "newton")),
                Question.level(call.value("--level", "0.95")),
                Question.covariance(call),
                call.has("--drop-collinear"),
                Question.count("--restarts", call.value("--restarts", "1")),
                Question.whole("--seed", call.value("--seed", "1")));
    }

    private static List<String> names(String text) {
        return text.equals(Question.ALL) ? Families.names() : Combinators.parts(text);
    }

    private static Family density(Call call, String parameters) {
        Question.checkDensity(
                call.value("--density", ""), parameters, call.value("--support", ""), call.value("--family", ""));
        return Question.own(call.value("--support", "x real"), parameters, call.value("--density", ""));
    }

    private static Map<String, String> models(List<String> texts) {
        Map<String, String> models = new LinkedHashMap<>();
        for (String text : texts) {
            int tilde = text.indexOf('~');
            String parameter = tilde < 0 ? "" : text.substring(0, tilde).strip();
            if (parameter.isEmpty()) {
                throw new IllegalArgumentException("--model: expected \"PARAMETER ~ FORMULA\", got '" + text + "'");
            }
            if (models.put(parameter, text.substring(tilde + 1)) != null) {
                throw new IllegalArgumentException("--model " + parameter + ": given twice");
            }
        }
        return models;
    }

    private static Map<String, Link> links(List<String> texts) {
        Map<String, Link> links = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String parameter = equals < 0 ? "" : text.substring(0, equals).strip();
            if (links.put(parameter, Link.named(text.substring(equals + 1).strip())) != null) {
                throw new IllegalArgumentException(
                        "--link" + (parameter.isEmpty() ? "" : " " + parameter) + ": given twice");
            }
        }
        return links;
    }

    /** The formula for one of the families. */
    ModelFormula formula(String family) {
        ModelFormula made = LevelFamily.find(family)
                .map(f -> ModelFormula.of(f, formula))
                .orElseGet(() -> ModelFormula.of(density.orElseGet(() -> named(family)), formula));
        for (Map.Entry<String, String> e : models.entrySet()) {
            made = made.with(e.getKey(), e.getValue());
        }
        for (Map.Entry<String, Link> e : links.entrySet()) {
            made = made.withLink(e.getKey(), e.getValue());
        }
        for (Map.Entry<String, Double> e : fixed.entrySet()) {
            made = made.withFixed(e.getKey(), e.getValue());
        }
        made = coefficients.isEmpty() ? made : made.withCoefficients(coefficients);
        return made.withLevels(levels)
                .withWeights(counts.frequencies())
                .withSamplingWeights(counts.sampling())
                .withClusters(counts.clusters())
                .withTruncation(seen[0], seen[1]);
    }

    private static Family named(String name) {
        List<String> known = new ArrayList<>(Families.names());
        for (LevelFamily f : LevelFamily.values()) {
            known.add(f.label());
        }
        return Combinators.parse(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no family '" + name + "'" + Suggestion.didYouMean(name, known, " (mle families lists them)")));
    }

    /** What is asked of a fit. */
    UnaryOperator<Regression> manner() {
        return plain -> {
            Regression regression = plain.withSolver(solver)
                    .withLevel(level)
                    .withRestarts(restarts)
                    .withSeed(seed);
            regression = covariance.map(regression::withCovariance).orElse(regression);
            regression = dropCollinear ? regression.withCollinearDropped() : regression;
            for (Map.Entry<String, Double> e : start.entrySet()) {
                regression = regression.withStart(e.getKey(), e.getValue());
            }
            return regression;
        };
    }

    /** The fit of a model. */
    Fit fit(ModelFrame frame) {
        Regression regression = manner().apply(Regression.of(frame.model()));
        try {
            return regression.fit();
        } catch (DataException e) {
            throw e.in(frame.table().name(), frame.response().toString());
        }
    }
}
