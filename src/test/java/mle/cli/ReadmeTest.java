package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import mle.family.Families;
import mle.family.Parameter;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's commands and programs do what it says. */
class ReadmeTest {
    /** A block of code: its language and its lines. */
    private record Block(String language, List<String> lines) {}

    /** A command of the README, and the output that follows it, which may be none. */
    private record Example(String command, List<String> output) {
        @Override
        public String toString() {
            return command;
        }
    }

    private static final Pattern COMMAND = Pattern.compile("^(?:.*&& )?(?:bin/)?mle (.*)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** What examples wrote into files. */
    private static final Map<String, String> WRITTEN = new HashMap<>();

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("examples")
    void aCommandRunsAndPrintsWhatFollowsIt(Example example) throws IOException {
        String[] parts = example.command.split(" < ");
        String answer = parts.length > 1 ? Files.readString(Path.of(parts[1].strip())) : "";
        String[] file = parts[0].split(" > (?=[a-z]+\\.json$)");
        for (String call : file[0].split(" \\| mle ")) {
            answer = Cli.withInput(answer, here(words(call))).answered();
        }
        if (file.length > 1) {
            WRITTEN.put(file[1].strip(), answer);
        }
        if (!example.output.isEmpty()) {
            assertEquals(timeless(example.output.stream()), timeless(answer.lines()));
        }
    }

    /** The words of a call, with the places of files that earlier examples wrote. */
    private String[] here(String[] words) throws IOException {
        for (int i = 0; i < words.length; i++) {
            if (WRITTEN.containsKey(words[i])) {
                words[i] = Files.writeString(folder.resolve(words[i]), WRITTEN.get(words[i]))
                        .toString();
            }
        }
        return words;
    }

    static List<Example> examples() throws IOException {
        List<Block> blocks = blocks();
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            boolean shown = i + 1 < blocks.size() && blocks.get(i + 1).language.equals("text");
            for (String line : blocks.get(i).language.equals("sh") ? blocks.get(i).lines : List.<String>of()) {
                Matcher command = COMMAND.matcher(line);
                if (command.matches()) {
                    examples.add(new Example(command.group(1), shown ? blocks.get(i + 1).lines : List.of()));
                }
            }
        }
        assertTrue(examples.size() >= 8, "commands in the README: " + examples);
        return examples;
    }

    @Test
    void theProgramsCompileAndRun() throws Exception {
        List<Block> programs =
                blocks().stream().filter(b -> b.language.equals("java")).toList();
        assertEquals(9, programs.size());
        for (int i = 0; i < programs.size(); i++) {
            run("Example" + i, programs.get(i));
        }
    }

    @Test
    void theTableOfFamiliesIsThatOfTheCode() throws IOException {
        String expected = Families.all().stream()
                .map(f -> "| " + f.name() + " | "
                        + f.parameters().stream().map(Parameter::toString).collect(Collectors.joining(", ")) + " | "
                        + f.support() + " |\n")
                .collect(Collectors.joining("", "\n| family | parameters | support |\n|---|---|---|\n", "\n"));
        assertTrue(readme().contains(expected), expected);
        String ofVectors = Families.ofVectors().stream()
                .map(f -> "| " + f.name() + " | "
                        + f.parameters().stream().map(Parameter::toString).collect(Collectors.joining(", ")) + " | "
                        + f.supportInWords() + " |\n")
                .collect(Collectors.joining("", "\n| family | parameters | support |\n|---|---|---|\n", "\n"));
        assertTrue(readme().contains(ofVectors), ofVectors);
    }

    @Test
    void theOutcomesAreThoseOfTheCode() throws IOException {
        String readme = readme();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            String row = "| `" + kind.label() + "` | " + (kind.found() ? "yes" : "no") + " |";
            assertTrue(readme.contains(row), row);
        }
    }

    private void run(String name, Block program) throws Exception {
        String imports =
                program.lines.stream().filter(l -> l.startsWith("import ")).collect(Collectors.joining("\n"));
        String body =
                program.lines.stream().filter(l -> !l.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = folder.resolve(name + ".java");
        Files.writeString(
                source, imports + "\npublic class " + name + " { public static void run() {\n" + body + "\n}}");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(compiled, complaints.toString());
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method method = loader.loadClass(name).getMethod("run");
            PrintStream out = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            try {
                method.invoke(null);
            } finally {
                System.setOut(out);
            }
        }
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher m = WORD.matcher(command);
        while (m.find()) {
            words.add(m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3));
        }
        return words.toArray(String[]::new);
    }

    /** The lines but for those that tell what the search took, which holds a time. */
    private static String timeless(Stream<String> lines) {
        return lines.filter(line -> !line.contains(" iterations, ")).collect(Collectors.joining("\n"));
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        boolean inside = false;
        for (String line : readme().split("\n")) {
            if (line.startsWith("```")) {
                inside = !inside;
                if (inside) {
                    blocks.add(new Block(line.substring(3), new ArrayList<>()));
                }
            } else if (inside) {
                blocks.get(blocks.size() - 1).lines.add(line);
            }
        }
        assertFalse(inside, "a block of code is not closed");
        return blocks;
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
