package mle.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * The sum of the logarithms of many rows as the logarithm of their product: one logarithm for each chunk instead of one for
 * each row.
 *
 * <p>Each place in a block has a product of its own, with what its roundings lost beside it (after the product of Dekker
 * 1971 with a fused multiply-add), so that Σ log xᵢ for xᵢ near one and Σ log(1 + xᵢ) for tiny xᵢ keep all digits. Powers of
 * two are taken out before a product could overflow.
 */
final class LogSum {
    /** Blocks with rows beyond 2^200 or below 2^-200 are left to the logarithm of each row. */
    private static final double LARGEST = 0x1p200;

    private static final double SMALLEST = 0x1p-200;

    /** After so many factors the powers of two are taken out of the products. */
    private static final int FACTORS = 4;

    /** Rows of one block are multiplied side by side in so many products. */
    private static final int SIDE = 4;

    /** Blocks of at most so many rows, none beyond 2^60 or below 2^-60, are multiplied without taking powers of two out. */
    private static final int SHORT = 64;

    private static final double LARGEST_SHORT = 0x1p60;

    private static final double SMALLEST_SHORT = 0x1p-60;

    /** Multiplies a block of rows into the products; or does nothing and says so where a row is out of range. */
    interface Factors {
        boolean multiply(LogSum sum, double[] x, Scratch s, int n);
    }

    /** log(products[i] + rests[i]) + exponents[i] log 2 is the sum at place i. */
    private final double[] products;

    private final double[] rests;
    private final double[] exponents;
    private int factors;
    private boolean empty = true;

    /** Whether all that has been multiplied is one short block. */
    private boolean oneShortBlock;

    /** For blocks of at most so many rows. */
    LogSum(int rows) {
        products = new double[Means.places(rows)];
        rests = new double[products.length];
        exponents = new double[products.length];
        Arrays.fill(products, 1);
    }

    /** How a function of the rows is summed, if it is a logarithm. */
    static Optional<Factors> factors(String function) {
        return switch (function) {
            case "log" -> Optional.of(LogSum::multiply);
            case "log1p" -> Optional.of(LogSum::multiplyWithOneMore);
            default -> Optional.empty();
        };
    }

    /** The first factors are copied: the products are 1 and the rests 0 where nothing has been multiplied. */
    private boolean multiply(double[] x, Scratch s, int n) {
        boolean first = empty;
        if (!takesFactor(x, s, n)) {
            return false;
        }
        if (first) {
            System.arraycopy(x, 0, products, 0, n);
        } else {
            multiply(x, products, rests, n);
        }
        return true;
    }

    private boolean multiplyWithOneMore(double[] x, Scratch s, int n) {
        addOne(x, s.c, s.d, n);
        boolean first = empty;
        if (!takesFactor(s.c, s, n)) {
            return false;
        }
        if (first) {
            System.arraycopy(s.c, 0, products, 0, n);
            System.arraycopy(s.d, 0, rests, 0, n);
        } else {
            multiply(s.c, s.d, products, rests, n);
        }
        return true;
    }

    /** Whether the rows of the block are within range; then there is room for them as another factor. */
    private boolean takesFactor(double[] x, Scratch s, int n) {
        oneShortBlock = empty && n <= SHORT && s.within(x, SMALLEST_SHORT, LARGEST_SHORT, n);
        if (!oneShortBlock && !s.within(x, SMALLEST, LARGEST, n)) {
            return false;
        }
        empty = false;
        if (factors == FACTORS) {
            takeOut(s, products.length);
        }
        factors++;
        return true;
    }

    /** 1 + x = sum + rest (Knuth 1997, 4.2.2, theorem B). */
    private static void addOne(double[] x, double[] sum, double[] rest, int n) {
        for (int i = 0; i < n; i++) {
            double y = 1 + x[i];
            double z = y - 1;
            sum[i] = y;
            rest[i] = (1 - (y - z)) + (x[i] - z);
        }
    }

