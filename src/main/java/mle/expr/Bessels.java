package mle.expr;

/**
 * The logarithms of the modified Bessel functions I and K of real order, and their derivatives in order and argument.
 *
 * <p>With R = sqrt(nu^2 + x^2) and t = asinh(nu/x), from R = 40 on both are Debye's uniform expansions DLMF 10.41.3 and
 * 10.41.4, which are series in 1/R whose coefficients are polynomials in (nu/R)^2 and hold also at order 0, where they are
 * Hankel's. Below, I is the series of positive terms DLMF 10.25.2, and K its integral DLMF 10.32.9 over the whole line by
 * the trapezoidal rule around t, whose error is exponentially small (Trefethen and Weideman 2014). The derivatives are
 * moments under the same sums.
 *
 * <p>Accuracy, as measured for orders to 1e5 and x from 1e-20 to 1e6 in {@code tails-reference.csv}: values 6e-16 of the
 * larger of 1, R and the value; derivatives of K 3e-15. Of I: by x 1e-15 and 4e-12, by nu 3e-15 absolute and 6e-13, mixed
 * 1.3e-13/x, since the derivative by the order is exponentially small at order 0. Relative to their growth 6e-16 of the
 * larger of 1, nu and the value.
 */
final class Bessels {
    private static final double HALF_LOG_2_PI = Normals.HALF_LOG_2_PI;
    private static final double LOG_2 = 0.6931471805599453;
    private static final double LOG_PI = 1.1447298858494002;

    /** From this R on Debye's expansion. */
    private static final double LARGE = 40;

    /** Where the integrand of K is below exp of minus this, relative to its largest value, it is left out. */
    private static final double ENOUGH = 45;

    /**
     * The coefficients of R^-k in Debye's expansion, as polynomials in (nu/R)^2 (DLMF 10.41.9, in exact arithmetic by
     * {@code special-coefficients.py}, next to the tests).
     */
    private static final double[][] DEBYE = {
        {1.0},
        {0.125, -0.20833333333333334},
        {0.0703125, -0.4010416666666667, 0.3342013888888889},
        {0.0732421875, -0.8912109375, 1.8464626736111112, -1.0258125964506173},
        {0.112152099609375, -2.3640869140625, 8.78912353515625, -11.207002616222994, 4.669584423426247},
        {
            0.22710800170898438,
            -7.368794359479632,
            42.53499874538846,
            -91.81824154324002,
            84.63621767460073,
            -28.212072558200244
        },
        {
            0.5725014209747314,
            -26.491430486951554,
            218.1905117442116,
            -699.5796273761325,
            1059.9904525279999,
            -765.2524681411817,
            212.57013003921713
        },
        {
            1.7277275025844574,
            -108.09091978839466,
            1200.9029132163525,
            -5305.646978613403,
            11655.393336864534,
            -13586.550006434138,
            8061.722181737309,
            -1919.457662318407
        },
        {
            6.074042001273483,
            -493.915304773088,
            7109.514302489364,
            -41192.65496889755,
            122200.46498301746,
            -203400.17728041555,
            192547.00123253153,
            -96980.59838863752,
            20204.29133096615
        },
        {
            24.380529699556064,
            -2499.8304818112097,
            45218.76898136273,
            -331645.1724845636,
            1268365.2733216248,
            -2813563.226586534,
            3763271.297656404,
            -2998015.9185381066,
            1311763.6146629772,
            -242919.18790055133
        },
        {
            110.01714026924674,
            -13886.08975371704,
            308186.4046126624,
            -2785618.1280864547,
            13288767.166421818,
            -37567176.66076335,
            66344512.27472903,
            -74105148.21153265,
            50952602.49266464,
            -19706819.118432228,
            3284469.853072038
        },
        {
            551.3358961220206,
            -84005.43360302408,
            2243768.1779224495,
            -24474062.72573873,
            142062907.7975331,
            -495889784.2750303,
            1106842816.8230145,
            -1621080552.1083372,
            1553596899.57058,
            -939462359.6815784,
            325573074.18576574,
            -49329253.66450996
        },
        {
            3038.090510922384,
            -549842.3275722887,
            17395107.553978164,
            -225105661.88941526,
            1559279864.8792574,
            -6563293792.619285,
            17954213731.1556,
            -33026599749.800724,
            41280185579.753975,
            -34632043388.158775,
            18688207509.295826,
            -5866481492.051847,
            814789096.1183121
        },
        {
            18257.755474293175,
            -3871833.442572613,
            143157876.71888897,
            -2167164983.223795,
            17634730606.83497,
            -87867072178.02327,
            287900649906.1506,
            -645364869245.3765,
            1008158106865.3821,
            -1098375156081.2233,
            819218669548.5773,
            -399096175224.4665,
            114498237732.0258,
            -14679261247.695616
        },
        {
            118838.42625678325,
            -29188388.122220814,
            1247009293.5127103,
            -21822927757.529224,
            205914503232.41,
            -1196552880196.1816,
            4612725780849.132,
            -12320491305598.287,
            23348364044581.84,
            -31667088584785.16,
            30565125519935.32,
            -20516899410934.438,
            9109341185239.898,
            -2406297900028.504,
            286464035717.679
        }
    };

