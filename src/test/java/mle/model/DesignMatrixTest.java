package mle.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DesignMatrixTest {
    private static final int[] CODES = {0, -1, 1, 0};
    private static final double[] X = {2, 3, 5, 7};
    private static final DesignMatrix MATRIX = DesignMatrix.of(
                    4,
                    List.of(
                            new Block.Ones(4),
                            new Block.Dense(X),
                            new Block.Indicators(CODES, 2),
                            new Block.Scaled(CODES, 2, X)),
                    List.of("(Intercept)", "x", "aB", "aC", "aB:x", "aC:x"))
            .withOffset(new double[] {0.5, 0, 0, 0});

    @Test
    void blocksAreColumns() {
        double[][] columns = {
            {1, 1, 1, 1}, X, {1, 0, 0, 1}, {0, 0, 1, 0}, {2, 0, 0, 7}, {0, 0, 5, 0},
        };
        assertEquals(6, MATRIX.columns());
        for (int j = 0; j < 6; j++) {
            assertArrayEquals(columns[j], MATRIX.column(j));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> MATRIX.column(6));
    }

    @Test
    void thePredictorIsTheSumOverTheColumns() {
        double[] beta = {1, 10, 100, 1000, 1e4, 1e5};
        for (int i = 0; i < 4; i++) {
            double sum = MATRIX.offset()[i];
            for (int j = 0; j < 6; j++) {
                sum += MATRIX.column(j)[i] * beta[j];
            }
            assertEquals(sum, MATRIX.predictor(i, beta));
        }
        assertEquals(3, DesignMatrix.known(X).predictor(1, new double[0]));
        assertEquals(0, DesignMatrix.known(X).columns());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<Block> blocks = List.of(new Block.Ones(4), new Block.Dense(X));
        assertEquals(
                "design matrix: expected 2 names of columns, got 1",
                assertThrows(IllegalArgumentException.class, () -> DesignMatrix.of(4, blocks, List.of("a")))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> DesignMatrix.of(4, blocks, List.of("a", "a")));
        assertThrows(IllegalArgumentException.class, () -> DesignMatrix.of(3, blocks, List.of("a", "b")));
        assertThrows(IllegalArgumentException.class, () -> MATRIX.withOffset(new double[3]));
    }
}
