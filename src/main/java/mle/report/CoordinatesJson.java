package mle.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.fit.LinearCoordinates;

/** The coordinates of linear predictors as JSON. */
final class CoordinatesJson {
    private CoordinatesJson() {}

    static Map<String, Object> fields(LinearCoordinates coordinates) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "predictors",
                coordinates.predictors().stream().map(CoordinatesJson::fields).toList());
        fields.put("covariance", rows(coordinates.covariance()));
        return fields;
    }

    private static Map<String, Object> fields(LinearCoordinates.Columns columns) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("parameter", columns.parameter());
        fields.put("names", columns.names());
        fields.put("centres", numbers(columns.centres()));
        fields.put("factors", numbers(columns.factors()));
        if (!columns.isSeparate()) {
            fields.put("triangle", rows(columns.triangle()));
        }
        return fields;
    }

    static List<List<Double>> rows(double[][] matrix) {
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : matrix) {
            rows.add(numbers(row));
        }
        return rows;
    }

    private static List<Double> numbers(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** The coordinates, their covariance put in the order of the estimates. */
    static LinearCoordinates read(Fields fields, int[] order, List<String> names) {
        double[][] covariance =
                FileCheck.covariance(fields.matrix("covariance"), order, names, "the covariance of 'coordinates'");
        return new LinearCoordinates(
                fields.list("predictors").stream().map(CoordinatesJson::columns).toList(), covariance);
    }

    private static LinearCoordinates.Columns columns(Fields fields) {
        List<String> names = fields.texts("names");
        double[] centres = fields.numbers("centres");
        double[] factors = fields.numbers("factors");
        double[][] triangle = fields.has("triangle") ? fields.matrix("triangle") : new double[0][];
        int p = names.size();
        if (centres.length != p || factors.length != p || triangle.length != 0 && triangle.length != p) {
            throw new IllegalArgumentException("centres, factors and triangle of 'coordinates' must have " + p
                    + " entries, got " + centres.length + ", " + factors.length + " and " + triangle.length);
        }
        return new LinearCoordinates.Columns(fields.text("parameter"), names, centres, factors, triangle);
    }
}
