package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mle.data.Suggestion;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.FamilyCall;
import mle.family.JointDistribution;
import mle.family.LocationScatter;
import mle.family.Parameter;
import mle.family.Support;
import mle.family.VectorFamily;

/** Reads and writes distributions of rows; vectors and matrices in brackets: {@code mvnormal([0, 0], [[1, 0.5], [0.5, 1]])}. */
final class JointText {
    private static final String INDEPENDENT = "independent";
    private static final String CATEGORICAL = "categorical";
    private static final String TOTAL = "total";
    private static final double SYMMETRIC = 1e-12;
    private static final String NUMBER = "[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?";
    private static final Pattern CONDITION = Pattern.compile("((?:" + NUMBER + "\\s*<=?\\s*)?)"
            + "(x[0-9]+(?:\\s*,\\s*x[0-9]+)*)((?:\\s*[<>]=?\\s*" + NUMBER + "|\\s+real)?)");

    private final DensityText text;

    JointText(String text) {
        this.text = new DensityText(text);
    }

    /** Whether a text begins like a distribution of rows. */
    static boolean isJoint(String text) {
        String first = text.strip();
        int star = first.indexOf('*');
        int open = first.indexOf('(');
        String name = first.substring(star >= 0 && star < open ? star + 1 : 0, Math.max(open, 0))
                .strip();
        boolean ofLevels = name.equals(CATEGORICAL) && first.matches(".*categorical\\(\\s*[0-9]+\\s*\\).*");
        return names().contains(name) && !ofLevels;
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(Families.vectorNames());
        names.addAll(List.of(INDEPENDENT, CATEGORICAL));
        return names;
    }

    // ---- to text ----

    /** A member of a family: its parameters by name, those that are numbered in brackets. */
    static String of(JointDistribution d, boolean counts) {
        double[] values = d.parameters();
        List<String> parts = new ArrayList<>(counts ? List.of(TOTAL + " = " + Density.number(d.total())) : List.of());
        for (String name : arguments(d.family())) {
            parts.add(name + " = " + value(d.family(), name, values));
        }
        return d.family().name() + "(" + String.join(", ", parts) + ")";
    }

