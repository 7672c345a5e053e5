"""Computes the rational approximations in Gammas, Stirling, HalfRising and Normals, and the tables of TailIntegral, Bessels and BesselK1.

Run: /usr/bin/python3 special-coefficients.py   (mpmath; prints Java arrays, lowest power first)

Each fit is a linear least squares P(w) - f(w) Q(w) = 0 with Q(0) = 1 at Chebyshev points, reweighted by 1 / (f Q)
(Sanathanan and Koerner 1963), 80 digits. The largest relative error over a dense grid is printed with each pair.
"""
from fractions import Fraction
from mpmath import mp, mpf, cos, pi, besselk, matrix, qr_solve, loggamma, digamma, psi, log, sqrt, erfc, exp, findroot

mp.dps = 80


def fit(name, f, low, high, m, n):
    count = 3 * (m + n + 1)
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    values = [f(w) for w in points]
    q = [mpf(1)] + [mpf(0)] * n
    for _ in range(5):
        rows = matrix(count, m + n + 1)
        right = matrix(count, 1)
        for r, (w, v) in enumerate(zip(points, values)):
            weight = 1 / (v * sum(c * w**k for k, c in enumerate(q)))
            for k in range(m + 1):
                rows[r, k] = w**k * weight
            for k in range(1, n + 1):
                rows[r, m + k] = -v * w**k * weight
            right[r] = v * weight
        solution, _ = qr_solve(rows, right)
        p = [solution[k] for k in range(m + 1)]
        q = [mpf(1)] + [solution[m + k] for k in range(1, n + 1)]
    worst = max(
        abs(sum(c * w**k for k, c in enumerate(p)) / sum(c * w**k for k, c in enumerate(q)) / f(w) - 1)
        for w in [low + (high - low) * (i + 1 / pi) / 400 for i in range(400)]
    )
    print(f"// {name}, relative error {mp.nstr(worst, 2)}")
    for side, coefficients in (("P", p), ("Q", q)):
        print(f"{name}_{side} = {{{', '.join(repr(float(c)) for c in coefficients)}}};")


def binet(x):
    return loggamma(x) - ((x - mpf(1) / 2) * log(x) - x + log(2 * pi) / 2)


def binet1(x):
    return digamma(x) - log(x) + 1 / (2 * x)


def half_rising(i, a):
    x = a + mpf(1) / 2
    if i == 0:
        return loggamma(x) - loggamma(a) - log(a) / 2
    return psi(i - 1, x) - psi(i - 1, a) + (-1) ** i / (2 * a**i)


def mills(x):
    return sqrt(pi / 2) * exp(x * x / 2) * erfc(x / sqrt(mpf(2)))


root = findroot(digamma, mpf("1.4616"))
high = mpf(float(root))
print("root of digamma", float(high), float(root - high))
fit("LGAMMA", lambda z: loggamma(2 + z) / z, mpf(-1) / 2, mpf(1), 6, 6)
fit("DIGAMMA", lambda z: digamma(1 + z) / (1 + z - root), mpf(0), mpf(2), 6, 7)
fit("BINET", lambda w: binet(1 / sqrt(w)) / sqrt(w), mpf(1) / 100, mpf(1) / 9, 5, 5)
fit("BINET1", lambda w: -binet1(1 / sqrt(w)) / w, mpf(1) / 100, mpf(1) / 9, 5, 5)
fit("BINET_FAR", lambda w: binet(1 / sqrt(w)) / sqrt(w), mpf("1e-30"), mpf(1) / 100, 3, 2)
fit("BINET1_FAR", lambda w: -binet1(1 / sqrt(w)) / w, mpf("1e-30"), mpf(1) / 100, 3, 3)
for i, name, n in ((0, "VALUE", 5), (1, "SLOPE", 6), (2, "SECOND", 6)):
    fit(name, lambda w: (-1) ** (i + 1) * half_rising(i, 1 / sqrt(w)) / sqrt(w) ** (i + 1), mpf("1e-30"), mpf(1) / 9, n, 5)
fit("NEAR", mills, mpf(0), mpf(3), 7, 8)
fit("MIDDLE", mills, mpf(3), mpf(8), 6, 7)
fit("FAR", lambda w: mills(1 / sqrt(w)) / sqrt(w), mpf("1e-30"), mpf(1) / 64, 4, 4)


def legendre(n):
    """The nodes and weights of Gauss and Legendre on (0, 1), by Newton's method on the recurrence."""
    nodes, weights = [], []
    for k in range(n, 0, -1):
        x = cos(pi * (k - mpf(1) / 4) / (n + mpf(1) / 2))
        for _ in range(8):
            before, here = mpf(1), x
            for m in range(2, n + 1):
                before, here = here, ((2 * m - 1) * x * here - (m - 1) * before) / m
            slope = n * (x * here - before) / (x * x - 1)
            x -= here / slope
        nodes.append((1 + x) / 2)
        weights.append(1 / ((1 - x * x) * slope * slope))
    return nodes, weights


for side, numbers in zip(("NODES", "WEIGHTS"), legendre(28)):
    print(f"{side} = {{{', '.join(repr(float(v)) for v in numbers)}}};")


def debye(most):
    """u_k(p)/p^k as polynomials in p^2 (DLMF 10.41.9)."""
    u = {0: Fraction(1)}
    for k in range(most + 1):
        yield [u.get(k + 2 * j, Fraction(0)) for j in range(k + 1)]
        following = {}
        for power, c in u.items():
            for shift, factor in ((1, Fraction(power, 2)), (3, -Fraction(power, 2))):
                following[power + shift] = following.get(power + shift, 0) + c * factor
            following[power + 1] += c / (8 * (power + 1))
            following[power + 3] -= 5 * c / (8 * (power + 3))
        u = following


print("DEBYE = {" + ", ".join("{" + ", ".join(repr(float(c)) for c in row) + "}" for row in debye(14)) + "};")


def polynomial(f, low, high, degree):
    """The interpolating polynomial in the distance from the middle in half lengths, at Chebyshev's nodes."""
    count = 6 * degree
    angles = [pi * (k + mpf(1) / 2) / count for k in range(count)]
    values = [f((low + high) / 2 + (high - low) / 2 * cos(a)) for a in angles]
    before, here = [mpf(1)], [mpf(0), mpf(1)]
    sums = [mpf(0)] * (degree + 1)
    for j in range(degree + 1):
        weight = sum(v * cos(j * a) for v, a in zip(values, angles)) * (1 if j == 0 else 2) / count
        for power, c in enumerate(before):
            sums[power] += weight * c
        following = [mpf(0)] + [2 * c for c in here]
        for power, c in enumerate(before):
            following[power] -= c
        before, here = here, following
    return sums


def k1(u):
    return log(sqrt(2 / (pi * u)) * exp(1 / u) * besselk(1, 1 / u)) / u


for low, high, degree in ((mpf(0), mpf(1) / 8, 17), (mpf(1) / 8, mpf(3) / 8, 21), (mpf(3) / 8, mpf(1), 24)):
    print("K1 = {" + ", ".join(repr(float(c)) for c in polynomial(k1, low, high, degree)) + "};")
