"""Writes tails-reference.csv: function with its orders of derivative, arguments, value to 20 digits, scale.

Run: /usr/bin/python3 tails-reference.py   (mpmath 1.2 or later; rewrites the file next to this script; some minutes)

The incomplete gamma and beta functions are summed as series of positive terms in integers of 400 bits and more, or, far
out, as continued fractions of so many terms that twice as many give the same; derivatives in a shape are differences in
that precision at a step of 2^-80 of the shape. Nothing is shared with the code under test but the arguments. The error of
a row is |computed - value| / scale; the scale is |value| except near the zeros of a derivative, where it is the size of
the terms that cancel. Arguments are doubles, printed so that they read back exactly; random ones have a fixed seed.
"""
import math
import os
import random
from mpmath import mp, mpf

draws = random.Random(20260202)
rows = []


def row(function, orders, arguments, value, scale=0):
    size = abs(value)
    if not mpf("1e-290") < size < mpf("1e300"):
        return
    name = " ".join([function] + [str(k) for k in orders])
    texts = [repr(float(a)) for a in arguments]
    rows.append(f"{name},{' '.join(texts)},{mp.nstr(value, 20, strip_zeros=False)},{mp.nstr(max(size, abs(scale)), 3)}")


def tail_row(function, orders, arguments, value, log, own, scale=0):
    """A row for the logarithm of a probability, of a derivative of it, or of the complement's.

    The smaller of the two is known as well as its logarithm; its exponential, which the complement is made of, is known
    less well by the size of that logarithm.
    """
    if log[own] <= log[1 - own]:
        row(function, orders, arguments, value, scale)
    elif log[1 - own] > -690:
        row(function, orders, arguments, value, max(abs(scale), abs(value)) * max(1, -log[1 - own]))


def ratio_series(x, top, bottom):
    """The sum of x^n (top)_n / (bottom)_n in integers; without top, of x^n / (bottom)_n."""
    bits = mp.prec + 40
    one = 1 << bits
    fixed = [int(mp.floor(mp.ldexp(v, bits))) for v in (x, bottom, 0 if top is None else top)]
    total = term = one
    low = fixed[1]
    high = fixed[2]
    while term:
        term = term * fixed[0] // low if top is None else (term * fixed[0] >> bits) * high // low
        total += term
        low += one
        high += one
    return mp.ldexp(mpf(total), -bits)


def settled(fraction):
    """The value of a continued fraction, of a number of terms, when twice as many change nothing."""
    terms = 64
    value = fraction(terms)
    while True:
        terms *= 2
        more = fraction(terms)
        if abs(more / value - 1) < mpf(2) ** (-mp.prec + 40):
            return more
        value = more


def gamma_tails(a, x, depth):
    """log P, log Q and the density, relative in both tails."""
    density = mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))
    if x > a and depth > 1200:
        def fraction(terms):
            f = x + 2 * terms + 1 - a
            for n in range(terms, 0, -1):
                f = x + 2 * n - 1 - a - n * (n - a) / f
            return f
        q = density * x / settled(fraction)
        return mp.log1p(-q), mp.log(q), density
    p = density * x / a * ratio_series(x, None, a + 1)
    return mp.log(p), mp.log1p(-p), density


def gamma_rows(a, x, orders=2):
    depth = abs(x - a - a * math.log(x / a))
    with mp.workprec(400 + int(3 * min(depth, 1300)) + int(abs(math.log2(a))) * 2):
        big_a, big_x = mpf(a), mpf(x)
        h = mp.ldexp(big_a, -80)
        at = [gamma_tails(big_a + k * h, big_x, depth) for k in ((-1, 0, 1) if orders else (0,))]
        for k, name in ((0, "loggammap"), (1, "loggammaq")):
            sign = 1 - 2 * k
            value = [v[k] for v in at]
            slope = [sign * v[2] / mp.exp(v[k]) for v in at]
            middle = len(at) // 2
            log = at[middle][:2]
            tail_row(name, (0, 0), (a, x), value[middle], log, k)
            tail_row(name, (0, 1), (a, x), slope[middle], log, k)
            second = slope[middle] * ((big_a - 1) / big_x - 1 - slope[middle])
            tail_row(name, (0, 2), (a, x), second, log, k, slope[middle] / big_x)
            if orders:
                by_a = (value[2] - value[0]) / (2 * h)
                tail_row(name, (1, 0), (a, x), by_a, log, k)
                by_both = (slope[2] - slope[0]) / (2 * h)
                tail_row(name, (1, 1), (a, x), by_both, log, k, slope[1] / big_a * min(1, big_a))
                tail_row(name, (2, 0), (a, x), (value[2] - 2 * value[1] + value[0]) / h**2, log, k)


def beta_tail(ends, a, b, depth):
    """log I_x(a, b) and the density by the logit of x, at odds given as (x, 1 - x), below the mean."""
    x, y = ends
    density = mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))
    if depth > 300:
        def fraction(terms):
            f = mpf(1)
            for m in range(terms, 0, -1):
                f = 1 + m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) / f
                m -= 1
                f = 1 - (a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)) / f
            return f
        return mp.log(density / a / settled(fraction)), density
    if y > mpf("0.02"):
        return mp.log(density / a * ratio_series(x, a + b, a + 1)), density
    # x is close to 1, where the series of the other end is the shorter one
    q = density / b * ratio_series(y, a + b, b + 1)
    return mp.log1p(-q), density


