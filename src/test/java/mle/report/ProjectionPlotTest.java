package mle.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import mle.divergence.Projection;
import mle.divergence.Region;
import mle.divergence.Target;
import mle.family.Combinators;
import mle.family.Family;
import mle.fit.Mle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.helpers.DefaultHandler;

class ProjectionPlotTest {
    @TempDir
    private Path folder;

    private static List<Projection> both(String target, String family) {
        Target p = Target.parse(target);
        Family onto = Combinators.parse(family).orElseThrow().ofDimension(p.dimension());
        List<Projection> all = new ArrayList<>(List.of(Projection.forward(p, Mle.of(onto))));
        all.addAll(Projection.reverse(p, Mle.of(onto)));
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.7*normal(0, 1) + 0.3*normal(4, 0.5); normal",
                "0.5*poisson(3) + 0.5*poisson(15); poisson",
                "mvnormal([0, 0], [[1, 0.97], [0.97, 1]]); independent(normal, normal)"
            })
    void aPictureIsWellFormedAndTheSameAgain(String target, String family) throws Exception {
        List<Projection> all = both(target, family);
        Path svg = folder.resolve("a.svg");
        ProjectionPlot.write(all, svg);
        String text = Files.readString(svg);
        var builder = DocumentBuilderFactory.newInstance();
        builder.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var parser = builder.newDocumentBuilder();
        parser.setErrorHandler(new DefaultHandler());
        assertEquals("svg", parser.parse(svg.toFile()).getDocumentElement().getTagName());
        assertTrue(text.contains("rgb(0,114,178)") && text.contains("rgb(213,94,0)"), "the colours of both directions");
        ProjectionPlot.write(all, svg);
        assertEquals(text, Files.readString(svg));
        ProjectionPlot.write(all, folder.resolve("a.png"));
        assertTrue(Files.size(folder.resolve("a.png")) > 1000);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        List<Projection> counts = both("categorical([[0.4, 0.1], [0.1, 0.4]])", "independent(bernoulli, bernoulli)");
        String message = assertThrows(
                        IllegalArgumentException.class, () -> ProjectionPlot.write(counts, folder.resolve("a.svg")))
                .getMessage();
        assertTrue(message.contains("one or of two continuous columns"), message);
        message = assertThrows(
                        IllegalArgumentException.class, () -> ProjectionPlot.write(counts, folder.resolve("a.gif")))
                .getMessage();
        assertTrue(message.contains("ends in .svg or .png"), message);
        List<Projection> normal = both("normal(0, 1)", "normal");
        assertThrows(IOException.class, () -> ProjectionPlot.write(normal, folder.resolve("none/a.svg")));
    }

    /** A circle is one closed line whose points are on it; two hills are two; a saddle is cut where its centre says. */
    @Test
    void contoursAreLinesOfOneLevel() {
        double[] x = new double[81];
        double[][] hill = new double[81][81];
        double[][] hills = new double[81][81];
        for (int i = 0; i < 81; i++) {
            x[i] = (i - 40) / 20.0;
        }
        for (int i = 0; i < 81; i++) {
            for (int j = 0; j < 81; j++) {
                hill[i][j] = -x[i] * x[i] - x[j] * x[j];
                hills[i][j] = Math.max(-Math.hypot(x[i] - 1, x[j]), -Math.hypot(x[i] + 1, x[j]));
            }
        }
        List<List<double[]>> circle = Contours.of(x, x, hill, -1);
        assertEquals(1, circle.size());
        List<double[]> line = circle.get(0);
        for (double[] point : line) {
            assertEquals(1, Math.hypot(point[0], point[1]), 1e-3);
        }
        assertEquals(
                0,
                Math.hypot(
                        line.get(0)[0] - line.get(line.size() - 1)[0], line.get(0)[1] - line.get(line.size() - 1)[1]));
        assertEquals(2, Contours.of(x, x, hills, -0.5).size());
        double[] two = {0, 1};
        double[][] saddle = {{1, 0}, {0, 1}};
        assertEquals(2, Contours.of(two, two, saddle, 0.4).size());
    }

    /** Of a normal: 1.96 sd on both sides for 95 %; of two independent ones, radius sqrt(-2 log 0.05). */
    @Test
    void regionsHoldTheirShare() {
        Region one = Region.of(Target.parse("normal(1, 2)"), 0.95);
        assertEquals(1 + 2 * 1.959964, one.upper()[0], 0.15);
        Region two = Region.of(Target.parse("independent(normal(0, 1), normal(0, 1))"), 0.95);
        assertEquals(-Math.log(2 * Math.PI) + Math.log(0.05), two.logDensity(), 0.02);
        assertThrows(IllegalArgumentException.class, () -> Region.of(Target.parse("normal(0, 1)"), 1));
    }

    /** Dashes of 9 pixels with gaps of 4 along a line of 26. */
    @Test
    void dashesHaveGaps() {
        List<double[]> line = List.of(new double[] {0, 0}, new double[] {2.6, 0});
        List<double[]> dashed = new Dashes(10, 10).of(line, new float[] {9, 4});
        assertTrue(dashed.stream().anyMatch(p -> Double.isNaN(p[1]) && p[0] > 0.9 && p[0] <= 1.3 + 1e-12));
        assertTrue(dashed.stream().noneMatch(p -> Double.isNaN(p[1]) && p[0] > 1.31 && p[0] < 2.19));
        assertTrue(new Dashes(10, 10).of(line, new float[0]).stream().noneMatch(p -> Double.isNaN(p[1])));
    }
}
