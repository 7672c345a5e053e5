package mle.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.family.Limit;
import mle.family.Parameter;
import mle.family.UnboundedRegion;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The fit of a family that another becomes at an edge of its parameters, told as a fit of the other: it is the maximum if its
 * likelihood is not below what searches inside came to.
 */
final class LimitFit {
    private static final double NO_LOSS = 1e-6;

    /** Above so many observations an end of a support at an extreme one is no better than a maximum inside. */
    static final double FEW_ROWS = 1000;

    private final Mle asked;
    private final EmpiricalDistribution data;
    private final Optional<UnboundedRegion> withoutBound;
    private final Reached reached;
    private final boolean allLeadThere;
    private final Map<Limit, Optional<Fit>> fits = new HashMap<>();

    /** What searches inside came to; as it stands, that nothing is known of it but the work. */
    @FunctionalInterface
    interface Reached {
        /** What was done in all. */
        Work work();

        default double logLikelihood() {
            return Double.NEGATIVE_INFINITY;
        }

        /** What rounding may have added to the log-likelihood. */
        default double rounding() {
            return 0;
        }

        /** Which of several limits of one likelihood is meant: the one where this is largest. */
        default double nearness(Limit limit) {
            return 0;
        }

        /** Where the searches went. */
        default Map<String, Double> direction() {
            return Map.of();
        }

        /** What else is to be told, in words. */
        default String elsewhere() {
            return "";
        }
    }

    /** The same where a report tells the work and the rest. */
    interface Reported extends Reached {
        Report report();

        @Override
        default Work work() {
            return report().work();
        }

        @Override
        default String elsewhere() {
            return report().elsewhere();
        }
    }

    /** For the limits of a family. */
    LimitFit(Reported reached) {
        Report report = reached.report();
        this.asked = report.asked();
        this.data = report.data();
        List<UnboundedRegion> regions = report.unboundedRegions();
        this.withoutBound = regions.isEmpty() ? Optional.empty() : Optional.of(regions.get(0));
        this.reached = reached;
        this.allLeadThere = report.search().allLeadThere(report.objective().weight());
    }

    /** For a family of which nothing is known inside: its limits, whatever they come to. */
    LimitFit(Mle asked, EmpiricalDistribution data, Reached nothing) {
        this.asked = asked;
        this.data = data;
        this.withoutBound = Optional.empty();
        this.reached = nothing;
        this.allLeadThere = false;
    }

    /** The best of all, if it is not below what was reached. */
    Optional<Fit> best() {
        return best(limit -> true, -NO_LOSS, () -> "");
    }

    /** The best of all, if one at the edge of a parameter is not below what was reached. */
    Optional<Fit> bestIfAt(String parameter, double edge) {
        for (Limit limit : limits()) {
            if (limit.isAt(parameter, edge) && fit(limit, -NO_LOSS).isPresent()) {
                return best();
            }
        }
        return Optional.empty();
    }

    /** The best of those at the edge of a parameter. */
    Optional<Fit> at(String parameter, double edge) {
        return best(limit -> limit.isAt(parameter, edge), -NO_LOSS, () -> "");
    }

    /**
     * The best of those whose support ends at an observation, to which no way leads upwards from everywhere, if it is above a
     * maximum inside.
     *
     * @param inner that maximum, in words
     */
    Optional<Fit> aboveInner(Supplier<String> inner) {
        return best(limit -> !limit.isStill(), NO_LOSS, inner);
    }

    /**
     * The best of those in which components of a mixture vanish, if it is above a maximum inside.
     *
     * @param inner that maximum, in words
     */
    Optional<Fit> withFewerComponents(Supplier<String> inner) {
        int components = asked.family().components().size();
        return components == 0
                ? Optional.empty()
                : best(limit -> limit.family().get().components().size() < components, NO_LOSS, inner);
    }

    /** The same in words, of a likelihood that has no bound elsewhere, so that there is nothing to be preferred. */
    String higher() {
        if (withoutBound.isEmpty() || !asked.family().components().isEmpty() || data.n() > FEW_ROWS) {
            return "";
        }
        return asked.family().limits().stream()
                .filter(limit -> !limit.isStill())
                .flatMap(limit -> fit(limit, NO_LOSS).stream()
                        .map(fit -> "; it is higher (log-likelihood = " + Digits.number(fit.logLikelihood()) + ") as "
                                + limit.way() + ", where the family is "
                                + fit.family().name()))
                .findFirst()
                .orElse("");
    }

