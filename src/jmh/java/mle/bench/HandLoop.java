package mle.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import mle.expr.Function;
import mle.fit.Fit;

/**
 * The sums over the data that value, gradient and Hessian of a family need, in one loop written by hand in the Vector
 * API, with its own exponentials and logarithms: as fast as Java can be expected to be. Functions of the data alone are
 * taken beforehand, as a plan does, and where a plan keeps a column, the loop has one as well: neither then finds its data in
 * a cache that the other's fits have filled. Rows that don't fill a vector are left out.
 */
abstract class HandLoop {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

    /** The rows of a call: a loop that is compiled as a method, soon. */
    private static final int BLOCK = 4096;

    private final double[] data;
    private final double[] sums;

    private HandLoop(double[] data, int sums) {
        this.data = data;
        this.sums = new double[sums];
    }

    /** Adds the sums of some rows. */
    abstract void add(double[] x, int from, int to, double[] sums);

    /** The log-likelihood as it follows from the sums. */
    abstract double logLikelihood(double[] sums);

    /** How many rows are read. */
    final int rows() {
        return S.loopBound(data.length);
    }

    /** All sums. */
    final double[] run() {
        Arrays.fill(sums, 0);
        int rows = rows();
        for (int from = 0; from < rows; from += BLOCK) {
            add(data, from, Math.min(rows, from + BLOCK), sums);
        }
        return sums;
    }

    /** Whether all rows were read and give the log-likelihood of the fit. */
    final boolean agrees(Fit fit) {
        double difference = Math.abs(logLikelihood(run()) - fit.logLikelihood());
        return rows() < data.length || difference <= 1e-11 * Math.abs(fit.logLikelihood());
    }

    /** The loop of a family at its fit, for the families that have one. */
    static Optional<HandLoop> of(Fit fit) {
        Map<String, java.util.function.Function<Fit, HandLoop>> loops =
                Map.of("normal", Normal::new, "weibull", Weibull::new, "gumbel", Gumbel::new, "student", Student::new);
        return Optional.ofNullable(loops.get(fit.family().name())).map(loop -> loop.apply(fit));
    }

    /** A plain sum: the limit that the memory sets. */
    static double sum(double[] x) {
        double sum = 0;
        for (int from = 0; from < x.length; from += BLOCK) {
            sum += sum(x, from, Math.min(x.length, from + BLOCK));
        }
        return sum;
    }

