package mle.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import mle.data.Table;

/**
 * Terms with all that they took from the data of a fit: it makes the design matrix of that fit, and of other data the matrix
 * whose columns mean the same.
 *
 * <p>A factor stands in a term by its contrasts with the first level if the term without it is among the terms before, the
 * intercept counting as the empty one, else by an indicator for each level (Chambers and Hastie 1992, Statistical Models in S,
 * sec. 2.4.1). Without an intercept the first factor has an indicator for each level.
 */
public final class Encoding {
    /** The most columns that a matrix may have. */
    private static final int MOST_COLUMNS = 1_000_000;

    /** A term, and which of its factors have an indicator for each level. */
    private record Coded(List<Coding> codings, Set<Coding> full) {}

    private final Terms terms;
    private final List<Coded> coded;
    private final List<Coding> offsets;

    private Encoding(Terms terms, List<Coded> coded, List<Coding> offsets) {
        this.terms = terms;
        this.coded = coded;
        this.offsets = offsets;
    }

    /** The encoding that terms take from data without missing cells. */
    public static Encoding of(Terms terms, Table table) {
        return of(terms, v -> Coding.of(v, table));
    }

    /**
     * The encoding that terms had for earlier data.
     *
     * @param levels the levels of factors, by their labels
     * @param bases the functions of columns, by their labels, where they are not the columns themselves
     */
    public static Encoding of(Terms terms, Map<String, List<String>> levels, Map<String, Basis> bases) {
        return of(terms, v -> Coding.of(v, levels.get(v.label()), bases.getOrDefault(v.label(), new Basis.Itself())));
    }

    private static Encoding of(Terms terms, Function<Variable, Coding> constants) {
        Map<Variable, Coding> codings = new LinkedHashMap<>();
        List<Coded> coded = new ArrayList<>();
        List<Set<Variable>> before = new ArrayList<>();
        boolean pending = !terms.hasIntercept();
        for (List<Variable> term : terms.list()) {
            List<Coding> parts = new ArrayList<>();
            Set<Coding> full = new HashSet<>();
            for (Variable variable : term) {
                Coding coding = codings.computeIfAbsent(variable, constants);
                parts.add(coding);
                if (coding instanceof Coding.Levels) {
                    if (pending || !isMarginal(term, variable, before)) {
                        full.add(coding);
                    }
                    pending = false;
                }
            }
            coded.add(new Coded(parts, full));
            before.add(new HashSet<>(term));
        }
        List<Coding> offsets = terms.offsets().stream().map(constants).toList();
        return new Encoding(terms, coded, offsets);
    }

    /** Whether a term without one of its variables is part of an earlier term or empty. */
    private static boolean isMarginal(List<Variable> term, Variable without, List<Set<Variable>> before) {
        Set<Variable> rest = new LinkedHashSet<>(term);
        rest.remove(without);
        return rest.isEmpty() || before.stream().anyMatch(earlier -> earlier.containsAll(rest));
    }

    /** The variables with the constants that they took from data, offsets among them. */
    public List<Coding> codings() {
        Set<Coding> all = new LinkedHashSet<>();
        coded.forEach(c -> all.addAll(c.codings));
        all.addAll(offsets);
        return List.copyOf(all);
    }

    /** The terms. */
    public Terms terms() {
        return terms;
    }

    /**
     * The design matrix of a table without missing cells in the columns used.
     *
     * @throws mle.data.DataException if a column is missing, a level is not one of the fit, or a computed value is not finite
     */
    public DesignMatrix matrix(Table table) {
        List<Block> blocks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (terms.hasIntercept()) {
            blocks.add(new Block.Ones(table.rows()));
            names.add("(Intercept)");
        }
        Map<Coding, Object> values = new LinkedHashMap<>();
        for (Coded term : coded) {
            for (Coding coding : term.codings) {
                values.computeIfAbsent(
                        coding,
                        c -> c instanceof Coding.Levels l ? l.codes(table) : ((Coding.Numbers) c).columns(table));
            }
            add(term, values, table.rows(), blocks, names);
        }
        DesignMatrix matrix = DesignMatrix.of(table.rows(), blocks, names);
        return offsets.isEmpty() ? matrix : matrix.withOffset(offset(table));
    }

