package mle.fit;

import java.util.List;
import mle.expr.Expr;

/** The means of formulas of an observation under a distribution that is known: what takes the place of data. */
public interface Expectation {
    /**
     * The means.
     *
     * @param formulas formulas of one data symbol
     * @param name its name; it stands for (x - origin)/unit
     * @param origin what is subtracted from x
     * @param unit what is divided by
     */
    double[] means(List<Expr> formulas, String name, double origin, double unit);
}
