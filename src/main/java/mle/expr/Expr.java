package mle.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A formula over data columns, parameters and constants: immutable and hash-consed, so that equal formulas are one
 * object and {@code ==} is equality.
 *
 * <p>Formulas are kept in one canonical form. A sum is a constant plus terms with numeric coefficients; a product is
 * factors with numeric powers and no coefficient (a coefficient makes it a sum of one term); operands are ordered by
 * their structure, never by the order in which they were made, so that the same formula gives the same bits of every
 * later evaluation. Signs are known where they follow from the symbols: a logarithm of a product of positive factors is
 * the sum of the logarithms.
 */
public abstract sealed class Expr permits Expr.Constant, Expr.Symbol, Expr.Sum, Expr.Product, Expr.Call {
    /** Zero. */
    public static final Expr ZERO = constant(0);

    /** One. */
    public static final Expr ONE = constant(1);

    private final int hash;
    private final boolean usesData;
    private final boolean usesParameters;
    private final Sign sign;

    private Expr(int hash, boolean usesData, boolean usesParameters, Sign sign) {
        this.hash = hash;
        this.usesData = usesData;
        this.usesParameters = usesParameters;
        this.sign = sign;
    }

    // ---- what a formula is made of ----

    /** A number. */
    public static final class Constant extends Expr {
        private final double value;

        private Constant(double value) {
            super(Double.hashCode(value), false, false, Sign.of(value));
            this.value = value;
        }

        /** The number. */
        public double value() {
            return value;
        }

        @Override
        boolean sameNode(Expr other) {
            return other instanceof Constant c && Double.doubleToLongBits(c.value) == Double.doubleToLongBits(value);
        }
    }

    /** What a symbol stands for. */
    public enum Kind {
        /** A data column: one value per observation. */
        DATA,
        /** A parameter: moved by the solver. */
        PARAMETER,
        /** A number known once the data are bound: a held parameter, a centre of the data. */
        KNOWN
    }

    /** A name: a data column, a parameter or a known number. */
    public static final class Symbol extends Expr {
        private final Kind kind;
        private final String name;

        private Symbol(Kind kind, String name, Sign sign) {
            super(
                    (kind.ordinal() * 31 + name.hashCode()) * 31 + sign.ordinal(),
                    kind == Kind.DATA,
                    kind == Kind.PARAMETER,
                    sign);
            this.kind = kind;
            this.name = name;
        }

        /** What it stands for. */
        public Kind kind() {
            return kind;
        }

        /** Its name. */
        public String name() {
            return name;
        }

        @Override
        boolean sameNode(Expr other) {
            return other instanceof Symbol s && s.kind == kind && s.sign() == sign() && s.name.equals(name);
        }
    }

    /** {@code constant + Σ coefficient·term}; a term is neither a number nor a sum. */
    public static final class Sum extends Expr {
        private final double constant;
        private final double[] coefficients;
        private final Expr[] terms;

        private Sum(double constant, double[] coefficients, Expr[] terms) {
            super(
                    (Double.hashCode(constant) * 31 + Arrays.hashCode(coefficients)) * 31 + hashOf(terms) + 1,
                    anyData(terms),
                    anyParameter(terms),
                    signOf(constant, coefficients, terms));
            this.constant = constant;
            this.coefficients = coefficients;
            this.terms = terms;
        }

        private static Sign signOf(double constant, double[] coefficients, Expr[] terms) {
            Sign sign = Sign.of(constant);
            for (int i = 0; i < terms.length; i++) {
                sign = sign.plus(Sign.of(coefficients[i]).times(terms[i].sign()));
            }
            return sign;
        }

        /** The number added. */
        public double constant() {
            return constant;
        }

        /**
         * The power of two in the first coefficient, drawn out where the sum is a factor or in a logarithm, so that
         * 2x - 2y and x - y are seen to differ by a factor; 1 for a sum of one term.
         */
        double content() {
            return terms.length < 2 && constant == 0 ? 1 : Math.scalb(1.0, Math.getExponent(coefficients[0]));
        }

