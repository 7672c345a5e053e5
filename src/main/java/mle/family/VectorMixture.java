package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mle.data.EmpiricalDistribution;

/**
 * A mixture of families of vectors: of normal ones, with a mean and a covariance matrix of its own for each component, the Gaussian
 * mixture model (McLachlan and Peel 2000, ch. 3); of multinomials, that of latent classes. Parameters are named by their columns, then the component: {@code mean1_2} is
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
        VectorFamily family = VectorFamily.of(
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
                .withSampler(of::draw, of::mean, of::covariance)
                .withSource(mixture.source());
        return of.parts.get(0).constraint().map(family::withConstraint).orElse(family);
    }

    /** Refuses components of which some are of vectors and others not, or of other vectors. */
    static void check(List<Family> parts, List<String> common) {
        Family first = parts.get(0);
        for (Family part : parts) {
            boolean alike = part.columns().equals(first.columns());
            boolean ofSpace = !(part instanceof VectorFamily v)
                    || first instanceof VectorFamily f
                            && v.dimension() > 1
                            && v.movesWithData() == f.movesWithData()
                            && rule(v).equals(rule(f));
            if (!alike || !ofSpace) {
                throw new IllegalArgumentException(
                        "mixture: components must be families of one column, or of the same vectors (reals, shares or"
                                + " counts), got " + first.name() + " and " + part.name());
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

    private static Optional<String> rule(VectorFamily family) {
        return family.constraint().map(Constraint::text);
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

    private void draw(double[] own, double[] searched, double total, Draws random, double[] row) {
        double[] weights = weights(own);
        double left = random.uniform();
        int k = 0;
        while (k < weights.length - 1 && left >= weights[k]) {
            left -= weights[k++];
        }
        parts.get(k).sampler().draw(mixture.part(own, k), searched(searched, k), total, random, row);
    }

    /** What is searched of a component. */
    private double[] searched(double[] searched, int k) {
        List<String> names = mixture.solvedIn().orElseThrow().parameters().stream()
                .map(Parameter::name)
                .toList();
        VectorFamily part = parts.get(k);
        return part.solvedIn().map(Reparametrisation::parameters).orElse(part.parameters()).stream()
                .mapToDouble(p -> searched[names.indexOf(mixture.nameOf(p, k))])
                .toArray();
    }

    private double[] mean(double[] own, double total) {
        int d = parts.get(0).dimension();
        double[] weights = weights(own);
        double[] mean = new double[d];
        for (int k = 0; k < weights.length; k++) {
            double[] of = parts.get(k).mean(mixture.part(own, k), total);
            for (int i = 0; i < d; i++) {
                mean[i] += weights[k] * of[i];
            }
        }
        return mean;
    }

    /** Within components and between them. */
    private double[][] covariance(double[] own, double total) {
        int d = parts.get(0).dimension();
        double[] weights = weights(own);
        double[] mean = mean(own, total);
        double[][] covariance = new double[d][d];
        for (int k = 0; k < weights.length; k++) {
            double[] values = mixture.part(own, k);
            double[] of = parts.get(k).mean(values, total);
            double[][] within = parts.get(k).covariance(values, total);
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