    /** With four accumulators, lest an addition wait for the one before. */
    private static double sum(double[] x, int from, int to) {
        DoubleVector a = DoubleVector.zero(S);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int lanes = S.length();
        int i = from;
        for (; i <= to - 4 * lanes; i += 4 * lanes) {
            a = a.add(DoubleVector.fromArray(S, x, i));
            b = b.add(DoubleVector.fromArray(S, x, i + lanes));
            c = c.add(DoubleVector.fromArray(S, x, i + 2 * lanes));
            d = d.add(DoubleVector.fromArray(S, x, i + 3 * lanes));
        }
        double sum = total(a.add(b).add(c.add(d)));
        for (; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }

    /** One pass of logarithms: their sum. */
    static double logs(double[] x) {
        double sum = 0;
        for (int from = 0; from < x.length; from += BLOCK) {
            sum += logs(x, from, Math.min(x.length, from + BLOCK));
        }
        return sum;
    }

    private static double logs(double[] x, int from, int to) {
        DoubleVector a = DoubleVector.zero(S);
        int i = from;
        for (; i <= to - S.length(); i += S.length()) {
            a = a.add(DoubleVector.fromArray(S, x, i).lanewise(VectorOperators.LOG));
        }
        double sum = total(a);
        for (; i < to; i++) {
            sum += Math.log(x[i]);
        }
        return sum;
    }

    private static double estimate(Fit fit, String parameter) {
        return fit.parameter(parameter).value();
    }

    private static double[] logsOf(double[] x) {
        return Arrays.stream(x).map(Math::log).toArray();
    }

    private static double total(DoubleVector v) {
        return v.reduceLanes(VectorOperators.ADD);
    }

    /** Two sums: of z and z², z = (x - mean)/sd. */
    private static final class Normal extends HandLoop {
        private final double mean;
        private final double sd;

        Normal(Fit fit) {
            super(fit.data().values(), 2);
            mean = estimate(fit, "mean");
            sd = estimate(fit, "sd");
        }

        @Override
        void add(double[] x, int from, int to, double[] sums) {
            DoubleVector first = DoubleVector.zero(S);
            DoubleVector second = first;
            for (int i = from; i < to; i += S.length()) {
                DoubleVector z = DoubleVector.fromArray(S, x, i).sub(mean).mul(1 / sd);
                first = first.add(z);
                second = z.fma(z, second);
            }
            sums[0] += total(first);
            sums[1] += total(second);
        }

        @Override
        double logLikelihood(double[] sums) {
            return -rows() * (Math.log(sd) + 0.5 * Math.log(2 * Math.PI)) - 0.5 * sums[1];
        }
    }

    /** Three sums: of w, w·l and w·l² with l = log(x/scale), w = exp(shape·l); log x is kept. */
    private static final class Weibull extends HandLoop {
        private final double shape;
        private final double logScale;
        private final double sumOfLogs;

        Weibull(Fit fit) {
            super(logsOf(fit.data().values()), 3);
            shape = estimate(fit, "shape");
            logScale = Math.log(estimate(fit, "scale"));
            sumOfLogs = sum(logsOf(fit.data().values()));
        }

        @Override
        void add(double[] x, int from, int to, double[] sums) {
            DoubleVector w0 = DoubleVector.zero(S);
            DoubleVector w1 = w0;
            DoubleVector w2 = w0;
            for (int i = from; i < to; i += S.length()) {
                DoubleVector l = DoubleVector.fromArray(S, x, i).sub(logScale);
                DoubleVector w = l.mul(shape).lanewise(VectorOperators.EXP);
                DoubleVector wl = w.mul(l);
                w0 = w0.add(w);
                w1 = w1.add(wl);
                w2 = wl.fma(l, w2);
            }
            sums[0] += total(w0);
            sums[1] += total(w1);
            sums[2] += total(w2);
        }

        @Override
        double logLikelihood(double[] sums) {
            return rows() * (Math.log(shape) - logScale) + (shape - 1) * (sumOfLogs - rows() * logScale) - sums[0];
        }
    }

    /** Three sums: of w, w·z and w·z² with z = (x - location)/scale, w = exp(-z). */
    private static final class Gumbel extends HandLoop {
        private final double location;
        private final double scale;
        private final double sumOfValues;

        Gumbel(Fit fit) {
            super(fit.data().values().clone(), 3);
            location = estimate(fit, "location");
            scale = estimate(fit, "scale");
            sumOfValues = sum(fit.data().values());
        }

        @Override
        void add(double[] x, int from, int to, double[] sums) {
            DoubleVector w0 = DoubleVector.zero(S);
            DoubleVector w1 = w0;
            DoubleVector w2 = w0;
            for (int i = from; i < to; i += S.length()) {
                DoubleVector z = DoubleVector.fromArray(S, x, i).sub(location).mul(1 / scale);
                DoubleVector w = z.neg().lanewise(VectorOperators.EXP);
                DoubleVector wz = w.mul(z);
                w0 = w0.add(w);
                w1 = w1.add(wz);
                w2 = wz.fma(z, w2);
            }
            sums[0] += total(w0);
            sums[1] += total(w1);
            sums[2] += total(w2);
        }

        @Override
        double logLikelihood(double[] sums) {
            return -rows() * Math.log(scale) - (sumOfValues - rows() * location) / scale - sums[0];
        }
    }

    /**
     * Five sums: of log(1 + u), w, w², w·z and w²·z with z = (x - location)/scale, u = z²/df, w = 1/(1 + u); the others
     * that a Hessian needs follow from them by z²·w = df·(1 - w).
     */
    private static final class Student extends HandLoop {
        private final double location;
        private final double scale;
        private final double df;

        Student(Fit fit) {
            super(fit.data().values().clone(), 5);
            location = estimate(fit, "location");
            scale = estimate(fit, "scale");
            df = estimate(fit, "df");
        }

        @Override
        void add(double[] x, int from, int to, double[] sums) {
            DoubleVector logs = DoubleVector.zero(S);
            DoubleVector w1 = logs;
            DoubleVector w2 = logs;
            DoubleVector wz1 = logs;
            DoubleVector wz2 = logs;
            DoubleVector one = DoubleVector.broadcast(S, 1);
            for (int i = from; i < to; i += S.length()) {
                DoubleVector z = DoubleVector.fromArray(S, x, i).sub(location).mul(1 / scale);
                DoubleVector u = z.mul(z).mul(1 / df);
                DoubleVector w = one.div(u.add(1));
                DoubleVector wz = w.mul(z);
                logs = logs.add(u.lanewise(VectorOperators.LOG1P));
                w1 = w1.add(w);
                w2 = w.fma(w, w2);
                wz1 = wz1.add(wz);
                wz2 = wz.fma(w, wz2);
            }
            sums[0] += total(logs);
            sums[1] += total(w1);
            sums[2] += total(w2);
            sums[3] += total(wz1);
            sums[4] += total(wz2);
        }

        @Override
        double logLikelihood(double[] sums) {
            double each = Function.LGAMMA.at((df + 1) / 2)
                    - Function.LGAMMA.at(df / 2)
                    - 0.5 * Math.log(Math.PI * df)
                    - Math.log(scale);
            return rows() * each - (df + 1) / 2 * sums[0];
        }
    }
}
