package mle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.parallel.Crew;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Strips and generated loops have the bits of passes over blocks: families × forms × threads × weights, blocks that are not full
 * among them; and some families × sizes about which blocks and chunks end.
 */
class FormsTest {
    private static final int ROWS = 9_001;

    static Stream<Family> families() {
        return Families.all().stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void allFormsHaveTheSameBits(Family family) {
        assertAlike(family, ROWS);
    }

    static Stream<Arguments> ends() {
        return Stream.of("normal", "weibull", "student", "gumbel", "beta", "poisson")
                .flatMap(name -> IntStream.of(51, 53, 64, 65, 255, 257, 16_384 + 53, 16_384 + 64, 16_384 + 200, 32_768)
                        .mapToObj(rows -> Arguments.of(name, rows)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void allFormsHaveTheSameBitsWhereBlocksEnd(String family, int rows) {
        assertAlike(Families.find(family).orElseThrow(), rows);
    }

    private static void assertAlike(Family family, int rows) {
        int before = Crew.threads();
        try {
            for (boolean weighted : new boolean[] {false, true}) {
                List<String> expected = null;
                for (Forms.Form form : Forms.Form.values()) {
                    for (int threads : new int[] {1, 3}) {
                        Forms.prescribe(form);
                        Crew.setThreads(threads);
                        List<String> bits = bits(family, rows, weighted);
                        expected = expected == null ? bits : expected;
                        assertEquals(expected, bits, form + ", " + threads + " threads, weighted " + weighted);
                    }
                }
            }
        } finally {
            Forms.prescribe(null);
            Crew.setThreads(before);
        }
    }

    private static List<String> bits(Family family, int rows, boolean weighted) {
        Random random = new Random(20261121);
        double[] x = new double[rows];
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            double e = -StrictMath.log(1 - random.nextDouble());
            x[i] = family.support().integer()
                    ? family.support().upper() <= 1
                            ? (u < 0.3 ? 1 : 0)
                            : Math.floor(4 * e) + Math.max(family.support().lower(), -2)
                    : family.support().isLine()
                            ? e - 1.7 * u
                            : Double.isInfinite(family.support().upper())
                                    ? family.hasAtom() && u < 0.3
                                            ? 0
                                            : e + 0.1 + family.support().lower()
                                    : 0.01 + 0.98 * u;
            weights[i] = 1 + i % 3;
        }
        Mle mle = FamilyCases.held(family, 100);
        Fit fit = mle.fitTo(weighted ? EmpiricalDistribution.of(x, weights) : EmpiricalDistribution.of(x));
        List<String> bits = new ArrayList<>();
        bits.add(Double.toHexString(fit.logLikelihood()));
        for (Estimate estimate : fit.parameters()) {
            bits.add(estimate.name() + " " + Double.toHexString(estimate.value()) + " "
                    + Double.toHexString(estimate.standardError()));
        }
        return bits;
    }
}
