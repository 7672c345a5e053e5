"""Reference values of entropy, cross entropy and divergence, with 30 digits: divergence-reference.csv.

The densities are those of ../family/reference.py, which are written there a second time, on their own. Integrals are taken on the
line (identity, log or logit of x by the support) by mpmath's tanh-sinh rule between quantile-like break points found by bisection of
the log-density; sums of counts term by term.

Usage: python3 divergence-reference.py > divergence-reference.csv   (needs mpmath)
"""

import importlib.util
import pathlib
import sys

from mpmath import exp, inf, log, mp, mpf, quad

here = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("reference", here.parent / "family" / "reference.py")
reference = importlib.util.module_from_spec(spec)
sys.modules["reference"] = reference
spec.loader.exec_module(reference)
mp.dps = 40

PAIRS = [
    ("normal", (0, 1), "student", (0, 1, 5)),
    ("student", (0, 1, 5), "normal", (0, 1)),
    ("normal", (0, 1), "laplace", (0.5, 1)),
    ("laplace", (0.5, 1), "normal", (0, 1)),
    ("logistic", (0, 1), "normal", (0, 1.8)),
    ("normal", (0, 1.8), "logistic", (0, 1)),
    ("normal", (1, 2), "gumbel", (0, 1.5)),
    ("gumbel", (0, 1.5), "normal", (1, 2)),
    ("gumbel", (0, 1), "gumbel", (1, 2)),
    ("gev", (0, 1, 0.25), "gumbel", (0, 1)),
    ("gev", (0, 1, 0.25), "cauchy", (0, 1)),
    ("cauchy", (0, 1), "student", (0, 1, 3)),
    ("cauchy", (0, 1), "cauchy", (2, 3)),
    ("student", (0, 1, 2.5), "normal", (0, 3)),
    ("gamma", (2, 3), "weibull", (1.5, 1)),
    ("gamma", (0.3, 1), "gamma", (2, 0.5)),
    ("weibull", (1.5, 2), "weibull", (0.7, 1)),
    ("weibull", (2, 3), "gamma", (3, 1)),
    ("gamma", (2, 1), "lognormal", (0.5, 0.8)),
    ("lognormal", (0, 0.5), "gamma", (4, 3)),
    ("gamma", (2, 1), "normal", (2, 1.5)),
    ("inverse-gaussian", (1, 2), "lognormal", (0, 0.7)),
    ("inverse-gaussian", (1, 1), "inverse-gaussian", (2, 3)),
    ("exponential", (2,), "gpd", (0.5, 0.2)),
    ("gpd", (1, -0.5), "gpd", (1, -0.25)),
    ("gpd", (1, 0.2), "exponential", (1,)),
    ("loglogistic", (3, 1), "lognormal", (0, 0.6)),
    ("beta", (2, 3), "beta", (0.5, 0.5)),
    ("beta", (0.5, 0.5), "beta", (2, 3)),
    ("beta", (2, 3), "kumaraswamy", (2, 3)),
    ("logit-normal", (0, 1), "beta", (2, 2)),
    ("rayleigh", (1,), "weibull", (2.5, 1.2)),
    ("poisson", (4,), "negative-binomial", (4, 2)),
    ("negative-binomial", (4, 2), "poisson", (4,)),
    ("poisson", (4,), "poisson", (5.5,)),
    ("geometric", (0.3,), "poisson", (2,)),
    ("binomial", (10, 0.2), "binomial", (10, 0.45)),
    ("binomial", (10, 0.2), "poisson", (2,)),
    ("skellam", (3, 4), "skellam", (2, 5)),
    ("logarithmic", (0.6,), "yule-simon", (2,)),
]


def ends(p, f):
    """How far the line has to be followed until f leaves nothing, to both sides of 0."""
    def far(side):
        t = mpf(1)
        while abs(f(side * t)) > mpf(10) ** -45 and t < 10 ** 6:
            t *= mpf(1.5)
        return side * t
    return far(-1), far(1)


def line(p):
    if p.low == -inf and p.high == inf:
        # x = sinh(t): heavy tails end on the line
        return mp.sinh, mp.cosh
    if p.high == inf:
        return (lambda t: p.low + exp(t)), exp
    width = p.high - p.low
    return (lambda t: p.low + width / (1 + exp(-t))), (lambda t: width / (1 + exp(-t)) / (1 + exp(t)))


def expectation(p, g):
    if p.family.discrete:
        total, k, direction = mpf(0), p.low if p.low > -inf else mpf(0), 1
        for start, step in ((k, 1), (k - 1, -1)):
            k, quiet = start, 0
            while p.low <= k <= p.high and quiet < 40:
                term = exp(p.log_density(k)) * g(k) if p.log_density(k) > -inf else mpf(0)
                total += term
                quiet = quiet + 1 if abs(term) < mpf(10) ** -38 else 0
                k += step
        return total
    x, slope = line(p)

    def f(t):
        value = x(t)
        if not (p.low < value < p.high):
            return mpf(0)
        d = p.log_density(value)
        return exp(d) * slope(t) * g(value) if d > -inf else mpf(0)

    low, high = ends(p, f)
    breaks = [low, *[low + (high - low) * k / 24 for k in range(1, 24)], mpf(0), mp.asinh(mpf(1) / 2), high]
    return quad(f, sorted(set(breaks)), maxdegree=10)


def text(name, values):
    return name + "(" + ";".join(str(v) for v in values) + ")"


print("p,q,entropy,crossEntropy,divergence")
for p_name, p_values, q_name, q_values in PAIRS:
    p = reference.FAMILIES[p_name].at(*p_values)
    q = reference.FAMILIES[q_name].at(*q_values)
    own = -expectation(p, p.log_density)
    cross = -expectation(p, q.log_density)
    cells = [text(p_name, p_values), text(q_name, q_values)]
    cells += [mp.nstr(v, 30) for v in (own, cross, cross - own)]
    print(",".join(cells), flush=True)
