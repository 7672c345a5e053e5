package mle.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExprTest {
    private static final Map<String, Expr> NAMES = Map.of(
            "x", Expr.data("x", Sign.POSITIVE),
            "y", Expr.data("y"),
            "a", Expr.parameter("a", Sign.POSITIVE),
            "b", Expr.parameter("b", Sign.POSITIVE),
            "m", Expr.parameter("m"));

    private static Expr parse(String text) {
        return Formula.parse(text, NAMES);
    }

    /** Pairs of texts that mean one formula, and so are one object. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x + y | y + x",
                "x*y*2 | 2*y*x",
                "x - x | 0",
                "x/x | 1",
                "x*x*x | x^3",
                "2*(x + y) | 2*x + 2*y",
                "(x - y)^2 | (y - x)^2",
                "(x - y)^3 | -(y - x)^3",
                "-x^2 | -(x^2)",
                "x^2^3 | x^8",
                "1/x/y | 1/(x*y)",
                "log(x/a) | log(x) - log(a)",
                "log(3*x^2) | log(3) + 2*log(x)",
                "exp(log(x)) | x",
                "exp(2*log(x) + y) | x^2*exp(y)",
                "log(exp(y)) | y",
                "(x/a)^b | exp(b*(log(x) - log(a)))",
                "log(1 + y) | log1p(y)",
                "log1p(y - 1) | log(y)",
                "log(sigmoid(y)) | -log1pexp(-y)",
                "log1p(-sigmoid(y)) | -log1pexp(y)",
                "log1p(exp(y)/exp(m)) | log1pexp(y - m)",
                "sqrt(x) | x^0.5",
                "sqrt(x)^2 | x",
                "abs(x) | x",
                "max0(a) | a",
                "expm1(log(x)) | x - 1",
                "(2*x - 2*y)/a | 2*(x - y)/a",
                "(4*x - 2*y)^2/(2*b)^2 | (2*x - y)^2/b^2",
                "log(2*x + 2*y) | log(2) + log(x + y)",
                "x*0 | 0",
                "2^3 | 8",
                "log(1) | 0",
                "lpochrel[0,0](a, x) | lpochrel(a, x)"
            })
    void equalFormulasAreOneObject(String one, String other) {
        assertSame(parse(one), parse(other));
    }

    /** Pairs that look alike but are not equal everywhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log(y^2) | 2*log(y)",
                "sqrt(y^2) | y",
                "abs(y) | y",
                "(2*y)^0.5 | 2*y",
                "log(y*m) | log(y) + log(m)",
                "x^2 | x^3",
                "exp(log(y)) | y",
                "exp(2*log(y)) | y^2",
                "sqrt(y)^(-2) | 1/y",
                "expm1(log1p(y)) | y",
                "lgamma(x) | digamma(x)"
            })
    void differentFormulasAreNot(String one, String other) {
        assertNotSame(parse(one), parse(other));
    }

    @Test
    void signsBelongToSymbols() {
        assertNotSame(Expr.data("x"), Expr.data("x", Sign.POSITIVE));
        assertNotSame(Expr.data("x"), Expr.parameter("x"));
        assertTrue(parse("x + a^2*b").sign().positive());
        assertEquals(Sign.ANY, parse("x - a").sign());
        assertEquals(Sign.NONNEGATIVE, parse("y^2").sign());
        assertEquals(Sign.ANY, parse("y^3").sign());
    }

    @Test
    void orderOfMakingDoesNotMatter() {
        List<String> terms =
                new ArrayList<>(List.of("x*a", "log(x)", "y^2", "exp(-m)", "lgamma(a)", "x*y*b", "(x-m)^2/a"));
        Expr first = parse(String.join(" + ", terms));
        Random random = new Random(3);
        for (int k = 0; k < 20; k++) {
            Collections.shuffle(terms, random);
            assertSame(first, parse(String.join(" + ", terms)));
        }
    }

    /** Formulas that use every function, every operator and every order of derivative. */
    private static final List<String> ZOO = List.of(
            "log(a/b) + (a - 1)*log(x/b) - (x/b)^a",
            "-2*x^2*y/a^3 + 1e-300*m - 0.1",
            "(x + a*y)^0.5*(x - m)^(-2.5)",
            "lgamma(a + x) - lgamma(a) + digamma(b)*trigamma(a)",
            "stirlerr(a) + lpochrel(a, x) + lbeta(a, b + x)",
            "lognormalcdf((y - m)/a) + mills(m)",
            "log1pdiv(m, (y - m)/a) - exp(-log1pdiv(m, y))",
            "logaddexp(m, y) + log1pexp(y*m) + sigmoid(m)*expm1(y) + expm1mx(y - m)",
            "abs(y - m) + max0(m - y)*step(y) + sign(m)",
            "1/(1 + (y - m)^2/a)",
            "power(x/b, a) + power[1](x, a + b)",
            "log1mexp(-a) + oddsexp(-b*x) + logdiffexp(y + a, y - m^2)",
            "boxcox(m, x) + normalcdf(y*m) + owent(m, y)",
            "logskewnormalcdf(m, y/a)",
            "-(y^2 + 1)^1.5 + (y*m)^0.5");

    @Test
    void printedTextReadsBackToTheSameObject() {
        for (String text : ZOO) {
            Expr e = parse(text);
            assertSame(e, parse(e.toString()), e.toString());
            for (String name : List.of("a", "b", "m")) {
                Expr d = e.derivative((Expr.Symbol) NAMES.get(name));
                assertSame(d, parse(d.toString()), d.toString());
                Expr dd = d.derivative((Expr.Symbol) NAMES.get("a"));
                assertSame(dd, parse(dd.toString()), dd.toString());
            }
        }
    }

    /**
     * Symbolic derivatives against differences of sixth order, at several points, to third order (each order from the one
     * below). The bound is the rounding of the differences: 1e-16/h at h = 2e-3 relative to the size, and truncation below it.
     */
    @Test
    void derivativesAreDifferences() {
        double[][] points = {{1.3, 0.4, 0.7, 1.9, 0.3}, {0.2, -1.1, 2.4, 0.6, -0.45}, {4.1, 2.2, 5.5, 3.3, 0.8}};
        List<Expr.Symbol> symbols = List.of("x", "y", "a", "b", "m").stream()
                .map(n -> (Expr.Symbol) NAMES.get(n))
                .toList();
        int compared = 0;
        for (String text : ZOO) {
            Expr e = parse(text);
            for (int order = 0; order < 3; order++) {
                for (int s = 0; s < symbols.size(); s++) {
                    Expr d = e.derivative(symbols.get(s));
                    for (double[] point : points) {
                        double exact = Evaluate.at(d, symbols, point);
                        double difference = difference(e, symbols, point, s);
                        if (!Double.isNaN(difference)) {
                            double scale = 1 + Math.abs(exact) + Math.abs(Evaluate.at(e, symbols, point));
                            assertEquals(difference, exact, 2e-8 * scale, text + " by " + symbols.get(s) + ": " + d);
                            compared++;
                        }
                    }
                }
                e = e.derivative(symbols.get(2 + order));
            }
        }
        assertTrue(compared > 300, "points were compared: " + compared);
    }

    private static double difference(Expr e, List<Expr.Symbol> symbols, double[] point, int s) {
        double h = 2e-3 * Math.max(0.1, Math.abs(point[s]));
        double[] weights = {45, -9, 1};
        double sum = 0;
        for (int k = 1; k <= 3; k++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[s] += k * h;
            down[s] -= k * h;
            sum += weights[k - 1] * (Evaluate.at(e, symbols, up) - Evaluate.at(e, symbols, down));
        }
        return sum / (60 * h);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x + | 4 | found the end",
                "x + * y | 5 | found '*'",
                "log(x | 6 | expected ')'",
                "shpae*x | 1 | unknown name 'shpae'",
                "2*lgama(x) | 3 | unknown function 'lgama'",
                "x y | 3 | expected an operator",
                "lbeta(a) | 1 | takes 2 arguments",
                "x/0 | 3 | division by zero",
                "1e999*x | 1 | too large",
                "(2-2)^(-1) | 11 | must be finite",
                "1e308*1e10 | 11 | must be finite",
                "polygamma[](x) | 11 | expected an order",
                "x + 3..2 | 7 | expected an operator",
                "x # 2 | 3 | found '#'",
                "() | 2 | found ')'"
            })
    void errorsPointAtTheColumn(String text, int column, String reason) {
        FormulaException e = org.junit.jupiter.api.Assertions.assertThrows(FormulaException.class, () -> parse(text));
        assertEquals(column, e.column(), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().startsWith("formula, column " + column + ": "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void emptyTextIsAnError(String text) {
        org.junit.jupiter.api.Assertions.assertThrows(FormulaException.class, () -> parse(text));
    }

    /** log(1 + ξz)/ξ and its derivatives are smooth through ξ = 0: neighbours agree to the size of the step. */
    @Test
    void boxLogarithmPassesThroughZero() {
        Expr.Symbol m = (Expr.Symbol) NAMES.get("m");
        Expr.Symbol y = (Expr.Symbol) NAMES.get("y");
        Expr e = parse("log1pdiv(m, y)");
        for (Expr d : List.of(
                e,
                e.derivative(m),
                e.derivative(m).derivative(m),
                e.derivative(m).derivative(y))) {
            double atZero = Evaluate.at(d, List.of(m, y), new double[] {0, 0.7});
            for (double xi : new double[] {1e-3, 1e-6, 1e-9, 1e-12, 1e-300}) {
                assertEquals(atZero, Evaluate.at(d, List.of(m, y), new double[] {xi, 0.7}), xi, d.toString());
                assertEquals(atZero, Evaluate.at(d, List.of(m, y), new double[] {-xi, 0.7}), xi, d.toString());
            }
        }
    }

    @Test
    void internedFormulasAreForgotten() {
        // A pool that held its formulas would need several hundred megabytes here.
        for (int k = 0; k < 2_000_000; k++) {
            Expr.constant(k + 0.5).hashCode();
        }
        assertSame(Expr.constant(0.5), Expr.constant(0.5));
    }
}