def beta_rows(logit, a, b, orders=2):
    """Rows for I_x(a, b) and for its complement, which is I of minus the logit, b and a."""
    with mp.workprec(2000):
        x = 1 / (1 + mp.exp(-mpf(logit)))
        lower = x * (a + b) <= a
        depth = float(-mpf(a) * mp.log(x * (mpf(a) + b) / a) - mpf(b) * mp.log((1 - x) * (mpf(a) + b) / b))
    if not lower:
        logit, a, b = -logit, b, a
    with mp.workprec(500 + int(3 * min(max(depth, 0), 300)) + 2 * int(abs(math.log2(a)) + abs(math.log2(b)) + abs(logit))):
        ends = 1 / (1 + mp.exp(-mpf(logit))), 1 / (1 + mp.exp(mpf(logit)))
        shapes = mpf(a), mpf(b)
        steps = [mp.ldexp(v, -80) for v in shapes]
        around = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)] if orders else [(0, 0)]
        table = {}
        for i, j in around:
            table[i, j] = beta_tail(ends, shapes[0] + i * steps[0], shapes[1] + j * steps[1], depth)
        for own in (0, 1):
            at = {k: v[0] if own == 0 else mp.log1p(-mp.exp(v[0])) for k, v in table.items()}
            slope = {k: (v[1] if own == 0 else -v[1]) / mp.exp(at[k]) for k, v in table.items()}
            arguments = (logit, a, b) if own == 0 else (-logit, b, a)
            turn = 1 if own == 0 else -1
            log = (at[0, 0], mp.log1p(-mp.exp(at[0, 0])))

            def put(orders, value, scale=0):
                if own == 1:
                    orders = (orders[0], orders[2], orders[1])
                    value = value * turn ** orders[0]
                tail_row("logbetai", orders, arguments, value, log, 0, scale)

            put((0, 0, 0), at[0, 0])
            put((1, 0, 0), slope[0, 0])
            second = slope[0, 0] * (shapes[0] * ends[1] - shapes[1] * ends[0] - slope[0, 0])
            put((2, 0, 0), second, slope[0, 0])
            if orders:
                ha, hb = steps
                by_a = (at[1, 0] - at[-1, 0]) / (2 * ha)
                by_b = (at[0, 1] - at[0, -1]) / (2 * hb)
                put((0, 1, 0), by_a)
                put((0, 0, 1), by_b)
                put((1, 1, 0), (slope[1, 0] - slope[-1, 0]) / (2 * ha), slope[0, 0] / a * min(1, a))
                put((1, 0, 1), (slope[0, 1] - slope[0, -1]) / (2 * hb), slope[0, 0] / b * min(1, b))
                if b != 1:  # where it is zero
                    put((0, 2, 0), (at[1, 0] - 2 * at[0, 0] + at[-1, 0]) / ha**2)
                if a != 1:
                    put((0, 0, 2), (at[0, 1] - 2 * at[0, 0] + at[0, -1]) / hb**2)
                cross = (at[1, 1] + at[-1, -1] - at[1, -1] - at[-1, 1]) / (4 * ha * hb)
                put((0, 1, 1), cross, by_a * by_b)



def bessel_k(nu, x):
    """log K and its derivatives by the integral DLMF 10.32.9, with the trapezoidal rule in ever smaller steps."""
    nu, x = mpf(nu), mpf(x)
    radius = mp.hypot(nu, x)
    centre = mp.asinh(nu / x)

    def moments(step):
        sums = [mpf(0)] * 6
        for side in (1, -1):
            k = 0 if side == 1 else 1
            while True:
                t = centre + side * k * step
                cosh = mp.cosh(t)
                exponent = nu * t - x * cosh - (nu * centre - radius)
                if exponent < -mp.prec * 0.7 - 20:
                    break
                w = mp.exp(exponent)
                for place, moment in enumerate((1, t, cosh, t * t, t * cosh, cosh * cosh)):
                    sums[place] += w * moment
                k += 1
        return [v * step for v in sums]

    step = 1 / mp.mpf(8 + int(4 * mp.sqrt(radius)))
    last = moments(step)
    while True:
        step /= 2
        m = moments(step)
        if all(abs(p - q) <= (m[0] + m[3] + m[5]) * mpf(10) ** -55 for p, q in zip(last, m)):
            break
        last = m
    mean_t, mean_c = m[1] / m[0], m[2] / m[0]
    value = nu * centre - radius + mp.log(m[0] / 2)
    return {
        (0, 0): value,
        (1, 0): mean_t,
        (0, 1): -mean_c,
        (2, 0): m[3] / m[0] - mean_t**2,
        (1, 1): -(m[4] / m[0] - mean_t * mean_c),
        (0, 2): m[5] / m[0] - mean_c**2,
    }


