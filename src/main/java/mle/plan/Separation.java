package mle.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;

/**
 * Writes a formula as a sum of (part of parameters alone) × (part of each row), so that a mean over rows is a sum of
 * parameter parts times means of row parts. Row parts without parameters are moments.
 *
 * <p>Products are expanded only to reach moments. Before a sum is expanded, what it holds of the data, d, is written as
 * (d - c) + c with c a centre of the data, known at binding: the moments are then about the data's own centre, and no
 * digits are lost when the mean is far larger than the spread.
 */
final class Separation {
    private static final int MAX_POWER = 4;
    private static final int MAX_TERMS = 64;

    /** A coefficient that depends on parameters alone and a factor that depends on the row. */
    record Term(Expr coefficient, Expr factor) {
        Term times(Term other) {
            return new Term(coefficient.times(other.coefficient), factor.times(other.factor));
        }

        boolean isMoment() {
            return !factor.usesParameters();
        }

        /** The same sum with one term for each factor. */
        static List<Term> gathered(List<Term> sum) {
            Map<Expr, Expr> coefficients = new LinkedHashMap<>();
            for (Term term : sum) {
                Expr before = coefficients.get(term.factor);
                coefficients.put(term.factor, before == null ? term.coefficient : before.plus(term.coefficient));
            }
            List<Term> terms = new ArrayList<>();
            for (Map.Entry<Expr, Expr> entry : coefficients.entrySet()) {
                if (entry.getValue() != Expr.ZERO) {
                    terms.add(new Term(entry.getValue(), entry.getKey()));
                }
            }
            return terms;
        }
    }

    private final Map<Expr, Expr.Symbol> centres = new LinkedHashMap<>();

    /** The data parts that were centred, each with the known number that stands for its centre. */
    Map<Expr, Expr.Symbol> centres() {
        return centres;
    }

    /**
     * The terms of several formulas, one for each row factor of a formula. All are separated twice: what one of them centres,
     * all use centred, so that a moment is not kept in both forms.
     */
    List<List<Term>> terms(List<Expr> formulas) {
        for (Expr formula : formulas) {
            split(formula);
        }
        List<List<Term>> terms = new ArrayList<>();
        for (Expr formula : formulas) {
            terms.add(Term.gathered(split(formula)));
        }
        return terms;
    }

    private List<Term> split(Expr e) {
        if (!e.usesData()) {
            return List.of(new Term(e, Expr.ONE));
        }
        if (e instanceof Expr.Sum s) {
            return splitSum(s);
        }
        if (!e.usesParameters()) {
            Expr.Symbol centre = centres.get(e);
            return centre == null
                    ? List.of(new Term(Expr.ONE, e))
                    : List.of(new Term(Expr.ONE, e.minus(centre)), new Term(centre, Expr.ONE));
        }
        if (e instanceof Expr.Product p) {
            return splitProduct(p);
        }
        if (e instanceof Expr.Call c && c.function().equals(Function.KLDIV)) {
            return divergence(c.argument(0), c.argument(1));
        }
        List<Term> moments = moments(e, 1, true);
        return moments != null ? moments : List.of(new Term(Expr.ONE, e));
    }

    private List<Term> splitSum(Expr.Sum s) {
        List<Term> terms = new ArrayList<>();
        if (s.constant() != 0) {
            terms.add(new Term(Expr.constant(s.constant()), Expr.ONE));
        }
        for (int i = 0; i < s.size(); i++) {
            Term scale = new Term(Expr.constant(s.coefficient(i)), Expr.ONE);
            for (Term term : split(s.term(i))) {
                terms.add(scale.times(term));
            }
        }
        return terms;
    }

