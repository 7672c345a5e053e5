package mle.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Logistic regression by scikit-learn, and the product that a Newton step needs by the BLAS of NumPy. */
final class RegressionPeer {
    private static final String LIBRARY = "from sklearn.linear_model import LogisticRegression";

    private static final String SCRIPT = """

            import sys, time
            import numpy
            import sklearn
            path, columns = sys.argv[1].rsplit(":", 1)
            numbers = numpy.fromfile(path, dtype="f8").reshape(int(columns) + 1, -1)
            x = numpy.ascontiguousarray(numbers[:-1].T)
            y = numbers[-1].astype(int)
            old = tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 2)
            times = []
            for turn in range(3):
                began = time.perf_counter()
                LogisticRegression(penalty="none" if old else None, solver="lbfgs", max_iter=1000).fit(x, y)
                times.append(time.perf_counter() - began)
            print("peer-lbfgs", sorted(times)[1])
            w = numpy.full(len(y), 0.25)[:, None]
            times = []
            for turn in range(3):
                began = time.perf_counter()
                (x * w).T @ x
                times.append(time.perf_counter() - began)
            print("peer-product", sorted(times)[1])
            """;

    private RegressionPeer() {}

    /** Seconds, or nothing where there is no such library. */
    static Map<String, Double> figures(Path values, int columns) {
        for (List<String> program : List.of(List.of("python3", "-c"), List.of("/usr/bin/python3", "-c"))) {
            if (Child.runs(program, LIBRARY)) {
                return Child.measure(program, LIBRARY + SCRIPT, values + ":" + columns);
            }
        }
        return Map.of();
    }
}
