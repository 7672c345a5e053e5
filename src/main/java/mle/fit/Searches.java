package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import mle.data.EmpiricalDistribution;
import mle.expr.NormalQuantile;
import mle.family.Family;
import mle.family.Starts;
import mle.family.UnboundedRegion;
import mle.fit.Settled.Place;
import mle.solve.Jet;
import mle.solve.Solution;
import mle.solve.Status;

/** The searches for the maximum of a likelihood, from one start or from several. */
final class Searches {
    private static final int START_SAMPLE = 2000;

    /** Of many rows where evaluations read none of them: to look up so many takes longer than the steps from a worse start. */
    private static final int SMALL_START_SAMPLE = 200;

    private static final double SAME_MAXIMUM = 1e-6;

    /** Above so many observations local maxima are rare and searches are dear: one more start than one is tried. */
    private static final double LARGE = 1000;

    /** From so many rows on, a search begins with a few of them: a hundredth, but no less than this. */
    private static final int MANY = 50_000;

    private static final int LEAST_FEW = 2000;

    /** From so many observations on, searches that come beside the way of another need not go on. */
    static final double SETTLED = 40;

    /** Where starts of a sample are beside the mark: so many of them have further ones beside them, so many each. */
    private static final int MOST_FURTHER = 4;

    private static final int FURTHER = 3;

    private static final int MOST_TIMES = 5;

    /** So many times as far beyond the bounds of what could be seen values are put for starts. */
    private static final double[] IMAGES = {1, 3};

    /** So far out, on a log or logit scale, a search that went to a limit is not mistaken. */
    private static final double FAR_OUT = 8;

    private static final double BESIDE = 0.5;

    /** In ranges of the data, what is nothing beside them. */
    private static final double BESIDE_NOTHING = 1e-5;

    /** The nats of a sample that are more than rounding would do to a likelihood of which something is known. */
    private static final double LOST = 0.1;

    /** So often a point with a finite likelihood is looked for beside a start. */
    static final int MOST_DRAWS = 20;

    private final Mle asked;
    private final Family family;
    private final FamilyPlan plan;
    private final Mle.Moves moves;
    private final EmpiricalDistribution data;
    private final Map<String, Double> known;
    private final CrossEntropy objective;
    private final Components components;
    private final double reach;

    /**
     * The searches of a fit.
     *
     * @param data the data as the objective sees them
     * @param known the values of the parameters that are held, in the units of the search
     */
    Searches(
            Mle asked,
            FamilyPlan plan,
            Mle.Moves moves,
            EmpiricalDistribution data,
            Map<String, Double> known,
            CrossEntropy objective) {
        this.asked = asked;
        this.family = asked.family();
        this.plan = plan;
        this.moves = moves;
        this.data = data;
        this.known = known;
        this.objective = objective;
        this.components = new Components(plan, data, moves.view(), known);
        this.reach = moves.view().reach(data);
    }

    /** The best that they find, from the start values that are given and the family's own. */
    Search search(Map<String, Double> given) {
        boolean free = plan.plan().loops().isEmpty() && data.regions().isEmpty();
        EmpiricalDistribution some =
                moves.view().sample(data, free && data.size() > START_SAMPLE ? SMALL_START_SAMPLE : START_SAMPLE);
        boolean cheap = data.size() < MANY
                || plan.plan().loops().isEmpty()
                || data.regions().isPresent();
        if (given.isEmpty()) {
            return inOrder(cheap ? search(some, given) : searchFromFew(some));
        }
        Search search = search(some, given);
        if (!search.inside(plan, reach)) {
            // A start of the user's that leads nowhere, or only to an edge, is no evidence against an inner maximum.
            Search own = search(some, Map.of());
            search = own.inside(plan, reach) || !search.isConverged() && own.isConverged() ? own : search;
            search = search.solution().isEmpty() ? own : search;
        }
        return inOrder(search);
    }

    /** The best start, in coordinates, if there is one. */
    Optional<double[]> start(Map<String, Double> given) {
        return startPoints(given).stream().findFirst();
    }

