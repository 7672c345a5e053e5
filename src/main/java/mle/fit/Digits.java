package mle.fit;

/**
 * Numbers as text, rounded half up, without a Formatter: the first one of a JVM costs more than a small fit.
 *
 * @param negative whether it is below zero
 * @param digits those of 0.digits·10^point
 * @param point where the point stands
 */
public record Digits(boolean negative, String digits, int point) {
    private static final int SHOWN = 7;

    /** To seven digits, without needless zeros; "-" for NaN, where there is no number. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e9) {
            return scientific(value, SHOWN - 1);
        }
        int decimals = Math.max(0, SHOWN - 1 - (int) Math.floor(StrictMath.log10(size)));
        return fixed(value, decimals);
    }

    /** With so many digits after the point. */
    public static String fixed(double value, int decimals) {
        Digits exact = of(value);
        Digits rounded = exact.rounded(exact.point + decimals);
        String digits = "0".repeat(Math.max(0, decimals + 1 - rounded.digits.length())) + rounded.digits;
        int whole = digits.length() - decimals;
        return rounded.sign() + digits.substring(0, whole) + (decimals > 0 ? "." + digits.substring(whole) : "");
    }

    /** As 1.5e-07, with so many digits after the point. */
    public static String scientific(double value, int decimals) {
        Digits rounded = of(value).rounded(decimals + 1);
        int exponent = value == 0 ? 0 : rounded.point - 1;
        int size = Math.abs(exponent);
        return rounded.sign()
                + rounded.digits.charAt(0)
                + (decimals > 0 ? "." + rounded.digits.substring(1, decimals + 1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (size < 10 ? "0" : "")
                + size;
    }

    /** A text filled up with blanks on its right. */
    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** A text filled up with blanks on its left. */
    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** The shortest digits that tell a finite number from its neighbours. */
    private static Digits of(double value) {
        String text = Double.toString(Math.abs(value));
        int mark = text.indexOf('E');
        int end = mark < 0 ? text.length() : mark;
        int dot = text.indexOf('.');
        String all = text.substring(0, dot) + text.substring(dot + 1, end);
        int zeros = 0;
        while (zeros < all.length() - 1 && all.charAt(zeros) == '0') {
            zeros++;
        }
        int exponent = mark < 0 ? 0 : Integer.parseInt(text.substring(mark + 1));
        return new Digits(value < 0, all.substring(zeros), dot - zeros + exponent);
    }

    /** So many of the digits, or one more where rounding carries over the first. */
    private Digits rounded(int count) {
        if (count < 0) {
            return new Digits(negative, "", point);
        }
        if (count >= digits.length()) {
            return new Digits(negative, digits + "0".repeat(count - digits.length()), point);
        }
        char[] kept = digits.substring(0, count).toCharArray();
        if (digits.charAt(count) < '5') {
            return new Digits(negative, new String(kept), point);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (kept[i] < '9') {
                kept[i]++;
                return new Digits(negative, new String(kept), point);
            }
            kept[i] = '0';
        }
        return new Digits(negative, "1" + new String(kept), point + 1);
    }

    private String sign() {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != '0') {
                return negative ? "-" : "";
            }
        }
        return "";
    }
}
