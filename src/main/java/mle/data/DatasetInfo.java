package mle.data;

import java.util.List;

/**
 * What is known about a bundled data set.
 *
 * @param name the name it is loaded by
 * @param rows the number of rows
 * @param columns its columns in order
 * @param description what was observed
 * @param source the publication the data come from
 */
public record DatasetInfo(String name, int rows, List<Variable> columns, String description, String source) {
    /** Keeps an unmodifiable list of the columns. */
    public DatasetInfo {
        columns = List.copyOf(columns);
    }

    /**
     * What one column holds.
     *
     * @param name the name of the column
     * @param unit the unit of measurement, empty where there is none
     * @param description the meaning of the values
     */
    public record Variable(String name, String unit, String description) {}
}
