package mle.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mle.data.Suggestion;

/**
 * What can follow a name on the command line: arguments, then options in any order. It reads a call and writes the help.
 *
 * <p>No library stands behind it: those that describe themselves by reflection take longer to start than a fit takes.
 *
 * @param name what the user types, such as {@code mle fit}
 * @param description what it does
 * @param arguments what stands in a fixed order
 * @param options what is named; {@code --help} is one of every command
 * @param footer lines at the end of the help
 */
record Command(String name, String description, List<Argument> arguments, List<Option> options, List<String> footer) {
    /** An argument known by its place. */
    record Argument(String label, boolean required, boolean repeated, String description) {
        Argument(String label, boolean required, String description) {
            this(label, required, false, description);
        }
    }

    /** An option with a value, or a flag where its label is empty. */
    record Option(String name, String label, boolean repeated, String description) {
        static Option flag(String name, String description) {
            return new Option(name, "", false, description);
        }

        static Option value(String name, String label, String description) {
            return new Option(name, label, false, description);
        }

        /** An option with a value that may be given several times. */
        static Option values(String name, String label, String description) {
            return new Option(name, label, true, description + " May be repeated.");
        }

        private String usage() {
            return label.isEmpty() ? name : name + " " + label;
        }
    }

    private static final Option HELP = Option.flag("--help", "Show this help and exit.");
    private static final String SHORT_HELP = "-h";

    /** What begins with a minus sign and is a formula, not an option. */
    private static final Pattern FORMULA = Pattern.compile("-[^-].*[ ^*+/(]|-[0-9.(]");

    private static final int WIDTH = 100;
    private static final int INDENT = 28;

    /** Every command has the option {@code --help}. */
    Command {
        options = new ArrayList<>(options);
        options.add(HELP);
    }

    // ---- a call ----

    /**
     * Reads what was typed after the name.
     *
     * @throws IllegalArgumentException if it is not what the command takes
     */
    Call read(List<String> typed) {
        Call call = new Call();
        boolean onlyArguments = false;
        for (int i = 0; i < typed.size(); i++) {
            String text = typed.get(i);
            if (onlyArguments
                    || !text.startsWith("-")
                    || text.equals("-")
                    || FORMULA.matcher(text).lookingAt()) {
                addArgument(call, text);
            } else if (text.equals("--")) {
                onlyArguments = true;
            } else {
                int equals = text.indexOf('=');
                Option option = named(equals < 0 ? text : text.substring(0, equals));
                if (option.label().isEmpty()) {
                    if (equals >= 0) {
                        throw wrong("option '" + option.name() + "' takes no value, got '" + text + "'");
                    }
                    call.add(option.name(), "");
                } else {
                    String value = equals >= 0 ? text.substring(equals + 1) : value(option, typed, ++i);
                    if (call.has(option.name()) && !option.repeated()) {
                        throw wrong("option '" + option.name() + "' may be given once only");
                    }
                    call.add(option.name(), value);
                }
            }
        }
        if (!call.has(HELP.name())) {
            checkRequired(call);
        }
        return call;
    }

    /** Whether the help is asked for. */
    static boolean wantsHelp(Call call) {
        return call.has(HELP.name());
    }

    private void addArgument(Call call, String text) {
        boolean more =
                !arguments.isEmpty() && arguments.get(arguments.size() - 1).repeated();
        if (call.arguments() >= arguments.size() && !more) {
            throw wrong("unexpected argument '" + text + "'; a text with blanks goes in quotes");
        }
        call.add(text);
    }

    private Option named(String text) {
        Option option = find(text);
        if (option != null) {
            return option;
        }
        List<String> names = new ArrayList<>();
        for (Option o : options) {
            names.add(o.name());
        }
        throw wrong(
                "no option '" + text + "'" + Suggestion.didYouMean(text, names, " (" + name + " --help lists them)"));
    }

    private Option find(String text) {
        String wanted = text.equals(SHORT_HELP) ? HELP.name() : text;
        for (Option option : options) {
            if (option.name().equals(wanted)) {
                return option;
            }
        }
        return null;
    }

    private String value(Option option, List<String> typed, int at) {
        if (at == typed.size()) {
            throw wrong("expected parameter for option '" + option.name() + "', " + option.label());
        }
        String value = typed.get(at);
        if (find(value) != null) {
            throw wrong("expected parameter for option '" + option.name() + "' but found '" + value + "'");
        }
        return value;
    }

    private void checkRequired(Call call) {
        List<String> missing = new ArrayList<>();
        for (Argument argument : arguments.subList(Math.min(call.arguments(), arguments.size()), arguments.size())) {
            if (argument.required()) {
                missing.add("'" + argument.label() + "'");
            }
        }
        if (!missing.isEmpty()) {
            throw wrong(
                    "missing required parameter" + (missing.size() > 1 ? "s" : "") + ": " + String.join(", ", missing));
        }
    }

    private IllegalArgumentException wrong(String message) {
        int blank = name.indexOf(' ');
        return new IllegalArgumentException(blank < 0 ? message : name.substring(blank + 1) + ": " + message);
    }

    // ---- the help ----

    /** The help: a usage line, what it does, arguments and options, footer. */
    String help() {
        StringBuilder text = new StringBuilder("Usage: ").append(name).append(" [OPTIONS]");
        for (Argument argument : arguments) {
            text.append(argument.required() ? " " + argument.label() : " [" + argument.label() + "]");
        }
        text.append('\n').append(description).append("\n\n");
        for (Argument argument : arguments) {
            entry(text, argument.label(), argument.description());
        }
        for (Option option : options) {
            entry(text, option == HELP ? SHORT_HELP + ", " + HELP.name() : option.usage(), option.description());
        }
        for (String line : footer) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void entry(StringBuilder text, String label, String description) {
        StringBuilder line = new StringBuilder("  ").append(label);
        if (line.length() > INDENT - 2) {
            text.append(line).append('\n');
            line.setLength(0);
        }
        pad(line);
        for (String word : description.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                pad(line);
            }
            line.append(word).append(' ');
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void pad(StringBuilder line) {
        line.append(" ".repeat(INDENT - line.length()));
    }
}
