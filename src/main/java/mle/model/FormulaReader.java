package mle.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mle.data.Suggestion;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.FormulaException;

/** Reads the terms and variables of a formula from text. */
final class FormulaReader {
    private static final String NOT_ARITHMETIC = "; arithmetic goes inside I(...)";

    private final String text;
    private final List<Token> tokens;
    private final List<String> others;
    private final Set<Variable> mentioned = new LinkedHashSet<>();
    private final List<Variable> offsets = new ArrayList<>();
    private boolean intercept = true;
    private int position;

    private FormulaReader(String text, List<String> others) {
        this.text = text;
        this.tokens = Token.of(text);
        this.others = others;
    }

    /** The terms that a text means, {@code .} standing for other columns. */
    static Terms terms(String text, List<String> others) {
        FormulaReader reader = new FormulaReader(text, others);
        Terms terms = reader.sum();
        reader.expectEnd();
        return terms.read(reader.intercept, reader.mentioned, reader.offsets);
    }

    /** The one variable that a text means. */
    static Variable variable(String text) {
        FormulaReader reader = new FormulaReader(text, List.of());
        if (!reader.peek().isName()) {
            throw reader.error("expected a column or a function of columns, found "
                    + reader.peek().found());
        }
        Variable variable = reader.named();
        reader.expectEnd();
        return variable;
    }

    /** The variables between the parentheses of a call. */
    static List<Variable> arguments(String text) {
        FormulaReader reader = new FormulaReader(text, List.of());
        reader.next();
        reader.expect("(");
        List<Variable> arguments = new ArrayList<>();
        do {
            arguments.add(reader.plainArgument());
        } while (reader.accept(","));
        reader.expect(")");
        reader.expectEnd();
        return arguments;
    }

    private Variable plainArgument() {
        List<Token> inside = until(",");
        return inside.size() == 1 && inside.get(0).isName()
                ? Variable.column(inside.get(0).text())
                : computed(Label.of(inside), inside);
    }

    // ---- the operators, from the loosest to the tightest ----

    private Terms sum() {
        Terms result = Terms.intercept();
        boolean minus = accept("-");
        if (!minus) {
            accept("+");
        }
        while (true) {
            if (isInterceptNumber()) {
                intercept = next().text().equals("1") != minus;
            } else {
                Terms operand = product();
                result = minus ? result.minus(operand) : result.plus(operand);
            }
            if (accept("+")) {
                minus = false;
            } else if (accept("-")) {
                minus = true;
            } else {
                return result;
            }
        }
    }

    private boolean isInterceptNumber() {
        Token number = peek();
        Token after = tokens.get(Math.min(position + 1, tokens.size() - 1));
        boolean alone = after.kind() == Token.Kind.END || after.is("+") || after.is("-") || after.is(")");
        return number.kind() == Token.Kind.NUMBER
                && alone
                && (number.text().equals("0") || number.text().equals("1"));
    }

    private Terms product() {
        Terms result = interaction();
        while (true) {
            if (accept("*")) {
                result = result.times(interaction());
            } else if (accept("/")) {
                result = result.nesting(interaction());
            } else {
                return result;
            }
        }
    }

    private Terms interaction() {
        Terms result = power();
        while (accept(":")) {
            result = result.interactedWith(power());
        }
        return result;
    }

    private Terms power() {
        Terms base = atom();
        while (accept("^")) {
            base = base.power(wholeNumber("a power"));
        }
        return base;
    }

    private Terms atom() {
        if (accept("(")) {
            Terms inner = sum();
            expect(")");
            return inner;
        }
        if (accept(".")) {
            Variable[] all = others.stream().map(Variable::column).toArray(Variable[]::new);
            mentioned.addAll(List.of(all));
            return Terms.of(all);
        }
        if (!peek().isName()) {
            throw error("expected a column, a function or '(', found " + peek().found()
                    + (peek().kind() == Token.Kind.NUMBER ? NOT_ARITHMETIC : ""));
        }
        if (peek().text().equals("offset") && isCall()) {
            offsets.add(offset());
            return Terms.intercept();
        }
        Variable variable = named();
        mentioned.add(variable);
        return Terms.of(variable);
    }

    private boolean isCall() {
        return peek().kind() == Token.Kind.NAME && tokens.get(position + 1).is("(");
    }

    private Variable offset() {
        next();
        expect("(");
        List<Token> inside = until(")");
        expect(")");
        return computed(Label.of(inside), inside);
    }

    // ---- variables ----

    private Variable named() {
        if (!isCall()) {
            return Variable.column(next().text());
        }
        int from = position;
        String name = next().text();
        expect("(");
        return switch (name) {
            case "factor", "as.factor" -> {
                if (!peek().isName()) {
                    throw error(name + " takes a column, found " + peek().found());
                }
                String column = next().text();
                expect(")");
                yield new Variable.Factor(label(from), column);
            }
            case "I" -> {
                List<Token> inside = until(")");
                expect(")");
                yield computed(label(from), inside);
            }
            case "poly" -> {
                Variable.Computed of = argument();
                int degree = 1;
                boolean raw = false;
                while (accept(",")) {
                    String option = option("degree");
                    degree = option.equals("degree") ? wholeNumber("the degree of poly") : degree;
                    raw = option.equals("raw") ? truth() : raw;
                    checkOption(option, List.of("degree", "raw"));
                }
                expect(")");
                yield new Variable.Basis(label(from), of, new Variable.Basis.Poly(degree, raw));
            }
            case "bs" -> splines(from);
            case "scale" -> {
                Variable.Computed of = argument();
                expect(")");
                yield new Variable.Basis(label(from), of, new Variable.Basis.Scale());
            }
            default -> {
                until(")");
                expect(")");
                yield computed(label(from), tokens.subList(from, position));
            }
        };
    }

