"""Expected information of one observation, for information.csv: integrals or sums of products of scores, in 25 digits,
with derivatives of log-densities that are written out here by mpmath's differences.
/usr/bin/python3 src/test/resources/mle/family/information.py > src/test/resources/mle/family/information.csv  (mpmath 1.2)"""
from mpmath import mp, mpf, quad, diff, log, exp, gamma, loggamma, beta, pi, sqrt, inf, binomial, cosh, besseli, nsum, expm1, log1p

mp.dps = 25
REAL, HALF, UNIT = [-inf, 0, inf], [0, 1, inf], [0, mpf(1) / 2, 1]
FAMILIES = [
    ("normal", [1, 2], lambda x, m, s: -log(2 * pi) / 2 - log(s) - (x - m) ** 2 / (2 * s * s), [-inf, 1, inf]),
    ("gamma", [mpf("2.5"), mpf("0.5")], lambda x, a, r: a * log(r) - loggamma(a) + (a - 1) * log(x) - r * x, [0, 1, 5, 20, inf]),
    ("weibull", [mpf("1.5"), 3], lambda x, k, s: log(k / s) + (k - 1) * log(x / s) - (x / s) ** k, [0, 1, 3, 10, inf]),
    ("lognormal", [mpf("0.3"), mpf("0.8")],
     lambda x, m, s: -log(x) - log(2 * pi) / 2 - log(s) - (log(x) - m) ** 2 / (2 * s * s), [0, 1, 3, 10, inf]),
    ("beta", [mpf("2.5"), mpf("3.5")], lambda x, a, b: (a - 1) * log(x) + (b - 1) * log(1 - x) - log(beta(a, b)), UNIT),
    ("logistic", [1, 2], lambda x, m, s: -(x - m) / s - log(s) - 2 * log1p(exp(-(x - m) / s)), [-inf, -10, 1, 10, inf]),
    ("student", [1, 2, 5], lambda x, m, s, v: loggamma((v + 1) / 2) - loggamma(v / 2) - log(v * pi) / 2 - log(s)
     - (v + 1) / 2 * log1p(((x - m) / s) ** 2 / v), [-inf, -10, 1, 10, inf]),
    ("gumbel", [1, 2], lambda x, m, s: -log(s) - (x - m) / s - exp(-(x - m) / s), [-10, -3, 1, 5, 20, 200]),
    ("inverse-gaussian", [2, 3],
     lambda x, m, l: (log(l) - log(2 * pi) - 3 * log(x)) / 2 - l * (x - m) ** 2 / (2 * m * m * x), [0, mpf("0.5"), 2, 10, inf]),
    ("generalized-gamma", [mpf("0.5"), mpf("0.7"), mpf("0.8")], lambda x, m, s, q: log(q) - log(s) - log(x) - loggamma(1 / q ** 2)
     + (log(1 / q ** 2)) / q ** 2 + ((log(x) - m) / s / q) - exp(q * (log(x) - m) / s) / q ** 2, [0, mpf("0.5"), 2, 10, inf]),
    ("negative-binomial", [3, 2], lambda x, m, k: loggamma(x + k) - loggamma(k) - loggamma(x + 1) + k * log(k / (k + m))
     + x * log(m / (k + m)), 400),
    ("generalized-poisson", [2, mpf("0.3")],
     lambda x, t, l: log(t) + (x - 1) * log(t + l * x) - (t + l * x) - loggamma(x + 1), 400),
    ("zero-inflated(poisson)", [mpf("0.3"), 2], lambda x, p, m: log(p + (1 - p) * exp(-m)) if x == 0
     else log(1 - p) - m + x * log(m) - loggamma(x + 1), 150),
]

print("family,parameters,row,column,value")
for name, theta, logf, places in FAMILIES:
    theta = [mpf(t) for t in theta]
    p = len(theta)

    def score(i, x):
        return diff(lambda t: logf(x, *(theta[:i] + [t] + theta[i + 1:])), theta[i])

    for i in range(p):
        for j in range(i + 1):
            f = lambda x: score(i, x) * score(j, x) * exp(logf(x, *theta))
            value = quad(f, places) if isinstance(places, list) else sum(f(mpf(x)) for x in range(places))
            parameters = ";".join(mp.nstr(t, 17) for t in theta)
            print(f"{name},{parameters},{i},{j},{mp.nstr(value, 15)}")
