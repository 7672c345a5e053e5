package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Domain;
import mle.family.Family;
import mle.family.FisherInformation;
import mle.family.Parameter;
import mle.family.UnboundedRegion;
import mle.solve.Jet;
import mle.solve.Outcome;
import mle.solve.Solution;

/**
 * From coordinates in the units of a search to the numbers of a fit, in the parameters and the units of the data.
 *
 * @param asked the family and what is asked of its fit
 * @param data the data as they were given
 * @param searched the same as the objective saw them, ties collapsed where that pays
 * @param plan the plan that was searched
 * @param moves the way from the units of the search to those of the data
 * @param objective the cross entropy in the units of the search
 * @param search what the searches came to
 * @param began when the fit began, as {@link System#nanoTime} tells
 */
record Report(
        Mle asked,
        EmpiricalDistribution data,
        EmpiricalDistribution searched,
        FamilyPlan plan,
        Mle.Moves moves,
        CrossEntropy objective,
        Search search,
        long began) {
    /** From so many rows on, ties are not counted for words alone. */
    private static final int MANY = 10_000;

    /** The same after a search. */
    Report with(Search other) {
        return new Report(asked, data, searched, plan, moves, objective, other, began);
    }

    /**
     * Where the likelihood grows without end: at an exact value, which no censored row keeps from being at the end of the support.
     * Censored rows add no more than the probability 1, nor do values that have one.
     */
    List<UnboundedRegion> unboundedRegions() {
        Family family = asked.family();
        if (family.unboundedRegions().isEmpty()) {
            return List.of();
        }
        CommonValue values = CommonValue.of(data);
        double share = family.kinks().isEmpty() ? exactAtEnd(values) : 1;
        List<UnboundedRegion> open = new ArrayList<>();
        for (UnboundedRegion any : family.unboundedRegions()) {
            UnboundedRegion region = any.ofExact(share);
            if (!region.isSpike() && region.isOpen(asked.fixed())) {
                open.add(region);
            }
        }
        if (open.isEmpty()) {
            return List.of();
        }
        boolean there = family.support().lowerParameter().isPresent()
                ? values.mayEndBelow()
                : family.kinks().isEmpty() ? values.mayEndAbove() : values.hasExact();
        boolean probable =
                family.hasAtom() && !(values.highest() > family.support().lower());
        return there && !probable ? open : List.of();
    }

    /** The share of exact rows among those that begin or end at the extreme exact value. */
    private double exactAtEnd(CommonValue values) {
        boolean lower = asked.family().support().lowerParameter().isPresent();
        double end = lower ? values.lowest() : values.highest();
        double exact = 0;
        double all = 0;
        for (int i = 0; data.regions().isPresent() && i < data.size(); i++) {
            Observations rows = data.regions().get();
            boolean there = (lower ? rows.upper(i) : rows.lower(i)) == end;
            all += there ? data.weight(i) : 0;
            exact += there && isExact(i) ? data.weight(i) : 0;
        }
        return exact > 0 ? exact / all : 1;
    }

    /**
     * Where it grows without end at any exact value that no censored row excludes: nowhere where the location, the scale or what
     * makes the tails heavy enough is held.
     */
    List<UnboundedRegion> spikes() {
        if (asked.family().unboundedRegions().isEmpty() || !CommonValue.of(data).hasExact()) {
            return List.of();
        }
        List<UnboundedRegion> spikes = new ArrayList<>();
        for (UnboundedRegion region : asked.family().unboundedRegions()) {
            if (region.isSpike() && allows(region)) {
                spikes.add(region);
            }
        }
        return spikes;
    }

    private boolean allows(UnboundedRegion spike) {
        for (Map.Entry<String, Double> held : asked.fixed().entrySet()) {
            if (!spike.allows(held.getKey(), held.getValue(), ratio())) {
                return false;
            }
        }
        return true;
    }

    /** The ratio of the weight of the exact rows of one value, the one that most have, to that of all other rows. */
    private double ratio() {
        double most = data.isWeighted() || data.regions().isPresent() ? heaviest() : data.longestTie();
        return most / (data.n() - most);
    }

    /** The same, or of many rows, which it takes longer to sort than to fit, that of the heaviest row: the least that it can be. */
    private double toldRatio() {
        if (data.size() <= MANY) {
            return ratio();
        }
        double most = 0;
        for (int i = 0; i < data.size(); i++) {
            most = isExact(i) ? Math.max(most, data.weight(i)) : most;
        }
        return most / (data.n() - most);
    }

    private double heaviest() {
        Map<Double, Double> weights = new HashMap<>();
        for (int i = 0; i < data.size(); i++) {
            if (isExact(i)) {
                weights.merge(data.value(i), data.weight(i), Double::sum);
            }
        }
        return Collections.max(weights.values());
    }

    private boolean isExact(int row) {
        return data.regions()
                .map(regions -> regions.kind(row) == Observations.Kind.EXACT)
                .orElse(true);
    }

    /** What is to be said of a maximum: where else the likelihood has no bound. */
    String elsewhere() {
        if (asked.family().unboundedRegions().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (UnboundedRegion region : unboundedRegions()) {
            text.append("; a local maximum: the likelihood has no bound where ").append(region.where());
        }
        List<UnboundedRegion> spikes = spikes();
        String ratio = spikes.isEmpty() ? "" : Digits.number(toldRatio());
        for (UnboundedRegion spike : spikes) {
            text.append("; the likelihood has no bound where ").append(spike.where(ratio));
        }
        return text.toString();
    }

    /** The log-likelihood in the units of the data, from the cross entropy in those of the view. */
    double logLikelihood(double crossEntropy) {
        double weight = objective.weight();
        return data.regions().isPresent()
                ? exactWeight() * moves.logJacobian() - weight * crossEntropy
                : weight * (moves.logJacobian() - crossEntropy);
    }

    /** The weight of the rows that have a density, where others have a probability. */
    private double exactWeight() {
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            sum += isExact(i) ? data.weight(i) : 0;
        }
        return sum;
    }

    /** A direction in the coordinates, told in the parameters. */
    Map<String, Double> direction(double[] point, double[] inCoordinates) {
        int p = plan.free().size();
        double[] report = plan.report(point);
        Map<String, Double> direction = new LinkedHashMap<>();
        double size = 0;
        double[] moved = new double[p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < inCoordinates.length; j++) {
                moved[i] += plan.slope(report, i, j) * inCoordinates[j];
            }
            moved[i] *= moves.slope(plan.free().get(i).name());
            size = Math.max(size, Math.abs(moved[i]));
        }
        for (int i = 0; i < p; i++) {
            direction.put(plan.free().get(i).name(), size > 0 ? moved[i] / size : 0);
        }
        return direction;
    }

    /** The values of the free parameters at an end of a search, with their names. */
    String where(Solution s, DoubleFunction<String> number) {
        double[] report = plan.report(s.point());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < plan.free().size(); i++) {
            String name = plan.free().get(i).name();
            values.add(name + " = " + number.apply(moves.inUserUnits(name, report[i])));
        }
        return String.join(", ", values);
    }

    /** A fit that claims no maximum: its message says where the search stood, its numbers are none. */
    Fit at(Solution s, Outcome outcome) {
        String message = outcome.message() + " (the search stood at " + where(s, Double::toString) + ")";
        return nothing(new Outcome(outcome.kind(), message, outcome.parameters(), outcome.direction()));
    }

    /** A fit without numbers. */
    Fit nothing(Outcome outcome) {
        return Fit.without(asked, data, outcome, work());
    }

    /** The fit at a point, from the covariance of the coordinates there. */
    Fit fitAt(Outcome outcome, double[] point, double[] covariance, double crossEntropy) {
        return fitAt(outcome, point, covariance, crossEntropy, Map.of());
    }

    /** The same with some parameters on the edge, at known values and without standard errors. */
    Fit fitAt(Outcome outcome, double[] point, double[] covariance, double crossEntropy, Map<String, Double> onEdge) {
        double[] report = plan.report(point);
        double[][] ofFree = covarianceOfParameters(report, covariance);
        double z = asked.quantile();
        List<Estimate> estimates = new ArrayList<>();
        int size = asked.family().parameters().size();
        double[][] whole = new double[size][size];
        double[] slopes = new double[size];
        int[] free = new int[size];
        int k = 0;
        for (int i = 0; i < size; i++) {
            Parameter parameter = asked.family().parameters().get(i);
            Double held = asked.fixed().get(parameter.name());
            free[i] = held == null ? k++ : -1;
            slopes[i] =
                    held != null || onEdge.containsKey(parameter.name()) ? Double.NaN : moves.slope(parameter.name());
            estimates.add(
                    held != null
                            ? new Estimate(parameter.name(), held, Double.NaN, Double.NaN, Double.NaN, true)
                            : estimate(parameter, report[free[i]], error(report, covariance, free[i]), z, onEdge));
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                boolean none = Double.isNaN(slopes[i]) || Double.isNaN(slopes[j]);
                whole[i][j] = none ? Double.NaN : ofFree[free[i]][free[j]] * slopes[i] * slopes[j];
            }
        }
        return fit(outcome, estimates, whole, logLikelihood(crossEntropy));
    }

    /** A fit of these numbers. */
    Fit fit(Outcome outcome, List<Estimate> estimates, double[][] covariance, double logLikelihood) {
        return new Fit(
                asked.family(),
                data,
                outcome,
                estimates,
                asked.covariance(data),
                covariance,
                logLikelihood,
                asked.level(),
                work(),
                plan.searched().size());
    }

    /** J C Jᵀ, in the units of the view. */
    private double[][] covarianceOfParameters(double[] report, double[] covariance) {
        int p = plan.free().size();
        double[][] result = new double[p][p];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++) {
                result[a][b] = product(report, covariance, a, b, 1);
                result[b][a] = result[a][b];
            }
        }
        return result;
    }

    private double product(double[] report, double[] covariance, int a, int b, double unit) {
        int coordinates = plan.searched().size();
        double sum = 0;
        for (int i = 0; i < coordinates; i++) {
            for (int j = 0; j < coordinates; j++) {
                double slopes = plan.slope(report, a, i) / unit * (plan.slope(report, b, j) / unit);
                if (slopes != 0) {
                    sum += slopes * covariance[i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i];
                }
            }
        }
        return sum;
    }

    /** The standard error of a parameter, in a unit of its own: the square of one far from 1 may be no double. */
    private double error(double[] report, double[] covariance, int a) {
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i < plan.searched().size(); i++) {
            largest = Math.max(largest, Math.abs(plan.slope(report, a, i)));
        }
        double unit = Math.scalb(1.0, Math.min(Math.getExponent(largest), Double.MAX_EXPONENT));
        return unit * Math.sqrt(product(report, covariance, a, a, unit));
    }

    /** An estimate in the user's units with its Wald interval, taken on the line and moved back. */
    private Estimate estimate(Parameter parameter, double inView, double error, double z, Map<String, Double> onEdge) {
        String name = parameter.name();
        if (onEdge.containsKey(name)) {
            return Estimate.onEdge(name, onEdge.get(name));
        }
        Domain domain = parameter.domain();
        double centre = domain.toLine(inView);
        double half = z * error * domain.slope(inView);
        return new Estimate(
                name,
                moves.inUserUnits(name, inView),
                error * moves.slope(name),
                moves.inUserUnits(name, domain.fromLine(centre - half)),
                moves.inUserUnits(name, domain.fromLine(centre + half)),
                false);
    }

    /** What the search took. */
    Work work() {
        double seconds = (System.nanoTime() - began) / 1e9;
        String solver = asked.solver().name();
        if (search.solution().isEmpty()) {
            return new Work(solver, 0, 0, Double.NaN, Double.NaN, seconds, search.starts(), 0);
        }
        Solution found = search.solution().get();
        return new Work(
                solver,
                found.iterations(),
                found.evaluations(),
                found.decrement(),
                found.gradientNorm(),
                seconds,
                search.starts(),
                search.best());
    }

    /** The covariance of the coordinates at a point, of the kind that is asked for. */
    double[] covariance(double[] point, Jet jet) {
        int[] all = new int[point.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return covariance(point, jet, all);
    }

    /**
     * The covariance of some coordinates where the others are held.
     *
     * @param jet the cross entropy as a function of those coordinates
     */
    double[] covariance(double[] point, Jet jet, int[] coordinates) {
        Covariance kind = asked.covariance(data);
        double[] information = kind == Covariance.EXPECTED
                ? expected(point, coordinates)
                : jet.hessian().clone();
        for (int i = 0; i < information.length; i++) {
            information[i] *= objective.weight();
        }
        double factor = kind.correction(data, plan.searched().size());
        return kind.matrix(
                information,
                coordinates.length,
                () -> Arrays.stream(scores(point).only(coordinates).outerProducts())
                        .map(v -> factor * v)
                        .toArray());
    }

    /** The information that one observation is expected to bring on some coordinates, in the units of the search. */
    private double[] expected(double[] point, int[] coordinates) {
        double[] report = plan.report(point);
        List<Parameter> all = asked.family().parameters();
        int p = plan.free().size();
        int[] free = new int[p];
        double[] theta = new double[all.size()];
        int k = 0;
        for (int i = 0; i < theta.length; i++) {
            Double held = asked.fixed().get(all.get(i).name());
            theta[i] = held == null ? report[k] : moves.inView(all.get(i).name(), held);
            if (held == null) {
                free[k++] = i;
            }
        }
        double[] ofParameters = FisherInformation.of(asked.family()).at(theta);
        double[] information = new double[coordinates.length * (coordinates.length + 1) / 2];
        for (int a = 0, m = 0; a < coordinates.length; a++) {
            for (int b = 0; b <= a; b++, m++) {
                for (int i = 0; i < p; i++) {
                    for (int j = 0; j < p; j++) {
                        double slopes = plan.slope(report, i, coordinates[a]) * plan.slope(report, j, coordinates[b]);
                        int high = Math.max(free[i], free[j]);
                        information[m] += slopes == 0
                                ? 0
                                : slopes * ofParameters[high * (high + 1) / 2 + Math.min(free[i], free[j])];
                    }
                }
            }
        }
        return information;
    }

    /** The inverse of n times the Hessian of the cross entropy. */
    double[] inverse(Jet jet) {
        double[] information = jet.hessian().clone();
        for (int i = 0; i < information.length; i++) {
            information[i] *= objective.weight();
        }
        return Covariance.inverse(information, jet.dimension());
    }

    /** The scores of the observations. */
    Scores scores(double[] point) {
        return Scores.of(searched, objective.scores(point));
    }

    static double[] nan(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** The fit where the likelihood is flat along a way from where a search ended. */
    Fit notIdentified(Solution s, double[] along) {
        return at(
                s,
                new Outcome(
                        Outcome.Kind.NOT_IDENTIFIED,
                        "the likelihood is flat along a direction: the data don't tell these parameters apart",
                        List.of(),
                        direction(s.point(), along)));
    }
}
