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

/** The loops written by hand in the Vector API, under JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class HandLoopBenchmark {
    /** The family. */
    @Param({"normal", "weibull", "gumbel", "student"})
    public String family;

    /** The number of rows. */
    @Param({"50", "10000", "1000000"})
    public int n;

    private HandLoop loop;
    private double[] values;

    /** Simulates the data. */
    @Setup
    public void simulate() {
        Subject subject = Subject.of(family, n);
        loop = HandLoop.of(subject.fit()).orElseThrow();
        values = subject.values();
    }

    /** The sums of value, gradient and Hessian. */
    @Benchmark
    public double[] loop() {
        return loop.run();
    }

    /** A plain sum: the limit that the memory sets. */
    @Benchmark
    public double sum() {
        return HandLoop.sum(values);
    }
}
