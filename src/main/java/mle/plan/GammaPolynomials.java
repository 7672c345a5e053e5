package mle.plan;

/**
 * The smooth parts of the gamma family, as quotients of polynomials: fits in 60 digits, printed by
 * {@code block-coefficients.py} (next to the tests).
 */
final class GammaPolynomials {
    private GammaPolynomials() {}

    /** lgamma(1 + a) / (a (a - 1)) - 0.421875 for a in [0, 2]: the numerator. The relative error of the fit is 1.2e-17. */
    static double lgammaTop(double a) {
        double p = -6.405990957506047e-05;
        p = p * a - 0.0027910868781547806;
        p = p * a - 0.03185923320685281;
        p = p * a - 0.1352945884575932;
        p = p * a - 0.21285487127508693;
        p = p * a - 0.011099113946100473;
        p = p * a + 0.2490418783626273;
        return p * a + 0.15534066490153287;
    }

    static double lgammaBottom(double a) {
        double p = 0.00015494925364763196;
        p = p * a + 0.008039596060280605;
        p = p * a + 0.12063035388398113;
        p = p * a + 0.7699983548042387;
        p = p * a + 2.4259806839386058;
        p = p * a + 3.9516715920151535;
        p = p * a + 3.1819951794240535;
        return p * a + 1.0;
    }

    /**
     * digamma(1 + a) / (1 + a - root) - 0.75 for a in [0, 2], with the root of digamma near 1.46: the numerator. The
     * relative error of the fit is 8.0e-19.
     */
    static double digammaTop(double a) {
        double p = -0.00013779676955009968;
        p = p * a - 0.004993998934509726;
        p = p * a - 0.05405299144481222;
        p = p * a - 0.22102882175213165;
        p = p * a - 0.27041111926465716;
        p = p * a + 0.2502676273655018;
        return p * a + 0.5003801375034054;
    }

    static double digammaBottom(double a) {
        double p = -2.3508476823135746e-08;
        p = p * a + 0.0001871560430798658;
        p = p * a + 0.007795487439998859;
        p = p * a + 0.10472626095644352;
        p = p * a + 0.6165439979924621;
        p = p * a + 1.7276691521998326;
        p = p * a + 2.208243103893725;
        return p * a + 1.0;
    }

    /**
     * (1/2 - digamma(1 + a)) / (GammaKernels.HALF - a) - 0.75 for a in [0, 1]: the numerator. The relative error of
     * the fit is 2.3e-18.
     */
    static double halfLessDigammaTop(double a) {
        double p = -0.0014971121551640566;
        p = p * a - 0.0323809967856615;
        p = p * a - 0.20283746256739685;
        p = p * a - 0.43792348385263347;
        p = p * a - 0.17968826976423416;
        return p * a + 0.2080891971980416;
    }

    static double halfLessDigammaBottom(double a) {
        double p = -6.883406524080142e-07;
        p = p * a + 0.0020557511736922483;
        p = p * a + 0.053046835770896944;
        p = p * a + 0.43087299442185545;
        p = p * a + 1.4520719989905126;
        p = p * a + 2.072189354145975;
        return p * a + 1.0;
    }

    /**
     * y stirlerr(y) with u = y^2, for y &ge; 3; enough digits for lgamma: the numerator. The relative error of the fit
     * is 3.7e-16.
     */
    static double farStirlerrTop(double u) {
        double p = 0.0833333333333333;
        p = p * u + 0.710522121332769;
        p = p * u + 1.4907082688482505;
        p = p * u + 0.7721862655367107;
        return p * u + 0.0506050410371359;
    }

    static double farStirlerrBottom(double u) {
        double p = 1.0;
        p = p * u + 8.559598789325888;
        p = p * u + 18.16429537649829;
        p = p * u + 9.797334544733314;
        return p * u + 0.8118853764318806;
    }

    /**
     * Minus y^2 times the derivative of stirlerr with u = y^2, for y &ge; 3; enough digits for digamma: the numerator.
     * The relative error of the fit is 4.1e-15.
     */
    static double farSlopeTop(double u) {
        double p = 0.08333333333333298;
        p = p * u + 0.8263280518221466;
        p = p * u + 2.0731089309599082;
        p = p * u + 1.3301397224536804;
        return p * u + 0.10841832433316867;
    }

    static double farSlopeBottom(double u) {
        double p = 1.0;
        p = p * u + 10.015936621858012;
        p = p * u + 25.831281788434506;
        p = p * u + 18.117855206688187;
        return p * u + 2.292649362580717;
    }