def bessel_i(nu, x):
    """log I and its derivatives: those in x by recurrences, those in the order by differences."""
    nu, x = mpf(nu), mpf(x)
    h = mp.ldexp(1 + nu, -60)
    values, slopes = [], []
    for k in (0, 1, 2) if nu < h else (-1, 0, 1):
        values.append(mp.log(mp.besseli(nu + k * h, x)))
        slopes.append(mp.besseli(nu + k * h + 1, x) / mp.exp(values[-1]) + (nu + k * h) / x)
    middle = 0 if nu < h else 1
    second = values[2] - 2 * values[1] + values[0]
    by_nu = (values[2] - values[0] - (2 * second if middle == 0 else 0)) / (2 * h)
    by_both = (slopes[2] - slopes[0]) / (2 * h)
    slope = slopes[middle]
    return {
        (0, 0): values[middle],
        (1, 0): by_nu,
        (0, 1): slope,
        (2, 0): second / h**2,
        (1, 1): by_both,
        (0, 2): 1 + (nu / x) ** 2 - slope / x - slope**2,
    }


def bessel_rows(nu, x):
    with mp.workdps(110):
        for name, values in (("logbesselk", bessel_k(nu, x)), ("logbesseli", bessel_i(nu, x))):
            radius = math.hypot(nu, x)
            for orders, value in values.items():
                if nu == 0 and orders[0] == 1 and name == "logbesselk":
                    continue  # it is zero
                scale = max(1, radius) if orders == (0, 0) else 0
                if name == "logbesseli" and orders[0] == 1:  # exponentially small at order 0
                    scale = 1 if orders[1] == 0 else 1 / mpf(x)
                row(name, orders, (nu, x), value, scale)


def owen(h, a):
    """T(h, a) for h, a >= 0, by its integral."""
    end = min(a, 20 / h) if h > 0 else a
    points = [mpf(0)] + [end * mpf(2) ** -j for j in range(12, -1, -1)]
    integral = mp.quad(lambda s: mp.exp(-h * h * s * s / 2) / (1 + s * s), points)
    return integral * mp.exp(-h * h / 2) / (2 * mp.pi)


def skew_tails(z, slant):
    """log F and log(1 - F) of the skew-normal distribution, for slant >= 0, by integrals of one sign."""
    z, slant = mpf(z), mpf(slant)
    k = 1 + slant**2
    if z < 0:
        scale = 1 / mp.sqrt(k)
        end = 160 * scale / (1 + abs(z) / scale) + 3 * scale

        def ratio(u):
            return mp.exp(k * (z * u - u * u / 2)) * mp.erfc(slant * (u - z) / mp.sqrt(2)) * mp.exp((slant * (u - z)) ** 2 / 2)

        thin = mp.log(mp.quad(ratio, mp.linspace(0, end, 25)) * mp.exp(-k * z * z / 2) / mp.sqrt(2 * mp.pi))
        return thin, mp.log1p(-mp.exp(thin))
    t = owen(z, slant)
    thick = mp.erfc(z / mp.sqrt(2)) / 2 + 2 * t
    below = mp.erfc(-z / mp.sqrt(2)) / 2 - 2 * t
    return mp.log(below), mp.log1p(-below) if below < 0.5 else mp.log(thick)


def skew_rows(z, slant):
    with mp.workdps(60):
        tails = skew_tails(z, slant)
        for own, side in ((0, 1), (1, -1)):
            value = tails[own]
            mpz, mps = mpf(side * z), mpf(side * slant)
            density = 2 * mp.exp(-mpz * mpz / 2) / mp.sqrt(2 * mp.pi) * mp.erfc(-mpz * mps / mp.sqrt(2)) / 2
            by_z = density / mp.exp(value)
            by_slant = -mp.exp(-mpz * mpz * (1 + mps * mps) / 2 - value) / (mp.pi * (1 + mps * mps))
            size = max(1, -tails[0], -tails[1])
            tail_row("logskewnormalcdf", (0, 0), (side * z, side * slant), value, tails, own)
            tail_row("logskewnormalcdf", (1, 0), (side * z, side * slant), by_z, tails, own, by_z * size)
            tail_row("logskewnormalcdf", (0, 1), (side * z, side * slant), by_slant, tails, own, by_slant * size)


def owen_rows(h, a):
    with mp.workdps(60):
        row("owent", (0, 0), (h, a), owen(mpf(h), mpf(a)))
        square = 1 + mpf(a) ** 2
        by_a = mp.exp(-mpf(h) ** 2 * square / 2) / (2 * mp.pi * square)
        row("owent", (0, 1), (h, a), by_a, by_a * max(1, h * h))
        density = mp.exp(-mpf(h) ** 2 / 2) / mp.sqrt(2 * mp.pi)
        row("owent", (1, 0), (h, a), -density * mp.erf(h * mpf(a) / mp.sqrt(2)) / 2, density * max(1, h * h) * 0.1)


def elementary_rows(x):
    with mp.workdps(400):
        e = mp.exp(mpf(x))
        odds = e / (1 - e)
        row("log1mexp", (0,), (x,), mp.log1p(-e) if x < -1 else mp.log(-mp.expm1(mpf(x))))
        size = max(1, -x)
        row("log1mexp", (1,), (x,), -odds, odds * size)
        row("log1mexp", (2,), (x,), -odds * (1 + odds), odds * (1 + odds) * size)
        row("oddsexp", (0,), (x,), odds, odds * size)
        for b in (-3.7, 0.2, 400.0, -2.5e3):
            y = b + x
            if y == b:
                continue
            e = mp.exp(mpf(y) - mpf(b))
            odds = e / (1 - e)
            arguments = (b, y)
            row("logdiffexp", (0, 0), arguments, b + mp.log1p(-e), mp.log1p(-e))
            row("logdiffexp", (1, 0), arguments, 1 + odds)
            row("logdiffexp", (0, 1), arguments, -odds, odds * size)
            row("logdiffexp", (1, 1), arguments, odds * (1 + odds), odds * (1 + odds) * size)
            row("logdiffexp", (0, 2), arguments, -odds * (1 + odds), odds * (1 + odds) * size)


