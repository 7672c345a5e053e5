package mle.solve;

import java.util.function.Function;

/** A number with gradient and Hessian: forward-mode differentiation to second order, so that test problems are written once. */
final class Taylor {
    final double v;
    final double[] g;
    final double[] h;

    private Taylor(double v, double[] g, double[] h) {
        this.v = v;
        this.g = g;
        this.h = h;
    }

    static Taylor constant(double c, int n) {
        return new Taylor(c, new double[n], new double[n * (n + 1) / 2]);
    }

    static Taylor[] variables(double[] x) {
        Taylor[] t = new Taylor[x.length];
        for (int i = 0; i < x.length; i++) {
            t[i] = constant(x[i], x.length);
            t[i].g[i] = 1;
        }
        return t;
    }

    /** φ(this) from φ, φ′, φ″ at the value. */
    private Taylor chain(double f, double f1, double f2) {
        Taylor r = constant(f, g.length);
        for (int i = 0, k = 0; i < g.length; i++) {
            r.g[i] = f1 * g[i];
            for (int j = 0; j <= i; j++, k++) {
                r.h[k] = f1 * h[k] + f2 * g[i] * g[j];
            }
        }
        return r;
    }

    Taylor plus(Taylor b) {
        Taylor r = constant(v + b.v, g.length);
        for (int i = 0; i < g.length; i++) {
            r.g[i] = g[i] + b.g[i];
        }
        for (int k = 0; k < h.length; k++) {
            r.h[k] = h[k] + b.h[k];
        }
        return r;
    }

    Taylor plus(double c) {
        return chain(v + c, 1, 0);
    }

    Taylor minus(Taylor b) {
        return plus(b.times(-1));
    }

    Taylor minus(double c) {
        return plus(-c);
    }

    Taylor times(Taylor b) {
        Taylor r = constant(v * b.v, g.length);
        for (int i = 0, k = 0; i < g.length; i++) {
            r.g[i] = v * b.g[i] + b.v * g[i];
            for (int j = 0; j <= i; j++, k++) {
                r.h[k] = v * b.h[k] + b.v * h[k] + g[i] * b.g[j] + g[j] * b.g[i];
            }
        }
        return r;
    }

    Taylor times(double c) {
        return chain(c * v, c, 0);
    }

    Taylor over(Taylor b) {
        return times(b.power(-1));
    }

    Taylor square() {
        return chain(v * v, 2 * v, 2);
    }

    Taylor power(double p) {
        return chain(Math.pow(v, p), p * Math.pow(v, p - 1), p * (p - 1) * Math.pow(v, p - 2));
    }

    Taylor exp() {
        double e = Math.exp(v);
        return chain(e, e, e);
    }

    Taylor log() {
        return chain(Math.log(v), 1 / v, -1 / (v * v));
    }

    Taylor sqrt() {
        return power(0.5);
    }

    Taylor atan() {
        double d = 1 / (1 + v * v);
        return chain(Math.atan(v), d, -2 * v * d * d);
    }

    Taylor sin() {
        return chain(Math.sin(v), Math.cos(v), -Math.sin(v));
    }

    Taylor cos() {
        return chain(Math.cos(v), -Math.sin(v), -Math.cos(v));
    }

    static Taylor sum(Taylor... terms) {
        Taylor r = terms[0];
        for (int i = 1; i < terms.length; i++) {
            r = r.plus(terms[i]);
        }
        return r;
    }

    /** The objective made of one formula. */
    static Objective objective(int n, Function<Taylor[], Taylor> formula) {
        return new Objective() {
            @Override
            public int dimension() {
                return n;
            }

            @Override
            public void at(double[] point, Jet out) {
                Taylor t = formula.apply(variables(point));
                out.setValue(t.v);
                if (out.order() >= 1) {
                    System.arraycopy(t.g, 0, out.gradient(), 0, n);
                }
                if (out.order() >= 2) {
                    System.arraycopy(t.h, 0, out.hessian(), 0, t.h.length);
                }
            }
        };
    }

    /** The objective Σ rᵢ². */
    static Objective leastSquares(int n, Function<Taylor[], Taylor[]> residuals) {
        return objective(n, x -> {
            Taylor total = constant(0, n);
            for (Taylor r : residuals.apply(x)) {
                total = total.plus(r.square());
            }
            return total;
        });
    }

    /** The same function with another weight. */
    static Objective weighted(Objective f, double weight) {
        return new Objective() {
            @Override
            public int dimension() {
                return f.dimension();
            }

            @Override
            public void at(double[] point, Jet out) {
                f.at(point, out);
            }

            @Override
            public double weight() {
                return weight;
            }
        };
    }
}
