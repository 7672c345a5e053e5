package mle.expr;

/**
 * A part of the line with the mass of a density over it, as shares of single points.
 *
 * @param ray what it is a part of
 * @param low the lower end
 * @param high the upper end; for counts it belongs
 * @param at the points
 * @param shares the mass that each stands for, relative to what the collector is
 * @param mass the sum of the shares
 */
record Stretch(Ray ray, double low, double high, double[] at, double[] shares, double mass) {
    static Stretch of(Ray ray, double low, double high, double[] at, double[] shares) {
        double mass = 0;
        for (double share : shares) {
            mass += share;
        }
        return new Stretch(ray, low, high, at, shares, mass);
    }
}
