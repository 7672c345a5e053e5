package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mle.data.EmpiricalDistribution;
import mle.divergence.Divergence.Method;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.FamilyCases.Case;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every divergence owes, over the families and a grid of their parameters. */
class DivergenceContractTest {
    /** Families whose divergence from one member to another is known in closed form. */
    private static final Set<String> CLOSED = Set.of(
            "normal",
            "cauchy",
            "laplace",
            "gumbel",
            "gumbel-min",
            "von-mises",
            "lognormal",
            "exponential",
            "gamma",
            "weibull",
            "inverse-gaussian",
            "rayleigh",
            "inverse-gamma",
            "frechet",
            "nakagami",
            "half-normal",
            "half-cauchy",
            "maxwell",
            "chi-squared",
            "chi",
            "levy",
            "lindley",
            "beta",
            "logit-normal",
            "power",
            "poisson",
            "geometric",
            "bernoulli",
            "binomial",
            "logarithmic",
            "borel",
            "zeta");

    private static final List<Case> CASES = FamilyCases.ofOneKind();

    static List<Family> families() {
        return CASES.stream().map(Case::family).distinct().toList();
    }

    private static List<Distribution> members(Family family) {
        return CASES.stream()
                .filter(c -> c.family() == family)
                .map(c -> family.at(c.theta()))
                .toList();
    }

    private static double scale(Divergence d) {
        return 1 + Math.abs(d.entropy()) + Math.abs(d.crossEntropy());
    }

    /**
     * Between any two members: D is at least 0, and 0 from one to itself; H(p, q) is H(p) + D; the closed form is what quadrature
     * or summation gives, within the error that these state.
     */
    @ParameterizedTest
    @MethodSource("families")
    void identities(Family family) {
        List<Distribution> members = members(family);
        for (Distribution a : members) {
            Density p = Density.of(a);
            for (Distribution b : members) {
                Density q = Density.of(b);
                Divergence d = Divergence.between(p, q);
                String pair = p + " " + q;
                assertTrue(d.divergence() >= 0, pair);
                if (a == b) {
                    assertEquals(0, d.divergence(), 1e-13 * scale(d), pair);
                } else {
                    assertTrue(d.divergence() > 1e-6, pair);
                }
                if (Double.isInfinite(d.divergence())) {
                    continue;
                }
                assertEquals(d.crossEntropy(), d.entropy() + d.divergence(), d.error() + 1e-14 * scale(d), pair);
                Integral numeric = Divergence.integrate(p, q);
                assertEquals(1, numeric.values()[0], 1e-12 * scale(d), pair);
                double error = d.error() + numeric.errors()[3] + Math.abs(numeric.values()[0] - 1) * scale(d);
                assertEquals(numeric.values()[3], d.divergence(), 4 * error, pair);
                assertEquals(-numeric.values()[1], d.entropy(), 4 * error, pair);
            }
        }
    }

    /** What is known in closed form is not integrated. */
    @Test
    void closedForms() {
        Set<String> closed = new TreeSet<>();
        for (Family family : families()) {
            List<Distribution> members = members(family);
            if (Divergence.between(members.get(0), members.get(0)).method() == Method.CLOSED_FORM) {
                closed.add(family.name());
            }
        }
        Set<String> missing = new TreeSet<>(CLOSED);
        missing.removeAll(closed);
        assertEquals(Set.of(), missing);
    }

