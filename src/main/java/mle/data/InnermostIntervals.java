package mle.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The intervals that may hold mass: from the beginning of a region to the end of one, with no other beginning or end between.
 * Regions begin and end as observations do; where something can't be seen begins at an exit and ends at an entry.
 *
 * @param from lower ends, ascending
 * @param to upper ends
 * @param first for each row, the first interval of its region
 * @param last for each row, the last one
 * @param firstSeen for each row, the first interval that could be seen
 * @param lastSeen for each row, the last one
 */
record InnermostIntervals(double[] from, double[] to, int[] first, int[] last, int[] firstSeen, int[] lastSeen) {
    /**
     * A place on the line.
     *
     * @param value where
     * @param side -1 where an exact value begins, 0 where a region ends, 1 just above, where one begins that leaves the value out
     */
    private record Place(double value, int side) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byValue = Double.compare(value, other.value);
            return byValue != 0 ? byValue : Integer.compare(side, other.side);
        }
    }

    static InnermostIntervals of(EmpiricalDistribution data) {
        int n = data.size();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            places.add(begin(data, i));
            places.add(end(data, i));
            Place unseen = new Place(entry(data, i), 0);
            if (unseen.value > Double.NEGATIVE_INFINITY) {
                places.add(unseen);
            }
            Place beyond = new Place(exit(data, i), 1);
            if (beyond.value < Double.POSITIVE_INFINITY) {
                places.add(beyond);
            }
        }
        places.sort(null);
        List<Place> begins = new ArrayList<>();
        List<Place> ends = new ArrayList<>();
        for (int k = 1; k < places.size(); k++) {
            if (places.get(k - 1).side != 0 && places.get(k).side == 0) {
                begins.add(places.get(k - 1));
                ends.add(places.get(k));
            }
        }
        int[][] ranges = new int[4][n];
        for (int i = 0; i < n; i++) {
            ranges[0][i] = from(begins, begin(data, i));
            ranges[1][i] = upTo(ends, end(data, i));
            ranges[2][i] = from(begins, new Place(entry(data, i), 1));
            ranges[3][i] = upTo(ends, new Place(exit(data, i), 0));
        }
        return new InnermostIntervals(
                begins.stream().mapToDouble(Place::value).toArray(),
                ends.stream().mapToDouble(Place::value).toArray(),
                ranges[0],
                ranges[1],
                ranges[2],
                ranges[3]);
    }

    private static Place begin(EmpiricalDistribution data, int row) {
        if (data.regions().isEmpty()) {
            return new Place(data.value(row) + 0.0, -1);
        }
        Observations o = data.regions().get();
        return new Place(o.lower(row) + 0.0, o.kind(row) == Observations.Kind.EXACT ? -1 : 1);
    }

    private static Place end(EmpiricalDistribution data, int row) {
        return new Place(data.regions().map(o -> o.upper(row)).orElseGet(() -> data.value(row)) + 0.0, 0);
    }

    private static double entry(EmpiricalDistribution data, int row) {
        return data.regions().map(o -> o.entry(row)).orElse(Double.NEGATIVE_INFINITY) + 0.0;
    }

    private static double exit(EmpiricalDistribution data, int row) {
        return data.regions().map(o -> o.exit(row)).orElse(Double.POSITIVE_INFINITY) + 0.0;
    }

    /** The first interval that begins at a place or after it. */
    private static int from(List<Place> begins, Place place) {
        int low = 0;
        int high = begins.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (begins.get(middle).compareTo(place) >= 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The last interval that ends at a place or before it. */
    private static int upTo(List<Place> ends, Place place) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends.get(middle).compareTo(place) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }
}
