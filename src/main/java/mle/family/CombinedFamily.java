package mle.family;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;

/** A family made of others: its density is a formula of theirs. */
record CombinedFamily(
        String name,
        Support support,
        List<Parameter> parameters,
        Expr logDensity,
        Optional<Tails> tails,
        String text,
        Function<EmpiricalDistribution, List<double[]>> starting,
        Heritage heritage)
        implements Family {
    @Override
    public List<double[]> starts(EmpiricalDistribution p) {
        return starting.apply(p);
    }

    @Override
    public boolean severalMaxima() {
        return heritage.searches() > 1;
    }

    @Override
    public int searches() {
        return heritage.searches();
    }

    @Override
    public List<Component> components() {
        return heritage.components();
    }

    @Override
    public double[] inOrder(double[] values) {
        return heritage.ordering().apply(values);
    }

    @Override
    public List<Limit> limits() {
        return heritage.limits();
    }

    @Override
    public List<UnboundedRegion> unboundedRegions() {
        return heritage.unboundedRegions();
    }

    @Override
    public Optional<Reparametrisation> solvedIn() {
        return heritage.solvedIn();
    }

    @Override
    public Family regressionForm() {
        return heritage.regression().get();
    }

    @Override
    public Optional<Moments> moments() {
        return heritage.moments();
    }

    @Override
    public String source() {
        return heritage.source();
    }

    @Override
    public String toString() {
        return name;
    }
}
