package mle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.family.Families;
import mle.plan.KernelRun;

/** Runs the benchmarks in fresh JVMs, several rounds of all of them, and prints the medians as tables. */
public final class Benchmarks {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";
    private static final String ARCHIVE = "target/mle.jsa";
    private static final String JAR = "target/mle.jar";
    private static final List<String> HEAP_ROWS = List.of("1000000", "10000000");
    private static final int LARGE = 100_000;
    private static final String USAGE = """
            Options:
              --quick            the judged families, n = 50 and 10^6, one short round
              --families A,B     these families                     (all)
              --n N,M            these numbers of rows              (50,10000,1000000)
              --threads 1,2      these numbers of threads           (1,2)
              --rounds R         medians over so many rounds        (3)
              --effort E         1 warms up each thing for 1 s      (0.3)
              --flags F,G        flags of the JVMs that time what is warm  (none)
              --only PART,PART   of families, small, start, kernels (these four), memory, peers,
                                 regressions
              jmh ...            JMH itself, with its own options
            """;

    private final Map<String, String> options;
    private final Measured measured = new Measured();

    private Benchmarks(Map<String, String> options) {
        this.options = options;
    }

    /** Runs what the arguments ask for. */
    public static void main(String[] args) throws IOException {
        List<String> given = Arrays.asList(args);
        if (given.contains("--help")) {
            System.out.print(USAGE);
        } else if (args.length > 0 && args[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
        } else {
            try {
                new Benchmarks(options(given)).run();
            } catch (IllegalArgumentException e) {
                System.err.println(e.getMessage());
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    private static Map<String, String> options(List<String> given) {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "--families",
                String.join(",", Families.names()),
                "--n",
                "50,10000,1000000",
                "--threads",
                "1,2",
                "--rounds",
                "3",
                "--effort",
                "0.3",
                "--flags",
                "",
                "--only",
                "families,small,start,kernels"));
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i);
            if (name.equals("--quick")) {
                options.put("--families", String.join(",", Sample.JUDGED));
                options.putAll(Map.of("--n", "50,1000000", "--rounds", "1", "--effort", "0.1"));
            } else if (options.containsKey(name) && i + 1 < given.size()) {
                options.put(name, given.get(++i));
            } else {
                throw new IllegalArgumentException("benchmarks: unexpected '" + name + "'");
            }
        }
        return options;
    }

    private List<String> list(String option) {
        return List.of(options.get(option).split(","));
    }

    private int count(String option) {
        return Integer.parseInt(options.get(option));
    }

    private void small() {
        List<Object> all = new ArrayList<>(List.of(effort()));
        all.addAll(SmallFits.FAMILIES);
        measured.addAll("turns.", Child.measure(warm(), SmallFits.class, all.toArray()));
        for (String family : SmallFits.FAMILIES) {
            measured.addAll("small.", Child.measure(warm(), SmallFits.class, effort(), family));
        }
    }

    private double effort() {
        return Double.parseDouble(options.get("--effort"));
    }

    private void run() throws IOException {
        List<String> parts = list("--only");
        Path values = Files.createTempFile("weibull", ".bin");
        try {
            FirstFit.write(values, Sample.of("weibull", 1_000_000, 1));
            for (int round = 1; round <= count("--rounds"); round++) {
                if (parts.contains("families")) {
                    families(round);
                }
                if (parts.contains("small")) {
                    progress(round, "small fits");
                    small();
                }
                if (parts.contains("start")) {
                    progress(round, "start-up");
                    start(values);
                }
                if (parts.contains("memory")) {
                    memory(round);
                }
                if (parts.contains("peers")) {
                    peers(round);
                }
                if (parts.contains("regressions")) {
                    regressions(round);
                }
                if (parts.contains("kernels")) {
                    progress(round, "kernels");
                    kernels(round);
                }
            }
        } finally {
            Files.delete(values);
        }
        System.err.print("\r\033[K");
        Report report = new Report(measured, list("--families"), list("--n"), list("--threads"));
        System.out.print(report.text(parts));
    }

