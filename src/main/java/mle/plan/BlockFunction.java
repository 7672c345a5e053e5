package mle.plan;

import java.util.function.ObjIntConsumer;
import mle.expr.Function;

/**
 * The form of a function over a block of rows, with its cost for a row in additions, as measured. Functions that have none
 * are called row by row.
 *
 * @param cost the cost
 * @param loops the loops
 */
record BlockFunction(int cost, RowProgram.WholeBlock loops) {
    private static final double[] NO_SCALARS = {};

    /** What a call for a single row is taken to cost. */
    private static final int CALL = 400;

    /** What an integral of a formula is taken to cost. */
    private static final int INTEGRAL = 20_000;

    /** Loops for a function of one argument. */
    private interface Unary extends RowProgram.WholeBlock {
        void run(double[] x, double[] out, Scratch scratch, int n);

        @Override
        default void run(double[][] in, double[] scalars, double[] out, Scratch scratch, int n) {
            run(in[0], out, scratch, n);
        }
    }

    /** Loops for a function of two arguments. */
    private interface Binary extends RowProgram.WholeBlock {
        void run(double[] x, double[] y, double[] out, Scratch scratch, int n);

        @Override
        default void run(double[][] in, double[] scalars, double[] out, Scratch scratch, int n) {
            run(in[0], in[1], out, scratch, n);
        }
    }

    /** Loops for a function of three arguments. */
    private interface Ternary extends RowProgram.WholeBlock {
        void run(double[] x, double[] y, double[] z, double[] out, Scratch scratch, int n);

        @Override
        default void run(double[][] in, double[] scalars, double[] out, Scratch scratch, int n) {
            run(in[0], in[1], in[2], out, scratch, n);
        }
    }

    /** The table. It is a choice by name, so that a function is linked when it is first met and not before. */
    static BlockFunction of(Function f) {
        return switch (f.name()) {
            case "exp" -> unary(10, Elementary::exp);
            case "expm1" -> unary(14, Elementary::expm1);
            case "log" -> unary(12, Elementary::log);
            case "log1p" -> unary(16, Elementary::log1p);
            case "sigmoid" -> unary(20, Elementary::sigmoid);
            case "log1pexp" -> unary(28, Elementary::log1pexp);
            case "expm1mx" -> unary(30, Exponentials::expm1mx);
            case "log1pmx" -> unary(40, DevianceKernels::log1pmx);
            case "kldiv" -> binary(60, DevianceKernels::kldiv);
            case "kldrop" -> ternary(120, DevianceKernels::kldrop);
            case "stirldiff" -> binary(105, (a, x, out, s, n) -> DevianceKernels.stirldiff(0, a, x, out, s, n));
            case "stirldiff[1]" -> binary(105, (a, x, out, s, n) -> DevianceKernels.stirldiff(1, a, x, out, s, n));
            case "stirldiff[2]" -> binary(55, (a, x, out, s, n) -> DevianceKernels.stirldiff(2, a, x, out, s, n));
            case "lfactrel" -> unary(70, DevianceKernels::lfactrel);
            case "lgamma" -> unary(50, GammaKernels::lgamma);
            case "digamma" -> unary(50, GammaKernels::digamma);
            case "trigamma" -> unary(26, GammaKernels::trigamma);
            case "polygamma[2]" -> unary(26, GammaKernels::tetragamma);
            case "stirlerr" -> unary(50, GammaKernels::stirlerr);
            case "stirlerr[1]" -> unary(50, GammaKernels::slope);
            case "stirlerr[2]" -> unary(26, GammaKernels::curvature);
            case "lognormalcdf" -> unary(75, NormalKernels::logNormalCdf);
            case "mills" -> unary(50, NormalKernels::mills);
            case "lpochrel" -> binary(130, RisingKernels::lpochrel);
            case "lpochrel[1,0]" -> binary(90, RisingKernels::lpochrelByA);
            case "lpochrel[2,0]" -> binary(70, RisingKernels::lpochrelByATwice);
            case "lpochrel[0,1]" -> binary(90, RisingKernels::lpochrelByX);
            case "lpochrel[1,1]" -> binary(50, RisingKernels::lpochrelByAAndX);
            case "lpochrel[0,2]" -> binary(50, RisingKernels::lpochrelByXTwice);
            case "polygammadiff[0]" -> binary(90, RisingKernels::digammaDifference);
            case "polygammadiff[1]" -> binary(70, RisingKernels::trigammaDifference);
            case "lbeta" -> binary(180, RisingKernels::lbeta);
            case "power" -> power(f, 0);
            case "power[1]" -> power(f, 1);
            case "power[2]" -> power(f, 2);
            default -> called(f);
        };
    }

    /** Whether it has loops of its own, all of which cost less than a call for each row. */
    boolean hasLoops() {
        return cost < CALL;
    }

    /** The loops of a function for callers that know no class of this package: from the first arrays to the last. */
    static ObjIntConsumer<double[][]> fromFirstToLast(Function f) {
        RowProgram.WholeBlock loops = of(f).loops();
        return (arrays, n) -> loops.run(arrays, NO_SCALARS, arrays[arrays.length - 1], Scratch.ofThread(), n);
    }

    private static BlockFunction unary(int cost, Unary loops) {
        return new BlockFunction(cost, loops);
    }

    private static BlockFunction binary(int cost, Binary loops) {
        return new BlockFunction(cost, loops);
    }

    private static BlockFunction ternary(int cost, Ternary loops) {
        return new BlockFunction(cost, loops);
    }

    private static BlockFunction power(Function f, int logs) {
        return binary(45 + 15 * logs, (x, k, out, s, n) -> Exponentials.power(logs, f, x, k, out, s, n));
    }

    private static BlockFunction called(Function f) {
        if (f.isVariadic()) {
            return new BlockFunction(INTEGRAL, (in, scalars, out, s, n) -> Kernels.call(f, in, out, n));
        }
        return f.takes(1)
                ? unary(CALL, (x, out, s, n) -> Kernels.call(f, x, out, n))
                : f.takes(2)
                        ? binary(CALL, (x, y, out, s, n) -> Kernels.call(f, x, y, out, n))
                        : ternary(CALL, (x, y, z, out, s, n) -> Kernels.call(f, x, y, z, out, n));
    }
}
