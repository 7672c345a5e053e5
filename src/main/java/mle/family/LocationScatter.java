package mle.family;

import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a family of vectors that move with the data: where column i of the data becomes o + u·x, its location
 * becomes o + u times what it was, and the scatter of columns i and j becomes u of the one times u of the other times what it
 * was.
 *
 * @param locations the name of the location of each column
 * @param scatter the names of the scatter of columns i and j ≤ i
 */
public record LocationScatter(List<String> locations, List<List<String>> scatter) {
    /** Named {@code mean1}, {@code covariance11}, {@code covariance12}, or {@code covariance1_12} for more than nine columns. */
    static LocationScatter named(String location, String scatter, int dimension) {
        List<String> locations = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i <= dimension; i++) {
            locations.add(location + i);
            List<String> row = new ArrayList<>();
            for (int j = 1; j <= i; j++) {
                row.add(scatter + pair(j, i, dimension));
            }
            rows.add(List.copyOf(row));
        }
        return new LocationScatter(List.copyOf(locations), List.copyOf(rows));
    }

    /** Two indices in a name. */
    static String pair(int i, int j, int dimension) {
        return dimension > 9 ? i + "_" + j : "" + i + j;
    }

    /** How many columns there are. */
    public int dimension() {
        return locations.size();
    }

    /** The name of the scatter of two columns (from 0). */
    public String scatter(int i, int j) {
        return scatter.get(Math.max(i, j)).get(Math.min(i, j));
    }

    /** The names of all of the scatter, by rows of the upper triangle: 11, 12, 13, 22, 23, 33. */
    public List<String> scatterNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < dimension(); i++) {
            for (int j = i; j < dimension(); j++) {
                names.add(scatter(i, j));
            }
        }
        return names;
    }

    /** The columns (from 0) that a parameter moves with: one of a location, two of a scatter, none of another. */
    public List<Integer> columnsOf(String parameter) {
        int location = locations.indexOf(parameter);
        if (location >= 0) {
            return List.of(location);
        }
        for (int i = 0; i < dimension(); i++) {
            int j = scatter.get(i).indexOf(parameter);
            if (j >= 0) {
                return List.of(j, i);
            }
        }
        return List.of();
    }
}
