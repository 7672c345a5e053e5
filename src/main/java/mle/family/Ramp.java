package mle.family;

/**
 * One side of a trapezoid: the density rises from its end, at a distance e outside of all data, to a corner, at a distance t inside of
 * the extreme observation. With y the distances of the observations from that one, the likelihood of those below the corner is
 *
 * <pre>A(e) = sum w·log((y + e)/(t + e)),</pre>
 *
 * concave in log(t + e), and lower for a higher corner. Where no observation is below the corner, the end is at the corner itself.
 */
final class Ramp {
    private static final int GRID = 96;
    private static final double SMALLEST = 1e-14;

    private final double[] distances;
    private final double[] weights;
    private final double[] corners;
    private final double held;
    private final int[] below;
    private final double[] weightBelow;

    // Of blocks of corners, what the bounds are made of: the sums at a grid of ends.
    private int[] firsts = {};
    private double[] lastCorners = {};
    private double[] grid = {};
    private double[][] values = {};
    private double[][] slopes = {};
    private boolean allowsZero;

    /**
     * One side.
     *
     * @param distances of the different values from the extreme one, in ascending order
     * @param corners the corners that are looked at, in ascending order
     * @param held the distance of the end from the extreme observation; NaN where it is to be found
     */
    Ramp(double[] distances, double[] weights, double[] corners, double held) {
        this.distances = distances;
        this.weights = weights;
        this.corners = corners;
        this.held = held;
        this.below = new int[corners.length];
        this.weightBelow = new double[corners.length];
        int k = 0;
        double sum = 0;
        for (int i = 0; i < corners.length; i++) {
            while (k < distances.length && distances[k] < corners[i]) {
                sum += weights[k++];
            }
            below[i] = k;
            weightBelow[i] = sum;
        }
    }

    int size() {
        return corners.length;
    }

    double corner(int i) {
        return corners[i];
    }

    /** Whether the end is to be found for a corner. */
    boolean isFree(int i) {
        return Double.isNaN(held) && below[i] > 0;
    }

    /** An end from which to look for the best one; where none is to be found, that. */
    double start(int i) {
        if (isFree(i)) {
            return corners[i] / (1 + Math.sqrt(weightBelow[i]));
        }
        return Double.isNaN(held) ? -corners[i] : held;
    }

    /** A(e). */
    double value(int i, double e) {
        double sum = 0;
        double width = corners[i] + e;
        for (int k = 0; k < below[i]; k++) {
            sum += weights[k] * StrictMath.log((distances[k] + e) / width);
        }
        return sum;
    }

    /** The first and the second derivative of A(e). */
    double[] slopes(int i, double e) {
        if (below[i] == 0) {
            return new double[2];
        }
        double first = 0;
        double second = 0;
        for (int k = 0; k < below[i]; k++) {
            double inverse = 1 / (distances[k] + e);
            first += weights[k] * inverse;
            second -= weights[k] * inverse * inverse;
        }
        double width = corners[i] + e;
        return new double[] {first - weightBelow[i] / width, second + weightBelow[i] / (width * width)};
    }

    // ---- bounds for blocks of corners ----

    /**
     * Prepares bounds.
     *
     * @param blocks the first corner of each block, in ascending order
     * @param lasts the last corner of each
     * @param least the least distance of the end that is looked at; 0 for all
     * @param most the largest
     */
    void prepare(int[] blocks, int[] lasts, double least, double most) {
        firsts = blocks;
        lastCorners = new double[lasts.length];
        for (int c = 0; c < lasts.length; c++) {
            lastCorners[c] = corners[lasts[c]];
        }
        if (!Double.isNaN(held)) {
            grid = new double[] {held};
        } else {
            double from = least > 0 ? least : SMALLEST * most;
            double ratio = StrictMath.log(most / from) / (GRID - 1);
            grid = new double[GRID];
            for (int g = 0; g < GRID; g++) {
                grid[g] = from * StrictMath.exp(ratio * g);
            }
            grid[0] = from;
            grid[GRID - 1] = most;
        }
        allowsZero = Double.isNaN(held) && !(least > 0);
        values = new double[grid.length][blocks.length];
        slopes = new double[grid.length][blocks.length];
        for (int g = 0; g < grid.length; g++) {
            tabulate(g);
        }
    }

    private void tabulate(int g) {
        double e = grid[g];
        double logs = 0;
        double inverses = 0;
        int k = 0;
        for (int c = 0; c < firsts.length; c++) {
            int i = firsts[c];
            for (; k < below[i]; k++) {
                double distance = distances[k] + e;
                logs += weights[k] * StrictMath.log(distance);
                inverses += weights[k] / distance;
            }
            if (below[i] > 0) {
                double width = corners[i] + e;
                values[g][c] = logs - weightBelow[i] * StrictMath.log(width);
                slopes[g][c] = inverses - weightBelow[i] / width;
            }
        }
    }

    /** The index of the first grid point where A(e) - price·e no longer rises; the number of points where it rises at all. */
    private int turn(int c, double price) {
        int low = 0;
        int high = grid.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slopes[middle][c] > price) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * No corner of a block has a larger A(e) - price·(e - t): it is concave in log(t + e), so that its tangents at two neighbours of the
     * grid bound it.
     */
    double bound(int c, double price) {
        int i = firsts[c];
        double gain = price * lastCorners[c];
        if (below[i] == 0) {
            return gain - price * start(i);
        }
        if (!Double.isNaN(held)) {
            return gain + values[0][c] - price * held;
        }
        int g = turn(c, price);
        double t = corners[i];
        if (g == 0) {
            double here = values[0][c] - price * grid[0];
            double slope = (t + grid[0]) * (slopes[0][c] - price);
            return gain + here - (allowsZero ? slope * StrictMath.log1p(grid[0] / t) : 0);
        }
        if (g == grid.length) {
            return gain + values[g - 1][c] - price * grid[g - 1];
        }
        double low = values[g - 1][c] - price * grid[g - 1];
        double high = values[g][c] - price * grid[g];
        double rise = (t + grid[g - 1]) * (slopes[g - 1][c] - price);
        double fall = (t + grid[g]) * (slopes[g][c] - price);
        double step = StrictMath.log1p((grid[g] - grid[g - 1]) / (t + grid[g - 1]));
        return gain + low + rise * Math.max(0, (high - low - fall * step) / (rise - fall));
    }

    /**
     * Between which ends the best one is of a block's corners, where a unit of its distance costs between two prices; none where it is
     * not to be found. A higher corner has a more distant end.
     */
    double[] range(int c, double lowPrice, double highPrice) {
        if (!isFree(firsts[c])) {
            return new double[] {};
        }
        boolean alone = corners[firsts[c]] == lastCorners[c];
        int from = turn(c, highPrice);
        int to = alone ? turn(c, lowPrice) : c + 1 < firsts.length ? turn(c + 1, lowPrice) : grid.length;
        return new double[] {from > 0 ? grid[from - 1] : allowsZero ? 0 : grid[0], grid[Math.min(to, grid.length - 1)]};
    }
}
