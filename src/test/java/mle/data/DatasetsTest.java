package mle.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {
    @ParameterizedTest
    @MethodSource("mle.data.Datasets#names")
    void isWhatTheIndexSays(String name) {
        DatasetInfo info = Datasets.describe(name);
        Table table = Datasets.load(name);
        assertEquals(name, info.name());
        assertEquals(name, table.name());
        assertEquals(info.rows(), table.rows());
        assertEquals(
                info.columns().stream().map(DatasetInfo.Variable::name).toList(),
                table.columns().stream().map(Column::name).toList());
        assertFalse(info.description().isBlank());
        assertFalse(info.source().isBlank());
    }

    @Test
    void namesAreSorted() {
        assertEquals(Datasets.names().stream().sorted().toList(), Datasets.names());
        assertTrue(Datasets.names().contains("old_faithful"));
    }

    @Test
    void describesColumnsWithTheirUnits() {
        assertEquals(
                List.of(
                        new DatasetInfo.Variable("eruptions", "min", "duration of the eruption"),
                        new DatasetInfo.Variable("waiting", "min", "time to the next eruption")),
                Datasets.describe("old_faithful").columns());
        assertEquals("", Datasets.describe("horse_kicks").columns().get(2).unit());
    }

    @Test
    void suggestsTheNearestName() {
        DataException e = assertThrows(DataException.class, () -> Datasets.load("old_faithfull"));
        assertEquals("datasets: no data set 'old_faithfull', did you mean 'old_faithful'?", e.getMessage());
        DataException far = assertThrows(DataException.class, () -> Datasets.describe("../secret"));
        assertEquals("datasets: no data set '../secret'", far.getMessage());
    }
}
