package mle.family;

import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.expr.Expr;
import mle.family.Heritage.OfComponents;

/** Families seen only between bounds. */
final class Truncation {
    private Truncation() {}

    static Family truncated(Family f, double a, double b) {
        if (!(a < b)) {
            throw new IllegalArgumentException(
                    "truncated: the lower bound must be below the upper one, got " + a + " and " + b);
        }
        String name = "truncated(" + f.name() + ", " + Pieces.number(a) + ", " + Pieces.number(b) + ")";
        return truncated(name, f, a, b, other -> truncated(other, a, b));
    }

    static Family zeroTruncated(Family f) {
        if (!(f.support().integer() && f.support().lower() == 0)) {
            throw new IllegalArgumentException(
                    "zero-truncated: needs counts from 0 up, got " + f.name() + " with " + f.support());
        }
        String name = "zero-truncated(" + f.name() + ")";
        return truncated(
                name, f, 0, Double.POSITIVE_INFINITY, other -> isWithoutZero(other) ? other : zeroTruncated(other));
    }

    /** Of which nothing is cut off: what a hurdle becomes without zeros is truncated already. */
    private static boolean isWithoutZero(Family f) {
        return f.support().integer() && f.support().lower() > 0;
    }

    private static Family truncated(String name, Family f, double a, double b, UnaryOperator<Family> combination) {
        Tails tails = Pieces.tails("truncated", f).ending(f.support());
        Support whole = f.support();
        boolean cutBelow = a > whole.lower() || whole.integer() && a >= whole.lower();
        boolean cutAbove = b < whole.upper();
        if (cutBelow && whole.lowerClosed() || cutAbove && whole.upperClosed()) {
            Pieces.checkStill("truncated", f);
        }
        Expr x = Pieces.data(whole);
        Expr least = cutBelow ? Expr.constant(a) : null;
        Expr most = cutAbove ? Expr.constant(b) : null;
        Expr mass = mass(f, tails, least, most);
        Tails seen = new Tails(
                mass(f, tails, least, x).minus(mass), mass(f, tails, x, most).minus(mass));
        Tails settled = cutBelow || cutAbove ? seen.complementary() : seen;
        double from = cutBelow ? (whole.integer() ? Math.floor(a) + 1 : a) : whole.lower();
        double to = cutAbove ? (whole.integer() ? Math.floor(b) : b) : whole.upper();
        Support support = new Support(
                from,
                cutBelow ? whole.integer() : whole.lowerClosed(),
                to,
                cutAbove || whole.upperClosed(),
                whole.integer(),
                cutBelow ? Optional.empty() : whole.lowerParameter(),
                cutAbove ? Optional.empty() : whole.upperParameter());
        return new CombinedFamily(
                name,
                support,
                f.parameters(),
                onSupport(f, f.logDensity().minus(mass), support),
                Optional.of(new Tails(
                        onSupport(f, settled.logCdf(), support), onSupport(f, settled.logSurvival(), support))),
                text(cutBelow, a, cutAbove, b) + "; " + Pieces.where("f", f) + ", F its distribution function",
                f::starts,
                Heritage.of(
                        f,
                        combination,
                        Optional.of(new OfComponents(
                                UnaryOperator.identity(), e -> onSupport(f, e.minus(mass), support)))));
    }

    /** log P(lower < X <= upper); no bound where one is null. */
    private static Expr mass(Family f, Tails tails, Expr lower, Expr upper) {
        if (lower != null && upper != null) {
            return IntervalMass.of(f, tails, lower, upper);
        }
        if (lower != null) {
            return f.support().at(tails.logSurvival(), lower);
        }
        return upper == null ? Expr.ZERO : f.support().at(tails.logCdf(), upper);
    }

    private static String text(boolean cutBelow, double a, boolean cutAbove, double b) {
        String above = cutBelow ? "F(" + Pieces.number(a) + ")" : "";
        if (!cutAbove) {
            return cutBelow ? "log f(x) - log(1 - " + above + ")" : "log f(x)";
        }
        String below = "F(" + Pieces.number(b) + ")";
        return "log f(x) - log(" + below + (cutBelow ? " - " + above : "") + ")";
    }

    /** A formula of a family where x is known to lie in another support. */
    private static Expr onSupport(Family f, Expr formula, Support support) {
        return f.support().at(formula, Pieces.data(support));
    }
}
