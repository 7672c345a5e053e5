package mle.family;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;

/**
 * A value of several levels 0, 1, 2 and so on, each with a probability of its own, that of level 0 being what the others leave. Its
 * log-density is a polynomial of x, that of Lagrange through the logarithms of the probabilities.
 */
final class Categorical {
    private static final int MOST = 20;

    private Categorical() {}

    /** The family of so many levels. */
    static Family of(int levels) {
        if (!(levels >= 2 && levels <= MOST)) {
            throw new IllegalArgumentException("categorical: expected 2 to " + MOST + " levels, got " + levels);
        }
        String parameters = join(levels, ", ", k -> "0 < probability" + k + " < 1");
        String others = join(levels, " - ", k -> "probability" + k);
        String density = at(levels, 0) + "*log1p(-" + others + ")"
                + join(levels, "", k -> " + " + at(levels, k) + "*log(probability" + k + ")");
        return FormulaFamily.of("categorical(" + levels + ")", "integer 0 <= x <= " + (levels - 1), parameters, density)
                .withStarts(p -> List.of(frequencies(p, levels)))
                .withSource("Agresti (2002), Categorical Data Analysis, sec. 1.2");
    }

    private interface Term {
        String of(int k);
    }

    private static String join(int levels, String between, Term term) {
        return IntStream.range(1, levels).mapToObj(term::of).collect(Collectors.joining(between));
    }

    /** The polynomial that is 1 at a level and 0 at all others. */
    private static String at(int levels, int k) {
        double scale = 1;
        StringBuilder factors = new StringBuilder();
        for (int j = 0; j < levels; j++) {
            if (j != k) {
                scale *= k - j;
                factors.append(factors.isEmpty() ? "" : "*").append(j == 0 ? "x" : "(x - " + j + ")");
            }
        }
        return "(" + factors + ")/(" + Text.number(scale) + ")";
    }

    /** Shares of the levels but the first, with half a value more in each so that none is zero. */
    private static double[] frequencies(EmpiricalDistribution p, int levels) {
        double[] shares = new double[levels - 1];
        Arrays.fill(shares, 0.5);
        for (int i = 0; i < p.size(); i++) {
            int level = (int) p.value(i);
            if (level >= 1 && level < levels) {
                shares[level - 1] += p.weight(i);
            }
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= p.n() + 0.5 * levels;
        }
        return shares;
    }
}
