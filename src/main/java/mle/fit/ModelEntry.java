package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mle.family.Domain;
import mle.family.Parameter;
import mle.model.Model;
import mle.model.Predictor;

/**
 * What of a model is estimated, or held.
 *
 * @param name its name, as {@link Model#names} gives it
 * @param coordinate where it stands in the order of the search, or -1 if it is held
 * @param domain where it lives
 * @param fixed the value that it is held at, or NaN
 * @param ofFamily whether it is a parameter of the family, not a coefficient
 */
record ModelEntry(String name, int coordinate, Domain domain, double fixed, boolean ofFamily) {
    private static ModelEntry coefficient(String name, int coordinate, Domain domain) {
        return new ModelEntry(name, coordinate, domain, Double.NaN, false);
    }

    /** A coefficient that was left out: held at 0. */
    static ModelEntry dropped(String name) {
        return new ModelEntry(name, -1, Domain.REAL, 0, false);
    }

    /**
     * All of a model, in the order of {@link Model#names}.
     *
     * @param widths for each linear predictor with columns how many there are
     */
    static List<ModelEntry> of(Model model, ModelFormulas formulas, int[] widths) {
        List<ModelEntry> entries = new ArrayList<>();
        int scalars = first(widths, widths.length);
        for (Parameter p : model.family().parameters()) {
            Optional<Predictor> predictor = model.predictor(p.name());
            if (predictor.isEmpty()) {
                Double held = model.fixed().get(p.name());
                int at = held == null ? scalars + formulas.scalars().indexOf(p) : -1;
                entries.add(new ModelEntry(p.name(), at, p.domain(), held == null ? Double.NaN : held, held == null));
            } else if (predictor.get() instanceof Predictor.Linear q) {
                int first = first(widths, index(formulas, q));
                for (int j = 0; j < q.size(); j++) {
                    entries.add(coefficient(p.name() + "." + q.names().get(j), first + j, Domain.REAL));
                }
            } else if (predictor.get() instanceof Predictor.Nonlinear q) {
                for (Parameter c : q.coefficients()) {
                    entries.add(
                            coefficient(c.name(), scalars + formulas.scalars().indexOf(c), c.domain()));
                }
            }
        }
        return entries;
    }

    private static int index(ModelFormulas formulas, Predictor.Linear predictor) {
        int k = 0;
        while (k < formulas.linear().size()
                && !formulas.linear().get(k).parameter().equals(predictor.parameter())) {
            k++;
        }
        return k;
    }

    private static int first(int[] widths, int predictor) {
        int first = 0;
        for (int k = 0; k < predictor; k++) {
            first += widths[k];
        }
        return first;
    }
}