    private List<String> warm(String... more) {
        List<String> flags = new ArrayList<>(list("--flags"));
        flags.addAll(List.of(more));
        flags.removeIf(String::isEmpty);
        return flags;
    }

    private void progress(int round, String what) {
        System.err.print("\r\033[Kround " + round + " of " + count("--rounds") + ": " + what);
    }

    private void families(int round) {
        for (String family : list("--families")) {
            for (String rows : list("--n")) {
                progress(round, family + ", n = " + rows);
                int n = Integer.parseInt(rows);
                List<Object> arguments = new ArrayList<>(List.of(family, n, effort()));
                // Small data stay on the caller's thread, whatever is set.
                arguments.addAll(n < LARGE ? List.of("1") : list("--threads"));
                measured.addAll(
                        family + "." + n + ".", Child.measure(warm(VECTORS), FamilyRun.class, arguments.toArray()));
            }
        }
    }

    private void start(Path values) {
        for (String family : List.of("weibull", "student", "gev")) {
            measured.addAll("plan." + family + ".", Child.measure(List.of(), PlanMaking.class, family, effort()));
        }
        String classes = HelloWorld.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        List<String> fit = List.of("fit", "old_faithful", "waiting");
        for (int k = 0; k < 5; k++) {
            measured.addAll("first.", Child.measure(List.of(), FirstFit.class, values));
            measured.add("hello", Child.milliseconds(Child.java("-cp", classes, HelloWorld.class.getName())));
            if (Files.exists(Path.of(JAR))) {
                measured.add(
                        "command",
                        Child.milliseconds(Child.join(
                                Child.java("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:disable", "-jar", JAR), fit)));
                measured.add("jar", Child.milliseconds(Child.join(Child.java("-jar", JAR), fit)));
            }
        }
    }

    private void memory(int round) {
        for (String rows : HEAP_ROWS) {
            for (String family : Heap.KINDS.keySet()) {
                progress(round, "heap, " + family + ", n = " + rows);
                measured.add("heap." + family + "." + rows, Heap.bytes(family, Integer.parseInt(rows)));
            }
        }
    }

    private void peers(int round) throws IOException {
        Path values = Files.createTempFile("values", ".bin");
        try {
            for (String family : Peer.ALL.stream().map(Peer::family).distinct().toList()) {
                progress(round, "our " + family);
                FirstFit.write(values, Subject.of(family, Peer.ROWS).values());
                measured.addAll(
                        "ours." + family + ".",
                        Child.measure(warm(VECTORS), FamilyRun.class, family, Peer.ROWS, effort(), 2));
                for (Peer peer : Peer.ALL) {
                    if (peer.family().equals(family)) {
                        progress(round, peer.name());
                        peer.seconds(values).ifPresent(s -> measured.add("peer." + peer.name(), 1e9 * s));
                    }
                }
            }
        } finally {
            Files.delete(values);
        }
    }

    private void regressions(int round) throws IOException {
        Path values = Files.createTempFile("covariates", ".bin");
        try {
            for (int columns : RegressionRun.COLUMNS) {
                progress(round, "regressions, " + columns + " columns");
                String at = "regression." + columns + ".";
                measured.addAll(at, Child.measure(warm("-Xmx8g"), RegressionRun.class, columns, 2, values));
                RegressionPeer.figures(values, columns)
                        .forEach((name, seconds) -> measured.add(at + name, 1e9 * seconds));
            }
        } finally {
            Files.delete(values);
        }
    }

    private void kernels(int round) {
        for (int k = 0; k < 3; k++) {
            measured.addAll("kernel.", Child.measure(warm(), KernelRun.class, "time", effort()));
            measured.addAll("scalar.", Child.measure(warm("-XX:-UseSuperWord"), KernelRun.class, "time", effort()));
        }
        if (round == 1) {
            int size = effort() < 0.2 ? 2048 : 20480;
            measured.addAll("error.", Child.measure(List.of(), KernelRun.class, "error", size));
        }
    }
}
