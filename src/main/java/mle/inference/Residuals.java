package mle.inference;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.parallel.Crew;

/**
 * The residuals of a fitted model, one for each row of its data, whatever frequency the row has.
 *
 * <pre>{@code double[] z = model.residuals().quantile(1);}</pre>
 */
public final class Residuals {
    private static final int CHUNK = 256;

    private final FittedModel model;
    private final ParameterRows parameters;
    private final EmpiricalDistribution data;
    private final int rows;

    Residuals(FittedModel model, ParameterRows parameters, EmpiricalDistribution data) {
        if (data.dimension() > 1) {
            throw new IllegalArgumentException("residuals: needs a response of one column, got " + data.dimension());
        }
        if (model.family().name().equals("multinomial")) {
            throw new IllegalArgumentException("residuals: levels without order have none");
        }
        this.model = model;
        this.parameters = parameters;
        this.data = data;
        this.rows = data.size();
    }

    /** The numbers of the rows in the data (from 1). */
    public int[] rows() {
        return IntStream.range(0, rows).map(data::rowOf).toArray();
    }

    private double[] theta(int row) {
        return parameters.at(parameters.rows() == 1 ? 0 : row);
    }

    private Region region(int row) {
        return data.regions()
                .map(regions -> Region.of(model.family().support(), regions, row))
                .orElseGet(() -> Region.of(model.family().support(), data.value(row)));
    }

    private double[] each(IntToDoubleFunction residual) {
        double[] values = new double[rows];
        Crew.each((rows + CHUNK - 1) / CHUNK, chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(rows, (chunk + 1) * CHUNK); i++) {
                values[i] = residual.applyAsDouble(i);
            }
        });
        return values;
    }

    /**
     * Quantile residuals: the normal quantile of P(Y &le; y), and of counts and censored observations that of a place drawn between
     * the probabilities of their ends (Dunn and Smyth 1996, J. Comput. Graph. Stat. 5, 236-244). Standard normal where the
     * model holds, but for what the estimates take.
     *
     * @param seed the same one draws the same places
     */
    public double[] quantile(long seed) {
        RowTails tails = new RowTails(model.family());
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[rows];
        for (int i = 0; i < rows; i++) {
            shares[i] = (random.nextLong() >>> 12) * 0x1p-52 + 0x1p-53;
        }
        return each(i -> tails.normalQuantile(region(i), theta(i), shares[i]));
    }

    /** What was observed less its mean; NaN for a censored observation. */
    public double[] response() {
        requireNumbers("response");
        Quantity mean = Quantity.mean(model.family());
        return each(i -> {
            Region r = region(i);
            return r.exact() ? r.upper() - mean.at(theta(i))[0] : Double.NaN;
        });
    }

    /** The same over the standard deviation of the model; NaN for a censored observation. */
    public double[] pearson() {
        requireNumbers("Pearson");
        Quantity mean = Quantity.mean(model.family());
        Quantity variance = Quantity.variance(model.family());
        return each(i -> {
            Region r = region(i);
            double[] theta = theta(i);
            return r.exact() ? (r.upper() - mean.at(theta)[0]) / Math.sqrt(variance.at(theta)[0]) : Double.NaN;
        });
    }

    private void requireNumbers(String kind) {
        if (!model.levels().isEmpty() && model.isOfLevels()) {
            throw new IllegalArgumentException(kind + " residuals: levels are no numbers; quantile residuals exist");
        }
    }

    /**
     * Deviance residuals: the root of twice what the log-likelihood of the observation gains where the main parameter is its own,
     * others being as they are; below zero where the observation lies below its fit (McCullagh and Nelder 1989, Generalized Linear
     * Models, sec. 2.4). Their squares add up to the scaled deviance: for a normal or gamma response they are over the root of the
     * dispersion.
     */
    public double[] deviance() {
        Family family = model.family();
        Parameter main = family.mainParameter();
        int place = family.parameters().indexOf(main);
        RowTails tails = new RowTails(family);
        return each(i -> {
            Region r = region(i);
            double[] theta = theta(i);
            double at = tails.logLikelihood(r, theta);
            DoubleUnaryOperator f = value -> {
                double[] other = theta.clone();
                other[place] = value;
                return main.domain().contains(value) ? tails.logLikelihood(r, other) : Double.NaN;
            };
            Saturation.Peak peak =
                    Saturation.climb(f, main.domain(), theta[place], step(f, main.domain(), theta[place]));
            double gain = Math.max(0, peak.highest() - at);
            double side = Math.signum(peak.value() - theta[place]) * tails.orientation(r, theta, place);
            return side * Math.sqrt(2 * gain);
        });
    }

    /** A distance on the line over which a log-likelihood changes by about one. */
    private static double step(DoubleUnaryOperator f, Domain domain, double at) {
        double t = domain.toLine(at);
        double here = f.applyAsDouble(at);
        double step = Math.max(1, Math.abs(t)) / 64;
        for (int k = 0; k < 200; k++) {
            double change = Math.max(
                    Math.abs(f.applyAsDouble(domain.fromLine(t + step)) - here),
                    Math.abs(f.applyAsDouble(domain.fromLine(t - step)) - here));
            if (change > 1 || !(change >= 0)) {
                step /= 2;
            } else if (change < 0.05 && step < 1e3 * Math.max(1, Math.abs(t))) {
                step *= 1.7;
            } else {
                break;
            }
        }
        return step;
    }
}
