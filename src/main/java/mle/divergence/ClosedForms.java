package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;

/**
 * Entropies and divergences that are known as formulas of the parameters. Those of exponential families are derived
 * ({@link SufficientStatistics}); the others stand here, and a member of a family that lies in a larger one is seen as a member of
 * that.
 */
final class ClosedForms {
    /** The logarithm of the length of the mean of a von Mises direction. */
    private static final String MEAN_DIRECTION =
            "(logbesselirel(1, @concentration) - logbesselirel(0, @concentration))";

    /**
     * Entropies in nats, of the parameters of a family (Cover and Thomas 2006, table 17.1; Lazo and Rathie 1978, IEEE Trans. Inf.
     * Theory 24, 120-122; of extreme values, from E log E = digamma(1) for a standard exponential E).
     */
    private static final Map<String, String> ENTROPIES = Map.ofEntries(
            Map.entry(
                    "student", "log(scale) + 0.5*log(df) + lbeta(df/2, 0.5) + (df + 1)/2*polygammadiff[0](df/2, 0.5)"),
            Map.entry("logistic", "log(scale) + 2"),
            Map.entry("laplace", "log(2*scale) + 1"),
            Map.entry("cauchy", "log(4*pi*scale)"),
            Map.entry("half-cauchy", "log(2*pi*scale)"),
            Map.entry("gumbel", "log(scale) + 1 - digamma(1)"),
            Map.entry("gumbel-min", "log(scale) + 1 - digamma(1)"),
            Map.entry("gev", "log(scale) + 1 - (1 + shape)*digamma(1)"),
            Map.entry("gpd", "log(scale) + 1 + shape"),
            Map.entry("weibull", "log(scale/shape) + 1 - (1 - 1/shape)*digamma(1)"),
            Map.entry("frechet", "log(scale/shape) + 1 - (1 + 1/shape)*digamma(1)"),
            Map.entry("lomax", "log(scale/shape) + 1 + 1/shape"),
            Map.entry("loglogistic", "log(scale/shape) + 2"),
            Map.entry(
                    "von-mises",
                    "log(2*pi) + logbesselirel(0, concentration) - concentration*expm1(@a)"
                            .replace("@a", MEAN_DIRECTION.replace("@", ""))));

    /** γ(r) = log Γ(1+r) − log r − ψ(1)(r − 1) ≥ 0 and e^u − 1 − u ≥ 0: what is left of two Weibull distributions. */
    private static final String WEIBULL =
            "expm1mx(@u + lgamma(1 + @r)) + lgamma(1 + @r) - log(@r) - digamma(1)*(@r - 1)";

    /**
     * Divergences in nats within a family, of the parameters of p and of q (Weibull: Bauckhage 2013, arXiv:1310.3713, from which
     * the other extreme values follow by a change of variable; Cauchy: Chyzak and Nielsen 2019, arXiv:1905.10965).
     */
    private static final Map<String, String> DIVERGENCES = Map.ofEntries(
            Map.entry("normal", "0.5*expm1mx(2*log(p.sd/q.sd)) + 0.5*((p.mean - q.mean)/q.sd)^2"),
            Map.entry("lognormal", "0.5*expm1mx(2*log(p.sdlog/q.sdlog)) + 0.5*((p.meanlog - q.meanlog)/q.sdlog)^2"),
            Map.entry(
                    "logit-normal",
                    "0.5*expm1mx(2*log(p.sdlogit/q.sdlogit)) + 0.5*((p.meanlogit - q.meanlogit)/q.sdlogit)^2"),
            Map.entry("exponential", "expm1mx(log(q.rate/p.rate))"),
            Map.entry("poisson", "kldiv(p.mean, q.mean)"),
            Map.entry(
                    "binomial",
                    "kldiv(p.size*p.probability, p.size*q.probability)"
                            + " + kldiv(p.size*(1 - p.probability), p.size*(1 - q.probability))"),
            Map.entry("weibull", weibull("q.shape/p.shape", "q.shape*log(p.scale/q.scale)")),
            Map.entry("frechet", weibull("q.shape/p.shape", "q.shape*log(q.scale/p.scale)")),
            Map.entry("gumbel-min", weibull("p.scale/q.scale", "(p.location - q.location)/q.scale")),
            Map.entry("gumbel", weibull("p.scale/q.scale", "(q.location - p.location)/q.scale")),
            Map.entry("cauchy", "log1p(((p.scale - q.scale)^2 + (p.location - q.location)^2)/(4*p.scale*q.scale))"),
            Map.entry(
                    "laplace",
                    "expm1mx(log(p.scale/q.scale))"
                            + " + p.scale/q.scale*expm1mx(-abs(p.location - q.location)/p.scale)"),
            Map.entry("half-cauchy", "log1p((p.scale - q.scale)^2/(4*p.scale*q.scale))"),
            Map.entry(
                    "von-mises",
                    "logbesselirel(0, q.concentration) - logbesselirel(0, p.concentration)"
                            + " + expm1(@a)*(p.concentration - q.concentration)"
                                    .replace("@a", MEAN_DIRECTION.replace("@", "p."))
                            + " + 2*q.concentration*sin((p.mean - q.mean)/2)^2*exp(@a)"
                                    .replace("@a", MEAN_DIRECTION.replace("@", "p."))));

