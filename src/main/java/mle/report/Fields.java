package mle.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The members of an object that was read from JSON, each as what it must be. */
final class Fields {
    private final Map<?, ?> members;
    private final String who;

    Fields(Object value, String who) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(who + " must be an object");
        }
        this.members = map;
        this.who = who;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    private <T> T member(String name, Class<T> kind, String what) {
        Object value = members.get(name);
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException(
                    who + " must have a field '" + name + "' that is " + what + ", got " + value);
        }
        return kind.cast(value);
    }

    String text(String name) {
        return member(name, String.class, "a text");
    }

    boolean truth(String name) {
        return member(name, Boolean.class, "true or false");
    }

    /** A number; null, as which one is written that does not exist, is NaN. */
    double number(String name) {
        return members.containsKey(name) && members.get(name) == null
                ? Double.NaN
                : member(name, Double.class, "a number");
    }

    /** A number, or what it is where null or nothing stands in its place. */
    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    Fields object(String name) {
        return new Fields(member(name, Map.class, "an object"), "'" + name + "'");
    }

    List<String> names() {
        return members.keySet().stream().map(String::valueOf).toList();
    }

    List<Fields> list(String name) {
        List<Fields> list = new ArrayList<>();
        for (Object each : member(name, List.class, "an array")) {
            list.add(new Fields(each, "each of '" + name + "'"));
        }
        return list;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object each : member(name, List.class, "an array")) {
            if (!(each instanceof String text)) {
                throw new IllegalArgumentException("each of '" + name + "' must be a text, got " + each);
            }
            texts.add(text);
        }
        return texts;
    }

    double[] numbers(String name) {
        return row(name, member(name, List.class, "an array"));
    }

    private static double[] row(String name, Object value) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(v -> v == null || v instanceof Double)) {
            throw new IllegalArgumentException("each row of '" + name + "' must be an array of numbers");
        }
        return list.stream()
                .mapToDouble(v -> v == null ? Double.NaN : (Double) v)
                .toArray();
    }

    double[][] matrix(String name) {
        List<?> rows = member(name, List.class, "an array");
        double[][] matrix = new double[rows.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = row(name, rows.get(i));
            if (matrix[i].length != matrix.length) {
                throw new IllegalArgumentException(
                        "'" + name + "' must have " + matrix.length + " columns, got " + matrix[i].length);
            }
        }
        return matrix;
    }
}
