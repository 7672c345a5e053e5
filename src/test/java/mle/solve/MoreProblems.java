package mle.solve;

import static mle.solve.Taylor.constant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Test problems of Moré, Garbow and Hillstrom, "Testing unconstrained optimization software", ACM TOMS 7 (1981) 17–41: numbers,
 * formulas, standard starts and minima of section 3 there.
 */
final class MoreProblems {
    /**
     * One problem: sum of squared residuals.
     *
     * @param minima values of the minima that may be found, as published
     * @param digits absolute tolerance of a zero minimum, relative one of another
     * @param regular whether the Hessian at the minimum is positive definite
     */
    record Problem(String name, Objective f, double[] start, double[] minima, double digits, boolean regular) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Sums of squares are no log-likelihoods: their natural unit is not the nat but the square of a relevant residual. This weight
     * makes residuals of 1e-5 matter; narrow valleys whose floor lies below 1e-5 need it.
     */
    private static final double WEIGHT = 1e10;

    static final List<Problem> ALL = new ArrayList<>();

    private static void add(
            String name, double[] start, Function<Taylor[], Taylor[]> r, double digits, double... minima) {
        Objective f = Taylor.weighted(Taylor.leastSquares(start.length, r), WEIGHT);
        ALL.add(new Problem(name, f, start, minima, digits, true));
    }

    private static void addSingular(String name, double[] start, Function<Taylor[], Taylor[]> r) {
        ALL.add(new Problem(name, Taylor.leastSquares(start.length, r), start, new double[] {0}, 1e-9, false));
    }

    private static Taylor[] each(int m, Function<Integer, Taylor> r) {
        Taylor[] all = new Taylor[m];
        for (int i = 1; i <= m; i++) {
            all[i - 1] = r.apply(i);
        }
        return all;
    }

    private static double[] v(double... x) {
        return x;
    }

    private static double[] start(int n, Function<Integer, Double> x) {
        double[] s = new double[n];
        for (int j = 1; j <= n; j++) {
            s[j - 1] = x.apply(j);
        }
        return s;
    }

    private static Taylor[] array(Taylor... r) {
        return r;
    }

