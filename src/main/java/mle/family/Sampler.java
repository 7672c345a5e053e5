package mle.family;

/**
 * Draws a value of a family at given parameters from uniform and normal variables, where inversion of its distribution function
 * would take far longer.
 */
interface Sampler {
    /** A value; the parameters are in the order of the family's. */
    double draw(double[] parameters, Draws random);

    static double normal(double[] p, Draws random) {
        return p[0] + p[1] * random.normal();
    }

    /** By inversion: minimum, mode1, mode2, maximum. */
    static double trapezoidal(double[] p, Draws random) {
        double whole = p[3] - p[0] + (p[2] - p[1]);
        double part = random.uniform() * whole;
        double rise = p[1] - p[0];
        double fall = p[3] - p[2];
        if (part < rise) {
            return p[0] + Math.sqrt(rise * part);
        }
        return whole - part < fall ? p[3] - Math.sqrt(fall * (whole - part)) : p[1] + (part - rise) / 2;
    }

    static double lognormal(double[] p, Draws random) {
        return StrictMath.exp(normal(p, random));
    }

    static double student(double[] p, Draws random) {
        return p[0] + p[1] * random.normal() * inverseRootChi(p[2], random);
    }

    /** A skew normal variable over the root of a chi-squared one (Azzalini and Capitanio 2003, J. R. Stat. Soc. B 65, 367-389). */
    static double skewStudent(double[] p, Draws random) {
        double root = StrictMath.hypot(1, p[2]);
        double skewNormal = (p[2] * Math.abs(random.normal()) + random.normal()) / root;
        return p[0] + p[1] * skewNormal * inverseRootChi(p[3], random);
    }

    /** The root of df over a chi-squared variable. */
    private static double inverseRootChi(double df, Draws random) {
        return StrictMath.exp(0.5 * (StrictMath.log(df / 2) - random.logGamma(df / 2)));
    }

    /** A normal variable of which mean and variance are an inverse Gaussian one. */
    static double normalInverseGaussian(double[] p, Draws random) {
        double rate = Math.sqrt((p[2] - p[3]) * (p[2] + p[3]));
        double variance = inverseGaussian(new double[] {p[1] / rate, p[1] * p[1]}, random);
        return p[0] + p[3] * variance + Math.sqrt(variance) * random.normal();
    }

    static double gamma(double[] p, Draws random) {
        return StrictMath.exp(random.logGamma(p[0])) / p[1];
    }

    /** A Poisson number of gamma variables, whose sum is a gamma variable. */
    static double tweedie(double[] p, Draws random) {
        double left = 2 - p[2];
        double count = random.poisson(StrictMath.pow(p[0], left) / (p[1] * left));
        double scale = p[1] * (p[2] - 1) * StrictMath.pow(p[0], p[2] - 1);
        return count == 0 ? 0 : scale * StrictMath.exp(random.logGamma(count * left / (p[2] - 1)));
    }

    static double inverseGamma(double[] p, Draws random) {
        return p[1] * StrictMath.exp(-random.logGamma(p[0]));
    }

    static double chiSquared(double[] p, Draws random) {
        return 2 * StrictMath.exp(random.logGamma(p[0] / 2));
    }

    static double beta(double[] p, Draws random) {
        double first = random.logGamma(p[0]);
        return 1 / (1 + StrictMath.exp(random.logGamma(p[1]) - first));
    }

    /** The distance from the origin of a normal point of the plane. */
    static double rice(double[] p, Draws random) {
        double along = p[0] + p[1] * random.normal();
        return StrictMath.hypot(along, p[1] * random.normal());
    }

    /** One of the two roots of a chi-squared variable (Michael, Schucany and Haas 1976, Amer. Statist. 30, 88-90). */
    static double inverseGaussian(double[] p, Draws random) {
        double z = random.normal();
        double w = z * z * p[0] / p[1];
        double root = 1 + w / 2 + Math.sqrt(w + w * w / 4);
        return random.uniform() * (1 + 1 / root) <= 1 ? p[0] / root : p[0] * root;
    }
}
