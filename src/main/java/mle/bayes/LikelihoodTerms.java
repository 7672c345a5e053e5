package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.family.Domain;
import mle.family.Parameter;
import mle.fit.LogLikelihood;

/**
 * The terms of a likelihood of {@code mle.fit}. Where an unknown has a narrower domain in the posterior than in the likelihood, what stands
 * for it in formulas is replaced by a function of its own coordinate.
 */
final class LikelihoodTerms {
    private final LogLikelihood likelihood;
    private final List<Parameter> unknowns;
    private final Map<Expr, Expr> replaced = new HashMap<>();
    private final List<Expr.Symbol> symbols = new ArrayList<>();
    private final List<Local> locals = new ArrayList<>();
    private final Map<String, double[]> columns = new HashMap<>();

    private LikelihoodTerms(LogLikelihood likelihood, List<Parameter> unknowns) {
        this.likelihood = likelihood;
        this.unknowns = unknowns;
        likelihood.predictors().forEach(this::add);
        for (LogLikelihood.Single single : likelihood.singles()) {
            Domain wide = likelihood.unknowns().get(single.unknown()).domain();
            if (isNarrowed(single.unknown())) {
                replaced.put(single.symbol(), wide.toLine(ownLine(single.unknown())));
            } else {
                addLocal(single.symbol(), new Local.Gathered(new int[] {single.unknown()}));
            }
        }
    }

    /**
     * The terms of a likelihood.
     *
     * @param unknowns its unknowns with their domains in the posterior, the first of it
     */
    static List<Term> of(LogLikelihood likelihood, List<Parameter> unknowns) {
        LikelihoodTerms terms = new LikelihoodTerms(likelihood, unknowns);
        return likelihood.parts().stream().map(terms::term).toList();
    }

    private boolean isNarrowed(int unknown) {
        return !unknowns.get(unknown)
                .domain()
                .equals(likelihood.unknowns().get(unknown).domain());
    }

    /** An unknown as a formula of its own coordinate, which becomes a local. */
    private Expr ownLine(int unknown) {
        Expr.Symbol line = Expr.parameter("line of " + unknowns.get(unknown).name());
        addLocal(line, new Local.Gathered(new int[] {unknown}));
        return unknowns.get(unknown).domain().fromLine(line);
    }

    private void addLocal(Expr.Symbol symbol, Local local) {
        symbols.add(symbol);
        locals.add(local);
    }

    /** A predictor; coefficients that are functions of their coordinates are added to it in the formulas. */
    private void add(LogLikelihood.Predicted predictor) {
        List<Integer> plain = new ArrayList<>();
        Expr value = predictor.symbol();
        for (int k = 0; k < predictor.unknowns().length; k++) {
            int unknown = predictor.unknowns()[k];
            if (isNarrowed(unknown)) {
                String column = "column of " + unknowns.get(unknown).name();
                columns.put(column, predictor.design().column(k));
                value = value.plus(Expr.data(column).times(ownLine(unknown)));
            } else {
                plain.add(k);
            }
        }
        replaced.put(predictor.symbol(), value);
        addLocal(
                predictor.symbol(),
                new Local.Linear(
                        plain.stream().mapToInt(k -> predictor.unknowns()[k]).toArray(),
                        plain.stream().map(k -> predictor.design().column(k)).toArray(double[][]::new),
                        predictor.design().offset()));
    }

    private Term term(LogLikelihood.Part part) {
        Map<String, double[]> data = new HashMap<>(part.columns());
        columns.forEach((name, values) -> data.put(name, chosen(values, part.rows())));
        Expr formula = part.formula().replace(replaced);
        List<Local> ofRows = locals.stream().map(l -> chosen(l, part.rows())).toList();
        return RowTerm.of(
                Term.Role.LIKELIHOOD, formula, symbols, ofRows, new RowData(part.size(), data, part.weights()));
    }

    private static Local chosen(Local local, int[] rows) {
        return local instanceof Local.Linear l
                ? new Local.Linear(
                        l.coordinates(),
                        Arrays.stream(l.columns()).map(c -> chosen(c, rows)).toArray(double[][]::new),
                        chosen(l.offsets(), rows))
                : local;
    }

    private static double[] chosen(double[] values, int[] rows) {
        return rows.length == 0 || values.length == 0
                ? values
                : Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }
}
