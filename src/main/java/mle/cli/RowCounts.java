package mle.cli;

import mle.data.EmpiricalDistribution;
import mle.data.Table;

/**
 * The columns that say how rows count.
 *
 * @param frequencies how often each was observed, or empty
 * @param sampling how many of a population each stands for, or empty
 * @param clusters which belong together, or empty
 */
record RowCounts(String frequencies, String sampling, String clusters) {
    static RowCounts of(Call call) {
        return new RowCounts(
                call.value("--weights", ""), call.value("--sampling-weights", ""), call.value("--cluster", ""));
    }

    /** A sample of a table, frequencies included, with the rest. */
    EmpiricalDistribution applied(EmpiricalDistribution sample, Table table) {
        EmpiricalDistribution drawn = sampling.isEmpty() ? sample : sample.withSamplingWeights(table.numeric(sampling));
        return clusters.isEmpty() ? drawn : drawn.withClusters(table.column(clusters));
    }
}
