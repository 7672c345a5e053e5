package mle.inference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mle.family.Family;
import mle.family.Limit;
import mle.family.Parameter;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;

/**
 * Whether one model is a special case of another: the same family or a limit of it, and for each parameter a predictor whose columns
 * the other's columns can make, behind the same link.
 */
final class Nesting {
    /**
     * A family that another one is where a shape has a certain value, inside its domain.
     *
     * @param inSmall a parameter of the smaller family
     * @param inLarge the one of the larger family that takes its place: a multiple of it or of its reciprocal
     */
    private record SpecialCase(String small, String large, String inSmall, String inLarge) {
        private static final List<SpecialCase> ALL = List.of(
                new SpecialCase("exponential", "weibull", "rate", "scale"),
                new SpecialCase("exponential", "gamma", "rate", "mean"),
                new SpecialCase("rayleigh", "weibull", "scale", "scale"));

        static Optional<SpecialCase> find(Family a, Family b) {
            return ALL.stream()
                    .filter(s -> s.small.equals(a.name()) && s.large.equals(b.name()))
                    .findFirst();
        }
    }

    private final FittedModel small;
    private final FittedModel large;
    private final boolean onEdge;

    /**
     * Finds how one model lies in another.
     *
     * @throws IllegalArgumentException if it does not
     */
    Nesting(FittedModel small, FittedModel large) {
        this.small = small;
        this.large = large;
        Family a = small.family();
        Family b = large.family();
        Map<String, String> names = new HashMap<>();
        if (same(a, b)) {
            b.parameters().forEach(p -> names.put(p.name(), p.name()));
            this.onEdge = false;
        } else if (SpecialCase.find(a, b).isPresent()) {
            SpecialCase special = SpecialCase.find(a, b).get();
            names.put(special.inLarge, special.inSmall);
            this.onEdge = false;
            checkLog(special);
        } else {
            Limit limit = Stream.concat(
                            b.limits().stream(),
                            b.specialCases().stream().filter(l -> !l.names().isEmpty()))
                    .filter(l -> isOpen(b, l))
                    .filter(l -> same(a, l.family().get())
                            || same(a, l.family().get().regressionForm()))
                    .findFirst()
                    .orElseThrow(() -> notNested("its family is neither that of the other nor a limit of it"));
            limit.names().forEach((theirs, ours) -> names.put(ours, theirs));
            this.onEdge = b.limits().contains(limit);
        }
        for (Parameter p : b.parameters()) {
            if (names.containsKey(p.name())) {
                check(p.name(), names.get(p.name()));
            }
        }
    }

    /** On a logarithmic scale the one parameter is plus or minus the other and a number: an intercept holds the number. */
    private void checkLog(SpecialCase special) {
        Optional<Predictor> p = predictor(small, special.inSmall);
        boolean log = p.isEmpty()
                || p.get().link() == Link.LOG
                        && p.get() instanceof Predictor.Linear q
                        && !q.design().hasOffset();
        if (!log) {
            throw notNested(
                    "where its family is a special case of the other, only predictors with a log link and without"
                            + " offset are compared");
        }
    }

    private static boolean same(Family a, Family b) {
        return a.logDensity().equals(b.logDensity());
    }

    /** Whether the smaller model is one that the parameters of the larger only tend to. */
    boolean onEdge() {
        return onEdge;
    }

    private IllegalArgumentException notNested(String reason) {
        return new IllegalArgumentException(
                "anova: " + small.label() + " is not nested in " + large.label() + ": " + reason);
    }

    private static Optional<Predictor> predictor(FittedModel model, String parameter) {
        return model.made().orElseThrow().frame().flatMap(f -> f.model().predictor(parameter));
    }

    /** Whether no number of the design that is given keeps the larger model from a limit. */
    private boolean isOpen(Family family, Limit limit) {
        return family.parameter(limit.parameter())
                .filter(p -> p.known()
                        && (fixed(large, p.name()).isPresent()
                                || predictor(large, p.name()).isPresent()))
                .isEmpty();
    }

    private static Optional<Double> fixed(FittedModel model, String parameter) {
        Optional<Model> regression = model.made().orElseThrow().frame().map(f -> f.model());
        if (regression.isPresent()) {
            return Optional.ofNullable(regression.get().fixed().get(parameter));
        }
        return model.find(parameter)
                .map(i -> model.estimates().get(i))
                .filter(e -> e.fixed())
                .map(e -> e.value());
    }

    private void check(String inLarge, String inSmall) {
        Optional<Predictor> a = predictor(small, inSmall);
        Optional<Predictor> b = predictor(large, inLarge);
        Optional<Double> heldA = fixed(small, inSmall);
        Optional<Double> heldB = fixed(large, inLarge);
        if (heldB.isPresent()) {
            if (!heldB.equals(heldA)) {
                throw notNested(inLarge + " is held at " + heldB.get() + " in the larger one");
            }
        } else if (b.isEmpty()) {
            if (a.isPresent() && a.get().size() > 0) {
                throw notNested(inLarge + " follows columns in the smaller one alone");
            }
        } else if (b.get() instanceof Predictor.Linear q) {
            check(inLarge, a, heldA, q);
        } else {
            boolean formulas = a.isPresent()
                    && a.get() instanceof Predictor.Nonlinear n
                    && b.get() instanceof Predictor.Nonlinear m
                    && n.formula().equals(m.formula());
            if (!formulas) {
                throw notNested("of formulas with coefficients of their own it can't be told");
            }
        }
    }

    private void check(String name, Optional<Predictor> a, Optional<Double> held, Predictor.Linear q) {
        Span span = new Span(q.design());
        if (a.isEmpty()) {
            double eta = held.map(q.link()::forward).orElse(0.0);
            double[] wanted = offset(q.design());
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = eta - wanted[i];
            }
            if (!span.holds(held.isPresent() ? wanted : ones(q.rows())) || !span.holds(wanted)) {
                throw notNested(name + " is the same in all rows, which the larger one has no intercept for");
            }
            return;
        }
        if (!(a.get() instanceof Predictor.Linear p)) {
            throw notNested("of formulas with coefficients of their own it can't be told");
        }
        if (p.link() != q.link() && (p.size() > 0 || q.size() > 0)) {
            throw notNested(name + " has the link " + p.link().label() + ", in the larger one "
                    + q.link().label());
        }
        for (int j = 0; j < p.size(); j++) {
            boolean there = q.names().contains(p.names().get(j));
            if (!(there && sameColumn(p, q, p.names().get(j)))
                    && !span.holds(p.design().column(j))) {
                throw notNested("the larger one's columns of " + name + " don't make "
                        + p.names().get(j));
            }
        }
        double[] difference = offset(p.design());
        double[] other = offset(q.design());
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= other[i];
        }
        if (!span.holds(difference)) {
            throw notNested("their offsets of " + name + " differ");
        }
    }

    private static boolean sameColumn(Predictor.Linear p, Predictor.Linear q, String name) {
        return Arrays.equals(
                p.design().column(p.names().indexOf(name)),
                q.design().column(q.names().indexOf(name)));
    }

    private static double[] offset(DesignMatrix design) {
        return design.hasOffset() ? design.offset().clone() : new double[design.rows()];
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }
}
