package mle.architecture;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages depend on one another in one direction, and each library is used behind its gate. */
class ImportDirectionTest {
    private static final Path SOURCES = Path.of("src/main/java/mle");
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([a-z0-9_.]+)\\.", Pattern.MULTILINE);

    private static final Pattern VARYING = Pattern.compile(
            "\\bMath\\.(?:exp|expm1|log|log1p|log10|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh)\\b");

    /** For each package, the packages that it may use. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            entry("parallel", Set.of()),
            entry("expr", Set.of()),
            entry("plan", Set.of("expr", "parallel")),
            entry("data", Set.of("parallel")),
            entry("family", Set.of("expr", "data")),
            entry("model", Set.of("expr", "data", "family")),
            entry("solve", Set.of()),
            entry("fit", Set.of("expr", "plan", "data", "family", "model", "solve", "parallel")),
            entry("draws", Set.of("expr", "family")),
            entry(
                    "divergence",
                    Set.of("expr", "plan", "data", "family", "model", "solve", "fit", "parallel", "draws", "bayes")),
            entry("bayes", Set.of("expr", "plan", "data", "family", "model", "solve", "fit", "parallel", "draws")),
            entry("inference", Set.of("expr", "data", "family", "model", "solve", "fit", "parallel")),
            entry("report", Set.of("data", "family", "model", "solve", "fit", "divergence", "inference")),
            entry(
                    "cli",
                    Set.of(
                            "expr",
                            "plan",
                            "data",
                            "family",
                            "model",
                            "solve",
                            "fit",
                            "divergence",
                            "bayes",
                            "inference",
                            "report",
                            "parallel")));

    /** For each library, the packages that may use it. */
    private static final Map<String, Set<String>> GATES = Map.of(
            "org.apache.commons.csv", Set.of("data"),
            "org.ejml", Set.of("solve", "fit"),
            "org.objectweb.asm", Set.of("plan"),
            "org.knowm.xchart", Set.of("report"));

    @Test
    void everyPackageIsKnown() throws IOException {
        try (Stream<Path> packages = Files.list(SOURCES)) {
            Set<String> found = new TreeSet<>();
            packages.filter(Files::isDirectory)
                    .forEach(p -> found.add(p.getFileName().toString()));
            assertEquals(new TreeSet<>(ALLOWED.keySet()), found);
        }
    }

    @Test
    void importsFollowTheTable() throws IOException {
        List<String> wrong = new ArrayList<>();
        int arrows = 0;
        for (Path file : sources()) {
            String from = SOURCES.relativize(file).getName(0).toString();
            for (String imported : imports(file)) {
                if (imported.startsWith("mle.")) {
                    String to = imported.split("\\.")[1];
                    arrows++;
                    if (!to.equals(from) && !ALLOWED.get(from).contains(to)) {
                        wrong.add(file + " imports " + imported);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(arrows > 50, "the imports were read");
    }

    @Test
    void librariesAreBehindTheirGates() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Path file : sources()) {
            String from = SOURCES.relativize(file).getName(0).toString();
            for (String imported : imports(file)) {
                GATES.forEach((library, packages) -> {
                    if (imported.startsWith(library)) {
                        used.add(library);
                        if (!packages.contains(from)) {
                            wrong.add(file + " imports " + imported);
                        }
                    }
                });
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(new TreeSet<>(GATES.keySet()), used, "every library is used");
    }

    /** What the JDK computes in another way on another machine or in another version is not used: StrictMath is. */
    @Test
    void functionsHaveTheSameBitsEverywhere() throws IOException {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (Path file : sources()) {
            files++;
            Matcher matcher = VARYING.matcher(Files.readString(file));
            while (matcher.find()) {
                wrong.add(file + " calls " + matcher.group());
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(files > 100, "the sources were read");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }

    private static List<String> imports(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher matcher = IMPORT.matcher(Files.readString(file));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
