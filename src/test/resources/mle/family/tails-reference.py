"""Writes tails-reference.csv: combination, parameters, x, log P(X <= x), log P(X > x), to 20 digits.

Run: /usr/bin/python3 tails-reference.py   (mpmath 1.2 or later; rewrites the file next to this script; seconds)

Distribution functions of the parts are closed forms or mpmath's incomplete gamma and beta functions, at 3500 digits, so that
differences of them may cancel; nothing is shared with the code under test but the arguments.
"""
import os
from mpmath import mp, mpf

mp.dps = 3500


def gamma(shape, rate):
    """By Kummer's function, DLMF 8.5.1."""
    def cdf(x):
        z = rate * x
        return mp.exp(shape * mp.log(z) - mp.loggamma(shape + 1) - z) * mp.hyp1f1(1, shape + 1, z)
    return cdf


def weibull(shape, scale):
    return lambda x: -mp.expm1(-((x / scale) ** shape))


def lomax(shape, scale):
    return lambda x: 1 - (1 + x / scale) ** (-shape)


def gpd(scale, shape):
    return lambda x: 1 - (1 + shape * x / scale) ** (-1 / shape)


def gompertz(shape, rate):
    return lambda x: -mp.expm1(-rate * mp.expm1(shape * x) / shape)


def burr(shape1, shape2, scale):
    return lambda x: 1 - (1 + (x / scale) ** shape2) ** (-shape1)


def kumaraswamy(a, b):
    return lambda x: 1 - (1 - x ** a) ** b


def lindley(rate):
    return lambda x: 1 - (1 + rate * x / (1 + rate)) * mp.exp(-rate * x)


def normal(mean, sd):
    return lambda x: mp.erfc((mean - x) / sd / mp.sqrt(2)) / 2


def folded_normal(mean, sd):
    return lambda x: normal(mean, sd)(x) - normal(mean, sd)(-x)


def logistic(location, scale):
    return lambda x: 1 / (1 + mp.exp((location - x) / scale))


def laplace(location, scale):
    return lambda x: mp.exp((x - location) / scale) / 2 if x < location else 1 - mp.exp((location - x) / scale) / 2


def gumbel_min(location, scale):
    return lambda x: -mp.expm1(-mp.exp((x - location) / scale))


def log(f):
    return lambda x: f(mp.exp(x))


def folded(f):
    return lambda x: f(x) - f(-x)


def truncated(f, a, b):
    low = f(mpf(a)) if a is not None else mpf(0)
    high = f(mpf(b)) if b is not None else mpf(1)
    return lambda x: (f(x) - low) / (high - low)


def smallest(f, k):
    return lambda x: 1 - (1 - f(x)) ** k


def largest(f, k):
    return lambda x: f(x) ** k


rows = []


def add(text, family, parameters, xs):
    cdf = family(*[mpf(p) for p in parameters])
    for x in xs:
        value = cdf(mpf(x))
        logs = [mp.nstr(mp.log(v) if v > 0 else -mp.inf, 20) for v in (value, 1 - value)]
        rows.append('"%s",%s,%r,%s,%s' % (text, " ".join(repr(p) for p in parameters), x, logs[0], logs[1]))


far = [-2000.0, -1000.0, -745.5, -720.0, -460.0, -50.0, -1.0, 0.5]
add("log(gamma)", lambda *p: log(gamma(*p)), (0.05, 2.0), far)
add("log(gamma)", lambda *p: log(gamma(*p)), (2.5, 0.3), far)
add("log(weibull)", lambda *p: log(weibull(*p)), (0.01, 3.0), far)
add("log(weibull)", lambda *p: log(weibull(*p)), (1.5, 2.0), far)
add("log(lomax)", lambda *p: log(lomax(*p)), (1.5, 2.0), far + [900.0])
add("log(gpd)", lambda *p: log(gpd(*p)), (2.0, 0.5), far + [900.0])
add("log(gpd)", lambda *p: log(gpd(*p)), (2.0, -0.25), far)
add("log(gompertz)", lambda *p: log(gompertz(*p)), (0.5, 0.1), far)
add("log(burr)", lambda *p: log(burr(*p)), (1.5, 3.0, 2.0), far)
add("log(kumaraswamy)", lambda *p: log(kumaraswamy(*p)), (2.0, 3.0), far[:-1])
add("log(lindley)", lambda *p: log(lindley(*p)), (1.0,), far)
add("log(folded-normal)", lambda *p: log(folded_normal(*p)), (1.0, 2.0), far)
add("weibull", weibull, (20.0, 3.0), [1e-200, 1e-20, 1e-10, 0.5, 3.0])
add("gumbel-min", gumbel_min, (0.0, 1.0), [-2000.0, -750.0, -461.0, -20.0, 2.0])
add("folded(normal)", lambda *p: folded(normal(*p)), (1.5, 1.0), [1e-300, 1e-20, 1e-9, 1e-5, 1e-4, 1e-3, 0.1, 3.0, 20.0])
add("folded(logistic)", lambda *p: folded(logistic(*p)), (-2.0, 0.5), [1e-300, 1e-12, 1e-5, 1e-3, 3.0, 60.0])
add("folded(laplace)", lambda *p: folded(laplace(*p)), (0.0, 2.0), [1e-300, 1e-12, 1e-5, 1e-3, 3.0, 60.0])
add("folded(laplace)", lambda *p: folded(laplace(*p)), (1.0, 2.0), [1e-300, 1e-12, 1e-5, 0.5, 3.0, 60.0])
add("truncated(normal, 30, )", lambda *p: truncated(normal(*p), 30, None), (0.0, 1.0),
    [30.0000000001, 30.001, 30.5, 32.0, 40.0])
add("truncated(normal, 30, )", lambda *p: truncated(normal(*p), 30, None), (31.0, 2.0),
    [30.0000000001, 30.001, 30.5, 32.0, 40.0, 70.0])
add("truncated(normal, , -5)", lambda *p: truncated(normal(*p), None, -5), (0.0, 1.0), [-40.0, -8.0, -5.001, -5.0000000001])
add("truncated(normal, -1, 2)", lambda *p: truncated(normal(*p), -1, 2), (0.5, 1.5),
    [-0.9999999999999, -0.999, 0.0, 1.999, 1.9999999999999])
add("truncated(gumbel-min, -3, )", lambda *p: truncated(gumbel_min(*p), -3, None), (0.0, 1.0),
    [-2.9999999999, -2.0, 3.0, 6.0])
add("min(normal, 3)", lambda *p: smallest(normal(*p), 3), (1.0, 2.0), [-90.0, -70.0, -20.0, 0.0, 30.0])
add("max(logistic, 4)", lambda *p: largest(logistic(*p), 4), (1.0, 2.0), [-90.0, 0.0, 300.0, 2000.0])
add("max(log(gamma), 2)", lambda *p: largest(log(gamma(*p)), 2), (2.5, 0.3), [-1000.0, -50.0, 0.5])
add("truncated(log(gamma), , 0)", lambda *p: truncated(log(gamma(*p)), None, 0), (2.5, 0.3), [-1000.0, -50.0, -0.001])

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tails-reference.csv"), "w") as out:
    out.write("combination,parameters,x,logCdf,logSurvival\n")
    out.write("\n".join(rows) + "\n")