    private double[] offset(Table table) {
        double[] sum = new double[table.rows()];
        for (Coding offset : offsets) {
            double[] values = ((Coding.Numbers) offset).columns(table)[0];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        return sum;
    }

    /** The blocks of a term: for each combination of its numeric columns, all combinations of its factors' levels. */
    private static void add(Coded term, Map<Coding, Object> values, int rows, List<Block> blocks, List<String> names) {
        List<Coding.Levels> factors = new ArrayList<>();
        List<Coding.Numbers> numbers = new ArrayList<>();
        for (Coding coding : term.codings) {
            if (coding instanceof Coding.Levels l) {
                factors.add(l);
            } else {
                numbers.add((Coding.Numbers) coding);
            }
        }
        int[] codes = factors.isEmpty() ? new int[0] : codes(factors, term.full, values, rows);
        List<int[]> levels =
                combinations(factors.stream().mapToInt(f -> width(f, term.full)).toArray());
        List<int[]> columns =
                combinations(numbers.stream().mapToInt(v -> v.names().size()).toArray());
        for (int[] column : columns) {
            double[] product = product(numbers, column, values);
            if (factors.isEmpty()) {
                blocks.add(new Block.Dense(product));
            } else {
                blocks.add(
                        numbers.isEmpty()
                                ? new Block.Indicators(codes, levels.size())
                                : new Block.Scaled(codes, levels.size(), product));
            }
            for (int[] level : levels) {
                names.add(name(term, level, column));
            }
            checkWidth(names.size());
        }
    }

    private static void checkWidth(long columns) {
        if (columns > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "formula: its terms have more than " + MOST_COLUMNS + " columns, which is too many");
        }
    }

    private static int width(Coding.Levels factor, Set<Coding> full) {
        return factor.levels().size() - (full.contains(factor) ? 0 : 1);
    }

    /** All tuples of numbers below given ones, the first running fastest. */
    private static List<int[]> combinations(int[] widths) {
        long count = 1;
        for (int width : widths) {
            count *= width;
            checkWidth(count);
        }
        List<int[]> all = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int[] tuple = new int[widths.length];
            int rest = k;
            for (int j = 0; j < tuple.length; j++) {
                tuple[j] = rest % widths[j];
                rest /= widths[j];
            }
            all.add(tuple);
        }
        return all;
    }

    /** For each row the number of its combination of levels, the first factor running fastest; -1 at a baseline. */
    private static int[] codes(List<Coding.Levels> factors, Set<Coding> full, Map<Coding, Object> values, int rows) {
        int[] codes = new int[rows];
        int stride = 1;
        for (Coding.Levels factor : factors) {
            int[] own = (int[]) values.get(factor);
            int baseline = full.contains(factor) ? 0 : 1;
            for (int i = 0; i < rows; i++) {
                int level = own[i] - baseline;
                codes[i] = codes[i] < 0 || level < 0 ? -1 : codes[i] + stride * level;
            }
            stride *= width(factor, full);
        }
        return codes;
    }

    private static double[] product(List<Coding.Numbers> numbers, int[] column, Map<Coding, Object> values) {
        double[] product = new double[0];
        for (int j = 0; j < column.length; j++) {
            double[] factor = ((double[][]) values.get(numbers.get(j)))[column[j]];
            if (j == 0) {
                product = factor;
            } else {
                double[] before = product;
                product = new double[factor.length];
                Arrays.setAll(product, i -> before[i] * factor[i]);
            }
        }
        return product;
    }

    private static String name(Coded term, int[] level, int[] column) {
        List<String> parts = new ArrayList<>();
        int factor = 0;
        int number = 0;
        for (Coding coding : term.codings) {
            if (coding instanceof Coding.Levels l) {
                int baseline = term.full.contains(l) ? 0 : 1;
                parts.add(l.label() + l.levels().get(level[factor++] + baseline));
            } else {
                parts.add(((Coding.Numbers) coding).names().get(column[number++]));
            }
        }
        return String.join(":", parts);
    }
}
