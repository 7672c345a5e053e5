"""Writes special-reference.csv: function, arguments, value to 20 digits, scale.

Run: /usr/bin/python3 special-reference.py   (mpmath 1.2 or later; rewrites the file next to this script)

Every value is computed with at least 60 digits, and with as many more as its formula cancels. The error of a row is
|computed - value| / scale; the scale is |value| except near the zeros of a few functions, where it is the size of the
terms that cancel. Arguments are doubles, printed so that they read back exactly; random ones have a fixed seed.
"""
import math
import os
import random
from mpmath import mp, mpf

mp.dps = 60
draws = random.Random(20260101)
rows = []


def digits(*sizes, times=1):
    """At least 60 digits, and enough for a cancellation by the given factors, to the given power."""
    spread = sum(abs(math.log10(abs(s))) for s in sizes if s != 0 and not math.isinf(s))
    return mp.workdps(60 + int(times * spread) + 20)


def row(function, arguments, value, scale=None):
    size = abs(value)
    if size != 0 and not mpf("1e-290") < size < mpf("1e300"):
        return
    scale = size if scale is None else max(size, abs(scale))
    texts = [str(a) if isinstance(a, int) else repr(float(a)) for a in arguments]
    rows.append(f"{function},{' '.join(texts)},{mp.nstr(value, 20, strip_zeros=False)},{mp.nstr(scale, 3)}")


def logspace(low, high, count):
    return [10 ** (low + (high - low) * draws.random()) for _ in range(count)]


def around(centre, sizes=(1e-15, 3e-12, 1e-8, 1e-4, 0.01, 0.2)):
    return [centre + s * e for e in sizes for s in (-1, 1)]


POSITIVE = (
    [1e-300, 1e-100, 1e-17, 1e-8, 0.001, 0.1, 0.25, 0.49999, 0.5, 0.75, 0.99, 1.25, 1.5, 1.75, 2.5, 2.999999, 3.0, 3.5]
    + [5.0, 7.25, 9.9999, 10.0, 10.5, 12.0, 15.0, 20.0, 50.0, 171.5, 1e3, 1e5, 1e8, 1e15, 1e17, 1e100, 1e300]
    + logspace(-2, 2, 25)
)


def binet(k, x):
    x = mpf(x)
    if k == 0:
        return mp.loggamma(x) - ((x - 0.5) * mp.log(x) - x + mp.log(2 * mp.pi) / 2)
    if k == 1:
        return mp.psi(0, x) - mp.log(x) + 1 / (2 * x)
    m = k - 1
    sign = -1 if m % 2 == 0 else 1
    return mp.psi(m, x) - sign * (mp.factorial(m - 1) / x**m + mp.factorial(m) / (2 * x ** (m + 1)))


for x in POSITIVE + around(1.0) + around(2.0) + [2e305]:
    row("lgamma", [x], mp.loggamma(mpf(x)))
for x in POSITIVE + around(1.4616321449683622) + [1.4616321449683622, 1.4616321449683625]:
    row("digamma", [x], mp.psi(0, mpf(x)))
for x in POSITIVE:
    row("trigamma", [x], mp.psi(1, mpf(x)))
    with digits(x, 10):
        row("stirlerr", [x], binet(0, x))
for k in range(2, 7):
    for x in POSITIVE[::2]:
        row("polygamma", [k, x], mp.psi(k, mpf(x)))
for k in range(1, 7):
    for x in POSITIVE[k % 2 :: 2]:
        with digits(x, 10, times=k + 2):
            row("stirlerrK", [k, x], binet(k, x))

PAIRS = (
    [(1e-300, 1e-310), (1e-300, 1.0), (1e-300, 1e10), (1e-10, 1e-20), (1e-10, 5.0), (0.3, 1e-12), (0.3, 0.3), (0.9, 7.0)]
    + [(1.0, 1e-9), (1.0, 3.0), (1.0, 1e20), (1.5, 0.01), (4.0, 1e-6), (4.0, 2.0), (9.5, 0.1), (9.5, 0.25), (9.999, 3.0)]
    + [(10.0, 0.25), (10.0, 2.5), (10.0, 30.0), (30.0, 1e-7), (100.0, 3.0), (100.0, 5000.0), (1e4, 0.2), (1e8, 7.0)]
    + [(1e8, 1e-5), (1e8, 1e8), (1e16, 1e-3), (1e16, 4.0), (1e16, 1e12), (1e30, 1e20), (1e100, 3.0), (1e150, 1e200)]
    + list(zip(logspace(-3, 4, 40), logspace(-6, 4, 40)))
    + [(a, x) for a in logspace(-1, 1.3, 12) for x in (3.0, 0.1)]
)
for a, b in PAIRS:
    for k in range(5):
        with digits(a, b, 10, times=k + 2):
            value = mp.psi(k, mpf(a) + mpf(b)) - mp.psi(k, mpf(a))
        row("polygammaDifference", [k, a, b], value)


