package mle.divergence;

import java.util.SplittableRandom;
import mle.draws.NormalDraws;

/** A way from standard normal draws to the rows of a density, the same for all densities that differ in their numbers. */
interface RowSampler {
    /**
     * Rows that stand for a density.
     *
     * @param rows the rows
     * @param masses their weights, which add up to 1
     */
    record Sample(double[][] rows, double[] masses) {}

    /** So many rows or a few times as many, the same for the same random numbers. */
    Sample sample(int count, SplittableRandom random);

    /** Writes a row. */
    interface Way {
        /** From a point of standard normal numbers to a row. */
        void row(double[] z, double[] row);
    }

    /**
     * Rows that are all of one weight.
     *
     * @param dimensions how many normal numbers make a row
     * @param columns how many columns it has
     */
    static RowSampler of(int dimensions, int columns, Way way) {
        return (count, random) -> {
            double[][] z = NormalDraws.replicate(dimensions, count, random);
            double[][] rows = new double[count][columns];
            double[] masses = new double[count];
            double[] point = new double[dimensions];
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < dimensions; k++) {
                    point[k] = z[k][i];
                }
                way.row(point, rows[i]);
                masses[i] = 1.0 / count;
            }
            return new Sample(rows, masses);
        };
    }

    /** Of a normal distribution. */
    static RowSampler of(Gaussian normal) {
        int d = normal.mean().length;
        return of(d, d, normal::row);
    }

    /** Of a multivariate Student distribution: a normal one over the root of a chi-squared variable over its degrees of freedom. */
    static RowSampler student(Gaussian shape, double df) {
        return student(shape, df, NormalScore.chiSquared(df));
    }

    /** The same with the chi-squared variable that is known. */
    static RowSampler student(Gaussian shape, double df, NormalScore mixing) {
        int d = shape.mean().length;
        return of(d + 1, d, (z, row) -> {
            double factor = Math.sqrt(df / mixing.at(z[d]));
            double[] wide = new double[d];
            for (int k = 0; k < d; k++) {
                wide[k] = factor * z[k];
            }
            shape.row(wide, row);
        });
    }

    /** Of shares, each of which is a gamma variable over the sum of all. */
    static RowSampler shares(NormalScore[] gammas) {
        int d = gammas.length;
        return of(d, d, (z, row) -> {
            double sum = 0;
            for (int k = 0; k < d; k++) {
                row[k] = gammas[k].at(z[k]);
                sum += row[k];
            }
            for (int k = 0; k < d; k++) {
                row[k] = Math.max(Double.MIN_NORMAL, Math.min(row[k] / sum, Math.nextDown(1.0)));
            }
        });
    }

    /** Of columns that are independent of each other. */
    static RowSampler product(NormalScore[] columns) {
        int d = columns.length;
        return of(d, d, (z, row) -> {
            for (int k = 0; k < d; k++) {
                row[k] = columns[k].at(z[k]);
            }
        });
    }
}
