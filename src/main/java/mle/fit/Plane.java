package mle.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.family.LocationScatter;
import mle.solve.Cholesky;

/**
 * A plane in which all rows lie: the first column that is a linear function of those before it, and of which. The likelihood
 * of a location and a scatter then grows without end as the variance across the plane goes to zero.
 *
 * @param column the column (from 0)
 * @param slopes its slopes on the columns before it
 */
record Plane(int column, double[] slopes) {
    /** Slopes that move the column by less than this share of its own variation are rounding. */
    private static final double ROUNDING = 1e-9;

    static Optional<Plane> of(EmpiricalDistribution data) {
        int d = data.dimension();
        double[] packed = data.covariances();
        Cholesky whole = Cholesky.of(packed, d);
        if (whole.positiveDefinite()) {
            return Optional.empty();
        }
        int k = whole.failure();
        double[] slopes = new double[k];
        if (k > 0 && packed[k * (k + 1) / 2 + k] > 0) {
            System.arraycopy(packed, k * (k + 1) / 2, slopes, 0, k);
            Cholesky.of(packed, k).solve(slopes, slopes);
            double variance = packed[k * (k + 1) / 2 + k];
            for (int j = 0; j < k; j++) {
                double moved = slopes[j] * slopes[j] * packed[j * (j + 1) / 2 + j];
                slopes[j] = moved > ROUNDING * ROUNDING * variance ? slopes[j] : 0;
            }
        }
        return Optional.of(new Plane(k, slopes));
    }

    /** The plane in words. */
    String inWords(List<String> names) {
        List<String> terms = new ArrayList<>();
        for (int j = 0; j < column; j++) {
            if (slopes[j] != 0) {
                terms.add(Digits.number(slopes[j]) + "*" + names.get(j));
            }
        }
        return terms.isEmpty()
                ? names.get(column) + " is constant"
                : names.get(column) + " = " + String.join(" + ", terms) + " + constant";
    }

    /** The way in which the scatter shrinks across the plane. */
    Map<String, Double> direction(LocationScatter names) {
        double[] normal = new double[names.dimension()];
        normal[column] = 1;
        double largest = 1;
        for (int j = 0; j < column; j++) {
            normal[j] = -slopes[j];
            largest = Math.max(largest, normal[j] * normal[j]);
        }
        Map<String, Double> direction = new LinkedHashMap<>();
        for (String name : names.scatterNames()) {
            List<Integer> pair = names.columnsOf(name);
            double change = -normal[pair.get(0)] * normal[pair.get(1)] / largest;
            if (change != 0) {
                direction.put(name, change);
            }
        }
        return direction;
    }
}
