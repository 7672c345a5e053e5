package mle.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;

/**
 * The whole numbers that a parameter can have where the others are known: those in its domain at which none of the counts that
 * its family has beside x is below zero.
 *
 * @param least the least of them
 * @param greatest the greatest of them, infinite for none
 */
record WholeRange(double least, double greatest) {
    /**
     * Those that data allow.
     *
     * @param held the values of the parameters that are held
     * @throws IllegalArgumentException if there is none
     */
    static WholeRange of(Parameter parameter, Family family, Map<String, Double> held, EmpiricalDistribution data) {
        Domain domain = parameter.domain();
        double least = Math.floor(domain.lower()) + 1;
        double greatest = Math.ceil(domain.upper()) - 1;
        double[] extremes = extremes(data);
        for (Expr count : family.cells()) {
            if (count.symbols().contains(parameter.symbol())) {
                for (double x : extremes) {
                    // Such a count is a straight line in the parameter.
                    double atZero = value(count, family, with(held, parameter, 0), x);
                    double slope = value(count, family, with(held, parameter, 1), x) - atZero;
                    least = slope > 0 ? Math.max(least, Math.ceil(-atZero / slope)) : least;
                    greatest = slope < 0 ? Math.min(greatest, Math.floor(-atZero / slope)) : greatest;
                }
            }
        }
        if (!(least <= greatest)) {
            throw new IllegalArgumentException(family.name() + ": the data allow no " + parameter.name()
                    + ", which must be at least " + Ending.format(least) + " and at most " + Ending.format(greatest));
        }
        return new WholeRange(least, greatest);
    }

    private static Map<String, Double> with(Map<String, Double> held, Parameter parameter, double value) {
        Map<String, Double> all = new HashMap<>(held);
        all.put(parameter.name(), value);
        return all;
    }

    /** The least and the greatest count, as far as rows that are censored or truncated tell them. */
    private static double[] extremes(EmpiricalDistribution data) {
        if (data.regions().isEmpty()) {
            return new double[] {data.min(), data.max()};
        }
        Observations rows = data.regions().get();
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean exact = rows.kind(i) == Observations.Kind.EXACT;
            least = Math.min(least, Math.min(rows.upper(i), rows.exit(i)));
            double above = exact ? rows.lower(i) : Math.floor(rows.lower(i)) + 1;
            greatest = Math.max(greatest, Math.max(above, Math.floor(rows.entry(i)) + 1));
        }
        return new double[] {Math.min(least, greatest), greatest};
    }

    /**
     * Checks that none of the counts that a family has beside x is below zero.
     *
     * @throws DataException where one is; the message names the row
     */
    static void check(Family family, Map<String, Double> held, EmpiricalDistribution data) {
        for (Expr count : family.cells()) {
            boolean low = value(count, family, held, data.min()) < 0;
            for (int i = 0; (low || value(count, family, held, data.max()) < 0) && i < data.size(); i++) {
                if (value(count, family, held, data.value(i)) < 0) {
                    throw DataException.inRow(
                            data.rowOf(i), family.name() + " needs " + count + " >= 0, got x = " + data.value(i));
                }
            }
        }
    }

    private static double value(Expr count, Family family, Map<String, Double> held, double x) {
        List<Expr.Symbol> symbols = new ArrayList<>();
        symbols.add(Expr.data("x", family.support().sign()));
        family.parameters().forEach(p -> symbols.add(p.symbol()));
        double[] values = new double[symbols.size()];
        values[0] = x;
        for (int i = 1; i < values.length; i++) {
            values[i] = held.getOrDefault(symbols.get(i).name(), Double.NaN);
        }
        return Program.of(List.of(count), symbols).values(values)[0];
    }

    boolean holds(double whole) {
        return whole >= least && whole <= greatest;
    }

    /**
     * Numbers of which the distance to the nearer end doubles.
     *
     * @param farthest how far they go, relative to the least
     * @param largest how far they go at most
     */
    SortedSet<Double> doubling(double farthest, double largest) {
        double end = Math.min(greatest, Math.min(Math.max(least, 1) * farthest, largest));
        SortedSet<Double> numbers = new TreeSet<>(List.of(least, Math.max(least, end)));
        for (double step = 1; least + step < end; step *= 2) {
            numbers.add(least + step);
            if (end == greatest) {
                numbers.add(greatest - step);
            }
        }
        return numbers;
    }
}
