package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mle.parallel.Crew;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void theVersionIsThatOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertTrue(pom.contains("<artifactId>mle</artifactId>\n  <version>" + Main.VERSION + "</version>"));
        assertEquals("mle " + Main.VERSION, Cli.run("--version").answered().strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "fit --help",
                "divergence --help",
                "datasets --help",
                "families --help",
                "fit -h",
                "project --help",
                "vi --help",
                "help",
                "help project"
            })
    void helpIsEverywhere(String call) {
        String help = Cli.run(call.split(" ")).answered();
        assertTrue(help.startsWith("Usage: mle"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fit aircondit hours --family=weibull --fix=shape=1.5",
                "fit --fix shape=1.5 aircondit --family weibull hours",
                "fit --fix shape=1.5 --family weibull -- aircondit hours"
            })
    void optionsStandAnywhere(String call) {
        String expected = Cli.run("fit", "aircondit", "hours", "--family", "weibull", "--fix", "shape=1.5")
                .answered();
        assertEquals(timeless(expected), timeless(Cli.run(call.split(" ")).answered()));
    }

    @Test
    void theNumberOfThreadsChangesNothingAndIsForOneCallOnly() {
        int before = Crew.threads();
        String[] call = {"fit", "old_faithful", "waiting", "--family", "weibull"};
        String one = Cli.run("fit", "old_faithful", "waiting", "--family", "weibull", "--threads", "1")
                .answered();
        assertEquals(timeless(Cli.run(call).answered()), timeless(one));
        assertEquals(before, Crew.threads());
    }

    @Test
    void restartsAndSeedReachTheSearch() {
        String[] call = {"fit", "port_pirie", "sea_level_m", "--family", "gev", "--restarts", "3", "--seed", "5"};
        String text = Cli.run(call).answered();
        assertTrue(text.contains(" of 15 starts lead here"), text);
        assertEquals(timeless(text), timeless(Cli.run(call).answered()));
    }

    private static String timeless(String text) {
        return text.replaceAll(", [0-9.]+ ms", "");
    }

    @Test
    void theHelpOfFitNamesEachOption() {
        String help = Cli.run("fit", "--help").answered();
        for (String option : new String[] {
            "--family",
            "--weights",
            "--fix",
            "--start",
            "--solver",
            "--restarts",
            "--seed",
            "--threads",
            "--level",
            "--density",
            "--parameters",
            "--support",
            "--json",
            "--help"
        }) {
            assertTrue(help.contains(option), option);
        }
    }
}
