package mle.plan;

/**
 * The smooth part of the normal distribution, as a quotient of polynomials whose coefficients are all positive, so that
 * nothing cancels: a fit in 60 digits, printed by {@code block-coefficients.py} (next to the tests).
 */
final class NormalPolynomials {
    private NormalPolynomials() {}

    /** The Mills ratio of the upper tail of the normal distribution, for y &ge; 0: the numerator; the relative error of the fit is 1.0e-17. */
    static double millsTop(double y) {
        double p = 1.0;
        p = p * y + 29.388525525985926;
        p = p * y + 427.9029438462715;
        p = p * y + 4001.72034566232;
        p = p * y + 26387.60981319798;
        p = p * y + 127570.09146058762;
        p = p * y + 456977.96814180043;
        p = p * y + 1198429.8153812785;
        p = p * y + 2210267.2508673933;
        p = p * y + 2609833.225650219;
        return p * y + 1522531.1253793077;
    }

    static double millsBottom(double y) {
        double p = 1.0;
        p = p * y + 29.388525525985962;
        p = p * y + 428.9029438462545;
        p = p * y + 4031.1088711917096;
        p = p * y + 26813.51275668984;
        p = p * y + 131513.0347775348;
        p = p * y + 482519.771130589;
        p = p * y + 1318290.3792851937;
        p = p * y + 2618674.411986626;
        p = p * y + 3590975.8053920995;
        p = p * y + 3051619.0554781845;
        return p * y + 1214804.0782819611;
    }
}
