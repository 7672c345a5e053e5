package mle.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import mle.data.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
public final class Main {
    /** The version, as in the pom. */
    static final String VERSION = "0.1.0";

    /** The exit code of a call, a file or data that can't be used. */
    static final int UNUSABLE = 2;

    /** The exit code of an error of the program itself (EX_SOFTWARE of sysexits.h). */
    private static final int FAULT = 70;

    private static final List<Verb> VERBS = List.of(new FitVerb(), new DatasetsVerb(), new FamiliesVerb());

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    /**
     * Runs the command.
     *
     * @return 0 for a maximum found (or a question answered), 1 for none, 2 for a call or data that can't be used
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            Answer answer = answer(args, in);
            out.print(answer.text());
            out.flush();
            return answer.code();
        } catch (ParameterException e) {
            return complain(err, message(e));
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

    private static Answer answer(String[] args, InputStream in) {
        CommandLine command = command();
        ParseResult call = command.parseArgs(args);
        ParseResult called = call.hasSubcommand() ? call.subcommand() : call;
        if (called.isUsageHelpRequested()) {
            return Answer.of(called.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
        }
        if (called.isVersionHelpRequested()) {
            return Answer.of("mle " + VERSION + System.lineSeparator());
        }
        if (!call.hasSubcommand()) {
            throw new IllegalArgumentException("expected a verb: " + verbs() + " (mle --help says more)");
        }
        String name = called.commandSpec().name();
        return VERBS.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .run(called, in);
    }

    private static CommandLine command() {
        CommandSpec spec =
                Verb.command("mle", "Maximum likelihood: from a data set to a fit with standard errors.", "");
        spec.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Show the version and exit.")
                .build());
        spec.addOption(Verb.help());
        spec.usageMessage()
                .synopsisSubcommandLabel("VERB")
                .commandListHeading("%nVerbs (mle VERB --help says more):%n")
                .footer(
                        "",
                        "Exit codes: 0 a maximum was found; 1 there is none, or it was not reached;",
                        "2 the call, the file or the data can't be used (one line on standard error says why).");
        CommandLine command = new CommandLine(spec);
        VERBS.forEach(verb -> command.addSubcommand(verb.name(), verb.spec().addOption(Verb.help())));
        return command.setExpandAtFiles(false).setPosixClusteredShortOptionsAllowed(false);
    }

    private static String verbs() {
        return String.join(", ", VERBS.stream().map(Verb::name).toList());
    }

    // ---- what is wrong with a call ----

    private static String message(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        boolean top = spec.parent() == null;
        String who = top ? "" : spec.name() + ": ";
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            String message = e.getMessage();
            return who + Character.toLowerCase(message.charAt(0)) + message.substring(1);
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-") && first.length() > 1) {
            String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
            List<String> options = new ArrayList<>(spec.optionsMap().keySet());
            return who + "no option '" + name + "'"
                    + Suggestion.didYouMean(
                            name, options, " (mle " + (top ? "" : spec.name() + " ") + "--help lists them)");
        }
        return top
                ? "no verb '" + first + "'"
                        + Suggestion.didYouMean(
                                first, VERBS.stream().map(Verb::name).toList(), ", expected " + verbs())
                : who + "unexpected argument '" + first + "'; a text with blanks goes in quotes";
    }
}
