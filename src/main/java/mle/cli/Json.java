package mle.cli;

/** What the command writes as JSON. */
final class Json {
    private Json() {}

    static String write(Object value) {
        return mle.report.Json.write(value);
    }
}
