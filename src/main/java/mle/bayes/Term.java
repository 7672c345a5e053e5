package mle.bayes;

import java.util.Collection;
import java.util.Map;

/** A summand of the logarithm of a posterior density, as a function of the coordinates of the unknowns on their lines. */
interface Term {
    /** What a term is of: the parts of an evidence lower bound. */
    enum Role {
        /** The likelihood of the data. */
        LIKELIHOOD,
        /** A prior density, in the unknowns themselves. */
        PRIOR,
        /** The logarithm of the derivative of an unknown by its coordinate. */
        JACOBIAN,
        /** A log-density given as a whole. */
        DENSITY
    }

    Role role();

    /** Adds the keys of the pairs of coordinates by which its second derivative may not be zero. */
    void addPairs(Collection<Long> keys);

    /**
     * Arrays for evaluations by one thread.
     *
     * @param order 0 for values, 1 with gradients, 2 with Hessians
     * @param places where each pair stands among the entries of the Hessian
     */
    Evaluation evaluation(int order, Map<Long, Integer> places);

    /** Evaluates a term. */
    interface Evaluation {
        /**
         * Adds the term at several points.
         *
         * @param points for each coordinate its value at each point
         * @param count how many points there are
         */
        void add(double[][] points, int count, Derivatives sum);
    }
}
