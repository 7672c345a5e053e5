package mle.divergence;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mle.family.JointDistribution;

/** A joint density of one formula: a part of a mixture, or the whole. */
interface JointComponent {
    /** Functions of a row. */
    interface Functions {
        /** Writes their values. */
        void at(double[] row, double[] out);
    }

    /** How it is called. */
    String text();

    /** What its rows are. */
    Space space();

    /** The log-density of a row, minus infinity where it can't occur; not for several threads at once. */
    ToDoubleFunction<double[]> logDensity();

    /**
     * Integrals of functions against this density.
     *
     * @param count how many there are
     * @throws IllegalArgumentException if there are too many columns for a quadrature
     */
    JointIntegral integrate(Functions f, int count);

    /** The distribution that it is, if it is one of a family of vectors. */
    default Optional<JointDistribution> member() {
        return Optional.empty();
    }

    /** The normal distribution that it is, if it is one. */
    default Optional<Gaussian> gaussian() {
        return Optional.empty();
    }

    /** Mean and covariance, where they are known without an integral. */
    Optional<RowMoments> moments();

    /** The entropy, if a formula of it is known. */
    Optional<Amount> entropy();
}
