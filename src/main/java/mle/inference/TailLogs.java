package mle.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.family.Tails;

/** The logarithm of a tail of a family, log P(X &le; x) or log P(X &gt; x), with its derivatives by the parameters. */
final class TailLogs {
    private final Family family;
    private final boolean lower;
    private final Program program;

    private TailLogs(Family family, boolean lower, Program program) {
        this.family = family;
        this.lower = lower;
        this.program = program;
    }

    /**
     * A tail of a family.
     *
     * @throws IllegalArgumentException for a family of several variables
     */
    static TailLogs of(Family family, boolean lower) {
        Tails tails = family.tails()
                .orElseThrow(() -> new IllegalArgumentException(
                        family.name() + ": a family of several variables has no distribution function"));
        Expr log = lower ? tails.logCdf() : tails.logSurvival();
        List<Expr.Symbol> inputs =
                new ArrayList<>(List.of(Expr.data("x", family.support().sign())));
        List<Expr> outputs = new ArrayList<>(List.of(log));
        for (Parameter p : family.parameters()) {
            inputs.add(p.symbol());
            outputs.add(p.known() ? Expr.ZERO : log.derivative(p.symbol()));
        }
        return new TailLogs(family, lower, Program.of(outputs, inputs));
    }

    /** The logarithm, then its derivatives; beyond the ends of the support minus infinity or 0, with none. */
    double[] at(double x, double[] parameters) {
        double[] result = new double[1 + parameters.length];
        Support support = supportAt(family, parameters);
        boolean before = x < support.lower() || x == support.lower() && !support.lowerClosed();
        if (before || x >= support.upper()) {
            result[0] = before == lower ? Double.NEGATIVE_INFINITY : 0;
            return result;
        }
        double[] inputs = new double[1 + parameters.length];
        inputs[0] = support.integer() ? Math.floor(x) : x;
        System.arraycopy(parameters, 0, inputs, 1, parameters.length);
        return program.values(inputs);
    }

    /** The support at values of the parameters. */
    static Support supportAt(Family family, double[] parameters) {
        if (family.support().ends().isEmpty()) {
            return family.support();
        }
        Map<String, Double> named = new HashMap<>();
        for (int i = 0; i < parameters.length; i++) {
            named.put(family.parameters().get(i).name(), parameters[i]);
        }
        return family.support().with(named);
    }
}
