package mle.bench;

import java.util.List;
import java.util.Locale;

/** The figures as tables. */
final class Report {
    private static final double LEAST_GAIN = 1.5;

    private final Measured measured;
    private final List<String> families;
    private final List<String> sizes;
    private final List<String> threads;
    private final StringBuilder text = new StringBuilder();

    Report(Measured measured, List<String> families, List<String> sizes, List<String> threads) {
        this.measured = measured;
        this.families = families;
        this.sizes = sizes;
        this.threads = threads;
    }

    String text(List<String> parts) {
        line(
                "%s %s, %s, %d processors",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        if (parts.contains("families")) {
            families();
        }
        if (parts.contains("small")) {
            small();
        }
        if (parts.contains("start")) {
            start();
        }
        if (parts.contains("kernels")) {
            kernels();
        }
        if (parts.contains("memory")) {
            memory();
        }
        if (parts.contains("peers")) {
            peers();
        }
        if (parts.contains("regressions")) {
            regressions();
        }
        targets();
        return text.toString();
    }

    private void families() {
        line("");
        line("Families: ns a row of a full evaluation, and its ratio to the hand-written loop; a whole fit, and its");
        line("ratio to one plain sum and to one pass of vector logarithms over as many values");
        line("");
        line(
                "%-18s %9s %7s %9s %9s %9s %12s %9s %9s",
                "family", "n", "threads", "ns/row", "hand", "ratio", "fit, us", "/sum", "/log");
        for (String family : families) {
            for (String n : sizes) {
                for (String t : threads) {
                    String at = family + "." + n + ".";
                    if (measured.namesAfter(at).contains("fit." + t)) {
                        line(
                                "%-18s %9s %7s %9s %9s %9s %12s %9s %9s",
                                family,
                                n,
                                t,
                                number(measured.median(at + "evaluation." + t)),
                                number(measured.median(at + "hand")),
                                number(measured.ratio(at + "evaluation." + t, at + "hand")),
                                number(measured.median(at + "fit." + t) / 1000),
                                number(measured.ratio(at + "fit." + t, at + "sum")),
                                number(measured.ratio(at + "fit." + t, at + "log")));
                    }
                }
            }
        }
    }

    private void small() {
        line("");
        line("Small fits: n = 50, one thread, standard errors included");
        line("");
        line("%-18s %9s %9s", "family", "fits/s", "by turns");
        for (String family : SmallFits.FAMILIES) {
            line("%-18s %9.0f %9.0f", family, measured.median("small." + family), measured.median("turns." + family));
        }
    }

    private void start() {
        line("");
        line("Start, ms");
        line("");
        for (String family : List.of("weibull", "student", "gev")) {
            line(
                    "%-44s %9.1f",
                    "plan of " + family + ", first of a JVM", measured.median("plan." + family + ".cold") / 1e6);
            line("%-44s %9.2f", "plan of " + family + ", warm", measured.median("plan." + family + ".warm") / 1e6);
        }
        line("%-44s %9.0f", "first Weibull fit, n = 10^6, main to answer", measured.median("first.total") / 1e6);
        line("%-44s %9.0f", "  of which reading the values", measured.median("first.reading") / 1e6);
        line("%-44s %9.0f", "hello world, start to finish", measured.median("hello"));
        line("%-44s %9.0f", "mle fit old_faithful waiting", measured.median("command"));
        line("%-44s %9.0f", "the same without its archive of classes", measured.median("jar"));
    }

    private void kernels() {
        line("");
        line("Kernels: ns an element in a block; the gain by vectors, that is the ratio to a JVM with");
        line("-XX:-UseSuperWord; the largest error");
        line("");
        line("%-18s %9s %9s %9s", "kernel", "ns", "gain", "ulp");
        for (String kernel : measured.namesAfter("kernel.")) {
            double gain = measured.ratio("scalar." + kernel, "kernel." + kernel);
            line(
                    "%-18s %9.3f %9.2f %9.3f%s",
                    kernel,
                    measured.median("kernel." + kernel),
                    gain,
                    measured.median("error." + kernel),
                    gain >= LEAST_GAIN ? "" : "   not vectorised?");
        }
    }

    private void memory() {
        line("");
        line("Memory: heap that a fit needs at its peak beyond the caller's array, bytes a row");
        line("");
        line("%-18s %-24s %9s %9s", "family", "an evaluation reads", "n = 10^6", "n = 10^7");
        Heap.KINDS.forEach((family, kind) -> line(
                "%-18s %-24s %9.1f %9.1f",
                family,
                kind,
                measured.median("heap." + family + ".1000000"),
                measured.median("heap." + family + ".10000000")));
    }

    private void peers() {
        line("");
        line("Peers: a fit to the same 10^6 values; ours on two threads, with standard errors");
        line("");
        line("%-24s %-12s %12s %12s %9s", "call", "family", "its s", "our ms", "ratio");
        for (Peer peer : Peer.ALL) {
            double its = measured.median("peer." + peer.name());
            line(
                    "%-24s %-12s %12s %12s %9s",
                    peer.name(),
                    peer.family(),
                    Double.isNaN(its) ? "not found" : number(its / 1e9),
                    number(measured.median("ours." + peer.family() + ".fit.2") / 1e6),
                    number(ratio(peer)));
        }
    }

    private double ratio(Peer peer) {
        return measured.ratio("peer." + peer.name(), "ours." + peer.family() + ".fit.2");
    }

    private void regressions() {
        line("");
        line("Regressions on dense normal covariates, n = 10^6, two threads, standard errors included, beside");
        line(
                "scikit-learn's logistic regression (lbfgs, no penalty, no standard errors) and one product X'WX by NumPy's BLAS");
        line("");
        line("%-24s %9s %12s %12s %9s %12s", "model", "columns", "ours, s", "sklearn, s", "ratio", "X'WX, s");
        for (int columns : RegressionRun.COLUMNS) {
            String at = "regression." + columns + ".";
            for (String model : measured.namesAfter(at)) {
                boolean logistic = model.equals("logistic");
                if (!model.startsWith("peer")) {
                    line(
                            "%-24s %9d %12s %12s %9s %12s",
                            model,
                            columns,
                            number(measured.median(at + model) / 1e9),
                            logistic ? number(measured.median(at + "peer-lbfgs") / 1e9) : "",
                            logistic ? number(measured.ratio(at + "peer-lbfgs", at + "logistic")) : "",
                            logistic ? number(measured.median(at + "peer-product") / 1e9) : "");
                }
            }
        }
    }

    // ---- targets ----

    private void targets() {
        line("");
        line("%-62s %9s %9s", "Targets (n = 10^6 unless said otherwise)", "target", "measured");
        line("");
        most("weibull evaluation / hand-written loop", 1.8, ratio("weibull", "evaluation.1", "hand"));
        most("gumbel evaluation / hand-written loop", 1.8, ratio("gumbel", "evaluation.1", "hand"));
        most("student evaluation / hand-written loop", 2.2, ratio("student", "evaluation.1", "hand"));
        most("gev evaluation / student evaluation", 3, toStudent("gev"));
        most("gpd evaluation / student evaluation", 3, toStudent("gpd"));
        most("normal fit, 2 threads / plain sum", 4, ratio("normal", "fit.2", "sum"));
        for (String family : List.of("gamma", "beta", "lognormal")) {
            most(family + " fit, 2 threads / pass of vector logarithms", 2, ratio(family, "fit.2", "log"));
        }
        least("weibull fits/s, n = 50, 1 thread", 150_000, measured.median("small.weibull"));
        least("student fits/s, n = 50, 1 thread", 60_000, measured.median("small.student"));
        most("first weibull fit of a JVM, ms after main starts", 250, measured.median("first.total") / 1e6);
        most("mle fit old_faithful waiting / hello world", 5, measured.ratio("command", "hello"));
        peerTargets();
        regressionTargets();
    }

    private void regressionTargets() {
        double[] targets = {3, 2, 1.2};
        for (int k = 0; k < targets.length; k++) {
            String at = "regression." + RegressionRun.COLUMNS.get(k) + ".";
            least(
                    "sklearn's lbfgs / logistic regression, " + RegressionRun.COLUMNS.get(k) + " columns",
                    targets[k],
                    measured.ratio(at + "peer-lbfgs", at + "logistic"));
        }
        String at = "regression." + RegressionRun.OF_ALL_MODELS + ".";
        for (String model : RegressionRun.MODELS.subList(1, RegressionRun.MODELS.size())) {
            most(
                    model + " / logistic regression, " + RegressionRun.OF_ALL_MODELS + " columns",
                    2,
                    measured.ratio(at + model.replace(' ', '-'), at + "logistic"));
        }
    }

    private void peerTargets() {
        for (Peer peer : Peer.ALL) {
            least(peer.name() + " / " + peer.family() + " fit, 2 threads", peer.target(), ratio(peer));
        }
    }

    private double ratio(String family, String above, String below) {
        return measured.ratio(family + ".1000000." + above, family + ".1000000." + below);
    }

    private double toStudent(String family) {
        return measured.ratio(family + ".1000000.evaluation.1", "student.1000000.evaluation.1");
    }

    private void most(String what, double target, double value) {
        target(what, "<= " + number(target), value, value <= target);
    }

    private void least(String what, double target, double value) {
        target(what, ">= " + number(target), value, value >= target);
    }

    private void target(String what, String target, double value, boolean met) {
        if (!Double.isNaN(value)) {
            line("%-62s %9s %9s%s", what, target, number(value), met ? "" : "   missed");
        }
    }

    /** Three digits or more; a dash for what was not measured. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.3g";
        return String.format(Locale.ROOT, format, value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
