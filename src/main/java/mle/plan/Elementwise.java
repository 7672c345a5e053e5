package mle.plan;

import java.util.Arrays;
import java.util.Locale;

/**
 * The arithmetic of single rows: each entry is a static method of {@link Kernels} of numbers, and a loop that applies it to a
 * block. The arguments are values of the row first, then numbers that are the same for all rows.
 */
enum Elementwise {
    FILL("fill", 0, 1, 0, (in, v, s, out, n) -> Arrays.fill(out, 0, n, v[s[0]])),
    AFFINE("affine", 1, 2, 2, (in, v, s, out, n) -> Kernels.affine(in[0], v[s[0]], v[s[1]], out, n)),
    AFFINE_OF_TWO(
            "affine", 2, 3, 4, (in, v, s, out, n) -> Kernels.affine(in[0], in[1], v[s[0]], v[s[1]], v[s[2]], out, n)),
    ADD_MULTIPLE("addMultiple", 2, 1, 2, (in, v, s, out, n) -> Kernels.addMultiple(in[0], in[1], v[s[0]], out, n)),
    MULTIPLY("multiply", 2, 0, 1, (in, v, s, out, n) -> Kernels.multiply(in[0], in[1], out, n)),
    RECIPROCAL("reciprocal", 1, 0, 5, (in, v, s, out, n) -> Kernels.reciprocal(in[0], out, n)),
    SQUARE_ROOT("squareRoot", 1, 0, 8, (in, v, s, out, n) -> Kernels.squareRoot(in[0], out, n)),
    ABSOLUTE("absolute", 1, 0, 1, (in, v, s, out, n) -> Kernels.absolute(in[0], out, n)),
    MAX0("max0", 1, 0, 1, (in, v, s, out, n) -> Kernels.max0(in[0], out, n)),
    MAX("max", 2, 0, 1, (in, v, s, out, n) -> Kernels.max(in[0], in[1], out, n)),
    PLUS("plus", 2, 0, 1, (in, v, s, out, n) -> Kernels.plus(in[0], in[1], out, n)),
    CHOOSE("choose", 3, 0, 4, (in, v, s, out, n) -> Kernels.choose(in[0], in[1], in[2], out, n)),
    MINUS_SIZE("minusSize", 1, 0, 1, (in, v, s, out, n) -> Kernels.minusSize(in[0], out, n)),
    ADD_POSITIVE("addPositive", 2, 0, 2, (in, v, s, out, n) -> Kernels.addPositive(in[0], in[1], out, n)),
    LOGISTIC("logistic", 2, 0, 9, (in, v, s, out, n) -> Kernels.logistic(in[0], in[1], out, n)),
    SHARE("share", 3, 0, 5, (in, v, s, out, n) -> Kernels.share(in[0], in[1], in[2], out, n)),
    ATANH_REST("atanhRest", 2, 0, 30, (in, v, s, out, n) -> Kernels.atanhRest(in[0], in[1], out, n)),
    BOX_LOG_SUM("boxLogSum", 3, 0, 4, (in, v, s, out, n) -> Kernels.boxLogSum(in[0], in[1], in[2], out, n)),
    BOX_LOG_SUM_OF_SQUARE("boxLogSum", 2, 0, 4, (in, v, s, out, n) -> Kernels.boxLogSum(in[0], in[1], out, n)),
    BOX_LOG_FIRST("boxLogFirst", 2, 0, 3, (in, v, s, out, n) -> Kernels.boxLogFirst(in[0], in[1], out, n)),
    BOX_LOG_SECOND("boxLogSecond", 2, 0, 4, (in, v, s, out, n) -> Kernels.boxLogSecond(in[0], in[1], out, n));

    /** A loop over a block; out may be one of the arrays in. */
    interface Loop {
        void run(double[][] in, double[] scalars, int[] places, double[] out, int n);
    }

    private final String method;
    private final int rows;
    private final int scalars;
    private final int cost;
    private final Loop loop;

    Elementwise(String method, int rows, int scalars, int cost, Loop loop) {
        this.method = method;
        this.rows = rows;
        this.scalars = scalars;
        this.cost = cost;
        this.loop = loop;
    }

    /** What it is called for readers. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The name of the method of {@link Kernels} that takes all arguments as numbers. */
    String method() {
        return method;
    }

    /** How many arguments it has. */
    int arity() {
        return rows + scalars;
    }

    /** What it takes a processor for one row, in additions, as measured in vectorised loops. */
    int cost() {
        return cost;
    }

    Loop loop() {
        return loop;
    }
}
