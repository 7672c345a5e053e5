package mle.divergence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mle.family.Support;

/**
 * The rows that a joint density can take: each column has a support, and shares add up to 1.
 *
 * @param columns the support of each column
 * @param shares whether the columns of a row add up to 1, so that there is one dimension less
 * @param total what the columns of a row of counts add up to, if it is known; NaN for rows that are free
 */
record Space(List<Support> columns, boolean shares, double total) {
    static Space of(List<Support> columns) {
        return new Space(List.copyOf(columns), false, Double.NaN);
    }

    int dimension() {
        return columns.size();
    }

    boolean isCounts() {
        return columns.stream().allMatch(Support::integer);
    }

    /** Whether densities on both are densities with respect to the same measure. */
    boolean isOfTheKindOf(Space other) {
        boolean integers = true;
        for (int i = 0; i < dimension() && dimension() == other.dimension(); i++) {
            integers &= columns.get(i).integer() == other.columns.get(i).integer();
        }
        return dimension() == other.dimension() && shares == other.shares && integers;
    }

    boolean contains(double[] row) {
        for (int i = 0; i < row.length; i++) {
            if (!columns.get(i).contains(row[i])) {
                return false;
            }
        }
        return true;
    }

    /** Says where rows of this space lie outside of another, if the supports of the columns can tell. */
    Optional<String> outside(Space other) {
        if (!Double.isNaN(other.total) && total != other.total) {
            return Optional.of("rows of a total other than " + Density.number(other.total));
        }
        for (int i = 0; i < dimension(); i++) {
            Support own = columns.get(i);
            Support its = other.columns.get(i);
            if (own.lower() < its.lower() || own.upper() > its.upper()) {
                boolean below = own.lower() < its.lower();
                return Optional.of("rows with x" + (i + 1) + (below ? " below " : " above ")
                        + Density.number(below ? its.lower() : its.upper()));
            }
        }
        return Optional.empty();
    }

    /** In words. */
    String inWords() {
        boolean mixed = !isCounts() && columns.stream().anyMatch(Support::integer);
        String kind = mixed
                ? "rows of whole and of other numbers"
                : isCounts() ? "rows of whole numbers" : shares ? "shares" : "continuous rows";
        return kind + " of " + dimension() + " columns";
    }

    /** The rows of a product. */
    static Space product(List<Density> parts) {
        return of(parts.stream().map(p -> p.components().get(0).support()).toList());
    }

    /** The rows of counts below given numbers. */
    static Space below(int[] levels) {
        return of(Arrays.stream(levels)
                .mapToObj(k -> new Support(0, true, k - 1, true, true, Optional.empty()))
                .toList());
    }
}
