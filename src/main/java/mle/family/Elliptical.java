package mle.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;

/**
 * The formulas of a density of (x - location)'scatter⁻¹(x - location) and log det scatter, in two sets of parameters: its own,
 * and those of the regressions of each column on the ones before it (Pourahmadi 1999, Biometrika 86, 677-690), which any
 * numbers may be as long as the residual scales are positive. In these a column is
 *
 * <pre>x_k = location_k + Σ_{j&lt;k} slope_kj (x_j - location_j) + residual_k z_k</pre>
 */
final class Elliptical {
    private final int d;
    private final LocationScatter names;
    private final Expr[] deviations;
    private final Expr[][] lower; // of scatter = lower · diag(pivots) · lower', ones on the diagonal
    private final Expr[] pivots;

    Elliptical(LocationScatter names) {
        this.d = names.dimension();
        this.names = names;
        this.deviations = new Expr[d];
        this.lower = new Expr[d][d];
        this.pivots = new Expr[d];
    }

    /** Factors the scatter when that is first needed: for many columns the formulas are long. */
    private synchronized void factor() {
        if (pivots[d - 1] != null) {
            return;
        }
        for (int k = 0; k < d; k++) {
            deviations[k] = Expr.data(column(k, d))
                    .minus(Expr.parameter(names.locations().get(k)));
            for (int j = 0; j <= k; j++) {
                Expr rest = scatter(k, j);
                for (int i = 0; i < j; i++) {
                    rest = rest.minus(lower[k][i].times(lower[j][i]).times(pivots[i]));
                }
                if (j < k) {
                    lower[k][j] = rest.over(pivots[j]);
                } else {
                    pivots[k] = rest;
                    lower[k][k] = Expr.ONE;
                }
            }
        }
    }

    /** The name of a data column (from 0). */
    static String column(int k, int dimension) {
        return dimension == 1 ? "x" : "x" + (k + 1);
    }

    private Expr scatter(int i, int j) {
        return Expr.parameter(names.scatter(i, j), i == j ? Sign.POSITIVE : Sign.ANY);
    }

    /** The locations and the scatter. */
    List<Parameter> own() {
        List<Parameter> own = new ArrayList<>();
        names.locations().forEach(name -> own.add(Parameter.of(name, Domain.REAL)));
        for (String name : names.scatterNames()) {
            List<Integer> columns = names.columnsOf(name);
            own.add(Parameter.of(name, columns.get(0).equals(columns.get(1)) ? Domain.POSITIVE : Domain.REAL));
        }
        return own;
    }

    /** A density of log det scatter and of the squared distance, in its own parameters: by the factors of the scatter. */
    Expr density(BinaryOperator<Expr> ofDeterminantAndDistance) {
        factor();
        Expr determinant = Expr.ZERO;
        Expr distance = Expr.ZERO;
        Expr[] residuals = new Expr[d];
        for (int k = 0; k < d; k++) {
            residuals[k] = deviations[k];
            for (int j = 0; j < k; j++) {
                residuals[k] = residuals[k].minus(lower[k][j].times(residuals[j]));
            }
            determinant = determinant.plus(Expr.call(Function.LOG, pivots[k]));
            distance = distance.plus(residuals[k].pow(2).over(pivots[k]));
        }
        return ofDeterminantAndDistance.apply(determinant, distance);
    }

    private Expr slope(int k, int j) {
        return Expr.parameter(slopeName(k, j));
    }

    private String slopeName(int k, int j) {
        return "slope" + LocationScatter.pair(k + 1, j + 1, d);
    }

    private static Expr residual(int k) {
        return Expr.parameter("residual" + (k + 1), Sign.POSITIVE);
    }

    /** The regressions as parameters, with others that stay the same. */
    Reparametrisation regressions(List<Parameter> others, BinaryOperator<Expr> ofDeterminantAndDistance) {
        factor();
        List<Parameter> searched = new ArrayList<>();
        Map<String, Expr> ofOwn = new LinkedHashMap<>();
        names.locations().forEach(name -> {
            searched.add(Parameter.of(name, Domain.REAL));
            ofOwn.put(name, Expr.parameter(name));
        });
        Expr[][] inverse = inverseOfLower();
        Expr determinant = Expr.ZERO;
        Expr distance = Expr.ZERO;
        for (int k = 0; k < d; k++) {
            Expr rest = deviations[k];
            for (int j = 0; j < k; j++) {
                searched.add(Parameter.of(slopeName(k, j), Domain.REAL));
                ofOwn.put(slopeName(k, j), inverse[k][j].negate());
                rest = rest.minus(slope(k, j).times(deviations[j]));
            }
            determinant = determinant.plus(Expr.call(Function.LOG, residual(k)).times(2));
            distance = distance.plus(rest.over(residual(k)).pow(2));
        }
        for (int k = 0; k < d; k++) {
            searched.add(Parameter.of("residual" + (k + 1), Domain.POSITIVE));
            ofOwn.put("residual" + (k + 1), Expr.call(Function.SQRT, pivots[k]));
        }
        others.forEach(p -> {
            searched.add(p);
            ofOwn.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        });
        return new Reparametrisation(
                List.copyOf(searched),
                scatterOfRegressions(),
                ofOwn,
                Optional.of(ofDeterminantAndDistance.apply(determinant, distance)));
    }

    private Expr[][] inverseOfLower() {
        Expr[][] inverse = new Expr[d][d];
        for (int k = 0; k < d; k++) {
            inverse[k][k] = Expr.ONE;
            for (int j = 0; j < k; j++) {
                inverse[k][j] = Expr.ZERO;
                for (int i = j; i < k; i++) {
                    inverse[k][j] = inverse[k][j].minus(lower[k][i].times(inverse[i][j]));
                }
            }
        }
        return inverse;
    }

    private Map<String, Expr> scatterOfRegressions() {
        Map<String, Expr> own = new LinkedHashMap<>();
        Expr[][] s = new Expr[d][d];
        for (int k = 0; k < d; k++) {
            for (int j = 0; j <= k; j++) {
                s[k][j] = j == k ? residual(k).pow(2) : Expr.ZERO;
                for (int i = 0; i < k; i++) {
                    s[k][j] = s[k][j].plus(slope(k, i).times(j == k ? s[k][i] : s[Math.max(i, j)][Math.min(i, j)]));
                }
                own.put(names.scatter(k, j), s[k][j]);
            }
        }
        return own;
    }
}