    /** The starts in coordinates, the best first. */
    List<double[]> startPoints(Map<String, Double> given) {
        return starts(moves.view().sample(data, START_SAMPLE), objective, given).stream()
                .map(Place::point)
                .toList();
    }

    Components components() {
        return components;
    }

    private Search search(EmpiricalDistribution some, Map<String, Double> given) {
        List<double[]> own = ownStarts(some);
        boolean lone = own.size() == 1 && asked.restarts() == 1 && !plan.free().isEmpty();
        List<Place> starts = lone
                ? List.of(new Place(coordinates(own.get(0), given), Double.NaN))
                : starts(some, own, objective, given);
        Ends ends = ends(objective, components, starts, most(objective.weight()));
        if (lone && !ends.hasValue()) {
            starts = starts(some, own, objective, given);
            ends = ends(objective, components, starts, most(objective.weight()));
        }
        if (needsMore(ends)) {
            boolean lost = ends.best == null || !ends.best.converged();
            for (Place from : drawnBeside(objective, spread(starts, MOST_FURTHER), lost ? FURTHER : 1)) {
                follow(objective, components, from, ends);
            }
        }
        if (ends.best == null && !ends.spurious.isEmpty() && mayTryBeside()) {
            lookForMaximum(spread(starts, MOST_FURTHER), ends);
        }
        if (data.regions().isPresent() && !family.hasTailsByQuadrature()) {
            carryOn(ends);
        }
        return ends.search(0);
    }

    /** On long curved ways searches end before they are through: they go on where they stand as long as they gain. */
    private void carryOn(Ends ends) {
        for (int times = 0; times < MOST_TIMES; times++) {
            Solution last = ends.best;
            if (last == null || last.status() != Status.NOT_REACHED) {
                return;
            }
            follow(objective, components, new Place(last.point(), last.jet().value()), ends);
            if (!((last.jet().value() - ends.best.jet().value()) * objective.weight() > SAME_MAXIMUM)
                    && !ends.best.converged()) {
                return;
            }
        }
    }

    /**
     * Whether searches from beside the starts are to be made as well. Start values take a sample as it is: of one that is
     * truncated they are beside the mark, and of one that is censored at times, where the search came to no maximum. Where each
     * tail costs a quadrature they would take too long.
     */
    private boolean needsMore(Ends ends) {
        if (!mayTryBeside() || data.regions().isEmpty() || allCertain(ends)) {
            return false;
        }
        boolean lost =
                ends.best == null || !ends.best.converged() && (hasUnboundedRegion() || !plan.nearsLimit(ends.best));
        return (lost || isTruncated()) && !family.hasTailsByQuadrature();
    }

    private boolean mayTryBeside() {
        return !plan.free().isEmpty()
                && asked.restarts() == 1
                && objective.weight() <= LARGE
                && family.components().isEmpty();
    }

    /** Where all searches went to where the likelihood has no bound, a maximum that one from beside the starts may come to. */
    private void lookForMaximum(List<Place> starts, Ends ends) {
        Ends others = new Ends(objective.weight(), true);
        for (Place from : drawnBeside(objective, starts, FURTHER)) {
            follow(objective, components, from, others);
        }
        if (others.best != null && others.best.converged()) {
            ends.add(others.best);
        }
    }

    /** Whether a search came to where censored rows are certain: no other ends higher. */
    private boolean allCertain(Ends ends) {
        return ends.best != null
                && CommonValue.of(data).mayAllBeCertain()
                && ends.best.jet().value() * objective.weight() < SAME_MAXIMUM;
    }

    private int most(double weight) {
        int searches = family.searches();
        return searches == Family.SEVERAL && weight > LARGE ? 2 : searches;
    }

