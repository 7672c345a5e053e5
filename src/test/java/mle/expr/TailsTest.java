package mle.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions that distribution functions and angles are written with, against tails-reference.csv (written by
 * tails-reference.py): each, and each first and second derivative of it, as a formula gives it.
 */
class TailsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Reference REFERENCE = Reference.read("tails-reference.csv");
    private static final List<Expr.Symbol> SYMBOLS =
            List.of(Expr.parameter("u"), Expr.parameter("v"), Expr.parameter("w"));
    private static final Map<String, Expr> NAMES =
            SYMBOLS.stream().collect(Collectors.toMap(Expr.Symbol::name, Function.identity()));

    /** The largest relative error by function and orders: as measured, rounded up. */
    private static final Map<String, Double> BOUNDS = new TreeMap<>();

    static {
        BOUNDS.put("asinh 0", 1.5e-16);
        BOUNDS.put("asinh 1", 1.1e-16);
        BOUNDS.put("asinh 2", 2.2e-16);
        BOUNDS.put("boxcox 0 0", 2.9e-16);
        BOUNDS.put("boxcox 0 1", 1.5e-15);
        BOUNDS.put("boxcox 0 2", 1.3e-15);
        BOUNDS.put("boxcox 1 0", 6.3e-16);
        BOUNDS.put("boxcox 1 1", 1.7e-15);
        BOUNDS.put("boxcox 2 0", 6.0e-16);
        BOUNDS.put("cos 0", 1.3e-16);
        BOUNDS.put("cos 1", 1.3e-16);
        BOUNDS.put("cos 2", 1.3e-16);
        BOUNDS.put("expm1mxdiv 0", 1.5e-15);
        BOUNDS.put("expm1mxdiv 1", 1.7e-15);
        BOUNDS.put("expm1mxdiv 2", 1.5e-15);
        BOUNDS.put("log1mexp 0", 2.1e-16);
        BOUNDS.put("log1mexp 1", 1.8e-16);
        BOUNDS.put("log1mexp 2", 3.0e-16);
        BOUNDS.put("logbesseli 0 0", 4.1e-16);
        BOUNDS.put("logbesseli 0 1", 9.3e-16);
        BOUNDS.put("logbesseli 0 2", 4.0e-12);
        BOUNDS.put("logbesseli 1 0", 2.9e-15);
        BOUNDS.put("logbesseli 1 1", 1.3e-13);
        BOUNDS.put("logbesseli 2 0", 5.1e-13);
        BOUNDS.put("logbesselirel 0 0", 2.0e-16);
        BOUNDS.put("logbesselirel 0 1", 1.5e-15);
        BOUNDS.put("logbesselirel 0 2", 2.5e-14);
        BOUNDS.put("logbesselk 0 0", 5.1e-16);
        BOUNDS.put("logbesselk 0 1", 2.3e-15);
        BOUNDS.put("logbesselk 0 2", 3.0e-15);
        BOUNDS.put("logbesselk 1 0", 1.2e-15);
        BOUNDS.put("logbesselk 1 1", 2.4e-15);
        BOUNDS.put("logbesselk 2 0", 2.9e-15);
        BOUNDS.put("logbesselkrel 0 0", 5.5e-16);
        BOUNDS.put("logbesselkrel 0 1", 6.0e-16);
        BOUNDS.put("logbesselkrel 0 2", 2.5e-16);
        BOUNDS.put("logbetai 0 0 0", 1.5e-13);
        BOUNDS.put("logbetai 0 0 1", 1.2e-13);
        BOUNDS.put("logbetai 0 0 2", 1.1e-13);
        BOUNDS.put("logbetai 0 1 0", 1.2e-13);
        BOUNDS.put("logbetai 0 1 1", 6.8e-14);
        BOUNDS.put("logbetai 0 2 0", 3.1e-11);
        BOUNDS.put("logbetai 1 0 0", 1.2e-13);
        BOUNDS.put("logbetai 1 0 1", 3.6e-12);
        BOUNDS.put("logbetai 1 1 0", 6.8e-14);
        BOUNDS.put("logbetai 2 0 0", 6.8e-14);
        BOUNDS.put("logcompoundgammap 0 0 0", 3.1e-16);
        BOUNDS.put("logcompoundgammap 0 0 1", 1.3e-15);
        BOUNDS.put("logcompoundgammap 0 0 2", 7.5e-16);
        BOUNDS.put("logcompoundgammap 0 1 0", 1.1e-15);
        BOUNDS.put("logcompoundgammap 0 1 1", 1.7e-14);
        BOUNDS.put("logcompoundgammap 0 2 0", 1.5e-15);
        BOUNDS.put("logcompoundgammap 1 0 0", 6.7e-16);
        BOUNDS.put("logcompoundgammap 1 0 1", 1.5e-15);
        BOUNDS.put("logcompoundgammap 1 1 0", 1.2e-15);
        BOUNDS.put("logcompoundgammap 2 0 0", 6.7e-13);
        BOUNDS.put("logcompoundgammaq 0 0 0", 4.4e-16);
        BOUNDS.put("logcompoundgammaq 0 0 1", 1.4e-15);
        BOUNDS.put("logcompoundgammaq 0 0 2", 3.3e-16);
        BOUNDS.put("logcompoundgammaq 0 1 0", 1.3e-15);
        BOUNDS.put("logcompoundgammaq 0 1 1", 4.2e-15);
        BOUNDS.put("logcompoundgammaq 0 2 0", 1.1e-15);
        BOUNDS.put("logcompoundgammaq 1 0 0", 3.6e-16);
        BOUNDS.put("logcompoundgammaq 1 0 1", 1.5e-15);
        BOUNDS.put("logcompoundgammaq 1 1 0", 1.1e-15);
        BOUNDS.put("logcompoundgammaq 2 0 0", 3.4e-15);
        BOUNDS.put("logdiffexp 0 0", 2.5e-16);
        BOUNDS.put("logdiffexp 0 1", 2.6e-16);
        BOUNDS.put("logdiffexp 0 2", 4.4e-16);
        BOUNDS.put("logdiffexp 1 0", 1.8e-16);
        BOUNDS.put("logdiffexp 1 1", 4.4e-16);
        BOUNDS.put("loggammap 0 0", 1.8e-15);
        BOUNDS.put("loggammap 0 1", 1.9e-15);
        BOUNDS.put("loggammap 0 2", 3.7e-15);
        BOUNDS.put("loggammap 1 0", 2.3e-15);
        BOUNDS.put("loggammap 1 1", 4.1e-15);
        BOUNDS.put("loggammap 2 0", 1.2e-11);
        BOUNDS.put("loggammaq 0 0", 1.8e-15);
        BOUNDS.put("loggammaq 0 1", 1.8e-15);
        BOUNDS.put("loggammaq 0 2", 3.7e-15);
        BOUNDS.put("loggammaq 1 0", 1.6e-15);
        BOUNDS.put("loggammaq 1 1", 4.8e-8);
        BOUNDS.put("loggammaq 2 0", 3.7e-15);
        BOUNDS.put("loghurwitz 0 0", 7.5e-15);
        BOUNDS.put("loghurwitz 0 1", 2.5e-16);
        BOUNDS.put("loghurwitz 0 2", 5.0e-16);
        BOUNDS.put("loghurwitz 1 0", 7.5e-15);
        BOUNDS.put("loghurwitz 1 1", 8.5e-16);
        BOUNDS.put("loghurwitz 2 0", 1.0e-15);
        BOUNDS.put("logfactorialsum 0 0", 4.5e-16);
        BOUNDS.put("logfactorialsum 0 1", 6.5e-16);
        BOUNDS.put("logfactorialsum 0 2", 3.0e-15);
        BOUNDS.put("logfactorialsum 1 0", 1.5e-15);
        BOUNDS.put("logfactorialsum 1 1", 2.2e-15);
        BOUNDS.put("logfactorialsum 2 0", 1.9e-15);
        BOUNDS.put("logrisingsum 0 0 0", 4.5e-16);
        BOUNDS.put("logrisingsum 0 0 1", 8.0e-16);
        BOUNDS.put("logrisingsum 0 0 2", 4.5e-13);
        BOUNDS.put("logrisingsum 0 1 0", 8.5e-16);
        BOUNDS.put("logrisingsum 0 1 1", 9.0e-13);
        BOUNDS.put("logrisingsum 0 2 0", 4.0e-16);
        BOUNDS.put("logskewnormalcdf 0 0", 1.1e-15);
        BOUNDS.put("logskewnormalcdf 0 1", 1.1e-14);
        BOUNDS.put("logskewnormalcdf 1 0", 7.9e-16);
        BOUNDS.put("lognormalaround 0 0", 4.6e-16);
        BOUNDS.put("lognormalaround 0 1", 1.8e-16);
        BOUNDS.put("lognormalaround 0 2", 2.5e-15);
        BOUNDS.put("lognormalaround 1 0", 1.8e-16);
        BOUNDS.put("lognormalaround 1 1", 1.2e-15);
        BOUNDS.put("lognormalaround 2 0", 2.9e-16);
        BOUNDS.put("logstudentcdf 0 0", 2.3e-13);
        BOUNDS.put("logstudentcdf 0 1", 1.7e-15);
        BOUNDS.put("logstudentcdf 0 2", 1.4e-14);
        BOUNDS.put("logstudentcdf 1 0", 3.5e-14);
        BOUNDS.put("logstudentcdf 1 1", 1.4e-14);
        BOUNDS.put("logstudentcdf 2 0", 2.3e-13);
        BOUNDS.put("logwrightrel 0 0", 6.1e-16);
        BOUNDS.put("logwrightrel 0 1", 1.2e-15);
        BOUNDS.put("logwrightrel 0 2", 1.8e-14);
        BOUNDS.put("logwrightrel 1 0", 6.2e-16);
        BOUNDS.put("logwrightrel 1 1", 6.4e-14);
        BOUNDS.put("logwrightrel 2 0", 4.4e-15);
        BOUNDS.put("normalcdf 0", 5.9e-16);
        BOUNDS.put("normalcdf 1", 1.2e-16);
        BOUNDS.put("normalcdf 2", 1.1e-16);
        BOUNDS.put("oddsexp 0", 1.8e-16);
        BOUNDS.put("owent 0 0", 7.5e-16);
        BOUNDS.put("owent 0 1", 1.3e-14);
        BOUNDS.put("owent 1 0", 2.9e-15);
        BOUNDS.put("sin 0", 1.3e-16);
        BOUNDS.put("sin 1", 1.3e-16);
        BOUNDS.put("sin 2", 1.3e-16);
    }

    static Stream<String> functions() {
        return BOUNDS.keySet().stream();
    }

    /** A function and its orders of derivative, differentiated as a formula. */
    private static Expr formula(String name) {
        String[] parts = name.split(" ");
        String[] arguments = {"u", "u, v", "u, v, w"};
        Expr e = Formula.parse(parts[0] + "(" + arguments[parts.length - 2] + ")", NAMES);
        for (int k = 1; k < parts.length; k++) {
            for (int order = Integer.parseInt(parts[k]); order > 0; order--) {
                e = e.derivative(SYMBOLS.get(k - 1));
            }
        }
        return e;
    }

    private static ToDoubleFunction<double[]> call(String name) {
        Expr e = formula(name);
        return values -> Evaluate.at(e, SYMBOLS, values);
    }

    private static double at(String text) {
        return Evaluate.at(Formula.parse(text.replace("inf", "u"), NAMES), SYMBOLS, new double[] {INFINITY, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("functions")
    void agreesWithTheReference(String function) {
        Reference.Worst worst = REFERENCE.worst(function, call(function));
        double bound = BOUNDS.get(function);
        assertTrue(worst.error() <= bound, function + ": error must be <= " + bound + ", got " + worst);
    }

    @Test
    void everyFunctionHasRows() {
        assertEquals(BOUNDS.keySet(), REFERENCE.rows().keySet());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void printedDerivativesReadBack(String function) {
        Expr e = formula(function);
        assertSame(e, Formula.parse(e.toString(), NAMES));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void notANumberStaysNotANumber(String function) {
        double[] arguments = REFERENCE.rows().get(function).get(0).arguments();
        for (int k = 0; k < arguments.length; k++) {
            double[] changed = arguments.clone();
            changed[k] = Double.NaN;
            if (formula(function).symbols().contains(SYMBOLS.get(k))) {
                assertEquals(Double.NaN, call(function).applyAsDouble(changed), function + Arrays.toString(changed));
            }
        }
    }

    /** Of each value with an edge in its arguments, the limit; what lies outside of the domain is no number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loggammap(2, 0*v) | -Infinity",
                "loggammap(2, inf) | 0",
                "loggammap[0,1](2, 0*v) | Infinity",
                "loggammap[2,0](2, inf) | 0",
                "loggammap(-1, 2) | NaN",
                "loggammap(2, -1) | NaN",
                "loggammaq(2, 0*v) | 0",
                "loggammaq(2, inf) | -Infinity",
                "loggammaq[0,1](1, 0*v) | -1",
                "loggammaq[0,1](0.5, 0*v) | -Infinity",
                "loggammaq[0,1](2, inf) | -1",
                "loggammaq[1,0](0.5, 0*v) | 0",
                "loggammaq(2, 1e300) | -1e300",
                "logbetai(inf, 2, 3) | 0",
                "logbetai(-inf, 2, 3) | -Infinity",
                "logbetai[1,0,0](-inf, 2, 3) | 2",
                "logbetai[0,1,0](-inf, 2, 3) | -Infinity",
                "logbetai[0,0,1](inf, 2, 3) | 0",
                "logbetai(-1e4, 2, 1) | -2e4",
                "logbetai(1, -2, 3) | NaN",
                "logbetai(1, 2, 0*v) | NaN",
                "logbesseli(0, 0*v) | 0",
                "logbesseli(1, 0*v) | -Infinity",
                "logbesseli(1, inf) | Infinity",
                "logbesseli(-1, 1) | NaN",
                "logbesselk(1, 0*v) | Infinity",
                "logbesselk(1, inf) | -Infinity",
                "logbesselk(1, -1) | NaN",
                "loghurwitz(0*v, 1) | NaN",
                "loghurwitz(1, 0*v) | NaN",
                "loghurwitz(inf, 1) | NaN",
                "logrisingsum(0*v, 2, 1) | 0",
                "logrisingsum(3, 2, -inf) | 0",
                "logrisingsum(0.5, 2, 1) | NaN",
                "logfactorialsum(1, 0*v) | NaN",
                "logfactorialsum(-inf, 2) | 0",
                "logrisingsum(3, -1, 1) | NaN",
                "logwrightrel(2, 0*v) | -Infinity",
                "logwrightrel(0*v, 2) | -Infinity",
                "logwrightrel(2, -1) | NaN",
                "logcompoundgammap(2, 3, 0*v) | -2",
                "logcompoundgammap[1,0,0](2, 3, 0*v) | -1",
                "logcompoundgammap(2, 3, -1) | NaN",
                "logcompoundgammap(0*v, 3, 1) | NaN",
                "logcompoundgammaq(2, 3, 0*v) | -0.14541345786885906",
                "logcompoundgammaq(2, 0*v, 1) | NaN",
                "logbesselirel(0, 0*v) | 0",
                "logbesselirel(1, 0*v) | -Infinity",
                "logbesselirel(1, inf) | -Infinity",
                "logbesselirel(-1, 1) | NaN",
                "logbesselkrel(0, 0*v) | -Infinity",
                "logbesselkrel(1, 0*v) | Infinity",
                "logbesselkrel(0.5, 0*v) | 0",
                "logbesselkrel(3, inf) | 0",
                "logbesselkrel(1, -1) | NaN",
                "logskewnormalcdf(inf, 3) | 0",
                "logskewnormalcdf(-inf, -3) | -Infinity",
                "owent(inf, 3) | 0",
                "owent(0, inf) | 0.25",
                "sin(inf) | NaN",
                "cos(inf) | NaN",
                "expm1mxdiv(0*v) | 0.5",
                "expm1mxdiv(inf) | Infinity",
                "expm1mxdiv(-inf) | 0",
                "asinh(-inf) | -Infinity",
                "lognormalaround(3, inf) | 0",
                "lognormalaround(2, 0*v) | -Infinity",
                "lognormalaround(2, -1) | NaN",
                "logstudentcdf(3, 0*v) | -0.6931471805599453",
                "logstudentcdf[1](3, 0*v) | 0",
                "logstudentcdf(3, -inf) | -Infinity",
                "logstudentcdf(3, inf) | 0",
                "logstudentcdf(-1, 2) | NaN",
                "log1mexp(0*v) | -Infinity",
                "log1mexp(-inf) | 0",
                "oddsexp(0*v) | Infinity",
                "oddsexp(-inf) | 0",
                "oddsexp(1) | NaN",
                "logdiffexp(3, -inf) | 3",
                "logdiffexp(3, 3) | -Infinity",
                "logdiffexp(-inf, -inf) | -Infinity",
                "logdiffexp(inf, 3) | Infinity",
                "logdiffexp(3, 4) | NaN"
            })
    void edges(String text, double value) {
        assertEquals(value, at(text) + 0.0, text);
    }

    @Test
    void besselKIsEvenInTheOrder() {
        for (String orders : List.of("", "[0,1]", "[2,0]", "[0,2]")) {
            assertEquals(at("logbesselk" + orders + "(0.7, 2)"), at("logbesselk" + orders + "(-0.7, 2)"));
        }
        for (String orders : List.of("[1,0]", "[1,1]")) {
            assertEquals(at("logbesselk" + orders + "(0.7, 2)"), -at("logbesselk" + orders + "(-0.7, 2)"));
            assertEquals(0, Math.abs(at("logbesselk" + orders + "(0, 2)")));
        }
    }

    /** By the logarithm of df, Student's distribution function changes by h(t³ + t)/(4 df), h = φ(t)/Φ(t), and back by as much. */
    @Test
    void studentComesCloseToTheNormal() {
        for (double df : new double[] {1e9, 1e12, 1e15, 1e18, 1e40, 1e76, 1e78, 1e85, 1e150, 1e300}) {
            for (double t : new double[] {-7, -1.357, -0.2, 0.2, 1.357, 7}) {
                String arguments = "(" + df + ", " + t + ")";
                double change = at("mills(" + t + ")") * (t * t * t + t) / (4 * df);
                double rounding = Math.pow(Math.abs(t) + 1, 6) * (1e-15 + 1 / df / df);
                assertEquals(at("lognormalcdf(" + t + ")") - change, at("logstudentcdf" + arguments), 1e-12);
                assertEquals(change, at("logstudentcdf[1]" + arguments) * df, rounding, arguments);
                assertEquals(-2 * change, at("logstudentcdf[2]" + arguments) * df * df, rounding, arguments);
            }
        }
    }

    @Test
    void owenTIsEvenAndOdd() {
        assertEquals(at("owent(0.7, 2)"), at("owent(-0.7, 2)"));
        assertEquals(at("owent(0.7, 2)"), -at("owent(0.7, -2)"));
        assertEquals(0, at("owent(0.7, 0)"));
    }

    @Test
    void ordersOutsideTheRangeAreNamed() {
        for (String name : List.of("loggammap", "loggammaq", "logbesseli", "logbesselk", "logwrightrel")) {
            assertEquals(
                    name + ": orders must be >= 0 and add up to at most 2, got (2, 1)",
                    assertThrows(IllegalArgumentException.class, () -> at(name + "[2,1](1, 2)"))
                            .getMessage());
        }
        assertEquals(
                "logbetai: orders must be >= 0 and add up to at most 2, got (1, 1, 1)",
                assertThrows(IllegalArgumentException.class, () -> at("logbetai[1,1,1](1, 2, 3)"))
                        .getMessage());
    }
}