    static {
        add(
                "1 Rosenbrock",
                v(-1.2, 1),
                x -> array(x[1].minus(x[0].square()).times(10), x[0].times(-1).plus(1)),
                1e-20,
                0);
        // The start lies in the basin of the local minimum 48.9842; the published global one is 0.
        add(
                "2 Freudenstein-Roth",
                v(0.5, -2),
                x -> array(
                        x[0].minus(13)
                                .plus(x[1].times(-1)
                                        .plus(5)
                                        .times(x[1])
                                        .minus(2)
                                        .times(x[1])),
                        x[0].minus(29).plus(x[1].plus(1).times(x[1]).minus(14).times(x[1]))),
                1e-5,
                0,
                48.9842);
        add(
                "3 Powell badly scaled",
                v(0, 1),
                x -> array(
                        x[0].times(x[1]).times(1e4).minus(1),
                        x[0].times(-1).exp().plus(x[1].times(-1).exp()).minus(1.0001)),
                1e-20,
                0);
        add(
                "4 Brown badly scaled",
                v(1, 1),
                x -> array(x[0].minus(1e6), x[1].minus(2e-6), x[0].times(x[1]).minus(2)),
                1e-16,
                0);
        double[] beale = {1.5, 2.25, 2.625};
        add(
                "5 Beale",
                v(1, 1),
                x -> each(
                        3,
                        i -> x[0].times(x[1].power(i).times(-1).plus(1))
                                .times(-1)
                                .plus(beale[i - 1])),
                1e-20,
                0);
        add(
                "6 Jennrich-Sampson",
                v(0.3, 0.4),
                x -> each(
                        10,
                        i -> x[0].times(i)
                                .exp()
                                .plus(x[1].times(i).exp())
                                .times(-1)
                                .plus(2 + 2 * i)),
                1e-5,
                124.362);
        // θ is the angle in turns; the path from the start crosses x1 = 0, so the branch is taken from the sign of x1.
        add(
                "7 Helical valley",
                v(-1, 0, 0),
                x -> array(
                        x[2].minus(x[1].over(x[0])
                                        .atan()
                                        .times(0.5 / Math.PI)
                                        .plus(x[0].v < 0 ? 0.5 : 0)
                                        .times(10))
                                .times(10),
                        x[0].square().plus(x[1].square()).sqrt().minus(1).times(10),
                        x[2]),
                1e-20,
                0);
        double[] bard = {.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39};
        // 17.4286 is the published minimum at infinity.
        add(
                "8 Bard",
                v(1, 1, 1),
                x -> each(
                        15,
                        i -> x[0].plus(constant(i, 3).over(x[1].times(16 - i).plus(x[2].times(Math.min(i, 16 - i)))))
                                .times(-1)
                                .plus(bard[i - 1])),
                1e-5,
                8.21487e-3);
        double[] gauss = {
            .0009, .0044, .0175, .0540, .1295, .2420, .3521, .3989, .3521, .2420, .1295, .0540, .0175, .0044, .0009
        };
        add(
                "9 Gaussian",
                v(0.4, 1, 0),
                x -> each(
                        15,
                        i -> x[0].times(x[2].times(-1)
                                        .plus((8.0 - i) / 2)
                                        .square()
                                        .times(x[1])
                                        .times(-0.5)
                                        .exp())
                                .minus(gauss[i - 1])),
                1e-5,
                1.12793e-8);
        double[] meyer = {
            34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872
        };
        add(
                "10 Meyer",
                v(0.02, 4000, 250),
                x -> each(
                        16,
                        i -> x[0].times(x[1].over(x[2].plus(45 + 5 * i)).exp()).minus(meyer[i - 1])),
                1e-5,
                87.9458);
        add(
                "11 Gulf",
                v(5, 2.5, 0.15),
                x -> each(10, i -> {
                    double t = i / 100.0;
                    double y = 25 + Math.pow(-50 * Math.log(t), 2.0 / 3);
                    // |y − x2|^x3 / x1, as in later printings of the problem.
                    Taylor gap = x[1].times(-1).plus(y);
                    Taylor size = gap.v < 0 ? gap.times(-1) : gap;
                    return size.log()
                            .times(x[2])
                            .exp()
                            .over(x[0])
                            .times(-1)
                            .exp()
                            .minus(t);
                }),
                1e-16,
                0);
        add(
                "12 Box 3D",
                v(0, 10, 20),
                x -> each(10, i -> {
                    double t = 0.1 * i;
                    return x[0].times(-t)
                            .exp()
                            .minus(x[1].times(-t).exp())
                            .minus(x[2].times(Math.exp(-t) - Math.exp(-10 * t)));
                }),
                1e-16,
                0);
        addSingular(
                "13 Powell singular",
                v(3, -1, 0, 1),
                x -> array(
                        x[0].plus(x[1].times(10)),
                        x[2].minus(x[3]).times(Math.sqrt(5)),
                        x[1].minus(x[2].times(2)).square(),
                        x[0].minus(x[3]).square().times(Math.sqrt(10))));
        add(
                "14 Wood",
                v(-3, -1, -3, -1),
                x -> array(
                        x[1].minus(x[0].square()).times(10),
                        x[0].times(-1).plus(1),
                        x[3].minus(x[2].square()).times(Math.sqrt(90)),
                        x[2].times(-1).plus(1),
                        x[1].plus(x[3]).minus(2).times(Math.sqrt(10)),
                        x[1].minus(x[3]).times(1 / Math.sqrt(10))),
                1e-20,
                0);
        double[] ky = {.1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246};
        double[] ku = {4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625};
        add(
                "15 Kowalik-Osborne",
                v(.25, .39, .415, .39),
                x -> each(11, i -> {
                    double u = ku[i - 1];
                    return x[0].times(x[1].times(u).plus(u * u))
                            .over(x[2].times(u).plus(x[3]).plus(u * u))
                            .minus(ky[i - 1]);
                }),
                1e-5,
                3.07505e-4,
                1.02734e-3);
        add(
                "16 Brown-Dennis",
                v(25, 5, -5, -1),
                x -> each(20, i -> {
                    double t = i / 5.0;
                    return x[0].plus(x[1].times(t))
                            .minus(Math.exp(t))
                            .square()
                            .plus(x[2].plus(x[3].times(Math.sin(t)))
                                    .minus(Math.cos(t))
                                    .square());
                }),
                1e-5,
                85822.2);
        double[] o1 = {
            .844, .908, .932, .936, .925, .908, .881, .850, .818, .784, .751, .718, .685, .658, .628, .603, .580, .558,
            .538, .522, .506, .490, .478, .467, .457, .448, .438, .431, .424, .420, .414, .411, .406
        };
        add(
                "17 Osborne 1",
                v(.5, 1.5, -1, .01, .02),
                x -> each(33, i -> {
                    double t = 10 * (i - 1);
                    return x[0].plus(x[1].times(x[3].times(-t).exp()))
                            .plus(x[2].times(x[4].times(-t).exp()))
                            .times(-1)
                            .plus(o1[i - 1]);
                }),
                1e-5,
                5.46489e-5);
        add(
                "18 Biggs EXP6",
                v(1, 2, 1, 1, 1, 1),
                x -> each(13, i -> {
                    double t = 0.1 * i;
                    double y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
                    return x[2].times(x[0].times(-t).exp())
                            .minus(x[3].times(x[1].times(-t).exp()))
                            .plus(x[5].times(x[4].times(-t).exp()))
                            .minus(y);
                }),
                1e-5,
                0,
                5.65565e-3);
        double[] o2 = {
            1.366, 1.191, 1.112, 1.013, .991, .885, .831, .847, .786, .725, .746, .679, .608, .655, .616, .606, .602,
                    .626,
            .651, .724, .649, .649, .694, .644, .624, .661, .612, .558, .533, .495, .500, .423, .395, .375, .372, .391,
            .396, .405, .428, .429, .523, .562, .607, .653, .672, .708, .633, .668, .645, .632, .591, .559, .597, .625,
            .739, .710, .729, .720, .636, .581, .428, .292, .162, .098, .054
        };
        add(
                "19 Osborne 2",
                v(1.3, .65, .65, .7, .6, 3, 5, 7, 2, 4.5, 5.5),
                x -> each(65, i -> {
                    double t = (i - 1) / 10.0;
                    Taylor s = x[0].times(x[4].times(-t).exp());
                    for (int k = 1; k <= 3; k++) {
                        Taylor gap = x[7 + k].times(-1).plus(t).square();
                        s = s.plus(x[k].times(gap.times(x[4 + k]).times(-1).exp()));
                    }
                    return s.times(-1).plus(o2[i - 1]);
                }),
                1e-5,
                4.01377e-2);
        add("20 Watson 6", start(6, j -> 0.0), MoreProblems::watson, 1e-5, 2.28767e-3);
        add(
                "21 Extended Rosenbrock 10",
                start(10, j -> j % 2 == 1 ? -1.2 : 1.0),
                x -> each(
                        10,
                        i -> i % 2 == 1
                                ? x[i].minus(x[i - 1].square()).times(10)
                                : x[i - 2].times(-1).plus(1)),
                1e-20,
                0);
        addSingular(
                "22 Extended Powell 8",
                start(8, j -> v(3, -1, 0, 1)[(j - 1) % 4]),
                x -> each(8, i -> {
                    int b = (i - 1) / 4 * 4;
                    return switch ((i - 1) % 4) {
                        case 0 -> x[b].plus(x[b + 1].times(10));
                        case 1 -> x[b + 2].minus(x[b + 3]).times(Math.sqrt(5));
                        case 2 -> x[b + 1].minus(x[b + 2].times(2)).square();
                        default -> x[b].minus(x[b + 3]).square().times(Math.sqrt(10));
                    };
                }));
        add(
                "23 Penalty I 10",
                start(10, j -> (double) j),
                x -> each(11, i -> {
                    if (i <= 10) {
                        return x[i - 1].minus(1).times(Math.sqrt(1e-5));
                    }
                    Taylor s = constant(-0.25, 10);
                    for (Taylor t : x) {
                        s = s.plus(t.square());
                    }
                    return s;
                }),
                1e-5,
                7.08765e-5);
        add(
                "25 Variably dimensioned 6",
                start(6, j -> 1 - j / 6.0),
                x -> each(8, i -> {
                    if (i <= 6) {
                        return x[i - 1].minus(1);
                    }
                    Taylor s = constant(0, 6);
                    for (int j = 1; j <= 6; j++) {
                        s = s.plus(x[j - 1].minus(1).times(j));
                    }
                    return i == 7 ? s : s.square();
                }),
                1e-20,
                0);
        // 2.79506e-5 is the well-known local minimum for n = 10.
        add(
                "26 Trigonometric 10",
                start(10, j -> 0.1),
                x -> each(10, i -> {
                    Taylor s = constant(10, 10);
                    for (Taylor t : x) {
                        s = s.minus(t.cos());
                    }
                    return s.plus(x[i - 1].cos().times(-1).plus(1).times(i)).minus(x[i - 1].sin());
                }),
                1e-5,
                0,
                2.79506e-5);
        add(
                "28 Discrete boundary value 10",
                start(10, j -> j / 11.0 * (j / 11.0 - 1)),
                x -> each(10, i -> {
                    double h = 1 / 11.0;
                    Taylor s = x[i - 1].times(2)
                            .plus(x[i - 1].plus(i * h + 1).power(3).times(h * h / 2));
                    s = i > 1 ? s.minus(x[i - 2]) : s;
                    return i < 10 ? s.minus(x[i]) : s;
                }),
                1e-20,
                0);
        add(
                "30 Broyden tridiagonal 10",
                start(10, j -> -1.0),
                x -> each(10, i -> {
                    Taylor s = x[i - 1].times(-2).plus(3).times(x[i - 1]).plus(1);
                    s = i > 1 ? s.minus(x[i - 2]) : s;
                    return i < 10 ? s.minus(x[i].times(2)) : s;
                }),
                1e-20,
                0);
        // Full rank linear function, m = 20: minimum m − n.
        add(
                "32 Linear full rank 8",
                start(8, j -> 1.0),
                x -> each(20, i -> {
                    Taylor s = constant(0, 8);
                    for (Taylor t : x) {
                        s = s.plus(t);
                    }
                    s = s.times(-2 / 20.0).minus(1);
                    return i <= 8 ? s.plus(x[i - 1]) : s;
                }),
                1e-12,
                12);
    }

    private static Taylor[] watson(Taylor[] x) {
        int n = x.length;
        return each(31, i -> {
            if (i == 30) {
                return x[0];
            }
            if (i == 31) {
                return x[1].minus(x[0].square()).minus(1);
            }
            double t = i / 29.0;
            Taylor slope = constant(-1, n);
            Taylor sum = constant(0, n);
            for (int j = 1; j <= n; j++) {
                if (j >= 2) {
                    slope = slope.plus(x[j - 1].times((j - 1) * Math.pow(t, j - 2)));
                }
                sum = sum.plus(x[j - 1].times(Math.pow(t, j - 1)));
            }
            return slope.minus(sum.square());
        });
    }

    private MoreProblems() {}
}
