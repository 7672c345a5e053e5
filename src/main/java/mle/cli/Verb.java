package mle.cli;

import java.io.InputStream;

/** A verb of the command line. */
interface Verb {
    /** The option {@code --json}. */
    Command.Option JSON = Command.Option.flag("--json", "Write JSON in place of a table.");

    /** Its arguments and options, with their help. */
    Command command();

    /**
     * Does what is asked.
     *
     * @param call the arguments and options
     * @param in standard input
     * @throws IllegalArgumentException if it can't be done, with a message of one line
     */
    Answer run(Call call, InputStream in);
}
