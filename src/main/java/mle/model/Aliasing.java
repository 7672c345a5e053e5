package mle.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The columns of a design matrix that are linear combinations of columns before them: their coefficients can't be told apart.
 *
 * <p>They are found by Gram and Schmidt's orthogonalisation of the columns in order, each centred and scaled first, made twice
 * (Björck 1996, Numerical Methods for Least Squares Problems, sec. 2.4.5), and only of some rows: what is independent there is
 * so everywhere. A combination found there is then tried on all rows, and rows that contradict it join the others.
 *
 * @param aliases one for each such column, in order
 */
public record Aliasing(List<Alias> aliases) {
    /** The share of its length that a column keeps beside the others if it is one of its own. */
    private static final double OWN = 1e-11;

    /** Errors of this many units in the last place of what is stored are no difference. */
    private static final double STORED = 2 * Math.ulp(1.0);

    /** So many columns are not examined: the time would be that of their number cubed. */
    private static final int MOST_COLUMNS = 4000;

    private static final int SPARE_ROWS = 1000;

    private static final MathContext SHORT = new MathContext(6);

    /**
     * A column and the combination that it is.
     *
     * @param column the column
     * @param combination the coefficients of columns before it, by name; empty for a column of zeros
     */
    public record Alias(String column, Map<String, Double> combination) {
        /** As an equation: {@code c = 2 a - b}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(column).append(" = ");
            combination.forEach((name, factor) -> {
                boolean first = text.length() == column.length() + 3;
                String sign = factor < 0 ? (first ? "-" : " - ") : first ? "" : " + ";
                double size = rounded(Math.abs(factor));
                text.append(sign)
                        .append(size == 1 ? "" : Label.number(size) + " ")
                        .append(name);
            });
            return text.append(combination.isEmpty() ? "0" : "").toString();
        }
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(SHORT).doubleValue();
    }

    /** The aliased columns of a matrix; none are claimed of one with very many columns. */
    public static Aliasing of(DesignMatrix design) {
        int p = design.columns();
        if (p == 0 || p > MOST_COLUMNS) {
            return new Aliasing(List.of());
        }
        TreeSet<Integer> rows = new TreeSet<>();
        int some = Math.min(design.rows(), 2 * p + SPARE_ROWS);
        for (int k = 0; k < some; k++) {
            rows.add((int) ((long) k * design.rows() / some));
        }
        while (true) {
            Columns columns = new Columns(design, rows);
            List<Alias> aliases = new ArrayList<>();
            TreeSet<Integer> against = new TreeSet<>();
            for (int j : columns.dependent()) {
                double[] combination = columns.combination(j);
                against.addAll(contradictions(design, j, combination, some));
                aliases.add(alias(design, j, columns.simple(j, combination), combination));
            }
            if (!rows.addAll(against)) {
                return new Aliasing(List.copyOf(aliases));
            }
        }
    }

    /** The combination in short numbers, where the rows can't tell the difference. */
    private static Alias alias(DesignMatrix design, int column, double[] simple, double[] combination) {
        boolean same = contradictions(design, column, simple, 1).isEmpty();
        double[] shown = same ? simple : combination;
        Map<String, Double> named = new LinkedHashMap<>();
        for (int k = 0; k < column; k++) {
            if (shown[k] != 0) {
                named.put(design.names().get(k), shown[k]);
            }
        }
        return new Alias(design.names().get(column), named);
    }

