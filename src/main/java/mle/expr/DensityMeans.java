package mle.expr;

import java.util.List;

/**
 * Means of formulas of a variable under a density that is given as a formula: over the points at which its mass is collected, by
 * quadrature, or for counts by sums. What has no finite mean, or one that a tail does not settle, is NaN, never wrong digits.
 */
public final class DensityMeans {
    private final DensityFormula density;
    private final int count;
    private final Program[] programs = new Program[DensityFormula.From.values().length];

    /**
     * The means of formulas.
     *
     * @param logDensity the log-density, of x and the parameters
     * @param x the variable
     * @param parameters all other symbols of the density and the formulas
     * @param lower the lower end of the support, or minus infinity
     * @param upper the upper end, or infinity
     * @param integer whether x is a count
     * @param formulas of x and the parameters
     */
    public DensityMeans(
            Expr logDensity,
            Expr.Symbol x,
            List<Expr.Symbol> parameters,
            double lower,
            double upper,
            boolean integer,
            List<Expr> formulas) {
        this.density =
                new DensityFormula(logDensity, x, List.of(), parameters, lower, upper, integer, false, List.of());
        this.count = formulas.size();
        for (DensityFormula.From from : DensityFormula.From.values()) {
            boolean told = from == DensityFormula.From.LOWER
                    ? lower > Double.NEGATIVE_INFINITY
                    : from == DensityFormula.From.ZERO || upper < Double.POSITIVE_INFINITY;
            programs[from.ordinal()] = told ? density.program(from, formulas) : null;
        }
    }

    /** The means at values of the parameters. */
    public double[] at(double... parameters) {
        return new MassTable(density, parameters).means(programs, count);
    }
}
