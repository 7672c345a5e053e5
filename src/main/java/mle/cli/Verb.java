package mle.cli;

import java.io.InputStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A verb of the command line. */
interface Verb {
    /** Its name. */
    String name();

    /** Its arguments and options, with their help. */
    CommandSpec spec();

    /**
     * Does what is asked.
     *
     * @param call the arguments and options
     * @param in standard input
     * @throws IllegalArgumentException if it can't be done, with a message of one line
     */
    Answer run(ParseResult call, InputStream in);

    /** A command to which arguments and options are added. */
    static CommandSpec command(String name, String... description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .description(description)
                .width(100)
                .abbreviateSynopsis(true)
                .sortOptions(false);
        return spec;
    }

    /** The option {@code --help}. */
    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build();
    }

    /** The option {@code --json}. */
    static OptionSpec json() {
        return OptionSpec.builder("--json")
                .type(boolean.class)
                .description("Write JSON in place of a table.")
                .build();
    }
}
