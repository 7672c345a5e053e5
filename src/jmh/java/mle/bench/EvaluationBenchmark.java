package mle.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Full evaluations and whole fits of a family, under JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvaluationBenchmark {
    /** The family. */
    @Param({
        "normal",
        "lognormal",
        "exponential",
        "gamma",
        "weibull",
        "beta",
        "student",
        "logistic",
        "cauchy",
        "gumbel",
        "gev",
        "gpd",
        "inverse-gaussian",
        "rayleigh",
        "poisson",
        "negative-binomial",
        "geometric",
        "bernoulli",
        "binomial"
    })
    public String family;

    /** The number of rows. */
    @Param({"50", "10000", "1000000"})
    public int n;

    /** How many threads the library may use. */
    @Param({"1", "2"})
    public int threads;

    private Subject subject;

    /** Simulates the data. */
    @Setup
    public void simulate() {
        subject = Subject.of(family, n);
        Subject.threads(threads);
    }

    /** Value, gradient and Hessian. */
    @Benchmark
    public double evaluation() {
        return subject.evaluate();
    }

    /** A fit from the bare array, with standard errors. */
    @Benchmark
    public double fit() {
        return subject.refit();
    }
}
