package mle.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.expr.NormalQuantile;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.fit.Regression;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;
import mle.parallel.Crew;

/** The main class of a child that times regressions on dense normal covariates, standard errors included. */
final class RegressionRun {
    /** The models, the logistic one first. */
    static final List<String> MODELS = List.of("logistic", "poisson", "gamma", "negative-binomial", "censored weibull");

    static final int ROWS = 1_000_000;

    /** So many columns, with an intercept beside them. */
    static final List<Integer> COLUMNS = List.of(20, 50, 100);

    /** With so many, all models are timed. */
    static final int OF_ALL_MODELS = 50;

    private static final int TURNS = 3;

    private final int rows;
    private final double[][] columns;
    private final double[] eta;
    private final SplittableRandom random = new SplittableRandom(1);

    private RegressionRun(int rows, int width) {
        this.rows = rows;
        this.columns = new double[width][rows];
        this.eta = new double[rows];
        for (double[] column : columns) {
            double slope = normal() / Math.sqrt(width);
            for (int i = 0; i < rows; i++) {
                column[i] = normal();
                eta[i] += slope * column[i];
            }
        }
    }

    /** Arguments: columns, threads and a file; of the file's {@link #write} the children in other languages read the same. */
    public static void main(String[] args) throws IOException {
        int width = Integer.parseInt(args[0]);
        Crew.setThreads(Integer.parseInt(args[1]));
        RegressionRun run = new RegressionRun(ROWS, width);
        double[] zeroOne = run.bernoulli();
        run.write(Path.of(args[2]), zeroOne);
        for (String model : width == OF_ALL_MODELS ? MODELS : MODELS.subList(0, 1)) {
            Regression regression = model.equals("logistic")
                    ? run.regression(Families.bernoulli(), Link.LOGIT, EmpiricalDistribution.of(zeroOne))
                    : run.regression(model);
            double[] times = new double[TURNS];
            for (int turn = -1; turn < TURNS; turn++) {
                long began = System.nanoTime();
                Fit fit = regression.fit();
                times[Math.max(turn, 0)] = System.nanoTime() - began;
                if (!fit.outcome().kind().found()) {
                    throw new IllegalStateException(model + ": " + fit.outcome().message());
                }
            }
            Child.print(model.replace(' ', '-'), Stopwatch.median(times));
        }
    }

    private double normal() {
        return NormalQuantile.at((random.nextLong() >>> 12) * 0x1p-52 + 0x1p-53);
    }

    private double[] bernoulli() {
        double[] y = new double[rows];
        Arrays.setAll(y, i -> random.nextDouble() < 1 / (1 + Math.exp(-eta[i])) ? 1 : 0);
        return y;
    }

    /** The covariates column by column, then the response, as numbers of eight bytes. */
    private void write(Path file, double[] response) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(rows * Double.BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            List<double[]> all = new ArrayList<>(List.of(columns));
            all.add(response);
            for (double[] values : all) {
                bytes.clear();
                bytes.asDoubleBuffer().put(values);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
    }

    private Regression regression(String model) {
        double[] y = new double[rows];
        switch (model) {
            case "poisson" -> {
                Arrays.setAll(y, i -> poisson(Math.exp(eta[i])));
                return regression(Families.poisson(), Link.LOG, EmpiricalDistribution.of(y));
            }
            case "gamma" -> {
                Arrays.setAll(y, i -> Math.exp(eta[i]) * exponentials() / 2);
                return regression(Families.gamma(), Link.LOG, EmpiricalDistribution.of(y));
            }
            case "negative-binomial" -> {
                Arrays.setAll(y, i -> poisson(Math.exp(eta[i]) * exponentials() / 2));
                return regression(Families.negativeBinomial(), Link.LOG, EmpiricalDistribution.of(y));
            }
            default -> {
                boolean[] event = new boolean[rows];
                for (int i = 0; i < rows; i++) {
                    double life = Math.exp(eta[i]) * Math.pow(-Math.log(1 - random.nextDouble()), 1 / 1.5);
                    double end = 2 * random.nextDouble() + 0.1;
                    event[i] = life <= end;
                    y[i] = Math.min(life, end);
                }
                return regression(
                        Families.weibull(), Link.LOG, EmpiricalDistribution.of(Observations.survival(y, event)));
            }
        }
    }

    /** The sum of two exponential variables: gamma of shape 2. */
    private double exponentials() {
        return -Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()));
    }

    private double poisson(double mean) {
        double left = Math.exp(-Math.min(mean, 500));
        double product = random.nextDouble();
        int count = 0;
        while (product > left) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private Regression regression(Family family, Link link, EmpiricalDistribution response) {
        List<Block> blocks = new ArrayList<>(List.of(new Block.Ones(rows)));
        List<String> names = new ArrayList<>(List.of("(Intercept)"));
        for (int j = 0; j < columns.length; j++) {
            blocks.add(new Block.Dense(columns[j]));
            names.add("x" + (j + 1));
        }
        Family regressed = family.regressionForm();
        return Mle.of(new Model(
                regressed,
                response,
                List.of(new Predictor.Linear(
                        regressed.mainParameter().name(), link, DesignMatrix.of(rows, blocks, names))),
                Map.of()));
    }
}
