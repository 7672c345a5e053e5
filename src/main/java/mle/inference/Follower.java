package mle.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Program;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Predictor;

/** What a parameter of a family follows in rows: a number, Xβ + offset, or a formula of columns and coefficients. */
sealed interface Follower {
    /** The link behind which it does. */
    Link link();

    /** Its value in a row, on the scale of the link. */
    double eta(int row);

    /** Where what was estimated for it stands; -1 for what was held. */
    int[] places();

    /** Adds the derivatives of that by what was estimated. */
    void gradient(int row, Gradient out);

    /**
     * The same number in all rows.
     *
     * @param value the number
     * @param place where it stands among the estimates, -1 if it was held
     */
    record Number(double value, int place) implements Follower {
        @Override
        public Link link() {
            return Link.IDENTITY;
        }

        @Override
        public double eta(int row) {
            return value;
        }

        @Override
        public int[] places() {
            return new int[] {place};
        }

        @Override
        public void gradient(int row, Gradient out) {
            out.add(place, 1);
        }
    }

    /**
     * A linear predictor.
     *
     * @param link the link
     * @param design X
     * @param coefficients β
     * @param places where each coefficient stands among the estimates
     * @param searched what turns entries of X into derivatives by the coordinates that stand there
     */
    record Linear(Link link, DesignMatrix design, double[] coefficients, int[] places, SearchedColumns searched)
            implements Follower {
        @Override
        public double eta(int row) {
            return design.predictor(row, coefficients);
        }

        @Override
        public void gradient(int row, Gradient out) {
            SearchedColumns.Row entries = searched.row(out);
            int first = 0;
            for (Block block : design.blocks()) {
                if (block instanceof Block.Indicators b) {
                    add(entries, first, b.codes()[row], 1);
                } else if (block instanceof Block.Scaled b) {
                    add(entries, first, b.codes()[row], b.values()[row]);
                } else {
                    add(entries, first, 0, block.at(row, 0));
                }
                first += block.width();
            }
            entries.end();
        }

        private static void add(SearchedColumns.Row entries, int first, int column, double value) {
            if (column >= 0) {
                entries.add(first + column, value);
            }
        }
    }

    /**
     * A formula of columns and coefficients.
     *
     * @param link the link
     * @param columns the columns that it reads
     * @param coefficients the values of its coefficients
     * @param places where each stands among the estimates
     * @param program of the formula and its derivatives, from columns and coefficients
     */
    record Nonlinear(Link link, double[][] columns, double[] coefficients, int[] places, Program program)
            implements Follower {
        static Nonlinear of(Predictor.Nonlinear q, double[] coefficients, int[] places) {
            List<Expr.Symbol> data = q.formula().symbols().stream()
                    .filter(s -> s.kind() == Expr.Kind.DATA)
                    .toList();
            List<Expr.Symbol> inputs = new ArrayList<>(data);
            List<Expr> outputs = new ArrayList<>(List.of(q.formula()));
            q.coefficients().forEach(c -> {
                inputs.add(c.symbol());
                outputs.add(q.formula().derivative(c.symbol()));
            });
            Map<String, double[]> columns = q.columns();
            return new Nonlinear(
                    q.link(),
                    data.stream().map(s -> columns.get(s.name())).toArray(double[][]::new),
                    coefficients,
                    places,
                    Program.of(outputs, inputs));
        }

        private double[] values(int row) {
            double[] inputs = new double[columns.length + coefficients.length];
            for (int j = 0; j < columns.length; j++) {
                inputs[j] = columns[j][row];
            }
            System.arraycopy(coefficients, 0, inputs, columns.length, coefficients.length);
            return program.values(inputs);
        }

        @Override
        public double eta(int row) {
            return values(row)[0];
        }

        @Override
        public void gradient(int row, Gradient out) {
            double[] values = values(row);
            for (int j = 0; j < places.length; j++) {
                out.add(places[j], values[1 + j]);
            }
        }
    }
}
