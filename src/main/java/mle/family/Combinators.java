package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;

/**
 * Families from families, to any depth. A combined family takes and gives what any family does; its tails are derived where
 * those of its parts are known.
 */
public final class Combinators {
    private static final String ZERO_PROBABILITY = "zero_probability";

    private Combinators() {}

    /**
     * A family seen only where a &lt; x &le; b: log f(x) - log(F(b) - F(a)).
     *
     * @param a the lower bound, minus infinity for none
     * @param b the upper bound, infinity for none
     */
    public static Family truncated(Family f, double a, double b) {
        if (!(a < b)) {
            throw new IllegalArgumentException(
                    "truncated: the lower bound must be below the upper one, got " + a + " and " + b);
        }
        return truncated("truncated(" + f.name() + ", " + number(a) + ", " + number(b) + ")", f, a, b);
    }

    private static Family truncated(String name, Family f, double a, double b) {
        Tails tails = tails("truncated", f);
        Support whole = f.support();
        boolean cutBelow = a > whole.lower() || whole.integer() && a >= whole.lower();
        boolean cutAbove = b < whole.upper();
        Expr mass;
        if (cutBelow && cutAbove) {
            mass = tails.between(whole, Expr.constant(a), Expr.constant(b));
        } else if (cutBelow) {
            mass = at(f, tails.logSurvival(), a);
        } else {
            mass = cutAbove ? at(f, tails.logCdf(), b) : Expr.ZERO;
        }
        Expr lower = cutBelow ? difference(tails.logCdf(), at(f, tails.logCdf(), a)) : tails.logCdf();
        Expr upper = cutAbove ? difference(tails.logSurvival(), at(f, tails.logSurvival(), b)) : tails.logSurvival();
        double from = cutBelow ? (whole.integer() ? Math.floor(a) + 1 : a) : whole.lower();
        double to = cutAbove ? (whole.integer() ? Math.floor(b) : b) : whole.upper();
        Support support = new Support(
                from,
                cutBelow ? whole.integer() : whole.lowerClosed(),
                to,
                cutAbove || whole.upperClosed(),
                whole.integer(),
                cutAbove ? Optional.empty() : whole.upperParameter());
        return new CombinedFamily(
                name,
                support,
                f.parameters(),
                onSupport(f, f.logDensity().minus(mass), support),
                Optional.of(
                        new Tails(onSupport(f, lower.minus(mass), support), onSupport(f, upper.minus(mass), support))),
                f.severalMaxima(),
                f::starts,
                () -> truncated(name, f.regressionForm(), a, b));
    }