def rising(i, j, a, x):
    a, x = mpf(a), mpf(x)
    if i + j == 0:
        return mp.loggamma(a + x) - mp.loggamma(a) - x * mp.log(a)
    value = mp.psi(i + j - 1, a + x)
    log_derivative = mp.log(a) if i == 0 else (-1) ** (i - 1) * mp.factorial(i - 1) / a**i
    if j == 0:
        value -= mp.psi(i - 1, a) + x * log_derivative
    elif j == 1:
        value -= log_derivative
    return value


for a, x in PAIRS + [(a, x) for a in (1e-300, 1e-9, 0.2, 1.0, 3.0, 9.7, 20.0, 1e6, 1e200) for x in around(1.0)]:
    with digits(a, x, 10, times=3):
        row("lpochrel", [a, x], rising(0, 0, a, x))
for n, (a, x) in enumerate(PAIRS + [(1e300, 5.0), (1e-20, 0.5), (1e5, 1 + 1e-9), (0.4, 1 - 1e-5), (5.0, 1.2), (8.0, 0.7)]):
    for i in range(5):
        for j in range(5 - i):
            if i + j == 0 or (j > 1 and n % 8 != 0):
                continue
            with digits(a, x, 10, times=i + j + 3):
                value = rising(i, j, a, x)
                s = mpf(a) + mpf(x)
                terms = None
                if j == 1 and i == 0:
                    terms = mp.log(s / a)
                elif j == 1:
                    terms = mp.factorial(i - 1) * (mpf(a) ** -i - s**-i)
            row("lpochrelIJ" if j != 1 else "lpochrelI1", [i, j, a, x], value, terms)


def beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(mpf(a) + mpf(b))


for a, b in PAIRS:
    with digits(a, b, 10, times=2):
        row("lbeta", [a, b], beta(mpf(a), mpf(b)), mpf(1))
for a, b in PAIRS[::4]:
    for i in range(3):
        for j in range(3):
            if i + j > 0:
                with digits(a, b, 10, times=i + j + 2):
                    value = mp.psi(i + j - 1, a) if j == 0 else mp.psi(i + j - 1, b) if i == 0 else mpf(0)
                    value -= mp.psi(i + j - 1, mpf(a) + mpf(b))
                row("lbetaIJ", [i, j, a, b], value)

LINE = [s * v for v in [1e-300, 1e-20, 1e-9, 1e-3, 0.1, 0.3, 0.69, 0.7, 1.0, 2.0, 5.0, 17.0, 36.5, 38.0, 300.0, 700.0] for s in (-1, 1)]
LINE += [draws.uniform(-4, 4) for _ in range(30)] + [draws.uniform(-40, 40) for _ in range(20)]
for x in LINE:
    with mp.workdps(400):
        row("log1pexp", [x], mp.log1p(mp.exp(mpf(x))))
        row("sigmoid", [x], 1 / (1 + mp.exp(-mpf(x))))
        if x < 0:
            row("log1mexp", [x], mp.log1p(-mp.exp(mpf(x))) if x < -1 else mp.log(-mp.expm1(mpf(x))))
    with mp.workdps(700):
        row("expm1mx", [x], mp.expm1(mpf(x)) - mpf(x))
        if x > -1:
            row("log1pmx", [x], mp.log1p(mpf(x)) - mpf(x))
        b = draws.uniform(-30, 30)
        row("logaddexp", [x, b], mp.log(mp.exp(mpf(x)) + mp.exp(mpf(b))), mpf(max(x, b)))
for x in [-0.999999, -0.9, -0.500001, -0.5, -0.499, 0.99, 1.01, 3.0, 1e10, 1e300] + [draws.uniform(-1, 1.5) for _ in range(30)]:
    row("log1pmx", [x], mp.log1p(mpf(x)) - mpf(x))

NORMAL = [0.0, 1e-300, 1e-10, -1e-10, 0.5, -0.5, 1.0, -1.0, -1.999, -2.0, -2.001, 2.999, 3.0, -3.0, 5.0, -5.0, -7.99, -8.0]
NORMAL += [8.0, 8.5, 15.0, 25.0, 36.9, -36.9, -20.0, -38.0, -100.0, -1e4, -1e8, -1e10, -1e150]
NORMAL += [draws.uniform(-4, 4) for _ in range(40)] + [draws.uniform(-37, 37) for _ in range(40)]
for x in NORMAL:
    y = mpf(x)
    if x > -1e5:
        lower = mp.erfc(-y / mp.sqrt(2)) / 2
        upper = mp.erfc(y / mp.sqrt(2)) / 2
        density = mp.exp(-y * y / 2) / mp.sqrt(2 * mp.pi)
        row("normalCdf", [x], lower)
        row("logNormalCdf", [x], mp.log1p(-upper) if x > 0 else mp.log(lower))
        row("mills", [x], density / lower)
    else:  # the asymptotic series 26.2.12 of Abramowitz and Stegun, whose fifth term is below 1e-36
        ratio = (1 - y**-2 + 3 * y**-4 - 15 * y**-6 + 105 * y**-8) / -y
        row("logNormalCdf", [x], -y * y / 2 - mp.log(2 * mp.pi) / 2 + mp.log(ratio))
        row("mills", [x], 1 / ratio)


