package mle.fit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Family;
import mle.family.Parameter;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;

/**
 * What the log-likelihood of a row does as one predictor goes to either infinity, the other parameters staying where a family's
 * start has them: it falls without end, or it has a limit.
 */
final class Asymptotes {
    /** Where the log-likelihood is looked at, in units of the predictor: as far out as exponentials are finite. */
    private static final double NEAR = 500;

    private static final double FAR = 700;

    /** What is left to a limit at the nearer place: with a cauchit link 1/(πη). */
    private static final double SETTLED = 1e-3;

    private final Family family;
    private final EmpiricalDistribution response;
    private final List<double[]> given = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Expr.Symbol> inputs = new ArrayList<>();
    private final Map<Part, Program> programs = new EnumMap<>(Part.class);
    private final Predictor.Linear predictor;
    private final double[] start;
    private final double unit;

    /**
     * For a predictor of a model.
     *
     * @param inside the response, with a value inside the support in each row
     */
    Asymptotes(Model model, Predictor.Linear predictor, EmpiricalDistribution inside) {
        this.family = model.family();
        this.response = model.response();
        this.predictor = predictor;
        EmpiricalDistribution few = few(inside);
        this.start = family.starts(few).get(0).clone();
        List<String> order = family.parameters().stream().map(Parameter::name).toList();
        this.unit = unit(predictor, few.values(), start[order.indexOf(predictor.parameter())]);
        for (int j = 0; j < start.length; j++) {
            Parameter p = family.parameters().get(j);
            start[j] = model.fixed().getOrDefault(p.name(), start[j]);
            Optional<Predictor> other = model.predictor(p.name());
            if (other.isPresent() && other.get() instanceof Predictor.Linear q && q.size() == 0) {
                names.add(p.name());
                given.add(q.design().offset());
            }
            if (!p.name().equals(predictor.parameter())) {
                inputs.add(Expr.parameter(p.name(), p.domain().sign()));
            }
        }
    }

    /** The size of a predictor that is a power of its parameter, at the largest response and at the start; else 1. */
    private static double unit(Predictor.Linear predictor, double[] responses, double start) {
        Link link = predictor.link();
        boolean power =
                link == Link.IDENTITY || link == Link.INVERSE || link == Link.SQRT || link == Link.INVERSE_SQUARE;
        double most = 1;
        for (double x : power ? responses : new double[0]) {
            double size = Math.abs(link.forward(Math.abs(x)));
            most = size < Double.POSITIVE_INFINITY ? Math.max(most, size) : most;
        }
        double size = power ? Math.abs(link.forward(start)) : 1;
        return size < Double.POSITIVE_INFINITY ? Math.max(most, size) : most;
    }

    private static EmpiricalDistribution few(EmpiricalDistribution inside) {
        Rowset some = Rowset.some(1000, inside.size());
        return some.areAll() ? inside : EmpiricalDistribution.of(some.of(inside.values()));
    }

    private Program program(Part part) {
        return programs.computeIfAbsent(part, unused -> {
            Expr.Symbol eta = Expr.parameter("eta of " + predictor.parameter());
            Expr theta = predictor.link().inverse(eta);
            List<Expr.Symbol> all = new ArrayList<>(List.of(eta));
            for (String column : List.of("x", Part.LOWER, Part.UPPER)) {
                all.add(Expr.data(column, family.support().sign()));
            }
            all.addAll(inputs);
            Expr formula = part.formula(family)
                    .replace(s -> s instanceof Expr.Symbol symbol
                                    && symbol.kind() == Expr.Kind.PARAMETER
                                    && symbol.name().equals(predictor.parameter())
                            ? theta
                            : s);
            return Program.of(List.of(formula), all);
        });
    }

    /** 1 where the log-likelihood of a row has a limit as the predictor grows, -1 as it falls, 0 where it has none. */
    int sign(int row) {
        double up = limit(row, 1);
        double down = limit(row, -1);
        if (up == Double.NEGATIVE_INFINITY && down == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        return up >= down ? 1 : -1;
    }

    /** Whether the log-likelihood of a row does not depend on the predictor. */
    boolean isFlat(int row) {
        double near = at(row, NEAR * unit);
        return near == at(row, -NEAR * unit) && near == at(row, 0);
    }

    private double limit(int row, int sign) {
        double near = at(row, sign * NEAR * unit);
        double far = at(row, sign * FAR * unit);
        return Math.abs(far - near) <= SETTLED * (1 + Math.abs(near)) ? far : Double.NEGATIVE_INFINITY;
    }

    private double at(int row, double eta) {
        Optional<Observations> regions = response.regions();
        if (regions.isEmpty()) {
            return at(Part.DENSITY, row, eta, response.value(row), response.value(row));
        }
        Observations o = regions.get();
        double value = switch (o.kind(row)) {
            case EXACT -> at(Part.DENSITY, row, eta, o.lower(row), o.lower(row));
            case RIGHT -> at(Part.SURVIVAL, row, eta, o.lower(row), o.lower(row));
            case LEFT -> at(Part.CDF, row, eta, o.upper(row), o.upper(row));
            case INTERVAL -> at(Part.INTERVAL, row, eta, o.lower(row), o.upper(row));
        };
        boolean late = o.entry(row) > family.support().lower();
        boolean early = o.exit(row) < family.support().upper();
        if (!late && !early) {
            return value;
        }
        Part seen = late && early ? Part.SEEN_BETWEEN : late ? Part.SEEN_ABOVE : Part.SEEN_BELOW;
        return value + at(seen, row, eta, o.entry(row), o.exit(row));
    }

    private double at(Part part, int row, double eta, double lower, double upper) {
        double[] values = new double[4 + inputs.size()];
        values[0] = eta;
        values[1] = lower;
        values[2] = lower;
        values[3] = upper;
        Map<String, Double> ofRow = new HashMap<>();
        for (int k = 0; k < names.size(); k++) {
            ofRow.put(names.get(k), given.get(k).length == 0 ? 0 : given.get(k)[row]);
        }
        int next = 4;
        for (int j = 0; j < start.length; j++) {
            String name = family.parameters().get(j).name();
            if (!name.equals(predictor.parameter())) {
                values[next++] = ofRow.getOrDefault(name, start[j]);
            }
        }
        return program(part).values(values)[0];
    }
}
