"""Reference fits in 80-digit arithmetic, on exactly the doubles of high_precision_data.csv.

    python3 high_precision.py      writes high_precision_data.csv and high_precision.csv next to itself; needs mpmath

Newton's method on the exact log-likelihood in location or log coordinates; derivatives by central differences with step
1e-20 in 80 digits, so that their error is below 1e-38. Standard errors from the observed information, by the delta method.
"""

import csv
import os

from mpmath import mp, mpf

mp.dps = 80
HERE = os.path.dirname(os.path.abspath(__file__))
STEP = mpf(10) ** -20


def normal_quantile(p):
    return mp.sqrt(2) * mp.erfinv(2 * p - 1)


def t3_quantile(p):
    def cdf(x):
        r = x / mp.sqrt(3)
        return mpf(1) / 2 + (r / (1 + r * r) + mp.atan(r)) / mp.pi

    return mp.findroot(lambda x: cdf(x) - p, (2 * p - 1) * 2, tol=1e-50)


def gamma_quantile(p, shape, rate):
    mean, sd = shape / rate, mp.sqrt(shape) / rate
    f = lambda x: mp.gammainc(shape, 0, x * rate, regularized=True) - p
    return mp.findroot(f, (mean + sd * (normal_quantile(p) - mpf(1) / 100), mean + sd * normal_quantile(p)), tol=1e-40)


def samples():
    p = lambda n: [(i + mpf(1) / 2) / n for i in range(n)]
    far = lambda q, n: [float(10 ** 9 + q(u)) for u in p(n)]
    with mp.workdps(50):
        gamma = [float(gamma_quantile(u, mpf("1782.207"), mpf("1385.945"))) for u in p(200)]
        return {
            "far_100": far(normal_quantile, 100),
            "far_1000": far(normal_quantile, 1000),
            "far_heavy_100": far(t3_quantile, 100),
            "gamma_200": gamma,
            "integers_1000": [float(i) for i in range(1, 1001)],
        }


# Log-densities in (location, log scale, ...) or in logs of positive parameters, then what is reported of them.
def normal(x, m, s):
    return -s - mp.log(2 * mp.pi) / 2 - ((x - m) / mp.exp(s)) ** 2 / 2


def logistic(x, m, s):
    z = (x - m) / mp.exp(s)
    return -s - z - 2 * mp.log1p(mp.exp(-z))


def gumbel(x, m, s):
    z = (x - m) / mp.exp(s)
    return -s - z - mp.exp(-z)


def cauchy(x, m, s):
    return -mp.log(mp.pi) - s - mp.log1p(((x - m) / mp.exp(s)) ** 2)


def student(x, m, s, d):
    nu = mp.exp(d)
    c = mp.loggamma((nu + 1) / 2) - mp.loggamma(nu / 2) - mp.log(nu * mp.pi) / 2
    return c - s - (nu + 1) / 2 * mp.log1p(((x - m) / mp.exp(s)) ** 2 / nu)


def gev(x, m, s, k):
    t = mp.log1p(k * (x - m) / mp.exp(s)) / k
    return -s - (1 + k) * t - mp.exp(-t)


def gamma(x, a, m):
    shape, rate = mp.exp(a), mp.exp(a - m)
    return shape * mp.log(rate) - mp.loggamma(shape) + (shape - 1) * mp.log(x) - rate * x


def weibull(x, k, s):
    z = mp.log(x) - s
    return k - s + (mp.exp(k) - 1) * z - mp.exp(mp.exp(k) * z)


def inverse_gaussian(x, m, s):
    mean, shape = mp.exp(m), mp.exp(s)
    return mp.log(shape / (2 * mp.pi * x ** 3)) / 2 - shape * (x - mean) ** 2 / (2 * mean ** 2 * x)


def lognormal(x, m, s):
    return normal(mp.log(x), m, s) - mp.log(x)