def boxlog(i, j, xi, z):
    xi, z = mpf(xi), mpf(z)
    u = xi * z
    if j == 0:
        if xi == 0:
            return (-1) ** i * mp.factorial(i) * z ** (i + 1) / (i + 1)
        v = u / (1 + u)
        return (-1) ** i * mp.factorial(i) * (mp.log1p(u) - sum(v**m / m for m in range(1, i + 1))) / xi ** (i + 1)
    total = mpf(0)  # Leibniz on (-1)^(j-1) (j-1)! xi^(j-1) (1+u)^-j
    for l in range(0, min(i, j - 1) + 1):
        left = mp.factorial(j - 1) / mp.factorial(j - 1 - l) * xi ** (j - 1 - l)
        right = (-1) ** (i - l) * mp.rf(j, i - l) * z ** (i - l) * (1 + u) ** -(j + i - l)
        total += mp.binomial(i, l) * left * right
    return (-1) ** (j - 1) * mp.factorial(j - 1) * total


for i in range(5):  # the formulas above against numerical differentiation
    for j in range(5 - i):
        numeric = mp.diff(lambda s, t: mp.log1p(s * t) / s, (mpf("0.7"), mpf("1.3")), (i, j))
        assert abs(numeric / boxlog(i, j, 0.7, 1.3) - 1) < 1e-14, (i, j)
BOX = [(0.0, 2.5), (0.0, -2.5), (1e-300, 3.0), (1e-20, -3.0), (1e-9, 2.0), (-1e-9, 2.0), (1e-3, 1e-3), (1e-200, 1e-50)]
BOX += [(0.1, 2.9), (0.1, 3.1), (0.5, 7.9), (0.5, 8.1), (0.25, 3.5), (-0.1, 5.9), (-0.1, 6.1), (-0.5, 1.9), (-0.5, 1.999999)]
BOX += [(0.3, 1e8), (1.0, 1e60), (100.0, 30.0), (-3.0, 0.3333), (-0.1, 9.999999999999), (5.0, -0.19), (1e-30, 1e29)]
BOX += [(draws.uniform(-1, 1), draws.uniform(-1, 1)) for _ in range(15)] + [(draws.uniform(0, 1), draws.uniform(0, 20)) for _ in range(25)]
for n, (xi, z) in enumerate(BOX):
    for i in range(5):
        for j in range(5 - i):
            if j > 1 and n % 2 == 1:
                continue
            with digits(xi * z, 10, times=i + j + 3):
                row("boxlog" if j == 0 else "boxlogIJ", [i, j, xi, z], boxlog(i, j, xi, z))

POWERS = [(0.0, 3.0), (0.0, 0.2), (1e-300, 5.0), (1e-12, 7.0), (-1e-12, 7.0), (0.5, 1 + 1e-9), (2.0, 1 - 1e-9), (1.0, 20.0), (-1.0, 20.0)]
POWERS += [(1.0, 20.2), (-1.0, 20.2), (3.0, 1e-5), (-3.0, 1e-5), (0.01, 1e200), (-0.3, 1e200), (5.0, 30.0), (-5.0, 30.0), (0.999, 2.718)]
POWERS += [(draws.uniform(-2, 2), 10 ** draws.uniform(-2, 2)) for _ in range(40)]
for power, x in POWERS:
    for i in range(5):
        s = mpf(power) * mp.log(mpf(x))
        row("boxcox", [i, power, x], mp.log(mpf(x)) ** (i + 1) * mp.hyp1f1(i + 1, i + 2, s) / (i + 1))



def divergence(x, y):
    return x * mp.log(x / y) - x + y if x > 0 else y


COUNTS = [0.0, 1.0, 2.0, 3.0, 7.0, 20.0, 150.0, 1e4, 1e6, 1e9, 3e12] + [float(int(v)) for v in logspace(0, 7, 25)]
for x in COUNTS:
    means = [x * (1 + e) for e in (-0.6, -0.4, -1e-3, 1e-9, 1e-4, 0.03, 0.9, 2.0, 1e3) if x > 0] + [1e-3, 0.7, 3.0, 5e5]
    with mp.workdps(120):
        row("lfactrel", [x], mp.loggamma(mpf(x) + 1) - (mpf(x) * mp.log(x) if x > 0 else 0) + mpf(x))
        for y in means:
            row("kldiv", [x, y], divergence(mpf(x), mpf(y)))
        for y, r in [(y, r) for y in means for r in (1e-6, 0.3, 1.0, 40.0, 1e5, 1e9, 1e15)][::3]:
            y, r = mpf(y), mpf(r)
            row("kldrop", [x, y, r], divergence(mpf(x), y) - divergence(x + r, y + r))

for a in POSITIVE + logspace(-0.3, 0.7, 60):
    for i in range(3):
        with digits(a, 0.5, 10, times=i + 3):
            value = rising(i, 0, a, 0.5)
        row("lpochrelIJ" if i else "lpochrel", ([i, 0] if i else []) + [a, 0.5], value)

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "special-reference.csv"), "w") as out:
    out.write("function,arguments,value,scale\n")
    out.write("\n".join(rows) + "\n")
