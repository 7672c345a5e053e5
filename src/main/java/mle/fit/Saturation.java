package mle.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Turnbull;
import mle.family.Distribution;
import mle.family.Parameter;
import mle.family.Support;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * Whether a search of censored rows or of counts came to a likelihood that no distribution exceeds: that of Turnbull's estimate, of
 * counts that of their shares. Where the
 * estimate leaves values without mass that the family can't but give some, the family comes as close to it as one likes and does
 * not reach it; where it is reached and its intervals tell fewer numbers than there are parameters, these are not told apart.
 */
final class Saturation {
    private static final double REACHED = 1e-6;

    /** Above so many rows, or counts, the estimate takes its time, and a family of a few parameters is far below it. */
    private static final int MOST_ROWS = 500;

    private final Report report;
    private final EmpiricalDistribution data;
    private final Support support;

    private Saturation(Report report) {
        this.report = report;
        this.support = report.asked().support();
        this.data = support.integer() && report.data().regions().isEmpty() ? ofCounts(report.data()) : report.data();
    }

    /** What the fit comes to where a search has the likelihood that no distribution exceeds. */
    static Optional<Outcome> at(Report report, double[] point) {
        return new Saturation(report).outcome(point);
    }

    /** Exact counts as regions, each once; those of several columns as they are. */
    private static EmpiricalDistribution ofCounts(EmpiricalDistribution data) {
        if (data.dimension() > 1) {
            return data;
        }
        EmpiricalDistribution atoms = data.collapsed();
        double[] below = new double[atoms.size()];
        double[] values = new double[atoms.size()];
        double[] weights = new double[atoms.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = atoms.value(i);
            below[i] = values[i] - 1;
            weights[i] = atoms.weight(i);
        }
        return EmpiricalDistribution.of(Observations.between(below, values).weighted(weights));
    }

    private Optional<Outcome> outcome(double[] point) {
        Optional<Observations> rows = data.regions();
        boolean probabilities = support.integer() || !CommonValue.of(data).hasExact();
        if (rows.isEmpty() || !probabilities || data.size() > MOST_ROWS || !seenAlike(rows.get())) {
            return Optional.empty();
        }
        Turnbull any;
        try {
            any = Turnbull.of(data);
        } catch (DataException unfinished) {
            return Optional.empty();
        }
        double reached = report.logLikelihood(report.objective().value(point));
        if (!(reached >= any.logLikelihood() - REACHED)) {
            return Optional.empty();
        }
        Optional<Distribution> family = distribution(point);
        if (family.isEmpty()) {
            return Optional.empty();
        }
        if (leavesOut(any, rows.get(), family.get())) {
            return Optional.of(new Outcome(
                    Kind.NO_MAXIMUM,
                    "the likelihood rises to that which no distribution exceeds (log-likelihood = "
                            + Digits.number(any.logLikelihood())
                            + "), and does not reach it: all values would be counts, or lie in regions, of the data",
                    List.of(),
                    Map.of()));
        }
        return report.plan().free().size() > any.mass().length - 1
                ? Optional.of(new Outcome(
                        Kind.NOT_IDENTIFIED,
                        "the likelihood is that which no distribution exceeds, and parameters in more than one place have it:"
                                + " the data don't tell them apart",
                        List.of(),
                        Map.of()))
                : Optional.empty();
    }

    /** Whether all rows could be seen between the same bounds. */
    private static boolean seenAlike(Observations rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.entry(i) != rows.entry(0) || rows.exit(i) != rows.exit(0)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the family has values, of those that could be seen, in none of the intervals that have mass. */
    private boolean leavesOut(Turnbull any, Observations rows, Distribution family) {
        int last = any.mass().length - 1;
        for (int j = 1; j <= last; j++) {
            if (from(any, j) > any.to()[j - 1]) {
                return true;
            }
        }
        return mayLie(family, rows.entry(0), from(any, 0)) || mayLie(family, any.to()[last], rows.exit(0));
    }

    /** The value above which those of an interval lie, of which a count has its last below it. */
    private double from(Turnbull any, int j) {
        return support.integer() && any.from()[j] == any.to()[j] ? any.from()[j] - 1 : any.from()[j];
    }

    /** Whether values lie between two bounds; logarithms of tails don't vanish where the tails do. */
    private static boolean mayLie(Distribution family, double above, double upTo) {
        boolean below = upTo == Double.POSITIVE_INFINITY || family.logCdf(upTo) > Double.NEGATIVE_INFINITY;
        boolean beyond = above == Double.NEGATIVE_INFINITY || family.logSurvival(above) > Double.NEGATIVE_INFINITY;
        return above < upTo && below && beyond;
    }

    /** The family at a point, if no parameter is on an edge for rounding. */
    private Optional<Distribution> distribution(double[] point) {
        List<Parameter> all = report.asked().family().parameters();
        double[] values = report.plan().report(point);
        double[] theta = new double[all.size()];
        for (int i = 0, k = 0; i < theta.length; i++) {
            String name = all.get(i).name();
            Double held = report.asked().fixed().get(name);
            theta[i] = held == null ? report.moves().inUserUnits(name, values[k++]) : held;
            if (!all.get(i).domain().contains(theta[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(report.asked().family().at(theta));
    }
}
