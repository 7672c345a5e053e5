"""Prints the polynomials of GammaPolynomials and NormalPolynomials as Java methods, with the errors of the fits.

Run: /usr/bin/python3 block-coefficients.py   (mpmath 1.2 or later; half a minute)

Each function is a quotient P(t)/Q(t), a linear least squares fit P - f Q = 0 with Q(0) = 1 at Chebyshev points,
reweighted by 1 / (f Q) (Sanathanan and Koerner 1963), in 60 digits. Where t = 1/(y + c), both sides are multiplied by a
power of y + c and written out in powers of y; where t = 1/y^2, by a power of y^2. All coefficients must be positive,
so that nothing cancels for positive arguments.
"""
from mpmath import binomial, cos, digamma, erfc, exp, findroot, log, loggamma, euler, matrix, mp, mpf, nstr, pi, psi
from mpmath import qr_solve, sqrt

mp.dps = 60


def value(c, t):
    total = mpf(0)
    for coefficient in reversed(c):
        total = total * t + coefficient
    return total


def fit(f, low, high, m, n):
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
                rows[r, m + k] = -v * t**k * weight
            right[r] = v * weight
        solution, _ = qr_solve(rows, right)
        p = [solution[k] for k in range(m + 1)]
        q = [mpf(1)] + [solution[m + k] for k in range(1, n + 1)]
    grid = [low + (high - low) * (i + 1 / pi) / 400 for i in range(400)]
    return p, q, max(abs(value(p, t) / value(q, t) / f(t) - 1) for t in grid)


def method(name, coefficients, variable):
    assert all(c > 0 for c in coefficients), name
    lines = [f"    static double {name}(double {variable}) {{", f"        double p = {float(coefficients[-1])!r};"]
    for c in reversed(coefficients[1:-1]):
        lines.append(f"        p = p * {variable} + {float(c)!r};")
    lines += [f"        return p * {variable} + {float(coefficients[0])!r};", "    }", ""]
    print("\n".join(lines))


def pair(name, p, q, error, variable):
    print(f"    // {name}: relative error of the fit {nstr(error, 2)}\n")
    method(name + "Top", p, variable)
    method(name + "Bottom", q, variable)


def in_argument(name, f, low, high, m, n):
    pair(name, *fit(f, mpf(low), mpf(high), m, n), "a")


def in_shifted(name, f, power, c, m, n):
    """f(y) for y >= 0 as a quotient of polynomials of y; f is about y^-power at infinity."""
    p, q, error = fit(lambda t: f(1 / t - c) / t**power, mpf("1e-12"), mpf(1) / c, m, n)
    whole = max(m + power, n)
    sides = []
    for side, lowest in (p, power), (q, 0):
        expanded = [mpf(0)] * (whole - lowest + 1)
        for k, coefficient in enumerate(side):
            for j in range(whole - lowest - k + 1):
                expanded[j] += coefficient * binomial(whole - lowest - k, j) * c ** (whole - lowest - k - j)
        sides.append(expanded)
    pair(name, sides[0], sides[1], error, "y")


def in_inverse_square(name, f, low, n):
    """f(y) for y >= low as a quotient of polynomials of w = 1/y^2."""
    pair(name, *fit(lambda w: f(1 / sqrt(w)), mpf("1e-25"), 1 / mpf(low) ** 2, n, n), "w")


def in_square(name, f, low, n):
    """f(y) for y >= low as a quotient of polynomials of u = y^2."""
    p, q, error = fit(lambda w: f(1 / sqrt(w)), mpf("1e-25"), 1 / mpf(low) ** 2, n, n)
    pair(name, p[::-1], q[::-1], error, "u")


def stirlerr(y):
    return loggamma(y) - ((y - mpf(1) / 2) * log(y) - y + log(2 * pi) / 2)


def slope(y):
    return log(y) - 1 / (2 * y) - digamma(y)


def curvature(y):
    return psi(1, y) - 1 / y - 1 / (2 * y * y)


def mills(y):
    if y < 25:
        return sqrt(pi / 2) * exp(y * y / 2) * erfc(y / sqrt(mpf(2)))
    fraction = y
    for k in range(200, 0, -1):  # Abramowitz and Stegun 26.2.14
        fraction = y + k / fraction
    return 1 / fraction


root = findroot(digamma, mpf("1.4616"))
half = mpf(float(findroot(lambda a: digamma(1 + a) - mpf(1) / 2, mpf("1.07"))))
near = mpf("1e-20")
print("// GammaPolynomials, digamma(1 + a) = 1/2 near", float(half))
in_argument("lgamma", lambda a: 1 - euler if abs(a - 1) < near else loggamma(1 + a) / (a * (a - 1)), 0, 2, 7, 7)
in_argument("digamma", lambda a: digamma(1 + a) / (1 + a - root), 0, 2, 6, 7)
in_argument("halfLessDigamma", lambda a: (mpf(1) / 2 - digamma(1 + a)) / (half - a), 0, 1, 5, 6)
in_shifted("trigamma", lambda y: psi(1, 1 + y), 1, mpf(1), 8, 8)
in_shifted("tetragamma", lambda y: -psi(2, 1 + y), 2, mpf(1), 9, 9)
in_square("farStirlerr", lambda y: stirlerr(y) * y, 3, 4)
in_square("farSlope", lambda y: slope(y) * y**2, 3, 4)
in_inverse_square("stirlerr", lambda y: stirlerr(y) * y, 1, 8)
in_inverse_square("slope", lambda y: slope(y) * y**2, 1, 9)
in_inverse_square("curvature", lambda y: curvature(y) * y**3, 1, 9)
print("// NormalPolynomials")
in_shifted("mills", mills, 1, mpf(3), 10, 11)
