package mle.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Program;

/**
 * How the weighted mean over rows of a formula, with its gradient and Hessian in the parameters, is evaluated fast.
 *
 * <p>What depends on parameters alone is computed once per evaluation; what depends on data alone once per data set;
 * sums of (part of parameters) × (part of data) become moments; the rest runs over the rows in one pass of fixed-size
 * blocks. A plan depends on the formula alone and is bound to any number of data sets.
 */
public final class Plan {
    private final Expr formula;
    private final List<Expr.Symbol> parameters;
    private final List<Expr.Symbol> known;
    private final List<Expr> centres;
    private final List<Expr> moments;
    private final List<Expr> columns;
    private final List<Expr.Symbol> data;
    private final List<Stage> stages;
    private final List<Separation.Term> value;
    private final RowProgram materialise;
    private final Program materialiseScalars;
    private final Program centreProgram;
    private final Optional<Program> quadratics;
    private final List<Expr.Symbol> inputs;
    private volatile ScoreProgram scores;

    private Plan(Expr formula, List<Expr.Symbol> parameters) {
        this.formula = formula;
        this.parameters = List.copyOf(parameters);
        Separation separation = new Separation();
        int p = parameters.size();
        int[] sizes = {1, 1 + p, 1 + p + p * (p + 1) / 2};
        List<List<Separation.Term>> outputs =
                LinearRelations.reduced(separation.terms(outputs(formula, parameters)), sizes);
        this.value = outputs.get(0);
        this.centres = List.copyOf(separation.centres().keySet());
        this.known = symbols(formula, Expr.Kind.KNOWN);
        known.addAll(separation.centres().values());
        this.moments = distinctFactors(outputs, true);
        Set<Expr> materialised = new LinkedHashSet<>();
        this.inputs = new ArrayList<>(this.parameters);
        inputs.addAll(known);
        this.stages = new ArrayList<>();
        for (int size : sizes) {
            Stage stage = new Stage(outputs.subList(0, size), moments, inputs);
            materialised.addAll(stage.rows().leaves());
            stages.add(stage);
        }
        this.columns = List.copyOf(materialised);
        this.data = symbols(formula, Expr.Kind.DATA);
        this.materialise =
                RowProgram.of(moments, columns, e -> e instanceof Expr.Symbol s && s.kind() == Expr.Kind.DATA);
        this.materialiseScalars = Program.of(materialise.scalars(), known);
        List<Expr.Symbol> given = new ArrayList<>(data);
        given.addAll(known.subList(0, known.size() - centres.size()));
        this.centreProgram = Program.of(centres, given);
        this.quadratics = quadratics(given);
    }

    /** Each moment and half its second derivative, where all that is taken from the data are such moments of one column. */
    private Optional<Program> quadratics(List<Expr.Symbol> inputs) {
        if (data.size() != 1 || moments.isEmpty() || !columns.isEmpty()) {
            return Optional.empty();
        }
        List<Expr> parts = new ArrayList<>();
        for (Expr moment : moments) {
            // The derivatives of a kink say nothing of it, and tails by sums have none.
            if (!isPolynomial(moment)) {
                return Optional.empty();
            }
            Expr second = moment.derivative(data.get(0)).derivative(data.get(0));
            if (second.derivative(data.get(0)) != Expr.ZERO) {
                return Optional.empty();
            }
            parts.add(moment);
            parts.add(second.times(0.5));
        }
        List<Expr.Symbol> all = new ArrayList<>(inputs);
        all.addAll(known.subList(inputs.size() - 1, known.size()));
        return Optional.of(Program.of(parts, all));
    }

    private static boolean isPolynomial(Expr e) {
        if (e instanceof Expr.Sum s) {
            return IntStream.range(0, s.size()).allMatch(i -> isPolynomial(s.term(i)));
        }
        if (e instanceof Expr.Product p) {
            return IntStream.range(0, p.size())
                    .allMatch(i -> !p.base(i).usesData()
                            || isPolynomial(p.base(i)) && p.power(i) > 0 && p.power(i) == Math.rint(p.power(i)));
        }
        return e instanceof Expr.Symbol || !e.usesData();
    }

