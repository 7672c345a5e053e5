package mle.bayes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import mle.data.Table;
import mle.expr.Expr;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.fit.LogLikelihood;
import mle.model.Model;

/**
 * The density of all unknowns of a model given its data, up to a factor: a sum of formulas, of which each is a likelihood, a prior, or the
 * logarithm of the derivative of an unknown by its coordinate. Unknowns live in their domains; everything is computed in coordinates on the
 * line: the logarithm, the logit, or the unknown itself. Immutable.
 *
 * <pre>{@code
 * Posterior schools = Posterior.of(Datasets.load("eight_schools"),
 *         "effect ~ normal(mu + tau*eta[school], error)",
 *         "eta[school] ~ normal(0, 1)", "mu ~ normal(0, 5)", "tau ~ half-cauchy(5)");
 * }</pre>
 */
public final class Posterior {
    private final List<Parameter> unknowns;
    private final List<String> flat;
    private final List<Term> terms;
    private final Pattern pattern;
    private final Map<Long, Integer> places;

    /**
     * A posterior.
     *
     * @param flat the names of the unknowns without a prior
     */
    Posterior(List<Parameter> unknowns, List<Term> ofModel, List<String> flat) {
        if (unknowns.isEmpty()) {
            throw new IllegalArgumentException("model: expected at least one unknown, got none");
        }
        this.unknowns = List.copyOf(unknowns);
        this.flat = List.copyOf(flat);
        this.terms = new ArrayList<>(ofModel);
        Map<Domain, List<Integer>> domains = new LinkedHashMap<>();
        for (int k = 0; k < unknowns.size(); k++) {
            domains.computeIfAbsent(unknowns.get(k).domain(), unused -> new ArrayList<>())
                    .add(k);
        }
        domains.forEach(this::addJacobian);
        Set<Long> keys = new HashSet<>();
        terms.forEach(term -> term.addPairs(keys));
        this.pattern = Pattern.of(keys);
        this.places = pattern.places();
    }

    private void addJacobian(Domain domain, List<Integer> coordinates) {
        Expr.Symbol line = Expr.parameter("line");
        Expr logSlope = domain.logSlope(line);
        if (logSlope != Expr.ZERO) {
            int[] of = coordinates.stream().mapToInt(Integer::intValue).toArray();
            terms.add(new RowTerm(
                    Term.Role.JACOBIAN,
                    logSlope,
                    List.of(line),
                    List.of(new Local.Gathered(of)),
                    RowData.none(of.length)));
        }
    }

    /**
     * The posterior of a model in statements, such as {@code y ~ normal(mu, sd)}. A statement with a column of the table on its left says
     * how that is distributed given the unknowns, one with another name is the prior of an unknown, {@code theta[school]} stands for
     * one unknown for each level of a column. What a distribution is of may be any formula of columns and unknowns. A statement
     * without {@code ~}, such as {@code mu real, sd > 0}, names unknowns with a flat prior.
     *
     * @throws IllegalArgumentException if a statement can't be read; the message says which and why
     * @throws mle.data.DataException if the data don't suit it
     */
    public static Posterior of(Table table, String... statements) {
        return new ModelReader(table).read(List.of(statements));
    }

    /**
     * The posterior of a model of {@code mle.fit}, such as a regression, with priors of its coefficients and parameters by name, where a
     * star stands for anything: {@code probability.* ~ normal(0, 5)}. A prior may name further unknowns, which then have priors of their
     * own. What has no prior has a flat one.
     *
     * @throws IllegalArgumentException if a prior can't be read; the message says which and why
     */
    public static Posterior of(Model model, String... priors) {
        check(model);
        return new LikelihoodReader(LogLikelihood.of(model)).read(List.of(priors));
    }

    private static void check(Model model) {
        Family family = model.family();
        if (family.columns().size() > 1) {
            throw new IllegalArgumentException("posterior: expected a family of one column, " + family.name()
                    + " is of " + family.columns().size());
        }
        for (String end : family.support().ends()) {
            boolean given = model.fixed().containsKey(end)
                    || model.predictor(end).filter(p -> p.size() == 0).isPresent();
            if (!given) {
                throw new IllegalArgumentException(
                        "posterior: " + family.name() + " ends at its " + end
                                + ", which must be given: the density of an unknown end jumps, no normal distribution is near it");
            }
        }
    }

