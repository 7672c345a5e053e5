package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mle.cli.Command.Option;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.expr.Formula;
import mle.family.Family;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.inference.Comparison;
import mle.inference.FittedModel;
import mle.parallel.Crew;

/** {@code mle fit DATA MODEL}: fits one or several families to a column. */
final class FitVerb implements Verb {
    /** The fits of a call, and what of {@code --family all} was left out and why. */
    private record Fits(List<Named> fits, List<String> leftOut) {
        boolean found() {
            return fits.stream().allMatch(f -> f.fit.outcome().kind().found());
        }
    }

    /** A fit and the group that it is of; the group is empty where there are none. */
    private record Named(String group, Fit fit) {}

    @Override
    public Command command() {
        return new Command(
                "mle fit",
                "Fit families to a column or to several, or a regression, by maximum likelihood.",
                List.of(DataArgument.argument(), ModelArgument.argument()),
                options(),
                List.of(
                        "",
                        "Examples:",
                        "  mle fit old_faithful waiting --family gamma",
                        "  mle fit aircondit hours --family exponential,weibull --json",
                        "  mle fit spector_mazzeo \"grade ~ gpa + tuce + psi\" --family bernoulli --link probit",
                        "  mle fit data.csv \"cost ~ age*factor(site)\" --family gamma --model \"shape ~ age\"",
                        "  mle fit iris \"cbind(sepal_length, sepal_width)\" --family mvstudent --by species",
                        "  mle fit data.csv y --density \"log(k/s)+(k-1)*log(x/s)-(x/s)^k\" --parameters \"k>0, s>0\"",
                        "",
                        "Exit codes: 0 a maximum was found (for every family fitted); 1 there is none, or it was not",
                        "reached; 2 the call, the file or the data can't be used."));
    }

    /** The options of a fit. */
    static List<Option> options() {
        return List.of(
                Option.value(
                        "--family",
                        "NAME[,NAME...]",
                        "The families (mle families lists them); the default is normal. 'all' takes every family"
                                + " whose support holds the data."),
                Option.value("--weights", "COLUMN", "Frequencies: how often the value of each row was observed."),
                Option.value(
                        "--sampling-weights",
                        "COLUMN",
                        "How many of a population each row stands for. They don't make more of the data: n stays"
                                + " the number of rows, standard errors are the sandwich's."),
                Option.value(
                        "--covariance",
                        "KIND",
                        "Standard errors from the observed information (observed, the default), from the one that"
                                + " the model expects (expected), from outer products of scores (opg), or from"
                                + " both (sandwich, or hc1 with a correction for small samples), which hold where"
                                + " the model does not."),
                Option.value(
                        "--cluster",
                        "COLUMN",
                        "Rows with the same value depend on each other; standard errors are the sandwich's."),
                Option.value(
                        "--truncate",
                        "LOWER,UPPER",
                        "Only values above LOWER and up to UPPER could be observed; an empty bound is infinite."),
                Option.value(
                        "--by",
                        "COLUMN",
                        "Fit the rows of each value of this column apart, in parallel; one outcome for each."),
                Option.values("--model", "\"PARAMETER ~ FORMULA\"", "Let another parameter follow a formula as well."),
                Option.values(
                        "--link",
                        "[PARAMETER=]NAME",
                        "The link of a parameter that follows a formula: identity, log, logit, probit, cloglog,"
                                + " cauchit, inverse, sqrt, inverse-square or softplus."),
                Option.value(
                        "--levels",
                        "A,B,C",
                        "The levels of the response in order, where that is not the sorted order."),
                Option.flag(
                        "--drop-collinear",
                        "Leave out columns that are combinations of columns before them, and say which."),
                Option.values("--fix", "PARAMETER=VALUE", "Hold a parameter at a value."),
                Option.values("--start", "PARAMETER=VALUE", "Start the search from this value."),
                Option.value("--solver", "NAME", "newton (the default) or lbfgs."),
                Option.value(
                        "--restarts",
                        "N",
                        "Search N times from each start, after the first time from points beside it drawn at random; the default is 1."),
                Option.value("--seed", "N", "The seed of what is drawn at random; the default is 1."),
                Option.value(
                        "--threads",
                        "N",
                        "How many threads may be used; the default is all cores. Results don't depend on it."),
                Option.value("--level", "LEVEL", "Level of the confidence intervals; the default is 0.95."),
                Option.value(
                        "--density",
                        "FORMULA",
                        "The log-density of x, in place of a family: numbers, names, + - * / ^, pi, and "
                                + String.join(", ", Formula.functions()) + "."),
                Option.value(
                        "--parameters",
                        "LIST",
                        "Its parameters with their domains: \"k > 0, 0 < p < 1, m real\". Without --density: the"
                                + " coefficients of a formula such as 'y ~ b1*(1 - exp(-b2*x))'."),
                Option.value(
                        "--support",
                        "CONDITION",
                        "Its support: \"x > 0\", \"0 < x < 1\", \"integer x >= 0\"; the default is \"x > 0\" if all"
                                + " data are above 0, else \"x real\"."),
                JSON);
    }