    /**
     * The plan of a formula.
     *
     * @param formula of data columns, parameters and known numbers
     * @param parameters the parameters in the order of the gradient
     */
    public static Plan of(Expr formula, List<Expr.Symbol> parameters) {
        return new Plan(formula, parameters);
    }

    private static List<Expr> outputs(Expr formula, List<Expr.Symbol> parameters) {
        List<Expr> gradient = new ArrayList<>();
        for (Expr.Symbol p : parameters) {
            gradient.add(formula.derivative(p));
        }
        List<Expr> outputs = new ArrayList<>();
        outputs.add(formula);
        outputs.addAll(gradient);
        for (int i = 0; i < gradient.size(); i++) {
            for (int j = 0; j <= i; j++) {
                outputs.add(gradient.get(i).derivative(parameters.get(j)));
            }
        }
        return outputs;
    }

    private static List<Expr.Symbol> symbols(Expr formula, Expr.Kind kind) {
        List<Expr.Symbol> symbols = new ArrayList<>();
        for (Expr.Symbol s : formula.symbols()) {
            if (s.kind() == kind) {
                symbols.add(s);
            }
        }
        return symbols;
    }

    static List<Expr> distinctFactors(List<List<Separation.Term>> outputs, boolean ofMoments) {
        Set<Expr> factors = new LinkedHashSet<>();
        for (List<Separation.Term> terms : outputs) {
            for (Separation.Term term : terms) {
                if (term.factor() != Expr.ONE && term.isMoment() == ofMoments) {
                    factors.add(term.factor());
                }
            }
        }
        return List.copyOf(factors);
    }

    /** The parameters, in the order of the gradient. */
    public List<Expr.Symbol> parameters() {
        return parameters;
    }

    /** The row formulas whose means are taken once per data set. */
    public List<Expr> moments() {
        return moments;
    }

    /** The row formulas whose means are taken at every evaluation. */
    public List<Expr> loops() {
        return stages.get(2).loops();
    }

    /**
     * The plan for given rows, which are read when it is first evaluated.
     *
     * @param rows the data
     * @param knownValues the values of the known numbers of the formula, by name
     */
    public Bound bind(Rows rows, Map<String, Double> knownValues) {
        return new Bound(this, rows, knownValues);
    }