LOCATION = (["location", "scale"], lambda t: [t[0], mp.exp(t[1])])
FAMILIES = {
    "normal": (normal, ["mean", "sd"], lambda t: [t[0], mp.exp(t[1])], lambda m, s: [m, mp.log(s)]),
    "logistic": (logistic, *LOCATION, lambda m, s: [m, mp.log(s * 0.55)]),
    "gumbel": (gumbel, *LOCATION, lambda m, s: [m - s / 2, mp.log(s * 0.9)]),
    "cauchy": (cauchy, *LOCATION, lambda m, s: [m, mp.log(s / 3)]),
    "student": (student, ["location", "scale", "df"], lambda t: [t[0], mp.exp(t[1]), mp.exp(t[2])],
                lambda m, s: [m, mp.log(s / 2), mp.log(4)]),
    "gev": (gev, ["location", "scale", "shape"], lambda t: [t[0], mp.exp(t[1]), t[2]],
            lambda m, s: [m - s / 3, mp.log(s), mpf("-0.25")]),
    "gamma": (gamma, ["shape", "rate"], lambda t: [mp.exp(t[0]), mp.exp(t[0] - t[1])],
              lambda m, s: [2 * mp.log(m / s), mp.log(m)]),
    "weibull": (weibull, ["shape", "scale"], lambda t: [mp.exp(t[0]), mp.exp(t[1])],
                lambda m, s: [mp.log(mpf("1.2") * m / s), mp.log(m) + mp.log1p(s / m / 2)]),
    "inverse-gaussian": (inverse_gaussian, ["mean", "shape"], lambda t: [mp.exp(t[0]), mp.exp(t[1])],
                         lambda m, s: [mp.log(m), 3 * mp.log(m) - 2 * mp.log(s)]),
    "lognormal": (lognormal, ["meanlog", "sdlog"], lambda t: [t[0], mp.exp(t[1])],
                  lambda m, s: [mp.log(m), mp.log(s / m)]),
}


def derivatives(f, t):
    p = len(t)
    move = lambda *ds: f([v + sum(STEP * d for j, d in ds if j == i) for i, v in enumerate(t)])
    g = mp.matrix(p, 1)
    h = mp.matrix(p, p)
    centre = f(t)
    for i in range(p):
        up, down = move((i, 1)), move((i, -1))
        g[i] = (up - down) / (2 * STEP)
        h[i, i] = (up - 2 * centre + down) / STEP ** 2
        for j in range(i):
            h[i, j] = h[j, i] = (
                move((i, 1), (j, 1)) - move((i, 1), (j, -1)) - move((i, -1), (j, 1)) + move((i, -1), (j, -1))
            ) / (4 * STEP ** 2)
    return centre, g, h


def fit(family, x):
    density, names, report, start = FAMILIES[family]
    x = [mpf(v) for v in x]
    mean = sum(x) / len(x)
    sd = mp.sqrt(sum((v - mean) ** 2 for v in x) / len(x))

    def f(t):
        try:
            value = mp.fsum(density(v, *t) for v in x)
        except ValueError:
            return -mp.inf
        return value if mp.im(value) == 0 else -mp.inf

    t = start(mean, sd)
    for _ in range(60):
        value, g, h = derivatives(f, t)
        step = mp.lu_solve(-h, g)
        slope = (g.T * step)[0]
        if slope < 0:
            step = mp.matrix([g[i] / abs(h[i, i]) for i in range(len(t))])
        length = mpf(1)
        while abs(slope) > 1e-6 and not f([v + length * d for v, d in zip(t, step)]) > value:
            length /= 2
        t = [v + length * d for v, d in zip(t, step)]
        if abs(slope) < mpf(10) ** -30:
            break
    else:
        raise RuntimeError(family + ": not converged")
    value, g, h = derivatives(f, t)
    covariance = mp.inverse(-h)
    jacobian = mp.matrix(len(t), len(t))
    for j in range(len(t)):
        up = report([v + (STEP if i == j else 0) for i, v in enumerate(t)])
        down = report([v - (STEP if i == j else 0) for i, v in enumerate(t)])
        for i in range(len(t)):
            jacobian[i, j] = (up[i] - down[i]) / (2 * STEP)
    reported = jacobian * covariance * jacobian.T
    return [(n, v, mp.sqrt(reported[i, i])) for i, (n, v) in enumerate(zip(names, report(t)))], value


def main():
    data = samples()
    with open(os.path.join(HERE, "high_precision_data.csv"), "w") as out:
        out.write("sample,x\n")
        for name, xs in data.items():
            out.writelines(f"{name},{x!r}\n" for x in xs)
    wanted = [
        (s, f)
        for s in ("far_100", "far_1000")
        for f in ("normal", "logistic", "gumbel", "gamma", "weibull", "gev", "inverse-gaussian", "lognormal")
    ]
    wanted += [("far_heavy_100", f) for f in ("student", "cauchy", "logistic")]
    wanted += [("gamma_200", "gamma"), ("integers_1000", "gev")]
    with open(os.path.join(HERE, "high_precision.csv"), "w") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["sample", "family", "parameter", "estimate", "standard_error", "log_likelihood"])
        for sample, family in wanted:
            parameters, value = fit(family, data[sample])
            for name, v, e in parameters:
                rows.writerow([sample, family, name] + [mp.nstr(w, 20) for w in (v, e, value)])
            out.flush()


if __name__ == "__main__":
    main()