    @Override
    public Answer run(Call call, InputStream in) {
        return threaded(call, () -> answer(call, in));
    }

    /** An answer found with as many threads as are asked for. */
    static Answer threaded(Call call, Supplier<Answer> answer) {
        int before = Crew.threads();
        if (call.has("--threads")) {
            Crew.setThreads(Question.count("--threads", call.value("--threads", "")));
        }
        try {
            return answer.get();
        } finally {
            Crew.setThreads(before);
        }
    }

    /** The model of a call with one family. */
    static FittedModel model(Call call, Table table) {
        Question question = Question.of(call);
        ModelArgument model = ModelArgument.of(call.argument(1), table);
        double[] seen = Question.bounds("--truncate", call.value("--truncate", ","));
        EmpiricalDistribution sample = sample(table, model, RowCounts.of(call), seen);
        Family family = ResidualsVerb.single(question.families(sample));
        try {
            return FittedModel.of(question.mle(family).fitTo(sample));
        } catch (DataException e) {
            throw e.in(table.name(), model.column());
        }
    }

    /** The fits of a comparison, and those of all families that can't be fitted. */
    static List<Comparison.Entry> entries(Call call, Table table, List<String> leftOut) {
        Question question = Question.of(call);
        ModelArgument model = ModelArgument.of(call.argument(1), table);
        double[] seen = Question.bounds("--truncate", call.value("--truncate", ","));
        EmpiricalDistribution sample = sample(table, model, RowCounts.of(call), seen);
        List<Family> families = question.families(sample);
        Comparison.Entry[] made = new Comparison.Entry[families.size()];
        Crew.each(made.length, i -> made[i] = entry(question, families.get(i), sample, table, model));
        List<Comparison.Entry> entries = new ArrayList<>();
        for (Comparison.Entry entry : made) {
            if (entry.fit().isPresent()) {
                entries.add(entry);
            } else {
                RegressionFits.refuse(call, entry.name(), entry.failure(), leftOut, entries);
            }
        }
        return entries;
    }

    private static Comparison.Entry entry(
            Question question, Family family, EmpiricalDistribution sample, Table table, ModelArgument model) {
        List<String> needed = question.needed(family);
        if (!needed.isEmpty()) {
            return Comparison.Entry.failed(family.name(), "needs --fix " + needed.get(0) + "=...");
        }
        try {
            return Comparison.Entry.of(question.mle(family).fitTo(sample));
        } catch (DataException e) {
            return Comparison.Entry.failed(
                    family.name(), e.in(table.name(), model.column()).getMessage());
        } catch (IllegalArgumentException e) {
            return Comparison.Entry.failed(family.name(), e.getMessage());
        }
    }

    /** A family with why it was refused, its name not twice. */
    private static String reason(Family family, String message) {
        String own = family.name() + ": ";
        return family.name() + " (" + (message.startsWith(own) ? message.substring(own.length()) : message) + ")";
    }

    private static Answer answer(Call call, InputStream in) {
        String data = call.argument(0);
        Table table = DataArgument.read(data, in);
        if (RegressionCall.isAsked(call, table)) {
            return RegressionFits.answer(call, table);
        }
        Question question = Question.of(call);
        ModelArgument model = ModelArgument.of(call.argument(1), table);
        RowCounts counts = RowCounts.of(call);
        String by = call.value("--by", "");
        double[] seen = Question.bounds("--truncate", call.value("--truncate", ","));
        EmpiricalDistribution sample = sample(table, model, counts, seen);
        Fits fits;
        if (by.isEmpty()) {
            fits = fit(
                    question,
                    sample,
                    mle -> List.of(new Named("", mle.fitTo(sample))),
                    e -> e.in(table.name(), model.column()));
        } else {
            Map<String, EmpiricalDistribution> groups = samples(table.groups(by), model, counts, seen);
            fits = fit(
                    question,
                    sample,
                    mle -> named(mle.fitAllTo(groups)),
                    e -> new DataException(table.name() + ", " + e.getMessage(), e));
        }
        String text = call.has("--json")
                ? json(question, fits, model.formula(), data)
                : text(question, fits, table.name() + ": " + model.formula());
        return new Answer(text, fits.found() ? 0 : 1);
    }

