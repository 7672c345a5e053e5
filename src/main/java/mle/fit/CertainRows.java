package mle.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.family.Parameter;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The fit to rows of which each could only have been seen where it was, as the one count that a truncation leaves: their
 * likelihood is 1 whatever the parameters are.
 */
final class CertainRows {
    private CertainRows() {}

    /**
     * What comes of such a sample, if it is one and there are parameters to estimate.
     *
     * @param began when the fit began, in nanoseconds
     */
    static Optional<Fit> fit(Mle asked, EmpiricalDistribution sample, long began) {
        if (sample.regions().isEmpty()) {
            return Optional.empty();
        }
        Optional<Parameter> free = asked.family().parameters().stream()
                .filter(p -> !asked.fixed().containsKey(p.name()))
                .findFirst();
        if (free.isEmpty() || !Regions.areCertain(sample, asked.support())) {
            return Optional.empty();
        }
        Regions.inside(sample, asked.family(), asked.fixed());
        Outcome outcome = new Outcome(
                Kind.NOT_IDENTIFIED,
                "no row could have been seen elsewhere than where it was: all parameters have the same likelihood",
                List.of(),
                Map.of(free.get().name(), 1.0));
        return Optional.of(Fit.without(
                asked, sample, outcome, Work.withoutSearch(asked.solver().name(), began)));
    }
}
