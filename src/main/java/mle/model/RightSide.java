package mle.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mle.data.Table;
import mle.expr.Expr;
import mle.family.Parameter;

/** The right side of a formula as it was read for a table: terms, or a formula of columns and coefficients. */
sealed interface RightSide {
    /** The columns that it needs. */
    Set<String> columns();

    /** The predictor of a parameter, with the constants that it takes from data without missing cells. */
    PredictorFormula of(String parameter, Link link, Table table);

    /** Terms. */
    record Linear(Terms terms) implements RightSide {
        @Override
        public Set<String> columns() {
            return terms.columns();
        }

        @Override
        public PredictorFormula of(String parameter, Link link, Table table) {
            return new PredictorFormula.Linear(parameter, link, Encoding.of(terms, table), Set.of());
        }

        /** The same for a parameter whose intercept another one takes the place of. */
        PredictorFormula withoutIntercept(String parameter, Link link, Table table) {
            Encoding encoding = Encoding.of(terms.withIntercept(), table);
            return new PredictorFormula.Linear(parameter, link, encoding, Set.of("(Intercept)"));
        }
    }

    /** A formula of columns and coefficients. */
    record Nonlinear(Expr formula, List<Parameter> coefficients, String text) implements RightSide {
        @Override
        public Set<String> columns() {
            return RightSide.columns(formula);
        }

        @Override
        public PredictorFormula of(String parameter, Link link, Table table) {
            return new PredictorFormula.Nonlinear(parameter, link, formula, coefficients, text);
        }
    }

    /** The columns that occur in a formula. */
    static Set<String> columns(Expr formula) {
        return formula.symbols().stream()
                .filter(s -> s.kind() == Expr.Kind.DATA)
                .map(Expr.Symbol::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What a text means: a formula if a coefficient occurs in it, else terms.
     *
     * @param others the columns that {@code .} stands for
     */
    static RightSide read(String text, List<Parameter> coefficients, List<String> others) {
        Set<String> names =
                Token.of(text).stream().filter(Token::isName).map(Token::text).collect(Collectors.toSet());
        if (coefficients.stream().noneMatch(c -> names.contains(c.name()))) {
            return new Linear(Terms.parse(text, others));
        }
        Map<String, Expr> symbols = coefficients.stream()
                .collect(Collectors.toMap(
                        Parameter::name,
                        c -> Expr.parameter(c.name(), c.domain().sign())));
        Expr formula = FormulaReader.formula(text, symbols, others);
        List<Parameter> used = coefficients.stream()
                .filter(c -> formula.symbols().contains(symbols.get(c.name())))
                .toList();
        return new Nonlinear(formula, used, text.strip());
    }
}
