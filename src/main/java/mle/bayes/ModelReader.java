package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import mle.data.Column;
import mle.data.DataException;
import mle.data.Table;
import mle.expr.Expr;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.model.Coding;

/** Reads the statements of a model: which of them are of data and which are priors, which unknowns there are and where they live. */
final class ModelReader {
    private final Table table;
    private final Scope scope = new Scope();
    private final Densities densities = new Densities(scope);
    private final List<Term> terms = new ArrayList<>();
    private final List<String> flat = new ArrayList<>();
    private final List<String> columns;

    /** A reader of models of a table. */
    ModelReader(Table table) {
        this.table = table;
        this.columns = table.columns().stream()
                .filter(c -> c instanceof Column.Numeric)
                .map(Column::name)
                .toList();
    }

    /** The posterior of statements, of which each that has a column on its left is of data. */
    Posterior read(List<String> texts) {
        List<Statement> statements = new ArrayList<>();
        for (String text : texts) {
            if (text.indexOf('~') < 0) {
                for (Parameter unknown : Parameter.parse(text)) {
                    add(unknown);
                    flat.add(unknown.name());
                }
            } else {
                statements.add(Statement.parse(text));
            }
        }
        for (Statement s : statements) {
            if (!isOfData(s)) {
                add(block(s));
            }
        }
        for (Statement s : statements) {
            terms.add(
                    isOfData(s)
                            ? likelihood(s)
                            : densities.prior(s, List.of(scope.blocks().get(place(s)))));
        }
        if (terms.stream().noneMatch(t -> t.role() == Term.Role.LIKELIHOOD)) {
            throw new IllegalArgumentException(
                    "model: no statement is of data: expected one such as 'y ~ normal(mu, 1)'" + " of a column of "
                            + table.name());
        }
        return new Posterior(scope.unknowns(), terms, flat);
    }

    private boolean isOfData(Statement s) {
        return s.index().isEmpty() && table.has(s.left());
    }

    // ---- unknowns ----

    private void add(Parameter unknown) {
        add(Block.single(unknown, scope.size()));
    }

    private void add(Block block) {
        if (table.has(block.name())) {
            throw new IllegalArgumentException(
                    "model: '" + block.name() + "' is a column of " + table.name() + ", an unknown needs another name");
        }
        scope.add(block);
    }

    private Block block(Statement s) {
        if (!s.left().matches("[A-Za-z_][A-Za-z_0-9.]*")) {
            throw s.wrong("expected a column or the name of an unknown before '~', got '" + s.left() + "'");
        }
        List<String> levels = s.index().isEmpty() ? List.of() : Coding.Levels.of(table.column(s.index()));
        return new Block(s.left(), s.index(), levels, s.domain(), scope.size());
    }

    private int place(Statement s) {
        String text = s.index().isEmpty() ? s.left() : s.left() + "[" + s.index() + "]";
        return scope.blocks().stream().map(Block::text).toList().indexOf(text);
    }

    // ---- terms ----

    private Term likelihood(Statement s) {
        Family family = s.call().family();
        if (family.columns().size() > 1) {
            throw s.wrong(family.name() + " is of vectors, a statement is of one column");
        }
        Expr.Symbol x = Expr.data(s.left(), family.support().sign());
        Expr formula = densities.of(s, x, columns);
        List<Block> locals = scope.in(formula);
        Set<String> needed = new LinkedHashSet<>();
        formula.symbols().stream()
                .filter(symbol -> symbol.kind() == Expr.Kind.DATA)
                .forEach(symbol -> needed.add(symbol.name()));
        needed.add(s.left());
        locals.stream().filter(b -> !b.index().isEmpty()).forEach(b -> needed.add(b.index()));
        Table rows = complete(needed);
        checkSupport(s, rows);
        Map<String, double[]> data = new HashMap<>();
        formula.symbols().stream()
                .filter(symbol -> symbol.kind() == Expr.Kind.DATA)
                .forEach(symbol ->
                        data.put(symbol.name(), rows.numeric(symbol.name()).values()));
        List<Local> coordinates = new ArrayList<>();
        for (Block b : locals) {
            coordinates.add(new Local.Gathered(b.index().isEmpty() ? b.coordinates() : coded(b, rows)));
        }
        return RowTerm.of(
                Term.Role.LIKELIHOOD,
                formula,
                Densities.symbols(locals),
                coordinates,
                new RowData(rows.rows(), data, new double[0]));
    }

    private Table complete(Set<String> needed) {
        Table selected = table.select(needed);
        int[] kept = IntStream.range(0, table.rows())
                .filter(row -> needed.stream().noneMatch(c -> table.column(c).isMissing(row)))
                .toArray();
        if (kept.length == 0) {
            throw new DataException(table.name() + ": expected at least one row without missing cells, got none");
        }
        return kept.length == table.rows() ? selected : selected.rows(kept);
    }

    private void checkSupport(Statement s, Table rows) {
        Support support = s.call().family().support().with(ends(s));
        double[] values = rows.numeric(s.left()).values();
        for (int row = 0; row < values.length; row++) {
            if (!support.contains(values[row])) {
                throw new DataException(table.name() + ", row " + rows.rowNumber(row) + ", column '" + s.left() + "': "
                        + s.call().family().name() + " needs " + support + ", got " + values[row]);
            }
        }
    }

    /** The parameters that are ends of the support, which must be numbers, or columns if they are numbers of the design. */
    private static Map<String, Double> ends(Statement s) {
        Map<String, Double> ends = new HashMap<>();
        for (String end : s.call().family().support().ends()) {
            OptionalDouble number = s.argument(end);
            number.ifPresent(value -> ends.put(end, value));
            if (number.isEmpty()
                    && !s.call().family().parameter(end).orElseThrow().known()) {
                throw s.wrong(
                        s.call().family().name() + " ends at its " + end
                                + ", which must be a number: the density of an unknown end jumps, no normal distribution is near it");
            }
        }
        return ends;
    }

    private static int[] coded(Block block, Table rows) {
        int[] codes = new Coding.Levels(block.text(), block.index(), block.levels()).codes(rows);
        return Arrays.stream(codes).map(code -> block.first() + code).toArray();
    }
}