def box_cox_rows(power, x):
    """The derivatives of the integral of s^(power - 1) over (1, x), by the confluent hypergeometric function."""
    with mp.workdps(60):
        log = mp.log(mpf(x))
        s = mpf(power) * log
        for i in range(3):
            row("boxcox", (i, 0), (power, x), log ** (i + 1) * mp.hyp1f1(i + 1, i + 2, s) / (i + 1))
        density = mp.exp(s) / x
        row("boxcox", (0, 1), (power, x), density)
        row("boxcox", (1, 1), (power, x), density * log)
        row("boxcox", (0, 2), (power, x), density * (mpf(power) - 1) / x)


def logspace(low, high, count):
    return [10 ** (low + (high - low) * draws.random()) for _ in range(count)]


for a in [1e-8, 1e-3, 0.02, 0.3, 0.5, 0.999, 1.0, 1.5, 3.0, 9.99, 10.0, 30.0, 99.9, 100.0, 300.0, 1e4, 1e6]:
    width = math.sqrt(a)
    near = [a + k * width for k in (-30, -8, -3, -1, -0.1, 0, 1e-6, 0.1, 1, 3, 8, 30)]
    far = [a * k for k in (1e-10, 1e-3, 0.3, 0.49, 0.51, 0.7, 1.4, 1.99, 2.01, 5, 100)]
    for x in near + far:
        if x > 0 and x < 1e7:
            gamma_rows(a, x)
for x in [1e-300, 1e-100, 1e-20, 1e-5, 0.01, 0.2, 0.9, 0.999, 1.0, 1.001, 1.3, 2.0, 5.0, 20.0, 300.0, 2e3, 1e5, 1e6]:
    for a in [1e-8, 1e-3, 0.1, 0.45, 0.9, 1.0, 1.1, 2.0, 6.5]:
        gamma_rows(a, x)
for a, r in zip(logspace(-3, 4, 120), [draws.gauss(0, 1) for _ in range(120)]):
    gamma_rows(a, max(a * math.exp(draws.uniform(-1, 1) * min(3, 2 * r / math.sqrt(a))), 1e-200))
for a in [1e8, 3e10]:
    for k in [-300, -10, -1, 0, 1, 10, 300] if a < 1e9 else [-1000, 1000]:
        gamma_rows(a, a + k * math.sqrt(a), 2 if a < 1e9 and abs(k) == 10 else 0)

draws.seed(2)
SHAPES = [(1e-3, 1e-3), (1e-3, 0.5), (0.5, 0.5), (1e-3, 30.0), (0.5, 1e3), (1.0, 1.0), (0.7, 2.0), (3.0, 5.0), (9.99, 10.01)]
SHAPES += [(1.0, 1e5), (30.0, 30.0), (50.0, 2e4), (2.0, 1e6), (100.0, 100.0), (99.0, 3e3), (150.0, 1e5), (1e4, 1e4), (1e6, 2e6)]
SHAPES += [(a, b) for a, b in zip(logspace(-3, 3, 30), logspace(-3, 4, 30))]
for a, b in SHAPES:
    middle = math.log(a / b)
    width = math.sqrt((a + b) / (a * b))
    for k in [-12, -3, -1, -1e-5, 0.3, 2, 8] if a + b < 1e5 else [-5, -0.5, 1, 5]:
        logit = middle + k * width * draws.uniform(0.7, 1.3)
        if abs(logit) < 3000:
            beta_rows(logit, a, b)
for df in [1e10, 1e5, 300.0]:  # the survival function of student is half of I at the odds df/t^2
    for t in [0.1, 3.0, 30.0]:
        beta_rows(math.log(df) - 2 * math.log(t), df / 2, 0.5)

draws.seed(3)
for nu in [0.0, 1e-8, 0.01, 0.3, 0.5, 1.0, 1.5, 3.0, 10.0, 35.0, 100.0, 2e3, 1e5]:
    for x in [1e-20, 1e-5, 0.01, 0.3, 1.0, 3.0, 10.0, 25.0, 39.9, 60.0, 300.0, 1e4, 1e6]:
        if nu < 300 or x < 1e4:
            bessel_rows(nu, x)
for nu, x in zip(logspace(-2, 2.5, 60), logspace(-2, 2.5, 60)):
    bessel_rows(nu, x)
with mp.workdps(70):
    for nu, x in ((0.3, 2), (4.6, 0.7), (2, 30)):
        assert abs(mp.exp(bessel_k(nu, x)[0, 0]) / mp.besselk(nu, x) - 1) < mpf(10) ** -25

