package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row program in fewer loops: the arithmetic between two functions of whole blocks is done in loops of several steps
 * each, generated for this program, with the values of a row in registers. Same steps, same bits.
 *
 * <p>A loop is kept so small that the JIT still vectorises it: few arrays, few reads and writes, few operations. Sums and
 * values that only loops hand to loops lie in one array each, at fixed distances, which costs the JIT less than arrays of
 * their own. Whether a loop is vectorised can still only be seen by its time: {@link #refined} divides those that stand out.
 */
final class FusedProgram {
    /** The array of values that loops hand to loops. */
    static final int SHARED = 0;

    /** The array of sums, one lane for each place in a block. */
    static final int SUMS = 1;

    /** The array of weights. */
    static final int WEIGHTS = 2;

    private static final int MOST_ARRAYS = 4;
    private static final int MOST_TRANSFERS = 9;
    private static final int MOST_COST = 28;

    /** What a read or write takes, in additions. */
    private static final double TRANSFER = 1.5;

    /** A loop is divided if it takes so many times as long for its work as the best one. */
    private static final double STANDS_OUT = 2.5;

    /** A time shorter by this factor says that the JIT is still at work. */
    private static final double BETTER = 0.8;

    /** What costs no more than this is computed again rather than stored. */
    private static final int CHEAP = 3;

    /** A loop for values, or a step for whole blocks with its arrays. */
    record Action(Segment segment, Set<Integer> values, double work, RowProgram.Step whole, int[] in, int out) {}

    private final RowProgram program;
    private final Map<Integer, Integer> limits;
    private final boolean weighted;
    private final Map<Integer, RowProgram.Each> makers = new HashMap<>();
    private final Map<Integer, SegmentClass.Place> places = new HashMap<>();
    private final List<Action> actions = new ArrayList<>();
    private int arrays = WEIGHTS + 1;
    private int shared;
    private final double[] fastest;
    private volatile long improved = System.nanoTime();

    /** The loops for rows with weights or without. */
    FusedProgram(RowProgram program, boolean weighted) {
        this(program, weighted, Map.of());
    }

    /** With limits of what the loop that makes a value may cost. */
    private FusedProgram(RowProgram program, boolean weighted, Map<Integer, Integer> limits) {
        this.program = program;
        this.limits = limits;
        this.weighted = weighted;
        for (int value : program.leafValues()) {
            places.put(value, new SegmentClass.Place(arrays++, 0));
        }
        List<RowProgram.Add> sums = new ArrayList<>();
        for (RowProgram.Step step : program.steps()) {
            if (step instanceof RowProgram.Each each) {
                makers.put(each.out(), each);
            } else if (step instanceof RowProgram.Add add) {
                sums.add(add);
            }
        }
        for (RowProgram.Step step : program.steps()) {
            if (step instanceof RowProgram.Whole || step instanceof RowProgram.AddLogs) {
                whole(step);
            }
        }
        List<SegmentClass.Use> uses = new ArrayList<>();
        for (RowProgram.Add add : sums) {
            SegmentClass.Place lane = new SegmentClass.Place(SUMS, add.sum() * Means.BLOCK);
            uses.add(new SegmentClass.Use(add.in()[0], lane, true));
        }
        segments(uses);
        this.fastest = new double[actions.size()];
        Arrays.fill(fastest, Double.POSITIVE_INFINITY);
    }

    /** Takes note of how long an action took for a row, ended now; threads may lose notes of each other. */
    void tell(int action, double nanoseconds, long now) {
        if (nanoseconds < fastest[action]) {
            if (!(nanoseconds > BETTER * fastest[action])) {
                improved = now;
            }
            fastest[action] = nanoseconds;
        }
    }

    /** When an action last became much faster, by {@link System#nanoTime}. */
    long improved() {
        return improved;
    }

    /** The same program with loops divided that took too long for their work, or itself if there are none. */
    FusedProgram refined() {
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < actions.size(); k++) {
            if (actions.get(k).segment() != null) {
                best = Math.min(best, fastest[k] / actions.get(k).work());
            }
        }
        Map<Integer, Integer> smaller = new HashMap<>(limits);
        for (int k = 0; k < actions.size(); k++) {
            Action action = actions.get(k);
            if (action.segment() != null && fastest[k] / action.work() > STANDS_OUT * best) {
                for (int value : action.values()) {
                    smaller.put(value, smaller.getOrDefault(value, MOST_COST) / 2);
                }
            }
        }
        return smaller.equals(limits) ? this : new FusedProgram(program, weighted, smaller);
    }

    List<Action> actions() {
        return actions;
    }

    /** How many arrays there are: the three that are named, then one block each. */
    int arrays() {
        return arrays;
    }

    /** How many blocks the array of values has that loops hand to loops. */
    int shared() {
        return shared;
    }

    /** The array of a column. */
    int leaf(int leaf) {
        return places.get(program.leafValues()[leaf]).array();
    }

    private void whole(RowProgram.Step whole) {
        List<SegmentClass.Use> uses = new ArrayList<>();
        Set<Integer> asked = new LinkedHashSet<>();
        for (int value : whole.in()) {
            SegmentClass.Place known = places.get(value);
            if ((known == null || known.array() == SHARED) && asked.add(value)) {
                uses.add(new SegmentClass.Use(value, new SegmentClass.Place(arrays++, 0), false));
            }
        }
        segments(uses);
        RowProgram.Step step = whole instanceof RowProgram.Whole shared
                ? SeparateLoops.of(shared).orElse(shared)
                : whole;
        int out = arrays++;
        places.put(step.out(), new SegmentClass.Place(out, 0));
        int[] in = new int[step.in().length];
        for (int i = 0; i < in.length; i++) {
            in[i] = places.get(step.in()[i]).array();
        }
        actions.add(new Action(null, Set.of(), 0, step, in, out));
    }

    /** Loops for all uses, as many in one as it bears. */
    private void segments(List<SegmentClass.Use> uses) {
        List<SegmentClass.Use> group = new ArrayList<>();
        for (int k = 0; k < uses.size(); k++) {
            SegmentClass.Use use = uses.get(k);
            List<SegmentClass.Use> rest = uses.subList(k + 1, uses.size());
            group.add(use);
            if (fits(group, rest)) {
                continue;
            }
            group.remove(group.size() - 1);
            if (!group.isEmpty()) {
                close(group, uses.subList(k, uses.size()));
                group.clear();
            }
            if (!fits(List.of(use), rest)) {
                split(use.value(), uses.subList(k, uses.size()));
            }
            group.add(use);
        }
        if (!group.isEmpty()) {
            close(group, List.of());
        }
    }

    /** Loops of their own for what a value is made of, as far as it does not fit into one; what uses need later is handed on. */
    private void split(int value, List<SegmentClass.Use> later) {
        RowProgram.Each maker = makers.get(value);
        if (maker == null) {
            return;
        }
        for (int in : maker.in()) {
            if (!places.containsKey(in)) {
                SegmentClass.Use store = new SegmentClass.Use(in, nextShared(), false);
                if (!fits(List.of(store), List.of())) {
                    split(in, later);
                }
                close(List.of(store), later);
            }
        }
    }

    private SegmentClass.Place nextShared() {
        return new SegmentClass.Place(SHARED, shared++ * Means.BLOCK);
    }

    /** What has to be computed for uses, in order. */
    private List<RowProgram.Each> steps(List<SegmentClass.Use> uses) {
        return steps(uses, Set.of());
    }

    /** The same where some values are there that have no place yet. */
    private List<RowProgram.Each> steps(List<SegmentClass.Use> uses, Set<Integer> given) {
        Map<Integer, RowProgram.Each> steps = new LinkedHashMap<>();
        uses.forEach(use -> collect(use.value(), given, steps));
        return List.copyOf(steps.values());
    }

    private void collect(int value, Set<Integer> given, Map<Integer, RowProgram.Each> steps) {
        if (!places.containsKey(value) && !given.contains(value) && !steps.containsKey(value)) {
            RowProgram.Each maker = makers.get(value);
            for (int in : maker.in()) {
                collect(in, given, steps);
            }
            steps.put(value, maker);
        }
    }

    private static int cost(List<RowProgram.Each> steps) {
        return steps.stream().mapToInt(step -> step.function().cost()).sum();
    }

    /** The values of a group that others will need and that are dear to compute again; not those of which these are made. */
    private List<Integer> handedOn(List<SegmentClass.Use> group, List<SegmentClass.Use> rest) {
        Set<Integer> given = new HashSet<>();
        group.stream().filter(use -> !use.add()).forEach(use -> given.add(use.value()));
        List<RowProgram.Each> made = steps(group);
        List<Integer> values = new ArrayList<>();
        for (int k = made.size() - 1; k >= 0; k--) {
            int value = made.get(k).out();
            if (costAlone(value) > CHEAP && steps(rest, given).contains(made.get(k))) {
                given.add(value);
                values.add(value);
            }
        }
        return values;
    }

    private int costAlone(int value) {
        Map<Integer, RowProgram.Each> steps = new LinkedHashMap<>();
        collect(value, Set.of(), steps);
        return cost(List.copyOf(steps.values()));
    }

    private Set<Integer> reads(List<RowProgram.Each> steps, List<SegmentClass.Use> uses) {
        Set<Integer> reads = new LinkedHashSet<>();
        for (RowProgram.Each step : steps) {
            for (int in : step.in()) {
                if (places.containsKey(in)) {
                    reads.add(in);
                }
            }
        }
        uses.stream().map(SegmentClass.Use::value).filter(places::containsKey).forEach(reads::add);
        return reads;
    }

    private boolean fits(List<SegmentClass.Use> group, List<SegmentClass.Use> rest) {
        List<RowProgram.Each> steps = steps(group);
        Set<Integer> reads = reads(steps, group);
        Set<Integer> used = new LinkedHashSet<>();
        reads.forEach(value -> used.add(places.get(value).array()));
        int transfers = reads.size();
        boolean adds = false;
        for (SegmentClass.Use use : group) {
            used.add(use.place().array());
            transfers += use.add() ? 2 : 1;
            adds |= use.add();
        }
        if (adds && weighted) {
            used.add(WEIGHTS);
            transfers++;
        }
        int handed = handedOn(group, rest).size();
        if (handed > 0) {
            used.add(SHARED);
        }
        int most = MOST_COST;
        for (SegmentClass.Use use : group) {
            most = Math.min(most, limits.getOrDefault(use.value(), MOST_COST));
        }
        return used.size() <= MOST_ARRAYS && transfers + handed <= MOST_TRANSFERS && cost(steps) <= most;
    }

    private void close(List<SegmentClass.Use> group, List<SegmentClass.Use> rest) {
        List<SegmentClass.Use> uses = new ArrayList<>(group);
        for (int value : handedOn(group, rest)) {
            uses.add(new SegmentClass.Use(value, nextShared(), false));
        }
        List<RowProgram.Each> steps = steps(uses);
        Map<Integer, SegmentClass.Place> reads = new LinkedHashMap<>();
        reads(steps, uses).forEach(value -> reads.put(value, places.get(value)));
        Set<Integer> values = new LinkedHashSet<>();
        double work = cost(steps) + TRANSFER * reads.size();
        for (SegmentClass.Use use : uses) {
            values.add(use.value());
            work += TRANSFER * (use.add() ? 2 : 1);
        }
        Segment segment = SegmentClass.of(reads, steps, uses, weighted ? WEIGHTS : -1);
        actions.add(new Action(segment, values, work, null, new int[0], -1));
        for (SegmentClass.Use use : uses) {
            if (!use.add()) {
                places.put(use.value(), use.place());
            }
        }
    }
}