    private List<Term> splitProduct(Expr.Product p) {
        Term pure = new Term(Expr.ONE, Expr.ONE);
        Expr mixed = Expr.ONE;
        List<Term> expanded = List.of(pure);
        // Beside a factor of data, as in (x - m)²/x, a centre would leave a difference of large terms where x is small.
        boolean aboutCentre = !hasDataFactor(p);
        for (int i = 0; i < p.size(); i++) {
            Expr factor = p.base(i).pow(p.power(i));
            if (!factor.usesData()) {
                pure = pure.times(new Term(factor, Expr.ONE));
            } else if (!factor.usesParameters()) {
                pure = pure.times(new Term(Expr.ONE, factor));
            } else {
                mixed = mixed.times(factor);
                boolean linear = p.power(i) == 1 && p.base(i) instanceof Expr.Sum && dataFactors(p) == 1;
                expanded = multiply(expanded, moments(p.base(i), p.power(i), aboutCentre && !linear));
            }
        }
        if (expanded == null) {
            return List.of(pure.times(new Term(Expr.ONE, mixed)));
        }
        return multiply(List.of(pure), expanded);
    }

    private static boolean hasDataFactor(Expr.Product p) {
        for (int i = 0; i < p.size(); i++) {
            if (p.base(i).usesData() && !p.base(i).usesParameters()) {
                return true;
            }
        }
        return false;
    }

    private static int dataFactors(Expr.Product p) {
        int count = 0;
        for (int i = 0; i < p.size(); i++) {
            count += p.base(i).usesData() ? 1 : 0;
        }
        return count;
    }

    private static List<Term> onlyMoments(List<Term> terms) {
        for (Term term : terms) {
            if (!term.isMoment()) {
                return null;
            }
        }
        return terms;
    }

    /** base^power as a sum of moments, or null where it is none. */
    private List<Term> moments(Expr base, double power, boolean aboutCentre) {
        if (base instanceof Expr.Sum s && power >= 1 && power <= MAX_POWER && power == Math.rint(power)) {
            List<Term> once = aboutCentre ? centred(s) : uncentred(s);
            List<Term> result = once;
            for (int k = 1; k < power && result != null; k++) {
                result = multiply(result, once);
            }
            return result;
        }
        if (base instanceof Expr.Call c && c.size() == 1 && c.argument(0) instanceof Expr.Sum s) {
            return additionTheorem(c.function(), s, power);
        }
        return null;
    }

    /** The addends of a sum as moments, what they hold of the data about its centre; null where an addend is none. */
    private List<Term> centred(Expr.Sum s) {
        Expr data = dataPart(s);
        Expr rest = s.minus(data);
        List<Term> terms = new ArrayList<>();
        if (data != Expr.ZERO) {
            boolean single = data instanceof Expr.Sum d && d.size() == 1 && d.constant() == 0;
            Expr scale = single ? Expr.constant(((Expr.Sum) data).coefficient(0)) : Expr.ONE;
            Expr part = single ? ((Expr.Sum) data).term(0) : data;
            Expr.Symbol centre = centre(part);
            terms.add(new Term(scale, part.minus(centre)));
            rest = rest.plus(scale.times(centre));
        }
        List<Term> others = onlyMoments(split(rest));
        if (others == null) {
            return null;
        }
        terms.addAll(others);
        return terms;
    }

    /** The addends of a sum as moments, what it holds of parameters in one; null where an addend is none. */
    private List<Term> uncentred(Expr.Sum s) {
        Expr fixed = Expr.constant(s.constant());
        for (int i = 0; i < s.size(); i++) {
            fixed = s.term(i).usesData() ? fixed : fixed.plus(s.term(i).times(s.coefficient(i)));
        }
        List<Term> terms = new ArrayList<>(split(s.minus(fixed)));
        if (fixed != Expr.ZERO) {
            terms.add(new Term(fixed, Expr.ONE));
        }
        return onlyMoments(terms);
    }

    private Expr.Symbol centre(Expr data) {
        Expr.Symbol centre = centres.get(data);
        if (centre == null) {
            Sign sign = data.sign() == Sign.POSITIVE ? Sign.POSITIVE : Sign.ANY;
            centre = Expr.symbol(Expr.Kind.KNOWN, "centre of " + data, sign);
            centres.put(data, centre);
        }
        return centre;
    }