draws.seed(4)
for slant in [0.0, 1e-5, 0.3, 0.9999, 1.0, 1.0001, 3.0, 20.0, 1e3]:
    for z in [0.0, 1e-6, 0.01, 0.3, 1.0, 2.5, 8.0, 30.0, -1e-6, -0.01, -0.3, -1.0, -2.5, -8.0, -30.0]:
        skew_rows(z, slant)
for z, slant in [(draws.uniform(-4, 4), math.exp(draws.uniform(-3, 3))) for _ in range(100)]:
    skew_rows(z, slant)
for h in [0.0, 1e-6, 0.02, 0.5, 1.0, 3.0, 9.0, 30.0] + [draws.expovariate(0.5) for _ in range(20)]:
    for a in [1e-5, 0.2, 0.9999, 1.0, 1.0001, 2.0, 15.0, 1e3]:
        owen_rows(h, a)
for x in [-1e-300, -1e-17, -1e-9, -1e-3, -0.1, -0.5, -0.69, -0.7, -1.0, -3.0, -10.0, -36.0, -40.0, -300.0, -600.0]:
    elementary_rows(x)
for x in [draws.uniform(-3, 0) for _ in range(40)] + [draws.uniform(-40, 0) for _ in range(40)]:
    elementary_rows(x)
for power, x in [(0.0, 2.0), (1e-12, 3.0), (-1e-12, 0.2), (1.0, 1 + 1e-9), (2.0, 30.0), (-2.0, 30.0), (0.5, 1e-5)]:
    box_cox_rows(power, x)
for _ in range(60):
    box_cox_rows(draws.uniform(-2, 2), 10 ** draws.uniform(-2, 2))
with mp.workdps(60):
    for x in [-37.0, -8.0, -1.0, -1e-9, 0.0, 0.3, 2.0, 5.5] + [draws.uniform(-6, 6) for _ in range(60)]:
        density = mp.exp(-mpf(x) ** 2 / 2) / mp.sqrt(2 * mp.pi)
        row("normalcdf", (0,), (x,), mp.erfc(-mpf(x) / mp.sqrt(2)) / 2)
        row("normalcdf", (1,), (x,), density, density * max(1, x * x))
        row("normalcdf", (2,), (x,), -x * density, x * density * max(1, x * x))

with mp.workdps(80):
    for x in [1e-300, 1e-9, 0.01, 0.3, 0.785, 1.0, 1.5, 1.57, 1.6, 2.5, 3.14, 3.15, 4.7, 6.3, 30.0, 1e3, 1e9, 1e22]:
        for side in (x, -x):
            sine = mp.sin(mpf(side))
            cosine = mp.cos(mpf(side))
            row("sin", (0,), (side,), sine)
            row("sin", (1,), (side,), cosine)
            row("sin", (2,), (side,), -sine)
            row("cos", (0,), (side,), cosine)
            row("cos", (1,), (side,), -sine)
            row("cos", (2,), (side,), -cosine)

# The Bessel functions relative to their growth, added after the others with draws of their own.


def relative_bessel_rows():
    """log(I exp(-x)) and log(K exp(x) sqrt(2 x / pi)) where nothing is left of the digits of x."""
    rel = random.Random(20261120)
    cases = [(0, 1e-3), (0.5, 3), (2.5, 1e7), (30, 1e5), (1.5, 50), (0.3, 5e4), (400.5, 7), (3, 1e4)]
    cases += [(round(10 ** rel.uniform(-1, 3)) + 0.5 * (k % 2), 10 ** rel.uniform(-2, 6)) for k in range(24)]
    for nu, x in cases:
        with mp.workdps(60):
            v, z = mpf(nu), mpf(x)
            k = lambda y: mp.log(mp.besselk(v, y)) + y + mp.log(2 * y / mp.pi) / 2
            i = lambda y: mp.log(mp.besseli(v, y)) - y
            for name, f in (("logbesselirel", i), ("logbesselkrel", k)):
                h = z * mpf(2) ** -50
                low, middle, high = f(z - h), f(z), f(z + h)
                if middle == 0 or nu == 0.5:
                    continue
                size = mp.hypot(v, z)
                row(name, (0, 0), (nu, x), middle, max(1, v))
                row(name, (0, 1), (nu, x), (high - low) / (2 * h), (1 + v) / z if size < 40 else v * v / z / z)
                row(name, (0, 2), (nu, x), (high - 2 * middle + low) / h**2, (1 + v) / z / z)


relative_bessel_rows()


