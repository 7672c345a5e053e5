package mle.cli;

/**
 * What a verb answers.
 *
 * @param text what goes to standard output
 * @param code the exit code: 0, or 1 where no maximum was found
 */
record Answer(String text, int code) {
    static Answer of(String text) {
        return new Answer(text, 0);
    }
}
