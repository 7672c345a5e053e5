package mle.plan;

/**
 * The smooth part of the normal distribution, as a quotient of polynomials: a fit in 60 digits, printed by
 * {@code block-coefficients.py} (next to the tests).
 */
final class NormalPolynomials {
    private NormalPolynomials() {}

    /**
     * (y + 0.8125) times the Mills ratio of the upper tail of the normal distribution, over sqrt(2 pi), less 0.40625;
     * t = 1/(y + 0.8125), for y &ge; 0: the numerator. The relative error of the fit is 6.4e-18.
     */
    static double millsTop(double t) {
        double p = -49408.154980270054;
        p = p * t - 8266.153763871083;
        p = p * t + 35157.11770813264;
        p = p * t + 37694.1310963835;
        p = p * t + 21101.234161053155;
        p = p * t + 7879.807813159493;
        p = p * t + 2102.007519081647;
        p = p * t + 405.4848670957437;
        p = p * t + 54.95206045294568;
        p = p * t + 4.714342274800886;
        p = p * t + 0.1792561949308942;
        return p * t - 0.00730771959856732;
    }

    static double millsBottom(double t) {
        double p = 121620.07317086727;
        p = p * t + 350070.8511203573;
        p = p * t + 475201.5679000788;
        p = p * t + 402849.06591060956;
        p = p * t + 237896.10914037473;
        p = p * t + 103245.06992202261;
        p = p * t + 33803.598805391484;
        p = p * t + 8415.749653162566;
        p = p * t + 1577.959489843996;
        p = p * t + 215.73904304702458;
        p = p * t + 19.82621335439116;
        return p * t + 1.0;
    }
}
