package mle.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import mle.data.Suggestion;

/** The command line. */
public final class Main {
    /** The version, as in the pom. */
    static final String VERSION = "0.1.0";

    /** The exit code of a call, a file or data that can't be used. */
    static final int UNUSABLE = 2;

    /** The exit code of an error of the program itself (EX_SOFTWARE of sysexits.h). */
    private static final int FAULT = 70;

    private static final List<String> VERBS = List.of(
            "fit", "compare", "anova", "predict", "residuals", "divergence", "project", "vi", "datasets", "families");
    private static final String HELP = "help";
    private static final String VERSION_OPTION = "--version";

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        int code = run(args, System.in, System.out, System.err);
        if (code != 0) { // for 0 to come to the end is enough, and quicker
            System.exit(code);
        }
    }

    /**
     * Runs the command.
     *
     * @return 0 for a maximum found (or a question answered), 1 for none, 2 for a call or data that can't be used
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            Answer answer = answer(Arrays.asList(args), in);
            out.print(answer.text());
            out.flush();
            return answer.code();
        } catch (IllegalArgumentException e) {
            return complain(err, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            return complain(err, "not enough memory for these data, give Java more (java -Xmx8g -jar ...)");
        } catch (RuntimeException e) {
            err.println("mle: internal error, please report it");
            e.printStackTrace(err);
            return FAULT;
        }
    }

    private static int complain(PrintStream err, String message) {
        err.println("mle: " + message.replaceAll("\\s*\\R\\s*", " "));
        return UNUSABLE;
    }

    private static Answer answer(List<String> asked, InputStream in) {
        List<String> args = asked;
        if (!asked.isEmpty() && asked.get(0).equals(HELP)) {
            args = asked.size() == 1 ? List.of("--help") : List.of(asked.get(1), "--help");
        }
        if (args.isEmpty() || args.get(0).startsWith("-")) {
            Call call = command().read(args);
            if (Command.wantsHelp(call)) {
                return Answer.of(command().help());
            }
            if (call.has(VERSION_OPTION)) {
                return Answer.of("mle " + VERSION + "\n");
            }
            throw new IllegalArgumentException(
                    "expected a verb: " + String.join(", ", VERBS) + " (mle --help says more)");
        }
        Verb verb = verb(args.get(0));
        Command command = verb.command();
        Call call = command.read(args.subList(1, args.size()));
        return Command.wantsHelp(call) ? Answer.of(command.help()) : verb.run(call, in);
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "fit" -> new FitVerb();
            case "compare" -> new CompareVerb();
            case "anova" -> new AnovaVerb();
            case "predict" -> new PredictVerb();
            case "residuals" -> new ResidualsVerb();
            case "divergence" -> new DivergenceVerb();
            case "project" -> new ProjectVerb();
            case "vi" -> new ViVerb();
            case "datasets" -> new DatasetsVerb();
            case "families" -> new FamiliesVerb();
            default ->
                throw new IllegalArgumentException("no verb '" + name + "'"
                        + Suggestion.didYouMean(name, VERBS, ", expected " + String.join(", ", VERBS)));
        };
    }

    /** The command without a verb. */
    private static Command command() {
        StringBuilder verbs = new StringBuilder();
        int width = VERBS.stream().mapToInt(String::length).max().orElse(0);
        for (String name : VERBS) {
            verbs.append("  ").append(name).append(" ".repeat(width - name.length() + 2));
            verbs.append(verb(name).command().description()).append('\n');
        }
        return new Command(
                "mle",
                "Maximum likelihood: from a data set to a fit with standard errors.",
                List.of(new Command.Argument("VERB", false, "What to do; its own arguments and options follow it.")),
                List.of(Command.Option.flag(VERSION_OPTION, "Show the version and exit.")),
                List.of(
                        "",
                        "Verbs (mle VERB --help or mle help VERB says more):",
                        verbs.toString(),
                        "Exit codes: 0 a maximum was found; 1 there is none, or it was not reached;",
                        "2 the call, the file or the data can't be used (one line on standard error says why)."));
    }
}
