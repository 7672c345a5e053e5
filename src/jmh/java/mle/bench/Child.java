package mle.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fresh JVM, the same as this one, that prints what it measured: a name and a number on each line. */
public final class Child {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Child() {}

    /** A child did not start, or ended with another exit code than 0. */
    private static final class FailureException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        FailureException(String message) {
            super(message);
        }
    }

    /** What a main class measured. */
    static Map<String, Double> measure(List<String> flags, Class<?> main, Object... arguments) {
        return figures(command(flags, main, arguments));
    }

    /** What a script in another language measured. */
    static Map<String, Double> measure(List<String> program, String script, String argument) {
        return figures(join(program, List.of(script, argument)));
    }

    /** Whether a script in another language comes to its end, if there is the program at all. */
    static boolean runs(List<String> program, String script) {
        try {
            lines(join(program, List.of(script)));
            return true;
        } catch (FailureException e) {
            return false;
        }
    }

    /** Two parts of a command. */
    static List<String> join(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static Map<String, Double> figures(List<String> command) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : lines(command)) {
            String[] parts = line.split(" ");
            figures.put(parts[0], Double.valueOf(parts[1]));
        }
        return figures;
    }

    /** Whether a main class comes to its end without a fault. */
    static boolean succeeds(List<String> flags, Class<?> main, Object... arguments) {
        try {
            lines(command(flags, main, arguments));
            return true;
        } catch (FailureException e) {
            return false;
        }
    }

    private static List<String> command(List<String> flags, Class<?> main, Object... arguments) {
        List<String> command = java(flags.toArray(String[]::new));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Prints a figure where {@link #measure} reads it. */
    public static void print(String name, double figure) {
        System.out.println(name + " " + figure);
    }

    /** The command that runs the same JVM with arguments. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Milliseconds from start to finish of a command, which finds this JVM in JAVA_HOME. */
    static double milliseconds(List<String> command) {
        long began = System.nanoTime();
        lines(command);
        return (System.nanoTime() - began) / 1e6;
    }

    private static List<String> lines(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            List<String> lines = new ArrayList<>();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(lines::add);
            }
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new FailureException(
                        "exit code " + code + " of " + String.join(" ", command) + System.lineSeparator() + complaint);
            }
            return lines;
        } catch (IOException e) {
            throw new FailureException("can't run " + command.get(0) + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