        /** How many terms there are beside the constant. */
        public int size() {
            return terms.length;
        }

        /** The coefficient of a term. */
        public double coefficient(int i) {
            return coefficients[i];
        }

        /** A term without its coefficient. */
        public Expr term(int i) {
            return terms[i];
        }

        @Override
        boolean sameNode(Expr other) {
            return other instanceof Sum s
                    && Double.doubleToLongBits(s.constant) == Double.doubleToLongBits(constant)
                    && Arrays.equals(s.coefficients, coefficients)
                    && sameArray(s.terms, terms);
        }
    }

    /** {@code Π base^power}; a base is never a number. */
    public static final class Product extends Expr {
        private final Expr[] bases;
        private final double[] powers;

        private Product(Expr[] bases, double[] powers) {
            super(
                    Arrays.hashCode(powers) * 31 + hashOf(bases) + 2,
                    anyData(bases),
                    anyParameter(bases),
                    signOf(bases, powers));
            this.bases = bases;
            this.powers = powers;
        }

        private static Sign signOf(Expr[] bases, double[] powers) {
            Sign sign = Sign.POSITIVE;
            for (int i = 0; i < bases.length; i++) {
                sign = sign.times(bases[i].sign().pow(powers[i]));
            }
            return sign;
        }

        /** How many factors there are. */
        public int size() {
            return bases.length;
        }

        /** A factor without its power. */
        public Expr base(int i) {
            return bases[i];
        }

        /** The power of a factor. */
        public double power(int i) {
            return powers[i];
        }

        @Override
        boolean sameNode(Expr other) {
            return other instanceof Product p && Arrays.equals(p.powers, powers) && sameArray(p.bases, bases);
        }
    }

    /** A primitive function of formulas. */
    public static final class Call extends Expr {
        private final Function function;
        private final Expr[] arguments;

        private Call(Function function, Expr[] arguments) {
            super(
                    function.hashCode() * 31 + hashOf(arguments) + 3,
                    anyData(arguments),
                    anyParameter(arguments),
                    function.sign(arguments));
            this.function = function;
            this.arguments = arguments;
        }

        /** The function. */
        public Function function() {
            return function;
        }

        /** How many arguments it has. */
        public int size() {
            return arguments.length;
        }

        /** An argument. */
        public Expr argument(int i) {
            return arguments[i];
        }

        @Override
        boolean sameNode(Expr other) {
            return other instanceof Call c && c.function.equals(function) && sameArray(c.arguments, arguments);
        }
    }

    // ---- making formulas ----

    /** The number as a formula. */
    public static Expr constant(double value) {
        checkFinite(value);
        return Pool.intern(new Constant(value == 0 ? 0.0 : value));
    }

    /** A data column of any sign. */
    public static Symbol data(String name) {
        return data(name, Sign.ANY);
    }

    /** A data column whose values have a known sign. */
    public static Symbol data(String name, Sign sign) {
        return symbol(Kind.DATA, name, sign);
    }

    /** A parameter of any sign. */
    public static Symbol parameter(String name) {
        return parameter(name, Sign.ANY);
    }

    /** A parameter with a known sign. */
    public static Symbol parameter(String name, Sign sign) {
        return symbol(Kind.PARAMETER, name, sign);
    }

    /** A symbol of any kind and sign. */
    public static Symbol symbol(Kind kind, String name, Sign sign) {
        return (Symbol) Pool.intern(new Symbol(kind, name, sign));
    }

    /** A primitive function of formulas, simplified where that is exact. */
    public static Expr call(Function function, Expr... arguments) {
        if (!function.takes(arguments.length)) {
            throw new IllegalArgumentException(
                    function.name() + ": takes " + function.arguments() + ", got " + arguments.length);
        }
        Expr folded = fold(function, arguments);
        if (folded != null) {
            return folded;
        }
        Expr simplified = function.simplify(arguments);
        return simplified != null ? simplified : Pool.intern(new Call(function, arguments.clone()));
    }

