package mle.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Times things beside one another: after a warm-up each has its turn, again and again, so that what slows the machine for
 * a while slows all of them. A time is the median over the turns.
 */
public final class Stopwatch {
    private static final long SHORTEST_TURN = 1_000_000;
    private static final int FEWEST_TURNS = 3;

    /** So many passes of the warm-up in a row must bring nothing new. */
    private static final int QUIET_PASSES = 3;

    private static final int LONGEST_WARM_UP = 10;

    /** Milliseconds of compilation in a pass that count as none. */
    private static final long LITTLE_COMPILATION = 20;

    /** Where results go, lest the compiler leave out what makes them. */
    private static volatile double sink;

    private record Task(String name, Runnable before, DoubleSupplier body) {
        /** Nanoseconds for so many calls. */
        long time(long calls) {
            before.run();
            double sum = 0;
            long began = System.nanoTime();
            for (long k = 0; k < calls; k++) {
                sum += body.getAsDouble();
            }
            long took = System.nanoTime() - began;
            sink = sum;
            return took;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private final long warmUp;
    private final int turns;

    /**
     * A stopwatch.
     *
     * @param effort 1 for a warm-up of 1 s for each thing and 15 turns; less for a quick look
     */
    public Stopwatch(double effort) {
        this.warmUp = (long) (1e9 * effort);
        this.turns = Math.max(FEWEST_TURNS, (int) Math.round(15 * Math.sqrt(effort)));
    }

    /** Adds a thing to be timed, and what is to be done before each turn of it. */
    void add(String name, Runnable before, DoubleSupplier body) {
        tasks.add(new Task(name, before, body));
    }

    /** Adds a thing to be timed. */
    public void add(String name, DoubleSupplier body) {
        add(name, () -> {}, body);
    }

    /** Nanoseconds of a call of each. */
    public Map<String, Double> run() {
        long[] calls = warm();
        long began = System.nanoTime();
        double[][] times = new double[tasks.size()][turns];
        int made = 0;
        while (made < turns && (made < FEWEST_TURNS || System.nanoTime() - began < 2 * warmUp * calls.length)) {
            for (int t = 0; t < calls.length; t++) {
                times[t][made] = (double) tasks.get(t).time(calls[t]) / calls[t];
            }
            made++;
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        for (int t = 0; t < calls.length; t++) {
            medians.put(tasks.get(t).name, median(Arrays.copyOf(times[t], made)));
        }
        return medians;
    }

    /**
     * Runs all by turns until none becomes faster and nothing is compiled any more, or it takes too long; says how many
     * calls of each fill a turn.
     */
    private long[] warm() {
        long began = System.nanoTime();
        long slice = warmUp / QUIET_PASSES;
        double[] fastest = new double[tasks.size()];
        Arrays.fill(fastest, Double.POSITIVE_INFINITY);
        for (int quiet = 0; quiet < QUIET_PASSES; ) {
            long compiled = compilation();
            boolean faster = false;
            for (int t = 0; t < fastest.length; t++) {
                double time = warm(tasks.get(t), slice);
                faster |= time < 0.9 * fastest[t];
                fastest[t] = Math.min(fastest[t], time);
            }
            quiet = faster || compilation() - compiled > LITTLE_COMPILATION ? 0 : quiet + 1;
            if (System.nanoTime() - began > LONGEST_WARM_UP * warmUp * fastest.length) {
                break;
            }
        }
        return Arrays.stream(fastest)
                .mapToLong(time -> Math.max(1, Math.round(SHORTEST_TURN / time)))
                .toArray();
    }

    /** Nanoseconds of a call, after calls for so long. */
    private static double warm(Task task, long slice) {
        long began = System.nanoTime();
        long calls = 1;
        while (true) {
            long took = task.time(calls);
            if (System.nanoTime() - began >= slice) {
                return Math.max(1.0, took) / calls;
            }
            calls = took < SHORTEST_TURN ? 2 * calls : calls;
        }
    }

    /** Milliseconds that the compiler has worked. */
    private static long compilation() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
