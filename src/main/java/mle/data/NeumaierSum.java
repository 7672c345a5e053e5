package mle.data;

/** A sum whose rounding errors are added up beside it (Neumaier 1974, Z. Angew. Math. Mech. 54, 39-51, algorithm IV). */
final class NeumaierSum {
    private double sum;
    private double lost;

    void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    double value() {
        return sum + lost;
    }
}
