package mle.family;

import java.util.ArrayList;
import java.util.List;
import mle.data.EmpiricalDistribution;

/**
 * A mixture of families of vectors: of normal ones, with a mean and a covariance matrix of its own for each component, the Gaussian
 * mixture model (McLachlan and Peel 2000, ch. 3). Parameters are named by their columns, then the component: {@code mean1_2} is
 * the mean of the first column in component 2.
 */
final class VectorMixture {
    private final Mixture mixture;
    private final List<VectorFamily> parts;

    private VectorMixture(Mixture mixture) {
        this.mixture = mixture;
        this.parts = mixture.parts().stream().map(f -> (VectorFamily) f).toList();
    }

    /** The mixture as a family of vectors. */
    static VectorFamily of(Mixture mixture) {
        VectorMixture of = new VectorMixture(mixture);
        return VectorFamily.of(
                        mixture.name(),
                        of.parts.get(0).dimension(),
                        mixture.support(),
                        mixture.parameters(),
                        mixture.text(),
                        mixture::logDensity)
                .withMixture(mixture)
                .withSolvedIn(() -> mixture.solvedIn().orElseThrow())
                .withStarts(of::starts)
                .withSiblings(of::ofDimension)
                .withSampler(
                        (own, searched, total, random, row) -> of.draw(own, searched, random, row),
                        (own, total) -> of.mean(own),
                        (own, total) -> of.covariance(own))
                .withSource(mixture.source());
    }

    /** Refuses components of which some are of vectors and others not, or have no location and scatter. */
    static void check(List<Family> parts, List<String> common) {
        Family first = parts.get(0);
        for (Family part : parts) {
            boolean alike = part.columns().equals(first.columns());
            boolean scattered = !(part instanceof VectorFamily v)
                    || v.locationScatter().isPresent()
                            && v.locationScatter().get().dimension() > 1;
            if (!alike || !scattered) {
                throw new IllegalArgumentException(
                        "mixture: components must be families of one column, or of vectors with"
                                + " a location and a scatter (mvnormal, mvstudent), got " + first.name() + " and "
                                + part.name());
            }
            if (part instanceof VectorFamily v) {
                common.stream()
                        .filter(name -> !v.columnsOf(name).isEmpty())
                        .findFirst()
                        .ifPresent(name -> {
                            throw new IllegalArgumentException(
                                    "mixture: locations and scatters of vectors can't be common, got '" + name + "'");
                        });
            }
        }
    }

    private VectorFamily ofDimension(int d) {
        if (d < 2) {
            throw new IllegalArgumentException(mixture.name() + ": needs two columns or more, got " + d);
        }
        List<Family> others = new ArrayList<>();
        parts.forEach(f -> others.add(f.ofDimension(d)));
        return (VectorFamily) Mixture.of(others, mixture.common());
    }

    private List<double[]> starts(EmpiricalDistribution p) {
        return new VectorMixtureStarts(parts, mixture.common(), p).points();
    }

    private double[] weights(double[] own) {
        double[] weights = new double[parts.size()];
        weights[parts.size() - 1] = 1;
        for (int k = 0; k < parts.size() - 1; k++) {
            weights[k] = own[k];
            weights[parts.size() - 1] -= own[k];
        }
        return weights;
    }

    private void draw(double[] own, double[] searched, Draws random, double[] row) {
        double[] weights = weights(own);
        double left = random.uniform();
        int k = 0;
        while (k < weights.length - 1 && left >= weights[k]) {
            left -= weights[k++];
        }
        parts.get(k).sampler().draw(mixture.part(own, k), searched(searched, k), 1, random, row);
    }

    /** What is searched of a component. */
    private double[] searched(double[] searched, int k) {
        List<String> names = mixture.solvedIn().orElseThrow().parameters().stream()
                .map(Parameter::name)
                .toList();
        return parts.get(k).solvedIn().orElseThrow().parameters().stream()
                .mapToDouble(p -> searched[names.indexOf(mixture.nameOf(p, k))])
                .toArray();
    }

    private double[] mean(double[] own) {
        int d = parts.get(0).dimension();
        double[] weights = weights(own);
        double[] mean = new double[d];
        for (int k = 0; k < weights.length; k++) {
            double[] of = parts.get(k).mean(mixture.part(own, k), 1);
            for (int i = 0; i < d; i++) {
                mean[i] += weights[k] * of[i];
            }
        }
        return mean;
    }

    /** Within components and between them. */
    private double[][] covariance(double[] own) {
        int d = parts.get(0).dimension();
        double[] weights = weights(own);
        double[] mean = mean(own);
        double[][] covariance = new double[d][d];
        for (int k = 0; k < weights.length; k++) {
            double[] values = mixture.part(own, k);
            double[] of = parts.get(k).mean(values, 1);
            double[][] within = parts.get(k).covariance(values, 1);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double between = (of[i] - mean[i]) * (of[j] - mean[j]);
                    covariance[i][j] += weights[k] * (within[i][j] + between);
                }
            }
        }
        return covariance;
    }
}