    private static void multiply(double[] x, double[] products, double[] rests, int n) {
        for (int i = 0; i < n; i++) {
            double product = products[i] * x[i];
            rests[i] = Math.fma(rests[i], x[i], Math.fma(products[i], x[i], -product));
            products[i] = product;
        }
    }

    private static void multiply(double[] x, double[] more, double[] products, double[] rests, int n) {
        for (int i = 0; i < n; i++) {
            double product = products[i] * x[i];
            double lost = Math.fma(products[i], more[i], Math.fma(products[i], x[i], -product));
            rests[i] = Math.fma(rests[i], x[i], lost);
            products[i] = product;
        }
    }

    /** Takes the powers of two out of the first products. */
    private void takeOut(Scratch s, int n) {
        if (n <= SIDE) {
            for (int i = 0; i < n; i++) {
                s.a[i] = Scratch.exponent(products[i]);
                s.b[i] = Scratch.inversePower(products[i]);
            }
        } else {
            s.split(products, s.a, s.b, n);
        }
        scale(s.b, products, rests, n);
        count(s.a, exponents, n);
        factors = 0;
    }

    private static void scale(double[] inversePower, double[] products, double[] rests, int n) {
        for (int i = 0; i < n; i++) {
            products[i] *= inversePower[i];
            rests[i] *= inversePower[i];
        }
    }

    private static void count(double[] exponent, double[] exponents, int n) {
        for (int i = 0; i < n; i++) {
            exponents[i] += exponent[i] - Scratch.INTEGER;
        }
    }

    /** Ends a chunk whose first block has so many rows: its sum, and a new start. */
    double fold(Scratch s, int rows) {
        if (empty) {
            return 0;
        }
        int used = Means.places(rows);
        int left = used;
        if (oneShortBlock && used >= SIDE) {
            left = SIDE;
            multiplyAll(used);
        }
        takeOut(s, left);
        for (int half = left / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                multiply(i + half, i);
                exponents[i] += exponents[i + half];
            }
        }
        double small = Math.fma(exponents[0], Elementary.LOG_2_REST, rests[0] / products[0]);
        double sum = Math.fma(exponents[0], Elementary.LOG_2, Elementary.log(products[0]) + small);
        Arrays.fill(products, 0, used, 1);
        Arrays.fill(rests, 0, used, 0);
        Arrays.fill(exponents, 0, used, 0);
        empty = true;
        return sum;
    }

    /** Multiplies all places into the first four: in variables, which takes a third of the time of doing it in arrays. */
    private void multiplyAll(int used) {
        double p0 = products[0];
        double p1 = products[1];
        double p2 = products[2];
        double p3 = products[3];
        double r0 = rests[0];
        double r1 = rests[1];
        double r2 = rests[2];
        double r3 = rests[3];
        for (int i = SIDE; i < used; i += SIDE) {
            r0 = rest(p0, r0, products[i], rests[i]);
            r1 = rest(p1, r1, products[i + 1], rests[i + 1]);
            r2 = rest(p2, r2, products[i + 2], rests[i + 2]);
            r3 = rest(p3, r3, products[i + 3], rests[i + 3]);
            p0 *= products[i];
            p1 *= products[i + 1];
            p2 *= products[i + 2];
            p3 *= products[i + 3];
        }
        products[0] = p0;
        products[1] = p1;
        products[2] = p2;
        products[3] = p3;
        rests[0] = r0;
        rests[1] = r1;
        rests[2] = r2;
        rests[3] = r3;
    }

    /** What (p + r)(x + more) is above the rounded px. */
    private static double rest(double p, double r, double x, double more) {
        return Math.fma(r, x, Math.fma(p, more, Math.fma(p, x, -(p * x))));
    }

    /** Multiplies the product of one place into that of another. */
    private void multiply(int from, int to) {
        rests[to] = rest(products[to], rests[to], products[from], rests[from]);
        products[to] *= products[from];
    }
}