    /**
     * A search from the best of the places where searches on few of the rows ended: it needs few evaluations over all rows.
     * Which of several maxima is the highest only all rows can tell. Where that is no maximum, of few or of all, the search
     * starts anew.
     */
    private Search searchFromFew(EmpiricalDistribution some) {
        EmpiricalDistribution few = View.thinned(data, Math.max(LEAST_FEW, data.size() / 100));
        CrossEntropy ofFew = new CrossEntropy(plan.plan().bind(moves.view().rows(few), known));
        Components lying = new Components(plan, few, moves.view(), known);
        Ends ends = ends(ofFew, lying, starts(some, ofFew, Map.of()), family.searches());
        List<Place> maxima = new ArrayList<>();
        for (Solution end : ends.sound) {
            if (end.converged()) {
                maxima.add(new Place(end.point(), end.jet().value()));
            }
        }
        List<Place> apart = spread(maxima, Family.SEVERAL);
        Place from = apart.size() == 1 ? apart.get(0) : null;
        double best = Double.POSITIVE_INFINITY;
        for (Place end : apart.size() == 1 ? List.<Place>of() : apart) {
            double value = objective.value(end.point());
            if (value < best) {
                best = value;
                from = end;
            }
        }
        if (from != null) {
            Solution found = leaveSaddle(objective, asked.solver().minimise(objective, from.point()));
            if (found.converged()) {
                return family.components().isEmpty()
                        ? new Search(Optional.of(found), 1, 1, Search.Elsewhere.NOWHERE, 0)
                        : ends.leadingTo(from, ofFew.weight())
                                .search(few.size())
                                .at(found);
            }
        }
        return search(some, Map.of());
    }

    /** The best with the parameters in the order of reports, where that is another point. */
    private Search inOrder(Search search) {
        if (search.solution().isEmpty()
                || !search.solution().get().converged()
                || family.components().isEmpty()) {
            return search;
        }
        Solution found = search.solution().get();
        double[] values = components.values(found.point());
        double[] ordered = family.inOrder(values);
        double[] free = new double[plan.free().size()];
        for (int i = 0, k = 0; i < values.length; i++) {
            boolean held = known.containsKey(family.parameters().get(i).name());
            if (held && ordered[i] != values[i]) {
                return search;
            }
            if (!held) {
                free[k++] = ordered[i];
            }
        }
        if (ordered == values) {
            return search;
        }
        double[] point = plan.coordinates(free);
        Jet jet = new Jet(point.length, 2);
        objective.at(point, jet);
        return search.at(new Solution(
                point,
                jet,
                found.status(),
                found.iterations(),
                found.evaluations(),
                found.decrement(),
                found.gradientNorm(),
                found.direction(),
                found.message()));
    }

    // ---- from several starts ----

    /** Where searches ended. */
    private final class Ends {
        private final List<Solution> sound = new ArrayList<>();
        private final List<Solution> spurious = new ArrayList<>();
        private final List<Components.Standing> collapses = new ArrayList<>();
        private final double weight;
        private final boolean unbounded;
        private Solution best;
        private int atBest;

        /** With a likelihood that has no bound, a maximum is better than any point on the way to where it is infinite. */
        Ends(double weight, boolean unbounded) {
            this.weight = weight;
            this.unbounded = unbounded;
        }

        void add(Solution found) {
            sound.add(found);
            double gain = best == null ? 1 : (best.jet().value() - found.jet().value()) * weight;
            boolean same = Math.abs(gain) < SAME_MAXIMUM;
            if (best == null || better(found, gain)) {
                best = found;
            }
            atBest = same ? atBest + 1 : gain > 0 ? 1 : atBest;
        }

        /** Whether a search began where there is a likelihood. */
        boolean hasValue() {
            return best != null || !spurious.isEmpty() || !collapses.isEmpty();
        }

        private boolean better(Solution found, double gain) {
            Solution open = found.converged() ? best : found;
            if (unbounded && found.converged() != best.converged() && !isAtLimit(open)) {
                return found.converged();
            }
            return gain >= SAME_MAXIMUM || Math.abs(gain) < SAME_MAXIMUM && !best.converged() && found.converged();
        }

