package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Maximum;
import mle.family.Parameter;
import mle.family.VectorFamily;
import mle.solve.Cholesky;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/** What is known of a fit of vectors without a search: rows in a plane, columns of zeros, a maximum in closed form. */
final class VectorFit {
    private static final String CLOSED_FORM = "closed form";

    private final Mle asked;
    private final VectorFamily family;
    private final EmpiricalDistribution data;
    private final long began;

    private VectorFit(Mle asked, VectorFamily family, EmpiricalDistribution data, long began) {
        this.asked = asked;
        this.family = family;
        this.data = data;
        this.began = began;
    }

    /** The fit, or nothing if a search is needed. */
    static Optional<Fit> withoutSearch(Mle asked, EmpiricalDistribution data, long began) {
        if (!(asked.family() instanceof VectorFamily family)) {
            return Optional.empty();
        }
        VectorFit fit = new VectorFit(asked, family, data, began);
        return fit.atOnePoint()
                .or(fit::inPlane)
                .or(fit::withoutColumnsOfZeros)
                .or(() -> family.maximum(data, asked.fixed()).map(fit::inClosedForm));
    }

    private Work noWork() {
        return Work.withoutSearch(CLOSED_FORM, began);
    }

    private Fit nothing(Outcome outcome) {
        List<Estimate> estimates = new ArrayList<>();
        for (Parameter p : family.parameters()) {
            Double held = asked.fixed().get(p.name());
            estimates.add(held == null ? Estimate.none(p.name()) : Estimate.held(p.name(), held));
        }
        int size = estimates.size();
        double[][] covariance = new double[size][];
        for (int i = 0; i < size; i++) {
            covariance[i] = Report.nan(size);
        }
        return fit(
                outcome,
                estimates,
                covariance,
                Double.NaN,
                noWork(),
                size - asked.fixed().size());
    }

    private Fit fit(
            Outcome outcome,
            List<Estimate> estimates,
            double[][] covariance,
            double logLikelihood,
            Work work,
            int estimated) {
        Covariance kind = asked.covariance(data);
        return new Fit(
                family, data, outcome, estimates, kind, covariance, logLikelihood, asked.level(), work, estimated);
    }

    // ---- rows in a point or a plane ----

    /** Shares and directions, whose families can concentrate on any point. */
    private Optional<Fit> atOnePoint() {
        if (family.constraint().isEmpty()
                || !data.isConstant()
                || !asked.fixed().isEmpty()) {
            return Optional.empty();
        }
        List<String> names = family.parameters().stream()
                .filter(p -> p.domain().equals(Domain.POSITIVE))
                .map(Parameter::name)
                .toList();
        return Optional.of(nothing(new Outcome(
                Kind.UNBOUNDED,
                "all rows are the same: the likelihood grows without end as " + String.join(", ", names)
                        + " -> infinity",
                names,
                Map.of())));
    }

    private Optional<Fit> inPlane() {
        boolean free = family.parameters().stream()
                .noneMatch(p -> isScatter(p) && asked.fixed().containsKey(p.name()));
        return free && family.parameters().stream().anyMatch(this::isScatter)
                ? Plane.of(data).map(this::inPlane)
                : Optional.empty();
    }

    private boolean isScatter(Parameter p) {
        return family.columnsOf(p.name()).size() == 2;
    }

    private Fit inPlane(Plane plane) {
        // Of a mixture any component will do.
        Map<String, Double> direction = family.components().isEmpty()
                ? plane.direction(family.locationScatter().orElseThrow())
                : Map.of();
        String few = data.rows() <= data.dimension() ? ", as " + data.rows() + " of them always do" : "";
        return nothing(new Outcome(
                Kind.UNBOUNDED,
                "the rows lie in a plane" + few + " (" + plane.inWords(data.names())
                        + "): the likelihood grows without end as the variance across it -> 0",
                family.components().isEmpty()
                        ? List.copyOf(direction.keySet())
                        : family.parameters().stream()
                                .filter(this::isScatter)
                                .map(Parameter::name)
                                .toList(),
                direction));
    }

    // ---- columns of zeros ----

    /** The fit of the other columns, with the parameters of these at zero, where the family becomes that of the others. */
    private Optional<Fit> withoutColumnsOfZeros() {
        if (family.absent().isEmpty()) {
            return Optional.empty();
        }
        int[] counted = IntStream.range(0, data.dimension())
                .filter(i -> data.margin(i).max() > 0 || asked.fixed().containsKey(parameterOf(i)))
                .toArray();
        if (counted.length == data.dimension()) {
            return Optional.empty();
        }
        if (counted.length < 2) {
            return Optional.of(nothing(Outcome.of(
                    Kind.NOT_IDENTIFIED,
                    "at most one column has a count: with the parameters of the others at 0, any value of its own gives the"
                            + " same likelihood")));
        }
        Family fewer = family.ofDimension(counted.length);
        Mle others = asked.inTheSameManner(fewer);
        for (int k = 0; k < counted.length; k++) {
            Double held = asked.fixed().get(parameterOf(counted[k]));
            others = held == null
                    ? others
                    : others.withFixed(fewer.parameters().get(k).name(), held);
        }
        return Optional.of(beside(others.fitTo(data.columns(counted)), counted));
    }

    private String parameterOf(int column) {
        return family.absent().orElseThrow().apply(column);
    }

