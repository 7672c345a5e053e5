package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void numbersAreWrittenAsAFormatterDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < 2000; k++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-30, 30));
            for (int decimals : new int[] {0, 1, 6}) {
                assertEquals(
                        String.format(Locale.ROOT, "%." + decimals + "f", value).replaceFirst("^-(0\\.?0*)$", "$1"),
                        Digits.fixed(value, decimals));
                assertEquals(
                        String.format(Locale.ROOT, "%." + decimals + "e", value), Digits.scientific(value, decimals));
            }
        }
        assertEquals("0.0e+00", Digits.scientific(0, 1));
        assertEquals("1.0e+01", Digits.scientific(9.96, 1));
        assertEquals("1.0e-300", Digits.scientific(1e-300, 1));
    }

    @Test
    void textsAreFilledUp() {
        assertEquals("ab  ", Digits.left("ab", 4));
        assertEquals("  ab", Digits.right("ab", 4));
        assertEquals("abc", Digits.right("abc", 2));
    }
}