    /**
     * A family that lies in a larger one.
     *
     * @param family its name
     * @param larger the name of the larger one
     * @param parameters those of the larger one, as formulas of its own
     */
    private record Inside(String family, String larger, List<String> parameters) {}

    private static final List<Inside> INSIDE = List.of(
            new Inside("exponential", "gamma", List.of("1", "rate")),
            new Inside("exponential", "weibull", List.of("1", "1/rate")),
            new Inside("chi-squared", "gamma", List.of("df/2", "0.5")),
            new Inside("rayleigh", "weibull", List.of("2", "scale*sqrt(2)")),
            new Inside("power", "beta", List.of("shape", "1")),
            new Inside("bernoulli", "binomial", List.of("1", "probability")),
            new Inside("levy", "inverse-gamma", List.of("0.5", "scale/2")));

    private ClosedForms() {}

    private static String weibull(String r, String u) {
        return WEIBULL.replace("@r", "(" + r + ")").replace("@u", u);
    }

    /** The entropy, if a formula of it is known. */
    static Optional<Amount> entropy(Distribution p, double typical) {
        String formula = named(p.family()) ? ENTROPIES.get(p.family().name()) : null;
        if (formula != null) {
            return Optional.of(closed(formula, values("", p)));
        }
        return SufficientStatistics.of(p, typical).flatMap(SufficientStatistics::entropy);
    }

    /**
     * The divergence, if a formula of it is known.
     *
     * @param typical a value well inside p
     */
    static Optional<Amount> divergence(Distribution p, Distribution q, double typical) {
        for (Distribution a : views(p)) {
            for (Distribution b : views(q)) {
                if (a.family().name().equals(b.family().name())) {
                    Optional<Amount> known = within(a, b, typical);
                    if (known.isPresent()) {
                        return known;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Amount> within(Distribution p, Distribution q, double typical) {
        String formula = named(p.family()) && named(q.family())
                ? DIVERGENCES.get(p.family().name())
                : null;
        boolean comparable = Arrays.equals(SufficientStatistics.known(p), SufficientStatistics.known(q));
        if (formula != null && comparable) {
            Map<String, Double> values = values("p.", p);
            values.putAll(values("q.", q));
            return Optional.of(closed(formula, values));
        }
        return SufficientStatistics.of(p, typical).flatMap(s -> s.divergence(q));
    }

    /** Whether it is the library's family of that name. */
    private static boolean named(Family family) {
        return Families.find(family.name()).equals(Optional.of(family));
    }

    /** The distribution, and the same one as a member of larger families. */
    private static List<Distribution> views(Distribution d) {
        List<Distribution> views = new ArrayList<>(List.of(d));
        for (Inside inside : INSIDE) {
            if (inside.family.equals(d.family().name()) && named(d.family())) {
                Map<String, Double> own = values("", d);
                double[] values = inside.parameters.stream()
                        .mapToDouble(formula -> value(formula, own))
                        .toArray();
                Families.find(inside.larger).ifPresent(f -> views.add(f.at(values)));
            }
        }
        return views;
    }

    private static Map<String, Double> values(String prefix, Distribution d) {
        Map<String, Double> values = new HashMap<>();
        List<Parameter> parameters = d.family().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(prefix + parameters.get(i).name(), d.parameters()[i]);
        }
        return values;
    }

    static Amount closed(String formula, Map<String, Double> values) {
        double value = value(formula, values);
        return Amount.ofFormula(value, 10 + Math.abs(value));
    }

    static double value(String formula, Map<String, Double> values) {
        Map<String, Expr.Symbol> symbols = new HashMap<>();
        values.keySet().forEach(name -> symbols.put(name, Expr.parameter(name)));
        List<String> order = List.copyOf(values.keySet());
        double[] given = order.stream().mapToDouble(values::get).toArray();
        return Program.of(
                        List.of(Formula.parse(formula, symbols)),
                        order.stream().map(symbols::get).toList())
                .values(given)[0];
    }
}
