package mle.cli;

import java.io.InputStream;
import java.util.List;
import mle.bayes.Approximation;
import mle.bayes.NormalFamily;
import mle.bayes.Posterior;
import mle.bayes.Variational;
import mle.cli.Command.Argument;
import mle.cli.Command.Option;
import mle.parallel.Crew;

/** {@code mle vi DATA MODEL --prior ...}: variational inference of a posterior. */
final class ViVerb implements Verb {
    /** Options that say what a likelihood is, as those of {@code fit} do. */
    static final List<String> OF_MODELS = List.of(
            "--family",
            "--model",
            "--link",
            "--levels",
            "--fix",
            "--weights",
            "--truncate",
            "--density",
            "--parameters",
            "--support");

    private static final String LOW_RANK = "low-rank=";

    @Override
    public Command command() {
        return new Command(
                "mle vi",
                "Approximate a posterior distribution by variational inference.",
                List.of(
                        new Argument("DATA", false, "As for mle fit."),
                        new Argument(
                                "MODEL",
                                false,
                                "A column or a formula as for mle fit; or a statement \"effect ~ normal(theta[school], error)\""
                                        + " of columns and unknowns, of which theta[school] is one for each level of a column.")),
                List.of(
                        Option.values(
                                "--prior",
                                "\"NAME ~ FAMILY(...)\"",
                                "The prior of an unknown, or of all whose names fit a pattern with stars; several may stand in"
                                        + " one text with ; between them."),
                        Option.value("--family", "NAME", "The family of the response; the default is normal."),
                        Option.values(
                                "--model",
                                "\"PARAMETER ~ FORMULA\"",
                                "Let another parameter follow a formula as well."),
                        Option.values("--link", "[PARAMETER=]NAME", "As for mle fit."),
                        Option.value("--levels", "A,B,C", "As for mle fit."),
                        Option.values("--fix", "PARAMETER=VALUE", "Hold a parameter of the family at a value."),
                        Option.value("--weights", "COLUMN", "Frequencies."),
                        Option.value("--truncate", "LOWER,UPPER", "As for mle fit."),
                        Option.value("--density", "FORMULA", "The log-density of x, in place of a family."),
                        Option.value("--parameters", "LIST", "Its parameters with their domains."),
                        Option.value("--support", "CONDITION", "Its support."),
                        Option.value(
                                "--target",
                                "FORMULA",
                                "In place of DATA and MODEL: the logarithm of a density, normalised or not."),
                        Option.value(
                                "--unknowns",
                                "LIST",
                                "Its unknowns with their domains: \"x real, s > 0\"; with a statement, unknowns with flat priors."),
                        Option.value(
                                "--approximation",
                                "NAME",
                                "mean-field (the default), low-rank=K with K factors, or full-rank."),
                        Option.value(
                                "--tolerance",
                                "SDS",
                                "The sampling error that is left, at 95 %, in standard deviations; the default is 0.005."),
                        Option.value(
                                "--draws",
                                "N",
                                "At most so many draws, 2048 or more, by the unknowns; the default is 262144."),
                        Option.value("--seed", "N", "The seed of the draws; the default is 1."),
                        Option.value("--solver", "NAME", "newton (the default) or lbfgs."),
                        Option.value("--threads", "N", "How many threads may be used; results don't depend on it."),
                        JSON),
                List.of(
                        "",
                        "Examples:",
                        "  mle vi spector_mazzeo \"grade ~ gpa + tuce + psi\" --family bernoulli \\",
                        "      --prior \"probability.* ~ normal(0, 5)\"",
                        "  mle vi eight_schools \"effect ~ normal(mu + tau*eta[school], error)\" \\",
                        "      --prior \"eta[school] ~ normal(0, 1); mu ~ normal(0, 5); tau ~ half-cauchy(5)\"",
                        "  mle vi --target \"-x^2/2 - (y - x^2)^2\" --unknowns \"x real, y real\" --approximation full-rank",
                        "",
                        "Exit codes: 0 the approximation was found; 1 there is none, or it was not reached;",
                        "2 the call, the file or the data can't be used."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        int before = Crew.threads();
        if (call.has("--threads")) {
            Crew.setThreads(Question.count("--threads", call.value("--threads", "")));
        }
        try {
            Approximation q = asked(call, PosteriorArgument.of(call, in)).fit();
            String text = call.has("--json") ? Json.write(ViJson.fields(q, call)) : title(call) + q;
            return new Answer(text, q.outcome().kind().found() ? 0 : 1);
        } finally {
            Crew.setThreads(before);
        }
    }

    private static Variational asked(Call call, Posterior posterior) {
        Variational asked = Variational.of(posterior)
                .with(family(call.value("--approximation", "mean-field")))
                .withSeed(Question.whole("--seed", call.value("--seed", "1")))
                .withSolver(Question.solver(call.value("--solver", "newton")));
        if (call.has("--tolerance")) {
            asked = asked.withTolerance(Question.number("--tolerance", call.value("--tolerance", "")));
        }
        return call.has("--draws") ? asked.withMostDraws(Question.count("--draws", call.value("--draws", ""))) : asked;
    }

    private static NormalFamily family(String text) {
        if (text.startsWith(LOW_RANK)) {
            return NormalFamily.lowRank(Question.count("--approximation", text.substring(LOW_RANK.length())));
        }
        return switch (text) {
            case "mean-field" -> NormalFamily.meanField();
            case "full-rank" -> NormalFamily.fullRank();
            default ->
                throw new IllegalArgumentException(
                        "--approximation: expected mean-field, low-rank=K or full-rank, got '" + text + "'");
        };
    }

    /** What the posterior is of, line by line. */
    private static String title(Call call) {
        StringBuilder text = new StringBuilder();
        if (call.has("--target")) {
            text.append("log-density: ").append(call.value("--target", "")).append('\n');
        } else {
            text.append(call.argument(0)).append(": ").append(call.argument(1));
            text.append(
                    PosteriorArgument.isStatement(call.argument(1)) || call.has("--density")
                            ? "\n"
                            : ", " + call.value("--family", "normal") + "\n");
        }
        for (String prior : call.values("--prior")) {
            text.append("prior: ").append(prior).append('\n');
        }
        return text.toString();
    }
}
