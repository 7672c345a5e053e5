package mle.bayes;

import java.util.List;
import mle.family.Parameter;
import mle.fit.Digits;

/** An approximation as a table for reading. */
final class ApproximationTable {
    private static final int LABEL = 32;
    private static final int WIDTH = 14;

    /** Of other maxima the means of so many unknowns are shown. */
    private static final int MOST_NAMED = 4;

    private final Approximation a;
    private final StringBuilder text = new StringBuilder();

    ApproximationTable(Approximation a) {
        this.a = a;
    }

    String text() {
        int n = a.unknowns().size();
        text.append(a.family())
                .append(" normal approximation of ")
                .append(n)
                .append(n == 1 ? " unknown" : " unknowns")
                .append(", by variational inference\n");
        text.append(a.outcome().kind().label())
                .append(": ")
                .append(a.outcome().message())
                .append("\n\n");
        unknowns();
        if (!a.posterior().flat().isEmpty()) {
            text.append("\nflat prior: ")
                    .append(String.join(", ", a.posterior().flat()))
                    .append('\n');
        }
        if (a.importance().isPresent()) {
            text.append('\n');
            numbers(a.importance().get());
        }
        others();
        Approximation.Work w = a.work();
        text.append(w.solver() + ": " + w.iterations() + " iterations, " + w.evaluations() + " evaluations, "
                + w.draws() + " draws, decrement "
                + size(w.decrement())
                + ", " + Digits.fixed(w.seconds() * 1e3, 1) + " ms\n");
        return text.toString();
    }

    private void unknowns() {
        List<Parameter> unknowns = a.unknowns();
        int label = Math.max(
                12, 2 + unknowns.stream().mapToInt(p -> p.name().length()).max().orElse(0));
        row(label, "", "", "", "lin. response", "importance", "sampling", "Laplace", "");
        row(label, "unknown", "mean", "sd", "sd", "mean", "sd", "mean", "sd");
        Summary laplace = a.laplace().summary();
        for (int d = 0; d < unknowns.size(); d++) {
            int k = d;
            row(
                    label,
                    unknowns.get(d).name(),
                    number(a.summary().means()[d]),
                    number(a.summary().sds()[d]),
                    number(a.linearResponse().sds()[d]),
                    number(a.importance().map(i -> i.summary().means()[k]).orElse(Double.NaN)),
                    number(a.importance().map(i -> i.summary().sds()[k]).orElse(Double.NaN)),
                    number(laplace.means()[d]),
                    number(laplace.sds()[d]));
        }
    }

    private void others() {
        for (Approximation.Optimum other : a.others()) {
            StringBuilder place = new StringBuilder();
            for (int d = 0; d < Math.min(MOST_NAMED, other.means().length); d++) {
                place.append(d == 0 ? "" : ", ")
                        .append(a.unknowns().get(d).name())
                        .append(" ")
                        .append(number(other.means()[d]));
            }
            place.append(other.means().length > MOST_NAMED ? ", ..." : "");
            line("another mean-field maximum", Digits.fixed(other.elbo(), 3) + " over few draws, at means " + place);
        }
    }

    /** To five digits: more are seldom free of the sampling error. */
    private static String number(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return Digits.number(value);
        }
        int decimals = 4 - (int) Math.floor(StrictMath.log10(Math.abs(value)));
        return decimals < 0 || decimals > 9 ? Digits.scientific(value, 4) : Digits.fixed(value, decimals);
    }

    private void row(int label, String name, String... cells) {
        text.append(Digits.left(name, label));
        for (String cell : cells) {
            text.append(Digits.right(cell, WIDTH));
        }
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        text.append('\n');
    }

    private void numbers(Importance importance) {
        if (a.isModel()) {
            line("expected log-likelihood", Digits.fixed(a.elbo().logLikelihood(), 6));
            line("expected log-prior", Digits.fixed(a.elbo().logPrior(), 6));
        } else {
            line("expected log-density", Digits.fixed(a.elbo().logPrior(), 6));
        }
        line("entropy", Digits.fixed(a.elbo().entropy(), 6));
        line(
                "evidence lower bound (ELBO)",
                Digits.fixed(a.elbo().value(), 6) + " (error of the draws "
                        + size(a.work().elboError()) + ")");
        line(
                "log evidence, importance",
                importance.paretoK() > Importance.UNRELIABLE
                        ? "- (above a Pareto k of " + Importance.UNRELIABLE + " it is of the smoothing's own making)"
                        : Digits.fixed(importance.logEvidence(), 6));
        line("Pareto k", Digits.fixed(importance.paretoK(), 3) + " (" + verdict(importance) + ")");
        line("sampling error, sds", size(a.work().samplingError()));
        if (!a.laplace().outcome().kind().found()) {
            line("Laplace", a.laplace().outcome().message());
        }
    }

    /** To two digits; "-" where there is none. */
    private static String size(double value) {
        return Double.isFinite(value) ? Digits.scientific(value, 1) : Digits.number(value);
    }

    private static String verdict(Importance importance) {
        String size = Digits.fixed(importance.effectiveSize(), 0) + " of " + importance.draws() + " draws effective";
        return importance.paretoK() > Importance.UNRELIABLE
                ? "above " + Importance.UNRELIABLE
                        + ": neither the approximation nor importance sampling can be relied upon; " + size
                : size;
    }

    private void line(String label, String value) {
        text.append(Digits.left(label, LABEL)).append(value).append('\n');
    }
}