    /**
     * The best of all, if it is above a maximum inside where others may be.
     *
     * @param inner that maximum, in words
     */
    Optional<Fit> above(Supplier<String> inner) {
        return best(limit -> true, NO_LOSS, inner);
    }

    private Optional<Fit> best(Predicate<Limit> which, double above, Supplier<String> inner) {
        Limit best = null;
        Fit highest = null;
        for (Limit limit : limits()) {
            Optional<Fit> fit = which.test(limit) ? fit(limit, above) : Optional.empty();
            double gain = fit.isEmpty()
                    ? Double.NEGATIVE_INFINITY
                    : highest == null ? 1 : fit.get().logLikelihood() - highest.logLikelihood();
            boolean nearer = gain > -NO_LOSS && best != null && reached.nearness(limit) > reached.nearness(best);
            if (gain > NO_LOSS || nearer) {
                highest = fit.get();
                best = limit;
            }
        }
        return best == null ? Optional.empty() : Optional.of(told(best, highest, inner.get()));
    }

    /** Its limits, and where it is another family with a singular information, so that a search can't tell a maximum there. */
    private List<Limit> limits() {
        List<Limit> limits = new ArrayList<>(asked.family().limits());
        for (Limit special : asked.family().specialCases()) {
            if (special.singular()) {
                limits.add(special);
            }
        }
        return limits;
    }

    /** A limit of which the likelihood has no bound, so that this one's has none: what its fit says. */
    Optional<Fit> unbounded() {
        for (Limit limit : limits()) {
            Optional<Fit> fit = of(limit).filter(f -> f.outcome().kind() == Kind.UNBOUNDED);
            if (fit.isPresent()) {
                Outcome outcome = fit.get().outcome();
                return Optional.of(nothing(new Outcome(
                        Kind.UNBOUNDED,
                        "as " + limit.way() + " the family becomes "
                                + fit.get().family().name() + ", and of that " + outcome.message(),
                        limit.values().keySet().stream().sorted().toList(),
                        Map.of())));
            }
        }
        return Optional.empty();
    }

    /** That of one limit. */
    Optional<Fit> in(Limit limit) {
        return fit(limit, -NO_LOSS).map(fit -> told(limit, fit, ""));
    }

    /** The fit of the family in a limit, if it has a maximum that is not below what was reached. */
    private Optional<Fit> fit(Limit limit, double above) {
        return of(limit)
                .filter(fit -> fit.outcome().kind().found())
                .filter(fit -> fit.logLikelihood() >= reached.logLikelihood() + above
                        || fit.logLikelihood() >= reached.logLikelihood() - reached.rounding() + above)
                .filter(fit -> !isBelowASpecialCase(fit));
    }

    /**
     * Whether the family has a higher likelihood inside, where it is one that a search finds more easily. Where several searches,
     * begun at that one among others, all led to the limit, it is no more evidence than they are.
     */
    private boolean isBelowASpecialCase(Fit limit) {
        return !allLeadThere
                && asked.family().specialCases().stream()
                        .filter(special -> !special.singular())
                        .flatMap(special -> of(special).stream())
                        .filter(fit -> fit.outcome().kind() == Kind.CONVERGED)
                        .anyMatch(fit -> limit.logLikelihood()
                                < fit.logLikelihood() - NO_LOSS * (1 + Math.abs(fit.logLikelihood())));
    }

    /** The fit of the family in a limit, if it can have the data and keeps what is held; made once. */
    private Optional<Fit> of(Limit limit) {
        return fits.computeIfAbsent(limit, this::make);
    }

    private Optional<Fit> make(Limit limit) {
        if (!limit.names().values().containsAll(asked.fixed().keySet())) {
            return Optional.empty();
        }
        Mle inLimit = asked.inTheSameManner(limit.family().get());
        for (Map.Entry<String, String> e : limit.names().entrySet()) {
            Double held = asked.fixed().get(e.getValue());
            if (held != null) {
                Optional<Parameter> there = inLimit.family().parameter(e.getKey());
                if (there.isEmpty() || !there.get().domain().contains(held)) {
                    return Optional.empty();
                }
                inLimit = inLimit.withFixed(e.getKey(), held);
            }
        }
        try {
            return Optional.of(inLimit.fitTo(data));
        } catch (DataException outside) {
            return Optional.empty(); // the limit can't take all of the data
        }
    }

