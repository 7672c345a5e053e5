package mle.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The special functions against special-reference.csv (written by special-reference.py), and their limits. */
class SpecialTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** A function as it is called in the file, and the largest relative error of a row: as measured, rounded up. */
    private record Subject(double bound, ToDoubleFunction<double[]> call) {}

    private static final Map<String, Subject> SUBJECTS = new TreeMap<>();

    static {
        add("lgamma", 4.0e-16, a -> Gammas.lgamma(a[0]));
        add("digamma", 3.9e-16, a -> Gammas.digamma(a[0]));
        add("trigamma", 3.3e-16, a -> Gammas.trigamma(a[0]));
        add("polygamma", 4.5e-16, a -> Gammas.polygamma((int) a[0], a[1]));
        add("stirlerr", 7.0e-16, a -> Stirling.stirlerr(a[0]));
        add("stirlerrK", 10.3e-16, a -> Stirling.stirlerr((int) a[0], a[1]));
        add("polygammaDifference", 6.5e-16, a -> Gammas.polygammaDifference((int) a[0], a[1], a[2]));
        add("lpochrel", 4.3e-16, a -> Gammas.lpochrel(a[0], a[1]));
        add("lpochrelIJ", 8.3e-16, a -> Gammas.lpochrel((int) a[0], (int) a[1], a[2], a[3]));
        add("lpochrelI1", 8.0e-16, a -> Gammas.lpochrel((int) a[0], (int) a[1], a[2], a[3]));
        add("lbeta", 3.4e-16, a -> Gammas.lbeta(a[0], a[1]));
        add("lbetaIJ", 6.9e-16, a -> Gammas.lbeta((int) a[0], (int) a[1], a[2], a[3]));
        add("log1pexp", 1.9e-16, a -> Special.log1pexp(a[0]));
        add("sigmoid", 1.9e-16, a -> Special.sigmoid(a[0]));
        add("log1mexp", 1.4e-16, a -> Special.log1mexp(a[0]));
        add("logaddexp", 1.7e-16, a -> Special.logaddexp(a[0], a[1]));
        add("expm1mx", 2.3e-16, a -> Special.expm1mx(a[0]));
        add("kldiv", 4.9e-16, a -> Deviances.kldiv(a[0], a[1]));
        add("kldrop", 10.7e-16, a -> Deviances.kldrop(a[0], a[1], a[2]));
        add("lfactrel", 2.2e-16, a -> Deviances.lfactrel(a[0]));
        add("log1pmx", 2.2e-16, a -> Special.log1pmx(a[0]));
        add("normalCdf", 6.6e-16, a -> Normals.normalCdf(a[0]));
        add("logNormalCdf", 4.5e-16, a -> Normals.logNormalCdf(a[0]));
        add("mills", 4.3e-16, a -> Normals.mills(a[0]));
        add("boxlog", 9.8e-16, a -> Special.boxlog((int) a[0], (int) a[1], a[2], a[3]));
        add("boxlogIJ", 9.0e-16, a -> Special.boxlog((int) a[0], (int) a[1], a[2], a[3]));
        add("boxcox", 12.4e-16, a -> Special.boxcox((int) a[0], a[1], a[2]));
    }

    private static final Reference REFERENCE = Reference.read("special-reference.csv");

    static Stream<String> functions() {
        return SUBJECTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void agreesWithTheReference(String function) {
        Subject subject = SUBJECTS.get(function);
        Reference.Worst worst = REFERENCE.worst(function, subject.call());
        assertTrue(
                worst.error() <= subject.bound(),
                function + ": error must be <= " + subject.bound() + ", got " + worst);
    }

    @Test
    void everyFunctionHasRows() {
        assertEquals(SUBJECTS.keySet(), REFERENCE.rows().keySet());
    }

    @Test
    void notANumberStaysNotANumber() {
        for (Map.Entry<String, Subject> entry : SUBJECTS.entrySet()) {
            double[] arguments =
                    REFERENCE.rows().get(entry.getKey()).get(0).arguments().clone();
            for (int k = 0; k < arguments.length; k++) {
                boolean order = entry.getKey().endsWith("K")
                        || entry.getKey().matches("polygamma.*|box.*|.*IJ|.*I1")
                                && k < (entry.getKey().matches("boxlog.*|.*IJ|.*I1") ? 2 : 1);
                if (!order) {
                    double[] changed = arguments.clone();
                    changed[k] = Double.NaN;
                    assertEquals(
                            Double.NaN,
                            entry.getValue().call().applyAsDouble(changed),
                            entry.getKey() + Arrays.toString(changed));
                }
            }
        }
    }

    @Test
    void gammasAtTheEndsOfTheirDomain() {
        ends(Gammas::lgamma, INFINITY, INFINITY);
        ends(Gammas::digamma, -INFINITY, INFINITY);
        ends(Gammas::trigamma, INFINITY, 0);
        ends(x -> Gammas.polygamma(2, x), -INFINITY, -0.0);
        ends(Stirling::stirlerr, INFINITY, 0);
        ends(x -> Stirling.stirlerr(1, x), -INFINITY, -0.0);
        ends(x -> Stirling.stirlerr(2, x), INFINITY, 0);
        ends(x -> Gammas.lbeta(x, 2), INFINITY, -INFINITY);
        assertEquals(0, Gammas.lgamma(1));
        assertEquals(0, Gammas.lgamma(2));
    }

    @Test
    void differencesAtTheEndsOfTheirDomain() {
        assertEquals(0, Gammas.digammaDifference(3, 0));
        assertEquals(INFINITY, Gammas.digammaDifference(3, INFINITY));
        assertEquals(0, Gammas.digammaDifference(INFINITY, 3));
        assertEquals(-Gammas.trigamma(3), Gammas.trigammaDifference(3, INFINITY), 1e-15);
        assertEquals(-0.5, Gammas.digammaDifference(3, -1), 1e-15);
        assertEquals(Double.NaN, Gammas.digammaDifference(3, -4));
        for (double a : new double[] {1e-300, 0.3, 5, 1e3, 1e300}) {
            assertEquals(0, Math.abs(Gammas.lpochrel(a, 0)));
            assertEquals(0, Math.abs(Gammas.lpochrel(a, 1)));
            assertEquals(0, Math.abs(Gammas.lpochrel(1, 0, a, 1)));
        }
        assertEquals(Double.NaN, Gammas.lpochrel(0, 1));
        assertEquals(Double.NaN, Gammas.lpochrel(1, -1));
    }

    @Test
    void elementaryFunctionsAtInfinity() {
        assertEquals(0, Special.log1pexp(-INFINITY));
        assertEquals(INFINITY, Special.log1pexp(INFINITY));
        assertEquals(0, Special.sigmoid(-INFINITY));
        assertEquals(1, Special.sigmoid(INFINITY));
        assertEquals(-INFINITY, Special.log1mexp(0));
        assertEquals(0, Math.abs(Special.log1mexp(-INFINITY)));
        assertEquals(Double.NaN, Special.log1mexp(1e-9));
        assertEquals(INFINITY, Special.logaddexp(INFINITY, INFINITY));
        assertEquals(INFINITY, Special.logaddexp(-INFINITY, INFINITY));
        assertEquals(-INFINITY, Special.logaddexp(-INFINITY, -INFINITY));
        assertEquals(3, Special.logaddexp(-INFINITY, 3));
        assertEquals(INFINITY, Special.expm1mx(INFINITY));
        assertEquals(INFINITY, Special.expm1mx(-INFINITY));
        assertEquals(-INFINITY, Special.log1pmx(INFINITY));
        assertEquals(-INFINITY, Special.log1pmx(-1));
        assertEquals(Double.NaN, Special.log1pmx(-1.1));
        assertEquals(0, Normals.normalCdf(-INFINITY));
        assertEquals(1, Normals.normalCdf(INFINITY));
        assertEquals(-INFINITY, Normals.logNormalCdf(-INFINITY));
        assertEquals(0, Math.abs(Normals.logNormalCdf(INFINITY)));
        assertEquals(INFINITY, Normals.mills(-INFINITY));
        assertEquals(0, Normals.mills(INFINITY));
    }

    @Test
    void boxCoxFunctionsAtTheEdgeOfTheirDomain() {
        assertEquals(2.5, Special.log1pDiv(0, 2.5));
        assertEquals(INFINITY, Special.log1pDiv(0, INFINITY));
        assertEquals(INFINITY, Special.log1pDiv(2, INFINITY));
        assertEquals(-INFINITY, Special.log1pDiv(2, -0.5));
        assertEquals(INFINITY, Special.log1pDiv(-2, 0.5));
        assertEquals(-INFINITY, Special.boxlog(1, 0, 2, -0.5));
        assertEquals(INFINITY, Special.boxlog(2, 0, -2, 0.5));
        assertEquals(INFINITY, Special.boxlog(0, 1, 2, -0.5));
        assertEquals(Double.NaN, Special.log1pDiv(2, -0.6));
        assertEquals(-0.5, Special.boxcox(0, 2, 0));
        assertEquals(0.25, Special.boxcox(1, 2, 0));
        assertEquals(-INFINITY, Special.boxcox(0, 0, 0));
        assertEquals(INFINITY, Special.boxcox(1, -1, 0));
        assertEquals(Double.NaN, Special.boxcox(0, 1, -1));
        assertEquals(INFINITY, Special.boxcox(0, 0.5, INFINITY));
        assertEquals(0.5, Special.boxcox(0, -2, INFINITY));
    }

    @Test
    void ordersOutsideTheRangeAreNamed() {
        assertEquals(
                "boxlog: orders must be >= 0 and add up to at most 4, got (3, 2)",
                assertThrows(IllegalArgumentException.class, () -> Special.boxlog(3, 2, 1, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Special.boxcox(5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Gammas.polygamma(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> Gammas.lpochrel(-1, 0, 1, 1));
    }

    private static void ends(DoubleUnaryOperator function, double atZero, double atInfinity) {
        assertEquals(atZero, function.applyAsDouble(0));
        assertEquals(atInfinity, function.applyAsDouble(INFINITY));
        assertEquals(Double.NaN, function.applyAsDouble(-0.5));
    }

    private static void add(String name, double bound, ToDoubleFunction<double[]> call) {
        SUBJECTS.put(name, new Subject(bound, call));
    }
}