    /** The moments as formulas of the data alone, taken about a typical value of each data column. */
    public List<Expr> moments(Map<String, Double> typical, Map<String, Double> knownValues) {
        double[] values = Bound.known(this, Rows.of(typical), knownValues);
        Map<Expr, Expr> numbers = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            numbers.put(known.get(i), Expr.constant(values[i]));
        }
        return moments.stream().map(m -> m.replace(numbers)).toList();
    }

    /**
     * The plan for a distribution of which nothing is given but the means of {@link #moments()}: a plan with moments alone needs
     * no more.
     *
     * @param typical a value of each data column about which moments are taken, by name
     * @param knownValues the values of the known numbers of the formula, by name
     * @param means the means of the moments taken about that value
     * @throws IllegalArgumentException if the plan evaluates rows
     */
    public Bound bind(Map<String, Double> typical, Map<String, Double> knownValues, double[] means) {
        if (!loops().isEmpty()) {
            throw new IllegalArgumentException("plan: its formula has no sufficient statistics, rows are needed");
        }
        return new Bound(this, typical, knownValues, means);
    }

    /** The plan for given rows, of a formula without known numbers. */
    public Bound bind(Rows rows) {
        return bind(rows, Map.of());
    }

    List<Expr.Symbol> known() {
        return known;
    }

    List<Expr> centres() {
        return centres;
    }

    List<Expr> columns() {
        return columns;
    }

    /** The formula as a sum of products. */
    List<Separation.Term> value() {
        return value;
    }

    List<Expr.Symbol> data() {
        return data;
    }

    /** How the gradient of each row is computed, made when it is first needed. */
    ScoreProgram scores() {
        if (scores == null) {
            scores = ScoreProgram.of(formula, parameters, inputs);
        }
        return scores;
    }

    Stage stage(int order) {
        return stages.get(order);
    }

    /** The scalars of {@link #materialise} from the known numbers. */
    Program materialiseScalars() {
        return materialiseScalars;
    }

    /** The parts to be centred, from the data columns of a row and then the named known numbers. */
    Program centreProgram() {
        return centreProgram;
    }

    /**
     * For a plan whose moments are polynomials of degree two of one column and which keeps no columns: each moment, and what it
     * gains from the variance, at a value of the column and then the known numbers.
     */
    Optional<Program> quadratics() {
        return quadratics;
    }

    RowProgram materialise() {
        return materialise;
    }

    /**
     * What became of each part of the formula, in words: what is taken from the data once, and for an evaluation to each order
     * the operations on each row with an estimate of their cost, in additions.
     */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append("formula: ").append(formula).append('\n');
        text.append("parameters: ").append(names(parameters)).append('\n');
        if (!centres.isEmpty()) {
            text.append("centred about a value of the data: ")
                    .append(list(centres))
                    .append('\n');
        }
        text.append("once per data set, moments (means over the rows): ")
                .append(list(moments))
                .append('\n');
        text.append("once per data set, columns kept: ").append(list(columns)).append('\n');
        String[] what = {"value", "value and gradient", "value, gradient and Hessian"};
        for (int order = 0; order < 3; order++) {
            Stage stage = stages.get(order);
            text.append("per evaluation of ")
                    .append(what[order])
                    .append(": ")
                    .append(stage.scalars().size())
                    .append(" scalar steps; ");
            text.append(
                    stage.loops().isEmpty()
                            ? "no pass over the rows"
                            : "one pass over the rows, for each: "
                                    + stage.rows().operations() + "; about "
                                    + stage.rows().cost() + " additions");
            text.append('\n');
        }
        text.append("summed over the rows at every evaluation: ").append(list(loops()));
        return text.append('\n').toString();
    }

    private static String names(List<Expr.Symbol> symbols) {
        return String.join(", ", symbols.stream().map(Expr.Symbol::name).toList());
    }

    private static String list(List<Expr> formulas) {
        if (formulas.isEmpty()) {
            return "none";
        }
        return String.join("; ", formulas.stream().map(Expr::toString).toList());
    }

    /** What an evaluation to one order needs: the scalar program, the row program and how their results combine. */
    static final class Stage {
        private final List<Expr> loops;
        private final RowProgram rows;
        private final Program scalars;
        private final int[][] coefficients;
        private final int[][] means;

        Stage(List<List<Separation.Term>> outputs, List<Expr> moments, List<Expr.Symbol> inputs) {
            loops = distinctFactors(outputs, false);
            rows = RowProgram.of(loops, List.of(), e -> e.usesData() && !e.usesParameters());
            Numbering ofMeans = new Numbering();
            ofMeans.of(Expr.ONE);
            for (Expr moment : moments) {
                ofMeans.of(moment);
            }
            for (Expr loop : loops) {
                ofMeans.of(loop);
            }
            Numbering ofScalars = new Numbering();
            for (Expr scalar : rows.scalars()) {
                ofScalars.of(scalar);
            }
            coefficients = new int[outputs.size()][];
            means = new int[outputs.size()][];
            for (int i = 0; i < coefficients.length; i++) {
                List<Separation.Term> terms = outputs.get(i);
                coefficients[i] = new int[terms.size()];
                means[i] = new int[terms.size()];
                for (int k = 0; k < terms.size(); k++) {
                    coefficients[i][k] = ofScalars.of(terms.get(k).coefficient());
                    means[i][k] = ofMeans.of(terms.get(k).factor());
                }
            }
            scalars = Program.of(ofScalars.all(), inputs);
        }

        List<Expr> loops() {
            return loops;
        }

        RowProgram rows() {
            return rows;
        }

        Program scalars() {
            return scalars;
        }

        /** How many numbers an evaluation gives. */
        int outputs() {
            return coefficients.length;
        }

        /** One number of the evaluation: Σ coefficient × mean. */
        double combine(int output, double[] registers, double[] meanValues) {
            double total = 0;
            int[] terms = coefficients[output];
            for (int k = 0; k < terms.length; k++) {
                total += registers[scalars.output(terms[k])] * meanValues[means[output][k]];
            }
            return total;
        }
    }
}
