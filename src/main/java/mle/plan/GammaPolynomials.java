package mle.plan;

/**
 * The smooth parts of the gamma family, as quotients of polynomials whose coefficients are all positive, so that
 * nothing cancels: fits in 60 digits, printed by {@code block-coefficients.py} (next to the tests).
 */
final class GammaPolynomials {
    private GammaPolynomials() {}

    /** lgamma(1 + a) / (a (a - 1)) for a in [0, 2]: the numerator; the relative error of the fit is 1.2e-17. */
    static double lgammaTop(double a) {
        double p = 1.3093068075342617e-06;
        p = p * a + 0.0006006177097760993;
        p = p * a + 0.019031697337951726;
        p = p * a + 0.18954846747544501;
        p = p * a + 0.8106057297615124;
        p = p * a + 1.6560123389352925;
        p = p * a + 1.5914460946821498;
        return p * a + 0.5772156649015329;
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

    /** digamma(1 + a) / (1 + a - root) for a in [0, 2], with the root of digamma near 1.46: the numerator; the relative error of the fit is 5.6e-19. */
    static double digammaTop(double a) {
        double p = 1.3588465019564863e-05;
        p = p * a + 0.0012700308559544778;
        p = p * a + 0.029327161790100347;
        p = p * a + 0.2640943687312057;
        p = p * a + 1.0703618297387048;
        p = p * a + 1.9371793688241816;
        return p * a + 1.2503801375034054;
    }

    static double digammaBottom(double a) {
        double p = 2.207133944875506e-06;
        p = p * a + 0.00031174827036680244;
        p = p * a + 0.009789614451631675;
        p = p * a + 0.11784079831491737;
        p = p * a + 0.6560155174226585;
        p = p * a + 1.7804739558158502;
        p = p * a + 2.232819160899671;
        return p * a + 1.0;
    }

    /** (1/2 - digamma(1 + a)) / (GammaKernels.HALF - a) for a in [0, 1]: the numerator; the relative error of the fit is 1.7e-18. */
    static double halfLessDigammaTop(double a) {
        double p = 0.00019753119642727348;
        p = p * a + 0.010547800033784645;
        p = p * a + 0.1396790946355319;
        p = p * a + 0.6952042255874237;
        p = p * a + 1.4065559182718848;
        return p * a + 0.9580891971980416;
    }

    static double halfLessDigammaBottom(double a) {
        double p = 3.814643510358215e-05;
        p = p * a + 0.0033504122825715123;
        p = p * a + 0.06521717824662275;
        p = p * a + 0.4756468404406672;
        p = p * a + 1.5194377703163997;
        p = p * a + 2.1056958089943563;
        return p * a + 1.0;
    }

    /** trigamma(1 + y) for y &ge; 0: the numerator; the relative error of the fit is 2.9e-17. */
    static double trigammaTop(double y) {
        double p = 1.0;
        p = p * y + 16.83560446979471;
        p = p * y + 127.89001924332453;
        p = p * y + 568.3853331472975;
        p = p * y + 1607.7278818643597;
        p = p * y + 2952.262661190726;
        p = p * y + 3428.8806133799626;
        p = p * y + 2302.118006471523;
        return p * y + 685.9235107146103;
    }

    static double trigammaBottom(double y) {
        double p = 1.0;
        p = p * y + 17.335604469794745;
        p = p * y + 136.39115481154835;
        p = p * y + 633.6916431419563;
        p = p * y + 1901.875177613187;
        p = p * y + 3798.1628301083197;
        p = p * y + 5015.505386525326;
        p = p * y + 4197.553958830891;
        p = p * y + 2008.9638095631733;
        return p * y + 416.9914919622724;
    }

    /** Minus the second derivative of digamma at 1 + y, for y &ge; 0: the numerator; the relative error of the fit is 1.8e-17. */
    static double tetragammaTop(double y) {
        double p = 1.0;
        p = p * y + 18.288124155107276;
        p = p * y + 155.65332367009054;
        p = p * y + 800.9333109116145;
        p = p * y + 2727.372719668965;
        p = p * y + 6344.8962704101305;
        p = p * y + 10055.30401936564;
        p = p * y + 10452.66526622314;
        p = p * y + 6464.583208489106;
        return p * y + 1811.2998849288185;
    }

    static double tetragammaBottom(double y) {
        double p = 1.0;
        p = p * y + 19.2881241551073;
        p = p * y + 174.4414478251915;
        p = p * y + 965.7306966598403;
        p = p * y + 3606.0493590545807;
        p = p * y + 9471.29496932388;
        p = p * y + 17752.481200740214;
        p = p * y + 23627.239644730376;
        p = p * y + 21787.814378335166;
        p = p * y + 13208.896385848255;
        p = p * y + 4724.080298875743;
        return p * y + 753.4168641134356;
    }

    /** y stirlerr(y) with u = y^2, for y &ge; 3; enough digits for lgamma: the numerator; the relative error of the fit is 3.7e-16. */
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

    /** Minus y^2 times the derivative of stirlerr with u = y^2, for y &ge; 3; enough digits for digamma: the numerator; the relative error of the fit is 4.1e-15. */
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

    /** y stirlerr(y) with w = 1/y^2, for y &ge; 1: the numerator; the relative error of the fit is 2.3e-17. */
    static double stirlerrTop(double w) {
        double p = 0.011402180978523723;
        p = p * w + 0.8448416480491127;
        p = p * w + 9.55050742312568;
        p = p * w + 34.86636988426142;
        p = p * w + 52.60636284282378;
        p = p * w + 36.3293184718089;
        p = p * w + 11.754737392243815;
        p = p * w + 1.6816283028528336;
        return p * w + 0.08333333333333333;
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

    /** Minus y^2 times the derivative of stirlerr with w = 1/y^2, for y &ge; 1: the numerator; the relative error of the fit is 8.0e-18. */
    static double slopeTop(double w) {
        double p = 0.05445014557706179;
        p = p * w + 4.59602400517239;
        p = p * w + 55.52936495905858;
        p = p * w + 219.6709952007819;
        p = p * w + 370.9117330797853;
        p = p * w + 300.8455752752373;
        p = p * w + 123.01606836014237;
        p = p * w + 25.244757614863786;
        p = p * w + 2.4135477975409567;
        return p * w + 0.08333333333333333;
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

    /** y^3 times the second derivative of stirlerr with w = 1/y^2, for y &ge; 1: the numerator; the relative error of the fit is 4.1e-17. */
    static double curvatureTop(double w) {
        double p = 0.25367659248361407;
        p = p * w + 20.445075975106537;
        p = p * w + 225.77161854652775;
        p = p * w + 807.6363994275924;
        p = p * w + 1228.3072825285394;
        p = p * w + 896.7858241461232;
        p = p * w + 330.49671780932897;
        p = p * w + 61.27514333545214;
        p = p * w + 5.308835375557937;
        return p * w + 0.16666666666666666;
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
}
