package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;

/**
 * Columns that are independent of each other, each with a family of its own: the log-density is the sum of theirs. The parameters
 * of column k are those of its family with k behind the name, after a digit with a bar between: {@code mean1}, {@code sd1},
 * {@code shape2}; of a mixture in the second column {@code mean1_2}.
 */
public final class IndependentFamily implements Family {
    private final List<Family> parts;
    private final List<Parameter> parameters;
    private final Expr logDensity;

    IndependentFamily(List<Family> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("independent: expected at least two families, got " + parts.size());
        }
        this.parts = List.copyOf(parts);
        this.parameters = new ArrayList<>();
        Expr sum = Expr.ZERO;
        for (int k = 0; k < parts.size(); k++) {
            Family part = parts.get(k);
            Pieces.checkStill("independent", part);
            String number = Integer.toString(k + 1);
            int column = k;
            part.parameters().forEach(p -> parameters.add(p.named(nameOf(p.name(), column))));
            Expr.Symbol x = Expr.data("x", part.support().sign());
            Expr.Symbol ofColumn = Expr.data("x" + number, part.support().sign());
            sum = sum.plus(part.logDensity().replace(s -> {
                Expr.Symbol symbol = (Expr.Symbol) s;
                return symbol.equals(x)
                        ? ofColumn
                        : part.parameter(symbol.name())
                                .map(p ->
                                        (Expr) p.named(nameOf(p.name(), column)).symbol())
                                .orElse(symbol);
            }));
        }
        this.logDensity = sum;
    }

    /** The name of a parameter of a column (from 0) among those of all. */
    public static String nameOf(String parameter, int column) {
        return Pieces.numbered(parameter, column + 1);
    }

    /** The families of the columns. */
    public List<Family> parts() {
        return parts;
    }

    /** The parameters of the family of a column (from 0), among values of all parameters. */
    public double[] ofPart(int column, double[] values) {
        int from = 0;
        for (int k = 0; k < column; k++) {
            from += parts.get(k).parameters().size();
        }
        return Arrays.copyOfRange(
                values, from, from + parts.get(column).parameters().size());
    }

    @Override
    public String name() {
        return parts.stream().map(Family::name).collect(Collectors.joining(", ", "independent(", ")"));
    }

    @Override
    public List<String> columns() {
        return IntStream.rangeClosed(1, parts.size()).mapToObj(k -> "x" + k).toList();
    }

    /** The values that some column can take: from the lowest to the highest end. */
    @Override
    public Support support() {
        Support first = parts.get(0).support();
        boolean alike = parts.stream().allMatch(p -> p.support().equals(first));
        return alike
                ? first
                : new Support(
                        parts.stream()
                                .mapToDouble(p -> p.support().lower())
                                .min()
                                .orElseThrow(),
                        true,
                        parts.stream()
                                .mapToDouble(p -> p.support().upper())
                                .max()
                                .orElseThrow(),
                        true,
                        parts.stream().allMatch(p -> p.support().integer()),
                        Optional.empty());
    }

    @Override
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    @Override
    public Expr logDensity() {
        return logDensity;
    }

    /** None: there is no order among vectors. */
    @Override
    public Optional<Tails> tails() {
        return Optional.empty();
    }

    /** The starts of each family, the first of all together, the second of all together, and so on. */
    @Override
    public List<double[]> starts(EmpiricalDistribution p) {
        List<List<double[]>> each = IntStream.range(0, parts.size())
                .mapToObj(k -> parts.get(k).starts(p.margin(k)))
                .toList();
        int most = each.stream().mapToInt(List::size).max().orElse(0);
        List<double[]> starts = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int row = i;
            starts.add(each.stream()
                    .flatMapToDouble(s -> Arrays.stream(s.get(Math.min(row, s.size() - 1))))
                    .toArray());
        }
        return starts;
    }

    @Override
    public String toString() {
        return name();
    }
}
