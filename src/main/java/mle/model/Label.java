package mle.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** How R writes what coefficients are named after: calls with blanks in their places, numbers to 15 digits. */
final class Label {
    private static final int DIGITS = 15;

    private Label() {}

    /** Pieces of a formula as one text: {@code log(x + 1)}, {@code poly(x, 2)}, {@code I(x^2)}. */
    static String of(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        boolean operand = false;
        for (Token token : tokens) {
            switch (token.kind()) {
                case NUMBER -> text.append(number(Double.parseDouble(token.text())));
                case QUOTED -> text.append(name(token.text()));
                case NAME -> text.append(token.text());
                default -> text.append(sign(token.text(), operand));
            }
            operand = token.kind() != Token.Kind.SIGN || token.is(")");
        }
        return text.toString();
    }

    private static String sign(String sign, boolean binary) {
        return switch (sign) {
            case "+", "-" -> binary ? " " + sign + " " : sign;
            case "*", "=" -> " " + sign + " ";
            case "," -> ", ";
            default -> sign;
        };
    }

    /** The name of a column: in backticks where it is not one that R reads. */
    static String name(String name) {
        List<Token> tokens = Token.of(name.indexOf('`') < 0 ? name : "_");
        boolean readable = tokens.size() == 2
                && tokens.get(0).kind() == Token.Kind.NAME
                && tokens.get(0).text().equals(name)
                && name.charAt(0) != '_';
        return readable ? name : "`" + name + "`";
    }

    /** A number to at most 15 digits, plain or with an exponent, whichever is shorter: {@code 2}, {@code 0.5}, {@code 1e+05}. */
    static String number(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        String digits = rounded.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        String plain = rounded.abs().toPlainString();
        String shorter = plain.length() <= mantissa.length() + power.length() ? plain : mantissa + power;
        return (value < 0 ? "-" : "") + shorter;
    }
}
