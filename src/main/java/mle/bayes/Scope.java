package mle.bayes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mle.data.Suggestion;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.FormulaException;
import mle.family.Parameter;

/** The names that the formulas of a model may use: unknowns, {@code theta[school]} among them, and columns of data. */
final class Scope {
    private static final Pattern INDEXED =
            Pattern.compile("([A-Za-z_][A-Za-z_0-9.]*)\\s*\\[\\s*([A-Za-z_][^\\[\\]]*?)\\s*\\](?!\\s*\\()");

    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private int size;

    /** Adds unknowns. */
    void add(Block block) {
        if (blocks.put(block.text(), block) != null) {
            throw new IllegalArgumentException("model: '" + block.text() + "' has two priors, one is needed");
        }
        size += block.size();
    }

    /** How many unknowns there are. */
    int size() {
        return size;
    }

    List<Block> blocks() {
        return List.copyOf(blocks.values());
    }

    /** The unknowns that a formula names, in the order of the model. */
    List<Block> in(Expr formula) {
        Set<Expr.Symbol> symbols = new HashSet<>(formula.symbols());
        return blocks.values().stream()
                .filter(b -> symbols.contains(b.coordinate()))
                .toList();
    }

    /** All unknowns, in order. */
    List<Parameter> unknowns() {
        return blocks.values().stream().flatMap(b -> b.unknowns().stream()).toList();
    }

    /**
     * Reads a formula.
     *
     * @param columns the data columns that it may name
     * @throws IllegalArgumentException if it is none, or names something else; the message begins with {@code who}
     */
    Expr read(String who, String text, Iterable<String> columns) {
        Map<String, Expr> names = new HashMap<>();
        for (Block block : blocks.values()) {
            if (block.index().isEmpty()) {
                names.put(block.name(), block.value());
            }
        }
        columns.forEach(column -> names.put(column, Expr.data(column)));
        Matcher indexed = INDEXED.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (indexed.find()) {
            // A name as long as what it stands for, so that messages point at the right place.
            String name = indexed.group().replaceAll("[^A-Za-z_0-9.]", "_");
            names.put(name, indexed(who, indexed.group(1), indexed.group(2)).value());
            indexed.appendReplacement(plain, name);
        }
        indexed.appendTail(plain);
        try {
            return Formula.parse(plain.toString(), names);
        } catch (FormulaException e) {
            throw new IllegalArgumentException(who + ": " + e.getMessage(), e);
        }
    }

    private Block indexed(String who, String name, String index) {
        String text = name + "[" + index + "]";
        Block block = blocks.get(text);
        if (block == null) {
            List<String> known = new ArrayList<>(blocks.keySet());
            throw new IllegalArgumentException(who + ": no unknown '" + text + "'"
                    + Suggestion.didYouMean(text, known, ", it needs a prior: '" + text + " ~ normal(0, 1)'"));
        }
        return block;
    }
}