    /** Members of a family that lies in a larger one: closed form against quadrature. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exponential(2); gamma(3,1)",
                "gamma(3,1); exponential(2)",
                "exponential(2); weibull(1.5,1)",
                "weibull(1.5,1); exponential(2)",
                "exponential(2); rayleigh(1)",
                "rayleigh(1); weibull(3,1)",
                "chi-squared(3); gamma(1,1)",
                "chi-squared(3); exponential(1)",
                "power(2); beta(2,3)",
                "beta(2,3); power(2)",
                "bernoulli(0.3); binomial(1,0.4)",
                "levy(2); inverse-gamma(1,1)"
            })
    void aFamilyWithinAnother(String a, String b) {
        Density p = Density.parse(a);
        Density q = Density.parse(b);
        Divergence d = Divergence.between(p, q);
        assertEquals(Method.CLOSED_FORM, d.method());
        assertEquals(Divergence.integrate(p, q).values()[3], d.divergence(), 1e-12);
    }

    /** D does not change with the variable: pairs of pairs of which one is the other, seen through a monotone function. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "normal(0,1); student(1,2,4); normal(10,3); student(13,6,4)",
                "normal(0.3,1.5); logistic(1,2); normal(-0.3,1.5); logistic(-1,2)",
                "normal(0,1); normal(1,2); lognormal(0,1); lognormal(1,2)",
                "normal(0,1); normal(1,2); logit-normal(0,1); logit-normal(1,2)",
                "logistic(0,0.5); normal(1,2); loglogistic(2,1); lognormal(1,2)",
                "gumbel-min(0,0.5); gumbel-min(1,2); weibull(2,1); weibull(0.5,2.718281828459045)",
                "weibull(2,3); gamma(2,1); frechet(2,0.3333333333333333); inverse-gamma(2,1)",
                "gamma(2,3); lognormal(0,1); gamma(2,0.003); lognormal(6.907755278982137,1)",
                "exponential(1); gamma(2,1); power(2); log-gamma(2,2)"
            })
    void invariantUnderAChangeOfVariable(String a, String b, String c, String d) {
        double one = Divergence.integrate(Density.parse(a), Density.parse(b)).values()[3];
        if (a.startsWith("exponential")) {
            // x = exp(-y/2) of an exponential is power(2); 1/x of log-gamma(2, 2) is exp(-g) with g gamma(2, 2).
            Density target = Density.of("log(4) + log(-log(x)) + log(x)", "0 < x < 1");
            assertEquals(one, Divergence.between(Density.parse(c), target).divergence(), 1e-13);
            return;
        }
        assertEquals(
                one, Divergence.integrate(Density.parse(c), Density.parse(d)).values()[3], 1e-13);
    }

    /** n·H(p, q) of the data and the fit is minus the log-likelihood, for families of all kinds. */
    @Test
    void crossEntropyOfDataIsTheLikelihood() {
        List<String> wrong = new ArrayList<>();
        for (Case c : CASES) {
            if (c.free().length < c.theta().length) {
                continue;
            }
            EmpiricalDistribution data = EmpiricalDistribution.of(c.sample(200, 5));
            Fit fit = Mle.fit(c.family(), data);
            if (fit.outcome().kind() != Outcome.Kind.CONVERGED) {
                continue;
            }
            double[] theta =
                    fit.parameters().stream().mapToDouble(e -> e.value()).toArray();
            Divergence d = Divergence.between(data, Density.of(c.family().at(theta)));
            double scale = 1 + Math.abs(fit.logLikelihood());
            if (!(Math.abs(fit.n() * d.crossEntropy() + fit.logLikelihood()) < 1e-11 * scale)) {
                wrong.add(c + " " + fit.n() * d.crossEntropy() + " " + fit.logLikelihood());
            }
            boolean counts = c.family().support().integer();
            if (fit.divergence().isPresent() != counts
                    || counts && !(Math.abs(fit.divergence().getAsDouble() - d.divergence()) < 1e-11 * scale)) {
                wrong.add(c + " divergence " + fit.divergence());
            }
        }
        assertTrue(wrong.isEmpty(), () -> wrong.stream().collect(Collectors.joining("\n")));
    }

    /** The same bits at every call, and from any thread. */
    @Test
    void theSameBitsAgain() {
        Density p = Density.of(Families.student().at(0, 1, 5));
        Density q = Density.of(Families.gumbel().at(1, 2));
        assertEquals(Divergence.between(p, q), Divergence.between(p, q));
    }
}
