package mle.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Component;
import mle.family.Distribution;
import mle.family.Parameter;

/**
 * A component of a mixture that lies within one interval of censored data: the likelihood is the same wherever in it the
 * component is, and however narrow. It is what a collapse on a value is for exact data, but with a finite likelihood, and says
 * as little of the sample.
 *
 * @param number the component's number, from 1
 * @param component the component
 * @param lower the lower bound of the interval
 * @param upper its upper bound
 * @param row the first row that has it
 */
record Enclosed(int number, Component component, double lower, double upper, int row) {
    /** The share of a component that may lie outside the interval at a maximum. */
    private static final double OUTSIDE = 1e-6;

    /** The same where a search ended at no maximum, on its way to one. */
    private static final double OUTSIDE_YET = 0.1;

    /**
     * A component within an interval of the data, if it is.
     *
     * @param values those of the parameters, in the units of the view
     * @param atMaximum whether they are those of a maximum, or of a place on the way
     */
    static Optional<Enclosed> of(
            int number,
            Component component,
            Map<String, Double> values,
            EmpiricalDistribution data,
            View view,
            boolean atMaximum) {
        Observations rows = data.regions().orElse(null);
        if (rows == null || data.dimension() > 1 || component.family().support().integer()) {
            return Optional.empty();
        }
        List<Parameter> parameters = component.family().parameters();
        double[] own = parameters.stream()
                .mapToDouble(p -> values.get(component.names().get(p.name())))
                .toArray();
        boolean inside = IntStream.range(0, own.length)
                .allMatch(i -> parameters.get(i).domain().contains(own[i]));
        if (!inside) {
            return Optional.empty(); // a search that ran to an edge, in rounding
        }
        Distribution at = component.family().at(own);
        double middle = at.quantile(0.5);
        for (int i = 0; i < rows.size(); i++) {
            double lower = view.inView(rows.lower(i));
            double upper = view.inView(rows.upper(i));
            if (rows.kind(i) == Observations.Kind.INTERVAL
                    && lower < middle
                    && middle < upper
                    && at.cdf(lower) + at.survival(upper) < (atMaximum ? OUTSIDE : OUTSIDE_YET)) {
                return Optional.of(new Enclosed(number, component, rows.lower(i), rows.upper(i), data.rowOf(i)));
            }
        }
        return Optional.empty();
    }

    /** Where it lies, in words. */
    String describe() {
        return "component " + number + " (" + component.family().name() + ") lies within the interval from "
                + Ending.format(lower) + " to " + Ending.format(upper) + " of row " + row + " alone";
    }
}
