package mle.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * The tails of counts from a first one on, of a density that is known to add up to 1: P(X &le; x) is the sum of the first terms, and
 * P(X &gt; x) what is left, as long as that is not small; beyond, the sum of the others. Terms are added as they are asked, those
 * of all rows at the same parameters once.
 */
final class HeadTable {
    /** So many terms are kept; the tails of counts beyond are left to a {@link MassTable}. */
    private static final int MOST = 1024;

    /** What is left is at least this, or summed. */
    private static final double LEFT = 1.0 / 1024;

    /** Below so small a share the lower tail is summed relative to its largest term. */
    private static final double FAR = 1e-6;

    /** The rounding of what is left, relative to which it may be used where the sum of the others does not settle. */
    private static final double ROUNDING = 1e-15;

    /** How precise the logarithm of a tail must be. */
    private static final double CERTAIN = 1e-9;

    private final DensityLine line;
    private final int parameters;
    private final double first;
    private final List<Double> logs = new ArrayList<>();
    private final List<Double> below = new ArrayList<>();
    private final List<ScoreMoments> scores = new ArrayList<>();
    private double rest; // what adding up has lost
    private CountTail upper;

    HeadTable(DensityFormula formula, double[] parameters) {
        this.line = new DensityLine(formula, parameters);
        this.parameters = formula.parameters();
        this.first = formula.lower();
    }

    /** Whether it has the tails at a count. */
    boolean reaches(double x) {
        return x - first < MOST;
    }

    /** The two tails at a count that is reached, to second derivatives or only their values. */
    TailValues at(double x, boolean derivatives) {
        int k = (int) (Math.floor(x) - first);
        sum(k);
        double head = below.get(k);
        if (!(head >= 0 && head < 1 + CERTAIN)) {
            return TailValues.UNKNOWN;
        }
        if (head <= 1 - LEFT) {
            return lower(k, head, derivatives);
        }
        TailValues summed = upper().at(Math.floor(x) + 1, derivatives);
        boolean lost = Double.isNaN(summed.logs()[1]);
        return lost && 1 - head >= ROUNDING / CERTAIN ? lower(k, head, derivatives) : summed;
    }

    private void sum(int k) {
        for (int i = logs.size(); i <= k; i++) {
            double log = line.log(first + i);
            double term = StrictMath.exp(log);
            double before = i > 0 ? below.get(i - 1) : 0;
            double sum = before + (term + rest);
            rest += term - (sum - before);
            logs.add(log);
            below.add(sum);
        }
    }

    private TailValues lower(int k, double head, boolean derivatives) {
        if (head < FAR) {
            return farLower(k, derivatives);
        }
        double log = StrictMath.log(head);
        if (!derivatives) {
            return TailValues.of(true, log);
        }
        for (int i = scores.size(); i <= k; i++) {
            ScoreMoments sum = i > 0 ? scores.get(i - 1).copy() : new ScoreMoments(new double[parameters]);
            sum.add(line, first + i, StrictMath.exp(logs.get(i)));
            scores.add(sum);
        }
        return TailValues.of(true, log, scores.get(k).derivatives(head), parameters);
    }

    /** Relative to the largest term, about whose scores the others differ little. */
    private TailValues farLower(int k, boolean derivatives) {
        int most = 0;
        for (int i = 1; i <= k; i++) {
            most = logs.get(i) > logs.get(most) ? i : most;
        }
        double reference = logs.get(most);
        if (reference == Double.NEGATIVE_INFINITY) {
            return TailValues.UNKNOWN;
        }
        ScoreMoments moments = derivatives ? ScoreMoments.about(line, first + most, parameters) : null;
        double mass = 0;
        for (int i = 0; i <= k; i++) {
            double share = StrictMath.exp(logs.get(i) - reference);
            mass += share;
            if (derivatives && share > 0) {
                moments.add(line, first + i, share);
            }
        }
        double log = StrictMath.log(mass) + reference;
        return derivatives ? TailValues.of(true, log, moments.derivatives(mass), parameters) : TailValues.of(true, log);
    }

    /** The sums from where less is left than may be told as such. */
    private CountTail upper() {
        if (upper == null) {
            int from = 0;
            while (below.get(from) <= 1 - LEFT) {
                from++;
            }
            upper = new CountTail(line, first + from + 1, parameters);
        }
        return upper;
    }
}
