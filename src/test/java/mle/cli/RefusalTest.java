package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be done is said in one line on standard error, with exit code 2 and nothing on standard output. */
class RefusalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("calls")
    void aCallThatCannotBeUsed(String expected, String[] args) {
        assertEquals("mle: " + expected, Cli.run(args).refused());
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call(
                        "expected a verb: fit, compare, anova, predict, residuals, divergence, project, vi, datasets, families (mle --help says more)"),
                call("no verb 'familes', did you mean 'families'?", "familes"),
                call(
                        "no verb 'cluster', expected fit, compare, anova, predict, residuals, divergence, project, vi, datasets, families",
                        "cluster",
                        "lynx",
                        "trappings"),
                call("fit: missing required parameters: 'DATA', 'MODEL'", "fit"),
                call("fit: missing required parameter: 'MODEL'", "fit", "old_faithful"),
                fit("fit: unexpected argument '+'; a text with blanks goes in quotes", "+", "1"),
                fit("fit: no option '--famly', did you mean '--family'?", "--famly", "gamma"),
                fit("--truncate: the lower bound must be below the upper one, got '9,1'", "--truncate", "9,1"),
                fit("fit: no option '--sample-size' (mle fit --help lists them)", "--sample-size=w"),
                fit("old_faithful: no column 'w', expected one of eruptions, waiting", "--sampling-weights=w"),
                fit("--covariance: no covariance 'ogp', did you mean 'opg'?", "--covariance", "ogp"),
                fit(
                        "--covariance: with --cluster it is the sandwich's, got 'opg'",
                        "--covariance",
                        "opg",
                        "--cluster",
                        "waiting"),
                fit("fit: expected parameter for option '--family' but found '--json'", "--family", "--json"),
                fit("no family 'gama', did you mean 'gamma'?", "--family", "gama"),
                fit("no family 'skew-stable' (mle families lists them)", "--family", "skew-stable"),
                fit("--family: expected names with commas between them, got 'gamma,'", "--family", "gamma,"),
                fit("--fix: expected PARAMETER=VALUE, got 'sd'", "--fix", "sd"),
                fit("--fix: expected PARAMETER=VALUE, got '=3'", "--fix", "=3"),
                fit("--fix sd: expected a number, got 'ten'", "--fix", "sd=ten"),
                fit("--fix sd: expected a number, got ''", "--fix", "sd="),
                fit("--fix sd: given twice", "--fix", "sd=1", "--fix", "sd=2"),
                fit("normal: sd must be > 0, got -1.0", "--fix", "sd=-1"),
                fit("normal: sd must be > 0, got NaN", "--start", "sd=NaN"),
                fit("--fix: no parameter 'sdd' of normal, did you mean 'sd'?", "--fix", "sdd=1"),
                fit("--start: no parameter 'df' of normal, expected one of mean, sd", "--start", "df=1"),
                fit(
                        "--start: no parameter 'shap' of any of these families, did you mean 'shape'?",
                        "--family",
                        "gamma,weibull",
                        "--start",
                        "shap=1"),
                fit("--start sd: the parameter is held by --fix", "--start", "sd=1", "--fix", "sd=2"),
                fit("--start: expected PARAMETER=VALUE, got 'sd:1'", "--start", "sd:1"),
                call(
                        "ducklings, row 1, column 'p1', 'p2': dirichlet needs x1 + x2 = 1 but for 1e-6, got 0.524",
                        "fit",
                        "ducklings",
                        "cbind(p1, p2) ~ 1",
                        "--family",
                        "dirichlet"),
                call(
                        "ducklings, row 1, column 'p1': multinomial needs x in 0, 1, ..., got 0.178",
                        "fit",
                        "ducklings",
                        "cbind(p1, p2)",
                        "--family",
                        "multinomial"),
                call("gamma: needs one column, got 2", "fit", "ducklings", "cbind(p1, p2)", "--family", "gamma"),
                call("--truncate needs one column, got 2", "fit", "ducklings", "cbind(p1, p2)", "--truncate", "0,"),
                call(
                        "--fix: no parameter 'mean3' of mvnormal, did you mean 'mean1'?",
                        "fit",
                        "ducklings",
                        "cbind(p1, p2)",
                        "--fix",
                        "mean3=1"),
                fit("dirichlet: needs two columns or more, got 1", "--family", "dirichlet"),
                fit("no family 'mvnorml', did you mean 'mvnormal'?", "--family", "mvnorml"),
                fit("--level: must be between 0 and 1, got 95", "--level", "95"),
                fit("--level: expected a number, got 'high'", "--level", "high"),
                fit("--threads: must be at least 1, got 0", "--threads", "0"),
                fit("--threads: expected a whole number, got '1.5'", "--threads", "1.5"),
                fit("--restarts: must be at least 1, got 0", "--restarts", "0"),
                fit("--restarts: expected a whole number, got 'many'", "--restarts", "many"),
                fit("--seed: expected a whole number, got '0x7'", "--seed", "0x7"),
                fit("fit: option '--seed' may be given once only", "--seed", "1", "--seed", "2"),
                fit("fit: option '--json' takes no value, got '--json=yes'", "--json=yes"),
                fit("fit: expected parameter for option '--seed', N", "--seed"),
                call("no option '--verbose' (mle --help lists them)", "--verbose"),
                fit("--solver: no solver 'newtn', did you mean 'newton'?", "--solver", "newtn"),
                fit("--solver: no solver 'simplex', expected newton or lbfgs", "--solver", "simplex"),
                fit("old_faithful: no column 'wait', did you mean 'waiting'?", "--weights", "wait"),
                fit("old_faithful, row 1, column 'waiting': beta needs 0 < x < 1, got 79.0", "--family", "gamma,beta"),
                fit(
                        "mixture(binomial, binomial): size is a number of the design and must be given (withFixed, or --fix"
                                + " size=...)",
                        "--family",
                        "mixture(binomial, binomial)"),
                fit(
                        "--density: formula, column 12: unknown name 'y'; known are k, x",
                        "--density",
                        "log(k) - k*y",
                        "--parameters",
                        "k > 0"),
                fit(
                        "--density needs its parameters with their domains, as in --parameters \"k > 0, s > 0\"",
                        "--density",
                        "log(k) - k*x"),
                fit(
                        "--density takes the place of a family: give one of the two",
                        "--density",
                        "log(k) - k*x",
                        "--parameters",
                        "k > 0",
                        "--family",
                        "gamma"),
                fit("--parameters describes a density of your own: give its --density too", "--parameters", "k > 0"),
                fit("--support describes a density of your own: give its --density too", "--support", "x > 0"),
                fit(
                        "parameters: expected a condition such as 'shape > 0', '0 < p < 1' or 'mean real', got 'k >'",
                        "--density",
                        "log(k) - k*x",
                        "--parameters",
                        "k >"),
                fit(
                        "old_faithful, row 1, column 'waiting': density needs 0 < x < 1, got 79.0",
                        "--density",
                        "log(k) - k*x",
                        "--parameters",
                        "k > 0",
                        "--support",
                        "0 < x < 1"),
                call("old_faithful: no column 'waitng', did you mean 'waiting'?", "fit", "old_faithful", "waitng"),
                call("iris, row 1, column 'species': expected a number, got 'setosa'", "fit", "iris", "species"),
                call(
                        "no bundled data set or file 'old_faithfull', did you mean 'old_faithful'?",
                        "fit",
                        "old_faithfull",
                        "waiting"),
                call(
                        "no bundled data set or file 'qqqq.csv' (mle datasets lists the bundled ones)",
                        "fit",
                        "qqqq.csv",
                        "y"),
                call(
                        "model 'log(waiting)': computed columns are not available in this version, expected a column,"
                                + " Surv(time, event), Surv(entry, time, event), Interval(lower, upper) or cbind(a, b)",
                        "fit",
                        "old_faithful",
                        "log(waiting) ~ 1"),
                call(
                        "model 'Surv(eruptions)': Surv takes two or three columns, got 1",
                        "fit",
                        "old_faithful",
                        "Surv(eruptions)"),
                call(
                        "old_faithful, row 1, column 'waiting': expected 1 (observed) or 0 (censored), got 79.0",
                        "fit",
                        "old_faithful",
                        "Surv(eruptions, waiting) ~ 1"),
                call("no bundled data set or file '' (mle datasets lists the bundled ones)", "fit", "", "y"),
                call("model '~ 1': expected a column 'y' or 'y ~ 1'", "fit", "old_faithful", "~ 1"),
                call("src: expected a file, got a directory", "fit", "src", "y"),
                call("datasets: no data set 'lynxx', did you mean 'lynx'?", "datasets", "lynxx"),
                call(
                        "datasets: unexpected argument 'iris'; a text with blanks goes in quotes",
                        "datasets",
                        "lynx",
                        "iris"),
                call("no family 'weibul', did you mean 'weibull'?", "families", "weibul"));
    }

    private static Arguments call(String expected, String... args) {
        return Arguments.of(expected, args);
    }

    private static Arguments fit(String expected, String... options) {
        return call(
                expected,
                Stream.concat(Stream.of("fit", "old_faithful", "waiting"), Stream.of(options))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aFileThatCannotBeUsed(String expected, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("claims.csv"), content);
        String path = file.toString();
        assertEquals(
                "mle: " + expected,
                Cli.run("fit", path, "loss", "--family", "gamma", "--weights", "w")
                        .refused());
        assertEquals(
                "mle: " + expected.replace("claims.csv", "standard input"),
                Cli.withInput(content, "fit", "-", "loss", "--family", "gamma", "--weights", "w")
                        .refused());
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("claims.csv: expected a header line, got an empty file", ""),
                Arguments.of("claims.csv: expected rows of data, got a header only", "loss,w\n"),
                Arguments.of("claims.csv, row 2, column 'loss': expected a number, got 'n/a'", "loss,w\n1,1\nn/a,1\n"),
                Arguments.of("claims.csv, row 1: expected 2 cells, got 1", "loss,w\n1\n"),
                Arguments.of("claims.csv: no column 'loss', did you mean 'Loss'?", "Loss,w\n1,1\n"),
                Arguments.of("claims.csv: no column 'w', expected one of loss, z", "loss,z\n1,1\n"),
                Arguments.of(
                        "claims.csv, row 3, column 'loss': gamma needs x > 0, got -4.0", "loss,w\n1,1\nNA,1\n-4,1\n"),
                Arguments.of(
                        "claims.csv, column 'w', row 2: a frequency must be finite and >= 0, got -1.0",
                        "loss,w\n1,1\n2,-1\n"),
                Arguments.of(
                        "claims.csv, column 'w': at least one frequency must be > 0, got 2 zeros",
                        "loss,w\n1,0\n2,0\n"),
                Arguments.of(
                        "claims.csv, column 'loss': expected at least one value, got 2 missing and no other",
                        "loss,w\nNA,1\n,1\n"));
    }

    @Test
    void aFileThatIsNotGzip() throws IOException {
        Path file = Files.writeString(folder.resolve("claims.csv.gz"), "loss\n1\n");
        assertEquals(
                "mle: claims.csv.gz: expected gzip data, got damaged or other content",
                Cli.run("fit", file.toString(), "loss").refused());
    }
}