        /** The same with the one as best that ended at a place. */
        Ends leadingTo(Place place, double observations) {
            Ends other = new Ends(observations, unbounded);
            other.spurious.addAll(spurious);
            other.collapses.addAll(collapses);
            other.sound.addAll(sound);
            for (Solution s : sound) {
                boolean there = Math.abs(s.jet().value() - place.value()) * observations < SAME_MAXIMUM;
                other.best = there && other.best == null ? s : other.best;
                other.atBest += there ? 1 : 0;
            }
            return other;
        }

        Search search(int rows) {
            int starts = sound.size() + spurious.size() + collapses.size();
            if (best == null && !spurious.isEmpty()) {
                Ends left = new Ends(weight, unbounded);
                spurious.forEach(left::add);
                Search.Elsewhere elsewhere =
                        new Search.Elsewhere(spurious.size() - left.atBest, List.of(), List.copyOf(collapses), 0);
                return new Search(Optional.of(left.best), starts, left.atBest, elsewhere, rows);
            }
            int lower = 0;
            for (Solution s : sound) {
                boolean there = Math.abs(s.jet().value() - best.jet().value()) * weight < SAME_MAXIMUM;
                lower += s.converged() && !there ? 1 : 0;
            }
            int none = Math.max(0, sound.size() - atBest - lower);
            return new Search(
                    Optional.ofNullable(best),
                    starts,
                    atBest,
                    new Search.Elsewhere(lower, List.copyOf(spurious), List.copyOf(collapses), none),
                    rows);
        }
    }

    private Ends ends(CrossEntropy f, Components lying, List<Place> starts, int most) {
        boolean collapsible =
                !starts.isEmpty() && lying.canCollapse(starts.get(0).point());
        boolean unbounded =
                data.regions().isPresent() ? !family.unboundedRegions().isEmpty() : hasUnboundedRegion();
        Ends ends = new Ends(f.weight(), collapsible || unbounded);
        if (plan.free().isEmpty()) {
            return ends;
        }
        boolean mayJoin = asked.restarts() == 1
                && f.weight() >= SETTLED
                && family.components().isEmpty();
        Settled settled = new Settled(f);
        for (Place from : restarted(f, spread(starts, most))) {
            if (!settled.isEmpty() && !isNearestToUnbounded(from, settled) && settled.takes(from)) {
                ends.add(ends.best);
            } else if (mayJoin) {
                followUnlessJoined(f, lying, from, ends, settled);
            } else {
                follow(f, lying, from, ends);
            }
        }
        return ends;
    }

    /** A search that ends early where it comes beside the way of one before. */
    private void followUnlessJoined(CrossEntropy f, Components lying, Place from, Ends ends, Settled settled) {
        List<Place> way = new ArrayList<>(List.of(from));
        boolean[] joined = new boolean[1];
        Solution found = asked.solver().minimise(f, from.point(), (point, value) -> {
            Place reached = new Place(point.clone(), value);
            way.add(reached);
            joined[0] = !isNearestToUnbounded(reached, settled) && settled.takesFromBeside(reached);
            return joined[0];
        });
        if (joined[0]) {
            ends.add(ends.best);
            settled.add(way);
            return;
        }
        Solution before = ends.best;
        Solution end = leaveSaddle(f, found);
        place(f, lying, end, ends);
        if (ends.best != before) {
            settled.clear();
        }
        if (ends.best == end && leadsOn(end)) {
            way.add(new Place(end.point(), end.jet().value()));
            settled.add(way);
        }
    }

    /** Whether a search ended at a maximum, or surely at a limit of the family. */
    private boolean leadsOn(Solution found) {
        return found.converged() || isAtLimit(found);
    }

    /** Whether a search went to a limit of a family whose likelihood has no bound but at spikes, to which this way leads to none. */
    private boolean isAtLimit(Solution found) {
        return !hasUnboundedRegion() && plan.nearsLimit(found) && plan.farOut(found, FAR_OUT) >= 0;
    }

