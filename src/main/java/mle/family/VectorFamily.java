package mle.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Formula;

/**
 * A family of distributions of vectors: its log-density is a formula of the columns {@code x1}, {@code x2} and so on. It has a
 * sibling for every number of columns. Immutable: each {@code with} gives another.
 */
public final class VectorFamily implements Family {
    /** How a row is drawn. */
    interface Sampler {
        /**
         * Draws a row.
         *
         * @param own the parameters
         * @param searched those in which it is solved; its own where there are no others
         * @param total what the row adds up to, for counts
         * @param row what to fill
         */
        void draw(double[] own, double[] searched, double total, Draws random, double[] row);
    }

    /** How a maximum is found without a search. */
    interface ClosedForm {
        /** The maximum for data and the values of parameters that are held, where there is one. */
        Optional<Maximum> of(VectorFamily family, EmpiricalDistribution data, Map<String, Double> held);
    }

    /** The means or covariances that the parameters say, of a row of counts that adds up to a total. */
    interface Moments<T> {
        T of(double[] parameters, double total);
    }

    private final String name;
    private final List<String> columns;
    private final Support support;
    private final List<Parameter> parameters;
    private final String text;
    private final Supplier<Expr> density;

    // What a family knows of itself beside its density; set on a copy that nobody has seen, never later.
    private Function<EmpiricalDistribution, List<double[]>> starts;
    private IntFunction<VectorFamily> siblings = d -> this;
    private List<Limit> limits = List.of();
    private Optional<Supplier<Reparametrisation>> solving = Optional.empty();
    private Optional<LocationScatter> locationScatter = Optional.empty();
    private Optional<Constraint> constraint = Optional.empty();
    private Optional<IntFunction<String>> absent = Optional.empty();
    private ClosedForm closedForm = (family, data, held) -> Optional.empty();
    private Optional<Mixture> mixture = Optional.empty();
    private Sampler sampler;
    private Moments<double[]> mean;
    private Moments<double[][]> covariance;
    private String source = "";

    // Made when first asked for: for many columns they are long.
    private volatile Expr logDensity;
    private volatile Reparametrisation solvedIn;

    private VectorFamily(
            String name,
            List<String> columns,
            Support support,
            List<Parameter> parameters,
            String text,
            Supplier<Expr> density) {
        this.name = name;
        this.columns = columns;
        this.support = support;
        this.parameters = parameters;
        this.text = text;
        this.density = density;
        this.starts = p -> List.of();
    }

    /** A family whose density is a formula that the text tells in words. */
    static VectorFamily of(
            String name,
            int dimension,
            Support support,
            List<Parameter> parameters,
            String text,
            Supplier<Expr> density) {
        List<String> columns = IntStream.range(0, dimension)
                .mapToObj(k -> Elliptical.column(k, dimension))
                .toList();
        return new VectorFamily(name, columns, support, List.copyOf(parameters), text, density);
    }

    /** A family whose density is the text. */
    static VectorFamily of(String name, int dimension, Support support, List<Parameter> parameters, String text) {
        return of(name, dimension, support, parameters, text, () -> parsed(text, dimension, support, parameters));
    }

    /** A formula of the columns and of parameters. */
    static Expr parsed(String text, int dimension, Support support, List<Parameter> parameters) {
        Map<String, Expr> symbols = new LinkedHashMap<>();
        for (int k = 0; k < dimension; k++) {
            String column = Elliptical.column(k, dimension);
            symbols.put(column, Expr.data(column, support.sign()));
        }
        parameters.forEach(
                p -> symbols.put(p.name(), Expr.parameter(p.name(), p.domain().sign())));
        return Formula.parse(text, symbols);
    }

    private VectorFamily copy() {
        VectorFamily copy = new VectorFamily(name, columns, support, parameters, text, density);
        copy.starts = starts;
        copy.siblings = siblings;
        copy.limits = limits;
        copy.solving = solving;
        copy.locationScatter = locationScatter;
        copy.constraint = constraint;
        copy.absent = absent;
        copy.closedForm = closedForm;
        copy.mixture = mixture;
        copy.sampler = sampler;
        copy.mean = mean;
        copy.covariance = covariance;
        copy.source = source;
        return copy;
    }

    /** With its start values. */
    VectorFamily withStarts(Function<EmpiricalDistribution, List<double[]>> points) {
        VectorFamily other = copy();
        other.starts = points;
        return other;
    }

    /** With the families for other numbers of columns. */
    VectorFamily withSiblings(IntFunction<VectorFamily> ofDimension) {
        VectorFamily other = copy();
        other.siblings = ofDimension;
        return other;
    }

    /** With the family that it becomes at an edge. */
    VectorFamily withLimit(Limit limit) {
        VectorFamily other = copy();
        other.limits = List.of(limit);
        return other;
    }

    /** With other parameters for the search, made when they are first asked for. */
    VectorFamily withSolvedIn(Supplier<Reparametrisation> others) {
        VectorFamily other = copy();
        other.solving = Optional.of(others);
        return other;
    }

    /** With parameters that move with the data. */
    VectorFamily withLocationScatter(LocationScatter names) {
        VectorFamily other = copy();
        other.locationScatter = Optional.of(names);
        return other;
    }