    /** f(a + b) by what f tells of sums, a of the data alone and b of the parameters alone; null where there is no such split. */
    private List<Term> additionTheorem(Function f, Expr.Sum s, double power) {
        Expr a = dataPart(s);
        Expr b = s.minus(a);
        if (b.usesData()) {
            return null;
        }
        Expr growth = Expr.call(Function.EXP, b);
        // Of the data alone: exp(log(1 + x)) - 1 is x wherever the logarithm, which stays a moment too, is a number.
        boolean undone =
                power == 1 && a instanceof Expr.Call log && log.function().equals(Function.LOG1P);
        if (f.equals(Function.EXP)) {
            return undone
                    ? times(growth, ((Expr.Call) a).argument(0).plus(1))
                    : List.of(new Term(
                            growth.pow(power), Expr.call(Function.EXP, a).pow(power)));
        }
        if (f.equals(Function.EXPM1) && power == 1) {
            List<Term> terms = times(growth, undone ? ((Expr.Call) a).argument(0) : Expr.call(Function.EXPM1, a));
            terms.add(new Term(Expr.call(Function.EXPM1, b), Expr.ONE));
            return terms;
        }
        if (f.equals(Function.EXPM1MX) && power == 1) {
            if (a instanceof Expr.Call log && log.function().equals(Function.LOG)) {
                return excessOfLog(growth, b, log);
            }
            return List.of(
                    new Term(growth, Expr.call(Function.EXPM1MX, a)),
                    new Term(Expr.call(Function.EXPM1, b), a),
                    new Term(Expr.call(Function.EXPM1MX, b), Expr.ONE));
        }
        return null;
    }

    /**
     * e^w - 1 - w of w = log(x) + b, in moments of x and log(x), which are there anyway. Data so close to 1 that x - 1 - log(x)
     * would lose digits are given as log1p of their deviation from it, and have a moment of their own.
     */
    private List<Term> excessOfLog(Expr growth, Expr b, Expr.Call log) {
        List<Term> terms = times(growth, log.argument(0));
        terms.add(new Term(Expr.constant(-1), log));
        terms.add(new Term(b.plus(1).negate(), Expr.ONE));
        return terms;
    }

    /** What data of themselves come to, times a factor. */
    private List<Term> times(Expr factor, Expr data) {
        Term scale = new Term(factor, Expr.ONE);
        List<Term> terms = new ArrayList<>();
        for (Term term : split(data)) {
            terms.add(scale.times(term));
        }
        return terms;
    }

    /**
     * x·log(x/y) - x + y about a number c of the size of the data: kldiv(x, c) + (x - c)·log(c/y) + kldiv(c, y), of which no term
     * is large where x, c and y are close.
     */
    private List<Term> divergence(Expr x, Expr y) {
        Expr whole = Expr.call(Function.KLDIV, x, y);
        if (!x.usesData() || x.usesParameters() || y.usesData()) {
            return List.of(new Term(Expr.ONE, whole));
        }
        Expr centre = centre(x);
        Expr positive = centre.plus(1); // the centre of counts may be 0
        Expr slope = Expr.call(Function.LOG, positive).minus(Expr.call(Function.LOG, y));
        return List.of(
                new Term(Expr.ONE, Expr.call(Function.KLDIV, x, positive)),
                new Term(slope, x.minus(centre)),
                new Term(Expr.call(Function.KLDIV, positive, y).minus(slope), Expr.ONE));
    }

    private static Expr dataPart(Expr.Sum s) {
        Expr data = Expr.ZERO;
        for (int i = 0; i < s.size(); i++) {
            if (s.term(i).usesData() && !s.term(i).usesParameters()) {
                data = data.plus(s.term(i).times(s.coefficient(i)));
            }
        }
        return data;
    }

    private static List<Term> multiply(List<Term> a, List<Term> b) {
        if (a == null || b == null || a.size() * b.size() > MAX_TERMS) {
            return null;
        }
        List<Term> product = new ArrayList<>(a.size() * b.size());
        for (Term x : a) {
            for (Term y : b) {
                product.add(x.times(y));
            }
        }
        return product;
    }
}
