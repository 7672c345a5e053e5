package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import mle.family.Combinators;
import mle.family.Support;

/** A distribution that is known: of a number, or of a row of several columns. */
public sealed interface Target permits Density, JointDensity {
    /** How a density begins that is given by the formula of its logarithm. */
    String FORMULA = "density(";

    /** A family that has levels, and one that is of others. */
    String CATEGORICAL = "categorical";

    /** See {@link #CATEGORICAL}. */
    String INDEPENDENT = "independent(";

    /** How many columns a row has; 1 for a distribution of numbers. */
    int dimension();

    /** Whether it is a distribution of whole numbers, or of rows of them. */
    boolean isCounts();

    /**
     * The name of a family with a number of levels behind each {@code categorical} that has none: that of the column it is of.
     *
     * @throws IllegalArgumentException if the column has no least value 0 or no greatest
     */
    default String levels(String family) {
        String name = family.strip();
        if (name.equals(CATEGORICAL) && dimension() == 1) {
            return CATEGORICAL + "(" + levels(0) + ")";
        }
        if (!name.startsWith(INDEPENDENT) || !name.endsWith(")")) {
            return family;
        }
        List<String> parts = new ArrayList<>();
        for (String part : Combinators.parts(name.substring(INDEPENDENT.length(), name.length() - 1))) {
            boolean plain = part.strip().equals(CATEGORICAL) && parts.size() < dimension();
            parts.add(plain ? CATEGORICAL + "(" + levels(parts.size()) + ")" : part);
        }
        return INDEPENDENT + String.join(", ", parts) + ")";
    }

    private int levels(int column) {
        Support support = supports().get(column);
        boolean known = support.integer() && support.lower() == 0 && support.upper() < Integer.MAX_VALUE;
        if (!known) {
            throw new IllegalArgumentException(CATEGORICAL + ": its levels are 0 to the greatest value of a target, "
                    + this + " does not begin at 0 or has no greatest");
        }
        return 1 + (int) support.upper();
    }

    /** The values that each column can take. */
    List<Support> supports();

    /**
     * Reads a distribution of numbers or of rows, as {@link Density#parse} and {@link JointDensity#parse} do, or a log-density with its
     * support, {@code density(-x^4/4 + x^2; x real)}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Target parse(String text) {
        String whole = text.strip();
        int semicolon = whole.lastIndexOf(';');
        if (whole.startsWith(FORMULA) && whole.endsWith(")") && semicolon > 0) {
            return of(
                    whole.substring(FORMULA.length(), semicolon).strip(),
                    whole.substring(semicolon + 1, whole.length() - 1).strip());
        }
        if (!JointText.isJoint(text)) {
            return Density.parse(text);
        }
        JointDensity joint = JointDensity.parse(text);
        return joint.dimension() > 1 ? joint : joint.onlyColumn();
    }

    /**
     * A density from the formula of its logarithm: of {@code x}, or of {@code x1} and {@code x2} if the support says so.
     *
     * @throws IllegalArgumentException as {@link Density#of(String, String)} and {@link JointDensity#of(String, String)}
     */
    static Target of(String logDensity, String support) {
        return support.matches(".*\\bx[0-9].*")
                ? JointDensity.of(logDensity, support)
                : Density.of(logDensity, support);
    }
}
