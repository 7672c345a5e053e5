package mle.expr;

/**
 * A density at given parameters along a coordinate y that runs over the whole line, so that nothing happens at its ends:
 * y is x on the line and for counts, the logarithm of the distance from the only end, the logit between two ends.
 */
final class DensityLine {
    /** So far from a kink one is clear of its rounding. */
    private static final double BESIDE = 1e-13;

    private final DensityFormula formula;
    private final double[] parameters;
    private final double[][] registers = new double[DensityFormula.From.values().length][];
    private final double[][] scoreRegisters = new double[registers.length][];
    private final boolean below;
    private final boolean above;

    /** Where y led last. */
    private DensityFormula.From from = DensityFormula.From.ZERO;

    private double distance;
    private double logSlope;

    DensityLine(DensityFormula formula, double[] parameters) {
        this.formula = formula;
        this.parameters = parameters;
        this.below = !formula.integer() && formula.lower() > Double.NEGATIVE_INFINITY;
        this.above = !formula.integer() && formula.upper() < Double.POSITIVE_INFINITY;
    }

    boolean integer() {
        return formula.integer();
    }

    /** Whether y is a logarithm or a logit. */
    boolean transformed() {
        return below || above;
    }

    /** The least y that there is. */
    double lowest() {
        return formula.integer() ? formula.lower() : Double.NEGATIVE_INFINITY;
    }

    /** The largest y that there is. */
    double highest() {
        return formula.integer() ? formula.upper() : Double.POSITIVE_INFINITY;
    }

    /** How far y may go in either direction before the numbers end: 1e300, or where a distance has all its digits. */
    double reach() {
        return transformed() ? 708 : 1e300;
    }

    double coordinate(double x) {
        if (below && above) {
            return StrictMath.log(x - formula.lower()) - StrictMath.log(formula.upper() - x);
        }
        if (below) {
            return StrictMath.log(x - formula.lower());
        }
        return above ? -StrictMath.log(formula.upper() - x) : x;
    }

    private void move(double y) {
        if (below && above) {
            double width = formula.upper() - formula.lower();
            from = y < 0 ? DensityFormula.From.LOWER : DensityFormula.From.UPPER;
            double near = -StrictMath.abs(y);
            distance = width * Special.sigmoid(near);
            logSlope = StrictMath.log(width) + near - 2 * Special.log1pexp(near);
        } else if (below || above) {
            from = below ? DensityFormula.From.LOWER : DensityFormula.From.UPPER;
            logSlope = below ? y : -y;
            distance = StrictMath.exp(logSlope);
        } else {
            distance = y;
        }
    }

    private boolean outside() {
        return transformed() && !(distance > 0 && distance < Double.POSITIVE_INFINITY);
    }

    /**
     * The logarithm of the density by y; minus infinity where there is none. No number between counts where the formula is one of
     * counts alone.
     */
    double log(double y) {
        move(y);
        if (outside()) {
            return Double.NEGATIVE_INFINITY;
        }
        Program program = formula.value(from);
        double[] r = run(program, registers);
        double value = r[program.output(0)] + logSlope;
        boolean unknown = value != value && formula.integer() && y != StrictMath.rint(y);
        return value < Double.POSITIVE_INFINITY || unknown ? value : Double.NEGATIVE_INFINITY;
    }

    /** The first and the second derivatives of the log-density by the parameters, the lower triangle by rows. */
    void scores(double y, double[] scores) {
        move(y);
        Program program = formula.scores(from);
        double[] r = run(program, scoreRegisters);
        for (int k = 0; k < scores.length; k++) {
            scores[k] = r[program.output(1 + k)];
        }
    }

    /** Those at the points of a stretch that have a share of it, by so many parameters. */
    double[][] scores(Stretch stretch, int parameters) {
        double[][] all = new double[stretch.at().length][parameters + parameters * (parameters + 1) / 2];
        for (int n = 0; n < all.length; n++) {
            if (stretch.shares()[n] != 0) {
                scores(stretch.at()[n], all[n]);
            }
        }
        return all;
    }

    /** How far the scores at a point just below x are above those just above it. */
    double[] scoreJump(double x, int count) {
        double y = coordinate(x);
        double step = BESIDE * Math.max(1, Math.abs(y));
        double[] jump = new double[count];
        double[] after = new double[count];
        scores(y - step, jump);
        scores(y + step, after);
        for (int k = 0; k < count; k++) {
            jump[k] -= after[k];
        }
        return jump;
    }

    /** The logarithm of the density by x. */
    double logByX(double x) {
        double log = log(coordinate(x));
        return log - (transformed() ? logSlope : 0);
    }

    /** The values of other formulas, given by their programs for each way of telling the variable. */
    void values(Program[] programs, double[][] kept, double y, double[] values) {
        move(y);
        Program program = programs[from.ordinal()];
        double[] r = run(program, kept);
        for (int k = 0; k < values.length; k++) {
            values[k] = r[program.output(k)];
        }
    }

    private double[] run(Program program, double[][] kept) {
        int k = from.ordinal();
        if (kept[k] == null) {
            kept[k] = new double[program.registers()];
            System.arraycopy(parameters, 0, kept[k], 1, parameters.length);
        }
        kept[k][0] = distance;
        program.run(kept[k]);
        return kept[k];
    }
}
