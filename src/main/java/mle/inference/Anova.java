package mle.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Families;
import mle.fit.Digits;
import mle.fit.Fit;

/**
 * Likelihood-ratio tests of nested models, each against the one before: twice the gain in log-likelihood is chi-squared with as many
 * degrees of freedom as there are more parameters (Wilks 1938, Ann. Math. Statist. 9, 60-62). Where the smaller model lies on the
 * edge of the larger one's parameters, as a Poisson of a negative binomial, it is so in half of all cases and 0 in the others
 * (Self and Liang 1987, JASA 82, 605-610).
 *
 * <pre>{@code Anova test = Anova.of(model, model.update(". ~ . + age"));}</pre>
 *
 * @param rows one for each model, from small to large
 */
public record Anova(List<Row> rows) {
    /**
     * A model and its test against the one before.
     *
     * @param label what it is called
     * @param parameters how many parameters are estimated
     * @param logLikelihood its log-likelihood
     * @param degrees by how many parameters it is larger than the one before; 0 for the first
     * @param statistic twice the gain in log-likelihood; NaN for the first
     * @param pValue the probability of such a gain or more, if the smaller model holds; NaN for the first
     * @param onEdge whether the smaller model lies on the edge of this one's parameters
     */
    public record Row(
            String label,
            int parameters,
            double logLikelihood,
            int degrees,
            double statistic,
            double pValue,
            boolean onEdge) {}

    /** Copies the list. */
    public Anova {
        rows = List.copyOf(rows);
    }

    /**
     * Tests models against each other, in any order.
     *
     * @throws IllegalArgumentException if they are not of the same rows, one is not nested in the next, or one has no maximum
     */
    public static Anova of(FittedModel... models) {
        return of(Arrays.asList(models));
    }

    /** The same of a list. */
    public static Anova of(List<FittedModel> models) {
        if (models.size() < 2) {
            throw new IllegalArgumentException("anova: needs two models or more, got " + models.size());
        }
        List<FittedModel> sorted = new ArrayList<>(models);
        sorted.forEach(Anova::check);
        sorted.sort((a, b) -> fit(a).estimated() - fit(b).estimated());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            rows.add(i == 0 ? first(sorted.get(0)) : row(sorted.get(i - 1), sorted.get(i)));
        }
        return new Anova(rows);
    }

    private static Fit fit(FittedModel model) {
        return model.fit()
                .orElseThrow(() -> new IllegalArgumentException(
                        "anova: a model from a file has no data to be compared; fit it again"));
    }

    private static void check(FittedModel model) {
        Fit fit = fit(model);
        if (!fit.outcome().kind().found()) {
            throw new IllegalArgumentException("anova: the fit of " + model.label() + " ended as "
                    + fit.outcome().kind().label() + ": " + fit.outcome().message());
        }
        if (fit.data().samplingWeights().length > 0 || fit.data().clusters().length > 0) {
            throw new IllegalArgumentException("anova: there is no likelihood ratio of data with "
                    + (fit.data().clusters().length > 0 ? "clusters" : "sampling weights"));
        }
    }

    private static Row first(FittedModel model) {
        Fit fit = fit(model);
        return new Row(model.label(), fit.estimated(), fit.logLikelihood(), 0, Double.NaN, Double.NaN, false);
    }

    private static Row row(FittedModel small, FittedModel large) {
        sameRows(fit(small).data(), fit(large).data());
        boolean onEdge = new Nesting(small, large).onEdge();
        Fit fit = fit(large);
        int degrees = fit.estimated() - fit(small).estimated();
        if (degrees == 0) {
            throw new IllegalArgumentException("anova: " + small.label() + " and " + large.label()
                    + " have the same number of parameters, " + fit.estimated());
        }
        double statistic = Math.max(0, 2 * (fit.logLikelihood() - fit(small).logLikelihood()));
        double p = statistic == 0 ? 1 : Families.chiSquared().at(degrees).survival(statistic);
        boolean half = onEdge && degrees == 1 && statistic > 0;
        return new Row(
                large.label(), fit.estimated(), fit.logLikelihood(), degrees, statistic, half ? p / 2 : p, onEdge);
    }

    private static void sameRows(EmpiricalDistribution a, EmpiricalDistribution b) {
        if (a.size() != b.size() || a.n() != b.n()) {
            throw new IllegalArgumentException("anova: the models must be of the same rows, got " + a.size() + " and "
                    + b.size() + "; a cell that one of them needs may be missing in some");
        }
        for (int i = 0; i < a.size(); i++) {
            boolean same = a.rowOf(i) == b.rowOf(i) && a.weight(i) == b.weight(i);
            for (int j = 0; j < a.dimension(); j++) {
                same &= b.dimension() == a.dimension()
                        && (a.regions().isPresent()
                                || a.margin(j).value(i) == b.margin(j).value(i));
            }
            if (!same || !sameRegion(a, b, i)) {
                throw new IllegalArgumentException(
                        "anova: the models must be of the same responses, they differ in row " + a.rowOf(i));
            }
        }
    }

    private static boolean sameRegion(EmpiricalDistribution a, EmpiricalDistribution b, int row) {
        if (a.regions().isEmpty() || b.regions().isEmpty()) {
            return a.regions().isEmpty() == b.regions().isEmpty();
        }
        Observations x = a.regions().get();
        Observations y = b.regions().get();
        return x.lower(row) == y.lower(row)
                && x.upper(row) == y.upper(row)
                && x.entry(row) == y.entry(row)
                && x.exit(row) == y.exit(row);
    }

    /** As a table. */
    @Override
    public String toString() {
        int width = Math.max(
                "model".length(),
                rows.stream().mapToInt(r -> r.label.length()).max().orElse(0));
        StringBuilder text = new StringBuilder(Digits.left("model", width));
        for (String head : List.of("parameters", "log-likelihood", "df", "chi-squared", "p-value")) {
            text.append("  ").append(Digits.right(head, 14));
        }
        text.append('\n');
        for (Row r : rows) {
            text.append(Digits.left(r.label, width));
            boolean first = r.degrees == 0;
            List<String> cells = List.of(
                    Integer.toString(r.parameters),
                    Digits.fixed(r.logLikelihood, 6),
                    first ? "" : Integer.toString(r.degrees),
                    first ? "" : Digits.number(r.statistic),
                    first ? "" : Digits.number(r.pValue));
            text.append(cells.stream().map(c -> "  " + Digits.right(c, 14)).collect(Collectors.joining()));
            text.setLength(text.toString().stripTrailing().length());
            text.append(r.onEdge ? "  *\n" : "\n");
        }
        if (rows.stream().anyMatch(Row::onEdge)) {
            text.append(
                    "* the smaller model lies on the edge of the larger one's parameters: of one parameter, the p-value is half"
                            + " of the chi-squared's\n");
        }
        return text.toString();
    }
}