    private void follow(CrossEntropy f, Components lying, Place from, Ends ends) {
        place(f, lying, leaveSaddle(f, asked.solver().minimise(f, from.point())), ends);
    }

    private void place(CrossEntropy f, Components lying, Solution found, Ends ends) {
        if (!(found.jet().value() < Double.POSITIVE_INFINITY)) {
            return; // it began where there is no likelihood
        }
        Optional<Components.Standing> collapsed = lying.collapsed(found, reach);
        if (collapsed.isPresent()) {
            ends.collapses.add(collapsed.get());
        } else if (lying.spurious(found).isPresent()
                || lying.enclosed(found).isPresent()
                || isLost(f, found)
                || isSpike(found)) {
            ends.spurious.add(found);
        } else {
            ends.add(found);
        }
    }

    private boolean isTruncated() {
        return data.regions().isPresent() && Regions.areTruncated(data, asked.support());
    }

    /** Whether a place is nearer than settled ones to where the likelihood is unbounded: maxima of their own may be there. */
    private boolean isNearestToUnbounded(Place from, Settled settled) {
        for (UnboundedRegion region : family.unboundedRegions()) {
            boolean anywhere = !region.isSpike() && region.below().isEmpty();
            if (anywhere || !region.isSpike() && settled.isBelowAll(from.point(), coordinate(region.parameter()))) {
                return true;
            }
        }
        return false;
    }

