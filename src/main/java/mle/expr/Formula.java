package mle.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads formulas from text: numbers, names, {@code + - * / ^}, parentheses, the constant {@code pi} and the functions of
 * {@link #functions}. {@code ^} binds tightest and to the right; a minus before it applies to the power.
 */
public final class Formula {
    private final String text;
    private final Map<String, ? extends Expr> names;
    private int position;

    private Formula(String text, Map<String, ? extends Expr> names) {
        this.text = text;
        this.names = names;
    }

    /**
     * The formula that a text means.
     *
     * @param text such as {@code log(shape/scale) + (shape-1)*log(x/scale) - (x/scale)^shape}
     * @param names what each name in it stands for
     * @throws FormulaException with the column, for a text that is not a formula
     */
    public static Expr parse(String text, Map<String, ? extends Expr> names) {
        Formula formula = new Formula(text, names);
        Expr result;
        try {
            result = formula.sum();
        } catch (ArithmeticException e) {
            throw formula.error(e.getMessage());
        }
        formula.skipSpace();
        if (formula.position < text.length()) {
            throw formula.error("expected an operator or the end, found '" + text.charAt(formula.position) + "'");
        }
        return result;
    }

    private Expr sum() {
        SumBuilder sum = new SumBuilder(0);
        sum.add(1, product());
        while (true) {
            if (accept('+')) {
                sum.add(1, product());
            } else if (accept('-')) {
                sum.add(-1, product());
            } else {
                return sum.build();
            }
        }
    }

    private Expr product() {
        // One builder for the whole chain, so that a number in front is not multiplied into a sum behind it.
        ProductBuilder product = new ProductBuilder();
        product.multiply(signed(), 1);
        while (true) {
            if (accept('*')) {
                product.multiply(signed(), 1);
            } else if (accept('/')) {
                int at = position;
                Expr divisor = signed();
                if (divisor == Expr.ZERO) {
                    position = at;
                    throw error("division by zero");
                }
                product.multiply(divisor, -1);
            } else {
                return product.build();
            }
        }
    }

    private Expr signed() {
        if (accept('-')) {
            return signed().negate();
        }
        return accept('+') ? signed() : power();
    }

    private Expr power() {
        Expr base = atom();
        return accept('^') ? base.pow(signed()) : base;
    }

    private Expr atom() {
        skipSpace();
        if (position == text.length()) {
            throw error("expected a number, a name or '(', found the end");
        }
        char c = text.charAt(position);
        if (accept('(')) {
            Expr inner = sum();
            expect(')');
            return inner;
        }
        if (Character.isDigit(c) || c == '.') {
            return number();
        }
        if (Character.isLetter(c) || c == '_') {
            return named();
        }
        throw error("expected a number, a name or '(', found '" + c + "'");
    }

    private Expr number() {
        int start = position;
        digits();
        if (peek() == '.') {
            position++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            int mark = position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            if (!Character.isDigit(peek())) {
                position = mark;
            }
            digits();
        }
        String digits = text.substring(start, position);
        double value;
        try {
            value = Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            position = start;
            throw error("'" + digits + "' is not a number");
        }
        if (!Double.isFinite(value)) {
            position = start;
            throw error("'" + digits + "' is too large for a number");
        }
        return Expr.constant(value);
    }

    private Expr named() {
        int start = position;
        while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '.') {
            position++;
        }
        String name = text.substring(start, position);
        skipSpace();
        if (peek() == '(' || peek() == '[') {
            return call(start, name);
        }
        Expr known = names.get(name);
        if (known != null) {
            return known;
        }
        if (name.equals("pi")) {
            return Expr.constant(Math.PI);
        }
        position = start;
        throw error("unknown name '" + name + "'; known are " + String.join(", ", sorted(names.keySet())));
    }

    private Expr call(int start, String name) {
        int[] orders = {};
        if (accept('[')) {
            do {
                skipSpace();
                int from = position;
                digits();
                if (from == position || position - from > 3) {
                    throw error("expected an order, a small whole number");
                }
                orders = Arrays.copyOf(orders, orders.length + 1);
                orders[orders.length - 1] = Integer.parseInt(text.substring(from, position));
            } while (accept(','));
            expect(']');
        }
        double base = logarithmBase(name);
        Function function = base > 0 ? Function.LOG : Function.named(name, orders);
        if (function == null) {
            position = start;
            throw error("unknown function '" + name + "'; known are " + String.join(", ", functions()));
        }
        expect('(');
        List<Expr> arguments = new ArrayList<>();
        do {
            arguments.add(sum());
        } while (accept(','));
        expect(')');
        if (!function.takes(arguments.size())) {
            position = start;
            throw error(name + " takes " + function.arguments() + ", found " + arguments.size());
        }
        Expr value = Expr.call(function, arguments.toArray(new Expr[0]));
        return base > 0 ? value.times(1 / StrictMath.log(base)) : value;
    }

    /** The base of a logarithm that has a name of its own, or 0. */
    private static double logarithmBase(String name) {
        return switch (name) {
            case "log2" -> 2;
            case "log10" -> 10;
            default -> 0;
        };
    }

    /** The names of the functions that a formula may use. */
    public static List<String> functions() {
        List<String> names = new ArrayList<>(Function.names());
        names.addAll(List.of("log2", "log10"));
        return names;
    }

    private static List<String> sorted(java.util.Set<String> keys) {
        return keys.stream().sorted().toList();
    }

    private void digits() {
        while (Character.isDigit(peek())) {
            position++;
        }
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private boolean accept(char expected) {
        skipSpace();
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char expected) {
        if (!accept(expected)) {
            String found = position == text.length() ? "the end" : "'" + peek() + "'";
            throw error("expected '" + expected + "', found " + found);
        }
    }

    private void skipSpace() {
        while (Character.isWhitespace(peek())) {
            position++;
        }
    }

    private FormulaException error(String reason) {
        return new FormulaException(position + 1, reason);
    }
}
