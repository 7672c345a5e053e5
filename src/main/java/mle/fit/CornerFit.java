package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mle.data.EmpiricalDistribution;
import mle.family.Corners;
import mle.family.Parameter;
import mle.model.Model;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The fit of a family whose density is made of straight lines, such as a trapezoidal one: its corners lie at observations, where the
 * likelihood has kinks, or coincide. The information on an end to which the density falls in a straight line is infinite (Smith 1985,
 * Biometrika 72, 67-90), so that nothing has a standard error.
 */
final class CornerFit {
    private static final double A_MATTER_OF_ROUNDING = 1e-6;

    private final Mle asked;
    private final EmpiricalDistribution data;
    private final List<Parameter> parameters;
    private final long began;

    private CornerFit(Mle asked, EmpiricalDistribution data, long began) {
        this.asked = asked;
        this.data = data;
        this.parameters = asked.family().parameters();
        this.began = began;
    }

    /**
     * The fit, if the family has such corners and one of its parameters is to be estimated.
     *
     * @throws IllegalArgumentException of censored or truncated data, of which corners lie elsewhere
     */
    static Optional<Fit> of(Mle asked, EmpiricalDistribution data, long began) {
        CornerFit fit = new CornerFit(asked, data, began);
        if (asked.family().corners().isEmpty() || fit.free().isEmpty()) {
            return Optional.empty();
        }
        if (data.regions().isPresent()) {
            throw new IllegalArgumentException(asked.family().name()
                    + ": is fitted to exact values only; of censored or truncated data "
                    + String.join(", ", fit.free()) + " must be given ("
                    + fit.free().stream().map(name -> "--fix " + name + "=...").collect(Collectors.joining(" "))
                    + ")");
        }
        return asked.family()
                .corners()
                .map(search -> search.among(data, asked.fixed()))
                .map(fit::at);
    }

    /**
     * Refuses a regression.
     *
     * @throws IllegalArgumentException if a parameter of such a family follows a predictor
     */
    static void refuse(Model model) {
        if (model.family().corners().isPresent()) {
            throw new IllegalArgumentException(model.family().name()
                    + ": the corners of its density lie at observations, they can't follow a predictor");
        }
    }

    private List<String> free() {
        return parameters.stream()
                .map(Parameter::name)
                .filter(name -> !asked.fixed().containsKey(name))
                .toList();
    }

    private Fit at(Corners corners) {
        Work work = Work.withoutSearch("search of corners", began);
        if (Double.isInfinite(corners.logLikelihood())) {
            return Fit.without(
                    asked,
                    data,
                    new Outcome(
                            Kind.UNBOUNDED,
                            "all data are " + Ending.format(data.value(0)) + ": the likelihood grows without end as "
                                    + String.join(", ", free()) + " come close to that",
                            free(),
                            Map.of()),
                    work);
        }
        List<Estimate> estimates = new ArrayList<>();
        double[][] covariance = new double[parameters.size()][];
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            double value = corners.values()[i];
            estimates.add(asked.fixed().containsKey(name) ? Estimate.held(name, value) : Estimate.onEdge(name, value));
            covariance[i] = Report.nan(parameters.size());
        }
        return new Fit(
                asked.family(),
                data,
                outcome(corners),
                estimates,
                asked.covariance(data),
                covariance,
                corners.logLikelihood(),
                asked.level(),
                work);
    }

    private Outcome outcome(Corners corners) {
        List<String> places = new ArrayList<>();
        List<String> onEdge = new ArrayList<>();
        double[] values = corners.values();
        for (int from = 0, to; from < values.length; from = to) {
            to = from + 1;
            while (to < values.length && values[to] == values[from]) {
                to++;
            }
            List<String> names =
                    parameters.subList(from, to).stream().map(Parameter::name).toList();
            boolean estimated = names.stream().anyMatch(free()::contains);
            if (estimated && (names.size() > 1 || isCorner(names.get(0)))) {
                places.add(String.join(" = ", names) + " = " + Ending.format(values[from]));
            }
            if (names.size() > 1) {
                names.stream().filter(free()::contains).forEach(onEdge::add);
            }
        }
        String where = (onEdge.isEmpty() ? "maximum at corners" : "maximum with corners that coincide")
                + (places.isEmpty() ? "" : ", where " + String.join(" and ", places))
                + (corners.special().isEmpty() ? "" : ": " + corners.special());
        String proof = corners.shortfall() > A_MATTER_OF_ROUNDING
                ? "; the search ended before all corners were compared: others may be higher, by at most "
                        + Ending.format(corners.shortfall()) + " in the log-likelihood"
                : "; the highest of all";
        return new Outcome(
                onEdge.isEmpty() ? Kind.CONVERGED : Kind.BOUNDARY,
                where + proof
                        + "; standard errors don't exist, for corners are at observations and the information on ends"
                        + " is infinite",
                onEdge,
                Map.of());
    }

    private boolean isCorner(String name) {
        return asked.family().kinks().stream().anyMatch(p -> p.name().equals(name));
    }
}