    /** A number when all arguments are numbers and the value is finite, else null. */
    private static Expr fold(Function function, Expr[] arguments) {
        double[] values = new double[arguments.length];
        for (int i = 0; i < values.length; i++) {
            if (!(arguments[i] instanceof Constant c)) {
                return null;
            }
            values[i] = c.value;
        }
        double value = function.at(values);
        return Double.isFinite(value) ? constant(value) : null;
    }

    /** This formula plus another. */
    public final Expr plus(Expr other) {
        return sum(0, new double[] {1, 1}, this, other);
    }

    /** This formula plus a number. */
    public final Expr plus(double number) {
        return sum(number, new double[] {1}, this);
    }

    /** This formula minus another. */
    public final Expr minus(Expr other) {
        return sum(0, new double[] {1, -1}, this, other);
    }

    /** Minus this formula. */
    public final Expr negate() {
        return times(-1);
    }

    /** This formula times a number. */
    public final Expr times(double number) {
        return sum(0, new double[] {number}, this);
    }

    /** This formula times another. */
    public final Expr times(Expr other) {
        return product(new Expr[] {this, other}, new double[] {1, 1});
    }

    /** This formula divided by another. */
    public final Expr over(Expr other) {
        return product(new Expr[] {this, other}, new double[] {1, -1});
    }

    /** This formula to a numeric power. */
    public final Expr pow(double power) {
        return product(new Expr[] {this}, new double[] {power});
    }

    /**
     * This formula to the power of another: exp(exponent·log(this)) unless the exponent is a number or this may be zero.
     */
    public final Expr pow(Expr exponent) {
        if (exponent instanceof Constant c) {
            return pow(c.value);
        }
        if (sign == Sign.NONNEGATIVE || sign == Sign.ZERO) {
            return powerOfFactors(exponent);
        }
        return call(Function.EXP, exponent.times(call(Function.LOG, this)));
    }

    /** Each factor to the power: by exp and log where it is positive, so that only what may be zero needs the primitive. */
    private Expr powerOfFactors(Expr exponent) {
        if (!(this instanceof Product p)) {
            return call(Function.POWER, this, exponent);
        }
        ProductBuilder result = new ProductBuilder();
        for (int i = 0; i < p.bases.length; i++) {
            Expr factor = p.bases[i].pow(p.powers[i]);
            boolean positive = factor.sign.positive();
            result.multiply(positive ? factor.pow(exponent) : call(Function.POWER, factor, exponent), 1);
        }
        return result.build();
    }

    /** {@code constant + Σ coefficient·term}, for any terms. */
    public static Expr sum(double constant, double[] coefficients, Expr... terms) {
        SumBuilder builder = new SumBuilder(constant);
        for (int i = 0; i < terms.length; i++) {
            builder.add(coefficients[i], terms[i]);
        }
        return builder.build();
    }

    /** {@code Π base^power}, for any bases. */
    public static Expr product(Expr[] bases, double[] powers) {
        ProductBuilder builder = new ProductBuilder();
        for (int i = 0; i < bases.length; i++) {
            builder.multiply(bases[i], powers[i]);
        }
        return builder.build();
    }

