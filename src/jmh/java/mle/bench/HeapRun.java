package mle.bench;

import mle.fit.Mle;

/** The main class of a child that makes one fit in as little heap as it was given, or only holds the values. */
final class HeapRun {
    private HeapRun() {}

    /** Arguments: family, rows, and whether to fit. */
    public static void main(String[] args) {
        double[] values = Sample.of(args[0], Integer.parseInt(args[1]), 1);
        boolean fit = Boolean.parseBoolean(args[2]);
        double[] fitted = fit ? values : Sample.of(args[0], 1000, 1); // the same code is loaded
        double likelihood = Mle.fit(Subject.family(args[0]), fitted).logLikelihood();
        if (!(Math.abs(likelihood) < Double.POSITIVE_INFINITY) || values.length == 0) {
            throw new IllegalStateException(args[0] + ": no fit");
        }
    }
}