    private Fit beside(Fit fit, int[] counted) {
        List<String> zero = IntStream.range(0, data.dimension())
                .filter(i -> IntStream.of(counted).noneMatch(c -> c == i))
                .mapToObj(this::parameterOf)
                .toList();
        if (!fit.outcome().kind().found()) {
            return nothing(Outcome.of(
                    fit.outcome().kind(),
                    "with " + String.join(", ", zero) + " = 0: " + fit.outcome().message()));
        }
        List<Estimate> estimates = new ArrayList<>();
        int size = data.dimension();
        double[][] covariance = new double[size][];
        for (int i = 0; i < size; i++) {
            covariance[i] = Report.nan(size);
            estimates.add(Estimate.onEdge(parameterOf(i), 0));
        }
        List<String> onEdge = new ArrayList<>(zero);
        for (int a = 0; a < counted.length; a++) {
            Estimate e = fit.parameters().get(a);
            String name = parameterOf(counted[a]);
            estimates.set(
                    counted[a], new Estimate(name, e.value(), e.standardError(), e.lower(), e.upper(), e.fixed()));
            if (fit.outcome().parameters().contains(e.name())) {
                onEdge.add(name);
            }
            for (int b = 0; b < counted.length; b++) {
                covariance[counted[a]][counted[b]] = fit.covariance().get(a, b);
            }
        }
        String rest =
                fit.outcome().kind() == Kind.BOUNDARY ? "; " + fit.outcome().message() : "";
        Outcome outcome = new Outcome(
                Kind.BOUNDARY,
                "the maximum lies on the edge of the parameter space, at " + String.join(", ", zero)
                        + " = 0: nothing was counted in their columns" + rest,
                onEdge,
                Map.of());
        return fit(
                outcome,
                estimates,
                covariance,
                fit.logLikelihood(),
                fit.work(),
                size - asked.fixed().size());
    }

    // ---- closed forms ----

    private Fit inClosedForm(Maximum maximum) {
        double[][] covariance = covariance(maximum);
        double z = asked.quantile();
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < maximum.values().length; i++) {
            Parameter p = family.parameters().get(i);
            Double held = asked.fixed().get(p.name());
            double error = Math.sqrt(covariance[i][i]);
            estimates.add(
                    held != null
                            ? Estimate.held(p.name(), held)
                            : maximum.onEdge().contains(p.name())
                                    ? Estimate.onEdge(p.name(), maximum.values()[i])
                                    : estimate(p, maximum.values()[i], error, z));
        }
        Outcome outcome = maximum.onEdge().isEmpty()
                ? Outcome.of(Kind.CONVERGED, "the maximum in closed form")
                : new Outcome(
                        Kind.BOUNDARY,
                        "the maximum lies on the edge of the parameter space, at " + atEdge(maximum),
                        maximum.onEdge(),
                        Map.of());
        return fit(outcome, estimates, covariance, maximum.logLikelihood(), noWork(), maximum.estimated());
    }

    private String atEdge(Maximum maximum) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < maximum.values().length; i++) {
            String name = family.parameters().get(i).name();
            if (maximum.onEdge().contains(name)) {
                places.add(name + " = " + Math.round(maximum.values()[i]));
            }
        }
        return String.join(", ", places);
    }

    private static Estimate estimate(Parameter p, double value, double error, double z) {
        Domain domain = p.domain();
        double centre = domain.toLine(value);
        double half = z * error * domain.slope(value);
        return new Estimate(
                p.name(), value, error, domain.fromLine(centre - half), domain.fromLine(centre + half), false);
    }

    /** The covariance that is asked for, with A⁻¹ the closed one and P the sum of the outer products of what rows add. */
    private double[][] covariance(Maximum maximum) {
        double[][] inverse = maximum.covariance();
        Covariance kind = asked.covariance(data);
        if (kind == Covariance.OBSERVED) {
            return inverse;
        }
        int[] free = IntStream.range(0, inverse.length)
                .filter(i -> !Double.isNaN(inverse[i][i]))
                .toArray();
        double[] products =
                Scores.of(data, maximum.influence().get()).only(free).outerProducts();
        double factor = kind.correction(data, free.length);
        return kind.isSandwich()
                ? unpacked(Arrays.stream(products).map(v -> factor * v).toArray(), free, inverse.length)
                : ofScores(inverse, products, free);
    }

    /** A⁻¹P⁻¹A⁻¹: scores are A times what rows add. */
    private double[][] ofScores(double[][] inverse, double[] products, int[] free) {
        int p = free.length;
        Cholesky cholesky = Cholesky.of(products, p);
        if (!cholesky.positiveDefinite()) {
            throw new IllegalArgumentException("covariance: of " + family.name() + " it is "
                    + Covariance.OBSERVED.label() + " or " + Covariance.SANDWICH.label() + ", got "
                    + Covariance.OPG.label() + " for dependent scores");
        }
        double[] result = new double[products.length];
        double[][] solved = new double[p][p];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                solved[a][b] = inverse[free[b]][free[a]];
            }
            cholesky.solve(solved[a], solved[a]);
        }
        for (int a = 0, k = 0; a < p; a++) {
            for (int b = 0; b <= a; b++, k++) {
                for (int c = 0; c < p; c++) {
                    result[k] += inverse[free[a]][free[c]] * solved[b][c];
                }
            }
        }
        return unpacked(result, free, inverse.length);
    }

    private static double[][] unpacked(double[] packed, int[] places, int size) {
        double[][] whole = new double[size][];
        for (int i = 0; i < size; i++) {
            whole[i] = Report.nan(size);
        }
        for (int a = 0, k = 0; a < places.length; a++) {
            for (int b = 0; b <= a; b++, k++) {
                whole[places[a]][places[b]] = packed[k];
                whole[places[b]][places[a]] = packed[k];
            }
        }
        return whole;
    }
}
