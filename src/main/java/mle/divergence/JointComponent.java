package mle.divergence;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mle.expr.Expr;
import mle.family.JointDistribution;

/** A joint density of one formula: a part of a mixture, or the whole. */
interface JointComponent {
    /** The error sought of a cubature, relative to the integral of the size of a function. */
    double TOLERANCE = 1e-13;

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
     * @param tolerance the error sought, relative to the integral of the size of a function; sums are to rounding
     * @throws IllegalArgumentException if there are too many columns for a quadrature
     */
    JointIntegral integrate(Functions f, int count, double tolerance);

    /** The same to the last digits but one or two. */
    default JointIntegral integrate(Functions f, int count) {
        return integrate(f, count, TOLERANCE);
    }

    /** The log-density as a formula of what stands for the columns, inside of its support. */
    default Optional<Expr> formula(List<Expr> columns) {
        return Optional.empty();
    }

    /** What draws its rows, where {@link #integrate} has too many columns. */
    default Optional<RowSampler> sampler() {
        return Optional.empty();
    }

    /** The error of the log-density, where it is normalised by draws. */
    default double levelError() {
        return 0;
    }

    /** The distribution of one column, where it is known. */
    default Optional<Density> margin(int column) {
        return Optional.empty();
    }

    /** Whether {@link #integrate} has few enough columns. */
    default boolean isIntegrable() {
        return true;
    }

    /** The distribution that it is, if it is one of a family of vectors. */
    default Optional<JointDistribution> member() {
        return Optional.empty();
    }

    /** The normal distribution that it is, if it is one. */
    default Optional<Gaussian> gaussian() {
        return Optional.empty();
    }

    /** Mean and covariance, where they are known without an integral. */
    default Optional<RowMoments> moments() {
        return Optional.empty();
    }

    /** Whether it is known to have no covariance. */
    default boolean lacksCovariance() {
        return false;
    }

    /** The entropy, if a formula of it is known. */
    default Optional<Amount> entropy() {
        return Optional.empty();
    }
}