    /** Rows in which a column is not the combination, at most so many. */
    private static List<Integer> contradictions(DesignMatrix design, int column, double[] combination, int most) {
        double[] difference = combination.clone();
        double[] sizes = new double[difference.length];
        difference[column] = -1;
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = Math.abs(difference[k]);
        }
        DesignMatrix plain = DesignMatrix.of(design.rows(), design.blocks(), design.names());
        double spread = spread(design.column(column));
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < design.rows() && found.size() < most; i++) {
            double terms = size(plain, i, sizes);
            if (!(Math.abs(plain.predictor(i, difference)) <= 100 * OWN * spread + 4 * STORED * terms)) {
                found.add(i);
            }
        }
        return found;
    }

    /** The sum of the sizes of the terms of a combination. */
    private static double size(DesignMatrix design, int row, double[] sizes) {
        double sum = 0;
        int first = 0;
        for (Block block : design.blocks()) {
            if (block instanceof Block.Indicators b) {
                sum += b.codes()[row] < 0 ? 0 : sizes[first + b.codes()[row]];
            } else if (block instanceof Block.Scaled b) {
                sum += b.codes()[row] < 0 ? 0 : sizes[first + b.codes()[row]] * Math.abs(b.values()[row]);
            } else {
                sum += sizes[first] * Math.abs(block.at(row, 0));
            }
            first += block.width();
        }
        return sum;
    }

    private static double spread(double[] column) {
        double least = Arrays.stream(column).min().orElse(0);
        return Arrays.stream(column).max().orElse(0) - least;
    }

    /** Some rows of the columns, orthogonalised in order. */
    private static final class Columns {
        private final double[][] basis;
        private final double[][] triangle;
        private final double[] centre;
        private final double[] factor;
        private final double[] stored; // the errors of storing a column, relative to its centred length
        private final List<Integer> dependent = new ArrayList<>();
        private final int intercept;

        Columns(DesignMatrix design, TreeSet<Integer> rows) {
            int p = design.columns();
            basis = new double[p][];
            triangle = new double[p][p];
            centre = new double[p];
            factor = new double[p];
            stored = new double[p];
            intercept = interceptOf(design);
            double[][] columns = read(design, rows);
            for (int j = 0; j < p; j++) {
                orthogonalise(j, columns[j], j == intercept);
            }
        }

        private static int interceptOf(DesignMatrix design) {
            int first = 0;
            for (Block block : design.blocks()) {
                if (block instanceof Block.Ones) {
                    return first;
                }
                first += block.width();
            }
            return -1;
        }

        private static double[][] read(DesignMatrix design, TreeSet<Integer> rows) {
            double[][] columns = new double[design.columns()][rows.size()];
            int first = 0;
            for (Block block : design.blocks()) {
                int k = 0;
                for (int row : rows) {
                    for (int j = 0; j < block.width(); j++) {
                        columns[first + j][k] = block.at(row, j);
                    }
                    k++;
                }
                first += block.width();
            }
            return columns;
        }

        private void orthogonalise(int j, double[] column, boolean ones) {
            boolean centred = intercept >= 0 && intercept < j;
            double size = length(column);
            centre[j] = centred ? mean(column) : 0;
            for (int i = 0; i < column.length; i++) {
                column[i] -= centre[j];
            }
            double own = length(column);
            stored[j] = own > 0 ? STORED * size / own : 1;
            double allowed = Math.max(OWN, stored[j]);
            factor[j] = own > 0 ? 1 / own : 0;
            for (int i = 0; i < column.length; i++) {
                column[i] *= factor[j];
            }
            for (int round = 0; round < 2; round++) {
                for (int k = 0; k < j; k++) {
                    if (basis[k] != null) {
                        double d = dot(basis[k], column);
                        triangle[k][j] += d;
                        allowed += Math.abs(d) * stored[k];
                        subtract(column, d, basis[k]);
                    }
                }
            }
            double rest = length(column);
            if (!(rest > allowed) && !ones) {
                dependent.add(j);
                return;
            }
            triangle[j][j] = rest;
            for (int i = 0; i < column.length; i++) {
                column[i] /= rest;
            }
            basis[j] = column;
        }

        List<Integer> dependent() {
            return dependent;
        }

        /** The coefficients of the columns before one that make it. */
        double[] combination(int column) {
            double[] c = new double[basis.length];
            for (int k = column - 1; k >= 0; k--) {
                if (basis[k] != null) {
                    double sum = triangle[k][column];
                    for (int m = k + 1; m < column; m++) {
                        sum -= triangle[k][m] * c[m];
                    }
                    c[k] = sum / triangle[k][k];
                }
            }
            for (int k = 0; k < column; k++) {
                c[k] = factor[column] > 0 ? c[k] * factor[k] / factor[column] : 0;
            }
            place(column, c);
            return c;
        }

        /** Puts in the intercept what the centres need. */
        private double place(int column, double[] c) {
            double shift = centre[column];
            double size = Math.abs(shift);
            for (int k = 0; k < column; k++) {
                shift -= c[k] * centre[k];
                size += Math.abs(c[k] * centre[k]);
            }
            if (intercept >= 0 && intercept < column) {
                c[intercept] += shift;
            }
            return size;
        }

        /** The same combination in numbers of a few digits, without what is next to nothing. */
        double[] simple(int column, double[] combination) {
            double[] c = new double[combination.length];
            double most = 0;
            for (int k = 0; k < column; k++) {
                most = Math.max(most, share(k, combination[k]));
            }
            for (int k = 0; k < column; k++) {
                c[k] = k == intercept || share(k, combination[k]) < 1e-9 * most ? 0 : rounded(combination[k]);
            }
            double size = place(column, c);
            if (intercept >= 0 && intercept < column) {
                boolean nothing = Math.abs(c[intercept]) <= 4 * STORED * size;
                c[intercept] = nothing ? 0 : rounded(c[intercept]);
            }
            return c;
        }

        private double share(int column, double coefficient) {
            return factor[column] > 0 ? Math.abs(coefficient) / factor[column] : 0;
        }

        private static double mean(double[] values) {
            double about = values[0];
            double mean = 0;
            for (double value : values) {
                mean += (value - about) / values.length;
            }
            return about + mean;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        private static double length(double[] a) {
            double most = 0;
            for (double v : a) {
                most = Math.max(most, Math.abs(v));
            }
            double sum = 0;
            for (double v : a) {
                sum += most > 0 ? v / most * (v / most) : 0;
            }
            return most * Math.sqrt(sum);
        }

        private static void subtract(double[] from, double times, double[] vector) {
            for (int i = 0; i < from.length; i++) {
                from[i] -= times * vector[i];
            }
        }
    }
}
