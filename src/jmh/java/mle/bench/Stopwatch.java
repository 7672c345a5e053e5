package mle.bench;

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

    /** As many calls as let the compiler see to short ones, unless they would take too long. */
    private static final long WARM_CALLS = 20_000;

    private static final int LONGEST_WARM_UP = 10;

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
        long[] calls = new long[tasks.size()];
        for (int t = 0; t < calls.length; t++) {
            calls[t] = warm(tasks.get(t));
        }
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

    /** Runs it for the time of the warm-up, and longer if it is short; says how many calls fill a turn. */
    private long warm(Task task) {
        long began = System.nanoTime();
        long calls = 1;
        for (long made = 0; ; made += calls) {
            long took = Math.max(1, task.time(calls));
            long sofar = System.nanoTime() - began;
            boolean seen = made >= WARM_CALLS || took / calls >= SHORTEST_TURN || sofar >= LONGEST_WARM_UP * warmUp;
            if (sofar >= warmUp && seen) {
                return Math.max(1, Math.round((double) calls * SHORTEST_TURN / took));
            }
            calls = took < SHORTEST_TURN ? 2 * calls : calls;
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
