package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.family.Family;
import mle.family.Parameter;

/** From statements to formulas and terms. */
final class Densities {
    private final Scope scope;

    Densities(Scope scope) {
        this.scope = scope;
    }

    /** The distribution of x as a formula, its parameters replaced by what stands for them. */
    Expr of(Statement s, Expr x, List<String> names) {
        Family family = s.call().family();
        Map<Expr, Expr> values = new HashMap<>();
        for (int k = 0; k < family.parameters().size(); k++) {
            Parameter p = family.parameters().get(k);
            String text = s.call().arguments().get(k);
            Expr value = scope.read(s.wrong(p.name()).getMessage(), text, names);
            check(s, p, value);
            values.put(p.symbol(), value);
        }
        return family.support().at(family.logDensity(), x).replace(symbol -> values.getOrDefault(symbol, symbol));
    }

    private void check(Statement s, Parameter p, Expr value) {
        if (value instanceof Expr.Constant c && !p.domain().contains(c.value())) {
            throw s.wrong(s.call().family().name() + " needs " + p + ", got " + c.value());
        }
        for (Block block : scope.blocks()) {
            if (block.value().equals(value) && !p.domain().contains(block.domain())) {
                throw s.wrong(s.call().family().name() + " needs " + p + ", the prior of " + block.text() + " has "
                        + block.domain());
            }
        }
    }

    /**
     * The prior of unknowns, one row for each; what other unknowns it names must be single, or be of the same levels.
     */
    Term prior(Statement s, List<Block> of) {
        Expr.Symbol itself = of.get(0).coordinate();
        Expr formula = of(s, of.get(0).domain().fromLine(itself), List.of());
        List<Block> locals = new ArrayList<>(scope.in(formula));
        if (!locals.contains(of.get(0))) {
            locals.add(of.get(0));
        }
        int rows = of.stream().mapToInt(Block::size).sum();
        List<Local> coordinates = new ArrayList<>();
        for (Block b : locals) {
            if (b.equals(of.get(0))) {
                coordinates.add(new Local.Gathered(of.stream()
                        .flatMapToInt(o -> Arrays.stream(o.coordinates()))
                        .toArray()));
            } else if (b.index().isEmpty() || b.index().equals(s.index())) {
                coordinates.add(new Local.Gathered(b.coordinates()));
            } else {
                throw s.wrong(
                        "'" + b.text() + "' is not the same for all, and not of the levels of '" + s.left() + "'");
            }
        }
        return new RowTerm(Term.Role.PRIOR, formula, symbols(locals), coordinates, RowData.none(rows));
    }

    /** The symbols of the coordinates of unknowns. */
    static List<Expr.Symbol> symbols(List<Block> blocks) {
        return blocks.stream().map(Block::coordinate).toList();
    }
}