def sum_rows():
    """log zeta(1 + s, a) and the sum of binomial(n, k) (a)_k exp(k l), in 60 digits and more."""
    own = random.Random(20261121)
    zetas = [(1e-6, 1), (0.1, 1), (1, 1), (20, 1), (300, 1), (5, 19.5), (12, 30), (0.5, 1e6), (40, 1e3), (3, 0.2)]
    zetas += [(10 ** own.uniform(-3, 2), 10 ** own.uniform(-1, 3)) for _ in range(20)]
    for s, a in zetas:
        with mp.workdps(60 + int(s * math.log10(1 + a))):
            z = [[mp.zeta(1 + mpf(s) + i, mpf(a), k) for k in range(3)] for i in range(3)]
            f, g, h = z[0][0], z[1][0], z[2][0]
            v = 1 + mpf(s)
            by_a = -v * g / f
            mixed = -g / f - v * (z[1][1] / f - g * z[0][1] / f**2)
            row("loghurwitz", (0, 0), (s, a), mp.log(f), abs(v * mp.log(a)))
            row("loghurwitz", (1, 0), (s, a), z[0][1] / f, abs(mp.log(a)))
            row("loghurwitz", (2, 0), (s, a), z[0][2] / f - (z[0][1] / f) ** 2, max(z[0][2] / f if s < 30 else 0, 1 / v**2))
            row("loghurwitz", (0, 1), (s, a), by_a, abs(by_a) * (1 + abs(mp.log(f)) + abs(v * mp.log(a))))
            row("loghurwitz", (1, 1), (s, a), mixed, (1 + abs(by_a)) * (1 + v) * (1 + abs(mp.log(a))) ** 2)
            second = v * (v + 1) * h / f - by_a**2
            row("loghurwitz", (0, 2), (s, a), second, (1 + by_a**2) * (1 + v) * (1 + abs(mp.log(a))))
    rising = [(0, 2, 1), (1, 0.1, -3), (7, 1e-3, 0.5), (40, 3, -30), (300, 0.5, 2), (1000, 50, -9), (20, 1e6, -13)]
    rising += [(own.randrange(200), 10 ** own.uniform(-2, 3), own.uniform(-12, 3)) for _ in range(20)]
    for n, a, l in rising:
        with mp.workdps(80):
            total, sums, log_a = mpf(0), [mpf(0)] * 5, [mpf(0), mpf(0)]
            term = mpf(1)
            for k in range(n + 1):
                total += term
                bits = (k, k * k, log_a[0], k * log_a[0], log_a[0] ** 2 - log_a[1])
                sums = [x + term * y for x, y in zip(sums, bits)]
                term *= mpf(n - k) / (k + 1) * (mpf(a) + k) * mp.exp(mpf(l))
                log_a = [log_a[0] + 1 / (mpf(a) + k), log_a[1] + 1 / (mpf(a) + k) ** 2]
            k1, k2, h1, kh, h2 = (x / total for x in sums)
            row("logrisingsum", (0, 0, 0), (n, a, l), mp.log(total), 1)
            row("logrisingsum", (0, 0, 1), (n, a, l), k1)
            row("logrisingsum", (0, 0, 2), (n, a, l), k2 - k1**2)
            row("logrisingsum", (0, 1, 0), (n, a, l), h1)
            row("logrisingsum", (0, 1, 1), (n, a, l), kh - k1 * h1)
            row("logrisingsum", (0, 2, 0), (n, a, l), h2 - h1**2, sums[4] / total + log_a[1])
    powers = [(0.0, 1.0), (-3.0, 0.01), (-0.1, 0.02), (1.1, 1.5), (5.3, 2.0), (-0.22, 0.2), (1.4, 0.6), (9.2, 1.0), (30.0, 4.0)]
    powers += [(6.0, 20.0), (40.0, 9.0)]
    for l, v in powers:
        with mp.workdps(60):
            total, sums = mpf(0), [mpf(0)] * 5
            term, h, k = mpf(1), mpf(0), 0
            while k < 10 or term > total * mpf(10) ** -40:
                total += term
                sums = [x + term * y for x, y in zip(sums, (k, h, k * k, k * h, h * h))]
                k += 1
                term *= mp.exp(mpf(l) - mpf(v) * mp.log(k))
                h += mp.log(k)
            k1, h1, k2, kh, h2 = (x / total for x in sums)
            row("logfactorialsum", (0, 0), (l, v), mp.log(total), 1 + abs(k1 * mpf(l)))
            row("logfactorialsum", (0, 1), (l, v), -h1)
            row("logfactorialsum", (0, 2), (l, v), h2 - h1**2)
            row("logfactorialsum", (1, 0), (l, v), k1)
            row("logfactorialsum", (1, 1), (l, v), k1 * h1 - kh)
            row("logfactorialsum", (2, 0), (l, v), k2 - k1**2)


sum_rows()

with mp.workdps(60):
    arguments = [0.0, 1e-300, 1e-9, 0.3, 1.0, 7.0, 29.9, 30.1, 45.0, 200.0, 600.0]
    arguments += [0.7 * k for k in range(1, 58)]
    for x in arguments + [-x for x in arguments if x > 0]:
        for k in range(3):
            kummer = mp.hyp1f1(k + 1, k + 3, mpf(x)) / ((k + 1) * (k + 2))
            row("expm1mxdiv", (k,), (x,), kummer)



