"""Prints the polynomials of the block kernels as Java methods, with the errors of the fits.

Run: /usr/bin/python3 block-coefficients.py   (mpmath 1.2 or later; half a minute)

Each function f is constant + P(t)/Q(t), a linear least squares fit P - (f - constant) Q = 0 with Q(0) = 1 at Chebyshev
points, reweighted by 1 / (f Q) (Sanathanan and Koerner 1963), in 60 digits. The constant is near the middle of the values,
so that the rounding errors of the quotient count less; it has few bits, so that it is exact. Where t = 1/y^2 for large y,
both polynomials may be multiplied by a power of y^2.
"""
from mpmath import chebyfit, cos, digamma, erfc, euler, exp, expm1, findroot, log, loggamma, matrix, mp, mpf, nstr, pi, psi, qr_solve, sqrt

mp.dps = 60


def value(c, t):
    total = mpf(0)
    for coefficient in reversed(c):
        total = total * t + coefficient
    return total


def fit(f, low, high, m, n, constant=mpf(0)):
    count = 3 * (m + n + 1)
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    values = [f(t) for t in points]
    q = [mpf(1)] + [mpf(0)] * n
    for _ in range(4):
        rows = matrix(count, m + n + 1)
        right = matrix(count, 1)
        for r, (t, v) in enumerate(zip(points, values)):
            weight = 1 / (v * value(q, t))
            for k in range(m + 1):
                rows[r, k] = t**k * weight
            for k in range(1, n + 1):
                rows[r, m + k] = -(v - constant) * t**k * weight
            right[r] = (v - constant) * weight
        solution, _ = qr_solve(rows, right)
        p = [solution[k] for k in range(m + 1)]
        q = [mpf(1)] + [solution[m + k] for k in range(1, n + 1)]
    grid = [low + (high - low) * (i + 1 / pi) / 400 for i in range(400)]
    return p, q, max(abs((constant + value(p, t) / value(q, t)) / f(t) - 1) for t in grid)


def method(name, coefficients, variable):
    lines = [f"    static double {name}(double {variable}) {{", f"        double p = {float(coefficients[-1])!r};"]
    for c in reversed(coefficients[1:-1]):
        lines.append(f"        p = p * {variable} {'-' if c < 0 else '+'} {float(abs(c))!r};")
    last = coefficients[0]
    lines += [f"        return p * {variable} {'-' if last < 0 else '+'} {float(abs(last))!r};", "    }", ""]
    print("\n".join(lines))


def pair(name, p, q, error, variable):
    print(f"    // {name}: relative error of the fit {nstr(error, 2)}\n")
    method(name + "Top", p, variable)
    method(name + "Bottom", q, variable)


def in_argument(name, f, low, high, m, n, constant):
    pair(name, *fit(f, mpf(low), mpf(high), m, n, mpf(constant)), "a")


def in_inverse(name, f, c, m, n, constant):
    """f(y) (y + c) for y >= 0, with t = 1/(y + c)."""
    pair(name, *fit(lambda t: f(1 / t - c) / t, mpf("1e-12"), 1 / mpf(c), m, n, mpf(constant)), "t")


def in_inverse_square(name, f, low, n, constant):
    """f(y) for y >= low, with w = 1/y^2."""
    pair(name, *fit(lambda w: f(1 / sqrt(w)), mpf("1e-25"), 1 / mpf(low) ** 2, n, n, mpf(constant)), "w")


def in_square(name, f, low, n):
    """f(y) for y >= low, with u = y^2."""
    p, q, error = fit(lambda w: f(1 / sqrt(w)), mpf("1e-25"), 1 / mpf(low) ** 2, n, n)
    pair(name, p[::-1], q[::-1], error, "u")


def stirlerr(y):
    return loggamma(y) - ((y - mpf(1) / 2) * log(y) - y + log(2 * pi) / 2)


def slope(y):
    return log(y) - 1 / (2 * y) - digamma(y)


def curvature(y):
    return psi(1, y) - 1 / y - 1 / (2 * y * y)


def third(y):
    return -psi(2, y) - 1 / y**2 - 1 / y**3


def mills(y):
    if y < 25:
        return exp(y * y / 2) * erfc(y / sqrt(mpf(2))) / 2
    fraction = y
    for k in range(200, 0, -1):  # Abramowitz and Stegun 26.2.14
        fraction = y + k / fraction
    return 1 / fraction / sqrt(2 * pi)


def lgamma_factor(a):
    return 1 - euler if abs(a - 1) < mpf("1e-20") else loggamma(1 + a) / (a * (a - 1))


root = findroot(digamma, mpf("1.4616"))
half = mpf(float(findroot(lambda a: digamma(1 + a) - mpf(1) / 2, mpf("1.07"))))
print("// GammaPolynomials, digamma(1 + a) = 1/2 near", float(half))
in_argument("lgamma", lgamma_factor, 0, 2, 7, 7, 0.421875)
in_argument("digamma", lambda a: digamma(1 + a) / (1 + a - root), 0, 2, 6, 7, 0.75)
in_argument("halfLessDigamma", lambda a: (mpf(1) / 2 - digamma(1 + a)) / (half - a), 0, 1, 5, 6, 0.75)
in_square("farStirlerr", lambda y: stirlerr(y) * y, 3, 4)
in_square("farSlope", lambda y: slope(y) * y**2, 3, 4)
in_inverse_square("stirlerr", lambda y: stirlerr(y) * y, 1, 8, 0.08203125)
in_inverse_square("slope", lambda y: slope(y) * y**2, 1, 9, 0.080078125)
in_inverse_square("curvature", lambda y: curvature(y) * y**3, 1, 9, 0.15625)
in_inverse_square("third", lambda y: third(y) * y**4, 1, 9, 0.453125)
print("// NormalPolynomials")
in_inverse("mills", mills, mpf("0.8125"), 11, 11, 0.40625)
print("// Exponentials, a Chebyshev fit")
c, error = chebyfit(lambda x: (expm1(x) - x) / x**2 if abs(x) > mpf("1e-15") else mpf(1) / 2 + x / 6, [-1, 1], 15, error=True)
print(f"    // expm1mx: error of the fit {nstr(error, 2)}\n")
method("expm1mx", c[::-1], "x")
