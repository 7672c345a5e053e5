package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import mle.data.EmpiricalDistribution;
import mle.data.Suggestion;
import mle.family.Family;
import mle.family.Parameter;
import mle.solve.Outcome;
import org.ejml.simple.SimpleMatrix;

/**
 * What a fit came to: the outcome, the estimates with standard errors and intervals, the log-likelihood and what follows
 * from it. Only {@link Outcome.Kind#found} outcomes are maxima; for others every number that a maximum would give is NaN.
 */
public final class Fit {
    private final Family family;
    private final EmpiricalDistribution data;
    private final Outcome outcome;
    private final List<Estimate> parameters;
    private final Covariance covarianceKind;
    private final double[][] covariance;
    private final double logLikelihood;
    private final double level;
    private final Work work;
    private final int estimated;
    private final Optional<LinearCoordinates> coordinates;

    Fit(
            Family family,
            EmpiricalDistribution data,
            Outcome outcome,
            List<Estimate> parameters,
            Covariance covarianceKind,
            double[][] covariance,
            double logLikelihood,
            double level,
            Work work) {
        this(family, data, outcome, parameters, covarianceKind, covariance, logLikelihood, level, work, (int)
                parameters.stream().filter(e -> !e.fixed()).count());
    }

    Fit(
            Family family,
            EmpiricalDistribution data,
            Outcome outcome,
            List<Estimate> parameters,
            Covariance covarianceKind,
            double[][] covariance,
            double logLikelihood,
            double level,
            Work work,
            int estimated) {
        this(
                family,
                data,
                outcome,
                parameters,
                covarianceKind,
                covariance,
                logLikelihood,
                level,
                work,
                estimated,
                Optional.empty());
    }

    private Fit(
            Family family,
            EmpiricalDistribution data,
            Outcome outcome,
            List<Estimate> parameters,
            Covariance covarianceKind,
            double[][] covariance,
            double logLikelihood,
            double level,
            Work work,
            int estimated,
            Optional<LinearCoordinates> coordinates) {
        this.family = family;
        this.data = data;
        this.outcome = outcome;
        this.parameters = List.copyOf(parameters);
        this.covarianceKind = covarianceKind;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
        this.level = level;
        this.work = work;
        this.estimated = estimated;
        this.coordinates = coordinates;
    }

    /** Whether all estimates are numbers and so are their errors, but for those of an information that is not known. */
    boolean hasNumbers() {
        boolean needsErrors = covarianceKind != Covariance.EXPECTED;
        for (Estimate e : parameters) {
            boolean number = Double.isFinite(e.value()) && (!needsErrors || Double.isFinite(e.standardError()));
            if (!e.fixed() && !number) {
                return false;
            }
        }
        return true;
    }

    private boolean hasErrors() {
        for (Estimate e : parameters) {
            if (!e.fixed() && !Double.isFinite(e.standardError())) {
                return false;
            }
        }
        return true;
    }

    /** The same, which says so where there is an estimate without error. */
    Fit told() {
        return hasErrors()
                ? this
                : with(new Outcome(
                        outcome.kind(),
                        outcome.message()
                                + "; the expected information is not finite or not known, so there are no standard errors",
                        outcome.parameters(),
                        outcome.direction()));
    }

    /** The same with another account of how it ended. */
    Fit with(Outcome other) {
        return with(other, parameters);
    }

    /** The same fit with another outcome and other estimates. */
    Fit with(Outcome otherOutcome, List<Estimate> otherEstimates) {
        return new Fit(
                        family,
                        data,
                        otherOutcome,
                        otherEstimates,
                        covarianceKind,
                        covariance,
                        logLikelihood,
                        level,
                        work)
                .in(coordinates);
    }

    /** The same fit with other estimates, whose covariance is of another kind, and another account of the work. */
    Fit with(List<Estimate> otherEstimates, Covariance kind, Work otherWork) {
        return new Fit(family, data, outcome, otherEstimates, kind, covariance, logLikelihood, level, otherWork)
                .in(coordinates);
    }

    /** The same fit, whose coefficients were searched in coordinates of their own. */
    Fit in(Optional<LinearCoordinates> searched) {
        return new Fit(
                family,
                data,
                outcome,
                parameters,
                covarianceKind,
                covariance,
                logLikelihood,
                level,
                work,
                estimated,
                searched);
    }