def angle_rows():
    """The inverse of sinh, and the normal probability around a point, in 60 digits and more."""
    own = random.Random(20261122)
    with mp.workdps(80):
        sizes = [1e-300, 1e-17, 1e-8, 0.01, 0.5, 1.0, 3.0, 30.0, 1e5, 1e9, 1e12, 1e100]
        for x in [side * v for v in sizes + [10 ** own.uniform(-3, 3) for _ in range(30)] for side in (1, -1)]:
            square = 1 + mpf(x) ** 2
            row("asinh", (0,), (x,), mp.sign(x) * mp.log(abs(mpf(x)) + mp.sqrt(square)))
            row("asinh", (1,), (x,), 1 / mp.sqrt(square))
            row("asinh", (2,), (x,), -x / square / mp.sqrt(square))
    middles = [(0.0, 1e-9), (0.0, 1.0), (0.0, 8.0), (0.005, 0.015), (-1.5, 1.6), (5.0, 5e-4), (30.5, 0.5), (2.0, 0.25)]
    middles += [(1.0, 1e-12), (20.0, 19.5), (38.0, 1e-5), (34.0, 26.0), (1e-12, 1e-12), (-15.0, 15.0), (3.0, 1e-200), (0.0, 1e-300)]
    for _ in range(60):
        middles.append((own.uniform(-6, 6), 10 ** own.uniform(-6, 1)))
    for middle, h in middles:
        for m in {middle, -middle}:
            with mp.workdps(60 + int((abs(m) + h) ** 2 / 2)):
                x, y = mpf(m) - mpf(h), mpf(m) + mpf(h)
                root = mp.sqrt(mpf(2))
                if h < 1e-50:
                    value = mp.log(2 * mpf(h)) - mpf(m) ** 2 / 2 - mp.log(2 * mp.pi) / 2
                else:
                    value = mp.log((mp.erf(y / root) - mp.erf(x / root)) / 2)
                below, above = (mp.exp(-v * v / 2 - value) / mp.sqrt(2 * mp.pi) for v in (x, y))
                size = max(1, x * x, y * y, -value)
                by_m = above - below if h > 1e-50 else -mpf(m)
                row("lognormalaround", (0, 0), (m, h), value)
                row("lognormalaround", (1, 0), (m, h), by_m, by_m * size)
                row("lognormalaround", (0, 1), (m, h), above + below, (above + below) * size)
                if h > 1e-50:
                    row("lognormalaround", (2, 0), (m, h), x * below - y * above - by_m**2, (abs(x) * below + abs(y) * above) * size)
                    row("lognormalaround", (1, 1), (m, h), -x * below - y * above - by_m * (above + below), by_m * (above + below) * size)
                    row("lognormalaround", (0, 2), (m, h), x * below - y * above - (above + below) ** 2, (above + below) ** 2 * size)


angle_rows()


