package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.parallel.Crew;
import mle.plan.LinearTerms;

/**
 * Columns centred and scaled: where there is an intercept the dense ones about their means, so that neither the units nor the
 * origin of a covariate matters. The means and spreads are those of some rows, which is close enough.
 */
final class Standardisation implements ColumnMap {
    private static final int SAMPLE = 2000;

    /** Two units in the last place. */
    private static final double STORED = 2 * Math.ulp(1.0);

    private final DesignMatrix design;
    private final double[] centres;
    private final double[] factors;
    private final int intercept;

    private Standardisation(DesignMatrix design, double[] centres, double[] factors, int intercept) {
        this.design = design;
        this.centres = centres;
        this.factors = factors;
        this.intercept = intercept;
    }

    /** The standardisation of a matrix. */
    static Standardisation of(DesignMatrix design) {
        int intercept = -1;
        int first = 0;
        for (Block block : design.blocks()) {
            intercept = block instanceof Block.Ones ? first : intercept;
            first += block.width();
        }
        double[] centres = new double[first];
        double[] factors = new double[first];
        Arrays.fill(factors, 1);
        Rowset some = Rowset.some(SAMPLE, design.rows());
        int at = 0;
        for (Block block : design.blocks()) {
            if (block instanceof Block.Dense d) {
                double[] values = some.of(d.values());
                double centre = intercept >= 0 ? mean(values) : 0;
                double spread = spread(values, centre);
                if (!(spread > 0)) {
                    // A column that is constant in a sample may differ elsewhere.
                    centre = intercept >= 0 ? mean(d.values()) : 0;
                    spread = spread(d.values(), centre);
                }
                centres[at] = centre;
                factors[at] = factor(spread);
            } else if (block instanceof Block.Scaled s) {
                Arrays.fill(factors, at, at + s.width(), factor(spread(some.of(s.values()), 0)));
            }
            at += block.width();
        }
        return new Standardisation(design, centres, factors, intercept);
    }

    private static double factor(double spread) {
        double factor = 1 / spread;
        return spread > 0 && factor > 0 && factor < Double.POSITIVE_INFINITY ? factor : 1;
    }

    private static double mean(double[] values) {
        double about = values[0];
        double mean = 0;
        for (double value : values) {
            mean += (value - about) / values.length;
        }
        return about + mean;
    }

    private static double spread(double[] values, double centre) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, Math.abs(value - centre));
        }
        double sum = 0;
        for (double value : values) {
            double share = most > 0 ? (value - centre) / most : 0;
            sum += share * share;
        }
        return most * Math.sqrt(sum / values.length);
    }

    @Override
    public LinearTerms terms(Rowset rows) {
        double[][] dense = design.blocks().stream()
                .map(b -> b instanceof Block.Dense d
                        ? d.values()
                        : b instanceof Block.Scaled s ? s.values() : new double[0])
                .toArray(double[][]::new);
        double[][] some = rows.of(dense);
        List<LinearTerms.Term> terms = new ArrayList<>();
        int at = 0;
        for (int k = 0; k < some.length; k++) {
            Block block = design.blocks().get(k);
            if (block instanceof Block.Ones) {
                terms.add(LinearTerms.Dense.ONES);
            } else if (block instanceof Block.Dense) {
                terms.add(new LinearTerms.Dense(some[k], centres[at], factors[at]));
            } else if (block instanceof Block.Indicators b) {
                terms.add(new LinearTerms.Coded(rows.of(b.codes()), b.width(), new double[0]));
            } else if (block instanceof Block.Scaled b) {
                terms.add(new LinearTerms.Coded(rows.of(b.codes()), b.width(), scaled(some[k], factors[at])));
            }
            at += block.width();
        }
        return new LinearTerms(rows.size(), terms);
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    /** The columns of the search, each written out. */
    double[][] columns() {
        double[][] columns = new double[factors.length][];
        Crew.each(columns.length, j -> {
            double[] column = design.column(j);
            for (int i = 0; i < column.length; i++) {
                column[i] = (column[i] - centres[j]) * factors[j];
            }
            columns[j] = column;
        });
        return columns;
    }

    @Override
    public LinearCoordinates.Columns columnsOf(String parameter) {
        return new LinearCoordinates.Columns(parameter, design.names(), centres, factors, new double[0][]);
    }

    /** What a column of the search may be off because its entries are stored to so many digits: much far from zero. */
    double storedWithin(int column) {
        return STORED * Math.abs(centres[column]) * factors[column];
    }

    DesignMatrix design() {
        return design;
    }

    @Override
    public int size() {
        return factors.length;
    }

    @Override
    public void toGiven(double[] coefficients, int first) {
        double shift = 0;
        for (int k = 0; k < factors.length; k++) {
            coefficients[first + k] *= factors[k];
            shift += coefficients[first + k] * centres[k];
        }
        if (intercept >= 0) {
            coefficients[first + intercept] -= shift;
        }
    }

    /** For sums over rows of products with the columns as given, those with the columns of the search. */
    double[] transposed(double[] products) {
        double[] searched = new double[factors.length];
        for (int k = 0; k < factors.length; k++) {
            double centred = intercept >= 0 ? products[k] - centres[k] * products[intercept] : products[k];
            searched[k] = centred * factors[k];
        }
        return searched;
    }

    @Override
    public void toSearched(double[] coefficients, int first) {
        double shift = 0;
        for (int k = 0; k < factors.length; k++) {
            shift += coefficients[first + k] * centres[k];
            coefficients[first + k] /= factors[k];
        }
        if (intercept >= 0) {
            coefficients[first + intercept] += shift;
        }
    }
}