    private static final Recent<Bessels> I = new Recent<>((nu, x, none) -> makeI(nu, x));
    private static final Recent<Bessels> K = new Recent<>((nu, x, none) -> makeK(nu, x));

    private final double nu;
    private final double x;
    private final double radius;

    /** nu/R and x/R. */
    private final double n;

    private final double m;

    private double log;
    private double byNu;
    private double byX;
    private double byNuNu;
    private double byNuX;
    private double byXX;

    /** Of log I - x, or of log K + x + ½·log(2x/π). */
    private double scaledLog;

    private double scaledByX;
    private double scaledByXX;

    private Bessels(double nu, double x) {
        this.nu = nu;
        this.x = x;
        this.radius = StrictMath.hypot(nu, x);
        this.n = nu / radius;
        this.m = x / radius;
    }

    /** The derivative of log I_nu(x), i times in nu and j times in x, i + j &le; 2, for nu &ge; 0 and x &ge; 0. */
    static double logI(int i, int j, double nu, double x) {
        requireOrders("logbesseli", i, j);
        if (!(nu >= 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || nu + x == Double.POSITIVE_INFINITY) {
            return i + j > 0 || nu == x && x > 0 ? Double.NaN : nu == 0 ? 0 : nu > x ? Double.NEGATIVE_INFINITY : x;
        }
        return I.at(nu, x, 0).derivative(i, j);
    }

    /** The derivative of log I_nu(x) - x as {@link #logI}. */
    static double logIScaled(int i, int j, double nu, double x) {
        requireOrders("logbesselirel", i, j);
        if (!(nu >= 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0 || nu + x == Double.POSITIVE_INFINITY) {
            return i + j > 0 || nu == x && x > 0 ? Double.NaN : nu == 0 && x == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }
        return I.at(nu, x, 0).scaledDerivative(i, j);
    }

    private static Bessels makeI(double nu, double x) {
        Bessels bessel = new Bessels(nu, x);
        if (bessel.radius < LARGE) {
            bessel.series();
            bessel.scaledLog = bessel.log - x;
            bessel.scaledByX = bessel.byX - 1;
            bessel.scaledByXX = bessel.byXX;
        } else {
            bessel.expansion(1);
        }
        return bessel;
    }

    /** The derivative of log K_nu(x), i times in nu and j times in x, i + j &le; 2, for any nu and x &ge; 0. */
    static double logK(int i, int j, double nu, double x) {
        requireOrders("logbesselk", i, j);
        if (!(x >= 0) || nu != nu) {
            return Double.NaN;
        }
        if (nu < 0) {
            double value = logK(i, j, -nu, x);
            return i == 1 ? -value : value;
        }
        if (x == 0 || nu + x == Double.POSITIVE_INFINITY) {
            return i + j > 0 || nu == x
                    ? Double.NaN
                    : nu == Double.POSITIVE_INFINITY || x == 0 ? Double.POSITIVE_INFINITY : -x;
        }
        return nu == 1 && i == 0 ? BesselK1.log(j, x) : K.at(nu, x, 0).derivative(i, j);
    }

    /** The derivative of log K_nu(x) less that of order ½, log K_nu(x) + x + ½·log(2x/π), as {@link #logK}. */
    static double logKScaled(int i, int j, double nu, double x) {
        requireOrders("logbesselkrel", i, j);
        if (!(x >= 0) || nu != nu) {
            return Double.NaN;
        }
        if (nu < 0) {
            double value = logKScaled(i, j, -nu, x);
            return i == 1 ? -value : value;
        }
        if (x == 0 || nu + x == Double.POSITIVE_INFINITY) {
            if (i + j > 0 || nu == x && x > 0) {
                return Double.NaN;
            }
            if (x > 0 && nu < Double.POSITIVE_INFINITY || nu == 0.5) {
                return 0;
            }
            return nu < 0.5 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return nu == 1 && i == 0 ? BesselK1.scaled(j, x) : K.at(nu, x, 0).scaledDerivative(i, j);
    }

    private static Bessels makeK(double nu, double x) {
        Bessels bessel = new Bessels(nu, x);
        if (bessel.radius < LARGE) {
            bessel.integral();
            bessel.scaledLog = bessel.log + x + 0.5 * (StrictMath.log(x) + LOG_2 - LOG_PI);
            bessel.scaledByX = bessel.byX + 1 + 0.5 / x;
            bessel.scaledByXX = bessel.byXX - 0.5 / x / x;
        } else {
            bessel.expansion(-1);
        }
        return bessel;
    }

    private double scaledDerivative(int i, int j) {
        if (i > 0 || i + j == 0) {
            return i > 0 ? derivative(i, j) : scaledLog;
        }
        return j == 1 ? scaledByX : scaledByXX;
    }

    private static void requireOrders(String name, int i, int j) {
        if (i < 0 || j < 0 || i + j > 2) {
            throw new IllegalArgumentException(
                    name + ": orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ")");
        }
    }

    private double derivative(int i, int j) {
        switch (3 * i + j) {
            case 0:
                return log;
            case 1:
                return byX;
            case 2:
                return byXX;
            case 3:
                return byNu;
            case 4:
                return byNuX;
            default:
                return byNuNu;
        }
    }

    /** asinh(nu/x), also where the quotient overflows. */
    private double inclination() {
        double quotient = (nu + nu * (nu / (x + radius))) / x;
        return quotient < Double.POSITIVE_INFINITY
                ? StrictMath.log1p(quotient)
                : StrictMath.log(2 * nu) - StrictMath.log(x);
    }

    /** I (sign 1) or K (sign -1), the powers and exponentials first, then the sum by 1/R and q = (nu/R)^2. */
    private void expansion(int sign) {
        double rho = 1 / radius;
        double q = n * n;
        double sum = 0;
        double r1 = 0;
        double r2 = 0;
        double q1 = 0;
        double q2 = 0;
        double rq = 0;
        for (int k = DEBYE.length - 1; k >= 0; k--) {
            double[] c = DEBYE[k];
            double w = 0;
            double w1 = 0;
            double w2 = 0;
            for (int l = k; l >= 0; l--) {
                w2 = w2 * q + 2 * w1;
                w1 = w1 * q + w;
                w = w * q + c[l];
            }
            r2 = r2 * sign * rho + 2 * sign * r1;
            r1 = r1 * sign * rho + sign * sum;
            rq = rq * sign * rho + sign * q1;
            sum = sum * sign * rho + w;
            q1 = q1 * sign * rho + w1;
            q2 = q2 * sign * rho + w2;
        }
        double rhoNu = -n * rho * rho;
        double rhoX = -m * rho * rho;
        double qNu = 2 * n * m * m * rho;
        double qX = -2 * n * n * m * rho;
        double qNuNu = (2 * m * m - 8 * n * n * m * m) * rho * rho;
        double qNuX = (4 * n * m - 8 * n * m * m * m) * rho * rho;
        double qXX = (8 * n * n * m * m - 2 * n * n) * rho * rho;
        double cube = rho * rho * rho;
        double slopeNu = (r1 * rhoNu + q1 * qNu) / sum;
        double slopeX = (r1 * rhoX + q1 * qX) / sum;
        double curveNuNu =
                r2 * rhoNu * rhoNu + 2 * rq * rhoNu * qNu + q2 * qNu * qNu + r1 * (3 * n * n - 1) * cube + q1 * qNuNu;
        double curveNuX =
                r2 * rhoNu * rhoX + rq * (rhoNu * qX + rhoX * qNu) + q2 * qNu * qX + r1 * 3 * n * m * cube + q1 * qNuX;
        double curveXX = r2 * rhoX * rhoX + 2 * rq * rhoX * qX + q2 * qX * qX + r1 * (3 * m * m - 1) * cube + q1 * qXX;
        double t = inclination();
        double constant = sign > 0 ? -HALF_LOG_2_PI : HALF_LOG_2_PI - LOG_2;
        log = sign * (radius - nu * t) + (constant - 0.5 * StrictMath.log(radius) + StrictMath.log(sum));
        byNu = -sign * t - 0.5 * n * rho + slopeNu;
        byX = sign / m - 0.5 * m * rho + slopeX;
        byNuNu = -sign * rho - 0.5 * rho * rho * (1 - 2 * n * n) + (curveNuNu / sum - slopeNu * slopeNu);
        byNuX = sign * n / x + n * m * rho * rho + (curveNuX / sum - slopeNu * slopeX);
        byXX = -sign * (n / x) * (n / m) - 0.5 * rho * rho * (1 - 2 * m * m) + (curveXX / sum - slopeX * slopeX);
        double excess = nu * (nu / (radius + x)); // of the radius over x
        double slope = nu / x * (nu / (radius + x)); // of 1/m over 1
        if (sign > 0) {
            scaledLog = excess - nu * t + (constant - 0.5 * StrictMath.log(radius) + StrictMath.log(sum));
            scaledByX = slope - 0.5 * m * rho + slopeX;
            scaledByXX = byXX;
        } else {
            double quotient = excess / x;
            double logQuotient = quotient < Double.POSITIVE_INFINITY
                    ? StrictMath.log1p(quotient)
                    : StrictMath.log(radius) - StrictMath.log(x);
            scaledLog = nu * t - excess + (StrictMath.log(sum) - 0.5 * logQuotient);
            scaledByX = 0.5 * n / x * n - slope + slopeX;
            scaledByXX =
                    (n / x) * (n / m) - 0.5 * (n / x) * (n / x) * (1 + 2 * m * m) + (curveXX / sum - slopeX * slopeX);
        }
    }

    /** I is (x/2)^nu / Gamma(nu + 1) times the sum of (x^2/4)^k / (k! (nu + 1)_k). */
    private void series() {
        double z = 0.25 * x * x;
        double term = 1;
        double harmonic = 0;
        double squares = 0;
        double rest = 0;
        double sumK = 0;
        double sumKK = 0;
        double sumNu = 0;
        double sumNuNu = 0;
        double sumNuK = 0;
        for (int k = 1; term > 1e-18 * rest; k++) {
            double r = 1 / (nu + k);
            term *= z * r / k;
            harmonic += r;
            squares += r * r;
            rest += term;
            sumK += k * term;
            sumKK += (double) k * k * term;
            sumNu += term * harmonic;
            sumNuNu += term * (harmonic * harmonic + squares);
            sumNuK += k * term * harmonic;
        }
        double sum = 1 + rest;
        double meanK = sumK / sum;
        double meanNu = sumNu / sum;
        double logHalf = StrictMath.log(0.5 * x);
        log = nu * logHalf - Gammas.lgamma1p(nu) + StrictMath.log1p(rest);
        byNu = logHalf - Gammas.digamma(nu + 1) - meanNu;
        byX = (nu + 2 * meanK) / x;
        byNuNu = -Gammas.trigamma(nu + 1) + (sumNuNu / sum - meanNu * meanNu);
        byNuX = (1 - 2 * (sumNuK / sum - meanNu * meanK)) / x;
        byXX = (4 * (sumKK / sum - meanK * meanK) - 2 * meanK - nu) / x / x;
    }

    /**
     * K is half the integral of exp(nu t - x cosh t); the exponent is a sum of terms of one sign on either side of where it
     * is largest, with R - nu = x^2/(R + nu) on the left. Odd moments are those of t tanh(nu t), which are equal and keep their
     * relative accuracy as nu goes to 0.
     */
    private void integral() {
        double centre = inclination();
        double step = 1 / StrictMath.max(6.5, 2.1 * StrictMath.sqrt(radius));
        double sum = 0;
        double sumT = 0;
        double sumTT = 0;
        double sumC = 0;
        double sumCC = 0;
        double sumTC = 0;
        double sumEven = 0;
        double centreT = nu < 1 ? centre * StrictMath.tanh(nu * centre) : centre;
        double coshAtCentre = coshLess1(StrictMath.expm1(centre));
        double sinhAtCentre = nu / x;
        double excess = x / (radius + nu) * x;
        for (int side = -1; side <= 1; side += 2) {
            for (int k = side < 0 ? 1 : 0; ; k++) {
                double size = k * step;
                double e = StrictMath.expm1(size);
                double c = coshLess1(e);
                double sinh = 0.5 * (e + e / (1 + e));
                double exponent =
                        side > 0 ? -radius * c - nu * sinhLess(size, sinh) : -excess * c - nu * Special.expm1mx(-size);
                if (!(exponent >= -ENOUGH)) {
                    break;
                }
                double s = side * size;
                double weight = StrictMath.exp(exponent);
                double t = centre + s;
                // cosh t - cosh centre
                double rise = side > 0
                        ? c + coshAtCentre * c + sinhAtCentre * sinh
                        : coshLess1(StrictMath.expm1(StrictMath.abs(t))) - coshAtCentre;
                double odd = t;
                if (nu < 1) {
                    double th = StrictMath.tanh(nu * t);
                    odd = t * th;
                    sumEven += weight * t * t * (1 - th * th);
                }
                odd -= centreT;
                sum += weight;
                sumT += weight * odd;
                sumTT += weight * odd * odd;
                sumC += weight * rise;
                sumCC += weight * rise * rise;
                sumTC += weight * odd * rise;
            }
        }
        double meanT = sumT / sum;
        double meanC = sumC / sum;
        log = nu * centre - radius + StrictMath.log(0.5 * step * sum);
        byNu = centreT + meanT;
        byX = -(1 + coshAtCentre + meanC);
        byNuNu = sumEven / sum + (sumTT / sum - meanT * meanT);
        byNuX = -(sumTC / sum - meanT * meanC);
        byXX = sumCC / sum - meanC * meanC;
    }

    /** cosh s - 1, from exp(s) - 1. */
    private static double coshLess1(double e) {
        return 0.5 * e * (e / (1 + e));
    }

    /** sinh s - s for s &ge; 0. */
    private static double sinhLess(double s, double sinh) {
        if (s > 1) {
            return sinh - s;
        }
        double w = s * s;
        double sum = 0;
        for (int k = 8; k >= 1; k--) {
            sum = (1 + sum) * w / (2 * k * (2 * k + 1));
        }
        return s * sum;
    }
}