    /** The coordinate of a parameter that is searched; -1 if it is not. */
    private int coordinate(String parameter) {
        for (int i = 0; i < plan.searched().size(); i++) {
            if (plan.searched().get(i).name().equals(parameter)) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasUnboundedRegion() {
        for (UnboundedRegion region : family.unboundedRegions()) {
            if (!region.isSpike()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a search went to where the density is unbounded at an observation. */
    private boolean isSpike(Solution found) {
        return !found.converged()
                && family.unboundedRegions().stream()
                        .anyMatch(r -> r.isSpike() && isSpike(r, plan.report(found.point())));
    }

    private boolean isSpike(UnboundedRegion spike, double[] values) {
        double location = Double.NaN;
        double scale = Double.NaN;
        for (int i = 0; i < plan.free().size(); i++) {
            String name = plan.free().get(i).name();
            location = name.equals(spike.from().orElseThrow()) ? values[i] : location;
            scale = name.equals(spike.parameter()) ? values[i] : scale;
        }
        String name = spike.from().orElseThrow();
        double spread = moves.inView(name, data.max()) - moves.inView(name, data.min());
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < data.size() && scale < BESIDE_NOTHING * spread; i++) {
            nearest = Math.min(nearest, Math.abs(moves.inView(name, data.value(i)) - location));
        }
        return nearest < BESIDE_NOTHING * spread;
    }

    /** Whether a search ended at no maximum, but where rounding hides the likelihood: its value there is no evidence. */
    private static boolean isLost(CrossEntropy objective, Solution found) {
        return !found.converged() && Rounding.exceeds(LOST, objective, found);
    }

    /** A stationary point with a singular Hessian may be a saddle: a search from beside it then ends lower. */
    private Solution leaveSaddle(CrossEntropy objective, Solution found) {
        if (found.status() != Status.FLAT) {
            return found;
        }
        for (int side = -1; side <= 1; side += 2) {
            double[] beside = found.point().clone();
            for (int i = 0; i < beside.length; i++) {
                beside[i] += side * BESIDE * (i % 2 == 0 ? 1 : -1) * (1 + 0.1 * i);
            }
            Solution other = asked.solver().minimise(objective, beside);
            if ((found.jet().value() - other.jet().value()) * objective.weight() > SAME_MAXIMUM) {
                return other;
            }
        }
        return found;
    }

    // ---- starts ----

    /**
     * The starts in coordinates, best first; those without a finite likelihood are left out. Where held parameters leave
     * none of the family's own, points over all plausible values are tried.
     */
    private List<Place> starts(EmpiricalDistribution sample, CrossEntropy objective, Map<String, Double> given) {
        return starts(sample, ownStarts(sample), objective, given);
    }

    private List<Place> starts(
            EmpiricalDistribution sample, List<double[]> own, CrossEntropy objective, Map<String, Double> given) {
        List<Place> finite = ranked(own, objective, given);
        boolean plausible = sample.dimension() == 1 && !plan.free().isEmpty();
        return finite.isEmpty() && plausible
                ? ranked(Starts.grid(sample, family.parameters()), objective, given)
                : finite;
    }

    /** The family's own starts. */
    private List<double[]> ownStarts(EmpiricalDistribution sample) {
        List<double[]> own = new ArrayList<>(startsFrom(sample));
        if (isTruncated()) {
            for (double times : IMAGES) {
                EmpiricalDistribution completed = Regions.completed(data, asked.support(), times);
                own.addAll(startsFrom(moves.view().sample(completed, START_SAMPLE)));
            }
        }
        return own;
    }

    private List<double[]> startsFrom(EmpiricalDistribution sample) {
        return family.starts(data.regions().isEmpty() ? sample : sample.asRepresentatives());
    }

    private List<Place> ranked(List<double[]> points, CrossEntropy objective, Map<String, Double> given) {
        List<Place> ranked = new ArrayList<>();
        for (double[] values : points) {
            double[] point = coordinates(values, given);
            double value = objective.value(point);
            if (Double.isFinite(value)) {
                ranked.add(new Place(point, value));
            }
        }
        ranked.sort((a, b) -> Double.compare(a.value(), b.value()));
        return ranked;
    }

    /** The coordinates of values of all parameters, with those that are given in their place. */
    private double[] coordinates(double[] values, Map<String, Double> given) {
        double[] free = new double[plan.free().size()];
        for (int i = 0; i < free.length; i++) {
            String name = plan.free().get(i).name();
            Double own = given.get(name);
            free[i] = own != null ? moves.inView(name, own) : values[moves.index(name)];
        }
        return plan.coordinates(free);
    }

    /** The best start and others far from those before them. */
    private static List<Place> spread(List<Place> starts, int most) {
        List<Place> chosen = new ArrayList<>();
        for (Place start : starts) {
            boolean near = false;
            for (Place other : chosen) {
                near |= other.distance(start.point()) < 0.3;
            }
            if (!near && chosen.size() < most) {
                chosen.add(start);
            }
        }
        return chosen;
    }

    /** The starts, then points beside each in turn, drawn at random where the likelihood is finite. */
    private List<Place> restarted(CrossEntropy objective, List<Place> starts) {
        if (asked.restarts() == 1) {
            return starts;
        }
        List<Place> all = new ArrayList<>(starts);
        all.addAll(drawnBeside(objective, starts, asked.restarts() - 1));
        return all;
    }

    /** So many points beside each of the starts, drawn at random where the likelihood is finite. */
    private List<Place> drawnBeside(CrossEntropy objective, List<Place> starts, int times) {
        List<Place> drawn = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(asked.seed());
        for (int time = 0; time < times; time++) {
            for (Place start : starts) {
                for (int draw = 0; draw < MOST_DRAWS; draw++) {
                    double[] point = beside(start.point(), random);
                    double value = objective.value(point);
                    if (Double.isFinite(value)) {
                        drawn.add(new Place(point, value));
                        break;
                    }
                }
            }
        }
        return drawn;
    }

    /** Normal on the line; where the line is the parameter itself, as far as its size says. */
    private double[] beside(double[] start, SplittableRandom random) {
        double[] point = start.clone();
        for (int i = 0; i < point.length; i++) {
            double step = plan.onLine(i) ? Math.max(1, Math.abs(start[i])) : 1;
            point[i] += step * normal(random);
        }
        return point;
    }

    /** A normal number: not nextGaussian, whose values may differ between JDKs. */
    static double normal(SplittableRandom random) {
        return NormalQuantile.at((random.nextLong() >>> 12) * 0x1p-52 + 0x1p-53);
    }
}
