package mle.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was typed after the name of a command. */
final class Call {
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    void add(String argument) {
        arguments.add(argument);
    }

    void add(String option, String value) {
        List<String> values = options.get(option);
        if (values == null) {
            values = new ArrayList<>();
            options.put(option, values);
        }
        values.add(value);
    }

    /** How many arguments there are. */
    int arguments() {
        return arguments.size();
    }

    /** An argument by its place (from 0), empty where there is none. */
    String argument(int place) {
        return place < arguments.size() ? arguments.get(place) : "";
    }

    /** Whether an option was given. */
    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option, or the default where it was not given. */
    String value(String option, String otherwise) {
        return has(option) ? options.get(option).get(0) : otherwise;
    }

    /** All values of an option. */
    List<String> values(String option) {
        return has(option) ? List.copyOf(options.get(option)) : List.of();
    }
}
