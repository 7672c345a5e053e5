package mle.fit;

import java.util.Map;

/** A linear combination in words, for messages: {@code 2 a - b + 0.164 c and 3 more}. */
final class Combination {
    private static final int MOST = 6;

    private Combination() {}

    /** The text of coefficients by name. */
    static String of(Map<String, Double> coefficients) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (Map.Entry<String, Double> e : coefficients.entrySet()) {
            if (shown == MOST && coefficients.size() > MOST + 1) {
                return text.append(" and ")
                        .append(coefficients.size() - MOST)
                        .append(" more")
                        .toString();
            }
            boolean negative = e.getValue() < 0;
            text.append(shown > 0 ? negative ? " - " : " + " : negative ? "-" : "");
            String size = number(Math.abs(e.getValue()));
            text.append(size.equals("1") ? "" : size + " ").append(e.getKey());
            shown++;
        }
        return shown == 0 ? "0" : text.toString();
    }

    /** A positive number to four digits. */
    private static String number(double value) {
        double rounded = Double.parseDouble(Digits.scientific(value, 3));
        String text = Digits.number(rounded);
        int exponent = text.indexOf('e');
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        if (digits.indexOf('.') >= 0) {
            digits = digits.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return exponent < 0 ? digits : digits + text.substring(exponent);
    }
}
