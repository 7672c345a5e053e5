package mle.fit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.solve.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a fit tells it tells in the parameters of the family, whatever others are searched: of every family, by samples that
 * lead to edges. A limit of the family may be told in its own.
 */
class OwnParametersTest {
    /** Shares of a support: near to one value, at its ends, between two, without a pattern, and far apart. */
    private static final double[][] SAMPLES = {
        {0.5, 0.5, 0.5, 0.5001, 0.5002},
        {0.01, 0.01, 0.3, 0.99, 0.99},
        {0.2, 0.2, 0.2, 0.8},
        {0.31, 0.32, 0.36, 0.44, 0.61, 0.97},
        {0.03, 0.4, 0.5, 0.52, 0.55, 0.56},
        {1e-7, 0.5, 0.6, 0.999999},
        {0.4, 0.4, 0.4, 0.4}
    };

    private static final int MOST_PARAMETERS = 3;

    private static final Pattern NAMED =
            Pattern.compile("(?<![\\w.(-])([a-z_]+[0-9]*)(?: ->| =| comes close to 0| < [0-9]| > [0-9])");

    static Stream<Family> families() {
        return Families.all().stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void messagesNameNoOthers(Family family) {
        Set<String> own = names(family);
        Set<String> told = new HashSet<>(own);
        Stream.concat(family.limits().stream(), family.specialCases().stream())
                .map(limit -> limit.family().get())
                .forEach(limit -> {
                    told.addAll(names(limit));
                    limit.limits()
                            .forEach(next -> told.addAll(names(next.family().get())));
                });
        for (EmpiricalDistribution sample : samples(family)) {
            Outcome outcome = outcome(family, sample);
            Matcher named = NAMED.matcher(outcome.message());
            while (named.find()) {
                assertTrue(told.contains(named.group(1)), () -> named.group(1) + ": " + outcome);
            }
            assertTrue(own.containsAll(outcome.parameters()), outcome::toString);
            assertTrue(own.containsAll(outcome.direction().keySet()), outcome::toString);
        }
    }

    private static Set<String> names(Family family) {
        Set<String> names = new HashSet<>();
        family.parameters().forEach(p -> names.add(p.name()));
        return names;
    }

    private static Outcome outcome(Family family, EmpiricalDistribution sample) {
        Mle mle = Mle.of(family);
        for (Parameter p : family.parameters()) {
            mle = p.known() && !p.whole() ? mle.withFixed(p.name(), p.domain().fromLine(0)) : mle;
        }
        try {
            return mle.fitTo(sample).outcome();
        } catch (IllegalArgumentException refused) {
            return new Outcome(Outcome.Kind.NOT_REACHED, refused.getMessage(), List.of(), Map.of());
        }
    }

    private static List<EmpiricalDistribution> samples(Family family) {
        List<EmpiricalDistribution> samples = new ArrayList<>();
        DoubleUnaryOperator place = place(family.support());
        for (double[] shares : SAMPLES) {
            double[] values = Arrays.stream(shares).map(place).toArray();
            samples.add(EmpiricalDistribution.of(values));
        }
        if (family.hasTailsByQuadrature()) {
            return samples; // their censored rows take too long
        }
        boolean[] event = {true, false, true, false, false, true};
        double[] times = Arrays.stream(SAMPLES[3]).map(place).toArray();
        samples.add(EmpiricalDistribution.of(Observations.survival(times, event)));
        if (family.parameters().size() > MOST_PARAMETERS) {
            return samples; // searches of truncated rows take too long
        }
        for (double[] shares : List.of(SAMPLES[3], SAMPLES[4])) {
            Observations rows =
                    Observations.exact(Arrays.stream(shares).map(place).toArray());
            double least = before(family.support(), place.applyAsDouble(shares[0]));
            double most = place.applyAsDouble(shares[5]);
            samples.add(EmpiricalDistribution.of(rows.truncated(Double.NEGATIVE_INFINITY, most)));
            samples.add(EmpiricalDistribution.of(rows.truncated(least, Double.POSITIVE_INFINITY)));
            samples.add(EmpiricalDistribution.of(rows.truncated(least, most)));
        }
        return samples;
    }

    private static double before(Support s, double value) {
        return s.integer() ? value - 1 : Math.nextDown(value);
    }

    /** A value of a support for each share. */
    private static DoubleUnaryOperator place(Support s) {
        if (s.integer()) {
            return share -> Math.max(s.lower(), 0) + Math.rint(9 * share);
        }
        boolean below = Double.isInfinite(s.lower());
        boolean above = Double.isInfinite(s.upper());
        if (below || above) {
            return below && above
                    ? share -> Math.log(share / (1 - share))
                    : above ? share -> s.lower() + share / (1 - share) : share -> s.upper() - share / (1 - share);
        }
        return share -> s.lower() + (s.upper() - s.lower()) * share;
    }
}