    private Fit told(Limit limit, Fit fit, String inner) {
        return withoutBound
                .filter(region -> limit.names().isEmpty())
                .map(region -> beyondAll(region, limit, fit))
                .orElseGet(() -> atEdge(limit, fit, inner));
    }

    /**
     * No parameter keeps a value in the limit, and elsewhere the likelihood has no bound: there is nothing that could be called
     * the maximum, but the family to fit can be named.
     */
    private Fit beyondAll(UnboundedRegion region, Limit limit, Fit fit) {
        String estimates =
                fit.parameters().stream().map(e -> e.name() + " = " + e.value()).collect(Collectors.joining(", "));
        List<String> all =
                asked.family().parameters().stream().map(Parameter::name).toList();
        return nothing(new Outcome(
                Kind.NO_MAXIMUM,
                "the likelihood rises, as " + limit.way() + ", to that of a "
                        + fit.family().name() + ", which is the family to fit (" + estimates + ", log-likelihood = "
                        + fit.logLikelihood() + "); it has no bound where " + region.where(),
                all,
                reached.direction()));
    }

    private Fit atEdge(Limit limit, Fit fit, String inner) {
        List<Estimate> estimates = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        for (Parameter p : asked.family().parameters()) {
            int index = -1;
            for (int i = 0; i < fit.family().parameters().size(); i++) {
                if (p.name()
                        .equals(limit.names()
                                .get(fit.family().parameters().get(i).name()))) {
                    index = i;
                }
            }
            from.add(index);
            if (index >= 0) {
                Estimate e = fit.parameters().get(index);
                estimates.add(
                        limit.singular() && !e.fixed()
                                ? Estimate.onEdge(p.name(), e.value())
                                : new Estimate(
                                        p.name(), e.value(), e.standardError(), e.lower(), e.upper(), e.fixed()));
            } else {
                estimates.add(withoutError(p, limit));
            }
        }
        double[][] covariance = new double[from.size()][from.size()];
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < from.size(); j++) {
                covariance[i][j] = limit.singular() || from.get(i) < 0 || from.get(j) < 0
                        ? Double.NaN
                        : fit.covariance(from.get(i), from.get(j));
            }
        }
        return new Fit(
                asked.family(),
                data,
                outcome(limit, fit, inner + reached.elsewhere()),
                estimates,
                asked.covariance(data),
                covariance,
                fit.logLikelihood(),
                asked.level(),
                reached.work());
    }

    private Fit nothing(Outcome outcome) {
        return Fit.without(asked, data, outcome, reached.work());
    }

    /** The outcome where the maximum is that of a family in the limit, which may lie on an edge of its own. */
    private static Outcome outcome(Limit limit, Fit fit, String inside) {
        Outcome inner = fit.outcome();
        List<String> onEdge = new ArrayList<>(limit.values().keySet());
        Collections.sort(onEdge);
        StringJoiner where = new StringJoiner(", ");
        for (String name : onEdge) {
            where.add(name + " = " + Ending.format(limit.values().get(name)));
        }
        String message = "the maximum lies at " + where + ", where the family is "
                + fit.family().name() + itsOwn(limit, fit)
                + (limit.singular() ? "; the information is singular there, and standard errors don't exist" : "");
        if (inner.kind() == Kind.BOUNDARY) {
            inner.parameters().stream()
                    .filter(limit.names()::containsKey)
                    .forEach(name -> onEdge.add(limit.names().get(name)));
            message += "; of that, " + inner.message();
        }
        return new Outcome(Kind.BOUNDARY, message + inside, List.copyOf(onEdge), Map.of());
    }

    /** What the family in the limit has to tell where it has parameters of its own. */
    private static String itsOwn(Limit limit, Fit fit) {
        StringJoiner own = new StringJoiner(", ", " with ", "").setEmptyValue("");
        for (Estimate e : fit.parameters()) {
            if (!limit.names().containsKey(e.name())) {
                own.add(e.name() + " = " + Digits.number(e.value()));
            }
        }
        return own.toString();
    }

    /** A parameter that the family in the limit does not have. */
    private Estimate withoutError(Parameter p, Limit limit) {
        Double held = asked.fixed().get(p.name());
        return held != null
                ? Estimate.held(p.name(), held)
                : Estimate.onEdge(p.name(), limit.values().getOrDefault(p.name(), Double.NaN));
    }
}
