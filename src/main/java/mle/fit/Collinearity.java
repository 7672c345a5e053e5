package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * Columns of a model that are combinations of columns before them: their coefficients are not identified, and the model
 * without them is the same.
 *
 * @param model the model
 * @param dependent for each parameter with such columns and each of these, by number, the direction in the coefficients along
 *     which the predictor does not change
 */
record Collinearity(Model model, Map<String, Map<Integer, double[]>> dependent) {
    /** The model without these columns. */
    Model reduced() {
        List<Predictor> predictors = new ArrayList<>();
        Map<DesignMatrix, DesignMatrix> known = new HashMap<>();
        for (Predictor predictor : model.predictors()) {
            Map<Integer, double[]> columns = dependent.get(predictor.parameter());
            if (columns == null || !(predictor instanceof Predictor.Linear q)) {
                predictors.add(predictor);
            } else {
                DesignMatrix design = known.computeIfAbsent(q.design(), x -> without(x, columns.keySet()));
                predictors.add(new Predictor.Linear(q.parameter(), q.link(), design));
            }
        }
        return new Model(model.family(), model.response(), predictors, model.fixed());
    }

    private static DesignMatrix without(DesignMatrix design, Set<Integer> columns) {
        List<Block> blocks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int first = 0;
        for (Block block : design.blocks()) {
            int[] place = new int[block.width()];
            int kept = 0;
            for (int j = 0; j < place.length; j++) {
                boolean out = columns.contains(first + j);
                place[j] = out ? -1 : kept++;
                if (!out) {
                    names.add(design.names().get(first + j));
                }
            }
            if (kept == place.length) {
                blocks.add(block);
            } else if (block instanceof Block.Indicators b && kept > 0) {
                blocks.add(new Block.Indicators(recoded(b.codes(), place), kept));
            } else if (block instanceof Block.Scaled b && kept > 0) {
                blocks.add(new Block.Scaled(recoded(b.codes(), place), kept, b.values()));
            }
            first += place.length;
        }
        DesignMatrix rest = DesignMatrix.of(design.rows(), blocks, names);
        return design.hasOffset() ? rest.withOffset(design.offset()) : rest;
    }

    private static int[] recoded(int[] codes, int[] place) {
        return Arrays.stream(codes).map(code -> code < 0 ? -1 : place[code]).toArray();
    }

    /** The coefficients of these columns, by their names. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        dependent.forEach((parameter, columns) -> {
            List<String> own = model.predictor(parameter).orElseThrow().names();
            columns.keySet().forEach(j -> names.add(parameter + "." + own.get(j)));
        });
        return names;
    }

    private Map<String, Double> direction() {
        Map.Entry<String, Map<Integer, double[]>> first =
                dependent.entrySet().iterator().next();
        List<String> names = model.predictor(first.getKey()).orElseThrow().names();
        double[] entries = first.getValue().values().iterator().next();
        double size = Arrays.stream(entries).map(Math::abs).max().orElse(1);
        Map<String, Double> direction = new LinkedHashMap<>();
        for (int j = 0; j < entries.length; j++) {
            if (Math.abs(entries[j]) > 1e-9 * size) {
                direction.put(first.getKey() + "." + names.get(j), entries[j] / size);
            }
        }
        return direction;
    }

    /**
     * The fit of the model: that of the model without these columns, told as what it is. Where that has no maximum, this one
     * has none either.
     *
     * @param asked what is asked of the fit
     */
    Fit fit(Regression asked) {
        RegressionReport report = new RegressionSearch(asked.withModel(reduced())).search();
        Fit fit = new RegressionEnding(report).fit();
        Outcome outcome = fit.outcome();
        String these = String.join(", ", names()) + (names().size() == 1 ? " is a combination" : " are combinations");
        if (asked.dropsCollinear()) {
            return fit.with(with(outcome, "; held at 0: " + these + " of columns before"));
        }
        if (outcome.kind().found()) {
            return report.nothing(new Outcome(
                    Kind.NOT_IDENTIFIED,
                    these + " of columns before: leave out, or have such columns dropped",
                    names(),
                    direction()));
        }
        return fit.with(with(outcome, "; and " + these + " of columns before"));
    }

    private static Outcome with(Outcome outcome, String more) {
        return new Outcome(outcome.kind(), outcome.message() + more, outcome.parameters(), outcome.direction());
    }
}
