package mle.inference;

import java.util.List;
import java.util.Optional;
import mle.fit.LinearCoordinates;

/**
 * What turns the entries of a row of X into derivatives by what the covariance is of: coefficients, or the coordinates in which they
 * were searched.
 *
 * @param columns the way to the coordinates, if there are some
 * @param columnOf for each column of X which one of these it is, -1 if it was left out
 * @param places where each column stands among the estimates
 */
record SearchedColumns(Optional<LinearCoordinates.Columns> columns, int[] columnOf, int[] places) {
    /** Those of a matrix with columns of these names. */
    static SearchedColumns of(List<String> names, Optional<LinearCoordinates.Columns> columns, int[] places) {
        int[] columnOf = new int[columns.isPresent() ? names.size() : 0];
        for (int j = 0; j < columnOf.length; j++) {
            columnOf[j] = columns.get().names().indexOf(names.get(j));
        }
        return new SearchedColumns(columns, columnOf, places);
    }

    /** Takes the entries of a row that are not 0. */
    interface Row {
        void add(int column, double entry);

        /** Ends the row. */
        default void end() {}
    }

    Row row(Gradient out) {
        if (columns.isEmpty()) {
            return (column, entry) -> out.add(places[column], entry);
        }
        LinearCoordinates.Columns way = columns.get();
        if (way.isSeparate()) {
            return (column, entry) -> {
                if (columnOf[column] >= 0) {
                    out.add(places[column], way.coordinate(columnOf[column], entry));
                }
            };
        }
        return new Whole(way, new double[way.names().size()], out);
    }

    /** A row whose coordinates need all of its entries. */
    private final class Whole implements Row {
        private final LinearCoordinates.Columns way;
        private final double[] entries;
        private final Gradient out;

        Whole(LinearCoordinates.Columns way, double[] entries, Gradient out) {
            this.way = way;
            this.entries = entries;
            this.out = out;
        }

        @Override
        public void add(int column, double entry) {
            if (columnOf[column] >= 0) {
                entries[columnOf[column]] = entry;
            }
        }

        @Override
        public void end() {
            way.toCoordinates(entries);
            for (int j = 0; j < columnOf.length; j++) {
                if (columnOf[j] >= 0) {
                    out.add(places[j], entries[columnOf[j]]);
                }
            }
        }
    }
}
