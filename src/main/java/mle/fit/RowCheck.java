package mle.fit;

import java.util.Optional;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.family.Constraint;
import mle.family.Family;
import mle.family.Support;
import mle.family.VectorFamily;

/**
 * What a family of vectors can take.
 *
 * @param name the family
 * @param support of each column
 * @param constraint of each row
 */
record RowCheck(String name, Support support, Optional<Constraint> constraint) {
    static RowCheck of(Family family) {
        return new RowCheck(
                family.name(),
                family.support(),
                family instanceof VectorFamily vectors ? vectors.constraint() : Optional.empty());
    }

    /**
     * Checks all rows.
     *
     * @throws DataException if one can't be taken; the message names its row and the column
     */
    void check(EmpiricalDistribution data) {
        for (int j = 0; j < data.dimension(); j++) {
            EmpiricalDistribution column = data.margin(j);
            for (int i = 0; i < column.size(); i++) {
                if (!support.contains(column.value(i))) {
                    throw DataException.inCell(
                            data.rowOf(i),
                            data.names().get(j),
                            name + " needs " + support + ", got " + column.value(i));
                }
            }
        }
        constraint.ifPresent(rule -> check(data, rule));
    }

    private void check(EmpiricalDistribution data, Constraint rule) {
        double[] row = new double[data.dimension()];
        for (int i = 0; i < data.size(); i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = data.margin(j).value(i);
            }
            if (!rule.holds(row)) {
                throw DataException.inCell(
                        data.rowOf(i),
                        String.join("', '", data.names()),
                        name + " needs " + rule.text() + " but for 1e-6, got "
                                + rule.value().applyAsDouble(row));
            }
        }
    }
}
