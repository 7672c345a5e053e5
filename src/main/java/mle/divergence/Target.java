package mle.divergence;

/** A distribution that is known: of a number, or of a row of several columns. */
public sealed interface Target permits Density, JointDensity {
    /** How a density begins that is given by the formula of its logarithm. */
    String FORMULA = "density(";

    /** How many columns a row has; 1 for a distribution of numbers. */
    int dimension();

    /** Whether it is a distribution of whole numbers, or of rows of them. */
    boolean isCounts();

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
