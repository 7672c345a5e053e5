package mle.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.parallel.Crew;
import mle.plan.LinearTerms;

/**
 * Columns made orthogonal, X = QR by Gram and Schmidt's method in their order, each column twice (Björck 1996, Numerical
 * Methods for Least Squares Problems, sec. 2.4.5): for columns that nearly depend on each other, such as high powers, where
 * products of the columns as they are lose the digits. A column that depends on those before it has no part of its own.
 */
final class Orthogonalisation implements ColumnMap {
    /** A part of its own below this share of a column is rounding. */
    private static final double DEPENDENT = 1e-13;

    private final Standardisation standard;
    private final double[][] q;
    private final double[][] r;
    private final Map<Integer, double[]> dependent = new LinkedHashMap<>();

    private Orthogonalisation(Standardisation standard) {
        this.standard = standard;
        double[][] columns = standard.columns();
        int p = columns.length;
        this.q = new double[p][];
        this.r = new double[p][p];
        for (int j = 0; j < p; j++) {
            add(j, columns[j]);
        }
    }

    /** The orthogonal columns of a matrix. */
    static Orthogonalisation of(Standardisation standard) {
        return new Orthogonalisation(standard);
    }

    /** Takes out of a column what those before it hold, and scales the rest to mean square one. */
    private void add(int j, double[] column) {
        double whole = size(column);
        double stored = standard.storedWithin(j);
        for (int round = 0; round < 2; round++) {
            for (int k = 0; k < j; k++) {
                if (q[k] != null) {
                    double share = dot(q[k], column) / column.length;
                    r[k][j] += share;
                    stored += Math.abs(share) * standard.storedWithin(k);
                    for (int i = 0; i < column.length; i++) {
                        column[i] = Math.fma(-share, q[k][i], column[i]);
                    }
                }
            }
        }
        double own = size(column);
        if (!(own > Math.max(stored, DEPENDENT * Math.max(whole, 1) * Math.sqrt(column.length)))) {
            dependent.put(j, direction(j));
            return;
        }
        r[j][j] = own;
        for (int i = 0; i < column.length; i++) {
            column[i] /= own;
        }
        q[j] = column;
    }

    /** The direction in coefficients of standardised columns along which the predictor does not change. */
    private double[] direction(int j) {
        double[] direction = new double[r.length];
        for (int k = 0; k < j; k++) {
            direction[k] = -r[k][j];
        }
        solve(direction, 0, j);
        direction[j] = 1;
        return direction;
    }

    private static double size(double[] column) {
        return Math.sqrt(dot(column, column) / column.length);
    }

    private static double dot(double[] a, double[] b) {
        double[] lanes = new double[8];
        int whole = a.length / lanes.length * lanes.length;
        for (int i = 0; i < whole; i += lanes.length) {
            for (int k = 0; k < lanes.length; k++) {
                lanes[k] = Math.fma(a[i + k], b[i + k], lanes[k]);
            }
        }
        double sum = 0;
        for (int i = whole; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        for (double lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    /** R⁻¹ of the first columns, in place; what depends on others is left out. */
    private void solve(double[] values, int first, int columns) {
        for (int j = columns - 1; j >= 0; j--) {
            if (q[j] == null) {
                values[first + j] = 0;
                continue;
            }
            double sum = values[first + j];
            for (int k = j + 1; k < columns; k++) {
                sum -= r[j][k] * values[first + k];
            }
            values[first + j] = sum / r[j][j];
        }
    }

    /** For each column that depends on those before it, by its number, the direction in coefficients of the given columns. */
    Map<Integer, double[]> dependent() {
        Map<Integer, double[]> given = new LinkedHashMap<>();
        dependent.forEach((j, direction) -> {
            double[] moved = direction.clone();
            standard.toGiven(moved, 0);
            given.put(j, moved);
        });
        return given;
    }

    @Override
    public LinearCoordinates.Columns columnsOf(String parameter) {
        LinearCoordinates.Columns given = standard.columnsOf(parameter);
        return new LinearCoordinates.Columns(parameter, given.names(), given.centres(), given.factors(), r);
    }

    /** The columns as given, each written out. */
    double[][] given() {
        double[][] columns = new double[q.length][];
        Crew.each(columns.length, j -> columns[j] = standard.design().column(j));
        return columns;
    }

    /**
     * Solves s + Xb = f, X's = g for the columns as given.
     *
     * @param f one number for each row, turned into s
     * @param g one number for each column
     * @return b
     */
    double[] augmented(double[] f, double[] g) {
        int n = f.length;
        double[] h = standard.transposed(g);
        double[] b = new double[q.length];
        LinearCoordinates.forward(r, h);
        for (int j = 0; j < q.length; j++) {
            b[j] = (dot(q[j], f) - h[j]) / n;
        }
        for (int j = 0; j < q.length; j++) {
            for (int i = 0; i < n; i++) {
                f[i] -= b[j] * q[j][i];
            }
        }
        toGiven(b, 0);
        return b;
    }

    @Override
    public LinearTerms terms(Rowset rows) {
        List<LinearTerms.Term> terms = new ArrayList<>();
        for (double[] column : rows.of(q)) {
            terms.add(new LinearTerms.Dense(column, 0, 1));
        }
        return new LinearTerms(rows.size(), terms);
    }

    @Override
    public int size() {
        return q.length;
    }

    @Override
    public void toGiven(double[] coefficients, int first) {
        solve(coefficients, first, q.length);
        standard.toGiven(coefficients, first);
    }

    @Override
    public void toSearched(double[] coefficients, int first) {
        standard.toSearched(coefficients, first);
        for (int j = 0; j < q.length; j++) {
            double sum = 0;
            for (int k = j; k < q.length; k++) {
                sum += r[j][k] * coefficients[first + k];
            }
            coefficients[first + j] = sum;
        }
    }
}
