package mle.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class ConeProjectionTest {
    @Test
    void theQuadrantCutsOffWhatIsNegative() {
        double[][] quadrant = {{1, 0}, {0, 1}};
        assertArrayEquals(new double[] {2, 0}, ConeProjection.of(new double[] {2, -3}, quadrant), 1e-15);
        assertArrayEquals(new double[] {2, 3}, ConeProjection.of(new double[] {2, 3}, quadrant), 1e-15);
        assertArrayEquals(new double[] {0, 0}, ConeProjection.of(new double[] {-2, -3}, quadrant), 0);
    }

    @Test
    void oppositeRowsLeaveAPlane() {
        double[][] plane = {{1, 1, 0}, {-1, -1, 0}};
        assertArrayEquals(new double[] {1, -1, 5}, ConeProjection.of(new double[] {2, 0, 5}, plane), 1e-14);
    }

    @Test
    void withoutRowsItIsThePoint() {
        assertArrayEquals(new double[] {1, 2}, ConeProjection.of(new double[] {1, 2}, new double[0][]), 0);
    }

    /**
     * Random cones: the projection lies inside, the rest is a right angle away and in the polar cone; and whether the cone
     * holds a direction that gains is what a linear program says (simplex of commons-math3).
     */
    @Test
    void itIsWhatALinearProgramSays() {
        SplittableRandom random = new SplittableRandom(5);
        int empty = 0;
        for (int trial = 0; trial < 200; trial++) {
            int p = 1 + random.nextInt(5);
            int n = 1 + random.nextInt(4 * p);
            double[][] rows = new double[n][p];
            double[] sum = new double[p];
            for (double[] row : rows) {
                for (int j = 0; j < p; j++) {
                    row[j] = random.nextInt(7) - 3;
                    sum[j] += row[j];
                }
            }
            double[] nearest = ConeProjection.of(sum, rows);
            double most = mostGain(sum, rows);
            boolean zero = true;
            for (double r : nearest) {
                zero &= r == 0;
            }
            assertEquals(most < 1e-9, zero, "trial " + trial + ": gain " + most);
            double across = 0;
            for (int j = 0; j < p; j++) {
                across += nearest[j] * (sum[j] - nearest[j]);
            }
            assertEquals(0, across, 1e-9);
            for (double[] row : rows) {
                double inside = 0;
                for (int j = 0; j < p; j++) {
                    inside += row[j] * nearest[j];
                }
                assertTrue(inside > -1e-9, "trial " + trial);
            }
            empty += zero ? 1 : 0;
        }
        assertTrue(empty > 40 && empty < 160, "both happen: " + empty);
    }

    /** The most of sum·r over the rows' cone cut off at 1. */
    private static double mostGain(double[] sum, double[][] rows) {
        List<LinearConstraint> constraints = new ArrayList<>();
        for (double[] row : rows) {
            constraints.add(new LinearConstraint(row, Relationship.GEQ, 0));
        }
        for (int j = 0; j < sum.length; j++) {
            double[] unit = new double[sum.length];
            unit[j] = 1;
            constraints.add(new LinearConstraint(unit, Relationship.LEQ, 1));
            constraints.add(new LinearConstraint(unit, Relationship.GEQ, -1));
        }
        return new SimplexSolver()
                .optimize(
                        new LinearObjectiveFunction(sum, 0),
                        new LinearConstraintSet(constraints),
                        GoalType.MAXIMIZE,
                        new MaxIter(10_000))
                .getValue();
    }
}
