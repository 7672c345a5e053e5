"""Writes block-reference.csv: function, argument, value to 25 digits.

Run: /usr/bin/python3 block-reference.py   (mpmath 1.2 or later; rewrites the file next to this script)

Arguments are doubles, printed so that they read back exactly: counts, all sizes, around the zeros of the functions and
where the formulas of the block kernels change; random ones have a fixed seed.
"""
import math
import os
import random
from mpmath import digamma, erfc, exp, expm1, log, log1p, loggamma, mp, mpf, nstr, pi, psi, sqrt

draws = random.Random(20261120)


def stirlerr(x):
    return loggamma(x) - ((x - 0.5) * log(x) - x + log(2 * pi) / 2)


def upper(x):
    return erfc(x / sqrt(mpf(2))) / 2


functions = {
    "lgamma": loggamma,
    "digamma": digamma,
    "trigamma": lambda x: psi(1, x),
    "polygamma[2]": lambda x: psi(2, x),
    "stirlerr": stirlerr,
    "stirlerr[1]": lambda x: digamma(x) - log(x) + 1 / (2 * x),
    "stirlerr[2]": lambda x: psi(1, x) - 1 / x - 1 / (2 * x * x),
    "lognormalcdf": lambda x: log1p(-upper(x)) if x > 0 else log(upper(-x)),
    "mills": lambda x: exp(-x * x / 2) / sqrt(2 * pi) / upper(-x),
    "expm1mx": lambda x: expm1(x) - x,
}


def neighbours(x):
    return [math.nextafter(x, -math.inf), x, math.nextafter(x, math.inf)]


positive = [float(k) for k in range(1, 51)] + [k + 0.5 for k in range(10)]
positive += [y for c in (1.0, 2.0, 3.0, 1.4616321449683622) for y in neighbours(c)]
positive += [c * (1 + s * 2.0**-e) for c in (1, 2, 3, 1.4616321449683622) for e in range(2, 50, 3) for s in (-1, 1)]
positive += [10 ** draws.uniform(-1, 6) for _ in range(150)] + [draws.uniform(0, 4) for _ in range(150)]
positive += [10 ** draws.uniform(-85, 26) for _ in range(40)]
line = [draws.uniform(-4, 4) for _ in range(200)] + [draws.uniform(-37, 37) for _ in range(150)]
line += [s * 10 ** draws.uniform(-20, 3) for _ in range(20) for s in (-1, 1)]
line += [y for c in (-37.0, -8.0, -3.0, -1.0, 0.0, 1.0, 3.0, 8.0, 36.9) for y in neighbours(c)]
line += [k * math.log(2) / 2 for k in range(-7, 8)]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "block-reference.csv"), "w") as out:
    out.write("function,x,value\n")
    for name, function in functions.items():
        normal = name in ("lognormalcdf", "mills", "expm1mx")
        for x in sorted(set(line if normal else positive)):
            if name in ("lognormalcdf", "mills") and x > 37:
                continue
            size = abs(math.log10(abs(x))) if x != 0 else 0
            with mp.workdps(400 if normal else 50 + 6 * int(size)):
                value = function(mpf(x))
                if mpf("1e-290") < abs(value) < mpf("1e300"):
                    out.write(f"{name},{x!r},{nstr(value, 25)}\n")