    /** Counts of which zero is never seen. */
    public static Family zeroTruncated(Family f) {
        checkCounts("zero-truncated", f);
        return truncated("zero-truncated(" + f.name() + ")", f, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * Counts with more zeros: zero with a probability of its own, else a count of the family, which may be zero as well
     * (Lambert 1992).
     */
    public static Family zeroInflated(Family f) {
        checkCounts("zero-inflated", f);
        Expr p = Expr.parameter(ZERO_PROBABILITY, Sign.POSITIVE);
        Expr logP = Expr.call(Function.LOG, p);
        Expr logRest = Expr.call(Function.LOG1P, p.negate());
        Expr atZero = Expr.call(Function.LOGADDEXP, logP, logRest.plus(at(f, f.logDensity(), 0)));
        Expr density = Expr.call(Function.CHOOSE, data(f.support()), logRest.plus(f.logDensity()), atZero);
        Optional<Tails> tails = f.tails()
                .map(t -> new Tails(
                        Expr.call(Function.LOGADDEXP, logP, logRest.plus(t.logCdf())), logRest.plus(t.logSurvival())));
        return new CombinedFamily(
                "zero-inflated(" + f.name() + ")",
                f.support(),
                with(f, "zero-inflated"),
                density,
                tails,
                true,
                data -> zeroStarts(f, data, false),
                () -> zeroInflated(f.regressionForm()));
    }

    /** Counts of which zero is a matter of its own and the others are of the family, truncated at zero (Mullahy 1986). */
    public static Family hurdle(Family f) {
        checkCounts("hurdle", f);
        Tails tails = tails("hurdle", f);
        Expr p = Expr.parameter(ZERO_PROBABILITY, Sign.POSITIVE);
        Expr logP = Expr.call(Function.LOG, p);
        Expr logRest = Expr.call(Function.LOG1P, p.negate());
        Expr some = at(f, tails.logSurvival(), 0);
        Expr density = Expr.call(
                Function.CHOOSE, data(f.support()), logRest.plus(f.logDensity()).minus(some), logP);
        Expr beyond = logRest.plus(tails.logSurvival()).minus(some);
        Expr upTo = Expr.call(
                Function.LOGADDEXP,
                logP,
                logRest.plus(difference(tails.logCdf(), at(f, tails.logCdf(), 0)))
                        .minus(some));
        return new CombinedFamily(
                "hurdle(" + f.name() + ")",
                f.support(),
                with(f, "hurdle"),
                density,
                Optional.of(new Tails(Expr.call(Function.CHOOSE, data(f.support()), upTo, logP), beyond)),
                f.severalMaxima(),
                data -> zeroStarts(f, data, true),
                () -> hurdle(f.regressionForm()));
    }

    /**
     * A value of one family with probability {@code weight1}, else of another. Parameters are numbered by component:
     * {@code mean1}, {@code sd1}, {@code mean2}, {@code sd2}. The likelihood of components with a scale has no bound where one
     * of them collapses on a value; what is sought is the highest of its local maxima (McLachlan and Peel 2000, sec. 2.13).
     */
    public static Family mixture(Family f, Family g) {
        if (!f.support().equals(g.support())) {
            throw new IllegalArgumentException("mixture: components must have one support, got " + f.name() + " on "
                    + f.support() + " and " + g.name() + " on " + g.support());
        }
        Expr w = Expr.parameter("weight1", Sign.POSITIVE);
        Expr logW = Expr.call(Function.LOG, w);
        Expr logRest = Expr.call(Function.LOG1P, w.negate());
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of("weight1", new Domain(0, 1)));
        parameters.addAll(numbered(f, 1));
        parameters.addAll(numbered(g, 2));
        Optional<Tails> tails = f.tails().isPresent() && g.tails().isPresent()
                ? Optional.of(new Tails(
                        sum(
                                logW,
                                numbered(f, f.tails().get().logCdf(), 1),
                                logRest,
                                numbered(g, g.tails().get().logCdf(), 2)),
                        sum(
                                logW,
                                numbered(f, f.tails().get().logSurvival(), 1),
                                logRest,
                                numbered(g, g.tails().get().logSurvival(), 2))))
                : Optional.empty();
        return new CombinedFamily(
                "mixture(" + f.name() + ", " + g.name() + ")",
                f.support(),
                List.copyOf(parameters),
                sum(logW, numbered(f, f.logDensity(), 1), logRest, numbered(g, g.logDensity(), 2)),
                tails,
                true,
                data -> mixtureStarts(f, g, data),
                () -> mixture(f.regressionForm(), g.regressionForm()));
    }

    /**
     * The family that a text means: a name, or {@code truncated(f, a, b)}, {@code zero-truncated(f)}, {@code zero-inflated(f)},
     * {@code hurdle(f)}, {@code mixture(f, g)} of such texts; an empty bound is infinite.
     *
     * @return the family, or nothing if a name in it is not known
     * @throws IllegalArgumentException if a combination is not possible
     */
    public static Optional<Family> parse(String text) {
        String trimmed = text.strip();
        int open = trimmed.indexOf('(');
        if (open < 0) {
            return Families.find(trimmed);
        }
        if (!trimmed.endsWith(")")) {
            throw new IllegalArgumentException("family '" + trimmed + "': expected a closing parenthesis at the end");
        }
        String name = trimmed.substring(0, open).strip();
        List<String> parts = parts(trimmed.substring(open + 1, trimmed.length() - 1));
        return switch (name) {
            case "truncated" ->
                of(parts, 3, trimmed)
                        .map(f -> truncated(
                                f,
                                bound(parts.get(1), Double.NEGATIVE_INFINITY),
                                bound(parts.get(2), Double.POSITIVE_INFINITY)));
            case "zero-truncated" -> of(parts, 1, trimmed).map(Combinators::zeroTruncated);
            case "zero-inflated" -> of(parts, 1, trimmed).map(Combinators::zeroInflated);
            case "hurdle" -> of(parts, 1, trimmed).map(Combinators::hurdle);
            case "mixture" ->
                of(parts, 2, trimmed).flatMap(f -> parse(parts.get(1)).map(g -> mixture(f, g)));
            default ->
                throw new IllegalArgumentException("family '" + trimmed + "': no combination '" + name
                        + "', expected truncated, zero-truncated, zero-inflated, hurdle or mixture");
        };
    }

    private static Optional<Family> of(List<String> parts, int count, String text) {
        if (parts.size() != count) {
            throw new IllegalArgumentException(
                    "family '" + text + "': expected " + count + " parts in parentheses, got " + parts.size());
        }
        return parse(parts.get(0));
    }

    /** Divides a list at the commas that are not inside parentheses. */
    public static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    private static double bound(String text, double none) {
        if (text.isEmpty()) {
            return none;
        }
        return Text.parseNumber("truncated", text);
    }

    private static String number(double bound) {
        return Double.isInfinite(bound) ? "" : Text.number(bound);
    }

    private static void checkCounts(String who, Family f) {
        if (!(f.support().integer() && f.support().lower() == 0)) {
            throw new IllegalArgumentException(
                    who + ": needs counts from 0 up, got " + f.name() + " with " + f.support());
        }
    }

    private static Tails tails(String who, Family f) {
        return f.tails()
                .orElseThrow(() -> new IllegalArgumentException(
                        who + ": needs a distribution function, that of " + f.name() + " is not known"));
    }

    private static Expr data(Support support) {
        return Expr.data("x", support.sign());
    }

    /** A formula of a family at a value of x. */
    private static Expr at(Family f, Expr formula, double x) {
        return f.support().at(formula, Expr.constant(x));
    }

    /** A formula of a family where x is known to lie in another support. */
    private static Expr onSupport(Family f, Expr formula, Support support) {
        return f.support().at(formula, data(support));
    }

    private static Expr difference(Expr a, Expr b) {
        return Expr.call(Function.LOGDIFFEXP, a, b);
    }

    private static Expr sum(Expr logW, Expr first, Expr logRest, Expr second) {
        return Expr.call(Function.LOGADDEXP, logW.plus(first), logRest.plus(second));
    }

    private static List<Parameter> with(Family f, String who) {
        if (f.parameter(ZERO_PROBABILITY).isPresent()) {
            throw new IllegalArgumentException(who + ": " + f.name() + " has a " + ZERO_PROBABILITY + " already");
        }
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.of(ZERO_PROBABILITY, new Domain(0, 1)));
        f.parameters().forEach(p -> parameters.add(p.equals(f.mainParameter()) ? p.asMain() : p));
        return List.copyOf(parameters);
    }