    private static EmpiricalDistribution sample(Table table, ModelArgument model, RowCounts counts, double[] seen) {
        try {
            return counts.applied(model.sample(table, counts.frequencies(), seen[0], seen[1]), table);
        } catch (DataException e) {
            String message = e.getMessage();
            throw message.startsWith(table.name()) ? e : new DataException(table.name() + ", " + message, e);
        }
    }

    private static Map<String, EmpiricalDistribution> samples(
            Map<String, Table> groups, ModelArgument model, RowCounts counts, double[] seen) {
        Map<String, EmpiricalDistribution> samples = new LinkedHashMap<>();
        groups.forEach((label, rows) -> {
            try {
                samples.put(label, sample(rows, model, counts, seen));
            } catch (DataException e) {
                throw new DataException(e.getMessage() + " (group '" + label + "')", e);
            }
        });
        return samples;
    }

    private static List<Named> named(Map<String, Fit> fits) {
        List<Named> named = new ArrayList<>();
        fits.forEach((group, fit) -> named.add(new Named(group, fit)));
        return named;
    }

    /** The fits of each family asked for, and a refusal in the words of the caller where the data don't suit a named one. */
    private static Fits fit(
            Question question,
            EmpiricalDistribution sample,
            java.util.function.Function<Mle, List<Named>> fits,
            UnaryOperator<DataException> refusal) {
        List<Family> families = question.families(sample);
        List<List<Named>> made = new ArrayList<>(Collections.nCopies(families.size(), List.of()));
        DataException[] outside = new DataException[families.size()];
        String[] refused = new String[families.size()];
        Crew.each(families.size(), i -> {
            Family family = families.get(i);
            if (!question.all() || question.needed(family).isEmpty()) {
                try {
                    made.set(i, fits.apply(question.mle(family)));
                } catch (DataException e) { // a value outside the support
                    outside[i] = e;
                } catch (IllegalArgumentException e) { // observations that don't tell what is to be estimated
                    if (!question.all()) {
                        throw e;
                    }
                    refused[i] = e.getMessage();
                }
            }
        });
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < outside.length; i++) {
            Family family = families.get(i);
            List<String> needed = question.needed(family);
            if (outside[i] != null && !question.all()) {
                throw refusal.apply(outside[i]);
            }
            if (question.all() && !needed.isEmpty()) {
                leftOut.add(family.name() + " (needs --fix " + needed.get(0) + "=...)");
            } else if (outside[i] != null) {
                leftOut.add(family.name() + " (needs " + family.supportInWords() + ")");
            } else if (refused[i] != null) {
                leftOut.add(reason(family, refused[i]));
            }
        }
        return new Fits(made.stream().flatMap(List::stream).toList(), leftOut);
    }

    private static String json(Question question, Fits fits, String formula, String data) {
        List<Map<String, Object>> all = fits.fits.stream()
                .map(f -> FitJson.fields(f.group, f.fit, FittedModel.of(f.fit), formula, data))
                .toList();
        boolean grouped = fits.fits.stream().anyMatch(f -> !f.group.isEmpty());
        boolean several = question.all() || grouped || all.size() != 1;
        return Json.write(several ? all : all.get(0));
    }

    private static String text(Question question, Fits fits, String title) {
        StringBuilder text = new StringBuilder(title).append('\n');
        if (!question.density().isEmpty()) {
            text.append("density: ").append(question.density()).append('\n');
        }
        String gap = "";
        for (Named named : fits.fits) {
            text.append(gap);
            if (!named.group.isEmpty()) {
                text.append("group ").append(named.group).append('\n');
            }
            text.append(named.fit);
            gap = "\n";
        }
        if (!fits.leftOut.isEmpty()) {
            text.append("\nleft out: ").append(String.join(", ", fits.leftOut)).append('\n');
        }
        return text.toString();
    }
}
