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
import mle.plan.Crew;
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

    private static Map<String, String> bits(String name) {
        Family family = Families.find(name).orElseThrow();
        Mle mle = Mle.of(family);
        mle = name.equals("binomial") ? mle.withFixed("size", 60) : mle;
        Fit fit = mle.fitTo(EmpiricalDistribution.of(sample(family)));
        Map<String, String> bits = new LinkedHashMap<>();
        bits.put("logLikelihood", Double.toHexString(fit.logLikelihood()));
        for (Estimate e : fit.parameters()) {
            bits.put(e.name(), Double.toHexString(e.value()));
            bits.put(e.name() + ".standardError", Double.toHexString(e.standardError()));
        }
        bits.put("gradientNorm", Double.toHexString(fit.work().gradientNorm()));
        bits.put("evaluations", Integer.toString(fit.work().evaluations()));
        return bits;
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
                x[i] = Math.floor(4 * e);
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

    /** Writes the bits of this machine to a file. */
    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("family,quantity,bits");
        for (String family : Families.names()) {
            bits(family).forEach((quantity, value) -> lines.add(family + "," + quantity + "," + value));
        }
        Files.write(Path.of(args[0]), lines);
    }
}
