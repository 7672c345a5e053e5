package mle.bayes;

import java.util.List;
import mle.family.Parameter;
import mle.solve.Jet;

/**
 * A normal distribution of the coordinates of the unknowns, centre + scale·(m + Az).
 *
 * @param shape which entries of A there are
 * @param parameters m and A
 * @param centre what is added
 * @param scale what is multiplied by
 */
record FittedNormal(NormalShape shape, double[] parameters, double[] centre, double[] scale) {
    /** The mean of each coordinate. */
    double[] mean() {
        double[] mean = new double[shape.dimension()];
        for (int d = 0; d < mean.length; d++) {
            mean[d] = centre[d] + scale[d] * parameters[d];
        }
        return mean;
    }

    /** The matrix that standard normal draws are multiplied by. */
    double[][] matrix() {
        double[][] a = shape.matrix(parameters);
        for (int d = 0; d < a.length; d++) {
            for (int k = 0; k < a[d].length; k++) {
                a[d][k] *= scale[d];
            }
        }
        return a;
    }

    /** The packed covariance of the coordinates. */
    double[] covariance() {
        double[] covariance = shape.covariance(parameters);
        for (int i = 0, at = 0; i < scale.length; i++) {
            for (int j = 0; j <= i; j++, at++) {
                covariance[at] *= scale[i] * scale[j];
            }
        }
        return covariance;
    }

    /** The entropy of the coordinates. */
    double entropy() {
        Jet jet = new Jet(parameters.length, 0);
        jet.setValue(0);
        NormalEntropy.subtract(shape, parameters, jet);
        double entropy = -jet.value();
        for (double s : scale) {
            entropy += StrictMath.log(s);
        }
        return entropy;
    }

    /** The distribution of each unknown. */
    Marginal[] marginals(List<Parameter> unknowns) {
        double[] mean = mean();
        double[] covariance = covariance();
        Marginal[] marginals = new Marginal[mean.length];
        for (int d = 0; d < mean.length; d++) {
            marginals[d] = Marginal.of(unknowns.get(d).domain(), mean[d], Math.sqrt(covariance[d * (d + 1) / 2 + d]));
        }
        return marginals;
    }
}