    private static void checkFinite(double value) {
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException("a number of a formula must be finite, got " + value);
        }
    }

    static Expr canonicalSum(double constant, double[] coefficients, Expr[] terms) {
        checkFinite(constant);
        for (double coefficient : coefficients) {
            checkFinite(coefficient);
        }
        if (terms.length == 0) {
            return constant(constant);
        }
        if (terms.length == 1 && constant == 0 && coefficients[0] == 1) {
            return terms[0];
        }
        return Pool.intern(new Sum(constant == 0 ? 0.0 : constant, coefficients, terms));
    }

    static Expr canonicalProduct(Expr[] bases, double[] powers) {
        if (bases.length == 0) {
            return ONE;
        }
        if (bases.length == 1 && powers[0] == 1) {
            return bases[0];
        }
        return Pool.intern(new Product(bases, powers));
    }

    // ---- what a formula tells ----

    /** Whether a data column occurs in it. */
    public final boolean usesData() {
        return usesData;
    }

    /** Whether a parameter occurs in it. */
    public final boolean usesParameters() {
        return usesParameters;
    }

    /** What is known of its sign. */
    public final Sign sign() {
        return sign;
    }

    /** The symbols in it, in structural order of first occurrence. */
    public final List<Symbol> symbols() {
        Set<Symbol> found = new LinkedHashSet<>();
        collectSymbols(this, found, new IdentityHashMap<>());
        List<Symbol> sorted = new ArrayList<>(found);
        sorted.sort(Order::compare);
        return sorted;
    }

    private static void collectSymbols(Expr e, Set<Symbol> found, Map<Expr, Boolean> seen) {
        if (seen.put(e, true) != null) {
            return;
        }
        if (e instanceof Symbol s) {
            found.add(s);
        }
        for (Expr operand : e.operands()) {
            collectSymbols(operand, found, seen);
        }
    }

    /** The formulas it is made of. */
    public final List<Expr> operands() {
        if (this instanceof Sum s) {
            return List.of(s.terms);
        }
        if (this instanceof Product p) {
            return List.of(p.bases);
        }
        return this instanceof Call c ? List.of(c.arguments) : List.of();
    }

    /** The partial derivative with respect to a symbol. */
    public final Expr derivative(Symbol symbol) {
        return Derivative.of(this, symbol);
    }

    /** This formula with every symbol replaced by what the function gives for it; that gives the symbol itself to keep it. */
    public final Expr replace(UnaryOperator<Expr> symbols) {
        return replace(symbols, new IdentityHashMap<>());
    }

    /** This formula with those symbols replaced that are in a map. */
    public final Expr replace(Map<? extends Expr, ? extends Expr> symbols) {
        Map<Expr, Expr> values = Collections.unmodifiableMap(symbols); // a view by the wider type
        return replace(s -> values.getOrDefault(s, s));
    }

    private Expr replace(UnaryOperator<Expr> symbols, Map<Expr, Expr> done) {
        Expr known = done.get(this);
        if (known != null) {
            return known;
        }
        Expr result = this;
        if (this instanceof Symbol) {
            result = symbols.apply(this);
        } else if (this instanceof Sum s) {
            SumBuilder builder = new SumBuilder(s.constant);
            for (int i = 0; i < s.terms.length; i++) {
                builder.add(s.coefficients[i], s.terms[i].replace(symbols, done));
            }
            result = builder.build();
        } else if (this instanceof Product p) {
            ProductBuilder builder = new ProductBuilder();
            for (int i = 0; i < p.bases.length; i++) {
                builder.multiply(p.bases[i].replace(symbols, done), p.powers[i]);
            }
            result = builder.build();
        } else if (this instanceof Call c) {
            Expr[] arguments = new Expr[c.arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = c.arguments[i].replace(symbols, done);
            }
            result = call(c.function, arguments);
        }
        done.put(this, result);
        return result;
    }

    /** The formula as text, which {@link Formula#parse} reads back to this same object. */
    @Override
    public final String toString() {
        return Printer.print(this);
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    /** Whether another node has this node's own content and the very same operands. */
    abstract boolean sameNode(Expr other);

    private static boolean sameArray(Expr[] a, Expr[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return false;
            }
        }
        return true;
    }

    private static int hashOf(Expr[] operands) {
        int h = 7;
        for (Expr operand : operands) {
            h = h * 1000003 + operand.hash;
        }
        return h;
    }

    private static boolean anyData(Expr[] operands) {
        for (Expr operand : operands) {
            if (operand.usesData) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyParameter(Expr[] operands) {
        for (Expr operand : operands) {
            if (operand.usesParameters) {
                return true;
            }
        }
        return false;
    }
}