    /** With what every row has to fulfil. */
    VectorFamily withConstraint(Constraint rule) {
        VectorFamily other = copy();
        other.constraint = Optional.of(rule);
        return other;
    }

    /** With the parameter of each column (from 0) that is zero where the column has nothing but zeros. */
    VectorFamily withAbsent(IntFunction<String> parameterOfColumn) {
        VectorFamily other = copy();
        other.absent = Optional.of(parameterOfColumn);
        return other;
    }

    /** With the mixture that it is: components, their order, and what it is without some of them. */
    VectorFamily withMixture(Mixture of) {
        VectorFamily other = copy();
        other.mixture = Optional.of(of);
        return other;
    }

    /** With a maximum in closed form. */
    VectorFamily withClosedForm(ClosedForm maximum) {
        VectorFamily other = copy();
        other.closedForm = maximum;
        return other;
    }

    /** With the way to draw a row, and the moments. */
    VectorFamily withSampler(Sampler draws, Moments<double[]> means, Moments<double[][]> covariances) {
        VectorFamily other = copy();
        other.sampler = draws;
        other.mean = means;
        other.covariance = covariances;
        return other;
    }

    /** With the place in the literature where it is defined. */
    VectorFamily withSource(String reference) {
        VectorFamily other = copy();
        other.source = reference;
        return other;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    /** How many columns its rows have. */
    public int dimension() {
        return columns.size();
    }

    @Override
    public VectorFamily ofDimension(int dimension) {
        return dimension == dimension() ? this : siblings.apply(dimension);
    }

    @Override
    public Support support() {
        return support;
    }

    @Override
    public String supportInWords() {
        String each = Family.super.supportInWords();
        return constraint.map(c -> each + ", " + c.text()).orElse(each);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** None: there is no order among vectors. */
    @Override
    public Optional<Tails> tails() {
        return Optional.empty();
    }

    @Override
    public Expr logDensity() {
        if (logDensity == null) {
            logDensity = density.get();
        }
        return logDensity;
    }

    @Override
    public List<double[]> starts(EmpiricalDistribution p) {
        return starts.apply(p);
    }

    @Override
    public List<Limit> limits() {
        return mixture.map(Mixture::limits).orElse(limits);
    }

    @Override
    public List<Component> components() {
        return mixture.map(Mixture::components).orElse(List.of());
    }

    @Override
    public boolean severalMaxima() {
        return mixture.isPresent();
    }

    @Override
    public int searches() {
        return mixture.map(Mixture::searches).orElseGet(Family.super::searches);
    }

    @Override
    public double[] inOrder(double[] values) {
        return mixture.map(m -> m.inOrder(values)).orElse(values);
    }

    @Override
    public Optional<Reparametrisation> solvedIn() {
        if (solvedIn == null) {
            solving.ifPresent(others -> solvedIn = others.get());
        }
        return Optional.ofNullable(solvedIn);
    }

    /** The parameters that move with the data, if there are such. */
    public Optional<LocationScatter> locationScatter() {
        return locationScatter;
    }

    /** The columns (from 0) that a parameter moves with, of a mixture those of the component that has it; none of others. */
    public List<Integer> columnsOf(String parameter) {
        for (Component c : components()) {
            for (Map.Entry<String, String> e : c.names().entrySet()) {
                if (e.getValue().equals(parameter)) {
                    return ((VectorFamily) c.family()).columnsOf(e.getKey());
                }
            }
        }
        return locationScatter.map(names -> names.columnsOf(parameter)).orElse(List.of());
    }

    /** Whether a parameter is shifted with the data. */
    boolean isLocation(String parameter) {
        return columnsOf(parameter).size() == 1;
    }

    /** Whether all of it, of a mixture all components, moves with the data. */
    boolean movesWithData() {
        return locationScatter.isPresent()
                || mixture.isPresent()
                        && mixture.get().parts().stream()
                                .allMatch(f -> f instanceof VectorFamily v && v.movesWithData());
    }

    /** What every row has to fulfil beside its columns, if anything. */
    public Optional<Constraint> constraint() {
        return constraint;
    }

    /** The parameter of each column (from 0) that is zero where the column has nothing but zeros, for families that have one. */
    public Optional<IntFunction<String>> absent() {
        return absent;
    }

    /**
     * The maximum of the likelihood, where it has a closed form.
     *
     * @param data the data
     * @param held the values of parameters that are held
     */
    public Optional<Maximum> maximum(EmpiricalDistribution data, Map<String, Double> held) {
        return closedForm.of(this, data, held);
    }

    /**
     * The family at given values of its parameters: the density of rows, their mean and covariance, and samples.
     *
     * @throws IllegalArgumentException if one lies outside its domain or their number is wrong
     */
    public JointDistribution joint(double... values) {
        return new JointDistribution(this, values, 1);
    }

    Sampler sampler() {
        return sampler;
    }

    double[] mean(double[] values, double total) {
        return mean.of(values, total);
    }

    double[][] covariance(double[] values, double total) {
        return covariance.of(values, total);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return name;
    }
}
