package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.bayes.Posterior;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Family;
import mle.family.FamilyCall;
import mle.model.Model;

/** The posterior that a call of {@code vi} is about. */
final class PosteriorArgument {
    private PosteriorArgument() {}

    static Posterior of(Call call, InputStream in) {
        List<String> priors = statements(call.values("--prior"));
        if (call.has("--target")) {
            if (call.arguments() > 0 || !priors.isEmpty()) {
                throw new IllegalArgumentException(
                        "--target is a log-density as a whole: it takes neither data nor priors");
            }
            if (!call.has("--unknowns")) {
                throw new IllegalArgumentException(
                        "--target needs its unknowns with their domains, as in --unknowns \"x real, s > 0\"");
            }
            return Posterior.of(call.value("--target", ""), call.value("--unknowns", ""));
        }
        if (call.arguments() < 2) {
            throw new IllegalArgumentException("vi: expected DATA and MODEL, or --target FORMULA");
        }
        Table table = DataArgument.read(call.argument(0), in);
        String model = call.argument(1);
        if (isStatement(model)) {
            checkNoOptions(call);
            List<String> all = new ArrayList<>(statements(List.of(model)));
            all.addAll(priors);
            if (call.has("--unknowns")) {
                all.add(call.value("--unknowns", ""));
            }
            return Posterior.of(table, all.toArray(String[]::new));
        }
        if (call.has("--unknowns")) {
            throw new IllegalArgumentException("--unknowns: the unknowns of '" + model
                    + "' are those of its family; one without a prior has a flat one");
        }
        return Posterior.of(model(call, table), priors.toArray(String[]::new));
    }

    /** Statements, of which one text may hold several with semicolons between them. */
    private static List<String> statements(List<String> texts) {
        List<String> statements = new ArrayList<>();
        for (String text : texts) {
            for (String part : text.split(";")) {
                if (!part.isBlank()) {
                    statements.add(part.strip());
                }
            }
        }
        return statements;
    }

    /** Whether a model says itself what its response is distributed as. */
    static boolean isStatement(String model) {
        String first = statements(List.of(model)).stream().findFirst().orElse("");
        int tilde = first.indexOf('~');
        return tilde >= 0 && FamilyCall.isOne(first.substring(tilde + 1));
    }

    private static void checkNoOptions(Call call) {
        for (String option : ViVerb.OF_MODELS) {
            if (call.has(option)) {
                throw new IllegalArgumentException(option + ": not for a statement, which names its family itself");
            }
        }
    }

    private static Model model(Call call, Table table) {
        if (RegressionCall.isAsked(call, table)) {
            RegressionCall asked = RegressionCall.of(call);
            if (asked.families().size() != 1) {
                throw new IllegalArgumentException(
                        "--family: vi takes one, got " + asked.families().size());
            }
            return asked.formula(asked.families().get(0)).on(table).model();
        }
        Question question = Question.of(call);
        ModelArgument argument = ModelArgument.of(call.argument(1), table);
        double[] seen = Question.bounds("--truncate", call.value("--truncate", ","));
        try {
            EmpiricalDistribution sample = argument.sample(table, call.value("--weights", ""), seen[0], seen[1]);
            List<Family> families = question.families(sample);
            if (families.size() != 1) {
                throw new IllegalArgumentException("--family: vi takes one, got " + families.size());
            }
            return new Model(families.get(0), sample, List.of(), Map.copyOf(question.fixed()));
        } catch (DataException e) {
            String message = e.getMessage();
            throw message.startsWith(table.name()) ? e : new DataException(table.name() + ", " + message, e);
        }
    }
}