    /**
     * y stirlerr(y) - 0.08203125 with w = 1/y^2, for y &ge; 1: the numerator. The relative error of the fit is
     * 2.3e-17.
     */
    static double stirlerrTop(double w) {
        double p = -0.008917931942310633;
        p = p * w - 0.16957053016492707;
        p = p * w - 0.7132071889316149;
        p = p * w - 0.9422300957130766;
        p = p * w - 0.28278707253950464;
        p = p * w + 0.19533237256670855;
        p = p * w + 0.12917944723216118;
        p = p * w + 0.023541067232078956;
        return p * w + 0.0013020833333333313;
    }

    static double stirlerrBottom(double w) {
        double p = 0.24771185274921884;
        p = p * w + 12.366167505847342;
        p = p * w + 125.11956860412701;
        p = p * w + 436.5238854701653;
        p = p * w + 644.7439227777619;
        p = p * w + 440.4904972098095;
        p = p * w + 141.72108732966586;
        p = p * w + 20.212872967567296;
        return p * w + 1.0;
    }

    /**
     * Minus y^2 times the derivative of stirlerr, less 0.080078125, with w = 1/y^2, for y &ge; 1: the numerator. The
     * relative error of the fit is 8.0e-18.
     */
    static double slopeTop(double w) {
        double p = -0.11686250871897332;
        p = p * w - 2.4643945675714725;
        p = p * w - 11.923226635157132;
        p = p * w - 19.611971752709223;
        p = p * w - 10.812938780572912;
        p = p * w + 0.7535011026616044;
        p = p * w + 2.4633790832130025;
        p = p * w + 0.7572089484576002;
        p = p * w + 0.08627139834144532;
        return p * w + 0.0032552083333333326;
    }

    static double slopeBottom(double w) {
        double p = 2.139318999989512;
        p = p * w + 88.16912949377702;
        p = p * w + 842.3348023472792;
        p = p * w + 2988.1190019557916;
        p = p * w + 4766.9032193293515;
        p = p * w + 3747.491267716067;
        p = p * w + 1505.4384612143374;
        p = p * w + 305.7957296878041;
        p = p * w + 29.06257357049146;
        return p * w + 1.0;
    }

    /**
     * y^3 times the second derivative of stirlerr, less 0.15625, with w = 1/y^2, for y &ge; 1: the numerator. The
     * relative error of the fit is 4.1e-17.
     */
    static double curvatureTop(double w) {
        double p = -0.935478306849535;
        p = p * w - 18.18186750514824;
        p = p * w - 81.28864741890334;
        p = p * w - 124.40353451088204;
        p = p * w - 66.53990394157441;
        p = p * w - 0.7034046505886162;
        p = p * w + 9.655307471703892;
        p = p * w + 2.850361254112001;
        p = p * w + 0.30055221097238977;
        return p * w + 0.01041666666666666;
    }

    static double curvatureBottom(double w) {
        double p = 7.610591355732154;
        p = p * w + 247.21243827363057;
        p = p * w + 1965.185702178759;
        p = p * w + 5965.055577206236;
        p = p * w + 8287.021993408729;
        p = p * w + 5743.931064298956;
        p = p * w + 2053.3850261608004;
        p = p * w + 373.91860532057694;
        p = p * w + 32.053012253347504;
        return p * w + 1.0;
    }

    /**
     * Minus y^4 times the third derivative of stirlerr, less 0.453125, with w = 1/y^2, for y &ge; 1: the numerator.
     * The relative error of the fit is 1.5e-16.
     */
    static double thirdTop(double w) {
        double p = -8.619480734608985;
        p = p * w - 155.98508884723532;
        p = p * w - 644.5839406090737;
        p = p * w - 902.15524813382;
        p = p * w - 430.15988789808483;
        p = p * w + 9.143588440437185;
        p = p * w + 59.22546134314232;
        p = p * w + 15.516589243210827;
        p = p * w + 1.4826413330444626;
        return p * w + 0.04687499999999992;
    }

    static double thirdBottom(double w) {
        double p = 22.702190513507738;
        p = p * w + 622.3098600994344;
        p = p * w + 4263.884334975744;
        p = p * w + 11317.696802082774;
        p = p * w + 13897.155097369145;
        p = p * w + 8585.000126499548;
        p = p * w + 2753.9043969122004;
        p = p * w + 452.56808102079015;
        p = p * w + 35.185237327165595;
        return p * w + 1.0;
    }
}
