package mle.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.family.Family;
import mle.family.FisherInformation;
import mle.parallel.Crew;
import mle.solve.Cholesky;

/**
 * What each observation adds to the expected information on the coefficients of some parameters, relative to that of all: the
 * trace of I⁻¹I(i), which for a generalised linear model is the diagonal of the hat matrix (McCullagh and Nelder 1989, Generalized
 * Linear Models, sec. 12.7). Other parameters count as known; the leverages of all observations add up to the number of the
 * coefficients.
 */
final class Leverage {
    private static final int CHUNK = 256;

    private final ParameterRows parameters;
    private final int[] which;
    private final FisherInformation information;
    private final IntUnaryOperator coordinate;
    private final int size;

    /**
     * Of some parameters.
     *
     * @param which their places in the family
     */
    Leverage(ParameterRows parameters, int[] which) {
        Family family = parameters.family();
        this.parameters = parameters;
        this.which = which;
        this.information = FisherInformation.of(family);
        List<Integer> places = new ArrayList<>();
        for (int i : which) {
            for (int place : parameters.follower(i).places()) {
                if (place >= 0 && !places.contains(place)) {
                    places.add(place);
                }
            }
        }
        this.coordinate = places::indexOf;
        this.size = places.size();
    }

    /** For each row, by its weight. */
    double[] of(EmpiricalDistribution data) {
        int n = data.size();
        double[] total = new double[size * (size + 1) / 2];
        double[][] ofFamily = new double[n][];
        Crew.each((n + CHUNK - 1) / CHUNK, chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
                ofFamily[i] = information.at(parameters.at(parameters.rows() == 1 ? 0 : i));
            }
        });
        for (int i = 0; i < n; i++) {
            double[] own = information(i, ofFamily[i]);
            for (int k = 0; k < total.length; k++) {
                total[k] += data.weight(i) * own[k];
            }
        }
        double[] leverages = new double[n];
        Cholesky cholesky = Cholesky.of(total, size);
        if (!cholesky.positiveDefinite()) {
            Arrays.fill(leverages, Double.NaN);
            return leverages;
        }
        double[] inverse = cholesky.inverse();
        for (int i = 0; i < n; i++) {
            double[] own = information(i, ofFamily[i]);
            double trace = 0;
            for (int a = 0, k = 0; a < size; a++) {
                for (int b = 0; b <= a; b++, k++) {
                    trace += (a == b ? 1 : 2) * own[k] * inverse[k];
                }
            }
            leverages[i] = data.weight(i) * trace;
        }
        return leverages;
    }

    /** What a row adds, packed. */
    private double[] information(int row, double[] ofParameters) {
        int at = parameters.rows() == 1 ? 0 : row;
        double[] sum = new double[size * (size + 1) / 2];
        Gradient[] slopes = new Gradient[which.length];
        for (int a = 0; a < which.length; a++) {
            Gradient inner = new Gradient();
            parameters.follower(which[a]).gradient(at, inner);
            slopes[a] = new Gradient();
            slopes[a].add(parameters.slope(which[a], at), inner);
        }
        for (int a = 0; a < which.length; a++) {
            for (int b = 0; b < which.length; b++) {
                int i = Math.max(which[a], which[b]);
                int j = Math.min(which[a], which[b]);
                slopes[a].addProduct(slopes[b], ofParameters[i * (i + 1) / 2 + j], coordinate, sum);
            }
        }
        return sum;
    }
}
