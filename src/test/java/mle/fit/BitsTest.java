package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.parallel.Crew;
import mle.solve.Jet;
import mle.solve.Newton;
import mle.solve.Objective;
import mle.solve.Solution;
import mle.solve.Solver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every bit of a fit is the same for any number of threads, on every JDK, interpreted or compiled. The bits are those of
 * {@code bits.csv}; {@link #main} writes them anew where a change of the arithmetic is meant.
 */
class BitsTest {
    private static final String RESOURCE = "bits.csv";

    /** More than one chunk of rows, so that several threads have something to share, and enough for searches that begin with few. */
    private static final int ROWS = 60_000;

    static Stream<String> families() {
        return Families.names().stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void bitsAreTheSameForAnyNumberOfThreads(String family) throws IOException {
        Map<String, String> expected = committed(family);
        int before = Crew.threads();
        try {
            for (int threads : new int[] {1, 2, 3}) {
                Crew.setThreads(threads);
                assertEquals(expected, bits(family), threads + " threads");
            }
        } finally {
            Crew.setThreads(before);
        }
    }

    /** Some families that between them need most kernels, without a compiler. */
    @Test
    void bitsAreTheSameInterpreted(@TempDir Path folder) throws Exception {
        List<String> names = List.of("normal", "gamma", "weibull", "beta", "student", "gev", "negative-binomial");
        Path written = folder.resolve("bits.csv");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                BitsTest.class.getName(),
                written.toString()));
        command.addAll(names);
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor());
        List<String> expected = new ArrayList<>(List.of("family,quantity,bits"));
        for (String name : names) {
            committed(name).forEach((quantity, value) -> expected.add(name + "," + quantity + "," + value));
        }
        assertEquals(expected, Files.readAllLines(written));
    }

    private static Map<String, String> bits(String name) {
        Family family = Families.find(name).orElseThrow();
        Mle mle = FamilyCases.held(family, 60);
        Recorder recorder = new Recorder();
        Fit fit = mle.withSolver(recorder).fitTo(EmpiricalDistribution.of(sample(family)));
        Map<String, String> bits = new LinkedHashMap<>();
        recorder.evaluation().forEach((quantity, value) -> bits.put(quantity, Double.toHexString(value)));
        bits.put("logLikelihood", Double.toHexString(fit.logLikelihood()));
        for (Estimate e : fit.parameters()) {
            bits.put(e.name(), Double.toHexString(e.value()));
            bits.put(e.name() + ".standardError", Double.toHexString(e.standardError()));
        }
        bits.put("gradientNorm", Double.toHexString(fit.work().gradientNorm()));
        bits.put("evaluations", Integer.toString(fit.work().evaluations()));
        return bits;
    }

    /** Remembers the objective over all rows, to evaluate it beside its minimum. */
    private static final class Recorder implements Solver {
        private final Solver newton = Newton.withDefaults();
        private Objective objective;
        private double[] point;

        @Override
        public Solution minimise(Objective f, double[] start) {
            Solution found = newton.minimise(f, start);
            boolean whole = objective == null || f.weight() >= objective.weight();
            if (whole && Double.isFinite(found.jet().value())) {
                objective = f;
                point = found.point().clone();
            }
            return found;
        }

        @Override
        public String name() {
            return newton.name();
        }

        Map<String, Double> evaluation() {
            if (objective == null) {
                return Map.of(); // both ends of a uniform lie at observations: nothing was searched
            }
            int p = objective.dimension();
            for (int i = 0; i < p; i++) {
                point[i] += 0x1p-7;
            }
            Jet jet = new Jet(p, 2);
            objective.at(point, jet);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("value", jet.value());
            for (int i = 0; i < p; i++) {
                values.put("gradient[" + i + "]", jet.gradient()[i]);
                for (int j = 0; j <= i; j++) {
                    values.put("hessian[" + i + ";" + j + "]", jet.hessian(i, j));
                }
            }
            return values;
        }
    }

    /** A sample in the support, by arithmetic that is the same everywhere. */
    private static double[] sample(Family family) {
        Random random = new Random(20261120);
        double[] x = new double[ROWS];
        for (int i = 0; i < x.length; i++) {
            double u = random.nextDouble();
            double e = -StrictMath.log(1 - random.nextDouble());
            if (family.name().equals("bernoulli")) {
                x[i] = u < 0.3 ? 1 : 0;
            } else if (family.support().integer()) {
                double first = family.support().lower();
                x[i] = Math.floor(4 * e) + (Double.isInfinite(first) ? -2 : first);
            } else if (family.support().isLine()) {
                x[i] = 3 - 2 * StrictMath.log(e) + 0.5 * (u - 0.5);
            } else if (family.support().isHalfLine()) {
                x[i] = StrictMath.exp(0.3 * StrictMath.log(e + 1e-3)) + 0.1 * u;
            } else if (family.support().lower() == 1) {
                x[i] = 1 + e + 0.1 * u;
            } else {
                x[i] = 0.05 + 0.9 * u * u;
            }
        }
        return x;
    }

    private static Map<String, String> committed(String family) throws IOException {
        Map<String, String> bits = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(BitsTest.class.getResourceAsStream(RESOURCE)), StandardCharsets.UTF_8))) {
            reader.lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(cells -> cells[0].equals(family))
                    .forEach(cells -> bits.put(cells[1], cells[2]));
        }
        return bits;
    }

    /** Writes the bits of this machine to a file; of all families, or those named after it. */
    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("family,quantity,bits");
        List<String> names = args.length > 1 ? List.of(args).subList(1, args.length) : Families.names();
        for (String family : names) {
            bits(family).forEach((quantity, value) -> lines.add(family + "," + quantity + "," + value));
        }
        Files.write(Path.of(args[0]), lines);
    }
}
