package mle.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The heap that a fit needs at its peak beyond the caller's array: the least {@code -Xmx} with which a child makes it, less
 * that with which the child holds the same values and fits a thousand of them.
 */
final class Heap {
    /** A family for each kind of what an evaluation reads, and the kind in words. */
    static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("normal", "sufficient statistics");
        KINDS.put("gamma", "sufficient statistics");
        KINDS.put("weibull", "one column of its own");
        KINDS.put("student", "the data");
        KINDS.put("poisson", "distinct values");
    }

    private static final long MEGABYTE = 1 << 20;
    private static final int MOST_BYTES = 64;
    private static final int LEAST = 16;

    private Heap() {}

    /** Bytes for each row. */
    static double bytes(String family, int rows) {
        return (double) (least(family, rows, true) - least(family, rows, false)) * MEGABYTE / rows;
    }

    /** The least number of megabytes that suffices, to half a byte for each row. */
    private static long least(String family, int rows, boolean fit) {
        long step = Math.max(1, rows / 2 / MEGABYTE);
        long enough = LEAST + (long) rows * MOST_BYTES / MEGABYTE;
        if (!suffices(enough, family, rows, fit)) {
            throw new IllegalStateException(family + ": " + enough + " MB do not suffice for " + rows + " rows");
        }
        long few = (long) rows * Double.BYTES / MEGABYTE;
        while (enough - few > step) {
            long middle = (enough + few) / 2;
            if (suffices(middle, family, rows, fit)) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return enough;
    }

    private static boolean suffices(long megabytes, String family, int rows, boolean fit) {
        return Child.succeeds(List.of("-Xmx" + megabytes + "m"), HeapRun.class, family, rows, fit);
    }
}
