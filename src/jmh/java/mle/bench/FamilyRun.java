package mle.bench;

import java.util.Arrays;
import java.util.Optional;

/** The main class of a child that times one family at one size, beside what it is compared with. */
final class FamilyRun {
    /** Less leaves loops in the Vector API uncompiled. */
    private static final double LEAST_EFFORT = 0.3;

    private FamilyRun() {}

    /** Arguments: family, rows, effort, numbers of threads. */
    public static void main(String[] args) {
        int n = Integer.parseInt(args[1]);
        Subject subject = Subject.of(args[0], n);
        Stopwatch watch = new Stopwatch(Math.max(LEAST_EFFORT, Double.parseDouble(args[2])));
        for (String threads : Arrays.asList(args).subList(3, args.length)) {
            int count = Integer.parseInt(threads);
            watch.add("evaluation." + count, () -> Subject.threads(count), subject::evaluate);
            watch.add("fit." + count, () -> Subject.threads(count), subject::refit);
        }
        Optional<HandLoop> hand = HandLoop.of(subject.fit());
        hand.ifPresent(loop -> {
            if (!loop.agrees(subject.fit())) {
                throw new IllegalStateException(args[0] + ": the hand loop differs from the fit");
            }
            watch.add("hand", () -> loop.run()[0]);
        });
        double[] positive = Arrays.stream(subject.values())
                .map(x -> 0.5 + Math.min(100, Math.abs(x)))
                .toArray();
        watch.add("sum", () -> HandLoop.sum(subject.values()));
        watch.add("log", () -> HandLoop.logs(positive));
        watch.run().forEach((name, time) -> {
            boolean each = name.startsWith("evaluation") || name.equals("hand");
            int rows = name.equals("hand") ? hand.orElseThrow().rows() : n;
            Child.print(name, each ? time / rows : time);
        });
    }
}