def student_rows():
    """log P(T <= t) with its derivatives: a series of positive terms; by df, differences in 150 digits and more."""
    own = random.Random(20261123)

    def tail(df, t):
        """P(T <= -t) for t > 0."""
        x = df / (df + t * t)
        a, b = df / 2, mpf(1) / 2
        log = a * mp.log(x) + b * mp.log1p(-x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
        if x < 0.9:
            return mp.exp(log) / a * ratio_series(x, a + b, a + 1) / 2
        return (1 - mp.exp(log) / b * ratio_series(1 - x, a + b, b + 1)) / 2

    cases = [(df, t) for df in (0.05, 0.8, 1.0, 2.5, 7.0, 60.0, 3e3, 1e6) for t in (1e-9, 0.02, 0.7, 1.9, 6.0, 35.0, 1e4)]
    cases += [(10 ** own.uniform(-1, 3), 10 ** own.uniform(-2, 1.5)) for _ in range(40)]
    for df, t in cases:
        depth = (df + 1) / 2 * math.log1p(t * t / df)
        if depth > 690:
            continue
        with mp.workprec(700 + int(3 * depth)):
            v, z = mpf(df), mpf(t)
            h = mp.ldexp(v, -80)
            lower = [tail(v + k * h, z) for k in (-1, 0, 1)]
            for side in (-1, 1):
                logs = [mp.log(q) if side < 0 else mp.log1p(-q) for q in lower]
                slopes = []
                for k, log in zip((-1, 0, 1), logs):
                    w = v + k * h
                    square = z * z / w
                    density = mp.loggamma((w + 1) / 2) - mp.loggamma(w / 2) - mp.log(w * mp.pi) / 2 - (w + 1) / 2 * mp.log1p(square)
                    slopes.append(mp.exp(density - log))
                size = max(1, depth)
                odds = 1 if side < 0 else lower[1]
                row("logstudentcdf", (0, 0), (df, side * t), logs[1])
                row("logstudentcdf", (0, 1), (df, side * t), slopes[1], slopes[1] * size)
                row("logstudentcdf", (1, 0), (df, side * t), (logs[2] - logs[0]) / (2 * h), odds * size / v)
                row("logstudentcdf", (1, 1), (df, side * t), (slopes[2] - slopes[0]) / (2 * h), slopes[1] * size / v)
                row("logstudentcdf", (2, 0), (df, side * t), (logs[2] - 2 * logs[1] + logs[0]) / h**2, odds * size / v**2)
                second = slopes[1] * (-(v + 1) / v * side * z / (1 + z * z / v) - slopes[1])
                row("logstudentcdf", (0, 2), (df, side * t), second, slopes[1] * size)


student_rows()


def derivatives(f, arguments):
    """f and its first and second derivatives, by differences of steps 2^-90 of the arguments, by orders."""
    d = len(arguments)
    at = {}
    step = [mpf(a) * mpf(2) ** -90 for a in arguments]

    def value(*moves):
        if moves not in at:
            at[moves] = f(*[mpf(a) + m * h for a, m, h in zip(arguments, moves, step)])
        return at[moves]

    def unit(*which):
        return tuple(sum(s for i, s in which if i == k) for k in range(d))

    found = {(0,) * d: value(*(0,) * d)}
    for i in range(d):
        up, down = value(*unit((i, 1))), value(*unit((i, -1)))
        found[unit((i, 1))] = (up - down) / (2 * step[i])
        found[unit((i, 2))] = (up - 2 * value(*(0,) * d) + down) / step[i] ** 2
        for j in range(i):
            corners = [(s, t, value(*unit((i, s), (j, t)))) for s in (1, -1) for t in (1, -1)]
            found[unit((i, 1), (j, 1))] = sum(s * t * v for s, t, v in corners) / (4 * step[i] * step[j])
    return found


def terms_from(term, start):
    """The sum of terms of which the logarithms are concave, from about the largest to both sides."""
    total, top, k = mpf(0), -mp.inf, start
    for move in (1, -1):
        k = start if move == 1 else start - 1
        while True:
            log = term(k)
            if log is None:
                break
            top = max(top, log)
            total += mp.exp(log)
            if log < top - 200:
                break
            k += move
    return mp.log(total)


def compound_rows():
    """The density and the tails of a compound Poisson of gamma variables, term by term in 130 digits."""
    with mp.workdps(130):
        def wright(n, s):
            a = s / n
            return terms_from(
                lambda k: None if k < 1 else k * mp.log(n) + a * k * mp.log(s) - mp.loggamma(k + 1)
                - mp.loggamma(a * k) - n - s, max(1, int(n)))

        points = [(1e-8, 1e-8), (0.1, 0.1), (2.0, 2.0), (30.0, 30.0), (400.0, 400.0), (0.3, 0.03), (5.0, 0.5), (60.0, 6.0)]
        points += [(3.0, 0.03), (2000.0, 20.0), (0.01, 0.09), (1.5, 13.0), (40.0, 360.0), (0.7, 70.0), (3.0, 300.0)]
        points += [(500.0, 5e4), (100.0, 1e-3), (1e4, 3e4), (2e4, 0.7)]
        for n, s in points:
            # Slopes of terms far from the mean cancel in sums of few.
            terms = {(0, 0): 1, (1, 0): 1 / mpf(n), (0, 1): 1 / mpf(s), (2, 0): 1 / mpf(n) ** 2, (0, 2): 1 / mpf(s) ** 2}
            terms |= {(1, 1): 1 / (mpf(n) * s)}
            for orders, value in derivatives(wright, (n, s)).items():
                row("logwrightrel", orders, (n, s), value, terms[orders])
    with mp.workdps(110):
        def tail(lower):
            def f(r, a, x):
                def term(k):
                    if k == 0 and lower:
                        return -r
                    if k < 1:
                        return None
                    part = mp.gammainc(a * k, 0, x, regularized=True) if lower else mp.gammainc(a * k, x, regularized=True)
                    return k * mp.log(r) - r - mp.loggamma(k + 1) + mp.log(part)
                n = mp.exp((mp.log(r) + a * mp.log(x / a)) / (1 + a))
                return terms_from(term, int(min(n, r) if lower else max(n, r, 1)))
            return f

        points = [(0.01, 1.0, 0.5), (2.0, 1.0, 1e-6), (2.0, 1.0, 1.0), (2.0, 0.3, 9.0), (5.0, 9.0, 20.0), (5.0, 9.0, 90.0)]
        points += [(30.0, 0.5, 10.0), (0.5, 0.05, 1e-3)]
        for r, a, x in points:
            for lower in (True, False):
                for orders, value in derivatives(tail(lower), (r, a, x)).items():
                    name = "logcompoundgamma" + ("p" if lower else "q")
                    # Of probabilities near 1 the logarithm has the precision of their complement.
                    scale = {(0, 0, 0): 1, (1, 0, 0): 1, (0, 0, 2): 1 / mpf(x), (2, 0, 0): mpf(10) ** -6}
                    row(name, orders, (r, a, x), value, scale.get(orders, 0))


compound_rows()


# The Bessel function of order 1, which has a form of its own.


def order_one_rows():
    for x in (1e-3, 0.2, 0.7, 0.999, 1.0, 1.4, 2.5, 2.7, 4, 6.5, 7.9, 8.1, 15, 39.5, 41, 500, 1e6, 1e9):
        with mp.workdps(80):
            z = mpf(x)
            k = lambda y: mp.log(mp.besselk(1, y)) + y + mp.log(2 * y / mp.pi) / 2
            ratio = mp.besselk(0, z) / mp.besselk(1, z)
            slope, curve = -ratio - 1 / z, 1 - ratio**2 - ratio / z + 1 / z**2
            row("logbesselk", (0, 0), (1, x), mp.log(mp.besselk(1, z)), max(1, z))
            row("logbesselk", (0, 1), (1, x), slope)
            row("logbesselk", (0, 2), (1, x), curve)
            row("logbesselkrel", (0, 0), (1, x), k(z), 1)
            row("logbesselkrel", (0, 1), (1, x), slope + 1 + 1 / (2 * z), 2 / z)
            row("logbesselkrel", (0, 2), (1, x), curve - 1 / (2 * z**2), 2 / z / z)


order_one_rows()

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tails-reference.csv"), "w") as out:
    out.write("function,arguments,value,scale\n")
    out.write("\n".join(rows) + "\n")
