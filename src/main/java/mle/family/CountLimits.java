package mle.family;

/** Families of counts that others become at an edge of their parameters and that have no name in the list. */
final class CountLimits {
    private CountLimits() {}

    /** All of a size with a probability, else none. */
    static Family allOrNone() {
        return Family.of(
                        "all-or-none",
                        "integer 0 <= x <= size",
                        "known whole size > 0, 0 < probability < 1",
                        "choose(x, choose(size - x, log(0), log(probability)), log1p(-probability))")
                .withStarts(p -> Starts.one(p.max(), Math.min(0.9, Math.max(0.1, p.mean() / p.max()))))
                .withTails("log1p(-probability)", "log(probability)");
    }
}
