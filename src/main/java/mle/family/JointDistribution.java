package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Program;

/** A family of vectors at given values of its parameters: density, mean, covariance and samples. Immutable. */
public final class JointDistribution {
    private final VectorFamily family;
    private final double[] parameters;
    private final double[] searched; // the parameters in which it is solved
    private final double total;
    private final double[] inputs; // of the program: places for a row, then parameters
    private final Program program;

    JointDistribution(VectorFamily family, double[] parameters, double total) {
        List<Parameter> own = family.parameters();
        if (parameters.length != own.size()) {
            throw new IllegalArgumentException(
                    family.name() + ": expected " + own.size() + " parameters, got " + parameters.length);
        }
        check(family, own, parameters);
        this.family = family;
        this.parameters = parameters.clone();
        this.total = total;
        Optional<Reparametrisation> solved = family.solvedIn();
        List<Parameter> others = solved.map(Reparametrisation::parameters).orElse(own);
        this.searched = solved.map(r -> searched(r, own, parameters)).orElse(this.parameters);
        check(family, others, searched);
        Optional<Expr> direct = solved.flatMap(Reparametrisation::logDensity);
        List<Expr.Symbol> symbols = new ArrayList<>();
        family.columns().forEach(c -> symbols.add(Expr.data(c, family.support().sign())));
        symbols.addAll(symbols(direct.isPresent() ? others : own));
        this.program = Program.of(List.of(direct.orElseGet(family::logDensity)), symbols);
        this.inputs = new double[symbols.size()];
        System.arraycopy(
                direct.isPresent() ? searched : parameters, 0, inputs, dimension(), inputs.length - dimension());
    }

    private static double[] searched(Reparametrisation r, List<Parameter> own, double[] values) {
        List<Expr> formulas =
                r.parameters().stream().map(p -> r.others().get(p.name())).toList();
        return Program.of(formulas, symbols(own)).values(values);
    }

    private static List<Expr.Symbol> symbols(List<Parameter> list) {
        return list.stream()
                .map(p -> Expr.parameter(p.name(), p.domain().sign()))
                .toList();
    }

    private static void check(VectorFamily family, List<Parameter> list, double[] values) {
        String who = family.name();
        for (int i = 0; i < values.length; i++) {
            if (!list.get(i).domain().contains(values[i])) {
                throw new IllegalArgumentException(
                        Double.isNaN(values[i])
                                ? who
                                        + (family.movesWithData() ? ": the matrix must be positive definite, " : ": ")
                                        + list.get(i).name()
                                        + (family.movesWithData() ? " is none" : " is no number")
                                : who + ": " + list.get(i) + " is needed, got " + values[i]);
            }
        }
    }

    /** The family. */
    public VectorFamily family() {
        return family;
    }

    /** The parameters, in the order of the family's. */
    public double[] parameters() {
        return parameters.clone();
    }

    /** How many columns a row has. */
    public int dimension() {
        return family.dimension();
    }

    /** The same for rows of counts that add up to a total, which means and samples need to know; it is 1 if nothing is said. */
    public JointDistribution ofTotal(double sum) {
        if (!(sum >= 0 && sum == Math.rint(sum) && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(family.name() + ": a total must be a count, got " + sum);
        }
        return new JointDistribution(family, parameters, sum);
    }

    /** What rows of counts add up to, for means and samples. */
    public double total() {
        return total;
    }

    /** The log-density of a row, for counts the logarithm of its probability; minus infinity where it can't occur. */
    public double logDensity(double... row) {
        if (row.length != dimension()) {
            throw new IllegalArgumentException(
                    family.name() + ": expected a row of " + dimension() + " values, got " + row.length);
        }
        boolean possible = family.constraint().map(c -> c.holds(row)).orElse(true);
        for (double x : row) {
            if (Double.isNaN(x)) {
                return x;
            }
            possible &= family.support().contains(x);
        }
        if (!possible) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] registers = new double[program.registers()];
        System.arraycopy(inputs, 0, registers, 0, inputs.length);
        System.arraycopy(row, 0, registers, 0, row.length);
        program.run(registers);
        return registers[program.output(0)];
    }

    /** The density of a row, for counts its probability. */
    public double density(double... row) {
        return StrictMath.exp(logDensity(row));
    }

    /** The mean of each column; NaN where there is none. */
    public double[] mean() {
        return family.mean(parameters, total);
    }

    /** The covariance matrix of the columns; infinite or NaN where there is none. */
    public double[][] covariance() {
        return family.covariance(parameters, total);
    }

    /** So many rows drawn at random; the same for the same seed. */
    public double[][] sample(int n, long seed) {
        Draws random = new Draws(seed);
        double[][] rows = new double[n][dimension()];
        for (double[] row : rows) {
            family.sampler().draw(parameters, searched, total, random, row);
        }
        return rows;
    }

    /**
     * The distribution of some columns (from 0) alone.
     *
     * @throws UnsupportedOperationException if the family has no location and scatter
     */
    public JointDistribution marginal(int... columns) {
        LocationScatter names = locationScatter();
        return family.ofDimension(columns.length).joint(chosen(names, columns, parameters));
    }

    /**
     * The distribution of the columns that are not given, in their order, where others have known values: normal with the
     * regression on the others as its mean.
     *
     * @param columns the columns (from 0) that are known
     * @param values their values
     * @throws UnsupportedOperationException if the family is not a normal one
     */
    public JointDistribution conditional(int[] columns, double[] values) {
        if (!family.name().equals("mvnormal")) {
            throw new UnsupportedOperationException(family.name() + ": its conditional distributions are not known");
        }
        return Conditional.of(this, columns, values);
    }

    LocationScatter locationScatter() {
        return family.locationScatter()
                .orElseThrow(() -> new UnsupportedOperationException(
                        family.name() + ": its marginal distributions are not known"));
    }

    double[] searched() {
        return searched;
    }

    /** The parameters of some columns in this order; those that belong to no column follow. */
    double[] chosen(LocationScatter names, int[] columns, double[] values) {
        List<Parameter> all = family.parameters();
        LocationScatter fewer =
                family.ofDimension(columns.length).locationScatter().orElseThrow();
        List<Double> chosen = new ArrayList<>();
        for (int column : columns) {
            chosen.add(values[index(all, names.locations().get(column))]);
        }
        for (String name : fewer.scatterNames()) {
            List<Integer> pair = fewer.columnsOf(name);
            chosen.add(values[index(all, names.scatter(columns[pair.get(0)], columns[pair.get(1)]))]);
        }
        for (int i = 0; i < all.size(); i++) {
            if (names.columnsOf(all.get(i).name()).isEmpty()) {
                chosen.add(values[i]);
            }
        }
        return chosen.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static int index(List<Parameter> all, String name) {
        return all.stream().map(Parameter::name).toList().indexOf(name);
    }

    @Override
    public String toString() {
        return family.name() + Arrays.toString(parameters);
    }
}
