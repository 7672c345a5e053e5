package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.family.LevelFamily;
import mle.family.Parameter;
import mle.model.DesignMatrix;
import mle.model.Model;
import mle.model.Predictor;
import mle.plan.LinearTerms;

/**
 * What a direction in coefficients must do so that no row loses likelihood along it: one linear condition for each row, or
 * several.
 */
interface SeparationConditions {
    /** What a row asks of a direction. */
    enum Kind {
        NOTHING,
        /** row·direction ≥ 0. */
        AT_LEAST,
        /** row·direction = 0. */
        EQUAL
    }

    /** The names of the coefficients. */
    List<String> names();

    /** How many conditions there are. */
    int count();

    /** Fills in the k-th, of standardised columns, and says what it asks. */
    Kind fill(int k, double[] row);

    /** Turns a direction in coefficients of standardised columns into one of the columns as given. */
    void toGiven(double[] direction);

    /**
     * The conditions of a model: those of all predictors of levels together, else those of each predictor.
     *
     * @param inside the response, with a value inside the support in each row
     */
    static List<SeparationConditions> of(Model model, EmpiricalDistribution inside) {
        List<Predictor.Linear> predictors = new ArrayList<>();
        for (Predictor p : model.predictors()) {
            if (p instanceof Predictor.Linear q && q.size() > 0) {
                predictors.add(q);
            }
        }
        Optional<LevelFamily> levels = LevelFamily.find(model.family().name());
        if (levels.isEmpty()) {
            return predictors.stream()
                    .map(q -> (SeparationConditions) new OfPredictor(model, q, inside))
                    .toList();
        }
        int estimated = predictors.size() + model.scalars().size();
        boolean whole = estimated == model.family().parameters().size();
        if (!whole || predictors.isEmpty()) {
            return List.of();
        }
        return List.of(
                levels.get().ordered() ? new OfThresholds(model, predictors.get(0)) : new OfLevels(model, predictors));
    }

    private static List<String> names(Predictor.Linear q) {
        return q.names().stream().map(name -> q.parameter() + "." + name).toList();
    }

    /** The columns of a predictor, standardised, row by row. */
    record Columns(Standardisation map, LinearTerms terms) {
        static Columns of(DesignMatrix design) {
            Standardisation map = Standardisation.of(design);
            return new Columns(map, map.terms(Rowset.all(design.rows())));
        }

        int size() {
            return map.size();
        }

        /** Adds a multiple of a row to the entries from a first one on. */
        void add(int row, double times, double[] to, int first) {
            int at = first;
            for (LinearTerms.Term term : terms.terms()) {
                if (term instanceof LinearTerms.Dense d) {
                    double value = d.values().length == 0 ? 1 : (d.values()[row] - d.centre()) * d.factor();
                    to[at] += times * value;
                } else if (term instanceof LinearTerms.Coded c && c.codes()[row] >= 0) {
                    to[at + c.codes()[row]] += times * (c.values().length == 0 ? 1 : c.values()[row]);
                }
                at += term.width();
            }
        }
    }

    /** One predictor: each row may move to where its likelihood has a limit, or must stay. */
    final class OfPredictor implements SeparationConditions {
        private static final byte FLAT = 2;

        private final Predictor.Linear predictor;
        private final Columns columns;
        private final byte[] signs;

        OfPredictor(Model model, Predictor.Linear predictor, EmpiricalDistribution inside) {
            this.predictor = predictor;
            this.columns = Columns.of(predictor.design());
            this.signs = new byte[predictor.rows()];
            Asymptotes asymptotes = new Asymptotes(model, predictor, inside);
            for (int i = 0; i < signs.length; i++) {
                signs[i] = asymptotes.isFlat(i) ? FLAT : (byte) asymptotes.sign(i);
            }
        }

        @Override
        public List<String> names() {
            return SeparationConditions.names(predictor);
        }

        @Override
        public int count() {
            return signs.length;
        }

        @Override
        public Kind fill(int k, double[] row) {
            if (signs[k] == FLAT) {
                return Kind.NOTHING;
            }
            columns.add(k, signs[k] == 0 ? 1 : signs[k], row, 0);
            return signs[k] == 0 ? Kind.EQUAL : Kind.AT_LEAST;
        }

        @Override
        public void toGiven(double[] direction) {
            columns.map.toGiven(direction, 0);
        }
    }

    /** Levels without order: the predictor of the level that was seen must not fall behind that of any other. */
    final class OfLevels implements SeparationConditions {
        private final EmpiricalDistribution response;
        private final List<Predictor.Linear> predictors;
        private final List<Columns> columns = new ArrayList<>();
        private final int[] first;

        OfLevels(Model model, List<Predictor.Linear> predictors) {
            this.response = model.response();
            this.predictors = predictors;
            this.first = new int[predictors.size() + 1];
            for (int k = 0; k < predictors.size(); k++) {
                boolean same = k > 0
                        && predictors.get(k).design() == predictors.get(k - 1).design();
                columns.add(
                        same ? columns.get(k - 1) : Columns.of(predictors.get(k).design()));
                first[k + 1] = first[k] + columns.get(k).size();
            }
        }

        @Override
        public List<String> names() {
            return predictors.stream()
                    .flatMap(q -> SeparationConditions.names(q).stream())
                    .toList();
        }

        @Override
        public int count() {
            return response.size() * predictors.size();
        }

        @Override
        public Kind fill(int k, double[] row) {
            int i = k / predictors.size();
            int seen = (int) response.value(i) - 1;
            int place = k % predictors.size();
            add(i, seen, 1, row);
            add(i, place < seen ? place : place + 1, -1, row);
            return Kind.AT_LEAST;
        }

        /** Adds a multiple of the predictor of a level (from 0); that of the first is 0. */
        private void add(int i, int level, double times, double[] row) {
            if (level > 0) {
                columns.get(level - 1).add(i, times, row, first[level - 1]);
            }
        }

        @Override
        public void toGiven(double[] direction) {
            for (int k = 0; k < columns.size(); k++) {
                columns.get(k).map.toGiven(direction, first[k]);
            }
        }
    }

    /** Ordered levels: the threshold above the level that was seen must not fall below the predictor, nor the one below rise above. */
    final class OfThresholds implements SeparationConditions {
        private final EmpiricalDistribution response;
        private final List<Parameter> thresholds;
        private final Predictor.Linear location;
        private final Columns columns;

        OfThresholds(Model model, Predictor.Linear location) {
            this.response = model.response();
            this.thresholds = model.scalars();
            this.location = location;
            this.columns = Columns.of(location.design());
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>(SeparationConditions.names(location));
            thresholds.forEach(p -> names.add(p.name()));
            return names;
        }

        @Override
        public int count() {
            return 2 * response.size();
        }

        @Override
        public Kind fill(int k, double[] row) {
            int i = k / 2;
            boolean above = k % 2 == 0;
            int threshold = (int) response.value(i) - (above ? 0 : 1);
            if (threshold < 1 || threshold > thresholds.size()) {
                return Kind.NOTHING;
            }
            row[columns.size() + threshold - 1] = above ? 1 : -1;
            columns.add(i, above ? -1 : 1, row, 0);
            return Kind.AT_LEAST;
        }

        @Override
        public void toGiven(double[] direction) {
            columns.map.toGiven(direction, 0);
        }
    }
}
