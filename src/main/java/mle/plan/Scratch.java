package mle.plan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/**
 * What the block kernels of {@link Elementary} write on the way: one object per thread, for blocks of up to
 * {@link Means#BLOCK} rows.
 *
 * <p>It also turns doubles into exponents and back. A loop that moves a double into a long runs one element at a time,
 * while a loop over longs in a byte array is vectorised; so the bits are copied in bulk into a byte array, worked on as
 * longs there, and copied back in bulk.
 */
final class Scratch {
    /** 1.5 * 2^52: a double plus this has the nearest integer in its low bits. */
    static final double INTEGER = 0x1.8p52;

    private static final long INTEGER_BITS = 0x4338000000000000L;
    private static final int MANTISSA = 52;
    private static final int BIAS = 1023;

    private static final long SMALLEST_NORMAL = 1L << MANTISSA;

    /** The bits of 2^1022: above, 1/2^k may not be normal. */
    private static final long LARGEST_SPLIT = 2045L << MANTISSA;

    /** What turns the exponent of x into that of x / sqrt(1/2). */
    private static final long ABOVE_ROOT = 0x3ff0000000000000L - 0x3fe6a09e667f3bcdL;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    final double[] a = new double[Means.BLOCK];
    final double[] b = new double[Means.BLOCK];
    final double[] c = new double[Means.BLOCK];
    final double[] d = new double[Means.BLOCK];
    final double[] e = new double[Means.BLOCK];
    final double[] f = new double[Means.BLOCK];
    final double[] g = new double[Means.BLOCK];
    final double[] h = new double[Means.BLOCK];

    final double[] p = new double[Means.BLOCK];
    final double[] q = new double[Means.BLOCK];
    final double[] r = new double[Means.BLOCK];
    final double[] t = new double[Means.BLOCK];
    final double[] u = new double[Means.BLOCK];
    final double[] v = new double[Means.BLOCK];
    final Zones zones = new Zones();

    private final byte[] bits = new byte[Means.BLOCK * Long.BYTES];
    private final byte[] moreBits = new byte[Means.BLOCK * Long.BYTES];
    private final DoubleBuffer doubles = doubles(bits);
    private final DoubleBuffer moreDoubles = doubles(moreBits);

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** That of the running thread. */
    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /** Negative if a row of the last block was out of range. */
    private long outside;

    /** Whether all rows of the block last given to {@link #powers} or {@link #split} were within range. */
    boolean ordinary() {
        return outside >= 0;
    }

    private static DoubleBuffer doubles(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    }

    /** Whether {@link #power}(t) is 2^k for t = k + {@link #INTEGER}: 2^k must be normal. */
    static boolean hasPower(double t) {
        long k = Double.doubleToRawLongBits(t) - (INTEGER_BITS - BIAS);
        return k >= 1 && k <= 2 * BIAS;
    }

    static double power(double t) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(t) - (INTEGER_BITS - BIAS)) << MANTISSA);
    }

    /** Writes 2^k for t = k + {@link #INTEGER}; not ordinary if some 2^k is not normal. */
    void powers(double[] t, double[] power, int n) {
        doubles.put(0, t, 0, n);
        outside = powers(bits, n);
        doubles.get(0, power, 0, n);
    }

    private static long powers(byte[] bits, int n) {
        long outside = 0;
        for (int i = 0; i < n; i++) {
            long k = (long) LONGS.get(bits, i * Long.BYTES) - (INTEGER_BITS - BIAS);
            outside |= (k - 1) | (2 * BIAS - k);
            LONGS.set(bits, i * Long.BYTES, k << MANTISSA);
        }
        return outside;
    }

    /** Whether x can be split: normal, positive, at most 2^1022. */
    static boolean splits(double x) {
        long v = Double.doubleToRawLongBits(x);
        return v >= SMALLEST_NORMAL && v <= LARGEST_SPLIT;
    }

    /** k + {@link #INTEGER} for x = 2^k m with m between sqrt(1/2) and sqrt(2). */
    static double exponent(double x) {
        return Double.longBitsToDouble(
                ((Double.doubleToRawLongBits(x) + ABOVE_ROOT) >>> MANTISSA) + (INTEGER_BITS - BIAS));
    }

    /** 2^-k for x = 2^k m. */
    static double inversePower(double x) {
        return Double.longBitsToDouble(
                (2 * BIAS - ((Double.doubleToRawLongBits(x) + ABOVE_ROOT) >>> MANTISSA)) << MANTISSA);
    }

    /** Whether all x are between two positive numbers. */
    boolean within(double[] x, double smallest, double largest, int n) {
        doubles.put(0, x, 0, n);
        return outside(bits, Double.doubleToRawLongBits(smallest), Double.doubleToRawLongBits(largest), n) >= 0;
    }

    /** Negative if the bits of an x are not between two numbers. */
    private static long outside(byte[] bits, long smallest, long largest, int n) {
        long outside = 0;
        for (int i = 0; i < n; i++) {
            long v = (long) LONGS.get(bits, i * Long.BYTES);
            outside |= (v - smallest) | (largest - v);
        }
        return outside;
    }

    /** Writes k + {@link #INTEGER} and 2^-k for x = 2^k m; not ordinary if some x cannot be split. */
    void split(double[] x, double[] exponent, double[] inversePower, int n) {
        doubles.put(0, x, 0, n);
        outside = split(bits, moreBits, n);
        doubles.get(0, exponent, 0, n);
        moreDoubles.get(0, inversePower, 0, n);
    }

    private static long split(byte[] bits, byte[] moreBits, int n) {
        long outside = 0;
        for (int i = 0; i < n; i++) {
            long v = (long) LONGS.get(bits, i * Long.BYTES);
            outside |= (v - SMALLEST_NORMAL) | (LARGEST_SPLIT - v);
            long e = (v + ABOVE_ROOT) >>> MANTISSA;
            LONGS.set(bits, i * Long.BYTES, e + (INTEGER_BITS - BIAS));
            LONGS.set(moreBits, i * Long.BYTES, (2 * BIAS - e) << MANTISSA);
        }
        return outside;
    }
}
