package mle.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The logarithms of a distribution function and of its complement, of a density that is given as a formula: by quadrature,
 * or for counts by sums, with first and second derivatives under the integral. As {@link Function}s of x and the parameters
 * they stand in formulas like any other.
 *
 * <p>Relative errors are below 1e-11 where a density is smooth or has kinks, down to probabilities of 1e-300; where that is not
 * reached, or the density does not integrate to 1, the value is NaN, never wrong digits.
 */
public final class TailQuadrature {
    /** Results and tables kept by each thread: the rows of a block, and the parameters of a few. */
    private static final int KEPT = 1024;

    private static final int TABLES = 8;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final DensityFormula formula;
    private final String text;
    private final ThreadLocal<Memory> memory = ThreadLocal.withInitial(Memory::new);

    /**
     * The tails of a log-density.
     *
     * @param logDensity of x and the parameters
     * @param x the variable
     * @param parameters the parameters by which there are derivatives
     * @param given all other symbols of the formula
     * @param lower the lower end of the support, or minus infinity
     * @param upper the upper end, or infinity
     * @param integer whether x is a count
     * @param unitMass whether the density is known to integrate, or to add up, to 1 at all parameters, so that of counts a tail may be
     *     what is left of the first ones
     * @param kinks those of the parameters at which, as values of x, the density may have a kink
     */
    public TailQuadrature(
            Expr logDensity,
            Expr.Symbol x,
            List<Expr.Symbol> parameters,
            List<Expr.Symbol> given,
            double lower,
            double upper,
            boolean integer,
            boolean unitMass,
            List<Expr.Symbol> kinks) {
        this.formula = new DensityFormula(logDensity, x, parameters, given, lower, upper, integer, unitMass, kinks);
        this.text = "{" + formula + "}";
    }

    /** log P(X ≤ x), of x, values of the parameters and of the given symbols. */
    public Expr logCdf(List<Expr> arguments) {
        return Expr.call(function(0), arguments.toArray(Expr[]::new));
    }

    /** log P(X &gt; x), of the same. */
    public Expr logSurvival(List<Expr> arguments) {
        return Expr.call(function(1), arguments.toArray(Expr[]::new));
    }

    /** What the density integrates to at values of all its symbols but x; NaN if that was not found. */
    public double whole(double... parameters) {
        return table(parameters).whole();
    }

    /**
     * A tail or a derivative of it.
     *
     * @param side 0 for the lower tail, 1 for the upper
     * @param by the parameters by which it is differentiated, at most two
     */
    private Function function(int side, int... by) {
        String name = (side == 0 ? "logcdf" : "logsurvival") + text + (by.length == 0 ? "" : Arrays.toString(by));
        return Function.of(name, a -> value(side, by, a), (k, a) -> partial(side, by, k, a));
    }

    private double value(int side, int[] by, double[] arguments) {
        for (double argument : arguments) {
            if (argument != argument) {
                return argument;
            }
        }
        TailValues values = at(arguments, by.length > 0);
        if (by.length == 0) {
            return values.logs()[side];
        }
        if (!values.hasDerivatives()) {
            return Double.NaN;
        }
        int p = formula.parameters();
        int place = by.length == 1 ? by[0] : p + by[0] * (by[0] + 1) / 2 + by[1];
        return values.derivatives()[side][place];
    }

    private Expr partial(int side, int[] by, int argument, List<Expr> arguments) {
        if (argument > formula.parameters()) {
            throw new IllegalArgumentException("tail by quadrature: has no derivative by a number that is given");
        }
        if (argument > 0) {
            int[] more = Arrays.copyOf(by, by.length + 1);
            more[by.length] = argument - 1;
            if (more.length == 2 && more[0] < more[1]) {
                more = new int[] {more[1], more[0]};
            }
            if (more.length > 2) {
                throw new IllegalArgumentException("tail by quadrature: has no third derivative");
            }
            return Expr.call(function(side, more), arguments.toArray(Expr[]::new));
        }
        if (formula.integer()) {
            throw new IllegalArgumentException("tail by sums: has no derivative by a count");
        }
        if (by.length > 1) {
            throw new IllegalArgumentException("tail by quadrature: has no third derivative");
        }
        Expr[] all = arguments.toArray(Expr[]::new);
        Expr log = formula.at(formula.logDensity(), arguments).minus(Expr.call(function(side), all));
        Expr hazard = Expr.call(Function.EXP, log).times(side == 0 ? 1 : -1);
        return by.length == 0
                ? hazard
                : hazard.times(formula.at(formula.score(by[0]), arguments).minus(Expr.call(function(side, by), all)));
    }

    // ---- what each thread remembers ----

    /** The answers to the last questions: formulas ask for value and derivatives one by one. */
    private static final class Memory {
        private final double[][] questions = new double[KEPT][];
        private final TailValues[] answers = new TailValues[KEPT];
        private final Map<List<Double>, MassTable> tables = new Latest<>();
        private final Map<List<Double>, HeadTable> heads = new Latest<>();
    }

    /** The tables of the parameters that were asked last. */
    private static final class Latest<T> extends LinkedHashMap<List<Double>, T> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Double>, T> eldest) {
            return size() > TABLES;
        }
    }

    private TailValues at(double[] arguments, boolean derivatives) {
        double x = arguments[0];
        boolean beforeAll = x < formula.lower() || x == formula.lower() && !formula.integer() || -x == INFINITY;
        if (beforeAll || x >= formula.upper()) {
            return TailValues.end(beforeAll, formula.parameters());
        }
        Memory m = memory.get();
        int place = Arrays.hashCode(arguments) * 0x9E3779B9 >>> 22;
        TailValues known = m.answers[place];
        if (known == null || !Arrays.equals(m.questions[place], arguments) || derivatives && !known.hasDerivatives()) {
            known = make(x, Arrays.copyOfRange(arguments, 1, arguments.length), derivatives);
            m.questions[place] = arguments.clone();
            m.answers[place] = known;
        }
        return known;
    }

    private TailValues make(double x, double[] parameters, boolean derivatives) {
        if (formula.hasHeads()) {
            HeadTable heads =
                    memory.get().heads.computeIfAbsent(key(parameters), k -> new HeadTable(formula, parameters));
            if (heads.reaches(x)) {
                return heads.at(x, derivatives);
            }
        }
        return table(parameters).at(x, derivatives);
    }

    private MassTable table(double[] parameters) {
        return memory.get().tables.computeIfAbsent(key(parameters), k -> new MassTable(formula, parameters));
    }

    private static List<Double> key(double[] parameters) {
        List<Double> key = new ArrayList<>();
        for (double p : parameters) {
            key.add(p);
        }
        return key;
    }
}
