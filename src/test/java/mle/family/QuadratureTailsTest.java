package mle.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.FamilyCases.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tails by quadrature: those of every family against its own formulas, and what can't be integrated. */
class QuadratureTailsTest {
    /** Families with formulas of their own, at all their parameters. */
    static Stream<Case> known() {
        return FamilyCases.ofOneKind().stream()
                .filter(c -> QuadratureTails.of(c.family()).isPresent())
                .filter(c -> !c.family().name().equals("discrete-uniform")) // whose parameters are counts
                .filter(c -> c.family().corners().isEmpty()) // of which the score has a pole at either end
                .filter(c -> !c.family()
                        .tails()
                        .equals(QuadratureTails.of(c.family()).map(QuadratureTails::tails)));
    }

    /** Values, gradients and Hessians of both tails. */
    private static double[] jets(Family family, Tails tails, double x, Case c) {
        double[] jets = jets(family, tails, x, c.theta());
        int p = c.free().length;
        for (int side = 0, k = 0; side < 2; side++) {
            k++;
            for (int i = 0; i < p; i++) {
                double unit = c.units()[c.free()[i]];
                jets[k++] *= unit;
                for (int j = 0; j <= i; j++) {
                    jets[k++] *= unit * c.units()[c.free()[j]];
                }
            }
        }
        return jets;
    }

    private static double[] jets(Family family, Tails tails, double x, double[] theta) {
        List<Expr.Symbol> symbols = new ArrayList<>();
        symbols.add(Expr.data("x", family.support().sign()));
        family.parameters()
                .forEach(p -> symbols.add(Expr.parameter(p.name(), p.domain().sign())));
        List<Expr> outputs = new ArrayList<>();
        for (Expr tail : List.of(tails.logCdf(), tails.logSurvival())) {
            outputs.add(tail);
            for (int i = 1; i < symbols.size(); i++) {
                if (family.parameters().get(i - 1).known()) {
                    continue;
                }
                Expr slope = tail.derivative(symbols.get(i));
                outputs.add(slope);
                for (int j = 1; j <= i; j++) {
                    if (!family.parameters().get(j - 1).known()) {
                        outputs.add(slope.derivative(symbols.get(j)));
                    }
                }
            }
        }
        double[] inputs = new double[symbols.size()];
        inputs[0] = x;
        System.arraycopy(theta, 0, inputs, 1, theta.length);
        return Program.of(outputs, symbols).values(inputs);
    }

    /** Relative to the derivatives in units in which the density changes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("known")
    void agreeWithTheFormulasOfTheFamily(Case c) {
        Tails quadrature = QuadratureTails.of(c.family()).orElseThrow().tails();
        double top = c.family().support().upper();
        for (double x : c.quantiles()) {
            if (x == (c.family().support().upperParameter().isPresent() ? c.theta()[0] : top)) {
                continue; // where the formulas of the family are not asked
            }
            double[] expected = jets(c.family(), c.family().tails().orElseThrow(), x, c);
            double[] found = jets(c.family(), quadrature, x, c);
            for (int i = 0; i < expected.length; i++) {
                double size = Math.max(1e-2, Math.abs(expected[i]));
                assertEquals(expected[i], found[i], 1e-7 * size, c.family().name() + ", number " + i + " at " + x);
            }
        }
    }

    /** Counts that are known to add up to 1, of which tails are what the first ones leave. */
    static Stream<Case> withHeads() {
        return FamilyCases.all().stream().filter(c -> c.family().hasUnitMass());
    }

    /** The same from the sums over all counts, of the same density of which it is not known. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("withHeads")
    void headsAgreeWithTheSumsOverAll(Case c) {
        Support support = c.family().support();
        List<String> parameters = c.family().parameters().stream()
                .map(p -> p.toString().replaceFirst("(\\w+) in \\(0, 1\\)", "0 < $1 < 1"))
                .toList();
        Family plain = Family.of(
                "plain",
                "integer x >= " + (int) support.lower(),
                String.join(", ", parameters),
                c.family().text());
        for (double x : c.quantiles()) {
            double[] expected = jets(plain, plain.tails().orElseThrow(), x, c);
            double[] found = jets(c.family(), c.family().tails().orElseThrow(), x, c);
            for (int i = 0; i < expected.length; i++) {
                if (Double.isNaN(expected[i])) {
                    continue; // too heavy to be summed
                }
                double size = Math.max(1e-2, Math.abs(expected[i]));
                assertEquals(expected[i], found[i], 1e-9 * size, c.family().name() + ", number " + i + " at " + x);
            }
        }
    }

    /** What does not integrate to 1, or not at all, has no distribution function. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x real; m real, s > 0; -0.5*((x - m)/s)^2 - log(s)",
                "x > 0; a > 0; -log(x) - a",
                "integer x >= 0; m > 0; x*log(m) - lgamma(x + 1)",
                "0 < x < 1; a > 0; a - log(x)"
            })
    void refuses(String support, String parameters, String density) {
        Family family = Family.of("wrong", support, parameters, density);
        double[] theta = family.parameters().stream().mapToDouble(p -> 2).toArray();
        assertEquals(Double.NaN, family.at(theta).logCdf(0.5));
        assertEquals(Double.NaN, family.at(theta).logSurvival(0.5));
        assertEquals(Double.NaN, family.at(theta).quantile(0.5));
    }

    /** Where an end moves with a parameter in a way that the support does not tell, there are values but no derivatives. */
    @Test
    void derivativesOfMovingEndsAreRefused() {
        Family hidden =
                Family.of("hidden", "x real", "a > 0, b > 0", "choose(x, choose(a*b - x, -log(a*b), log(0)), log(0))");
        double[] jet = jets(hidden, hidden.tails().orElseThrow(), 1.5, new double[] {2, 1});
        assertEquals(Math.log(0.75), jet[0], 1e-12);
        assertTrue(Double.isNaN(jet[1]));
        Family told = Family.of("told", "0 < x < a", "a > 0", "-log(a)");
        jet = jets(told, told.tails().orElseThrow(), 1.5, new double[] {2});
        assertEquals(Math.log(0.75), jet[0], 1e-12);
        assertEquals(-0.5, jet[1], 1e-12);
        assertEquals(0.25, jet[2], 1e-12);
    }

    /** A density with several far maxima, and one with a peak that is narrow beside the rest. */
    @Test
    void findsAllOfTheMass() {
        String normal = "-0.5*log(2*pi) - 0.5*(x - m)^2";
        Family far = Family.of(
                "far",
                "x real",
                "m real",
                "logaddexp(" + normal + ", " + normal.replace("x - m", "x + 300") + ") - log(2)");
        assertEquals(Math.log(0.25), far.at(200).logCdf(-300), 1e-12);
        assertEquals(Math.log(0.75), far.at(200).logCdf(200), 1e-12);
        Family narrow = Family.of(
                "narrow",
                "x real",
                "s > 0",
                "logaddexp(-0.5*x^2 - 0.5*log(2*pi), -0.5*(x/s)^2 - log(s) - 0.5*log(2*pi)) - log(2)");
        assertEquals(Math.log(0.5), narrow.at(1e-6).logCdf(0), 1e-12);
        // One whose rounding near 0 looks like a second maximum.
        Family skew = Families.find("normal-inverse-gaussian").orElseThrow();
        assertEquals(1, skew.at(0, 1, 58.49432641722092, -54.409874999696214).mass(), 1e-12);
        double one = Families.normal().at(0, 1).survival(1);
        assertEquals(Math.log(one / 2), narrow.at(1e-6).logSurvival(1), 1e-12);
    }
}
