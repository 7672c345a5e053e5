package mle.expr;

/** The structural order of formulas: the same in every run, whatever was made first. */
final class Order {
    private Order() {}

    static int compare(Expr a, Expr b) {
        if (a == b) {
            return 0;
        }
        int byRank = Integer.compare(rank(a), rank(b));
        if (byRank != 0) {
            return byRank;
        }
        if (a instanceof Expr.Constant x && b instanceof Expr.Constant y) {
            return Double.compare(x.value(), y.value());
        }
        if (a instanceof Expr.Symbol x && b instanceof Expr.Symbol y) {
            int byKind = x.kind().compareTo(y.kind());
            int byName = byKind != 0 ? byKind : x.name().compareTo(y.name());
            return byName != 0 ? byName : x.sign().compareTo(y.sign());
        }
        if (a instanceof Expr.Product x && b instanceof Expr.Product y) {
            return compareProducts(x, y);
        }
        if (a instanceof Expr.Call x && b instanceof Expr.Call y) {
            int byName = x.function().name().compareTo(y.function().name());
            for (int i = 0; byName == 0 && i < Math.min(x.size(), y.size()); i++) {
                byName = compare(x.argument(i), y.argument(i));
            }
            return byName != 0 ? byName : Integer.compare(x.size(), y.size());
        }
        return compareSums((Expr.Sum) a, (Expr.Sum) b);
    }

    private static int compareProducts(Expr.Product x, Expr.Product y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            int byBase = compare(x.base(i), y.base(i));
            int byPower = byBase != 0 ? byBase : Double.compare(x.power(i), y.power(i));
            if (byPower != 0) {
                return byPower;
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    private static int compareSums(Expr.Sum x, Expr.Sum y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            int byTerm = compare(x.term(i), y.term(i));
            int byCoefficient = byTerm != 0 ? byTerm : Double.compare(x.coefficient(i), y.coefficient(i));
            if (byCoefficient != 0) {
                return byCoefficient;
            }
        }
        int bySize = Integer.compare(x.size(), y.size());
        return bySize != 0 ? bySize : Double.compare(x.constant(), y.constant());
    }

    private static int rank(Expr e) {
        if (e instanceof Expr.Constant) {
            return 0;
        }
        if (e instanceof Expr.Symbol) {
            return 1;
        }
        if (e instanceof Expr.Product) {
            return 2;
        }
        return e instanceof Expr.Call ? 3 : 4;
    }
}