    private static String value(VectorFamily family, String name, double[] values) {
        List<String> all = family.parameters().stream().map(Parameter::name).toList();
        if (all.contains(name)) {
            return Density.number(values[all.indexOf(name)]);
        }
        int d = family.dimension();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < d && isMatrix(family, name); j++) {
                row.add(Density.number(values[all.indexOf(scatter(family, i, j))]));
            }
            rows.add(row.isEmpty() ? Density.number(values[all.indexOf(name + (i + 1))]) : row.toString());
        }
        return rows.toString();
    }

    /** The names of the parameters without their numbers. */
    private static List<String> arguments(VectorFamily family) {
        return family.parameters().stream()
                .map(p -> p.name().replaceFirst("[0-9_]+$", ""))
                .distinct()
                .toList();
    }

    private static boolean isMatrix(VectorFamily family, String name) {
        return family.locationScatter()
                .map(names -> names.scatter(0, 0).startsWith(name))
                .orElse(false);
    }

    private static String scatter(VectorFamily family, int i, int j) {
        LocationScatter names = family.locationScatter().orElseThrow();
        return names.scatter(i, j);
    }

    // ---- from text ----

    JointDensity density() {
        return text.mixture(this::member, JointDensity::mixture);
    }

    private JointDensity member(String term) {
        int open = FamilyCall.lastGroup(term);
        if (open <= 0) {
            throw text.wrong("expected a distribution of rows, as in 'mvnormal([0, 0], [[1, 0.5], [0.5, 1]])', got '"
                    + term + "'");
        }
        String name = term.substring(0, open).strip();
        List<String> given = Combinators.parts(term.substring(open + 1, term.length() - 1));
        return switch (name) {
            case INDEPENDENT ->
                JointDensity.independent(given.stream().map(Density::parse).toArray(Density[]::new));
            case CATEGORICAL -> categorical(given);
            default -> {
                if (!Families.vectorNames().contains(name)) {
                    throw text.wrong("no distribution of rows '" + name + "'"
                            + Suggestion.didYouMean(
                                    name, List.copyOf(names()), ", expected one of " + String.join(", ", names())));
                }
                yield JointDensity.of(member(name, given));
            }
        };
    }

    private JointDistribution member(String name, List<String> given) {
        VectorFamily shape = Families.vectors(name, 2);
        List<String> arguments = new ArrayList<>(shape.support().integer() ? List.of(TOTAL) : List.of());
        arguments.addAll(arguments(shape));
        String[] parts = inOrder(name, arguments, given);
        int d = 0;
        for (int i = 0; i < parts.length; i++) {
            d = parts[i].startsWith("[") ? entries(parts[i]).size() : d;
        }
        if (d < 2) {
            throw text.wrong(name + ": expected " + String.join(", ", arguments)
                    + " of two columns or more, lists in brackets as in [0, 0]");
        }
        VectorFamily family = Families.vectors(name, d);
        double total = 1;
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        double[] values = new double[names.size()];
        for (int i = 0; i < parts.length; i++) {
            String argument = arguments.get(i);
            if (argument.equals(TOTAL)) {
                total = text.number(parts[i]);
            } else if (names.contains(argument)) {
                values[names.indexOf(argument)] = text.number(parts[i]);
            } else if (isMatrix(family, argument)) {
                matrix(family, argument, parts[i], names, values);
            } else {
                List<String> entries = list(argument, parts[i], d);
                for (int k = 0; k < d; k++) {
                    values[names.indexOf(argument + (k + 1))] = text.number(entries.get(k));
                }
            }
        }
        try {
            JointDistribution member = family.joint(values);
            return shape.support().integer() ? member.ofTotal(total) : member;
        } catch (IllegalArgumentException e) {
            throw text.wrong(e.getMessage());
        }
    }

    private void matrix(VectorFamily family, String argument, String part, List<String> names, double[] values) {
        int d = family.dimension();
        double[][] matrix = new double[d][d];
        List<String> rows = list(argument, part, d);
        for (int i = 0; i < d; i++) {
            List<String> row = list("each row of " + argument, rows.get(i), d);
            for (int j = 0; j < d; j++) {
                matrix[i][j] = text.number(row.get(j));
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                if (!(Math.abs(matrix[i][j] - matrix[j][i])
                        <= SYMMETRIC * (Math.abs(matrix[i][j]) + Math.abs(matrix[j][i])))) {
                    throw text.wrong(argument + " must be symmetric, got " + matrix[i][j] + " and " + matrix[j][i]);
                }
                values[names.indexOf(scatter(family, i, j))] = matrix[i][j];
            }
        }
    }

    /** The arguments in their order, given so or by name. */
    private String[] inOrder(String who, List<String> arguments, List<String> given) {
        String[] parts = new String[arguments.size()];
        if (given.size() != parts.length) {
            throw text.wrong(
                    who + " has the parameters " + String.join(", ", arguments) + ", got " + given.size() + " values");
        }
        for (int i = 0; i < parts.length; i++) {
            int equals = given.get(i).indexOf('=');
            String name = equals < 0
                    ? arguments.get(i)
                    : given.get(i).substring(0, equals).strip();
            int index = arguments.indexOf(name);
            if (index < 0) {
                throw text.wrong(who + ": no parameter '" + name + "'"
                        + Suggestion.didYouMean(name, arguments, ", it has " + String.join(", ", arguments)));
            }
            if (parts[index] != null) {
                throw text.wrong(who + ": " + name + " is given twice");
            }
            parts[index] = given.get(i).substring(equals + 1).strip();
        }
        return parts;
    }

    private List<String> list(String who, String part, int size) {
        List<String> entries = part.startsWith("[") ? entries(part) : List.of();
        if (entries.size() != size) {
            throw text.wrong(who + ": expected a list of " + size + " in brackets, got '" + part + "'");
        }
        return entries;
    }

    private List<String> entries(String part) {
        if (!part.endsWith("]")) {
            throw text.wrong("expected a list in brackets, got '" + part + "'");
        }
        return Combinators.parts(part.substring(1, part.length() - 1));
    }

    private JointDensity categorical(List<String> given) {
        if (given.size() != 1 || !given.get(0).startsWith("[")) {
            throw text.wrong(
                    "categorical: expected one list of probabilities in brackets, [0.2, 0.8], or of such lists");
        }
        List<Integer> levels = new ArrayList<>();
        List<String> cells = given;
        while (cells.stream().allMatch(c -> c.startsWith("["))) {
            List<List<String>> lists = cells.stream().map(this::entries).toList();
            int size = lists.get(0).size();
            if (lists.stream().anyMatch(l -> l.size() != size)) {
                throw text.wrong("categorical: expected lists of one length");
            }
            levels.add(size);
            cells = lists.stream().flatMap(List::stream).toList();
        }
        double[] probabilities = cells.stream().mapToDouble(text::number).toArray();
        try {
            return JointDensity.categorical(levels.stream().mapToInt(k -> k).toArray(), probabilities);
        } catch (IllegalArgumentException e) {
            throw text.wrong(e.getMessage());
        }
    }

    /** The supports that {@code x1, x2 real} or {@code x1 > 0, 0 < x2 < 1} mean. */
    static List<Support> supports(String text) {
        List<Support> supports = new ArrayList<>();
        Matcher m = CONDITION.matcher(text);
        int end = 0;
        while (m.find() && text.substring(end, m.start()).strip().equals(supports.isEmpty() ? "" : ",")) {
            Support support = Support.parse(m.group(1) + "x" + m.group(3));
            for (String column : m.group(2).split("\\s*,\\s*")) {
                supports.add(support);
                if (!column.equals("x" + supports.size())) {
                    throw new IllegalArgumentException(
                            "support: columns are called x1, x2 and so on, got '" + text + "'");
                }
            }
            end = m.end();
        }
        if (supports.isEmpty() || !text.substring(end).isBlank()) {
            throw new IllegalArgumentException(
                    "support: expected conditions as in 'x1, x2 real' or 'x1 > 0, x2 real', got '" + text + "'");
        }
        return supports;
    }
}
