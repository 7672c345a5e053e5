package mle.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = Table.of(
                    new Column.Text("group", List.of("a", "b", "", "a")),
                    new Column.Numeric("loss", new double[] {1, Double.NaN, 3, 4}),
                    new Column.Text("mixed", List.of("7", "8", "n/a", "9")))
            .named("claims.csv");

    @Test
    void keepsOrderNamesAndMissingCells() {
        assertEquals(
                List.of("group", "loss", "mixed"),
                table.columns().stream().map(Column::name).toList());
        assertEquals(4, table.rows());
        assertTrue(table.column("group").isMissing(2));
        assertFalse(table.column("group").isMissing(0));
        assertTrue(table.column("loss").isMissing(1));
        assertFalse(table.column("loss").isMissing(0));
        assertEquals("claims.csv: 4 rows of group, loss, mixed", table.toString());
        assertEquals("data", Table.of("x", new double[] {1}).name());
    }

    @Test
    void keepsTheOrderOfAMap() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("z", new double[] {1});
        columns.put("a", new double[] {2});
        assertEquals(
                List.of("z", "a"),
                Table.of(columns).columns().stream().map(Column::name).toList());
    }

    @Test
    void doesNotCopyNumbers() {
        double[] values = {1, 2};
        assertSame(values, Table.of("x", values).numeric("x").values());
    }

    @Test
    void namesTheFirstCellThatIsNotANumber() {
        assertMessage("claims.csv, row 3, column 'mixed': expected a number, got 'n/a'", () -> table.numeric("mixed"));
        assertMessage("claims.csv, row 1, column 'group': expected a number, got 'a'", () -> table.numeric("group"));
    }

    @Test
    void remembersRowNumbersWhenRowsAreSelected() {
        Table last = table.rows(3, 2);
        assertEquals(4, last.rowNumber(0));
        assertArrayEquals(new double[] {4, 3}, last.numeric("loss").values());
        assertMessage("claims.csv, row 3, column 'mixed': expected a number, got 'n/a'", () -> last.numeric("mixed"));
        assertMessage(
                "claims.csv, row 3, column 'mixed': expected a number, got 'n/a'",
                () -> last.rows(1, 0).numeric("mixed"));
    }

    @Test
    void readsTextAsNumbersOnceTheOthersAreFilteredOut() {
        assertArrayEquals(
                new double[] {7, 9}, table.where("group", "a").numeric("mixed").values());
    }

    @Test
    void selectsByTextNumberMissingnessAndCondition() {
        assertEquals(2, table.where("group", "a").rows());
        assertEquals(1, table.where("loss", "3.0").rows());
        assertEquals(2, table.where("loss", "").rowNumber(0));
        assertEquals(3, table.where("group", "").rowNumber(0));
        assertEquals(0, table.where("group", "c").rows());
        assertEquals(2, table.where(row -> row % 2 == 0).rows());
        assertMessage(
                "claims.csv, column 'loss': expected a number to select by, got 'big'",
                () -> table.where("loss", "big"));
    }

    @Test
    void suggestsTheNearestColumn() {
        assertMessage("claims.csv: no column 'los', did you mean 'loss'?", () -> table.column("los"));
        assertMessage(
                "claims.csv: no column 'premium', expected one of group, loss, mixed", () -> table.numeric("premium"));
    }

    @Test
    void refusesWhatIsNotATable() {
        Column x = new Column.Numeric("x", new double[] {1});
        assertMessage("table: expected at least one column, got none", Table::of);
        assertMessage("table: column names must be unique, got 'x' twice", () -> Table.of(x, x));
        assertMessage(
                "table: column 'y' must have 1 rows as the first column has, got 2",
                () -> Table.of(x, new Column.Text("y", List.of("a", "b"))));
        assertMessage("column: a name must not be blank, got ' '", () -> new Column.Numeric(" ", new double[] {}));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(message, assertThrows(DataException.class, action::run).getMessage());
    }

    @Test
    void groupsKeepTheOrderOfFirstOccurrence() {
        Table table = Table.of(
                new Column.Text("g", List.of("b", "a", "", "b")),
                new Column.Numeric("k", new double[] {2, 1.5, 2, Double.NaN}),
                new Column.Numeric("x", new double[] {1, 2, 3, 4}));
        assertEquals(List.of("b", "a"), List.copyOf(table.groups("g").keySet()));
        assertArrayEquals(
                new double[] {1, 4}, table.groups("g").get("b").numeric("x").values());
        assertEquals(List.of("2", "1.5"), List.copyOf(table.groups("k").keySet()));
        assertArrayEquals(
                new double[] {1, 3}, table.groups("k").get("2").numeric("x").values());
        assertThrows(DataException.class, () -> table.groups("none"));
    }
}
