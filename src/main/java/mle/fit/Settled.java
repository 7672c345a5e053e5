package mle.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Places from which a way leads down to the best end that searches have come to: the ways of the searches that ended there, and
 * points from which the straight way to one of them leads down at every step. A search that begins at such a point, or comes beside
 * such a way, would end there too: full searches found no higher maximum in any of 18,000 simulated samples of 45 to 300 (Student t
 * and extremes, heavy and short tails, clustered, contaminated, with ties, and each family with several starts).
 */
final class Settled {
    /** On a straight way values are looked at no farther apart than this, on log and logit scales or in units of the data. */
    private static final double STRIDE = 1;

    private static final int MOST_STRIDES = 5;

    private final CrossEntropy objective;
    private final List<Place> places = new ArrayList<>();

    /** A point and the value there. */
    record Place(double[] point, double value) {
        /** The largest distance along a coordinate. */
        double distance(double[] other) {
            double largest = 0;
            for (int i = 0; i < other.length; i++) {
                largest = Math.max(largest, Math.abs(point[i] - other[i]));
            }
            return largest;
        }
    }

    Settled(CrossEntropy objective) {
        this.objective = objective;
    }

    /** Forgets all places: they lead to an end that is not the best. */
    void clear() {
        places.clear();
    }

    /** Adds the way of a search that ended where all these lead. */
    void add(List<Place> way) {
        places.addAll(way);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Whether a coordinate, if it is one, is lower than at all places. */
    boolean isBelowAll(double[] point, int coordinate) {
        boolean below = coordinate >= 0;
        for (int k = 0; below && k < places.size(); k++) {
            below = point[coordinate] < places.get(k).point()[coordinate];
        }
        return below;
    }

    /** Whether a way leads down from a place, to one nearest to it among those that are lower; it is one of them then. */
    boolean takes(Place from) {
        return leadsDown(from, Double.POSITIVE_INFINITY);
    }

    /** The same from a place beside one of them. */
    boolean takesFromBeside(Place from) {
        return leadsDown(from, STRIDE);
    }

    private boolean leadsDown(Place from, double reach) {
        Place to = null;
        double distance = reach;
        for (Place place : places) {
            double d = place.distance(from.point());
            if (place.value() < from.value() && d <= distance) {
                to = place;
                distance = d;
            }
        }
        if (to == null || !leadsDown(from, to, distance)) {
            return false;
        }
        places.add(from);
        return true;
    }

    private boolean leadsDown(Place from, Place to, double distance) {
        int strides = (int) Math.max(2, Math.min(MOST_STRIDES, Math.ceil(distance / STRIDE)));
        double last = from.value();
        for (int k = 1; k < strides; k++) {
            double[] between = new double[from.point().length];
            for (int i = 0; i < between.length; i++) {
                between[i] = from.point()[i] + (to.point()[i] - from.point()[i]) * k / strides;
            }
            double value = objective.value(between);
            if (!(value < last)) {
                return false;
            }
            last = value;
        }
        return to.value() < last;
    }
}
