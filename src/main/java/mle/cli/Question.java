package mle.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.data.Suggestion;
import mle.expr.FormulaException;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.fit.Covariance;
import mle.fit.Mle;
import mle.solve.Lbfgs;
import mle.solve.Newton;
import mle.solve.Solver;

/**
 * What the options of {@code fit} ask for, checked as far as that goes without data.
 *
 * @param density the user's own density, empty for a family of the library
 * @param parameters its parameters with domains
 * @param support its support, empty for the default
 * @param families the families asked for; none with a density
 * @param all whether the families are those whose support holds the data
 * @param fixed values of {@code --fix}
 * @param start values of {@code --start}
 * @param solver the solver
 * @param level the level of intervals
 * @param covariance how standard errors are computed, if that is asked for
 * @param restarts how often a search goes from each start
 * @param seed the seed of random starts
 */
record Question(
        String density,
        String parameters,
        String support,
        List<Family> families,
        boolean all,
        Map<String, Double> fixed,
        Map<String, Double> start,
        Solver solver,
        double level,
        Optional<Covariance> covariance,
        int restarts,
        long seed) {
    static final String ALL = "all";

    static Question of(Call call) {
        String density = call.value("--density", "");
        String parameters = call.value("--parameters", "");
        String support = call.value("--support", "");
        String names = call.value("--family", density.isEmpty() ? "normal" : "");
        checkDensity(density, parameters, support, names);
        boolean all = names.equals(ALL);
        Map<String, Double> fixed = assignments("--fix", call.values("--fix"));
        Map<String, Double> start = assignments("--start", call.values("--start"));
        for (String name : start.keySet()) {
            if (fixed.containsKey(name)) {
                throw new IllegalArgumentException("--start " + name + ": the parameter is held by --fix");
            }
        }
        return new Question(
                density,
                parameters,
                support,
                density.isEmpty() ? families(names, all) : List.of(),
                all,
                fixed,
                start,
                solver(call.value("--solver", "newton")),
                level(call.value("--level", "0.95")),
                covariance(call),
                count("--restarts", call.value("--restarts", "1")),
                whole("--seed", call.value("--seed", "1")));
    }

    /** The families to fit to data: those asked for, or the one that the density is. */
    List<Family> families(EmpiricalDistribution data) {
        List<Family> asked = density.isEmpty() ? ofDimension(data.dimension()) : List.of(own(data));
        for (String name : fixed.keySet()) {
            checkKnown("--fix", name, asked);
        }
        for (String name : start.keySet()) {
            checkKnown("--start", name, asked);
        }
        return asked;
    }

    /** The families asked for, those of vectors for so many columns; normal is then multivariate. */
    private List<Family> ofDimension(int dimension) {
        if (all && dimension > 1) {
            return Families.vectorNames().stream()
                    .map(name -> FamiliesVerb.named(name).ofDimension(dimension))
                    .toList();
        }
        return families.stream()
                .map(f -> dimension > 1 && f.name().equals("normal") ? Families.mvnormal(dimension) : f)
                .map(f -> f.ofDimension(dimension))
                .toList();
    }

    /** One family with what is asked of its fit. */
    Mle mle(Family family) {
        Mle mle = Mle.of(family)
                .withSolver(solver)
                .withLevel(level)
                .withRestarts(restarts)
                .withSeed(seed);
        mle = covariance.map(mle::withCovariance).orElse(mle);
        for (Map.Entry<String, Double> e : fixed.entrySet()) {
            mle = family.parameter(e.getKey()).isPresent() ? mle.withFixed(e.getKey(), e.getValue()) : mle;
        }
        for (Map.Entry<String, Double> e : start.entrySet()) {
            mle = family.parameter(e.getKey()).isPresent() ? mle.withStart(e.getKey(), e.getValue()) : mle;
        }
        return mle;
    }

    /** The parameters of a family that have to be fixed and are not. */
    List<String> needed(Family family) {
        return mle(family).needed();
    }

    private Family own(EmpiricalDistribution data) {
        String x = String.join(", ", data.dimension() == 1 ? List.of("x") : places(data.dimension()));
        boolean positive = IntStream.range(0, data.dimension())
                .allMatch(j -> data.margin(j).min() > 0);
        return own(!support.isEmpty() ? support : x + (positive ? " > 0" : " real"), parameters, density);
    }

    private static List<String> places(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(j -> "x" + j).toList();
    }

    /** A density of the user's as a family. */
    static Family own(String support, String parameters, String density) {
        try {
            return Family.of("density", support, parameters, density);
        } catch (FormulaException e) {
            throw new IllegalArgumentException("--density: " + e.getMessage(), e);
        }
    }

    static void checkDensity(String density, String parameters, String support, String names) {
        if (density.isEmpty() && !(parameters.isEmpty() && support.isEmpty())) {
            String option = parameters.isEmpty() ? "--support" : "--parameters";
            throw new IllegalArgumentException(option + " describes a density of your own: give its --density too");
        }
        if (!density.isEmpty() && parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "--density needs its parameters with their domains, as in --parameters \"k > 0, s > 0\"");
        }
        if (!density.isEmpty() && !names.isEmpty()) {
            throw new IllegalArgumentException("--density takes the place of a family: give one of the two");
        }
    }

    private static List<Family> families(String names, boolean all) {
        List<Family> families = new ArrayList<>();
        for (String name : all ? Families.names() : Combinators.parts(names)) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "--family: expected names with commas between them, got '" + names + "'");
            }
            families.add(FamiliesVerb.named(name.strip()));
        }
        return families;
    }

    static Map<String, Double> assignments(String option, List<String> texts) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(option + ": expected PARAMETER=VALUE, got '" + text + "'");
            }
            String name = text.substring(0, equals).strip();
            double value =
                    number(option + " " + name, text.substring(equals + 1).strip());
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException(option + " " + name + ": given twice");
            }
        }
        return values;
    }

    static double number(String who, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(who + ": expected a number, got '" + text + "'", e);
        }
    }

    static double level(String text) {
        double level = number("--level", text);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("--level: must be between 0 and 1, got " + text);
        }
        return level;
    }

    /** Two bounds of which either may be empty, for none. */
    static double[] bounds(String option, String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(option + ": expected LOWER,UPPER, got '" + text + "'");
        }
        double[] bounds = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        for (int k = 0; k < 2; k++) {
            if (!parts[k].isBlank()) {
                bounds[k] = number(option, parts[k].strip());
            }
        }
        if (!(bounds[0] < bounds[1])) {
            throw new IllegalArgumentException(
                    option + ": the lower bound must be below the upper one, got '" + text + "'");
        }
        return bounds;
    }

    /** A count, at least 1. */
    static int count(String who, String text) {
        long value = whole(who, text);
        if (!(value >= 1 && value <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(who + ": must be at least 1, got " + text);
        }
        return (int) value;
    }

    static long whole(String who, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(who + ": expected a whole number, got '" + text + "'", e);
        }
    }

    static Solver solver(String name) {
        return switch (name) {
            case "newton" -> Newton.withDefaults();
            case "lbfgs" -> Lbfgs.withDefaults();
            default ->
                throw new IllegalArgumentException("--solver: no solver '" + name + "'"
                        + Suggestion.didYouMean(name, List.of("newton", "lbfgs"), ", expected newton or lbfgs"));
        };
    }

    /** The covariance asked for; where the data bring sampling weights or clusters, only the sandwich. */
    static Optional<Covariance> covariance(Call call) {
        if (!call.has("--covariance")) {
            return Optional.empty();
        }
        String name = call.value("--covariance", "");
        List<String> known =
                Arrays.stream(Covariance.values()).map(Covariance::label).toList();
        Covariance kind = Arrays.stream(Covariance.values())
                .filter(c -> c.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--covariance: no covariance '" + name + "'"
                        + Suggestion.didYouMean(name, known, ", expected one of " + String.join(", ", known))));
        for (String option : List.of("--sampling-weights", "--cluster")) {
            if (call.has(option) && kind != Covariance.SANDWICH && kind != Covariance.HC1) {
                throw new IllegalArgumentException(
                        "--covariance: with " + option + " it is the sandwich's, got '" + name + "'");
            }
        }
        return Optional.of(kind);
    }

    private static void checkKnown(String option, String parameter, List<Family> families) {
        List<String> known = families.stream()
                .flatMap(f -> f.parameters().stream())
                .map(Parameter::name)
                .distinct()
                .toList();
        if (!known.contains(parameter)) {
            String who = families.size() == 1 ? families.get(0).name() : "any of these families";
            throw new IllegalArgumentException(option + ": no parameter '" + parameter + "' of " + who
                    + Suggestion.didYouMean(parameter, known, ", expected one of " + String.join(", ", known)));
        }
    }
}
