package mle.model;

import java.util.ArrayList;
import java.util.List;
import mle.data.DataException;
import mle.data.Table;
import mle.expr.Expr;
import mle.expr.Program;

/** The numbers of a computed column. */
final class Calculation {
    private Calculation() {}

    /**
     * The numbers of a variable that is a column or computed.
     *
     * @throws IllegalArgumentException if it is a factor or several columns
     */
    static Variable.Computed of(Variable variable) {
        if (variable instanceof Variable.Column c) {
            return new Variable.Computed(c.label(), Expr.data(c.name()));
        }
        if (variable instanceof Variable.Computed c) {
            return c;
        }
        throw new IllegalArgumentException("formula: expected a column or a computed one, got " + variable.label());
    }

    /**
     * The numbers for each row of a table.
     *
     * @throws DataException if one is not finite; the message names the row and what it was computed from
     */
    static double[] values(Variable.Computed variable, Table table) {
        double[] values = unchecked(variable, table);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) < Double.POSITIVE_INFINITY)) {
                throw notFinite(variable, table, i, values[i]);
            }
        }
        return values;
    }

    /** The numbers for each row of a table, finite or not. */
    static double[] unchecked(Variable.Computed variable, Table table) {
        List<Expr.Symbol> symbols = variable.formula().symbols();
        double[][] columns = columns(symbols, table);
        return variable.formula() instanceof Expr.Symbol
                ? columns[0]
                : evaluated(variable.formula(), symbols, columns, table.rows());
    }

    private static double[][] columns(List<Expr.Symbol> symbols, Table table) {
        double[][] columns = new double[symbols.size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.numeric(symbols.get(j).name()).values();
        }
        return columns;
    }

    private static double[] evaluated(Expr formula, List<Expr.Symbol> symbols, double[][] columns, int rows) {
        Program program = Program.of(List.of(formula), symbols);
        double[] registers = new double[program.registers()];
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns.length; j++) {
                registers[j] = columns[j][i];
            }
            program.run(registers);
            values[i] = registers[program.output(0)];
        }
        return values;
    }

    private static DataException notFinite(Variable.Computed variable, Table table, int row, double value) {
        List<Expr.Symbol> symbols = variable.formula().symbols();
        double[][] columns = columns(symbols, table);
        List<String> from = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            from.add(symbols.get(j).name() + " = " + Label.number(columns[j][row]));
        }
        return new DataException(table.name() + ", row " + table.rowNumber(row) + ": " + variable.label()
                + " must be finite, got " + value + " from " + String.join(", ", from));
    }
}
