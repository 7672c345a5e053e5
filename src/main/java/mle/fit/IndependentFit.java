package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mle.data.EmpiricalDistribution;
import mle.family.Family;
import mle.family.IndependentFamily;
import mle.family.Parameter;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The fit of columns that are independent of each other: each column has a likelihood of its own, so that the maximum, edges and what
 * else may be the outcome are those of the fits of the columns, and the covariance is made of theirs as blocks.
 */
final class IndependentFit {
    private final Mle asked;
    private final IndependentFamily family;
    private final EmpiricalDistribution data;
    private final List<Fit> fits = new ArrayList<>();

    private IndependentFit(Mle asked, IndependentFamily family, EmpiricalDistribution data) {
        this.asked = asked;
        this.family = family;
        this.data = data;
        for (int k = 0; k < family.parts().size(); k++) {
            fits.add(part(k).fitTo(data.margin(k)));
        }
    }

    /** The fit; nothing for another family, or where scores of the columns are summed over rows. */
    static Optional<Fit> of(Mle asked, EmpiricalDistribution data) {
        return asked.family() instanceof IndependentFamily family && asked.covariance(data) == Covariance.OBSERVED
                ? Optional.of(new IndependentFit(asked, family, data).whole())
                : Optional.empty();
    }

    private Mle part(int k) {
        Family part = family.parts().get(k);
        Mle mle = asked.inTheSameManner(part);
        for (Parameter p : part.parameters()) {
            Double held = asked.fixed().get(IndependentFamily.nameOf(p.name(), k));
            Double start = asked.start().get(IndependentFamily.nameOf(p.name(), k));
            mle = held == null ? mle : mle.withFixed(p.name(), held);
            mle = start == null ? mle : mle.withStart(p.name(), start);
        }
        return mle;
    }

    private Fit whole() {
        Outcome outcome = outcome();
        if (!outcome.kind().found()) {
            return Fit.without(asked, data, outcome, work());
        }
        List<Estimate> estimates = new ArrayList<>();
        for (int k = 0; k < fits.size(); k++) {
            for (Estimate e : fits.get(k).parameters()) {
                estimates.add(new Estimate(
                        IndependentFamily.nameOf(e.name(), k),
                        e.value(),
                        e.standardError(),
                        e.lower(),
                        e.upper(),
                        e.fixed()));
            }
        }
        double logLikelihood = fits.stream().mapToDouble(Fit::logLikelihood).sum();
        return new Fit(
                family,
                data,
                outcome,
                estimates,
                Covariance.OBSERVED,
                covariance(estimates.size()),
                logLikelihood,
                asked.level(),
                work());
    }

    /** That of the first column that has no maximum, or on an edge if one of them is. */
    private Outcome outcome() {
        List<String> messages = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        Kind kind = Kind.CONVERGED;
        for (int k = 0; k < fits.size(); k++) {
            int column = k;
            Outcome own = fits.get(k).outcome();
            String message =
                    family.columns().get(k) + " (" + family.parts().get(k).name() + "): " + own.message();
            List<String> names = own.parameters().stream()
                    .map(p -> IndependentFamily.nameOf(p, column))
                    .toList();
            if (!own.kind().found()) {
                Map<String, Double> direction = new LinkedHashMap<>();
                own.direction().forEach((name, value) -> direction.put(IndependentFamily.nameOf(name, column), value));
                return new Outcome(own.kind(), message, names, direction);
            }
            kind = own.kind() == Kind.BOUNDARY ? Kind.BOUNDARY : kind;
            messages.add(message);
            parameters.addAll(names);
        }
        String all = fits.stream().map(f -> f.outcome().message()).distinct().count() == 1
                ? fits.get(0).outcome().message()
                : messages.stream().collect(Collectors.joining("; "));
        return new Outcome(kind, all, parameters, Map.of());
    }

    private double[][] covariance(int size) {
        double[][] covariance = new double[size][size];
        int from = 0;
        for (Fit fit : fits) {
            int own = fit.parameters().size();
            for (int i = 0; i < own; i++) {
                for (int j = 0; j < own; j++) {
                    covariance[from + i][from + j] = fit.covariance().get(i, j);
                }
            }
            from += own;
        }
        for (int i = 0; i < size; i++) {
            if (Double.isNaN(covariance[i][i])) {
                Arrays.fill(covariance[i], Double.NaN);
                for (double[] row : covariance) {
                    row[i] = Double.NaN;
                }
            }
        }
        return covariance;
    }

    private Work work() {
        List<Work> works = fits.stream().map(Fit::work).toList();
        return new Work(
                works.get(0).solver(),
                works.stream().mapToInt(Work::iterations).sum(),
                works.stream().mapToInt(Work::evaluations).sum(),
                works.stream().mapToDouble(Work::decrement).max().orElseThrow(),
                works.stream().mapToDouble(Work::gradientNorm).max().orElseThrow(),
                works.stream().mapToDouble(Work::seconds).sum(),
                works.stream().mapToInt(Work::starts).sum(),
                works.stream().mapToInt(Work::best).sum());
    }
}