    /** A fit without numbers, but for parameters that were held. */
    static Fit without(Mle asked, EmpiricalDistribution data, Outcome outcome, Work work) {
        List<Estimate> estimates = new ArrayList<>();
        for (Parameter p : asked.family().parameters()) {
            Double held = asked.fixed().get(p.name());
            estimates.add(held == null ? Estimate.none(p.name()) : Estimate.held(p.name(), held));
        }
        double[][] covariance = new double[estimates.size()][];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = Report.nan(covariance.length);
        }
        return new Fit(
                asked.family(),
                data,
                outcome,
                estimates,
                asked.covariance(data),
                covariance,
                Double.NaN,
                asked.level(),
                work);
    }

    /** The family. */
    public Family family() {
        return family;
    }

    /** The data. */
    public EmpiricalDistribution data() {
        return data;
    }

    /** How the fit ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** The estimates, in the order of the family's parameters. */
    public List<Estimate> parameters() {
        return parameters;
    }

    /** The estimate of one parameter. */
    public Estimate parameter(String name) {
        List<String> names = parameters.stream().map(Estimate::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    family.name() + ": no parameter '" + name + "'" + Suggestion.didYouMean(name, names, ""));
        }
        return parameters.get(index);
    }

    /**
     * The covariance matrix of the estimates; NaN in the rows of parameters that were held or lie on an edge.
     */
    public SimpleMatrix covariance() {
        return new SimpleMatrix(covariance);
    }

    /** An entry of that matrix. */
    double covariance(int row, int column) {
        return covariance[row][column];
    }

    /** The coordinates of the linear predictors, with their covariance; none where these are the coefficients themselves. */
    public Optional<LinearCoordinates> coordinates() {
        return coordinates;
    }

    /** How the covariance matrix was computed. */
    public Covariance covarianceKind() {
        return covarianceKind;
    }

    /** The number of observations: the sum of the frequencies. */
    public double n() {
        return data.n();
    }

    /**
     * The log-likelihood at the estimates, every constant included; with sampling weights, which are of mean one, the weighted
     * sum that is maximised in its place.
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** The cross entropy of the fitted distribution relative to the data, in nats: minus the log-likelihood per observation. */
    public double crossEntropy() {
        return -logLikelihood / n();
    }

    /**
     * The entropy of the data, in nats, for counts. For data of a continuous variable there is none, nor is there for regions,
     * with sampling weights, or where a parameter differs from row to row.
     */
    public OptionalDouble entropy() {
        boolean sample =
                parameters.stream().allMatch(e -> family.parameter(e.name()).isPresent());
        return sample && family.support().integer() && data.regions().isEmpty() && isLikelihood()
                ? data.entropy()
                : OptionalDouble.empty();
    }

    /** The divergence of the fitted distribution from the data, cross entropy less entropy, in nats, where that exists. */
    public OptionalDouble divergence() {
        OptionalDouble entropy = entropy();
        return entropy.isPresent() && outcome.kind().found()
                ? OptionalDouble.of(Math.max(0, crossEntropy() - entropy.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** The deviance G&sup2; against the saturated model, which gives each count its share: 2n times the divergence. */
    public OptionalDouble deviance() {
        OptionalDouble divergence = divergence();
        return divergence.isPresent() ? OptionalDouble.of(2 * n() * divergence.getAsDouble()) : divergence;
    }

    /** How many parameters were estimated; of probabilities that add up to one, one less. */
    public int estimated() {
        return estimated;
    }

    /** Whether the log-likelihood is one, which the criteria need: with sampling weights it is not. */
    private boolean isLikelihood() {
        return data.samplingWeights().length == 0;
    }

    /** Akaike's criterion, 2k - 2·log-likelihood; NaN with sampling weights. */
    public double aic() {
        return isLikelihood() ? 2 * estimated() - 2 * logLikelihood : Double.NaN;
    }

    /** Akaike's criterion corrected for small samples (Hurvich and Tsai 1989); NaN where n ≤ k + 1, and with sampling weights. */
    public double aicc() {
        double k = estimated();
        double room = n() - k - 1;
        return room > 0 ? aic() + 2 * k * (k + 1) / room : Double.NaN;
    }

    /** Schwarz's criterion, k·log n - 2·log-likelihood; NaN with sampling weights. */
    public double bic() {
        return isLikelihood() ? estimated() * StrictMath.log(n()) - 2 * logLikelihood : Double.NaN;
    }

    /** The level of the confidence intervals. */
    public double level() {
        return level;
    }

    /** What the search took. */
    public Work work() {
        return work;
    }

    /** The fit as a table. */
    @Override
    public String toString() {
        return FitTable.of(this);
    }
}
