package mle.report;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mle.data.Suggestion;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.fit.Estimate;
import mle.model.PredictorFormula;

/** Whether the numbers of a file can be those of a model: what predicts from them must not be wrong without a word. */
final class FileCheck {
    /** What two entries of a covariance that should be the same may differ by, relative to the standard errors: rounding. */
    private static final double ROUNDING = 1e-6;

    private FileCheck() {}

    /** Checks that estimates are those of a family whose parameters follow these formulas. */
    static void requireEstimates(Family family, List<PredictorFormula> formulas, List<Estimate> estimates) {
        Set<String> names = new HashSet<>();
        for (Estimate e : estimates) {
            if (!names.add(e.name())) {
                throw new IllegalArgumentException("parameter '" + e.name() + "' must occur once");
            }
            requireKnown(e.name(), family, formulas);
        }
        for (Parameter p : family.parameters()) {
            if (!p.known() && predictor(p.name(), formulas).isEmpty() && !names.contains(p.name())) {
                throw new IllegalArgumentException("'parameters' must have an estimate of '" + p.name() + "'"
                        + ", which is a parameter of " + family.name() + " and has no predictor, got "
                        + String.join(
                                ", ", estimates.stream().map(Estimate::name).toList()));
            }
        }
    }

    private static void requireKnown(String name, Family family, List<PredictorFormula> formulas) {
        boolean coefficient = formulas.stream()
                .anyMatch(f -> f instanceof PredictorFormula.Nonlinear n
                        ? n.coefficients().stream().anyMatch(c -> c.name().equals(name))
                        : name.startsWith(f.parameter() + "."));
        boolean own =
                family.parameter(name).isPresent() && predictor(name, formulas).isEmpty();
        if (!coefficient && !own) {
            List<String> possible = ModelFile.names(family);
            String known = "parameters of " + family.name() + " are " + String.join(", ", possible);
            throw new IllegalArgumentException("parameter '" + name + "' is neither one of the family nor a coefficient"
                    + " of one of the 'predictors'" + Suggestion.didYouMean(name, possible, "; " + known));
        }
    }

    private static Optional<PredictorFormula> predictor(String parameter, List<PredictorFormula> formulas) {
        return formulas.stream().filter(f -> f.parameter().equals(parameter)).findFirst();
    }

    /** Checks that estimates are numbers, those of parameters of the family inside their domains or on an edge. */
    static void requireNumbers(Family family, List<Estimate> estimates) {
        for (Estimate e : estimates) {
            if (Double.isNaN(e.value())) {
                throw new IllegalArgumentException("the estimate of '" + e.name() + "' must be a number, got null");
            }
            Domain domain = family.parameter(e.name()).map(Parameter::domain).orElse(Domain.REAL);
            if (!(e.value() >= domain.lower() && e.value() <= domain.upper())) {
                throw new IllegalArgumentException("the estimate of '" + e.name() + "' must be between "
                        + domain.lower() + " and " + domain.upper() + ", got " + e.value());
            }
        }
    }

    /** Where each estimate stands in a matrix with these names. */
    static int[] order(List<Estimate> estimates, List<String> names) {
        List<String> expected = estimates.stream().map(Estimate::name).toList();
        boolean same = names.size() == expected.size()
                && names.stream().collect(Collectors.toSet()).equals(Set.copyOf(expected));
        if (!same) {
            throw new IllegalArgumentException("the names of the covariance must be those of the parameters, "
                    + String.join(", ", expected) + ", got " + String.join(", ", names));
        }
        return expected.stream().mapToInt(names::indexOf).toArray();
    }

    /** A covariance put in the order of the estimates; NaN in the rows of what has none. */
    static double[][] covariance(double[][] matrix, int[] order, List<String> names, String who) {
        int p = order.length;
        if (matrix.length != p) {
            throw new IllegalArgumentException(who + " must have " + p + " rows, got " + matrix.length);
        }
        double[][] ordered = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                ordered[i][j] = matrix[order[i]][order[j]];
            }
        }
        for (int i = 0; i < p; i++) {
            if (ordered[i][i] < 0) {
                throw new IllegalArgumentException(who + " must have variances of at least 0, got " + ordered[i][i]
                        + " of '" + names.get(order[i]) + "'");
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                requireSame(ordered, i, j, who + " must be symmetric, got other numbers", order, names);
            }
        }
        return ordered;
    }

    private static void requireSame(double[][] c, int i, int j, String rule, int[] order, List<String> names) {
        double a = c[i][j];
        double b = c[j][i];
        boolean same = a == b
                || Double.isNaN(a) && Double.isNaN(b)
                || Math.abs(a - b) <= ROUNDING * Math.sqrt(c[i][i]) * Math.sqrt(c[j][j]);
        if (!same) {
            throw new IllegalArgumentException(
                    rule + " for '" + names.get(order[i]) + "' and '" + names.get(order[j]) + "', " + a + " and " + b);
        }
    }

    /** Checks the level of intervals. */
    static double level(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("'level' must be between 0 and 1, got " + level);
        }
        return level;
    }
}
