package mle.family;

import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.expr.Expr;

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
        return truncated(name, f, 0, Double.POSITIVE_INFINITY, Truncation::zeroTruncated);
    }

    private static Family truncated(String name, Family f, double a, double b, UnaryOperator<Family> combination) {
        Tails tails = Pieces.tails("truncated", f);
        Support whole = f.support();
        boolean cutBelow = a > whole.lower() || whole.integer() && a >= whole.lower();
        boolean cutAbove = b < whole.upper();
        if (cutBelow && whole.lowerClosed() || cutAbove && whole.upperClosed()) {
            Pieces.checkStill("truncated", f);
        }
        Expr mass;
        if (cutBelow && cutAbove) {
            mass = tails.between(whole, Expr.constant(a), Expr.constant(b));
        } else if (cutBelow) {
            mass = Pieces.at(f, tails.logSurvival(), a);
        } else {
            mass = cutAbove ? Pieces.at(f, tails.logCdf(), b) : Expr.ZERO;
        }
        Expr lower = cutBelow ? Pieces.difference(tails.logCdf(), Pieces.at(f, tails.logCdf(), a)) : tails.logCdf();
        Expr upper = cutAbove
                ? Pieces.difference(tails.logSurvival(), Pieces.at(f, tails.logSurvival(), b))
                : tails.logSurvival();
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
                Optional.of(
                        new Tails(onSupport(f, lower.minus(mass), support), onSupport(f, upper.minus(mass), support))),
                text(cutBelow, a, cutAbove, b) + "; " + Pieces.where("f", f) + ", F its distribution function",
                f::starts,
                Heritage.of(f, combination).withComponents(f, e -> onSupport(f, e.minus(mass), support)));
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
