package mle.bayes;

/**
 * The normal distributions of the coordinates of all unknowns among which an approximation is sought.
 *
 * @param kind how they are related
 * @param rank for {@link Kind#LOW_RANK}, how many factors there are, else 0
 */
public record NormalFamily(Kind kind, int rank) {
    /** Forms of the covariance. */
    public enum Kind {
        /** Diagonal: the coordinates are independent. */
        MEAN_FIELD("mean-field"),
        /** A diagonal matrix plus BB', B with few columns. */
        LOW_RANK("low-rank"),
        /** Any. */
        FULL_RANK("full-rank");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word used in reports and JSON. */
        public String label() {
            return label;
        }
    }

    /** Checks the rank. */
    public NormalFamily {
        if (kind == Kind.LOW_RANK ? !(rank >= 1) : rank != 0) {
            throw new IllegalArgumentException("normal family: rank must be at least 1, got " + rank);
        }
    }

    /** Independent coordinates. */
    public static NormalFamily meanField() {
        return new NormalFamily(Kind.MEAN_FIELD, 0);
    }

    /** A diagonal covariance plus so many factors, or fewer if the correlations have no more. */
    public static NormalFamily lowRank(int rank) {
        return new NormalFamily(Kind.LOW_RANK, rank);
    }

    /** Any covariance. */
    public static NormalFamily fullRank() {
        return new NormalFamily(Kind.FULL_RANK, 0);
    }

    @Override
    public String toString() {
        return kind == Kind.LOW_RANK ? kind.label + " (" + rank + ")" : kind.label;
    }
}
