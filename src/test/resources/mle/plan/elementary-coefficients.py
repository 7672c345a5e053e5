"""Prints the coefficients of the polynomials in Elementary and Kernels, lowest power first, and their errors.

Run: /usr/bin/python3 elementary-coefficients.py   (mpmath 1.2 or later)

Chebyshev fits in 60 digits on ranges 0.1% wider than needed. The errors are in units of 2^-53 of the smallest result
they add to: 1 for exp, log(2)/2 for log, 1/3 for the rest of a box logarithm.
"""
from mpmath import atanh, chebyfit, expm1, log, mp, mpf, nstr, sqrt

mp.dps = 60
UNIT = mpf(2) ** -53


def tail(r):
    """(e^r - 1 - r) / r^2"""
    return mpf(1) / 2 + r / 6 + r * r / 24 if abs(r) < mpf("1e-12") else (expm1(r) - r) / r**2


def remainder(z):
    """R(z) / z, R(s^2) = 2 atanh(s) / s - 2"""
    return mpf(2) / 3 + 2 * z / 5 if z < mpf("1e-20") else (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z


def rest(q):
    """A(q), atanh(s) = s + s^3 A(s^2)"""
    return remainder(q) / 2


half = log(2) / 2 * mpf("1.001")
s = (sqrt(2) - 1) / (sqrt(2) + 1)
for name, function, interval, count, scale in [
    ("exp", tail, [-half, half], 11, half**2),
    ("log", remainder, [0, s**2 * mpf("1.001")], 7, s**3 / half),
    ("box log rest", rest, [0, mpf("0.03")], 8, mpf(3)),
]:
    coefficients, error = chebyfit(function, interval, count, error=True)
    print(name, nstr(error * scale / UNIT, 3), [float(c) for c in reversed(coefficients)])
