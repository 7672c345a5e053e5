package mle.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.divergence.Density;
import mle.divergence.JointDensity;
import mle.divergence.Projection;
import mle.divergence.Projection.Direction;
import mle.divergence.Region;
import mle.divergence.Target;
import mle.fit.Digits;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The picture of a target and its projections: densities of one variable, or the regions of highest density of two. Colours are those
 * of Okabe and Ito, which the colour-blind tell apart; lines differ in their dashes too.
 */
public final class ProjectionPlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 520;
    private static final int TALL = 680;

    /** The width of the plot over its height, with two variables. */
    private static final double ASPECT = 1.14;

    /** The width of the plot, in pixels. */
    private static final double PLOT = 565;

    /** How much wider one variable may be than the other to be drawn in the same units. */
    private static final double ALIKE = 3;

    private static final int LONGEST_TITLE = 60;
    private static final int POINTS = 401;
    private static final int GRID = 201;

    /** The share of a distribution of one variable that is seen at least. */
    private static final double SEEN = 0.997;

    /** The shares of a distribution of two variables whose regions are drawn, the outer one first. */
    private static final double[] SHARES = {0.95, 0.5};

    private static final double MARGIN = 0.06;

    private static final Color[] TARGET = {new Color(0xE3E3E3), new Color(0xC4C4C4)};
    private static final Color TARGET_LINE = new Color(0x8C8C8C);
    private static final Color FORWARD = new Color(0x0072B2);
    private static final Color[] REVERSE = {
        new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7), new Color(0xE69F00)
    };

    private static final float[][] DASHES = {{}, {9, 4}, {2, 4}, {9, 4, 2, 4}, {14, 5}};
    private static final float LINE = 2.2f;
    private static final String FONT = "SansSerif";
    private static final Pattern DECIMALS = Pattern.compile("(\\d\\.\\d\\d)\\d+(?![\\dE])");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

    private final List<Projection> projections;
    private final Target target;
    private final XYChart chart;

    private ProjectionPlot(List<Projection> projections) {
        this.projections = projections;
        this.target = projections.get(0).target();
        boolean two = target.dimension() == 2;
        this.chart = new XYChartBuilder()
                .width(WIDTH)
                .height(two ? TALL : HEIGHT)
                .title(title())
                .xAxisTitle(two ? "x1   (regions that hold 50 % and 95 %)" : "x")
                .yAxisTitle(two ? "x2" : target.isCounts() ? "probability" : "density")
                .build();
        style(chart.getStyler());
    }

    private String title() {
        String onto = " onto " + projections.get(0).family().name();
        String whole = target + onto;
        return whole.length() <= LONGEST_TITLE ? whole : "Projections" + onto;
    }

    /**
     * Writes the picture.
     *
     * @param projections of one target onto one family; those that were not found are left out
     * @param file that ends in {@code .svg} or {@code .png}
     * @throws IllegalArgumentException if the file has another ending, or the target is not of one or of two continuous columns
     * @throws IOException if the file can't be written
     */
    public static void write(List<Projection> projections, Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IllegalArgumentException("plot: expected a file that ends in .svg or .png, got '" + name + "'");
        }
        Target target = projections.get(0).target();
        if (target.dimension() > 2 || target.dimension() == 2 && target.isCounts()) {
            throw new IllegalArgumentException("plot: a picture is of one or of two continuous columns, got " + target);
        }
        ProjectionPlot plot = new ProjectionPlot(projections);
        if (target instanceof Density density) {
            plot.draw(density);
        } else {
            plot.draw((JointDensity) target);
        }
        if (name.endsWith(".svg")) {
            Files.writeString(file, plot.svg());
        } else {
            Files.write(file, ChartEncoder.getBytes(plot.chart, "png"));
        }
    }

    /** The picture with places to a hundredth of a pixel, and the same at every run: names of clips have a number of the run in them. */
    private String svg() throws IOException {
        String text = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
        String rounded = DECIMALS.matcher(text).replaceAll("$1");
        Map<String, String> clips = new HashMap<>();
        return CLIP.matcher(rounded)
                .replaceAll(m -> clips.computeIfAbsent(m.group(), c -> "clip" + (clips.size() + 1)));
    }

    private static void style(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartPadding(12);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(FONT, Font.BOLD, 15));
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Vertical);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendSeriesLineLength(34);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xEEEEEE));
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotContentSize(1);
        styler.setMarkerSize(5);
    }

    // ---- lines ----

    /** A projection that was found, with the density that it is; of reverse ones, the number of the minimum. */
    private record Drawn(Projection projection, Target member, Color colour, float[] dashes, int number) {}

    private List<Drawn> drawn() {
        List<Drawn> drawn = new ArrayList<>();
        int reverse = 0;
        for (Projection p : projections) {
            Optional<? extends Target> member = p.member().isPresent() ? p.member() : p.jointMember();
            boolean forward = p.direction() == Direction.FORWARD;
            if (member.isPresent() && p.outcome().kind().found()) {
                drawn.add(new Drawn(
                        p,
                        member.get(),
                        forward ? FORWARD : REVERSE[reverse % REVERSE.length],
                        DASHES[forward ? 0 : 1 + reverse % (DASHES.length - 1)],
                        forward ? 0 : reverse + 1));
            }
            reverse += forward ? 0 : 1;
        }
        return drawn;
    }

    private static String label(Drawn d) {
        Projection p = d.projection;
        boolean forward = p.direction() == Direction.FORWARD;
        String which = d.number > 1 ? ", minimum " + d.number : " projection";
        return p.direction().label() + which + (forward ? ", D(p\u2016q) = " : ", D(q\u2016p) = ")
                + Digits.fixed(p.divergence().divergence(), 4) + " nats";
    }

    private static BasicStroke stroke(Drawn d) {
        return d.dashes.length == 0
                ? new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, d.dashes, 0);
    }

    /** From the least to the greatest value of a column in some regions, and a share of that more on both sides. */
    private static double[] range(List<Region> regions, int column, double more) {
        double low = regions.stream().mapToDouble(r -> r.lower()[column]).min().orElseThrow();
        double high = regions.stream().mapToDouble(r -> r.upper()[column]).max().orElseThrow();
        double margin = more * (high - low);
        return new double[] {low - margin, high + margin};
    }

    /** Points of a range; not quite at equal steps, of which the axis would make its labels. */
    private static double[] grid(double[] range, int points) {
        return IntStream.range(0, points)
                .mapToDouble(i -> range[0] + (range[1] - range[0]) * (i == 1 ? 0.5 : i) / (points - 1))
                .toArray();
    }

    // ---- one variable ----

    private void draw(Density p) {
        List<Drawn> drawn = drawn();
        List<Region> seen = Stream.concat(Stream.of((Target) p), drawn.stream().map(Drawn::member))
                .map(d -> Region.of(d, SEEN))
                .toList();
        double[] range = range(seen, 0, p.isCounts() ? 0 : MARGIN);
        double[] x = p.isCounts()
                ? IntStream.rangeClosed((int) range[0], (int) range[1])
                        .mapToDouble(k -> k)
                        .toArray()
                : grid(range, POINTS);
        XYSeries area = chart.addSeries("target", x, densities(p, x));
        area.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        area.setLabel("target p");
        area.setFillColor(TARGET[0]);
        area.setLineColor(TARGET_LINE);
        area.setLineWidth(1.2f);
        area.setMarker(p.isCounts() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        area.setMarkerColor(TARGET_LINE);
        for (Drawn d : drawn) {
            XYSeries line =
                    chart.addSeries("q" + chart.getSeriesCollection().size(), x, densities((Density) d.member, x));
            line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            line.setSmooth(!p.isCounts());
            line.setLabel(label(d));
            line.setLineColor(d.colour);
            line.setLineStyle(stroke(d));
            line.setMarker(p.isCounts() ? SeriesMarkers.DIAMOND : SeriesMarkers.NONE);
            line.setMarkerColor(d.colour);
        }
        chart.getStyler().setXAxisMin(x[0]);
        chart.getStyler().setXAxisMax(x[x.length - 1]);
        chart.getStyler().setYAxisMin(0.0);
        double highest = chart.getSeriesCollection().stream()
                .flatMapToDouble(line -> Arrays.stream(line.getYData()))
                .max()
                .orElseThrow();
        chart.getStyler().setYAxisMax((1 + MARGIN) * highest);
    }

    private static double[] densities(Density density, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = StrictMath.exp(density.logDensity(x[i]));
        }
        return y;
    }

    // ---- two variables ----

    private void draw(JointDensity p) {
        List<Drawn> drawn = drawn();
        List<Region> seen = Stream.concat(Stream.of((Target) p), drawn.stream().map(Drawn::member))
                .map(d -> Region.of(d, SHARES[0]))
                .toList();
        double[] first = range(seen, 0, MARGIN);
        double[] second = range(seen, 1, MARGIN);
        if (ALIKE * width(first) > width(second) && ALIKE * width(second) > width(first)) {
            widen(first, ASPECT * width(second));
            widen(second, width(first) / ASPECT);
        }
        double[] x = grid(first, GRID);
        double[] y = grid(second, GRID);
        Dashes pixels = new Dashes(PLOT / width(first), PLOT / ASPECT / width(second));
        double[][] values = values(p, x, y);
        for (int s = 0; s < SHARES.length; s++) {
            for (List<double[]> line :
                    Contours.of(x, y, values, Region.of(p, SHARES[s]).logDensity())) {
                XYSeries area = add(line);
                area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
                area.setFillColor(TARGET[s]);
                area.setLineColor(TARGET_LINE);
                area.setLineWidth(0.8f);
                area.setLabel("target p");
                area.setShowInLegend(chart.getSeriesCollection().size() == 1);
            }
        }
        for (Drawn d : drawn) {
            double[][] its = values((JointDensity) d.member, x, y);
            for (double share : SHARES) {
                for (List<double[]> line :
                        Contours.of(x, y, its, Region.of(d.member, share).logDensity())) {
                    XYSeries series = add(pixels.of(line, d.dashes));
                    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
                    series.setLineColor(d.colour);
                    series.setLineStyle(new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
                    series.setShowInLegend(false);
                }
            }
            XYSeries legend = add(List.of(new double[] {x[0], y[0]}));
            legend.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            legend.setLineColor(d.colour);
            legend.setLineStyle(stroke(d));
            legend.setLabel(label(d));
        }
        chart.getStyler().setXAxisMin(first[0]);
        chart.getStyler().setXAxisMax(first[1]);
        chart.getStyler().setYAxisMin(second[0]);
        chart.getStyler().setYAxisMax(second[1]);
    }

    private static double width(double[] range) {
        return range[1] - range[0];
    }

    private static void widen(double[] range, double width) {
        double more = Math.max(0, width - width(range)) / 2;
        range[0] -= more;
        range[1] += more;
    }

    private XYSeries add(List<double[]> line) {
        XYSeries series = chart.addSeries(
                "s" + chart.getSeriesCollection().size(),
                line.stream().mapToDouble(point -> point[0]).toArray(),
                line.stream().mapToDouble(point -> point[1]).toArray());
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static double[][] values(JointDensity density, double[] x, double[] y) {
        double[][] values = new double[x.length][y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                values[i][j] = density.logDensity(x[i], y[j]);
            }
        }
        return values;
    }
}
