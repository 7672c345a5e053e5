package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Families from families, to any depth. A combined family takes and gives what any family does; its tails, its start values
 * and its limits are derived from those of its parts.
 */
public final class Combinators {
    private Combinators() {}

    // ---- what can be seen ----

    /**
     * A family seen only where a &lt; x &le; b: log f(x) - log(F(b) - F(a)).
     *
     * @param a the lower bound, minus infinity for none
     * @param b the upper bound, infinity for none
     */
    public static Family truncated(Family f, double a, double b) {
        return Truncation.truncated(f, a, b);
    }

    /** Counts of which zero is never seen. */
    public static Family zeroTruncated(Family f) {
        return Truncation.zeroTruncated(f);
    }

    // ---- more zeros, several components ----

    /**
     * Counts with more zeros: zero with a probability of its own, else a count of the family, which may be zero as well
     * (Lambert 1992). A continuous family of values above 0 has no zeros of its own: then it is {@link #hurdle}.
     */
    public static Family zeroInflated(Family f) {
        Pieces.checkStill("zero-inflated", f);
        return Zeros.inflated(f);
    }

    /**
     * Zero is a matter of its own, with probability {@code zero_probability}; what is not zero is of the family: of counts,
     * truncated at zero (Mullahy 1986), of a continuous family, as it is. The density of the latter is with respect to Lebesgue
     * measure and a unit of mass at zero.
     */
    public static Family hurdle(Family f) {
        Pieces.checkStill("hurdle", f);
        return Zeros.hurdle(f);
    }

    /**
     * A value of one of several families, of counts or of continuous ones, of the first with probability {@code weight1}, and so on; the last has
     * what is left. Parameters are numbered by component: {@code mean1}, {@code sd1}, {@code mean2}, {@code sd2}; components of
     * one family are reported from low to high.
     *
     * <p>The likelihood of components with a scale has no bound where one of them collapses on a value; what is sought is the
     * highest of its local maxima (McLachlan and Peel 2000, Finite Mixture Models, sec. 2.13 and 3.10).
     *
     * <p>Of families of vectors with a location and a scatter it is a {@link VectorFamily}; {@code mean1_2} is then the mean of
     * the first column in component 2.
     */
    public static Family mixture(Family... components) {
        return mixture(List.of(components), List.of());
    }

    /**
     * The same with parameters that all components have in common: {@code sd}, for normal components of one standard deviation.
     *
     * @param common their names, which are not numbered
     */
    public static Family mixture(List<Family> components, List<String> common) {
        if (components.size() < 2) {
            throw new IllegalArgumentException("mixture: expected at least two components, got " + components.size());
        }
        components.forEach(f -> Pieces.checkStill("mixture", f));
        return Mixture.of(components, common);
    }

    // ---- functions of a variable ----

    /** The family of X + by, X of f: log f(x - by). */
    public static Family shifted(Family f, double by) {
        Pieces.checkStill("shifted", f);
        return Transformations.shifted(f, by);
    }

    /**
     * The family of location + X, X of a continuous family f of values from 0 up, with the location to be estimated:
     * log f(x - location). Of the Weibull, the lognormal and the gamma these are the families of three parameters.
     */
    public static Family shifted(Family f) {
        Pieces.checkStill("shifted", f);
        return Moved.shifted(f);
    }

    /**
     * The family of scale·X, X of a continuous family f, with the scale to be estimated: log f(x/scale) - log(scale). For
     * families without a scale of their own; values from 0 to 1 become values from 0 to the scale.
     */
    public static Family scaled(Family f) {
        Pieces.checkStill("scaled", f);
        return Moved.scaled(f);
    }

    /** The family of by·X, X of the continuous family f: log f(x/by) - log(by). */
    public static Family scaled(Family f, double by) {
        Pieces.checkStill("scaled", f);
        return Transformations.scaled(f, by);
    }

    /** The family of log X, X of the continuous family f of values above 0: log f(e^x) + x. */
    public static Family log(Family f) {
        Pieces.checkStill("log", f);
        return Transformations.log(f);
    }

    /** The family of e^X, X of the continuous family f: log f(log x) - log x. So {@code exp(normal)} is the lognormal. */
    public static Family exp(Family f) {
        Pieces.checkStill("exp", f);
        return Transformations.exp(f);
    }

    /**
     * The family of |X|, X of a family f on both sides of zero: log(f(x) + f(-x)). Where f is symmetric about its location, the
     * location and minus the location are one distribution.
     */
    public static Family folded(Family f) {
        Pieces.checkStill("folded", f);
        return Folding.folded(f);
    }

    /**
     * The family of 2·location - X, X of a continuous family with a location: the mirror image at it, log f(2*location - x). So
     * {@code mirrored(gumbel)} is the family of smallest extremes, and {@code mirrored(weibull-3)} ends at its location.
     */
    public static Family mirrored(Family f) {
        return Mirror.mirrored(f);
    }

    /** The family of the whole number below X, X of the continuous family f: log(F(x + 1) - F(x)). */
    public static Family discretized(Family f) {
        Pieces.checkStill("discretized", f);
        return Discretisation.discretized(f);
    }

    // ---- extremes ----

    /** The smallest of k independent draws: the distribution function is 1 - (1 - F)^k. */
    public static Family min(Family f, int k) {
        return Extremes.min(f, k);
    }

    /** The largest of k independent draws: the distribution function is F^k. */
    public static Family max(Family f, int k) {
        return Extremes.max(f, k);
    }

    // ---- columns ----

    /** Rows of columns that are independent of each other, each with a family of its own. */
    public static IndependentFamily independent(Family... columns) {
        return new IndependentFamily(List.of(columns));
    }

    // ---- from text ----

    /**
     * The family that a text means: a name, or a combination of such texts, to any depth: {@code truncated(f, a, b)} where an
     * empty bound is infinite, {@code zero-truncated(f)}, {@code zero-inflated(f)}, {@code hurdle(f)}, {@code mixture(f, g, h)},
     * {@code mixture(f, g, common sd)}, {@code shifted(f)}, {@code shifted(f, by)}, {@code scaled(f)}, {@code scaled(f, by)}, {@code log(f)}, {@code exp(f)}, {@code folded(f)}, {@code mirrored(f)},
     * {@code discretized(f)},     * {@code min(f, k)}, {@code max(f, k)}, and of rows {@code independent(f, g)}.
     *
     * @return the family, or nothing if the text is a single name that is not known
     * @throws IllegalArgumentException with the column, if a part is not known or a combination is not possible
     */
    public static Optional<Family> parse(String text) {
        return FamilyText.parse(text);
    }

    /** Divides a list at the commas that are not inside parentheses or brackets. */
    public static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
