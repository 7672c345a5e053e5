package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import mle.family.Support;

/** A density of two columns from the formula of its logarithm, normalised here by cubature. */
final class JointFormula implements JointComponent {
    /** Points of each line from which modes are looked for. */
    private static final double[] GRID = {-30, -8, -2, -0.5, 0, 0.5, 2, 8, 30};

    private final LineDensity density;
    private final Sheet sheet;
    private final double level;
    private final List<double[]> modes;

    /**
     * A density.
     *
     * @throws IllegalArgumentException if its exponential has no finite integral
     */
    private JointFormula(LineDensity density) {
        this.density = density;
        List<double[]> starts = new ArrayList<>();
        for (double t1 : GRID) {
            for (double t2 : GRID) {
                starts.add(new double[] {t1, t2});
            }
        }
        List<LineDensity.Mode> found = density.modes(starts);
        this.modes = DrawnFormula.rows(density, found);
        double highest = found.get(0).height();
        this.sheet = sheet(found);
        double mass = Cubature.of(sheet, 2, density.less(highest), (row, out) -> out[0] = 1, 1, TOLERANCE)
                .values()[0];
        if (!(mass > 0 && mass < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "'" + text() + "': its integral is " + mass + ", a density needs a finite one above 0");
        }
        this.level = highest + StrictMath.log(mass);
    }

    /**
     * A density of two columns, or by draws of more.
     *
     * @param text a formula of {@code x1}, {@code x2} and so on
     * @throws IllegalArgumentException if it is none, or its exponential has no finite integral
     */
    static JointComponent of(String text, List<Support> supports) {
        LineDensity density = new LineDensity(text, supports);
        return supports.size() == 2 ? new JointFormula(density) : new DrawnFormula(density);
    }

    @Override
    public String text() {
        return density.text();
    }

    @Override
    public Space space() {
        return density.space();
    }

    @Override
    public ToDoubleFunction<double[]> logDensity() {
        return density.less(level);
    }

    @Override
    public JointIntegral integrate(Functions f, int count, double tolerance) {
        return Cubature.of(sheet, 2, logDensity(), f, count, tolerance);
    }

    /** The rows at which the density of the lines of the columns has local maxima, the highest first. */
    List<double[]> modes() {
        return modes;
    }

    /** About the highest mode, as wide as the curvature says; divided at the other modes too. */
    private Sheet sheet(List<LineDensity.Mode> found) {
        Gaussian first = found.get(0).shape();
        double[][] edges = new double[2][found.size()];
        for (int k = 0; k < found.size(); k++) {
            double[] z = first.standard(found.get(k).point());
            for (int i = 0; i < 2; i++) {
                // The inverse of sinh.
                edges[i][k] = Math.signum(z[i]) * StrictMath.log(Math.abs(z[i]) + Math.sqrt(z[i] * z[i] + 1));
            }
        }
        return new Sheet(first.mean(), first.lower(), Sheet.columns(space().columns()), edges);
    }
}
