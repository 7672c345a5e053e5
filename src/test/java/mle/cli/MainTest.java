package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    @ValueSource(strings = {"--help", "fit --help", "datasets --help", "families --help", "fit -h"})
    void helpIsEverywhere(String call) {
        String help = Cli.run(call.split(" ")).answered();
        assertTrue(help.startsWith("Usage: mle"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
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
