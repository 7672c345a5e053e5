package mle.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of many points made of steps of a few pixels, and divided into dashes: a chart that draws a line point by point begins its
 * dashes anew at each of them.
 *
 * @param pixelsOfX pixels for a unit of x
 * @param pixelsOfY pixels for a unit of y
 */
record Dashes(double pixelsOfX, double pixelsOfY) {
    /** The length of a step, in pixels. */
    private static final double STEP = 4;

    /**
     * A line with gaps, points whose y is NaN.
     *
     * @param line its points
     * @param pattern lengths of dashes and gaps by turns, in pixels; none for a line without gaps
     */
    List<double[]> of(List<double[]> line, float[] pattern) {
        List<double[]> dashed = new ArrayList<>(List.of(line.get(0)));
        int part = 0;
        double left = pattern.length == 0 ? Double.POSITIVE_INFINITY : pattern[0];
        double[] here = line.get(0);
        for (int i = 1; i < line.size(); ) {
            double step = Math.min(STEP, left);
            double length = length(here, line.get(i));
            if (length < step && i < line.size() - 1) {
                i++;
                continue;
            }
            double share = length > 0 ? Math.min(1, step / length) : 1;
            here = new double[] {
                here[0] + share * (line.get(i)[0] - here[0]), here[1] + share * (line.get(i)[1] - here[1])
            };
            dashed.add(part % 2 == 0 ? here : new double[] {here[0], Double.NaN});
            left -= Math.min(step, length);
            if (left < 1e-9) {
                part = (part + 1) % pattern.length;
                left = pattern[part];
                dashed.add(here);
            }
            i += share == 1 && i == line.size() - 1 ? 1 : 0;
        }
        return dashed;
    }

    private double length(double[] a, double[] b) {
        double x = (a[0] - b[0]) * pixelsOfX;
        double y = (a[1] - b[1]) * pixelsOfY;
        return Math.sqrt(x * x + y * y);
    }
}
