package mle.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.plan.Plan;

/** The main class of a child that times the making of a plan: the first in the JVM, and when it is warm. */
final class PlanMaking {
    private PlanMaking() {}

    /** Arguments: family, effort. */
    public static void main(String[] args) {
        long began = System.nanoTime();
        Family family = Families.find(args[0]).orElseThrow();
        Plan plan = plan(family);
        Child.print("cold", System.nanoTime() - began);
        Stopwatch watch = new Stopwatch(Double.parseDouble(args[1]));
        watch.add("warm", () -> plan(family) == plan ? 1 : 0);
        watch.run().forEach(Child::print);
    }

    /** The plan of a family in coordinates of the line. */
    private static Plan plan(Family family) {
        List<Expr.Symbol> coordinates = new ArrayList<>();
        Map<String, Expr> values = new HashMap<>();
        for (Parameter p : family.parameters()) {
            if (!p.known()) {
                Expr.Symbol coordinate = Expr.parameter("line_" + p.name());
                coordinates.add(coordinate);
                values.put(p.name(), p.domain().fromLine(coordinate));
            }
        }
        Expr density = family.logDensity().replace(s -> values.getOrDefault(((Expr.Symbol) s).name(), s));
        return Plan.of(density, coordinates);
    }
}
