package mle.expr;

import java.util.ArrayList;
import java.util.List;

/** Writes a formula as text that reads back to the same object. */
final class Printer {
    private Printer() {}

    static String print(Expr e) {
        if (e instanceof Expr.Sum s) {
            return sum(s);
        }
        if (e instanceof Expr.Product p) {
            return product("", p);
        }
        return atom(e);
    }

    private static String sum(Expr.Sum s) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < s.size(); i++) {
            double c = s.coefficient(i);
            text.append(i == 0 ? (c < 0 ? "-" : "") : (c < 0 ? " - " : " + "));
            String factor = Math.abs(c) == 1 ? "" : number(Math.abs(c));
            if (s.term(i) instanceof Expr.Product p) {
                text.append(product(factor, p));
            } else {
                text.append(factor.isEmpty() ? "" : factor + "*").append(atom(s.term(i)));
            }
        }
        if (s.constant() != 0) {
            text.append(s.constant() < 0 ? " - " : " + ").append(number(Math.abs(s.constant())));
        }
        return text.toString();
    }

    private static String product(String factor, Expr.Product p) {
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        if (!factor.isEmpty()) {
            above.add(factor);
        }
        for (int i = 0; i < p.size(); i++) {
            double power = p.power(i);
            String base = atom(p.base(i));
            String size = number(Math.abs(power));
            (power > 0 ? above : below).add(Math.abs(power) == 1 ? base : base + "^" + size);
        }
        String numerator = above.isEmpty() ? "1" : String.join("*", above);
        return below.isEmpty() ? numerator : numerator + "/" + String.join("/", below);
    }

    private static String atom(Expr e) {
        if (e instanceof Expr.Constant c) {
            return c.value() < 0 ? "(" + number(c.value()) + ")" : number(c.value());
        }
        if (e instanceof Expr.Symbol s) {
            return s.name();
        }
        if (e instanceof Expr.Call c) {
            List<String> arguments = new ArrayList<>();
            for (Expr argument : c.operands()) {
                arguments.add(print(argument));
            }
            return c.function().name() + "(" + String.join(", ", arguments) + ")";
        }
        return "(" + print(e) + ")";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
