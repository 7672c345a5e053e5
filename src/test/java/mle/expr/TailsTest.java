package mle.expr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TailsTest {
    private static final Reference REFERENCE = Reference.read("tails-reference.csv");

    static Stream<String> functions() {
        return REFERENCE.rows().keySet().stream();
    }

    private static ToDoubleFunction<double[]> call(String name) {
        String[] parts = name.split(" ");
        int[] orders = Arrays.stream(parts).skip(1).mapToInt(Integer::parseInt).toArray();
        return Function.named(parts[0], orders)::at;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void agreesWithTheReference(String function) {
        ToDoubleFunction<double[]> call = call(function);
        Reference.Worst worst = REFERENCE.worst(function, call);
        System.out.println(function + " " + REFERENCE.rows().get(function).size() + " " + worst);
        if (System.getProperty("every") != null) {
            for (Reference.Row row : REFERENCE.rows().get(function)) {
                double e = row.error(call.applyAsDouble(row.arguments()));
                System.out.println("#" + function + " " + e + " " + Arrays.toString(row.arguments()) + " "
                        + call.applyAsDouble(row.arguments()) + " " + row.value());
            }
        }
        assertTrue(worst.error() < 1e-9);
    }
}
