package mle.family;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;

/** A family made of others: its density is a formula of theirs. */
record CombinedFamily(
        String name,
        Support support,
        List<Parameter> parameters,
        Expr logDensity,
        Optional<Tails> tails,
        boolean severalMaxima,
        Function<EmpiricalDistribution, List<double[]>> starting,
        Supplier<Family> regression)
        implements Family {
    @Override
    public List<double[]> starts(EmpiricalDistribution p) {
        return starting.apply(p);
    }

    @Override
    public Family regressionForm() {
        return regression.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
