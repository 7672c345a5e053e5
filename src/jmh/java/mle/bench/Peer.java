package mle.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A fit by another program. Only the call itself is timed, by that program; the values are read beforehand.
 *
 * @param name the call as text
 * @param family the family here
 * @param programs what may run it, the first that has the library is taken
 * @param library the line that loads the library
 * @param script what reads the file named by its argument into x, makes the call and prints how many seconds that took
 * @param target how many times longer than ours it takes at least
 */
record Peer(String name, String family, List<List<String>> programs, String library, String script, double target) {
    static final int ROWS = 1_000_000;

    /** All of them. */
    static final List<Peer> ALL = List.of(
            python("scipy t.fit", "student", "stats.t.fit(x)", 2000),
            r("MASS fitdistr", "student", "MASS", "fitdistr(x, 't')", 1400),
            python("scipy weibull_min.fit", "weibull", "stats.weibull_min.fit(x, floc=0)", 90),
            r("fitdistrplus fitdist", "weibull", "fitdistrplus", "fitdist(x, 'weibull')", 200),
            python("scipy genextreme.fit", "gev", "stats.genextreme.fit(x)", 500));

    private static Peer python(String name, String family, String call, double target) {
        String library = "from scipy import stats";
        String script = """

                import sys, time
                import numpy
                x = numpy.fromfile(sys.argv[1], dtype=">f8").astype(float)
                began = time.perf_counter()
                %s
                print("seconds", time.perf_counter() - began)
                """.formatted(call);
        return new Peer(
                name,
                family,
                List.of(List.of("python3", "-c"), List.of("/usr/bin/python3", "-c")),
                library,
                script,
                target);
    }

    private static Peer r(String name, String family, String library, String call, double target) {
        String script = """

                file <- commandArgs(trailingOnly = TRUE)[1]
                x <- readBin(file, "double", n = file.size(file) / 8, endian = "big")
                took <- system.time(suppressWarnings(%s))
                cat("seconds", took[["elapsed"]], "\\n")
                """.formatted(call);
        return new Peer(
                name,
                family,
                List.of(List.of("Rscript", "-e")),
                "suppressPackageStartupMessages(library(" + library + "))",
                script,
                target);
    }

    /** The seconds that the call takes, or nothing where no program has the library. */
    OptionalDouble seconds(Path values) {
        for (List<String> program : programs) {
            if (Child.runs(program, library)) {
                return OptionalDouble.of(Child.measure(program, library + script, values.toString())
                        .get("seconds"));
            }
        }
        return OptionalDouble.empty();
    }
}
