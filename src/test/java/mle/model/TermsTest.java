package mle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.Column;
import mle.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
    private static final Table DATA = Table.of(
                    new Column.Numeric("age", new double[] {1, 0, 3, 4}),
                    new Column.Numeric("dose", new double[] {1, 2, 3, 4}),
                    new Column.Text("sex", List.of("m", "f", "f", "m")),
                    new Column.Text("site", List.of("a", "a", "a", "a")))
            .named("trial.csv");

    /** Each operator of the typed interface means what its sign means in text. */
    @Test
    void operatorsAreThoseOfText() {
        Terms a = Terms.of("a");
        Terms b = Terms.of("b");
        Terms c = Terms.of(Variable.factor("c"));
        Map<String, Terms> same = new LinkedHashMap<>();
        same.put("a + b", a.plus(b));
        same.put("a * b", a.times(b));
        same.put("a:b", a.interactedWith(b));
        same.put("(a + b) / factor(c)", a.plus(b).nesting(c));
        same.put("(a + b + factor(c))^2", a.plus(b).plus(c).power(2));
        same.put("a * b - a", a.times(b).minus(a));
        same.put("a - 1", a.withoutIntercept());
        same.put("1", Terms.intercept());
        same.put("a + offset(log(t))", a.offset(Variable.computed("log(t)")));
        same.put("poly(x, 3)", Terms.of(Variable.poly("x", 3)));
        same.put("bs(x, df = 6)", Terms.of(Variable.splines("x", 6)));
        same.put("scale(`the x`)", Terms.of(Variable.scaled("the x")));
        same.put("I(x^2) + log(x)", Terms.of("I(x^2)", "log(x)"));
        same.forEach((text, terms) -> assertEquals(Terms.parse(text, List.of()), terms, text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "a + | expected a column, a function or '(', found the end",
                "a b | expected an operator or the end, found 'b'",
                "a + 2 | expected a column, a function or '(', found '2'; arithmetic goes inside I(...)",
                "(a + b | expected ')', found the end",
                "(a + b)^c | a power must be a whole number, found 'c'",
                "(a + b)^0 | a power must be at least 1, found '0'",
                "lgo(x) | no function 'lgo', did you mean 'log'?",
                "log(x | expected ')', found the end",
                "log() | expected a formula of columns, found ')'",
                "log(x, 2) | 'log(x, 2)' can't be computed: log takes 1 argument, found 2",
                "I(x +) | 'x + ' can't be computed: expected a number, a name or '(', found the end",
                "factor(1) | factor takes a column, found '1'",
                "poly(x, 2, rwa = TRUE) | no option 'rwa', did you mean 'raw'?",
                "poly(x, two) | the degree of poly must be a whole number, found 'two'",
                "bs(x, df = 2) | bs of degree 3 needs df of at least 3, got 2",
                "bs(x, intercept = 1) | expected TRUE or FALSE, found '1'",
                "`a | expected a closing backtick",
                "a ~ b | expected an operator or the end, found '~'",
            })
    void whatIsNoFormulaIsRefused(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Terms.parse(text, List.of()))
                .getMessage();
        assertEquals("formula '" + text + "': " + reason, message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "agee | trial.csv: no column 'agee', did you mean 'age'?",
                "log(age) | trial.csv, row 2: log(age) must be finite, got -Infinity from age = 0",
                "dose + I(dose/age) | trial.csv, row 2: I(dose/age) must be finite, got Infinity from age = 0, dose = 2",
                "log(sex) | trial.csv, row 1, column 'sex': expected a number, got 'm'",
                "site | trial.csv, column 'site': the factor site has a single level, 'a', and so no effect; leave it out",
                "poly(dose, 4) | poly(dose, 4): a degree must be below the number of distinct values, got 4",
            })
    void whatDataCannotGiveIsRefused(String text, String message) {
        Terms terms = Terms.parse(text, List.of());
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Encoding.of(terms, DATA).matrix(DATA))
                        .getMessage());
    }

    @Test
    void aNewLevelIsRefused() {
        Encoding encoding = Encoding.of(Terms.of("sex"), DATA);
        Table other = Table.of(new Column.Text("sex", List.of("m", "x"))).named("new.csv");
        String message = assertThrows(IllegalArgumentException.class, () -> encoding.matrix(other))
                .getMessage();
        assertEquals(
                "new.csv, row 2, column 'sex': level 'x' is not one of the data that the model was fitted to: f, m",
                message);
    }

    /** A factor of many levels is codes, and so are its interactions. */
    @Test
    void aFactorIsNeverDense() {
        double[] level = new double[5000];
        double[] x = new double[5000];
        for (int i = 0; i < level.length; i++) {
            level[i] = i % 1000;
            x[i] = i;
        }
        Table table = Table.of(new LinkedHashMap<>(Map.of("level", level, "x", x)));
        DesignMatrix matrix =
                Encoding.of(Terms.parse("factor(level) * x", List.of()), table).matrix(table);
        assertEquals(2000, matrix.columns());
        assertEquals(
                List.of(Block.Ones.class, Block.Indicators.class, Block.Dense.class, Block.Scaled.class),
                matrix.blocks().stream().map(Object::getClass).toList());
    }
}