    /**
     * A density from the formula of its logarithm, up to a constant.
     *
     * @param logDensity a formula of the unknowns: {@code -x^2/2 - (y - x^2)^2}
     * @param unknowns their names and domains: {@code x real, s > 0, 0 < p < 1}
     * @throws IllegalArgumentException if the text is no such formula
     */
    public static Posterior of(String logDensity, String unknowns) {
        Scope scope = new Scope();
        Parameter.parse(unknowns).forEach(p -> scope.add(Block.single(p, scope.size())));
        Expr formula = scope.read("log-density", logDensity, List.of());
        List<Block> locals = scope.in(formula);
        List<Local> coordinates = locals.stream()
                .map(b -> (Local) new Local.Gathered(b.coordinates()))
                .toList();
        return new Posterior(
                scope.unknowns(),
                List.of(new RowTerm(
                        Term.Role.DENSITY, formula, Densities.symbols(locals), coordinates, RowData.none(1))),
                List.of());
    }

    /**
     * A density from its logarithm as an expression, up to a constant.
     *
     * @param logDensity from the unknowns to the expression
     */
    public static Posterior of(List<Parameter> unknowns, Function<List<Expr>, Expr> logDensity) {
        List<Block> blocks = new ArrayList<>();
        unknowns.forEach(p -> blocks.add(Block.single(p, blocks.size())));
        Expr formula = logDensity.apply(blocks.stream().map(Block::value).toList());
        List<Local> coordinates = blocks.stream()
                .map(b -> (Local) new Local.Gathered(b.coordinates()))
                .toList();
        return new Posterior(
                unknowns,
                List.of(new RowTerm(
                        Term.Role.DENSITY, formula, Densities.symbols(blocks), coordinates, RowData.none(1))),
                List.of());
    }

    /** The unknowns with their domains, in the order of all results. */
    public List<Parameter> unknowns() {
        return unknowns;
    }

    /** The names of the unknowns that have no prior: theirs is flat in the unknown itself, and improper if its domain is infinite. */
    public List<String> flat() {
        return flat;
    }

    /** How many unknowns there are. */
    public int dimension() {
        return unknowns.size();
    }

    /**
     * The logarithm of the likelihood times the priors, at values of the unknowns.
     *
     * @return NaN or -infinity where there is no density
     */
    public double logDensity(double... values) {
        if (values.length != dimension()) {
            throw new IllegalArgumentException("posterior: expected " + dimension() + " values, got " + values.length);
        }
        double[] line = new double[values.length];
        for (int k = 0; k < line.length; k++) {
            Domain domain = unknowns.get(k).domain();
            if (!domain.contains(values[k])) {
                return Double.NEGATIVE_INFINITY;
            }
            line[k] = domain.toLine(values[k]);
        }
        double sum = 0;
        for (Term.Role role : List.of(Term.Role.LIKELIHOOD, Term.Role.PRIOR, Term.Role.DENSITY)) {
            sum += at(line, role);
        }
        return sum;
    }

    private double at(double[] line, Term.Role role) {
        double[][] points = new double[line.length][1];
        for (int k = 0; k < line.length; k++) {
            points[k][0] = line[k];
        }
        Derivatives one = new Derivatives(dimension(), pattern, 0);
        Evaluation evaluation = evaluation(0);
        evaluation.at(points, 1, one, List.of(role));
        return one.value[0];
    }

    /** Whether it has terms of a kind. */
    boolean has(Term.Role role) {
        return terms.stream().anyMatch(t -> t.role() == role);
    }

    /** Where its Hessian may differ from zero. */
    Pattern pattern() {
        return pattern;
    }

    /** What one thread needs to evaluate the log-density of the coordinates, to an order. */
    Evaluation evaluation(int order) {
        return new Evaluation(
                terms.stream().map(t -> t.evaluation(order, places)).toList());
    }

    /** Evaluates the log-density. */
    final class Evaluation {
        private final List<Term.Evaluation> ofTerms;

        private Evaluation(List<Term.Evaluation> ofTerms) {
            this.ofTerms = ofTerms;
        }

        /** Writes the log-density of the coordinates at several points. */
        void at(double[][] points, int count, Derivatives out) {
            at(points, count, out, List.of(Term.Role.values()));
        }

        /** The same of some of its terms. */
        void at(double[][] points, int count, Derivatives out, List<Term.Role> roles) {
            out.clear();
            for (int k = 0; k < ofTerms.size(); k++) {
                if (roles.contains(terms.get(k).role())) {
                    ofTerms.get(k).add(points, count, out);
                }
            }
        }
    }
}
