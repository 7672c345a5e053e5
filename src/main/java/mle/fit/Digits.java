package mle.fit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text, without a Formatter: the first one of a JVM costs more than a small fit. */
final class Digits {
    private Digits() {}

    /** With so many digits after the point. */
    static String fixed(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** As 1.5e-07, with so many digits after the point. */
    static String scientific(double value, int decimals) {
        if (value == 0) {
            return fixed(0, decimals) + "e+00";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(decimals + 1, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.scaleByPowerOfTen(-exponent)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        int size = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** A text filled up with blanks on its right. */
    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** A text filled up with blanks on its left. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
