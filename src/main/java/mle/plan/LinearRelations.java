package mle.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mle.expr.Expr;
import mle.expr.Function;

/**
 * Row parts whose means follow from those of two others, so that they need not be summed. For U = 1 + bV, of which the formula
 * takes the logarithm over a shape, with b of parameters alone and V a difference of data and a parameter,
 *
 * <pre>M/Uᵏ = M/Uᵏ⁻¹ - b·MV/Uᵏ.</pre>
 *
 * <p>The difference loses digits where bV is large in all rows. Generalised extreme values have rows on both sides of V = 0, or
 * the likelihood would grow with the location. Of other formulas nothing like that is known, and all their parts are summed.
 */
final class LinearRelations {
    private final List<List<Separation.Term>> outputs;

    /** The first stage that needs a factor, for each. */
    private final Map<Expr, Integer> stages = new HashMap<>();

    /** What the formulas take logarithms over a shape of. */
    private final Set<Expr> powered;

    private final Map<Expr, List<Separation.Term>> known = new HashMap<>();

    private LinearRelations(List<List<Separation.Term>> outputs, int[] sizes, Set<Expr> powered) {
        this.outputs = outputs;
        this.powered = powered;
        stages.put(Expr.ONE, 0);
        int stage = 0;
        for (int i = 0; i < outputs.size(); i++) {
            stage += i < sizes[stage] ? 0 : 1;
            for (Separation.Term term : outputs.get(i)) {
                stages.putIfAbsent(term.factor(), stage);
            }
        }
    }

    /**
     * The same formulas by as few row parts as are needed, none of which a stage has for later ones alone.
     *
     * @param outputs the terms of the formulas, a function and then its derivatives
     * @param sizes how many of the formulas each stage evaluates, and the last one all
     */
    static List<List<Separation.Term>> reduced(List<List<Separation.Term>> outputs, int[] sizes) {
        Set<Expr> powered = new HashSet<>();
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        outputs.get(0).forEach(term -> findPowered(term.factor(), powered, seen));
        return powered.isEmpty() ? outputs : new LinearRelations(outputs, sizes, powered).reduced();
    }

    private static void findPowered(Expr e, Set<Expr> powered, Set<Expr> seen) {
        if (seen.add(e)) {
            e.operands().forEach(operand -> findPowered(operand, powered, seen));
            if (e instanceof Expr.Call c && c.function().equals(Function.LOG1PDIV)) {
                powered.add(c.argument(0).times(c.argument(1)).plus(1));
            }
        }
    }

    private List<List<Separation.Term>> reduced() {
        List<List<Separation.Term>> result = new ArrayList<>();
        for (List<Separation.Term> terms : outputs) {
            List<Separation.Term> all = new ArrayList<>();
            for (Separation.Term term : terms) {
                Separation.Term scale = new Separation.Term(term.coefficient(), Expr.ONE);
                independent(term.factor()).forEach(part -> all.add(scale.times(part)));
            }
            result.add(Separation.Term.gathered(all));
        }
        return result;
    }

    /** A factor by those that are summed. */
    private List<Separation.Term> independent(Expr factor) {
        List<Separation.Term> parts = known.get(factor);
        if (parts == null) {
            parts = relation(factor).orElse(List.of(new Separation.Term(Expr.ONE, factor)));
            known.put(factor, parts);
        }
        return parts;
    }

    private Optional<List<Separation.Term>> relation(Expr factor) {
        if (factor instanceof Expr.Product product) {
            for (int i = 0; i < product.size(); i++) {
                if (product.power(i) <= -1 && powered.contains(product.base(i))) {
                    Optional<List<Separation.Term>> found = byDivisor(factor, product.base(i));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<List<Separation.Term>> byDivisor(Expr factor, Expr divisor) {
        Expr moving = divisor.minus(Expr.ONE);
        Expr difference = difference(moving);
        Expr less = factor.times(divisor);
        Expr more = factor.times(difference);
        if (difference == Expr.ONE || !isSummedWith(less, factor) || !isSummedWith(more, factor)) {
            return Optional.empty();
        }
        List<Separation.Term> parts = new ArrayList<>(independent(less));
        Separation.Term scale = new Separation.Term(moving.over(difference).negate(), Expr.ONE);
        independent(more).forEach(part -> parts.add(scale.times(part)));
        return Optional.of(parts);
    }

    private boolean isSummedWith(Expr factor, Expr other) {
        Integer stage = stages.get(factor);
        return stage != null && stage <= stages.get(other);
    }

    /** The factor of a product that uses data, if it is one difference of data and parameters, else 1. */
    private static Expr difference(Expr e) {
        Expr difference = Expr.ONE;
        if (e instanceof Expr.Product p) {
            for (int i = 0; i < p.size(); i++) {
                if (p.base(i).usesData()) {
                    boolean linear = p.power(i) == 1 && p.base(i) instanceof Expr.Sum s && s.usesParameters();
                    if (difference != Expr.ONE || !linear) {
                        return Expr.ONE;
                    }
                    difference = p.base(i);
                }
            }
        }
        return difference;
    }
}
