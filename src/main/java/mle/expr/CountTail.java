package mle.expr;

import java.util.List;

/** The mass of a density of counts from one of them up, beyond which it falls, with the derivatives of its logarithm. */
final class CountTail {
    /** An error below this share of all is none: far out, terms are rounded more than they count. */
    private static final double NOTHING = 1e-14;

    /** Of less than this share of the whole, a tail is summed on its own, relative to its own first term. */
    private static final double FAR = 0.01;

    /** How far the logarithm of a tail may be, by its own estimate, from the truth relative to its size. */
    private static final double CERTAIN = 1e-9;

    private final DensityLine line;
    private final int parameters;
    private final double first;
    private final Collector all;
    private final Stretch[] stretches;
    private final double[] above;
    private ScoreMoments[] scores;

    CountTail(DensityLine line, double first, int parameters) {
        this.line = line;
        this.parameters = parameters;
        this.first = first;
        this.all = new Collector(line, line.log(first), NOTHING);
        CountRay.ofTail(first).march(all, line.highest());
        this.stretches = all.stretches().toArray(Stretch[]::new);
        this.above = new double[stretches.length + 1];
        for (int i = stretches.length - 1; i >= 0; i--) {
            above[i] = above[i + 1] + stretches[i].mass();
        }
    }

    /** The tails at the count before x: what is from x on, and the rest. */
    TailValues at(double x, boolean derivatives) {
        int i = 0;
        while (i < stretches.length && stretches[i].high() < x) {
            i++;
        }
        Collector own = new Collector(line, all.reference(), NOTHING);
        int rest = i;
        if (i < stretches.length && stretches[i].low() < x) {
            stretches[i].ray().collect(own, x, stretches[i].high());
            rest = i + 1;
        }
        double mass = own.total() + above[rest];
        if (!(mass > FAR * above[0]) && x > first) {
            return new CountTail(line, x, parameters).at(x, derivatives);
        }
        double log = Math.min(StrictMath.log(mass) + all.reference(), 0);
        double doubt = all.doubt() + own.doubt();
        boolean settled = doubt <= CERTAIN * Math.max(1, -log) * mass && !all.exhausted() && !own.exhausted();
        if (!settled || !(log > Double.NEGATIVE_INFINITY)) {
            return TailValues.UNKNOWN;
        }
        return derivatives
                ? TailValues.of(false, log, moments(own.stretches(), rest).derivatives(mass), parameters)
                : TailValues.of(false, log);
    }

    /** All about the scores of the first count, from which those of a tail differ little. */
    private ScoreMoments moments(List<Stretch> own, int rest) {
        if (scores == null) {
            scores = new ScoreMoments[stretches.length + 1];
            scores[stretches.length] = ScoreMoments.about(line, first, parameters);
            for (int i = stretches.length - 1; i >= 0; i--) {
                scores[i] = scores[i + 1].copy();
                scores[i].add(line, stretches[i]);
            }
        }
        ScoreMoments moments = scores[rest].copy();
        own.forEach(s -> moments.add(line, s));
        return moments;
    }
}
