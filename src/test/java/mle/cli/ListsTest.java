package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.Datasets;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import org.junit.jupiter.api.Test;

/** The verbs that list: data sets and families. */
class ListsTest {
    @Test
    void datasetsListsAll() {
        List<String> names = Cli.run("datasets")
                .answered()
                .lines()
                .skip(1)
                .map(line -> line.split(" ")[0])
                .toList();
        assertEquals(Datasets.names(), names);
        assertEquals(
                Datasets.names(),
                Cli.run("datasets", "--json").array().stream()
                        .map(d -> d.get("name"))
                        .toList());
    }

    @Test
    void aDatasetIsDescribedWithItsFirstRows() {
        String text = Cli.run("datasets", "old_faithful").answered();
        for (String piece : new String[] {
            "old_faithful: 272 rows\n",
            "source: ",
            "waiting    min   time to the next eruption\n",
            "\n3.6        79\n",
            "\n... and 266 more\n"
        }) {
            assertTrue(text.contains(piece), text);
        }
        Map<String, Object> json = Cli.run("datasets", "old_faithful", "--json").object();
        assertEquals(List.of("name", "rows", "columns", "description", "source"), List.copyOf(json.keySet()));
        assertEquals(272.0, json.get("rows"));
    }

    @Test
    void eachDatasetCanBeShown() {
        for (String name : Datasets.names()) {
            assertTrue(Cli.run("datasets", name).answered().startsWith(name + ": "), name);
        }
    }

    @Test
    void familiesListsAll() {
        List<String> all = Stream.concat(Families.names().stream(), Families.vectorNames().stream())
                .toList();
        List<String> names = Cli.run("families")
                .answered()
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.split(" ")[0])
                .toList();
        assertEquals(all, names);
        assertEquals(
                all,
                Cli.run("families", "--json").array().stream()
                        .map(f -> f.get("name"))
                        .toList());
    }

    @Test
    void eachFamilyIsDescribed() {
        for (Family family : Stream.concat(Families.all().stream(), Families.ofVectors().stream())
                .toList()) {
            String text = Cli.run("families", family.name()).answered();
            family.moments().ifPresent(m -> assertTrue(text.matches("(?s).*\nmean +\\Q" + m.mean() + "\\E\n.*"), text));
            assertTrue(text.contains(family.text()), text);
            for (Parameter p : family.parameters()) {
                assertTrue(text.contains(p.toString()), text);
            }
            assertTrue(text.contains(family.supportInWords()), text);
            assertTrue(text.contains(family.source()), text);
            assertTrue(text.contains("derived from the log-density"), text);
        }
        assertTrue(Cli.run("families", "student").answered().contains("normal as df -> infinity"));
        assertTrue(Cli.run("families", "categorical").answered().contains("categorical(k) has k of them"));
    }
}
