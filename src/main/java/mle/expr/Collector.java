package mle.expr;

import java.util.ArrayList;
import java.util.List;

/** The stretches of an integral, relative to exp of a reference, with what is in doubt of it. */
final class Collector {
    /** Evaluations of a density after which an integral is given up. */
    private static final int MOST = 400_000;

    private final DensityLine line;
    private final double reference;
    private final double nothing;
    private final List<Stretch> stretches = new ArrayList<>();
    private double total;
    private double doubt;
    private int evaluations;

    /** Of which every part is to be precise. */
    Collector(DensityLine line, double reference) {
        this(line, reference, Ray.NOTHING);
    }

    /** Of which an error below a share of all that was collected before is none. */
    Collector(DensityLine line, double reference, double nothing) {
        this.line = line;
        this.reference = reference;
        this.nothing = nothing;
    }

    DensityLine line() {
        return line;
    }

    double reference() {
        return reference;
    }

    List<Stretch> stretches() {
        return stretches;
    }

    /** The mass so far. */
    double total() {
        return total;
    }

    /** What it may be wrong by. */
    double doubt() {
        return doubt;
    }

    /** Whether an error is none beside the next part and all so far. */
    boolean isNothing(double error, double mass) {
        return error <= Math.max(Ray.PRECISE * mass, nothing * (total + mass));
    }

    boolean exhausted() {
        return evaluations > MOST;
    }

    /** The density by y relative to exp of the reference. */
    double density(double y) {
        evaluations++;
        return StrictMath.exp(line.log(y) - reference);
    }

    /** Whether the density is larger at another place than at one. */
    boolean rises(double from, double to) {
        return line.log(to) > line.log(from);
    }

    void add(Stretch stretch, double error) {
        stretches.add(stretch);
        total += stretch.mass();
        doubt += error;
    }

    /** Adds to what is in doubt. */
    void doubt(double error) {
        doubt += error;
    }
}
