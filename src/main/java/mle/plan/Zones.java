package mle.plan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/**
 * In which zone of its domain each argument of a block lies, as a number 0, 1 or 2: a kernel computes the formulas of all
 * zones for every row and multiplies by factors 1 and 0 made of that number, instead of choosing. One object per thread.
 *
 * <p>Positive doubles compare as their bits do, so this works on longs, in byte arrays for the reason {@link Scratch}
 * gives.
 */
final class Zones {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final byte[] bits = new byte[Means.BLOCK * Long.BYTES];
    private final byte[] zones = new byte[Means.BLOCK * Long.BYTES];
    private final DoubleBuffer arguments = doubles(bits);
    private final DoubleBuffer results = doubles(zones);

    private static DoubleBuffer doubles(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    }

    /** Negative if an argument of the last block was outside the bounds. */
    private long outside;

    /** Negative if an argument of the last block was below the bound. */
    private long below;

    /** Whether all arguments last taken were between the bounds. */
    boolean ordinary() {
        return outside >= 0;
    }

    /** Whether an argument was below the last bound. */
    boolean any() {
        return below < 0;
    }

    /** Takes the arguments that the other methods speak of, and sees whether all of them lie between positive bounds. */
    void take(double[] x, double least, double most, int n) {
        arguments.put(0, x, 0, n);
        outside = outside(bits, Double.doubleToRawLongBits(least), Double.doubleToRawLongBits(most), n);
    }

    private static long outside(byte[] bits, long least, long most, int n) {
        long outside = 0;
        for (int i = 0; i < n; i++) {
            long v = (long) LONGS.get(bits, i * Long.BYTES);
            outside |= (v - least) | (most - v);
        }
        return outside;
    }

    /** Takes other arguments in place of the last ones, and sees whether they lie between positive bounds as well. */
    void also(double[] y, double least, double most, int n) {
        long before = outside;
        take(y, least, most, n);
        outside |= before;
    }

    /** Sees whether second arguments lie between positive bounds as well, or are 0. */
    void alsoZeroOr(double[] y, double least, double most, int n) {
        arguments.put(0, y, 0, n);
        outside |= outsideOrZero(bits, Double.doubleToRawLongBits(least), Double.doubleToRawLongBits(most), n);
    }

    private static long outsideOrZero(byte[] bits, long least, long most, int n) {
        long outside = 0;
        for (int i = 0; i < n; i++) {
            long v = (long) LONGS.get(bits, i * Long.BYTES);
            outside |= ((v - least) & (0 - v)) | (most - v) | v;
        }
        return outside;
    }

    /** Takes arguments of both signs, and sees whether all of them lie between a negative and a positive bound. */
    void takeSigned(double[] x, double least, double most, int n) {
        arguments.put(0, x, 0, n);
        outside = outsideSigned(bits, Double.doubleToRawLongBits(-least), Double.doubleToRawLongBits(most), n);
    }

    private static long outsideSigned(byte[] bits, long negative, long positive, int n) {
        long outside = 0;
        for (int i = 0; i < n; i++) {
            long v = (long) LONGS.get(bits, i * Long.BYTES);
            outside |= (negative - (v & Long.MAX_VALUE)) | ((positive - v) & ~v);
        }
        return outside;
    }

    /** Writes 1 for a negative argument, -0 among them, else 0. */
    void negative(double[] zone, int n) {
        signs(bits, zones, n);
        results.get(0, zone, 0, n);
    }

    private static void signs(byte[] bits, byte[] zones, int n) {
        for (int i = 0; i < n; i++) {
            long sign = (long) LONGS.get(bits, i * Long.BYTES) >>> 63;
            LONGS.set(zones, i * Long.BYTES, (sign << 62) - (sign << 52));
        }
    }

    /** Writes 1 for an argument below a positive bound, else 0. */
    void below(double bound, double[] zone, int n) {
        below(0, bound, zone, n);
    }

    /** Writes 2 for an argument below the first of two positive bounds, 1 below the second, else 0. */
    void below(double first, double second, double[] zone, int n) {
        below = below(bits, zones, Double.doubleToRawLongBits(first), Double.doubleToRawLongBits(second), n);
        results.get(0, zone, 0, n);
    }

    /** The bits of 1 are 2^62 - 2^52, those of 2 are 2^62. */
    private static long below(byte[] bits, byte[] zones, long first, long second, int n) {
        long any = 0;
        for (int i = 0; i < n; i++) {
            long v = (long) LONGS.get(bits, i * Long.BYTES);
            any |= v - second;
            long belowSecond = (v - second) >>> 63;
            long belowFirst = (v - first) >>> 63;
            LONGS.set(zones, i * Long.BYTES, (belowSecond << 62) - ((belowSecond - belowFirst) << 52));
        }
        return any;
    }
}
