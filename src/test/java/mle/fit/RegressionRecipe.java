package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mle.data.Column;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.family.Combinators;
import mle.family.Family;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;

/**
 * A model of a bundled data set made as texts say, column by column, without the grammar of formulas.
 *
 * @param dataset the data set
 * @param family the family, as text
 * @param response a formula of columns, or Counts(a, n), Surv(t, d), Interval(l, u), Tobit(y, l, u) of them; then
 *     {@code times COLUMN} for frequencies, {@code where COLUMN > 0} for a part of the rows
 * @param predictors {@code PARAMETER ~ TERM + TERM; ...}, a term being 1, COLUMN=LEVEL, a formula, or a product a:b of such
 * @param links {@code PARAMETER LINK [offset FORMULA]; ...}, the identity where there is none
 */
record RegressionRecipe(String dataset, String family, String response, String predictors, String links) {
    private static final Pattern CALL = Pattern.compile("(Counts|Surv|Interval|Tobit)\\((.*)\\)");

    Model model() {
        return model(Datasets.load(dataset.isEmpty() ? "" : dataset));
    }

    /** The model of a table in place of the data set. */
    Model model(Table all) {
        Table table = rows(all);
        String plain = response.replaceAll(" (times|where) .*", "");
        Family form = Combinators.parse(family).orElseThrow().regressionForm();
        List<Predictor> list = new ArrayList<>();
        for (String text : predictors.split("; ")) {
            String[] sides = text.split(" ~ ");
            list.add(predictor(table, sides[0], sides[1].split(" \\+ ")));
        }
        Matcher call = CALL.matcher(plain);
        if (call.matches() && call.group(1).equals("Counts")) {
            double[] sizes = column(table, call.group(2).split(", ")[1]);
            list.add(new Predictor.Linear("size", Link.IDENTITY, DesignMatrix.known(sizes)));
        }
        return new Model(form, response(table, plain), list, Map.of());
    }

    private Table rows(Table all) {
        Matcher where = Pattern.compile(".* where (\\w+) > 0").matcher(response);
        if (!where.matches()) {
            return all;
        }
        double[] values = all.numeric(where.group(1)).values();
        return all.where(i -> values[i] > 0);
    }

    private Predictor predictor(Table table, String parameter, String[] terms) {
        Link link = Link.IDENTITY;
        double[] offset = null;
        for (String text : links.isEmpty() ? new String[0] : links.split("; ")) {
            String[] words = text.split(" ", 4);
            if (words[0].equals(parameter)) {
                link = Link.named(words[1]);
                offset = words.length > 3 ? column(table, words[3]) : null;
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (String term : terms) {
            blocks.add(term.equals("1") ? new Block.Ones(table.rows()) : new Block.Dense(product(table, term)));
        }
        DesignMatrix design = DesignMatrix.of(table.rows(), blocks, List.of(terms));
        return new Predictor.Linear(parameter, link, offset == null ? design : design.withOffset(offset));
    }

    private static double[] product(Table table, String term) {
        double[] product = new double[table.rows()];
        Arrays.fill(product, 1);
        for (String factor : term.split(":")) {
            double[] values = column(table, factor);
            for (int i = 0; i < product.length; i++) {
                product[i] *= values[i];
            }
        }
        return product;
    }

    /** The indicator of a level, or of a positive column, or a formula of columns. */
    private static double[] column(Table table, String text) {
        double[] values = new double[table.rows()];
        if (text.contains("=")) {
            String[] sides = text.split("=");
            Column column = table.column(sides[0]);
            Arrays.setAll(values, i -> level(column, i).equals(sides[1]) ? 1 : 0);
            return values;
        }
        if (text.endsWith(" > 0")) {
            double[] of = column(table, text.substring(0, text.length() - 4));
            Arrays.setAll(values, i -> of[i] > 0 ? 1 : 0);
            return values;
        }
        Map<String, Expr> symbols = new LinkedHashMap<>();
        table.columns().forEach(c -> symbols.put(c.name(), Expr.data(c.name())));
        Expr formula = Formula.parse(text, symbols);
        List<Expr.Symbol> inputs = formula.symbols();
        Program program = Program.of(List.of(formula), inputs);
        double[][] columns =
                inputs.stream().map(s -> table.numeric(s.name()).values()).toArray(double[][]::new);
        Arrays.setAll(
                values,
                i -> program.values(
                                Arrays.stream(columns).mapToDouble(c -> c[i]).toArray())[0]);
        return values;
    }

    private static String level(Column column, int row) {
        Object cell = column.cell(row);
        return cell instanceof Double d && d == Math.rint(d) ? "" + d.longValue() : "" + cell;
    }

    private EmpiricalDistribution response(Table table, String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches() || call.group(1).equals("Counts")) {
            double[] values = column(table, call.matches() ? call.group(2).split(", ")[0] : text);
            Matcher times = Pattern.compile(".* times (\\w+)").matcher(response);
            return times.matches()
                    ? EmpiricalDistribution.of(values, column(table, times.group(1)))
                    : EmpiricalDistribution.of(values);
        }
        String[] arguments = call.group(2).split(", *", -1);
        return EmpiricalDistribution.of(
                switch (call.group(1)) {
                    case "Surv" -> {
                        boolean[] event = new boolean[table.rows()];
                        for (int i = 0; i < event.length; i++) {
                            event[i] = column(table, arguments[1])[i] == 1;
                        }
                        yield Observations.survival(column(table, arguments[0]), event);
                    }
                    case "Interval" -> mle.fit.Published.bounds(table, arguments[0], arguments[1]);
                    default -> censored(column(table, arguments[0]), arguments[1], arguments[2]);
                });
    }

    private static Observations censored(double[] y, String lower, String upper) {
        double from = lower.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(lower);
        double to = upper.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(upper);
        double[] low = y.clone();
        double[] high = y.clone();
        for (int i = 0; i < y.length; i++) {
            if (y[i] <= from) {
                low[i] = Double.NEGATIVE_INFINITY;
                high[i] = from;
            } else if (y[i] >= to) {
                low[i] = to;
                high[i] = Double.POSITIVE_INFINITY;
            }
        }
        return Observations.between(low, high);
    }
}
