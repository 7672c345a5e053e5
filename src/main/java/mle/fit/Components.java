package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;
import mle.family.Component;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.VectorFamily;
import mle.solve.Outcome;
import mle.solve.Solution;

/**
 * What the components of a mixture stand on. One that lies on a single value can collapse there: its density grows without end,
 * and the likelihood with it. One that lies on no more observations than it has parameters makes a maximum that says nothing of
 * the sample (McLachlan and Peel 2000, Finite Mixture Models, sec. 3.10).
 */
final class Components {
    /** A component that takes less than this from all other values lies on one alone. */
    private static final double ALONE = 1e-6;

    /** A density in the units of the search, e^15, that no component has but one on its way to a collapse. */
    private static final double PEAK = 15;

    /** Below so many observations a report says of a component that they are few. */
    private static final double FEW = 5;

    private static final Program NOTHING = Program.of(List.of(), List.of());

    /**
     * What a component stands on.
     *
     * @param number its number, from 1
     * @param component the component
     * @param observations the sum of its shares of the observations
     * @param values the value at which its density is largest, of vectors those of the row
     * @param row the first row that has that value
     * @param there the sum of its shares of the observations of that value
     * @param rows how many rows have it
     * @param logDensity the logarithm of its density there
     */
    record Standing(
            int number,
            Component component,
            double observations,
            double[] values,
            int row,
            double there,
            int rows,
            double logDensity) {
        /** Whether it lies on the value alone, or, with heavy tails, peaks there as if it did. */
        boolean isOnOneValue() {
            return observations - there <= ALONE * observations || logDensity > PEAK;
        }

        /** The value in words. */
        String place() {
            return values.length == 1
                    ? Double.toString(values[0])
                    : Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    private final Family family;
    private final List<Component> components;
    private final EmpiricalDistribution data;
    private final View view;
    private final FamilyPlan plan;
    private final Map<String, Double> held;
    private final Program shares;
    private final Program weights;
    private final Map<List<Object>, Boolean> collapsible = new HashMap<>();

    /**
     * The components of a family, which may have none.
     *
     * @param held the values of the parameters that are held, in the units of the view
     */
    Components(FamilyPlan plan, EmpiricalDistribution data, View view, Map<String, Double> held) {
        this.family = plan.family();
        this.components = family.components();
        this.data = data;
        this.view = view;
        this.plan = plan;
        this.held = held;
        if (components.isEmpty()) {
            this.shares = NOTHING;
            this.weights = NOTHING;
            return;
        }
        List<Expr.Symbol> inputs = new ArrayList<>();
        family.columns().forEach(x -> inputs.add(Expr.data(x, family.support().sign())));
        family.parameters().forEach(p -> inputs.add(p.symbol()));
        this.shares = Program.of(components.stream().map(Component::logShare).toList(), inputs);
        this.weights = Program.of(
                components.stream().map(Component::logWeight).toList(),
                inputs.subList(family.columns().size(), inputs.size()));
    }

    /** The values of each column. */
    private double[][] columns() {
        int d = family.columns().size();
        return d == 1
                ? new double[][] {data.values()}
                : IntStream.range(0, d).mapToObj(j -> data.margin(j).values()).toArray(double[][]::new);
    }

    /** The values of all parameters at a point of the search. */
    double[] values(double[] point) {
        double[] free = plan.report(point);
        double[] values = new double[family.parameters().size()];
        for (int i = 0, k = 0; i < values.length; i++) {
            Double known = held.get(family.parameters().get(i).name());
            values[i] = known != null ? known : free[k++];
        }
        return values;
    }

    /** What each component stands on at values of the parameters. */
    List<Standing> standings(double[] values) {
        int k = components.size();
        double[] registers = new double[shares.registers()];
        double[][] x = columns();
        System.arraycopy(values, 0, registers, x.length, values.length);
        double[][] logs = new double[data.size()][k];
        double[] sums = new double[k];
        int[] peaks = new int[k];
        for (int i = 0; i < logs.length; i++) {
            for (int j = 0; j < x.length; j++) {
                registers[j] = view.margin(j).inView(x[j][i]);
            }
            shares.run(registers);
            for (int c = 0; c < k; c++) {
                logs[i][c] = registers[shares.output(c)];
                peaks[c] = isExact(i) && !(logs[i][c] <= logs[peaks[c]][c]) ? i : peaks[c];
            }
            for (int c = 0; c < k; c++) {
                sums[c] += share(logs[i], c) * data.weight(i);
            }
        }
        List<Standing> standings = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            int peak = peaks[c];
            double there = 0;
            int rows = 0;
            for (int i = 0; i < logs.length; i++) {
                int row = i;
                boolean same = isExact(i) && Arrays.stream(x).allMatch(column -> column[row] == column[peak]);
                there += same ? share(logs[i], c) * data.weight(i) : 0;
                rows += same ? 1 : 0;
            }
            double height = logs[peak][c] - weights.values(values)[c];
            double[] place =
                    Arrays.stream(x).mapToDouble(column -> column[peak]).toArray();
            standings.add(
                    new Standing(c + 1, components.get(c), sums[c], place, data.rowOf(peak), there, rows, height));
        }
        return standings;
    }

    /** A row that no component has, as a zero of its own, is shared by none. */
    private static double share(double[] logs, int c) {
        return Double.isInfinite(logs[c]) ? 0 : Function.softmax(c).at(logs);
    }

    private boolean isExact(int row) {
        return data.regions().isEmpty() || data.regions().get().kind(row) == Observations.Kind.EXACT;
    }

    /** The component that collapsed where a search ended, if one did. */
    Optional<Standing> collapsed(Solution end, double reach) {
        if (components.isEmpty() || end.converged() && plan.farOut(end, reach) < 0) {
            return Optional.empty();
        }
        double[] values = family.inOrder(values(end.point()));
        return standings(values).stream()
                .filter(s -> s.isOnOneValue() && canCollapse(s, values))
                .findFirst();
    }

    /** The component that lies on no more observations than it has parameters and could collapse, if there is one. */
    Optional<Standing> spurious(Solution end) {
        if (components.isEmpty() || !end.converged()) {
            return Optional.empty();
        }
        double[] values = values(end.point());
        if (!mayLieOnFewer(values, 1)) {
            return Optional.empty();
        }
        return standings(values).stream()
                .filter(s -> s.observations() < estimated(s.component()) + 0.5 && canCollapse(s, values))
                .findFirst();
    }

    /** The component that lies within one interval of censored data, if one does. */
    Optional<Enclosed> enclosed(Solution end) {
        if (components.isEmpty() || data.regions().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> values = new HashMap<>();
        double[] ordered = values(end.point());
        for (int i = 0; i < ordered.length; i++) {
            values.put(family.parameters().get(i).name(), ordered[i]);
        }
        return IntStream.range(0, components.size())
                .mapToObj(c -> Enclosed.of(c + 1, components.get(c), values, data, view, end.converged()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether a component's weight allows that it lies on fewer observations than it has parameters and a margin. */
    private boolean mayLieOnFewer(double[] values, double margin) {
        double[] logs = weights.values(values);
        for (int k = 0; k < logs.length; k++) {
            if (!(StrictMath.exp(logs[k]) * data.n() >= estimated(components.get(k)) + margin)) {
                return true;
            }
        }
        return false;
    }

    private long estimated(Component component) {
        return component.names().values().stream()
                .filter(name -> !held.containsKey(name))
                .count();
    }

    /** Whether the likelihood of a value alone, several times over, has no bound under the family of a component. */
    private boolean canCollapse(Standing s, double[] values) {
        if (s.rows() == 0 || family.support().integer()) {
            return false; // a probability is bounded
        }
        Map<String, Double> fixed = fixed(s.component(), values);
        if (s.component().family() instanceof VectorFamily vectors) {
            return fixed.keySet().stream()
                    .allMatch(name -> vectors.columnsOf(name).isEmpty());
        }
        double x = view.inView(s.values()[0]);
        if (!s.component().family().support().with(fixed).contains(x)) {
            return false;
        }
        return collapsible.computeIfAbsent(List.of(s.number(), x, fixed), unused -> {
            Mle alone = Mle.of(s.component().family());
            for (Map.Entry<String, Double> e : fixed.entrySet()) {
                alone = alone.withFixed(e.getKey(), e.getValue());
            }
            Fit fit = alone.fitTo(EmpiricalDistribution.of(new double[] {x, x}));
            return fit.outcome().kind() == Outcome.Kind.UNBOUNDED;
        });
    }

    /** What a component can't choose: what is held, and what it has in common with others. */
    private Map<String, Double> fixed(Component component, double[] values) {
        Set<String> ofOthers = new HashSet<>();
        for (Component other : components) {
            if (other != component) {
                ofOthers.addAll(other.names().values());
            }
        }
        Map<String, Double> fixed = new HashMap<>();
        for (Map.Entry<String, String> e : component.names().entrySet()) {
            int i = index(e.getValue());
            if (held.containsKey(e.getValue()) || ofOthers.contains(e.getValue())) {
                fixed.put(e.getKey(), values[i]);
            }
        }
        return fixed;
    }

    private int index(String name) {
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        return names.indexOf(name);
    }

    /** The outcome where no local maximum was found. */
    Outcome unbounded(Standing collapse) {
        String where = "row " + collapse.row() + (collapse.rows() > 1 ? " and others of that value" : "");
        Map<String, String> names = collapse.component().names();
        List<String> parameters = collapse.component().family().parameters().stream()
                .map(p -> names.get(p.name()))
                .toList();
        return new Outcome(
                Outcome.Kind.UNBOUNDED,
                "the likelihood grows without end where component " + collapse.number() + " ("
                        + collapse.component().family().name() + ") collapses on the value " + collapse.place() + " ("
                        + where + "), and no local maximum was found",
                parameters,
                Map.of());
    }

    /** Whether a component can collapse at a point of the search. */
    boolean canCollapse(double[] point) {
        return collapsible(point).isPresent();
    }

    /** The first component that can collapse, if one can: then maxima are local ones. */
    Optional<Standing> collapsible(Solution s) {
        return collapsible(s.point());
    }

    private Optional<Standing> collapsible(double[] point) {
        if (components.isEmpty()) {
            return Optional.empty();
        }
        double[] values = values(point);
        return standings(values).stream()
                .filter(standing -> canCollapse(standing, values))
                .findFirst();
    }

    /** What is to be said of the components at a maximum: which lie on few observations, and whether there is a higher one. */
    String describe(Solution s, Search search) {
        if (components.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        double[] values = values(s.point());
        if (mayLieOnFewer(values, FEW)) {
            standings(values).stream()
                    .filter(standing -> Math.rint(standing.observations()) < FEW && canCollapse(standing, values))
                    .forEach(standing -> text.append("; ").append(describe(standing)));
        }
        higher(s, search)
                .flatMap(other -> enclosed(other)
                        .map(Enclosed::describe)
                        .or(() -> spurious(other).map(Components::describe)))
                .ifPresent(other ->
                        text.append("; left aside is a higher maximum where ").append(other));
        return text.toString();
    }

    /** Where a search ended that says nothing of the sample, but is higher than another end. */
    Optional<Solution> higher(Solution than, Search search) {
        return search.elsewhere().spurious().stream()
                .filter(other -> other.jet().value() < than.jet().value())
                .findFirst();
    }

    private static String describe(Standing s) {
        return "component " + s.number() + " lies on " + Digits.fixed(s.observations(), 1) + " observations near "
                + s.place();
    }
}