    private Variable splines(int from) {
        Variable.Computed of = argument();
        int df = 0;
        int degree = 3;
        boolean withIntercept = false;
        while (accept(",")) {
            String option = option("df");
            df = option.equals("df") ? wholeNumber("df of bs") : df;
            degree = option.equals("degree") ? wholeNumber("the degree of bs") : degree;
            withIntercept = option.equals("intercept") ? truth() : withIntercept;
            checkOption(option, List.of("df", "degree", "intercept"));
        }
        expect(")");
        int least = degree + (withIntercept ? 1 : 0);
        if (df > 0 && df < least) {
            throw error("bs of degree " + degree + " needs df of at least " + least + ", got " + df);
        }
        return new Variable.Basis(
                label(from), of, new Variable.Basis.Splines(Math.max(df, least), degree, withIntercept));
    }

    private Variable.Computed argument() {
        List<Token> inside = until(",");
        return computed(Label.of(inside), inside);
    }

    /** The name of an option in a call: what stands before an equals sign, or the first one's. */
    private String option(String first) {
        if (peek().kind() == Token.Kind.NAME && tokens.get(position + 1).is("=")) {
            String name = next().text();
            expect("=");
            return name;
        }
        return first;
    }

    private void checkOption(String option, List<String> known) {
        if (!known.contains(option)) {
            throw error("no option '" + option + "'"
                    + Suggestion.didYouMean(option, known, ", expected one of " + String.join(", ", known)));
        }
    }

    private boolean truth() {
        Token token = next();
        return switch (token.text()) {
            case "TRUE", "T" -> true;
            case "FALSE", "F" -> false;
            default -> throw error("expected TRUE or FALSE, found " + token.found());
        };
    }

    private int wholeNumber(String what) {
        Token token = next();
        try {
            int value = Integer.parseInt(token.text());
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw error(what + " must be a whole number, found " + token.found());
        }
        throw error(what + " must be at least 1, found " + token.found());
    }

    private String label(int from) {
        return Label.of(tokens.subList(from, position));
    }

    /** The pieces up to a sign, or to the closing parenthesis of the call that they are in. */
    private List<Token> until(String sign) {
        int from = position;
        int depth = 0;
        while (peek().kind() != Token.Kind.END && !(depth == 0 && (peek().is(sign) || peek().is(")")))) {
            depth += peek().is("(") ? 1 : peek().is(")") ? -1 : 0;
            position++;
        }
        if (position == from) {
            throw error("expected a formula of columns, found " + peek().found());
        }
        return tokens.subList(from, position);
    }

    private Variable.Computed computed(String label, List<Token> pieces) {
        return new Variable.Computed(label, formula(pieces, Map.of()));
    }

    /** The formula that a text means: of coefficients that are given, other names being columns. */
    static Expr formula(String text, Map<String, Expr> coefficients, List<String> others) {
        FormulaReader reader = new FormulaReader(text, others);
        return reader.formula(reader.tokens.subList(0, reader.tokens.size() - 1), coefficients);
    }

    /** The number π is known by its name where no column has it. */
    private Expr columnOrPi(Token name) {
        boolean pi = name.kind() == Token.Kind.NAME && name.text().equals("pi") && !others.contains("pi");
        return pi ? Expr.constant(Math.PI) : Expr.data(name.text());
    }

    private Expr formula(List<Token> pieces, Map<String, Expr> coefficients) {
        Map<String, Expr> names = new HashMap<>();
        StringBuilder formula = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Token piece = pieces.get(i);
            boolean called = i + 1 < pieces.size() && pieces.get(i + 1).is("(");
            if (piece.isName() && !(called && piece.kind() == Token.Kind.NAME)) {
                // A name that can be read whatever the column's own is.
                String symbol = "c" + names.size() + "_";
                names.put(symbol, coefficients.getOrDefault(piece.text(), columnOrPi(piece)));
                formula.append(symbol).append(' ');
            } else {
                if (piece.isName() && !Formula.functions().contains(piece.text())) {
                    throw error("no function '" + piece.text() + "'"
                            + Suggestion.didYouMean(piece.text(), Formula.functions(), ""));
                }
                formula.append(piece.text()).append(' ');
            }
        }
        try {
            return Formula.parse(formula.toString(), names);
        } catch (FormulaException e) {
            throw error("'" + Label.of(pieces) + "' can't be computed: " + e.reason());
        }
    }

    // ---- tokens ----

    private Token peek() {
        return tokens.get(position);
    }

    private Token next() {
        Token token = tokens.get(position);
        if (token.kind() != Token.Kind.END) {
            position++;
        }
        return token;
    }

    private boolean accept(String sign) {
        if (!peek().is(sign)) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw error("expected '" + sign + "', found " + peek().found());
        }
    }

    private void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw error("expected an operator or the end, found " + peek().found());
        }
    }

    private IllegalArgumentException error(String reason) {
        return new IllegalArgumentException("formula '" + text.strip() + "': " + reason);
    }
}
