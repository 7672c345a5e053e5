package mle.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("normal", "lognormal", "gamma", "weibull", "old_faithful", "x", "y");

    @ParameterizedTest
    @CsvSource({
        "nromal, normal",
        "Gamma, gamma",
        "wiebull, weibull",
        "weibul, weibull",
        "old-faithful, old_faithful",
        "oldfaithfull, old_faithful",
        "faith, old_faithful",
        "lognorm, lognormal",
        "X, x",
    })
    void findsTheNameThatWasMeant(String given, String meant) {
        assertEquals(Optional.of(meant), Suggestion.nearest(given, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"z", "poisson", "''", "fa", "cauchy"})
    void suggestsNothingThatIsFar(String given) {
        assertEquals(Optional.empty(), Suggestion.nearest(given, KNOWN));
    }

    @Test
    void takesTheFirstOfEquallyNearNames() {
        assertEquals(Optional.of("ab1"), Suggestion.nearest("ab3", List.of("ab1", "ab2")));
    }
}
