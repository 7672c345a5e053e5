package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.FisherInformation;
import mle.family.Parameter;
import mle.model.Model;
import mle.parallel.Crew;
import mle.plan.LinearTerms;

/**
 * The information that the rows of a regression are expected to bring, in the coordinates of a search: over the rows the sum of
 * JᵀI(θ)J, where I is the information of the family at the parameters of the row and J how these follow from the coordinates.
 */
final class RegressionInformation {
    private static final int CHUNK = 512;

    private final EmpiricalDistribution response;
    private final FisherInformation information;
    private final int parameters;
    private final int slots;
    private final Program program;
    private final double[][] columns;
    private final double[] known;
    private final List<LinearTerms> terms = new ArrayList<>();
    private final List<double[]> offsets = new ArrayList<>();

    RegressionInformation(Model model, ModelFormulas formulas, List<ColumnMap> maps) {
        this.response = model.response();
        this.information = FisherInformation.of(model.family());
        Rowset rows = Rowset.all(response.size());
        maps.forEach(map -> terms.add(map.terms(rows)));
        formulas.linear().forEach(q -> offsets.add(formulas.offset(q)));
        List<Expr.Symbol> inputs = new ArrayList<>(formulas.symbols());
        this.slots = inputs.size();
        List<Expr> outputs = new ArrayList<>();
        for (Parameter p : model.family().parameters()) {
            Expr value = formulas.value(p);
            outputs.add(value);
            formulas.symbols().forEach(s -> outputs.add(value.derivative(s)));
        }
        this.parameters = model.family().parameters().size();
        List<Expr.Symbol> given = outputs.stream()
                .flatMap(e -> e.symbols().stream())
                .distinct()
                .filter(s -> !formulas.symbols().contains(s))
                .toList();
        List<Expr.Symbol> data =
                given.stream().filter(s -> s.kind() == Expr.Kind.DATA).toList();
        List<Expr.Symbol> held =
                given.stream().filter(s -> s.kind() != Expr.Kind.DATA).toList();
        inputs.addAll(data);
        inputs.addAll(held);
        this.columns = data.stream().map(s -> formulas.columns().get(s.name())).toArray(double[][]::new);
        this.known =
                held.stream().mapToDouble(s -> formulas.known().get(s.name())).toArray();
        this.program = Program.of(outputs, inputs);
    }

    /** The packed lower triangle at a point; NaN where a row has no such information. */
    double[] at(double[] point) {
        int n = response.size();
        int p = point.length;
        double[][] parts = new double[(n + CHUNK - 1) / CHUNK][];
        Crew.each(parts.length, chunk -> {
            double[] sum = new double[p * (p + 1) / 2];
            Row row = new Row(point);
            for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
                row.add(i, sum);
            }
            parts[chunk] = sum;
        });
        double[] total = new double[p * (p + 1) / 2];
        for (double[] part : parts) {
            for (int k = 0; k < total.length; k++) {
                total[k] += part[k];
            }
        }
        return total;
    }

    /** What one row adds; rows of the same parameters share their information. */
    private final class Row {
        private final double[] point;
        private final int[] places;
        private final int[] slot;
        private final double[] entries;
        private int size;
        private double[] lastTheta = new double[0];
        private double[] lastInformation = new double[0];

        Row(double[] point) {
            this.point = point;
            int most = slots + terms.stream().mapToInt(t -> t.terms().size()).sum();
            this.places = new int[most];
            this.slot = new int[most];
            this.entries = new double[most];
        }

        void add(int row, double[] sum) {
            double[] inputs = new double[slots + columns.length + known.length];
            read(row, inputs);
            double[] values = program.values(inputs);
            double[] theta = new double[parameters];
            for (int i = 0; i < parameters; i++) {
                theta[i] = values[i * (1 + slots)];
            }
            if (!Arrays.equals(theta, lastTheta)) {
                lastTheta = theta;
                lastInformation = information.at(theta);
            }
            double[] bySlots = bySlots(values);
            double weight = response.weight(row);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    if (places[b] <= places[a]) {
                        sum[places[a] * (places[a] + 1) / 2 + places[b]] +=
                                weight * entries[a] * entries[b] * bySlots[slot[a] * slots + slot[b]];
                    }
                }
            }
        }

        /** The entries of the row that are not zero, and the values of its coordinates. */
        private void read(int row, double[] inputs) {
            size = 0;
            int first = 0;
            for (int k = 0; k < terms.size(); k++) {
                inputs[k] = offsets.get(k).length == 0 ? 0 : offsets.get(k)[row];
                for (LinearTerms.Term term : terms.get(k).terms()) {
                    int from = size;
                    if (term instanceof LinearTerms.Dense d) {
                        put(first, k, d.values().length == 0 ? 1 : (d.values()[row] - d.centre()) * d.factor());
                    } else if (term instanceof LinearTerms.Coded c && c.codes()[row] >= 0) {
                        put(first + c.codes()[row], k, c.values().length == 0 ? 1 : c.values()[row]);
                    }
                    inputs[k] += size > from ? entries[from] * point[places[from]] : 0;
                    first += term.width();
                }
            }
            for (int s = terms.size(); s < slots; s++, first++) {
                inputs[s] = point[first];
                put(first, s, 1);
            }
            for (int j = 0; j < columns.length; j++) {
                inputs[slots + j] = columns[j][row];
            }
            System.arraycopy(known, 0, inputs, slots + columns.length, known.length);
        }

        private void put(int place, int k, double entry) {
            places[size] = place;
            slot[size] = k;
            entries[size++] = entry;
        }

        private double[] bySlots(double[] values) {
            double[] w = new double[slots * slots];
            for (int i = 0; i < parameters; i++) {
                for (int j = 0; j < parameters; j++) {
                    double own = lastInformation[Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)];
                    for (int s = 0; own != 0 && s < slots; s++) {
                        double slope = values[i * (1 + slots) + 1 + s];
                        for (int t = 0; slope != 0 && t < slots; t++) {
                            w[s * slots + t] += slope * own * values[j * (1 + slots) + 1 + t];
                        }
                    }
                }
            }
            return w;
        }
    }
}
