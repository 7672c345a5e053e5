package mle.data;

/** A sum whose rounding errors are added up beside it (Neumaier 1974, Z. Angew. Math. Mech. 54, 39-51, algorithm IV). */
final class NeumaierSum {
    private double sum;
    private double lost;

    void add(double term) {
        double next = sum + term;
        // What rounding took, without a look at which is larger (Knuth 1997, 4.2.2, theorem B).
        double added = next - sum;
        lost += (sum - (next - added)) + (term - added);
        sum = next;
    }

    /** The sum; as it was rounded where what rounding took overflowed. */
    double value() {
        return Double.isNaN(lost) ? sum : sum + lost;
    }
}