    private static List<Parameter> numbered(Family f, int number) {
        return f.parameters().stream()
                .map(p -> (number == 1 && p.equals(f.mainParameter()) ? p.asMain() : p).named(p.name() + number))
                .toList();
    }

    private static Expr numbered(Family f, Expr formula, int number) {
        Map<Expr, Expr> names = new HashMap<>();
        for (Parameter p : f.parameters()) {
            names.put(
                    Expr.parameter(p.name(), p.domain().sign()),
                    Expr.parameter(p.name() + number, p.domain().sign()));
        }
        return formula.replace(s -> names.getOrDefault(s, s));
    }

    private static List<double[]> zeroStarts(Family f, EmpiricalDistribution p, boolean apart) {
        double zeros = p.ecdf(0);
        List<double[]> points = new ArrayList<>();
        EmpiricalDistribution some = where(p, 0, Double.POSITIVE_INFINITY);
        for (double[] inner : f.starts(some)) {
            for (double share : apart ? new double[] {1} : new double[] {0.9, 0.5, 0.1}) {
                points.add(before(Math.min(Math.max(zeros * share, 0.01), 0.99), inner));
            }
        }
        return points;
    }

    /** Lower and upper parts of the sample, cut at several quantiles. */
    private static List<double[]> mixtureStarts(Family f, Family g, EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double share : new double[] {0.5, 0.25, 0.75, 0.1, 0.9}) {
            double cut = p.quantile(share);
            double[] first = f.starts(where(p, Double.NEGATIVE_INFINITY, cut)).get(0);
            double[] second = g.starts(where(p, cut, Double.POSITIVE_INFINITY)).get(0);
            double[] point = before(share, first);
            double[] both = Arrays.copyOf(point, point.length + second.length);
            System.arraycopy(second, 0, both, point.length, second.length);
            points.add(both);
        }
        return points;
    }

    private static double[] before(double value, double[] values) {
        double[] longer = new double[values.length + 1];
        longer[0] = value;
        System.arraycopy(values, 0, longer, 1, values.length);
        return longer;
    }

    /** The rows with lower &lt; x &le; upper; all rows if those are fewer than two. */
    private static EmpiricalDistribution where(EmpiricalDistribution p, double lower, double upper) {
        double[] values = new double[p.size()];
        double[] weights = new double[p.size()];
        int n = 0;
        for (int i = 0; i < p.size(); i++) {
            if (p.value(i) > lower && p.value(i) <= upper) {
                values[n] = p.value(i);
                weights[n++] = p.weight(i);
            }
        }
        return n < 2 ? p : EmpiricalDistribution.of(Arrays.copyOf(values, n), Arrays.copyOf(weights, n));
    }
}
