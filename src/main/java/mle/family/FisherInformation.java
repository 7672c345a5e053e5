package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mle.expr.Expr;

/**
 * The information that one observation is expected to bring on the parameters of a family, E(ssᵀ) for the score s
 * (Fisher 1925; Lehmann and Casella 1998, Theory of Point Estimation, sec. 2.5). An entry that is a polynomial of x of degree up to
 * 2 in the second derivatives of the log-density is exact, others are integrals, or for counts sums.
 */
public final class FisherInformation {
    /** How far the mean of a score may be from 0, relative to its deviation. */
    private static final double REGULAR = 1e-6;

    private final int size;
    private final ExpectedValues means;

    private FisherInformation(int size, ExpectedValues means) {
        this.size = size;
        this.means = means;
    }

    /**
     * The information of a family.
     *
     * @throws IllegalArgumentException for a family of several variables
     */
    public static FisherInformation of(Family family) {
        if (family.columns().size() > 1) {
            throw new IllegalArgumentException(
                    family.name() + ": the expected information of a family of vectors is not known");
        }
        Expr density = family.logDensity();
        List<Expr> scores = family.parameters().stream()
                .map(p -> p.known() ? Expr.ZERO : density.derivative(p.symbol()))
                .toList();
        boolean edged = ExpectedValues.isEdged(density);
        List<Expr> formulas = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            for (int j = 0; j <= i; j++) {
                Expr curvature = scores.get(i)
                        .derivative(family.parameters().get(j).symbol())
                        .negate();
                Expr product = scores.get(i).times(scores.get(j));
                boolean known = family.parameters().get(j).known();
                formulas.add(
                        known
                                ? Expr.ZERO
                                : edged
                                                || ExpectedValues.closed(family, curvature)
                                                        .isEmpty()
                                        ? product
                                        : curvature);
            }
        }
        boolean regular = family.support().ends().isEmpty()
                && formulas.stream()
                        .allMatch(f -> ExpectedValues.closed(family, f).isPresent());
        // Of closed forms under a support that stays, scores have no mean.
        scores.forEach(score -> formulas.add(regular ? Expr.ZERO : score));
        return new FisherInformation(scores.size(), ExpectedValues.of(family, formulas));
    }

    /**
     * The information at values of the parameters.
     *
     * @return the packed lower triangle, 0 for parameters that are numbers of the design; NaN where it is not finite or where, as at
     *     an end of the support that moves, the score has a mean
     */
    public double[] at(double... values) {
        double[] all = means.at(values);
        int packed = size * (size + 1) / 2;
        double[] information = Arrays.copyOf(all, packed);
        for (int i = 0; i < size; i++) {
            double deviation = Math.sqrt(information[i * (i + 3) / 2]);
            if (!(Math.abs(all[packed + i]) <= REGULAR * deviation)) {
                for (int j = 0; j < size; j++) {
                    information[Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)] = Double.NaN;
                }
            }
        }
        return information;
    }
}
