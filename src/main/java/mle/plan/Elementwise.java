package mle.plan;

import java.util.Arrays;
import java.util.Locale;

/**
 * The arithmetic of single rows: each entry is a static method of {@link Kernels} of numbers, and a loop that applies it to a
 * block. The arguments are values of the row first, then numbers that are the same for all rows.
 */
enum Elementwise {
    FILL("fill", 0, 1, 0),
    AFFINE("affine", 1, 2, 2),
    AFFINE_OF_TWO("affine", 2, 3, 4),
    ADD_MULTIPLE("addMultiple", 2, 1, 2),
    MULTIPLY("multiply", 2, 0, 1),
    RECIPROCAL("reciprocal", 1, 0, 16),
    SQUARE_ROOT("squareRoot", 1, 0, 20),
    ABSOLUTE("absolute", 1, 0, 1),
    MAX0("max0", 1, 0, 1),
    MAX("max", 2, 0, 1),
    PLUS("plus", 2, 0, 1),
    CHOOSE("choose", 3, 0, 4),
    MINUS_SIZE("minusSize", 1, 0, 1),
    ADD_POSITIVE("addPositive", 2, 0, 2),
    LOGISTIC("logistic", 2, 0, 22),
    SHARE("share", 3, 0, 5),
    BOX_LOG("boxLog", 2, 1, 2),
    BOX_LOG_REST("boxLogRest", 2, 1, 20),
    BOX_LOG_FIRST("boxLogFirst", 3, 1, 5),
    BOX_LOG_SECOND("boxLogSecond", 3, 0, 5);

    /** A loop over a block; out may be one of the arrays in. */
    interface Loop {
        void run(double[][] in, double[] scalars, int[] places, double[] out, int n);
    }

    private final String method;
    private final int rows;
    private final int scalars;
    private final int cost;
    private Loop loop;

    Elementwise(String method, int rows, int scalars, int cost) {
        this.method = method;
        this.rows = rows;
        this.scalars = scalars;
        this.cost = cost;
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
        if (loop == null) {
            loop = make();
        }
        return loop;
    }

    /** A switch, where a field given to the constructor would have the JVM link all loops for the sake of few. */
    private Loop make() {
        return switch (this) {
            case FILL -> (in, v, s, out, n) -> Arrays.fill(out, 0, n, v[s[0]]);
            case AFFINE -> (in, v, s, out, n) -> Kernels.affine(in[0], v[s[0]], v[s[1]], out, n);
            case AFFINE_OF_TWO -> (in, v, s, out, n) -> Kernels.affine(in[0], in[1], v[s[0]], v[s[1]], v[s[2]], out, n);
            case ADD_MULTIPLE -> (in, v, s, out, n) -> Kernels.addMultiple(in[0], in[1], v[s[0]], out, n);
            case MULTIPLY -> (in, v, s, out, n) -> Kernels.multiply(in[0], in[1], out, n);
            case RECIPROCAL -> (in, v, s, out, n) -> Kernels.reciprocal(in[0], out, n);
            case SQUARE_ROOT -> (in, v, s, out, n) -> Kernels.squareRoot(in[0], out, n);
            case ABSOLUTE -> (in, v, s, out, n) -> Kernels.absolute(in[0], out, n);
            case MAX0 -> (in, v, s, out, n) -> Kernels.max0(in[0], out, n);
            case MAX -> (in, v, s, out, n) -> Kernels.max(in[0], in[1], out, n);
            case PLUS -> (in, v, s, out, n) -> Kernels.plus(in[0], in[1], out, n);
            case CHOOSE -> (in, v, s, out, n) -> Kernels.choose(in[0], in[1], in[2], out, n);
            case MINUS_SIZE -> (in, v, s, out, n) -> Kernels.minusSize(in[0], out, n);
            case ADD_POSITIVE -> (in, v, s, out, n) -> Kernels.addPositive(in[0], in[1], out, n);
            case LOGISTIC -> (in, v, s, out, n) -> Kernels.logistic(in[0], in[1], out, n);
            case SHARE -> (in, v, s, out, n) -> Kernels.share(in[0], in[1], in[2], out, n);
            case BOX_LOG -> (in, v, s, out, n) -> Kernels.boxLog(in[0], in[1], v[s[0]], out, n);
            case BOX_LOG_REST -> (in, v, s, out, n) -> Kernels.boxLogRest(in[0], in[1], v[s[0]], out, n);
            case BOX_LOG_FIRST -> (in, v, s, out, n) -> Kernels.boxLogFirst(in[0], in[1], in[2], v[s[0]], out, n);
            case BOX_LOG_SECOND -> (in, v, s, out, n) -> Kernels.boxLogSecond(in[0], in[1], in[2], out, n);
        };
    }
}
