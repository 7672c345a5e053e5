"""Reference tables for univariate (and a few multivariate) probability families.

Every family is written here a second time, on its own, in arbitrary precision: its parameters, log-density
(log-mass), log-cdf, log-survival function, quantile, mean and variance. The script writes

    reference.csv   family,parameters,x,logdensity,logcdf,logsurvival
    quantiles.csv   family,parameters,tail,logp,quantile
    moments.csv     family,parameters,mean,variance
    vectors.csv     family,parameters,x,logdensity

and checks itself (integral of the density, cdf against the integral, moments, scipy).

Conventions. All inputs (parameters, x, logp) are the doubles that the written decimals parse to; the functions are
evaluated at exactly those doubles. Discrete families: cdf is P(X <= x), survival is P(X > x), a quantile is the
smallest integer x with cdf(x) >= p (tail lower) or survival(x) <= p (tail upper). 'inf' and 'none' in moments.csv
mean infinite and not existing.

How. A closed form is used where there is one; a family may give only one of log_cdf and log_survival, if that one
keeps its relative precision everywhere: the other is then log(1 - exp(.)). Without a closed form a continuous family is
integrated by a double exponential rule on the line (identity, log or logit scale by its support), always over the tail
that does not hold the bulk (with 42 digits; everything else has 55), and a count is summed in a table of masses.
A domain in the declarations is words for the reader; the tables stay inside it.

Usage: reference.py [--only family,family,...] [--no-checks] [--out folder]
Needs mpmath; scipy for one of the checks.
"""

import argparse
import csv
import itertools
import math
import os
import re
import sys
import time

import mpmath
from mpmath import mp, mpf

mp.dps = 55
INF = mp.inf
NONE = "none"
log, exp, sqrt, pi, log1p, expm1 = mp.log, mp.exp, mp.sqrt, +mp.pi, mp.log1p, mp.expm1
psi = mp.psi
EULER = +mp.euler
HALF_LOG_2PI = log(2 * pi) / 2


# ---------------------------------------------------------------- special functions on the log scale

LGAMMAS = {}


def lgamma(x):
    """log gamma, remembered: the same parameters come again and again."""
    key = (x, mp.prec)
    if key not in LGAMMAS:
        if len(LGAMMAS) > 10000:
            LGAMMAS.clear()
        LGAMMAS[key] = mp.loggamma(x)
    return LGAMMAS[key]


def besselk(order, z):
    """K_order(z): the asymptotic series for large z (DLMF 10.40.2), else the trapezoid sum of exp(-z cosh t) cosh(order t)
    (DLMF 10.32.9)."""
    if z > 3 * mp.dps + order * order:
        term, total, m = mpf(1), mpf(1), 4 * order * order
        for k in itertools.count(1):
            term *= (m - (2 * k - 1) ** 2) / (8 * k * z)
            total += term
            if abs(term) < mp.eps / 100:
                return sqrt(pi / (2 * z)) * exp(-z) * total
    digits = mpf(mp.dps) * 2.31 + 12
    h = min(pi ** 2 / digits, sqrt(2 * pi ** 2 / (digits * z))) * 0.95
    c, two = mp.cosh(h), mp.cosh(order * h)
    a0, a1, b0, b1 = mpf(1), c, mpf(1), two
    total = mpf(1) / 2
    while True:
        term = exp(-z * (a1 - 1)) * b1
        total += term
        if term < total * mp.eps / 100:
            return h * total * exp(-z)
        a0, a1 = a1, 2 * c * a1 - a0
        b0, b1 = b1, 2 * two * b1 - b0


def log1mexp(l):
    """log(1 - exp(l)) for l <= 0."""
    if l == 0:
        return -INF
    if l < -mpf(10) ** 7:                                      # nothing, and exp would need a giant exponent
        return mpf(0)
    return log1p(-exp(l)) if l < -1 else log(-expm1(l))


def logaddexp(a, b):
    if a < b:
        a, b = b, a
    return a if b == -INF else a + log1p(exp(b - a))


def logsubexp(a, b):
    return a if b == -INF else a + log1mexp(b - a)


def log_normal_cdf(z):
    return log1p(-mp.erfc(z / sqrt(2)) / 2) if z > 0 else log(mp.erfc(-z / sqrt(2)) / 2)


def log_normal_survival(z):
    return log_normal_cdf(-z)


def asinh(z):
    return mp.asinh(z) if z >= 0 else -mp.asinh(-z)


def lbeta(a, b):
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def log_gamma_p(a, z):
    """log of the regularised lower incomplete gamma function P(a, z)."""
    if z <= 0:
        return -INF
    if z >= a + 1:
        return log1mexp(log_gamma_q(a, z))
    if a > 3000:
        return log_gamma_tail(a, z, -1)
    term, total, k = mpf(1), mpf(1), a
    while term > total * mp.eps / 1000:                       # DLMF 8.7.1, all terms positive
        k += 1
        term *= z / k
        total += term
    return a * log(z) - z - lgamma(a + 1) + log(total)


def log_gamma_q(a, z):
    """log of the regularised upper incomplete gamma function Q(a, z)."""
    if z <= 0:
        return mpf(0)
    if z < a + 1:
        return log1mexp(log_gamma_p(a, z))
    if a > 3000:
        return log_gamma_tail(a, z, 1)
    b = z + 1 - a                                              # Legendre's continued fraction (Lentz), DLMF 8.9.2
    c, d = INF, 1 / b
    h = d
    for i in itertools.count(1):
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        delta = d * c
        h *= delta
        if abs(delta - 1) < mp.eps * 10:
            return a * log(z) - z - lgamma(a) + log(h)


def log_gamma_tail(a, z, direction):
    """The same for large a, where series and fraction are long: the integral of exp(a y - exp(y)) over the tail from log z."""
    y, c = log(z), lgamma(a)

    def f(t):
        v = y + direction * t
        return exp(a * v - exp(v) - c)

    return log(half_line(f, 1 / max(sqrt(a), abs(a - z)), mpf(10) ** -18))


def log_beta_incomplete(a, b, x, y):
    """log of the incomplete beta integral B(x; a, b), y = 1 - x, for x < (a + 1)/(a + b + 2); b = 0 is allowed."""
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1))             # DLMF 8.17.22, Lentz
    h = d
    for m in itertools.count(1):
        m2 = 2 * m
        an = m * (b - m) * x / ((a + m2 - 1) * (a + m2))
        d = 1 / (1 + an * d)
        c = 1 + an / c
        h *= d * c
        an = -(a + m) * (a + b + m) * x / ((a + m2) * (a + m2 + 1))
        d = 1 / (1 + an * d)
        c = 1 + an / c
        delta = d * c
        h *= delta
        if abs(delta - 1) < mp.eps * 10:
            return a * log(x) + b * log(y) - log(a) + log(h)


def log_beta_i(a, b, x, y=None):
    """log of the regularised incomplete beta function I_x(a, b); y = 1 - x if it is known better than by subtraction."""
    y = 1 - x if y is None else y
    if x <= 0:
        return -INF
    if y <= 0:
        return mpf(0)
    if x >= (a + 1) / (a + b + 2):
        return log1mexp(log_beta_incomplete(b, a, y, x) - lbeta(a, b))
    return log_beta_incomplete(a, b, x, y) - lbeta(a, b)


def log_student_survival(z, df):
    """log P(T > z) of the standard Student t."""
    tail = log_beta_i(df / 2, mpf(1) / 2, df / (df + z * z), z * z / (df + z * z)) - log(2)
    return tail if z >= 0 else log1mexp(tail)


def log_student_density(z, df):
    return lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2 - (df + 1) / 2 * log1p(z * z / df)


def hurwitz(s, a):
    """Hurwitz zeta by Euler and Maclaurin."""
    n = max(0, 40 - int(min(a, 1000)))
    total = mpf(0)
    for k in range(n):
        total += (a + k) ** -s
    a = a + n
    total += a ** (1 - s) / (s - 1) + a ** -s / 2
    rising = s
    power = a ** (-s - 1)
    for j in range(1, 60):
        term = mp.bernoulli(2 * j) / mp.factorial(2 * j) * rising * power
        total += term
        if abs(term) < abs(total) * mp.eps:
            break
        rising *= (s + 2 * j - 1) * (s + 2 * j)
        power /= a * a
    return total


# ---------------------------------------------------------------- the register of families

FAMILIES = {}


class Family:
    """A univariate family. support: 'real', 'positive', 'unit', 'count' (0, 1, ...), 'whole' (all integers) or a function
    of the parameters that gives the ends; log_cdf and log_survival may be None."""

    def __init__(self, name, parameters, support, log_density, settings, source, log_cdf=None, log_survival=None,
                 mean=None, variance=None, discrete=False, split=None, kinks=None, masses=None, extra=(), scipy=None,
                 quantiles=True):
        self.name, self.source, self.settings, self.extra, self.scipy = name, source, settings, extra, scipy
        self.parameters = [p.strip() for p in re.split(r",(?![^(\[]*[)\]])", parameters)]
        self.names = [p.split()[0] for p in self.parameters]
        self.support, self.discrete, self.split, self.kinks, self.masses = support, discrete, split, kinks, masses
        self._density, self._cdf, self._survival = log_density, log_cdf, log_survival
        self._mean, self._variance, self.quantiles = mean, variance, quantiles
        FAMILIES[name] = self

    def at(self, *values):
        return Discrete(self, values) if self.discrete else Continuous(self, values)


def continuous(name, parameters, support, **more):
    Family(name, parameters, support, **more)


def count(name, parameters, support="count", **more):
    Family(name, parameters, support, discrete=True, **more)


class Distribution:
    """A family at given parameters (doubles, kept exactly)."""

    def __init__(self, family, values):
        self.family = family
        self.values = values
        self.p = [mpf(v) for v in values]
        self.low, self.high = self.ends()

    def ends(self):
        s = self.family.support
        fixed = {"real": (-INF, INF), "positive": (mpf(0), INF), "unit": (mpf(0), mpf(1)),
                 "count": (0, INF), "whole": (-INF, INF)}
        return fixed[s] if s in fixed else s(*self.p)

    def text(self):
        return ";".join(f"{n}={number(v)}" for n, v in zip(self.family.names, self.values))

    def log_density(self, x):
        return self.family._density(mpf(x), *self.p) if self.low <= x <= self.high else -INF

    def moment(self, f):
        if f is None:
            return None
        value = f(*self.p)
        return value if isinstance(value, str) else mpf(value)

    def mean(self):
        m = self.moment(self.family._mean)
        return self.numeric_mean() if m is None else m

    def variance(self):
        v = self.moment(self.family._variance)
        return self.numeric_variance() if v is None else v


def number(v):
    return str(v) if isinstance(v, int) else repr(float(v)).removesuffix(".0")


# ---------------------------------------------------------------- continuous engine

def half_line(f, s, tolerance):
    """Integral of f over (0, inf) by the trapezoid rule after t = s exp(u - exp(-u))."""
    def term(u):
        e = exp(-u)
        t = s * exp(u - e)
        return f(t) * t * (1 + e)

    def ray(start, step):
        total, u, small, seen = mpf(0), start, 0, mpf(0)
        while small < 3 and abs(u) < 4000:
            v = term(u)
            total += v
            seen = max(seen, abs(total))
            small = small + 1 if abs(v) <= seen * tolerance * tolerance else 0
            u += step
        return total

    h = mpf(1) / 4
    total = ray(mpf(0), h) + ray(-h, -h)
    for _ in range(8):
        finer = total + ray(h / 2, h) + ray(-h / 2, -h)
        a, b = total * h, finer * h / 2
        h, total = h / 2, finer
        if abs(a - b) <= abs(b) * tolerance:
            return b
    return b


class Continuous(Distribution):
    def __init__(self, family, values):
        super().__init__(family, values)
        lo, hi = self.low, self.high
        self.kind = "real" if lo == -INF and hi == INF else "low" if hi == INF else "high" if lo == -INF else "both"
        if family.name == "gev" and abs(self.p[2]) < 0.01:     # the end of the support is too far to measure from
            self.kind = "real"
        self._middle = None

    # the line y: identity, log or logit by the support
    def x(self, y):
        if self.kind == "real":
            return y
        if self.kind == "low":
            return self.low + exp(y)
        if self.kind == "high":
            return self.high - exp(-y)
        return self.low + (self.high - self.low) / (1 + exp(-y))

    def y(self, x):
        if self.kind == "real":
            return x
        if self.kind == "low":
            return log(x - self.low)
        if self.kind == "high":
            return -log(self.high - x)
        return log((x - self.low) / (self.high - x))

    def slope(self, y):
        """dx/dy."""
        if self.kind == "real":
            return mpf(1)
        if self.kind == "low":
            return exp(y)
        if self.kind == "high":
            return exp(-y)
        return (self.high - self.low) / ((1 + exp(-y)) * (1 + exp(y)))

    def g(self, y):
        """Density on the line."""
        x = self.x(y)
        if not self.low < x < self.high:
            return mpf(0)
        level = self.family._density(x, *self.p)
        return exp(level) * self.slope(y) if level > -mpf(10) ** 7 else mpf(0)

    def far_from_zero(self):
        """Whether an end other than 0 asks for many digits near it."""
        return self.kind != "real" and (self.kind != "low" or self.low != 0)

    def middle(self):
        """A point of the line in the bulk: the mode on the line, roughly, or the family's own split."""
        if self._middle is None:
            if self.family.split:
                self._middle = self.y(self.family.split(*self.p))
            else:
                self._middle = self.climb()
        return self._middle

    def kinks(self):
        """Points of the line, beside the middle, at which an integral is cut."""
        return [self.y(x) for x in self.family.kinks(*self.p)] if self.family.kinks else []

    def climb(self):
        """The maximum of g by a coarse walk and then golden sections."""
        starts = [mpf(k) / 2 for k in range(-40, 41)]
        if self.kind == "real":
            centre, width = self.p[0], self.p[1] if len(self.p) > 1 else mpf(1)
            starts = [centre + width * k / 4 for k in range(-40, 41)]
        with mp.workdps(20):
            values = [self.lg(y) for y in starts]
            best = max(range(len(starts)), key=lambda i: values[i])
            step = starts[1] - starts[0]
            y, v = starts[best], values[best]
            grow = step
            while True:                                        # walk outwards if the best is at an end
                up, down = self.lg(y + grow), self.lg(y - grow)
                if up > v:
                    y, v, grow = y + grow, up, grow * 2
                elif down > v:
                    y, v, grow = y - grow, down, grow * 2
                else:
                    break
            a, b = y - grow, y + grow
            for _ in range(40):
                c, d = a + (b - a) * mpf("0.382"), a + (b - a) * mpf("0.618")
                if self.lg(c) > self.lg(d):
                    b = d
                else:
                    a = c
        return mpf((a + b) / 2)

    def lg(self, y):
        v = self.g(y)
        return log(v) if v > 0 else -INF

    def tail(self, y, direction, tolerance):
        """Integral of g from y to direction * infinity."""
        for kink in sorted(self.kinks(), reverse=direction < 0):
            if (kink - y) * direction > 0:
                return direction * mp.quad(self.g, [y, kink]) + self.tail(kink, direction, tolerance)
        def f(t):
            return self.g(y + direction * t)
        with mp.workdps(15):                                   # scale: where t * g(y + t) is largest
            s = mpf(1)
            v = f(s) * s
            for factor in (mpf(4), mpf(1) / 4):
                while True:
                    w = f(s * factor) * s * factor
                    if w > v or (v == 0 and w == 0 and 1e-30 < s < 1e30):
                        s, v = s * factor, w
                    else:
                        break
        return half_line(f, mpf(s), tolerance)

    def logs(self, x, tolerance=mpf(10) ** -17, quadrature=False):
        """(log cdf, log survival) at x."""
        x = mpf(x)
        f = self.family
        if x <= self.low:
            return -INF, mpf(0)
        if x >= self.high:
            return mpf(0), -INF
        if not quadrature:
            c = f._cdf(x, *self.p) if f._cdf else None
            s = f._survival(x, *self.p) if f._survival else None
            if c is not None and s is not None:
                return c, s
            if c is not None:
                return c, log1mexp(c)
            if s is not None:
                return log1mexp(s), s
        y, middle = self.y(x), self.middle()
        with mp.workdps(min(mp.dps, 42)):                      # the table prints 20 digits
            tail = log(self.tail(y, -1 if y < middle else 1, tolerance))
        return (tail, log1mexp(tail)) if y < middle else (log1mexp(tail), tail)

    def quantile(self, tail, logp, tolerance=mpf(10) ** -17):
        """x with log cdf (tail lower) or log survival (tail upper) equal to logp; None if it is off the double range."""
        logp = mpf(logp)
        index = 0 if tail == "lower" else 1
        sign = 1 if tail == "lower" else -1
        rough = mpf(10) ** -9
        closed = self.family._cdf is not None or self.family._survival is not None
        middle = self.middle()
        scale = abs(self.p[1]) if len(self.p) > 1 else mpf(1)
        real = self.kind == "real"

        # searched in w: y = middle + scale * sinh(w) on the real line, y = middle + w elsewhere
        def line(w):
            return middle + (scale * mp.sinh(w) if real else w)

        def stretch(w):
            return scale * mp.cosh(w) if real else mpf(1)

        def h(w, tol):
            """Log probability minus logp, increasing in w; None outside the support."""
            with mp.workdps(mp.dps if closed or tol < rough or self.far_from_zero() else 22):
                x = self.x(line(w))
                if not self.low < x < self.high:
                    return None
                return sign * (self.logs(x, tol)[index] - logp)

        v = h(mpf(0), rough)
        direction = -1 if v > 0 else 1
        a, fa, step = mpf(0), v, mpf(1) / 4
        while True:
            if abs(a) >= 740:
                return None
            b = max(mpf(-740), min(mpf(740), a + direction * step))
            fb = h(b, rough)
            if fb is None:
                return None
            if fb * direction >= 0:
                break
            a, fa = b, fb
            step *= 2
        lo, hi = (a, b) if direction > 0 else (b, a)
        w = a - fa * (b - a) / (fb - fa)
        move = spread = mpf(1)
        for i in range(200):                                   # safeguarded Newton: d log F / dw = g / F
            fine = i > 0 and abs(move) < mpf(10) ** -5 * spread
            v = h(w, tolerance if fine else rough)
            lo, hi = (w, hi) if v < 0 else (lo, w)
            g = self.g(line(w))
            d = g * stretch(w) / exp(sign * v + logp) if g > 0 else mpf(0)
            new = w - v / d if d > 0 else (lo + hi) / 2
            if not lo <= new <= hi:
                new = (lo + hi) / 2
            move, w = abs(new - w), new
            spread = abs(1 / d) if d > 0 else abs(w)
            if fine and move < mpf(10) ** -12 * spread:
                if closed:
                    v = h(w, tolerance)
                    w -= v * exp(sign * v + logp) / (self.g(line(w)) * stretch(w))
                break
            if hi - lo < mpf(10) ** -40 * (1 + abs(hi)):
                break
        return self.x(line(w))

    def raw(self, k, centre):
        """E (X - centre)^k by quadrature, both sides of the middle."""
        m = self.middle()
        total = mpf(0)
        for direction in (-1, 1):
            cuts = [m] + sorted((k for k in self.kinks() if (k - m) * direction > 0), reverse=direction < 0)
            total += direction * mp.quad(lambda y: self.g(y) * (self.x(y) - centre) ** k, cuts) if len(cuts) > 1 else 0

            def f(t, start=cuts[-1]):
                y = start + direction * t
                return self.g(y) * (self.x(y) - centre) ** k
            with mp.workdps(15):
                s, v = mpf(1), abs(f(mpf(1)))
                for factor in (mpf(4), mpf(1) / 4):
                    while abs(f(s * factor)) * factor > v:
                        s, v = s * factor, abs(f(s * factor)) * factor
            total += half_line(f, mpf(s), mpf(10) ** -22)
        return total

    def numeric_mean(self):
        return self.raw(1, mpf(0))

    def numeric_variance(self):
        return self.raw(2, self.mean())


# ---------------------------------------------------------------- discrete engine

class Discrete(Distribution):
    """A count. Without a closed cdf the masses are tabulated until they are negligible against 1e-300."""

    def __init__(self, family, values):
        super().__init__(family, values)
        self.table = None

    def make_table(self, limit=200000):
        floor = mpf(10) ** -350
        f = self.family
        if self.low == -INF:                                   # all integers: outwards from 0
            up, down = [], []
            for side, sign in ((up, 1), (down, -1)):
                best = mpf(0)
                for k in itertools.count(0 if sign == 1 else 1):
                    v = exp(f._density(mpf(sign * k), *self.p))
                    side.append(v)
                    best = max(best, v)
                    if v < floor and v < best:
                        break
            masses, first = down[::-1] + up, -len(down)
        else:
            first, masses, best = int(self.low), [], mpf(0)
            source = f.masses(*self.p) if f.masses else (
                exp(f._density(mpf(k), *self.p)) for k in itertools.count(first))
            for k, v in enumerate(source, first):
                masses.append(v)
                best = max(best, v)
                if k >= self.high or (v < floor and v < best and k > first + 5):
                    break
                if len(masses) > limit:
                    if limit == 200000:
                        raise ValueError(f"{f.name} {self.text()}: table too long")
                    break
        lower = list(itertools.accumulate(masses))
        upper = list(itertools.accumulate(reversed(masses)))[::-1]
        self.table = (first, masses, lower, upper)

    def logs(self, x):
        f, x = self.family, int(x)
        if x < self.low:
            return -INF, mpf(0)
        if x >= self.high:
            return mpf(0), -INF
        if f._cdf or f._survival:
            c = f._cdf(mpf(x), *self.p) if f._cdf else None
            s = f._survival(mpf(x), *self.p) if f._survival else None
            return (c if c is not None else log1mexp(s)), (s if s is not None else log1mexp(c))
        if self.table is None:
            self.make_table()
        first, masses, lower, upper = self.table
        i = x - first
        if i < 0:
            return -INF, mpf(0)
        if i + 1 >= len(masses):
            return mpf(0), -INF
        # the smaller sum keeps the precision
        if lower[i] < upper[i + 1]:
            c = log(lower[i])
            return c, log1mexp(c)
        s = log(upper[i + 1])
        return log1mexp(s), s

    def beyond(self, x):
        """True where a table ends: nothing can be said there."""
        if self.family._cdf or self.family._survival:
            return False
        if self.table is None:
            self.make_table()
        first, masses = self.table[:2]
        return x < self.high and not first <= x < first + len(masses) - 1

    def quantile(self, tail, logp, tolerance=None):
        logp = mpf(logp)

        def reached(x):
            with mp.workdps(mp.dps + (320 if x > 2 ** 53 else 0)):  # log-gammas of large counts cancel
                c, s = self.logs(x)
            return c >= logp if tail == "lower" else s <= logp

        if self.low == -INF:
            lo = -1
            while reached(lo):
                lo *= 2
        else:
            lo = int(self.low) - 1
        hi = max(lo + 1, 1)
        while not reached(hi):
            lo, hi = hi, hi * 2
            if hi > (2 ** 1000 if self.family._survival else 2 ** 53):
                return None
        # Where counts are farther apart than doubles, to more digits than those have.
        while hi - lo > max(1, hi >> 80):
            mid = (lo + hi) // 2
            if reached(mid):
                hi = mid
            else:
                lo = mid
        if self.beyond(hi):
            return None
        return hi

    def near_jump(self, x, tail, logp):
        if x > 2 ** 53:
            return False
        index = 0 if tail == "lower" else 1
        for k in (x, x - 1):
            l = self.logs(k)[index]
            if l != -INF and abs(l - mpf(logp)) < mpf(10) ** -9 * (abs(mpf(logp)) + 1):
                return True
        return False

    def sums(self, f):
        if self.table is None:
            self.make_table()
        first, masses = self.table[:2]
        return sum(m * f(first + i) for i, m in enumerate(masses))

    def numeric_mean(self):
        return self.sums(lambda k: k)

    def numeric_variance(self):
        m = self.mean()
        return self.sums(lambda k: (k - m) ** 2)


# ---------------------------------------------------------------- on the real line

JKB1 = "Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, "
JKB2 = "Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, "
JKK = "Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, "

continuous(
    "normal", "mean real, sd > 0", "real",
    log_density=lambda x, mean, sd: -log(sd) - HALF_LOG_2PI - ((x - mean) / sd) ** 2 / 2,
    log_cdf=lambda x, mean, sd: log_normal_cdf((x - mean) / sd),
    log_survival=lambda x, mean, sd: log_normal_survival((x - mean) / sd),
    mean=lambda mean, sd: mean, variance=lambda mean, sd: sd ** 2,
    settings=[(1.5, 2.0), (1e9, 1.0), (0.0, 1e-8)],
    scipy=lambda s, mean, sd: s.norm(mean, sd), source=JKB1 + "ch. 13")

continuous(
    "student", "location real, scale > 0, df > 0", "real",
    log_density=lambda x, location, scale, df: log_student_density((x - location) / scale, df) - log(scale),
    log_cdf=lambda x, location, scale, df: log_student_survival(-(x - location) / scale, df),
    log_survival=lambda x, location, scale, df: log_student_survival((x - location) / scale, df),
    mean=lambda location, scale, df: location if df > 1 else NONE,
    variance=lambda location, scale, df: scale ** 2 * df / (df - 2) if df > 2 else INF if df > 1 else NONE,
    settings=[(0.5, 2.0, 4.0), (0.0, 1.0, 0.3), (-3.0, 0.1, 1.5), (1.0, 2.0, 1e6)],
    scipy=lambda s, location, scale, df: s.t(df, location, scale), source=JKB2 + "ch. 28")

continuous(
    "logistic", "location real, scale > 0", "real",
    log_density=lambda x, location, scale: -log(scale) - abs(x - location) / scale
    - 2 * log1p(exp(-abs(x - location) / scale)),
    log_cdf=lambda x, location, scale: -log1p(exp(-(x - location) / scale)),
    log_survival=lambda x, location, scale: -log1p(exp((x - location) / scale)),
    mean=lambda location, scale: location, variance=lambda location, scale: (pi * scale) ** 2 / 3,
    settings=[(1.0, 2.0), (-1000.0, 0.01), (0.0, 50.0)],
    scipy=lambda s, location, scale: s.logistic(location, scale), source=JKB2 + "ch. 23")

continuous(
    "cauchy", "location real, scale > 0", "real",
    log_density=lambda x, location, scale: -log(pi) - log(scale) - log1p(((x - location) / scale) ** 2),
    log_cdf=lambda x, location, scale: log_cauchy_cdf((x - location) / scale),
    log_survival=lambda x, location, scale: log_cauchy_cdf(-(x - location) / scale),
    mean=lambda location, scale: NONE, variance=lambda location, scale: NONE,
    settings=[(1.0, 2.0), (0.0, 1e-5), (-50.0, 10.0)],
    scipy=lambda s, location, scale: s.cauchy(location, scale), source=JKB1 + "ch. 16")


def log_cauchy_cdf(z):
    tail = log(mp.atan(1 / abs(z)) / pi) if z != 0 else log(mpf(1) / 2)
    return tail if z <= 0 else log1mexp(tail)


continuous(
    "laplace", "location real, scale > 0", "real",
    log_density=lambda x, location, scale: -log(2 * scale) - abs(x - location) / scale,
    log_cdf=lambda x, location, scale: log_laplace_cdf((x - location) / scale),
    log_survival=lambda x, location, scale: log_laplace_cdf(-(x - location) / scale),
    mean=lambda location, scale: location, variance=lambda location, scale: 2 * scale ** 2,
    settings=[(1.0, 2.0), (0.0, 1e-3), (100.0, 10.0)],
    scipy=lambda s, location, scale: s.laplace(location, scale), source=JKB2 + "ch. 24")


def log_laplace_cdf(z):
    return z - log(2) if z <= 0 else log1p(-exp(-z) / 2)


continuous(
    "gumbel", "location real, scale > 0", "real",
    log_density=lambda x, location, scale: -log(scale) - (x - location) / scale - exp(-(x - location) / scale),
    log_cdf=lambda x, location, scale: -exp(-(x - location) / scale),
    mean=lambda location, scale: location + EULER * scale, variance=lambda location, scale: (pi * scale) ** 2 / 6,
    settings=[(1.0, 2.0), (-20.0, 0.1), (300.0, 50.0)],
    scipy=lambda s, location, scale: s.gumbel_r(location, scale), source=JKB2 + "ch. 22")

continuous(
    "gumbel-min", "location real, scale > 0", "real",
    log_density=lambda x, location, scale: -log(scale) + (x - location) / scale - exp((x - location) / scale),
    log_survival=lambda x, location, scale: -exp((x - location) / scale),
    mean=lambda location, scale: location - EULER * scale, variance=lambda location, scale: (pi * scale) ** 2 / 6,
    settings=[(1.0, 2.0), (-20.0, 0.1), (300.0, 50.0)],
    scipy=lambda s, location, scale: s.gumbel_l(location, scale), source=JKB2 + "ch. 22")


def box_log(z, shape):
    """log(1 + shape z)/shape, z at shape 0."""
    return z if shape == 0 else log1p(shape * z) / shape


def gev_support(location, scale, shape):
    if shape == 0:
        return -INF, INF
    end = location - scale / shape
    return (end, INF) if shape > 0 else (-INF, end)


continuous(
    "gev", "location real, scale > 0, shape real", gev_support,
    log_density=lambda x, location, scale, shape: -log(scale)
    - (1 + shape) * box_log((x - location) / scale, shape) - exp(-box_log((x - location) / scale, shape)),
    log_cdf=lambda x, location, scale, shape: -exp(-box_log((x - location) / scale, shape)),
    mean=lambda location, scale, shape: INF if shape >= 1 else location + EULER * scale if shape == 0
    else location + scale * (mp.gamma(1 - shape) - 1) / shape,
    variance=lambda location, scale, shape: NONE if shape >= 1 else INF if shape >= 0.5
    else (pi * scale) ** 2 / 6 if shape == 0
    else scale ** 2 * (mp.gamma(1 - 2 * shape) - mp.gamma(1 - shape) ** 2) / shape ** 2,
    settings=[(1.0, 2.0, 0.2), (0.0, 1.0, -0.3), (0.0, 1.0, 1e-8), (5.0, 0.5, 0.0), (0.0, 1.0, 2.5), (0.0, 1.0, -1.5)],
    split=lambda location, scale, shape: location,
    scipy=lambda s, location, scale, shape: s.genextreme(-shape, location, scale),
    source="Coles (2001), An Introduction to Statistical Modeling of Extreme Values, sec. 3.1.3 (scipy: shape = -c)")

continuous(
    "skew-normal", "location real, scale > 0, shape real", "real",
    log_density=lambda x, location, scale, shape: log(2) - log(scale) - HALF_LOG_2PI
    - ((x - location) / scale) ** 2 / 2 + log_normal_cdf(shape * (x - location) / scale),
    mean=lambda location, scale, shape: location + scale * shape / sqrt(1 + shape ** 2) * sqrt(2 / pi),
    variance=lambda location, scale, shape: scale ** 2 * (1 - 2 * shape ** 2 / (1 + shape ** 2) / pi),
    settings=[(1.0, 2.0, 3.0), (0.0, 1.0, 0.0), (0.0, 1.0, -20.0), (-2.0, 0.1, 0.01)],
    scipy=lambda s, location, scale, shape: s.skewnorm(shape, location, scale),
    source="Azzalini (1985), Scand. J. Statist. 12, 171-178; R package sn, dsn(xi, omega, alpha)")

continuous(
    "skew-student", "location real, scale > 0, shape real, df > 0", "real",
    log_density=lambda x, location, scale, shape, df: skew_t((x - location) / scale, shape, df) - log(scale),
    mean=lambda location, scale, shape, df: location + scale * skew_t_mean(shape, df) if df > 1 else NONE,
    variance=lambda location, scale, shape, df: scale ** 2 * (df / (df - 2) - skew_t_mean(shape, df) ** 2) if df > 2
    else INF if df > 1 else NONE,
    settings=[(1.0, 2.0, 3.0, 5.0), (0.0, 1.0, -10.0, 1.5)],
    source="Azzalini and Capitanio (2003), JRSS B 65, 367-389; R package sn, dst(xi, omega, alpha, nu)")


def skew_t(z, shape, df):
    return log(2) + log_student_density(z, df) + log_student_survival(-shape * z * sqrt((df + 1) / (df + z * z)), df + 1)


def skew_t_mean(shape, df):
    return shape / sqrt(1 + shape ** 2) * sqrt(df / pi) * exp(lgamma((df - 1) / 2) - lgamma(df / 2))


continuous(
    "generalized-normal", "location real, scale > 0, shape > 0", "real",
    log_density=lambda x, location, scale, shape: log(shape) - log(2 * scale) - lgamma(1 / shape)
    - (abs(x - location) / scale) ** shape,
    log_cdf=lambda x, location, scale, shape: log_generalized_normal_cdf((x - location) / scale, shape),
    log_survival=lambda x, location, scale, shape: log_generalized_normal_cdf(-(x - location) / scale, shape),
    mean=lambda location, scale, shape: location,
    variance=lambda location, scale, shape: scale ** 2 * exp(lgamma(3 / shape) - lgamma(1 / shape)),
    settings=[(1.0, 2.0, 1.5), (0.0, 1.0, 0.25), (0.0, 1.0, 2.0), (-1.0, 3.0, 20.0)],
    split=lambda location, scale, shape: location,
    scipy=lambda s, location, scale, shape: s.gennorm(shape, location, scale),
    source="Nadarajah (2005), J. Appl. Statist. 32, 685-694; scipy gennorm")


def log_generalized_normal_cdf(z, shape):
    tail = log_gamma_q(1 / shape, abs(z) ** shape) - log(2)
    return tail if z <= 0 else log1mexp(tail)


continuous(
    "asymmetric-laplace", "location real, scale > 0, asymmetry > 0", "real",
    log_density=lambda x, location, scale, asymmetry: -log(scale * (asymmetry + 1 / asymmetry))
    - ((x - location) / scale * asymmetry if x >= location else -(x - location) / scale / asymmetry),
    log_cdf=lambda x, location, scale, asymmetry: log_asymmetric_laplace_cdf((x - location) / scale, asymmetry),
    log_survival=lambda x, location, scale, asymmetry: log_asymmetric_laplace_cdf(-(x - location) / scale, 1 / asymmetry),
    mean=lambda location, scale, asymmetry: location + scale * (1 / asymmetry - asymmetry),
    variance=lambda location, scale, asymmetry: scale ** 2 * (1 / asymmetry ** 2 + asymmetry ** 2),
    settings=[(1.0, 2.0, 0.7), (0.0, 1.0, 1.0), (0.0, 0.01, 10.0)],
    split=lambda location, scale, asymmetry: location,
    scipy=lambda s, location, scale, asymmetry: s.laplace_asymmetric(asymmetry, location, scale),
    source="Kotz, Kozubowski and Podgorski (2001), The Laplace Distribution and Generalizations, ch. 3, their scale "
           "times 1/sqrt(2) (scipy laplace_asymmetric)")


def log_asymmetric_laplace_cdf(z, k):
    left = log(k * k / (1 + k * k))
    return left + z / k if z <= 0 else log1mexp(-log1p(k * k) - z * k)


continuous(
    "exgaussian", "mean real, sd > 0, rate > 0", "real",
    log_density=lambda x, mean, sd, rate: log(rate) - rate * (x - mean) + (rate * sd) ** 2 / 2
    + log_normal_cdf((x - mean) / sd - rate * sd),
    log_cdf=lambda x, mean, sd, rate: logsubexp(
        log_normal_cdf((x - mean) / sd),
        -rate * (x - mean) + (rate * sd) ** 2 / 2 + log_normal_cdf((x - mean) / sd - rate * sd)),
    log_survival=lambda x, mean, sd, rate: logaddexp(
        log_normal_survival((x - mean) / sd),
        -rate * (x - mean) + (rate * sd) ** 2 / 2 + log_normal_cdf((x - mean) / sd - rate * sd)),
    mean=lambda mean, sd, rate: mean + 1 / rate, variance=lambda mean, sd, rate: sd ** 2 + 1 / rate ** 2,
    settings=[(1.0, 2.0, 0.5), (0.0, 1.0, 1e4), (0.0, 0.01, 0.1), (-3.0, 5.0, 2.0)],
    scipy=lambda s, mean, sd, rate: s.exponnorm(1 / (sd * rate), mean, sd),
    source="sum of normal(mean, sd) and exponential(rate); gamlss.dist exGAUS(mu, sigma, nu = 1/rate)")

continuous(
    "johnson-su", "location real, scale > 0, gamma real, delta > 0", "real",
    log_density=lambda x, location, scale, gamma, delta: log(delta / scale) - HALF_LOG_2PI
    - log1p(((x - location) / scale) ** 2) / 2 - (gamma + delta * asinh((x - location) / scale)) ** 2 / 2,
    log_cdf=lambda x, location, scale, gamma, delta: log_normal_cdf(gamma + delta * asinh((x - location) / scale)),
    log_survival=lambda x, location, scale, gamma, delta: log_normal_survival(
        gamma + delta * asinh((x - location) / scale)),
    mean=lambda location, scale, gamma, delta: location - scale * exp(1 / (2 * delta ** 2)) * mp.sinh(gamma / delta),
    variance=lambda location, scale, gamma, delta: scale ** 2 / 2 * expm1(1 / delta ** 2)
    * (exp(1 / delta ** 2) * mp.cosh(2 * gamma / delta) + 1),
    settings=[(1.0, 2.0, -0.5, 1.5), (0.0, 1.0, 0.0, 0.3), (0.0, 1.0, 3.0, 40.0)],
    scipy=lambda s, location, scale, gamma, delta: s.johnsonsu(gamma, delta, location, scale),
    source=JKB1 + "ch. 12 (xi = location, lambda = scale)")

continuous(
    "sinh-arcsinh", "location real, scale > 0, skewness real, tailweight > 0", "real",
    log_density=lambda x, location, scale, skewness, tailweight: log(tailweight / scale) - HALF_LOG_2PI
    + log(mp.cosh(tailweight * asinh((x - location) / scale) - skewness))
    - log1p(((x - location) / scale) ** 2) / 2 - shash((x - location) / scale, skewness, tailweight) ** 2 / 2,
    log_cdf=lambda x, location, scale, skewness, tailweight: log_normal_cdf(
        shash((x - location) / scale, skewness, tailweight)),
    log_survival=lambda x, location, scale, skewness, tailweight: log_normal_survival(
        shash((x - location) / scale, skewness, tailweight)),
    mean=lambda location, scale, skewness, tailweight: location + scale * mp.sinh(skewness / tailweight)
    * jones_pewsey(1 / tailweight),
    variance=lambda location, scale, skewness, tailweight: scale ** 2 * (
        (mp.cosh(2 * skewness / tailweight) * jones_pewsey(2 / tailweight) - 1) / 2
        - (mp.sinh(skewness / tailweight) * jones_pewsey(1 / tailweight)) ** 2),
    settings=[(1.0, 2.0, 0.5, 0.8), (0.0, 1.0, 0.0, 1.0), (0.0, 1.0, -1.0, 3.0), (0.0, 1.0, 0.2, 0.2)],
    source="Jones and Pewsey (2009), Biometrika 96, 761-780 (epsilon = skewness, delta = tailweight); "
           "gamlss.dist SHASHo")


def shash(z, skewness, tailweight):
    return mp.sinh(tailweight * asinh(z) - skewness)


def jones_pewsey(q):
    """P_q of Jones and Pewsey (2009)."""
    return exp(mpf(1) / 4) / sqrt(8 * pi) * (mp.besselk((q + 1) / 2, mpf(1) / 4) + mp.besselk((q - 1) / 2, mpf(1) / 4))


continuous(
    "hyperbolic-secant", "location real, scale > 0", "real",
    log_density=lambda x, location, scale: -log(scale) - pi * abs(x - location) / scale / 2
    - log1p(exp(-pi * abs(x - location) / scale)),
    log_cdf=lambda x, location, scale: log_secant_cdf((x - location) / scale),
    log_survival=lambda x, location, scale: log_secant_cdf(-(x - location) / scale),
    mean=lambda location, scale: location, variance=lambda location, scale: scale ** 2,
    settings=[(1.0, 2.0), (0.0, 1e-3), (-5.0, 100.0)],
    scipy=lambda s, location, scale: s.hypsecant(location, 2 * scale / 3.141592653589793),
    source=JKB2 + "ch. 23: sech(pi z/2)/2, so that scale is the standard deviation "
                  "(scipy hypsecant: scale 2/pi times ours)")


def log_secant_cdf(z):
    return log(2 / pi * mp.atan(exp(pi * z / 2))) if z <= 0 else log1mexp(log_secant_cdf(-z))


continuous(
    "normal-inverse-gaussian", "location real, scale > 0, alpha > 0, beta real (|beta| < alpha)", "real",
    log_density=lambda x, location, scale, alpha, beta: log(alpha * scale / pi)
    + scale * sqrt(alpha ** 2 - beta ** 2) + beta * (x - location)
    - log(mp.hypot(scale, x - location)) + log(besselk(mpf(1), alpha * mp.hypot(scale, x - location))),
    mean=lambda location, scale, alpha, beta: location + scale * beta / sqrt(alpha ** 2 - beta ** 2),
    variance=lambda location, scale, alpha, beta: scale * alpha ** 2 / (alpha ** 2 - beta ** 2) ** mpf(1.5),
    settings=[(1.0, 2.0, 1.5, 0.5), (0.0, 0.1, 1.0, -0.9), (0.0, 5.0, 40.0, 3.0)],
    scipy=lambda s, location, scale, alpha, beta: s.norminvgauss(alpha * scale, beta * scale, location, scale),
    source="Barndorff-Nielsen (1997), Scand. J. Statist. 24, 1-13 (mu = location, delta = scale)")

continuous(
    "variance-gamma", "location real, scale > 0, asymmetry real, shape > 0", "real",
    log_density=lambda x, location, scale, asymmetry, shape: variance_gamma(x - location, scale, asymmetry, shape),
    mean=lambda location, scale, asymmetry, shape: location + asymmetry,
    variance=lambda location, scale, asymmetry, shape: scale ** 2 + shape * asymmetry ** 2,
    settings=[(1.0, 2.0, 0.5, 0.7), (0.0, 1.0, -0.3, 3.0), (0.0, 1.0, 0.2, 0.1)],
    split=lambda location, scale, asymmetry, shape: location,
    source="Madan, Carr and Chang (1998), European Finance Review 2, 79-105; R package VarianceGamma "
           "(c = location, sigma = scale, theta = asymmetry, nu = shape)")


def variance_gamma(d, scale, asymmetry, shape):
    d = d or mp.eps ** 2                                       # the density may be infinite there
    order = 1 / shape - mpf(1) / 2
    root = sqrt(2 * scale ** 2 / shape + asymmetry ** 2)
    return (log(2) + asymmetry * d / scale ** 2 - log(scale) - HALF_LOG_2PI - log(shape) / shape - lgamma(1 / shape)
            + order * log(abs(d) / root) + log(besselk(order, abs(d) * root / scale ** 2)))


continuous(
    "von-mises", "mean real (in [-pi, pi]), concentration > 0", lambda mean, concentration: (-pi, pi),
    log_density=lambda x, mean, concentration: concentration * mp.cos(x - mean)
    - log(2 * pi) - log(mp.besseli(0, concentration)),
    mean=lambda mean, concentration: NONE, variance=lambda mean, concentration: NONE,
    settings=[(0.5, 2.0), (0.0, 0.01), (-1.0, 100.0)],
    split=lambda mean, concentration: mean,
    source="Mardia and Jupp (2000), Directional Statistics, sec. 3.5.4; circle cut at -pi, F(-pi) = 0")

# ---------------------------------------------------------------- on the half line

continuous(
    "lognormal", "meanlog real, sdlog > 0", "positive",
    log_density=lambda x, meanlog, sdlog: -log(x) - log(sdlog) - HALF_LOG_2PI - ((log(x) - meanlog) / sdlog) ** 2 / 2,
    log_cdf=lambda x, meanlog, sdlog: log_normal_cdf((log(x) - meanlog) / sdlog),
    log_survival=lambda x, meanlog, sdlog: log_normal_survival((log(x) - meanlog) / sdlog),
    mean=lambda meanlog, sdlog: exp(meanlog + sdlog ** 2 / 2),
    variance=lambda meanlog, sdlog: expm1(sdlog ** 2) * exp(2 * meanlog + sdlog ** 2),
    settings=[(0.5, 1.2), (-3.0, 0.01), (0.0, 8.0)],
    scipy=lambda s, meanlog, sdlog: s.lognorm(sdlog, 0, math.exp(meanlog)), source=JKB1 + "ch. 14")

continuous(
    "exponential", "rate > 0", "positive",
    log_density=lambda x, rate: log(rate) - rate * x,
    log_survival=lambda x, rate: -rate * x,
    mean=lambda rate: 1 / rate, variance=lambda rate: 1 / rate ** 2,
    settings=[(0.4,), (1e-6,), (1e6,)], extra=[0.0],
    scipy=lambda s, rate: s.expon(0, 1 / rate), source=JKB1 + "ch. 19")

continuous(
    "gamma", "shape > 0, rate > 0", "positive",
    log_density=lambda x, shape, rate: shape * log(rate) - lgamma(shape) + (shape - 1) * log(x) - rate * x,
    log_cdf=lambda x, shape, rate: log_gamma_p(shape, rate * x),
    log_survival=lambda x, shape, rate: log_gamma_q(shape, rate * x),
    mean=lambda shape, rate: shape / rate, variance=lambda shape, rate: shape / rate ** 2,
    settings=[(2.5, 0.1), (0.01, 1.0), (1000.0, 3.0), (1e6, 1e3)],
    scipy=lambda s, shape, rate: s.gamma(shape, 0, 1 / rate), source=JKB1 + "ch. 17")

continuous(
    "weibull", "shape > 0, scale > 0", "positive",
    log_density=lambda x, shape, scale: log(shape / scale) + (shape - 1) * log(x / scale) - (x / scale) ** shape,
    log_survival=lambda x, shape, scale: -(x / scale) ** shape,
    mean=lambda shape, scale: scale * mp.gamma(1 + 1 / shape),
    variance=lambda shape, scale: scale ** 2 * (mp.gamma(1 + 2 / shape) - mp.gamma(1 + 1 / shape) ** 2),
    settings=[(1.5, 2.0), (0.1, 1.0), (50.0, 3.0)],
    scipy=lambda s, shape, scale: s.weibull_min(shape, 0, scale), source=JKB1 + "ch. 21")

continuous(
    "loglogistic", "shape > 0, scale > 0", "positive",
    log_density=lambda x, shape, scale: log(shape / scale) + (shape - 1) * log(x / scale)
    - 2 * log1p((x / scale) ** shape),
    log_cdf=lambda x, shape, scale: -log1p((x / scale) ** -shape),
    log_survival=lambda x, shape, scale: -log1p((x / scale) ** shape),
    mean=lambda shape, scale: scale * (pi / shape) / mp.sin(pi / shape) if shape > 1 else INF,
    variance=lambda shape, scale: scale ** 2 * (2 * (pi / shape) / mp.sin(2 * pi / shape)
                                                - ((pi / shape) / mp.sin(pi / shape)) ** 2) if shape > 2
    else INF if shape > 1 else NONE,
    settings=[(2.5, 3.0), (0.5, 1.0), (60.0, 10.0)],
    scipy=lambda s, shape, scale: s.fisk(shape, 0, scale), source=JKB2 + "ch. 23; actuar llogis")

continuous(
    "gpd", "scale > 0, shape real", lambda scale, shape: (mpf(0), INF if shape >= 0 else -scale / shape),
    log_density=lambda x, scale, shape: -log(scale) - (1 + shape) * box_log(x / scale, shape),
    log_survival=lambda x, scale, shape: -box_log(x / scale, shape),
    mean=lambda scale, shape: scale / (1 - shape) if shape < 1 else INF,
    variance=lambda scale, shape: scale ** 2 / ((1 - shape) ** 2 * (1 - 2 * shape)) if shape < 0.5
    else INF if shape < 1 else NONE,
    settings=[(2.0, 0.25), (1.0, -0.4), (1.0, 1e-9), (3.0, 0.0), (1.0, 3.0), (1.0, -2.0)], extra=[0.0],
    scipy=lambda s, scale, shape: s.genpareto(shape, 0, scale),
    source="Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 4")

continuous(
    "pareto", "minimum > 0, shape > 0", lambda minimum, shape: (minimum, INF),
    log_density=lambda x, minimum, shape: log(shape) + shape * log(minimum) - (shape + 1) * log(x),
    log_survival=lambda x, minimum, shape: -shape * log1p((x - minimum) / minimum),
    mean=lambda minimum, shape: shape * minimum / (shape - 1) if shape > 1 else INF,
    variance=lambda minimum, shape: minimum ** 2 * shape / ((shape - 1) ** 2 * (shape - 2)) if shape > 2
    else INF if shape > 1 else NONE,
    settings=[(1.5, 2.5), (1.0, 0.3), (100.0, 50.0)],
    scipy=lambda s, minimum, shape: s.pareto(shape, 0, minimum), source=JKB1 + "ch. 20")

continuous(
    "inverse-gaussian", "mean > 0, shape > 0", "positive",
    log_density=lambda x, mean, shape: log(shape / (2 * pi)) / 2 - 3 * log(x) / 2
    - shape * (x - mean) ** 2 / (2 * mean ** 2 * x),
    log_cdf=lambda x, mean, shape: logaddexp(
        log_normal_cdf(sqrt(shape / x) * (x - mean) / mean),
        2 * shape / mean + log_normal_survival(sqrt(shape / x) * (x + mean) / mean)),
    log_survival=lambda x, mean, shape: logsubexp(
        log_normal_survival(sqrt(shape / x) * (x - mean) / mean),
        2 * shape / mean + log_normal_survival(sqrt(shape / x) * (x + mean) / mean)),
    mean=lambda mean, shape: mean, variance=lambda mean, shape: mean ** 3 / shape,
    settings=[(2.0, 3.0), (1.0, 0.01), (5.0, 1e4)],
    scipy=lambda s, mean, shape: s.invgauss(mean / shape, 0, shape), source=JKB1 + "ch. 15")

continuous(
    "rayleigh", "scale > 0", "positive",
    log_density=lambda x, scale: log(x) - 2 * log(scale) - (x / scale) ** 2 / 2,
    log_survival=lambda x, scale: -(x / scale) ** 2 / 2,
    mean=lambda scale: scale * sqrt(pi / 2), variance=lambda scale: (2 - pi / 2) * scale ** 2,
    settings=[(2.5,), (1e-4,), (1e5,)],
    scipy=lambda s, scale: s.rayleigh(0, scale), source=JKB1 + "ch. 18")

continuous(
    "inverse-gamma", "shape > 0, scale > 0", "positive",
    log_density=lambda x, shape, scale: shape * log(scale) - lgamma(shape) - (shape + 1) * log(x) - scale / x,
    log_cdf=lambda x, shape, scale: log_gamma_q(shape, scale / x),
    log_survival=lambda x, shape, scale: log_gamma_p(shape, scale / x),
    mean=lambda shape, scale: scale / (shape - 1) if shape > 1 else INF,
    variance=lambda shape, scale: scale ** 2 / ((shape - 1) ** 2 * (shape - 2)) if shape > 2
    else INF if shape > 1 else NONE,
    settings=[(2.5, 3.0), (0.5, 1.0), (1000.0, 2.0)],
    scipy=lambda s, shape, scale: s.invgamma(shape, 0, scale), source="R package actuar, invgamma")

continuous(
    "lomax", "shape > 0, scale > 0", "positive",
    log_density=lambda x, shape, scale: log(shape / scale) - (shape + 1) * log1p(x / scale),
    log_survival=lambda x, shape, scale: -shape * log1p(x / scale),
    mean=lambda shape, scale: scale / (shape - 1) if shape > 1 else INF,
    variance=lambda shape, scale: scale ** 2 * shape / ((shape - 1) ** 2 * (shape - 2)) if shape > 2
    else INF if shape > 1 else NONE,
    settings=[(2.5, 3.0), (0.4, 1.0), (1e6, 1e6)], extra=[0.0],
    scipy=lambda s, shape, scale: s.lomax(shape, 0, scale),
    source=JKB1 + "ch. 20 (Pareto of the second kind); R package actuar, pareto")

continuous(
    "burr", "shape1 > 0, shape2 > 0, scale > 0", "positive",
    log_density=lambda x, shape1, shape2, scale: log(shape1 * shape2 / scale) + (shape2 - 1) * log(x / scale)
    - (shape1 + 1) * log1p((x / scale) ** shape2),
    log_survival=lambda x, shape1, shape2, scale: -shape1 * log1p((x / scale) ** shape2),
    mean=lambda shape1, shape2, scale: gb2_moment(1, shape1, shape2, mpf(1), scale),
    variance=lambda shape1, shape2, scale: gb2_variance(shape1, shape2, mpf(1), scale),
    settings=[(1.5, 3.0, 2.0), (0.2, 0.5, 1.0), (1e4, 2.0, 50.0), (0.05, 40.0, 3.0)],
    scipy=lambda s, shape1, shape2, scale: s.burr12(shape2, shape1, 0, scale), source="R package actuar, burr")


def gb2_moment(k, shape1, shape2, shape3, scale):
    if k >= shape1 * shape2:
        return INF
    return scale ** k * exp(lgamma(shape3 + k / shape2) + lgamma(shape1 - k / shape2) - lgamma(shape1) - lgamma(shape3))


def gb2_variance(shape1, shape2, shape3, scale):
    if 1 >= shape1 * shape2:
        return NONE
    return gb2_moment(2, shape1, shape2, shape3, scale) - gb2_moment(1, shape1, shape2, shape3, scale) ** 2


continuous(
    "dagum", "shape1 > 0, shape2 > 0, scale > 0", "positive",
    log_density=lambda x, shape1, shape2, scale: log(shape1 * shape2 / scale) - (shape2 + 1) * log(x / scale)
    - (shape1 + 1) * log1p((x / scale) ** -shape2),
    log_cdf=lambda x, shape1, shape2, scale: -shape1 * log1p((x / scale) ** -shape2),
    mean=lambda shape1, shape2, scale: gb2_moment(1, mpf(1), shape2, shape1, scale),
    variance=lambda shape1, shape2, scale: gb2_variance(mpf(1), shape2, shape1, scale),
    settings=[(1.5, 3.0, 2.0), (0.2, 0.5, 1.0), (1e4, 4.0, 0.1)],
    scipy=lambda s, shape1, shape2, scale: s.burr(shape2, shape1, 0, scale),
    source="Dagum (1977); R package actuar, invburr")

continuous(
    "frechet", "shape > 0, scale > 0", "positive",
    log_density=lambda x, shape, scale: log(shape / scale) - (shape + 1) * log(x / scale) - (x / scale) ** -shape,
    log_cdf=lambda x, shape, scale: -(x / scale) ** -shape,
    mean=lambda shape, scale: scale * mp.gamma(1 - 1 / shape) if shape > 1 else INF,
    variance=lambda shape, scale: scale ** 2 * (mp.gamma(1 - 2 / shape) - mp.gamma(1 - 1 / shape) ** 2) if shape > 2
    else INF if shape > 1 else NONE,
    settings=[(2.5, 3.0), (0.5, 1.0), (80.0, 10.0)],
    scipy=lambda s, shape, scale: s.invweibull(shape, 0, scale), source="R package actuar, invweibull")

continuous(
    "generalized-gamma", "location real, scale > 0, shape real", "positive",
    log_density=lambda x, location, scale, shape: prentice((log(x) - location) / scale, shape) - log(scale * x),
    log_cdf=lambda x, location, scale, shape: prentice_cdf((log(x) - location) / scale, shape),
    log_survival=lambda x, location, scale, shape: prentice_survival((log(x) - location) / scale, shape),
    mean=lambda location, scale, shape: prentice_moment(1, location, scale, shape),
    variance=lambda location, scale, shape: NONE if prentice_moment(1, location, scale, shape) == INF
    else prentice_moment(2, location, scale, shape) - prentice_moment(1, location, scale, shape) ** 2,
    settings=[(1.0, 0.8, 0.5), (0.0, 1.0, 1.0), (0.0, 2.0, -1.5), (2.0, 0.5, 0.0), (0.0, 1.0, 1e-3), (1.0, 0.3, 4.0)],
    source="Prentice (1974), Biometrika 61, 539-544; R package flexsurv, gengamma(mu, sigma, Q)")


def prentice(w, q):
    if q == 0:
        return -HALF_LOG_2PI - w * w / 2
    k = q ** -2
    return log(abs(q)) + k * log(k) - lgamma(k) + k * (q * w - exp(q * w))


def prentice_cdf(w, q):
    if q == 0:
        return log_normal_cdf(w)
    return (log_gamma_p if q > 0 else log_gamma_q)(q ** -2, q ** -2 * exp(q * w))


def prentice_survival(w, q):
    if q == 0:
        return log_normal_survival(w)
    return (log_gamma_q if q > 0 else log_gamma_p)(q ** -2, q ** -2 * exp(q * w))


def prentice_moment(r, location, scale, q):
    if q == 0:
        return exp(r * location + (r * scale) ** 2 / 2)
    k = q ** -2
    a = k + r * scale / q
    return exp(r * location + lgamma(a) - lgamma(k) - r * scale / q * log(k)) if a > 0 else INF


continuous(
    "gompertz", "shape > 0, rate > 0", "positive",
    log_density=lambda x, shape, rate: log(rate) + shape * x - rate * expm1(shape * x) / shape,
    log_survival=lambda x, shape, rate: -rate * expm1(shape * x) / shape,
    mean=lambda shape, rate: exp(rate / shape) * mp.e1(rate / shape) / shape,
    settings=[(0.5, 0.1), (1e-6, 1.0), (20.0, 1e-5), (0.1, 30.0)], extra=[0.0],
    scipy=lambda s, shape, rate: s.gompertz(rate / shape, 0, 1 / shape),
    source="R package flexsurv, gompertz(shape, rate): hazard rate*exp(shape*x)")

continuous(
    "birnbaum-saunders", "shape > 0, scale > 0", "positive",
    log_density=lambda x, shape, scale: log((sqrt(x / scale) + sqrt(scale / x)) / (2 * shape * x)) - HALF_LOG_2PI
    - fatigue(x, shape, scale) ** 2 / 2,
    log_cdf=lambda x, shape, scale: log_normal_cdf(fatigue(x, shape, scale)),
    log_survival=lambda x, shape, scale: log_normal_survival(fatigue(x, shape, scale)),
    mean=lambda shape, scale: scale * (1 + shape ** 2 / 2),
    variance=lambda shape, scale: (shape * scale) ** 2 * (1 + 5 * shape ** 2 / 4),
    settings=[(0.5, 2.0), (0.01, 10.0), (20.0, 1.0)],
    scipy=lambda s, shape, scale: s.fatiguelife(shape, 0, scale),
    source=JKB2 + "ch. 33; VGAM bisa")


def fatigue(x, shape, scale):
    return (sqrt(x / scale) - sqrt(scale / x)) / shape


continuous(
    "nakagami", "shape > 0, spread > 0", "positive",
    log_density=lambda x, shape, spread: log(2) + shape * log(shape / spread) - lgamma(shape)
    + (2 * shape - 1) * log(x) - shape * x ** 2 / spread,
    log_cdf=lambda x, shape, spread: log_gamma_p(shape, shape * x ** 2 / spread),
    log_survival=lambda x, shape, spread: log_gamma_q(shape, shape * x ** 2 / spread),
    mean=lambda shape, spread: sqrt(spread / shape) * exp(lgamma(shape + 0.5) - lgamma(shape)),
    variance=lambda shape, spread: spread * (1 - exp(2 * lgamma(shape + 0.5) - 2 * lgamma(shape)) / shape),
    settings=[(1.5, 4.0), (0.05, 1.0), (500.0, 2.0)],
    scipy=lambda s, shape, spread: s.nakagami(shape, 0, math.sqrt(spread)),
    source="Nakagami (1960): spread = E X^2; VGAM naka(scale = spread, shape)")

continuous(
    "half-normal", "scale > 0", "positive",
    log_density=lambda x, scale: log(2) - HALF_LOG_2PI - log(scale) - (x / scale) ** 2 / 2,
    log_cdf=lambda x, scale: log(mp.erf(x / scale / sqrt(2))) if x < scale else log1p(-mp.erfc(x / scale / sqrt(2))),
    log_survival=lambda x, scale: log(mp.erfc(x / scale / sqrt(2))) if x > scale
    else log1p(-mp.erf(x / scale / sqrt(2))),
    mean=lambda scale: scale * sqrt(2 / pi), variance=lambda scale: scale ** 2 * (1 - 2 / pi),
    settings=[(2.5,), (1e-4,), (1e5,)], extra=[0.0],
    scipy=lambda s, scale: s.halfnorm(0, scale), source=JKB1 + "ch. 13")

continuous(
    "half-cauchy", "scale > 0", "positive",
    log_density=lambda x, scale: log(2 / (pi * scale)) - log1p((x / scale) ** 2),
    log_cdf=lambda x, scale: log(2 / pi * mp.atan(x / scale)) if x < scale else log1p(-2 / pi * mp.atan(scale / x)),
    log_survival=lambda x, scale: log(2 / pi * mp.atan(scale / x)) if x > scale else log1p(-2 / pi * mp.atan(x / scale)),
    mean=lambda scale: INF, variance=lambda scale: NONE,
    settings=[(2.5,), (1e-4,), (1e5,)], extra=[0.0],
    scipy=lambda s, scale: s.halfcauchy(0, scale), source="scipy halfcauchy; the absolute value of cauchy(0, scale)")

continuous(
    "folded-normal", "mean real (sign not identified: mean >= 0), sd > 0", "positive",
    log_density=lambda x, mean, sd: -log(sd) - HALF_LOG_2PI - ((x - abs(mean)) / sd) ** 2 / 2
    + log1p(exp(-2 * x * abs(mean) / sd ** 2)),
    log_cdf=lambda x, mean, sd: log_between(x, mean, sd),
    log_survival=lambda x, mean, sd: logaddexp(
        log_normal_survival((x - mean) / sd), log_normal_survival((x + mean) / sd)) if x > mean + sd
    else log1mexp(log_between(x, mean, sd)),
    mean=lambda mean, sd: folded_mean(mean, sd),
    variance=lambda mean, sd: mean ** 2 + sd ** 2 - folded_mean(mean, sd) ** 2,
    settings=[(1.0, 2.0), (0.0, 1.0), (10.0, 0.5), (0.001, 3.0)], extra=[0.0],
    scipy=lambda s, mean, sd: s.foldnorm(mean / sd, 0, sd), source=JKB1 + "ch. 13; VGAM foldnormal")


def log_between(x, mean, sd):
    """log P(-x < N(mean, sd) < x), mean >= 0."""
    a, b = (mean - x) / sd, (mean + x) / sd
    if x / sd < mpf(10) ** -15:                                # a series in the width, odd terms
        h, m = x / sd, mean / sd
        return log(2 * h) - HALF_LOG_2PI - m * m / 2 + log1p(h * h * (m * m - 1) / 6
                                                            + h ** 4 * (m ** 4 - 6 * m * m + 3) / 120)
    with mp.workdps(mp.dps + 20):
        if a > 0:
            return logsubexp(log_normal_survival(a), log_normal_survival(b))
        return log1p(-exp(log_normal_cdf(a)) - exp(log_normal_survival(b)))


def folded_mean(mean, sd):
    return sd * sqrt(2 / pi) * exp(-(mean / sd) ** 2 / 2) + mean * mp.erf(mean / sd / sqrt(2))


continuous(
    "maxwell", "scale > 0", "positive",
    log_density=lambda x, scale: log(2 / pi) / 2 + 2 * log(x) - 3 * log(scale) - (x / scale) ** 2 / 2,
    log_cdf=lambda x, scale: log_gamma_p(mpf(1.5), (x / scale) ** 2 / 2),
    log_survival=lambda x, scale: log_gamma_q(mpf(1.5), (x / scale) ** 2 / 2),
    mean=lambda scale: 2 * scale * sqrt(2 / pi), variance=lambda scale: scale ** 2 * (3 - 8 / pi),
    settings=[(2.5,), (1e-4,), (1e5,)],
    scipy=lambda s, scale: s.maxwell(0, scale), source=JKB1 + "ch. 18 (chi with 3 degrees of freedom times scale)")

continuous(
    "chi-squared", "df > 0", "positive",
    log_density=lambda x, df: -df / 2 * log(2) - lgamma(df / 2) + (df / 2 - 1) * log(x) - x / 2,
    log_cdf=lambda x, df: log_gamma_p(df / 2, x / 2), log_survival=lambda x, df: log_gamma_q(df / 2, x / 2),
    mean=lambda df: df, variance=lambda df: 2 * df,
    settings=[(3.0,), (0.05,), (2e4,)],
    scipy=lambda s, df: s.chi2(df), source=JKB1 + "ch. 18")

continuous(
    "chi", "df > 0", "positive",
    log_density=lambda x, df: (1 - df / 2) * log(2) - lgamma(df / 2) + (df - 1) * log(x) - x ** 2 / 2,
    log_cdf=lambda x, df: log_gamma_p(df / 2, x ** 2 / 2), log_survival=lambda x, df: log_gamma_q(df / 2, x ** 2 / 2),
    mean=lambda df: sqrt(2) * exp(lgamma((df + 1) / 2) - lgamma(df / 2)),
    variance=lambda df: df - 2 * exp(2 * lgamma((df + 1) / 2) - 2 * lgamma(df / 2)),
    settings=[(3.0,), (0.05,), (2e4,)],
    scipy=lambda s, df: s.chi(df), source=JKB1 + "ch. 18")

continuous(
    "f", "df1 > 0, df2 > 0", "positive",
    log_density=lambda x, df1, df2: -lbeta(df1 / 2, df2 / 2) + df1 / 2 * log(df1 / df2) + (df1 / 2 - 1) * log(x)
    - (df1 + df2) / 2 * log1p(df1 * x / df2),
    log_cdf=lambda x, df1, df2: log_beta_i(df1 / 2, df2 / 2, df1 * x / (df1 * x + df2), df2 / (df1 * x + df2)),
    log_survival=lambda x, df1, df2: log_beta_i(df2 / 2, df1 / 2, df2 / (df1 * x + df2), df1 * x / (df1 * x + df2)),
    mean=lambda df1, df2: df2 / (df2 - 2) if df2 > 2 else INF,
    variance=lambda df1, df2: 2 * df2 ** 2 * (df1 + df2 - 2) / (df1 * (df2 - 2) ** 2 * (df2 - 4)) if df2 > 4
    else INF if df2 > 2 else NONE,
    settings=[(5.0, 8.0), (0.5, 1.0), (1000.0, 3.0), (2.0, 1e5)],
    scipy=lambda s, df1, df2: s.f(df1, df2), source=JKB2 + "ch. 27")

continuous(
    "rice", "noncentrality >= 0, scale > 0", "positive",
    log_density=lambda x, noncentrality, scale: log(x) - 2 * log(scale) - (x - noncentrality) ** 2 / (2 * scale ** 2)
    + log(mp.besseli(0, x * noncentrality / scale ** 2)) - x * noncentrality / scale ** 2,
    mean=lambda noncentrality, scale: rice_mean(noncentrality, scale),
    variance=lambda noncentrality, scale: 2 * scale ** 2 + noncentrality ** 2 - rice_mean(noncentrality, scale) ** 2,
    settings=[(2.0, 1.5), (0.001, 1.0), (30.0, 1.0)],
    scipy=lambda s, noncentrality, scale: s.rice(noncentrality / scale, 0, scale),
    source="Rice (1945); VGAM riceff(vee = noncentrality, sigma = scale)")


def rice_mean(noncentrality, scale):
    return scale * sqrt(pi / 2) * mp.hyp1f1(mpf(-0.5), 1, -noncentrality ** 2 / (2 * scale ** 2))


continuous(
    "levy", "scale > 0", "positive",
    log_density=lambda x, scale: log(scale / (2 * pi)) / 2 - 3 * log(x) / 2 - scale / (2 * x),
    log_cdf=lambda x, scale: log(mp.erfc(sqrt(scale / (2 * x)))) if x < scale else log1p(-mp.erf(sqrt(scale / (2 * x)))),
    log_survival=lambda x, scale: log(mp.erf(sqrt(scale / (2 * x)))) if x > scale
    else log1p(-mp.erfc(sqrt(scale / (2 * x)))),
    mean=lambda scale: INF, variance=lambda scale: NONE,
    settings=[(2.5,), (1e-4,), (1e5,)],
    scipy=lambda s, scale: s.levy(0, scale), source="scipy levy; VGAM levy(location = 0, scale)")

continuous(
    "exponentiated-weibull", "shape > 0, exponent > 0, scale > 0", "positive",
    log_density=lambda x, shape, exponent, scale: log(exponent * shape / scale) + (shape - 1) * log(x / scale)
    - (x / scale) ** shape + (exponent - 1) * log1mexp(-(x / scale) ** shape),
    log_cdf=lambda x, shape, exponent, scale: exponent * log1mexp(-(x / scale) ** shape),
    settings=[(1.5, 2.0, 3.0), (0.3, 0.2, 1.0), (5.0, 100.0, 2.0)],
    scipy=lambda s, shape, exponent, scale: s.exponweib(exponent, shape, 0, scale),
    source="Mudholkar and Srivastava (1993), IEEE Trans. Reliability 42, 299-302; F = (1 - exp(-(x/scale)^shape))^exponent")

continuous(
    "weibull-3", "location real, shape > 0, scale > 0", lambda location, shape, scale: (location, INF),
    log_density=lambda x, location, shape, scale: log(shape / scale) + (shape - 1) * log((x - location) / scale)
    - ((x - location) / scale) ** shape,
    log_survival=lambda x, location, shape, scale: -((x - location) / scale) ** shape,
    mean=lambda location, shape, scale: location + scale * mp.gamma(1 + 1 / shape),
    variance=lambda location, shape, scale: scale ** 2 * (mp.gamma(1 + 2 / shape) - mp.gamma(1 + 1 / shape) ** 2),
    settings=[(3.0, 1.5, 2.0), (-10.0, 0.5, 1.0), (0.5, 12.0, 4.0)],
    scipy=lambda s, location, shape, scale: s.weibull_min(shape, location, scale), source=JKB1 + "ch. 21")

continuous(
    "lognormal-3", "location real, meanlog real, sdlog > 0", lambda location, meanlog, sdlog: (location, INF),
    log_density=lambda x, location, meanlog, sdlog: -log(x - location) - log(sdlog) - HALF_LOG_2PI
    - ((log(x - location) - meanlog) / sdlog) ** 2 / 2,
    log_cdf=lambda x, location, meanlog, sdlog: log_normal_cdf((log(x - location) - meanlog) / sdlog),
    log_survival=lambda x, location, meanlog, sdlog: log_normal_survival((log(x - location) - meanlog) / sdlog),
    mean=lambda location, meanlog, sdlog: location + exp(meanlog + sdlog ** 2 / 2),
    variance=lambda location, meanlog, sdlog: expm1(sdlog ** 2) * exp(2 * meanlog + sdlog ** 2),
    settings=[(3.0, 0.5, 1.2), (-10.0, 2.0, 0.1), (0.25, -1.0, 4.0)],
    scipy=lambda s, location, meanlog, sdlog: s.lognorm(sdlog, location, math.exp(meanlog)), source=JKB1 + "ch. 14")

continuous(
    "gamma-3", "location real, shape > 0, rate > 0", lambda location, shape, rate: (location, INF),
    log_density=lambda x, location, shape, rate: shape * log(rate) - lgamma(shape) + (shape - 1) * log(x - location)
    - rate * (x - location),
    log_cdf=lambda x, location, shape, rate: log_gamma_p(shape, rate * (x - location)),
    log_survival=lambda x, location, shape, rate: log_gamma_q(shape, rate * (x - location)),
    mean=lambda location, shape, rate: location + shape / rate, variance=lambda location, shape, rate: shape / rate ** 2,
    settings=[(3.0, 2.5, 0.1), (-10.0, 0.2, 1.0), (0.25, 300.0, 20.0)],
    scipy=lambda s, location, shape, rate: s.gamma(shape, location, 1 / rate), source=JKB1 + "ch. 17")

continuous(
    "generalized-beta-2", "shape1 > 0, shape2 > 0, shape3 > 0, scale > 0", "positive",
    log_density=lambda x, shape1, shape2, shape3, scale: log(shape2) - lbeta(shape1, shape3) - log(x)
    + shape2 * shape3 * log(x / scale) - (shape1 + shape3) * log1p((x / scale) ** shape2),
    log_cdf=lambda x, shape1, shape2, shape3, scale: log_beta_i(
        shape3, shape1, 1 / (1 + (x / scale) ** -shape2), 1 / (1 + (x / scale) ** shape2)),
    log_survival=lambda x, shape1, shape2, shape3, scale: log_beta_i(
        shape1, shape3, 1 / (1 + (x / scale) ** shape2), 1 / (1 + (x / scale) ** -shape2)),
    mean=lambda shape1, shape2, shape3, scale: gb2_moment(1, shape1, shape2, shape3, scale),
    variance=lambda shape1, shape2, shape3, scale: gb2_variance(shape1, shape2, shape3, scale),
    settings=[(1.5, 3.0, 2.0, 4.0), (0.3, 0.7, 0.2, 1.0), (50.0, 2.0, 30.0, 1.0)],
    source="McDonald (1984), Econometrica 52; R package actuar, trbeta")

continuous(
    "log-gamma", "shapelog > 0, ratelog > 0", lambda shapelog, ratelog: (mpf(1), INF),
    log_density=lambda x, shapelog, ratelog: shapelog * log(ratelog) - lgamma(shapelog)
    + (shapelog - 1) * log(log(x)) - (ratelog + 1) * log(x),
    log_cdf=lambda x, shapelog, ratelog: log_gamma_p(shapelog, ratelog * log(x)),
    log_survival=lambda x, shapelog, ratelog: log_gamma_q(shapelog, ratelog * log(x)),
    mean=lambda shapelog, ratelog: (1 - 1 / ratelog) ** -shapelog if ratelog > 1 else INF,
    variance=lambda shapelog, ratelog: (1 - 2 / ratelog) ** -shapelog - (1 - 1 / ratelog) ** (-2 * shapelog)
    if ratelog > 2 else INF if ratelog > 1 else NONE,
    settings=[(2.5, 3.0), (0.2, 0.7), (200.0, 50.0)],
    source="Klugman, Panjer and Willmot, Loss Models; R package actuar, lgamma(shapelog, ratelog): log x is gamma, x > 1")

continuous(
    "lindley", "rate > 0", "positive",
    log_density=lambda x, rate: 2 * log(rate) - log1p(rate) + log1p(x) - rate * x,
    log_survival=lambda x, rate: log1p(rate * x / (1 + rate)) - rate * x,
    mean=lambda rate: (rate + 2) / (rate * (rate + 1)),
    variance=lambda rate: 2 / rate ** 2 - 1 / (1 + rate) ** 2,
    settings=[(0.5,), (1e-3,), (100.0,)], extra=[0.0],
    source="Ghitany, Atieh and Nadarajah (2008), Math. Comput. Simul. 78, 493-506; VGAM lindley(theta = rate)")

# ---------------------------------------------------------------- on a bounded interval

continuous(
    "uniform", "minimum real, maximum real (> minimum)", lambda minimum, maximum: (minimum, maximum),
    log_density=lambda x, minimum, maximum: -log(maximum - minimum),
    log_cdf=lambda x, minimum, maximum: log_share(x - minimum, maximum - x),
    log_survival=lambda x, minimum, maximum: log_share(maximum - x, x - minimum),
    mean=lambda minimum, maximum: (minimum + maximum) / 2, variance=lambda minimum, maximum: (maximum - minimum) ** 2 / 12,
    settings=[(0.0, 1.0), (-3.5, 2.25), (1e6, 1e6 + 1)], extra=["low", "high"],
    scipy=lambda s, minimum, maximum: s.uniform(minimum, maximum - minimum), source=JKB2 + "ch. 26")

def log_share(a, b):
    return log(a / (a + b)) if a < b else log1p(-b / (a + b))


def trapezoid_log_density(x, minimum, mode1, mode2, maximum):
    height = 2 / (maximum - minimum + mode2 - mode1)
    if x < mode1:
        return log(height * (x - minimum) / (mode1 - minimum))
    return log(height * (maximum - x) / (maximum - mode2)) if x > mode2 else log(height)


def trapezoid_log_tail(x, minimum, mode1, mode2, maximum):
    """The lower one: the area of the triangle, or of triangle and rectangle, or what is left of 1 by the triangle above."""
    whole = maximum - minimum + mode2 - mode1
    if x < mode1:
        return log((x - minimum) ** 2 / ((mode1 - minimum) * whole))
    if x > mode2:
        return log1p(-(maximum - x) ** 2 / ((maximum - mode2) * whole))
    return log_share(2 * x - minimum - mode1, mode2 + maximum - 2 * x)


def trapezoid_moment(k, minimum, mode1, mode2, maximum):
    """E X^k: second differences of x^(k + 2), for the density is a second integral of point masses."""
    def slope(a, b):
        return (b ** (k + 2) - a ** (k + 2)) / (b - a) if b > a else (k + 2) * a ** (k + 1)
    whole = maximum - minimum + mode2 - mode1
    return 2 * (slope(mode2, maximum) - slope(minimum, mode1)) / ((k + 1) * (k + 2) * whole)


continuous(
    "trapezoidal", "minimum real, mode1 real (>= minimum), mode2 real (>= mode1), maximum real (>= mode2)",
    lambda minimum, mode1, mode2, maximum: (minimum, maximum),
    log_density=trapezoid_log_density, log_cdf=trapezoid_log_tail,
    log_survival=lambda x, a, b, c, d: trapezoid_log_tail(-x, -d, -c, -b, -a),
    mean=lambda *p: trapezoid_moment(1, *p),
    variance=lambda *p: trapezoid_moment(2, *p) - trapezoid_moment(1, *p) ** 2,
    settings=[(0.0, 0.3, 0.7, 1.0), (-3.5, -3.5, 0.25, 2.0), (10.0, 12.0, 12.0, 12.5), (0.0, 0.0, 1.0, 1.0),
              (1e6, 1e6 + 0.25, 1e6 + 0.5, 1e6 + 1)],
    split=lambda minimum, mode1, mode2, maximum: (mode1 + mode2) / 2,
    kinks=lambda a, b, c, d: [mode for mode, end in ((b, a), (c, d)) if mode != end],
    scipy=lambda s, a, b, c, d: s.trapezoid((b - a) / (d - a), (c - a) / (d - a), a, d - a),
    source="van Dorp and Kotz (2003), Metrika 58, 85-97")


continuous(
    "beta", "alpha > 0, beta > 0", "unit",
    log_density=lambda x, alpha, beta: (alpha - 1) * log(x) + (beta - 1) * log1p(-x) - lbeta(alpha, beta),
    log_cdf=lambda x, alpha, beta: log_beta_i(alpha, beta, x, 1 - x),
    log_survival=lambda x, alpha, beta: log_beta_i(beta, alpha, 1 - x, x),
    mean=lambda alpha, beta: alpha / (alpha + beta),
    variance=lambda alpha, beta: alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1)),
    settings=[(2.5, 4.0), (0.05, 0.1), (1000.0, 3000.0), (1e5, 0.5)],
    scipy=lambda s, alpha, beta: s.beta(alpha, beta), source=JKB2 + "ch. 25")

continuous(
    "kumaraswamy", "shape1 > 0, shape2 > 0", "unit",
    log_density=lambda x, shape1, shape2: log(shape1 * shape2) + (shape1 - 1) * log(x)
    + (shape2 - 1) * log1mexp(shape1 * log(x)),
    log_survival=lambda x, shape1, shape2: shape2 * log1mexp(shape1 * log(x)),
    mean=lambda shape1, shape2: shape2 * exp(lbeta(1 + 1 / shape1, shape2)),
    variance=lambda shape1, shape2: shape2 * exp(lbeta(1 + 2 / shape1, shape2))
    - (shape2 * exp(lbeta(1 + 1 / shape1, shape2))) ** 2,
    settings=[(2.5, 4.0), (0.1, 0.2), (300.0, 50.0)],
    source="Jones (2009), Statistical Methodology 6, 70-81; VGAM kumar")

continuous(
    "logit-normal", "meanlogit real, sdlogit > 0", "unit",
    log_density=lambda x, meanlogit, sdlogit: -log(sdlogit) - HALF_LOG_2PI - log(x) - log1p(-x)
    - ((log(x) - log1p(-x) - meanlogit) / sdlogit) ** 2 / 2,
    log_cdf=lambda x, meanlogit, sdlogit: log_normal_cdf((log(x) - log1p(-x) - meanlogit) / sdlogit),
    log_survival=lambda x, meanlogit, sdlogit: log_normal_survival((log(x) - log1p(-x) - meanlogit) / sdlogit),
    settings=[(0.5, 1.2), (-2.0, 0.05), (0.0, 10.0)],
    source="Aitchison and Shen (1980), Biometrika 67, 261-272; R package logitnorm(mu, sigma)")

continuous(
    "power", "shape > 0", "unit",
    log_density=lambda x, shape: log(shape) + (shape - 1) * log(x),
    log_cdf=lambda x, shape: shape * log(x),
    mean=lambda shape: shape / (shape + 1), variance=lambda shape: shape / ((shape + 1) ** 2 * (shape + 2)),
    settings=[(2.5,), (0.05,), (1000.0,)],
    scipy=lambda s, shape: s.powerlaw(shape), source=JKB2 + "ch. 25 (beta with second parameter 1)")

continuous(
    "triangular", "mode in (0,1)", "unit",
    log_density=lambda x, mode: log(2 * x / mode) if x <= mode else log(2 * (1 - x) / (1 - mode)),
    log_cdf=lambda x, mode: log(x * x / mode) if x <= mode else log1p(-(1 - x) ** 2 / (1 - mode)),
    log_survival=lambda x, mode: log1p(-x * x / mode) if x <= mode else log((1 - x) ** 2 / (1 - mode)),
    mean=lambda mode: (1 + mode) / 3, variance=lambda mode: (1 - mode + mode ** 2) / 18,
    settings=[(0.3,), (0.01,), (0.875,)], split=lambda mode: mode,
    scipy=lambda s, mode: s.triang(mode), source=JKB2 + "ch. 26; VGAM triangle(theta, 0, 1)")

continuous(
    "simplex", "mean in (0,1), dispersion > 0", "unit",
    log_density=lambda x, mean, dispersion: -HALF_LOG_2PI - log(dispersion) - 3 * (log(x) + log1p(-x)) / 2
    - (x - mean) ** 2 / (2 * dispersion ** 2 * x * (1 - x) * (mean * (1 - mean)) ** 2),
    mean=lambda mean, dispersion: mean,
    settings=[(0.4, 1.5), (0.2, 0.1), (0.7, 8.0)],
    source="Barndorff-Nielsen and Jorgensen (1991), J. Multivariate Anal. 39, 106-116; VGAM dsimplex(mu, dispersion), "
           "dispersion = sigma")

continuous(
    "johnson-sb", "location real, scale > 0, gamma real, delta > 0",
    lambda location, scale, gamma, delta: (location, location + scale),
    log_density=lambda x, location, scale, gamma, delta: log(delta * scale) - HALF_LOG_2PI
    - log(x - location) - log(location + scale - x)
    - (gamma + delta * (log(x - location) - log(location + scale - x))) ** 2 / 2,
    log_cdf=lambda x, location, scale, gamma, delta: log_normal_cdf(
        gamma + delta * (log(x - location) - log(location + scale - x))),
    log_survival=lambda x, location, scale, gamma, delta: log_normal_survival(
        gamma + delta * (log(x - location) - log(location + scale - x))),
    settings=[(0.0, 1.0, 0.5, 1.5), (-2.0, 10.0, -1.0, 0.2), (1.0, 2.0, 3.0, 20.0)],
    scipy=lambda s, location, scale, gamma, delta: s.johnsonsb(gamma, delta, location, scale),
    source=JKB1 + "ch. 12 (xi = location, lambda = scale)")

# ---------------------------------------------------------------- counts

count(
    "poisson", "mean > 0",
    log_density=lambda x, mean: x * log(mean) - mean - lgamma(x + 1),
    log_cdf=lambda x, mean: log_gamma_q(x + 1, mean), log_survival=lambda x, mean: log_gamma_p(x + 1, mean),
    mean=lambda mean: mean, variance=lambda mean: mean,
    settings=[(3.5,), (0.01,), (1000.0,), (1e6,)],
    scipy=lambda s, mean: s.poisson(mean), source=JKK + "ch. 4")

count(
    "negative-binomial", "mean > 0, size > 0",
    log_density=lambda x, mean, size: lgamma(x + size) - lgamma(size) - lgamma(x + 1)
    - size * log1p(mean / size) + x * log(mean / (mean + size)),
    log_cdf=lambda x, mean, size: log_beta_i(size, x + 1, size / (mean + size), mean / (mean + size)),
    log_survival=lambda x, mean, size: log_beta_i(x + 1, size, mean / (mean + size), size / (mean + size)),
    mean=lambda mean, size: mean, variance=lambda mean, size: mean + mean ** 2 / size,
    settings=[(3.5, 1.2), (10.0, 0.01), (5.0, 1e8), (1000.0, 50.0)],
    scipy=lambda s, mean, size: s.nbinom(size, size / (size + mean)), source=JKK + "ch. 5")

count(
    "negative-binomial-1", "mean > 0, dispersion > 0",
    log_density=lambda x, mean, dispersion: lgamma(x + mean / dispersion) - lgamma(mean / dispersion) - lgamma(x + 1)
    - mean / dispersion * log1p(dispersion) + x * log(dispersion / (1 + dispersion)),
    log_cdf=lambda x, mean, dispersion: log_beta_i(
        mean / dispersion, x + 1, 1 / (1 + dispersion), dispersion / (1 + dispersion)),
    log_survival=lambda x, mean, dispersion: log_beta_i(
        x + 1, mean / dispersion, dispersion / (1 + dispersion), 1 / (1 + dispersion)),
    mean=lambda mean, dispersion: mean, variance=lambda mean, dispersion: mean * (1 + dispersion),
    settings=[(3.5, 1.2), (0.1, 50.0), (20.0, 1e-8)],
    scipy=lambda s, mean, dispersion: s.nbinom(mean / dispersion, 1 / (1 + dispersion)),
    source="Cameron and Trivedi, Regression Analysis of Count Data, NB1: variance mean*(1 + dispersion)")

count(
    "binomial", "size whole > 0 (known), probability in (0,1)", lambda size, probability: (0, int(size)),
    log_density=lambda x, size, probability: lgamma(size + 1) - lgamma(x + 1) - lgamma(size - x + 1)
    + x * log(probability) + (size - x) * log1p(-probability),
    log_cdf=lambda x, size, probability: log_beta_i(size - x, x + 1, 1 - probability, probability),
    log_survival=lambda x, size, probability: log_beta_i(x + 1, size - x, probability, 1 - probability),
    mean=lambda size, probability: size * probability,
    variance=lambda size, probability: size * probability * (1 - probability),
    settings=[(10, 0.3), (500, 1e-5), (1000, 0.75), (1000000, 0.5)],
    scipy=lambda s, size, probability: s.binom(size, probability), source=JKK + "ch. 3")

count(
    "bernoulli", "probability in (0,1)", lambda probability: (0, 1),
    log_density=lambda x, probability: log(probability) if x == 1 else log1p(-probability),
    log_cdf=lambda x, probability: log1p(-probability) if x < 1 else mpf(0),
    log_survival=lambda x, probability: log(probability) if x < 1 else -INF,
    mean=lambda probability: probability, variance=lambda probability: probability * (1 - probability),
    settings=[(0.3,), (1e-12,), (0.999,)],
    scipy=lambda s, probability: s.bernoulli(probability), source=JKK + "ch. 3")

count(
    "geometric", "probability in (0,1)",
    log_density=lambda x, probability: log(probability) + x * log1p(-probability),
    log_survival=lambda x, probability: (x + 1) * log1p(-probability),
    mean=lambda probability: (1 - probability) / probability, variance=lambda probability: (1 - probability) / probability ** 2,
    settings=[(0.3,), (1e-6,), (0.99,)],
    scipy=lambda s, probability: s.nbinom(1, probability), source=JKK + "sec. 5.2")

count(
    "discrete-uniform", "minimum integer, maximum integer (>= minimum)",
    lambda minimum, maximum: (int(minimum), int(maximum)),
    log_density=lambda x, minimum, maximum: -log(maximum - minimum + 1),
    log_cdf=lambda x, minimum, maximum: log((x - minimum + 1) / (maximum - minimum + 1)),
    log_survival=lambda x, minimum, maximum: log((maximum - x) / (maximum - minimum + 1)) if x < maximum else -INF,
    mean=lambda minimum, maximum: (minimum + maximum) / 2,
    variance=lambda minimum, maximum: ((maximum - minimum + 1) ** 2 - 1) / 12,
    settings=[(1, 6), (-3, 8), (0, 1000000)],
    scipy=lambda s, minimum, maximum: s.randint(minimum, maximum + 1), source=JKK + "ch. 6")

count(
    "beta-binomial", "size whole > 0 (known), alpha > 0, beta > 0", lambda size, alpha, beta: (0, int(size)),
    log_density=lambda x, size, alpha, beta: lgamma(size + 1) - lgamma(x + 1) - lgamma(size - x + 1)
    + lbeta(x + alpha, size - x + beta) - lbeta(alpha, beta),
    mean=lambda size, alpha, beta: size * alpha / (alpha + beta),
    variance=lambda size, alpha, beta: size * alpha * beta * (alpha + beta + size)
    / ((alpha + beta) ** 2 * (alpha + beta + 1)),
    settings=[(10, 2.5, 4.0), (20, 0.01, 0.02), (1000, 300.0, 500.0), (15, 1e7, 2e7)],
    scipy=lambda s, size, alpha, beta: s.betabinom(size, alpha, beta),
    source=JKK + "ch. 6; VGAM dbetabinom.ab")

count(
    "skellam", "mean1 > 0, mean2 > 0", "whole",
    log_density=lambda x, mean1, mean2: -(sqrt(mean1) - sqrt(mean2)) ** 2 + x / 2 * log(mean1 / mean2)
    + log(mp.besseli(abs(x), 2 * sqrt(mean1 * mean2))) - 2 * sqrt(mean1 * mean2),
    mean=lambda mean1, mean2: mean1 - mean2, variance=lambda mean1, mean2: mean1 + mean2,
    settings=[(3.5, 2.0), (0.01, 0.5), (100.0, 80.0)],
    scipy=lambda s, mean1, mean2: s.skellam(mean1, mean2), source="Skellam (1946), JRSS 109, 296; VGAM skellam(mu1, mu2)")


def log_logarithmic_survival(x, probability):
    tail = log_beta_incomplete(x + 1, mpf(0), probability, 1 - probability)
    return tail - log(-log1p(-probability))


def log_logarithmic_cdf(x, probability):
    if probability < (x + 2) / (x + 3):
        return log1mexp(log_logarithmic_survival(x, probability))
    return log(sum(probability ** k / k for k in range(1, int(x) + 1))) - log(-log1p(-probability))


count(
    "logarithmic", "probability in (0,1)", lambda probability: (1, INF),
    log_density=lambda x, probability: x * log(probability) - log(x) - log(-log1p(-probability)),
    log_cdf=log_logarithmic_cdf,
    log_survival=lambda x, probability: log_logarithmic_survival(x, probability) if probability < (x + 2) / (x + 3)
    else log1mexp(log_logarithmic_cdf(x, probability)),
    mean=lambda probability: -probability / ((1 - probability) * log1p(-probability)),
    variance=lambda probability: -probability * (probability + log1p(-probability))
    / ((1 - probability) * log1p(-probability)) ** 2,
    settings=[(0.6,), (1e-6,), (0.999,)],
    scipy=lambda s, probability: s.logser(probability), source=JKK + "ch. 7; R package actuar, logarithmic")

ZETAS = {}


def log_zeta(s):
    if (s, mp.prec) not in ZETAS:
        ZETAS[s, mp.prec] = log(mp.zeta(s))
    return ZETAS[s, mp.prec]


count(
    "zeta", "shape > 0", lambda shape: (1, INF),
    log_density=lambda x, shape: -(shape + 1) * log(x) - log_zeta(shape + 1),
    log_survival=lambda x, shape: log(hurwitz(shape + 1, x + 1)) - log_zeta(shape + 1),
    mean=lambda shape: mp.zeta(shape) / mp.zeta(shape + 1) if shape > 1 else INF,
    variance=lambda shape: mp.zeta(shape - 1) / mp.zeta(shape + 1) - (mp.zeta(shape) / mp.zeta(shape + 1)) ** 2
    if shape > 2 else INF if shape > 1 else NONE,
    settings=[(1.5,), (0.1,), (20.0,)],
    scipy=lambda s, shape: s.zipf(shape + 1),
    source=JKK + "ch. 11: x^-(shape + 1)/zeta(shape + 1); VGAM zetaff (scipy zipf: a = shape + 1)")

count(
    "yule-simon", "shape > 0", lambda shape: (1, INF),
    log_density=lambda x, shape: log(shape) + lbeta(x, shape + 1),
    log_survival=lambda x, shape: log(x) + lbeta(x, shape + 1),
    mean=lambda shape: shape / (shape - 1) if shape > 1 else INF,
    variance=lambda shape: shape ** 2 / ((shape - 1) ** 2 * (shape - 2)) if shape > 2 else INF if shape > 1 else NONE,
    settings=[(1.5,), (0.1,), (50.0,)],
    scipy=lambda s, shape: s.yulesimon(shape), source=JKK + "ch. 6; VGAM yulesimon(shape)")

count(
    "discrete-weibull", "q in (0,1), shape > 0",
    log_density=lambda x, q, shape: x ** shape * log(q) + log1mexp(((x + 1) ** shape - x ** shape) * log(q)),
    log_survival=lambda x, q, shape: (x + 1) ** shape * log(q),
    mean=lambda q, shape: discrete_weibull_sum(1, q, shape),
    variance=lambda q, shape: discrete_weibull_sum(2, q, shape) - discrete_weibull_sum(1, q, shape) ** 2,
    settings=[(0.8, 1.3), (0.5, 0.5), (0.9999, 3.0)],
    source="Nakagawa and Osaki (1975), IEEE Trans. Reliability 24, 300-301 (type I): P(X >= x) = q^(x^shape)")


def discrete_weibull_sum(power, q, shape):
    """E X = sum q^(x^shape), E X^2 = sum (2x - 1) q^(x^shape), x >= 1."""
    total = mpf(0)
    for x in itertools.count(1):
        term = q ** (mpf(x) ** shape) * (1 if power == 1 else 2 * x - 1)
        total += term
        if term < total * mpf(10) ** -30:
            return total


def cmp_constant(rate, dispersion):
    """log of sum rate^k / k!^dispersion."""
    term, total = mpf(1), mpf(1)
    for k in itertools.count(1):
        ratio = rate / mpf(k) ** dispersion
        term *= ratio
        total += term
        if ratio < 1 and term / (1 - ratio) < total * mp.eps:
            return log(total)


CMP_CONSTANTS = {}


def cmp_log_constant(rate, dispersion):
    key = (rate, dispersion)
    if key not in CMP_CONSTANTS:
        CMP_CONSTANTS[key] = cmp_constant(rate, dispersion)
    return CMP_CONSTANTS[key]


count(
    "conway-maxwell-poisson", "rate > 0, dispersion > 0 (dispersion 0 with rate < 1: geometric)",
    log_density=lambda x, rate, dispersion: x * log(rate) - dispersion * lgamma(x + 1) - cmp_log_constant(rate, dispersion),
    settings=[(3.0, 1.5), (0.9, 0.05), (200.0, 3.0), (5.0, 0.6)],
    source="Shmueli et al. (2005), Appl. Statist. 54, 127-142; R package COMPoissonReg (lambda = rate, nu = dispersion)")

count(
    "generalized-poisson", "theta > 0, lambda in [0,1)",
    log_density=lambda x, theta, dispersion: log(theta) + (x - 1) * log(theta + dispersion * x) - theta - dispersion * x
    - lgamma(x + 1),
    mean=lambda theta, dispersion: theta / (1 - dispersion), variance=lambda theta, dispersion: theta / (1 - dispersion) ** 3,
    settings=[(3.0, 0.4), (0.1, 0.8), (20.0, 0.0), (100.0, 0.2)],
    source="Consul (1989), Generalized Poisson Distributions; VGAM genpoisson0(theta, lambda)")


def bessel_k_ratios(order, z):
    """K_{order + n}(z) for n = 0, 1, 2, ... by the upward recurrence."""
    a, b = mp.besselk(order, z), mp.besselk(order + 1, z)
    for n in itertools.count(1):
        yield a
        a, b = b, a + 2 * (order + n) / z * b


def sichel_masses(mean, dispersion, index):
    c = mp.besselk(index + 1, 1 / dispersion) / mp.besselk(index, 1 / dispersion)
    alpha = sqrt(1 / dispersion ** 2 + 2 * mean / (c * dispersion))
    factor = (alpha * dispersion) ** -index / mp.besselk(index, 1 / dispersion)
    for x, k in enumerate(bessel_k_ratios(index, alpha)):
        yield factor * k
        factor *= mean / c / (alpha * dispersion) / (x + 1)


def sichel(x, mean, dispersion, index):
    c = mp.besselk(index + 1, 1 / dispersion) / mp.besselk(index, 1 / dispersion)
    alpha = sqrt(1 / dispersion ** 2 + 2 * mean / (c * dispersion))
    return (x * log(mean / c) + log(mp.besselk(x + index, alpha)) - (x + index) * log(alpha * dispersion) - lgamma(x + 1)
            - log(mp.besselk(index, 1 / dispersion)))


count(
    "poisson-inverse-gaussian", "mean > 0, shape > 0",
    log_density=lambda x, mean, shape: log(2 * shape / pi) / 2 + shape / mean - lgamma(x + 1)
    - (x - mpf(1) / 2) * log(pig_root(mean, shape))
    + log(mp.besselk(x - mpf(1) / 2, shape * pig_root(mean, shape))),
    masses=lambda mean, shape: sichel_masses(mean, mean / shape, mpf(-0.5)),
    mean=lambda mean, shape: mean, variance=lambda mean, shape: mean + mean ** 3 / shape,
    settings=[(3.0, 2.0), (0.5, 0.02), (10.0, 1e4)],
    source="R package actuar, poisinvgauss(mean, shape): the mean of the Poisson is inverse-gaussian(mean, shape)")


def pig_root(mean, shape):
    """sqrt(2/shape + 1/mean^2): the Bessel argument is shape times it."""
    return sqrt(2 / shape + 1 / mean ** 2)


count(
    "sichel", "mean > 0, dispersion > 0, index real",
    log_density=sichel, masses=sichel_masses,
    mean=lambda mean, dispersion, index: mean,
    variance=lambda mean, dispersion, index: mean + mean ** 2 * (
        2 * dispersion * (index + 1) / gig_c(dispersion, index) + 1 / gig_c(dispersion, index) ** 2 - 1),
    settings=[(3.0, 0.8, 0.3), (2.0, 1.5, -2.5), (5.0, 0.05, 1.0)],
    source="Rigby, Stasinopoulos and Akantziliotou (2008), Comput. Statist. Data Anal. 53, 381-393; "
           "gamlss.dist SICHEL(mu, sigma, nu)")


def gig_c(dispersion, index):
    return mp.besselk(index + 1, 1 / dispersion) / mp.besselk(index, 1 / dispersion)


def delaporte(x, alpha, beta, rate):
    """The negative binomial part summed over 0..x."""
    x = int(x)
    nb = (1 + beta) ** -alpha
    poisson = exp(-rate + x * log(rate) - lgamma(mpf(x) + 1))
    total = mpf(0)
    for i in range(x + 1):
        total += nb * poisson
        nb *= (alpha + i) / (i + 1) * beta / (1 + beta)
        poisson *= (x - i) / rate
    return log(total)


def delaporte_masses(alpha, beta, rate):
    negative_binomial, poisson = [(1 + beta) ** -alpha], [exp(-rate)]
    for x in itertools.count(0):
        yield mp.fdot(zip(negative_binomial, reversed(poisson)))
        negative_binomial.append(negative_binomial[-1] * (alpha + x) / (x + 1) * beta / (1 + beta))
        poisson.append(poisson[-1] * rate / (x + 1))


count(
    "delaporte", "alpha > 0, beta > 0, lambda > 0",
    log_density=delaporte, masses=delaporte_masses,
    mean=lambda alpha, beta, rate: alpha * beta + rate,
    variance=lambda alpha, beta, rate: alpha * beta * (1 + beta) + rate,
    settings=[(2.0, 1.5, 1.0), (0.1, 0.5, 4.0), (30.0, 0.2, 0.01)],
    source="R package Delaporte (alpha, beta, lambda): negative binomial (gamma shape alpha, scale beta) plus Poisson(lambda)")

count(
    "borel", "rate in (0,1]", lambda rate: (1, INF),
    log_density=lambda x, rate: -rate * x + (x - 1) * log(rate * x) - lgamma(x + 1),
    mean=lambda rate: 1 / (1 - rate) if rate < 1 else INF, variance=lambda rate: rate / (1 - rate) ** 3 if rate < 1 else NONE,
    settings=[(0.5,), (1e-3,), (0.8,)],
    source=JKK + "ch. 7 (Borel-Tanner with one initial member); VGAM borel.tanner(Qsize = 1, a = rate)")

count(
    "hypergeometric", "population whole > 0 (known), successes whole 0..population, draws whole 0..population (known)",
    lambda population, successes, draws: (int(max(0, draws + successes - population)), int(min(draws, successes))),
    log_density=lambda x, population, successes, draws: log_choose(successes, x)
    + log_choose(population - successes, draws - x) - log_choose(population, draws),
    mean=lambda population, successes, draws: draws * successes / population,
    variance=lambda population, successes, draws: draws * successes * (population - successes) * (population - draws)
    / (population ** 2 * (population - 1)),
    settings=[(50, 12, 10), (1000000, 300, 2000), (40, 39, 20), (1000, 995, 800), (1000000, 400000, 2000)],
    scipy=lambda s, population, successes, draws: s.hypergeom(population, successes, draws), source=JKK + "ch. 6")


def log_choose(n, k):
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


# ---------------------------------------------------------------- a mass at zero and a density: tweedie

def tweedie_parts(mean, dispersion, power):
    rate = mean ** (2 - power) / (dispersion * (2 - power))
    return rate, (2 - power) / (power - 1), dispersion * (power - 1) * mean ** (power - 1)


def tweedie_series(term, start):
    """Sum of positive log-concave terms by walking from about the largest one."""
    n = max(1, int(start))
    while term(n + 1) > term(n):
        n += max(1, n // 20)
    total, top = mpf(0), term(n)
    for step in (1, -1):
        k = n if step == 1 else n - 1
        best = top
        while k >= 1:
            v = term(k)
            best = max(best, v)
            total += exp(v)
            if v < best - 130 and v < top - 130:
                break
            k += step
    return log(total)


def tweedie_density(x, mean, dispersion, power):
    rate, shape, scale = tweedie_parts(mean, dispersion, power)
    if x == 0:
        return -rate
    return tweedie_series(lambda n: -rate + n * log(rate) - lgamma(mpf(n) + 1) - n * shape * log(scale)
                          - lgamma(n * shape) + (n * shape - 1) * log(x) - x / scale, rate)


def tweedie_cdf(x, mean, dispersion, power):
    rate, shape, scale = tweedie_parts(mean, dispersion, power)
    if x == 0:
        return -rate
    c = logaddexp(-rate, tweedie_series(lambda n: -rate + n * log(rate) - lgamma(mpf(n) + 1)
                                        + log_gamma_p(n * shape, x / scale), rate))
    return c if c < -0.5 else log1mexp(tweedie_survival(x, mean, dispersion, power))


def tweedie_survival(x, mean, dispersion, power):
    rate, shape, scale = tweedie_parts(mean, dispersion, power)
    if x == 0:
        return log1mexp(-rate)
    return tweedie_series(lambda n: -rate + n * log(rate) - lgamma(mpf(n) + 1)
                          + log_gamma_q(n * shape, x / scale), rate)


continuous(
    "tweedie", "mean > 0, dispersion > 0, power in (1,2)", lambda mean, dispersion, power: (mpf(0), INF),
    log_density=tweedie_density, log_cdf=tweedie_cdf, log_survival=tweedie_survival,
    mean=lambda mean, dispersion, power: mean, variance=lambda mean, dispersion, power: dispersion * mean ** power,
    settings=[(2.0, 1.5, 1.5), (1.0, 0.2, 1.1), (5.0, 3.0, 1.9)],
    extra=[0.0, 1e-10, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 20.0, 100.0, 500.0], quantiles=False,
    source="Jorgensen (1997), The Theory of Dispersion Models; Dunn and Smyth (2005), Statistics and Computing 15, 267-280; "
           "mass exp(-rate) at 0")

# ---------------------------------------------------------------- vectors

def mvnormal(x, mean, covariance):
    d = len(x)
    s = mp.matrix(covariance)
    r = mp.matrix([a - b for a, b in zip(x, mean)])
    q = (r.T * mp.lu_solve(s, r))[0]
    return -d * HALF_LOG_2PI - log(mp.det(s)) / 2 - q / 2


def mvstudent(x, location, scatter, df):
    d = len(x)
    s = mp.matrix(scatter)
    r = mp.matrix([a - b for a, b in zip(x, location)])
    q = (r.T * mp.lu_solve(s, r))[0]
    return (lgamma((df + d) / 2) - lgamma(df / 2) - mpf(d) / 2 * log(df * pi) - log(mp.det(s)) / 2
            - (df + d) / 2 * log1p(q / df))


def dirichlet(x, alpha):
    return lgamma(sum(alpha)) - sum(lgamma(a) for a in alpha) + sum((a - 1) * log(v) for a, v in zip(alpha, x))


def multinomial(x, probabilities):
    return lgamma(sum(x) + 1) - sum(lgamma(v + 1) for v in x) + sum(v * log(p) for v, p in zip(x, probabilities) if v)


def dirichlet_multinomial(x, alpha):
    n, a0 = sum(x), sum(alpha)
    return (lgamma(n + 1) - sum(lgamma(v + 1) for v in x) + lgamma(a0) - lgamma(n + a0)
            + sum(lgamma(v + a) - lgamma(a) for v, a in zip(x, alpha)))


def von_mises_fisher(x, mean, concentration):
    d = len(x)
    v = mpf(d) / 2 - 1
    return (v * log(concentration) - mpf(d) / 2 * log(2 * pi) - log(mp.besseli(v, concentration))
            + concentration * sum(a * b for a, b in zip(x, mean)))


def bivariate_poisson(x, mean1, mean2, common):
    """x = (u + w, v + w), independent Poisson u (mean1), v (mean2), w (common)."""
    a, b = int(x[0]), int(x[1])
    total = mpf(0)
    for k in range(min(a, b) + 1):
        total += exp((a - k) * log(mean1) - lgamma(mpf(a - k + 1)) + (b - k) * log(mean2) - lgamma(mpf(b - k + 1))
                     + k * log(common) - lgamma(mpf(k + 1)))
    return log(total) - mean1 - mean2 - common


def wishart(x, df, scale):
    d = len(x)
    w, s = mp.matrix(x), mp.matrix(scale)
    trace = sum((mp.inverse(s) * w)[i, i] for i in range(d))
    multivariate = mpf(d) * (d - 1) / 4 * log(pi) + sum(lgamma((df - j) / 2) for j in range(d))
    return ((df - d - 1) / 2 * log(mp.det(w)) - trace / 2 - df * d / 2 * log(2) - df / 2 * log(mp.det(s)) - multivariate)


def copula_clayton(u, theta):
    s = u[0] ** -theta + u[1] ** -theta - 1
    return log1p(theta) - (theta + 1) * (log(u[0]) + log(u[1])) - (2 + 1 / theta) * log(s)


def copula_gumbel(u, theta):
    a, b = -log(u[0]), -log(u[1])
    s = (a ** theta + b ** theta) ** (1 / theta)
    return -s + a + b + (theta - 1) * (log(a) + log(b)) + (1 - 2 * theta) * log(s) + log(s + theta - 1)


def copula_frank(u, theta):
    return (log(theta * -expm1(-theta)) - theta * (u[0] + u[1])
            - 2 * log(abs(-expm1(-theta) - expm1(-theta * u[0]) * expm1(-theta * u[1]))))


def normal_quantile(p):
    return mp.sqrt(2) * mp.erfinv(2 * p - 1)


def copula_gaussian(u, rho):
    a, b = normal_quantile(u[0]), normal_quantile(u[1])
    return -log1p(-rho ** 2) / 2 - (rho ** 2 * (a * a + b * b) - 2 * rho * a * b) / (2 * (1 - rho ** 2))


def student_quantile(p, df):
    if p > 0.5:
        return -student_quantile(1 - p, df)
    z = FAMILIES["student"].at(0.0, 1.0, float(df)).quantile("lower", log(p), mpf(10) ** -40)
    for _ in range(3):
        z -= (exp(log_student_survival(-z, df)) - p) / exp(log_student_density(z, df))
    return z


def copula_student(u, rho, df):
    a, b = student_quantile(u[0], df), student_quantile(u[1], df)
    return (mvstudent([a, b], [0, 0], [[1, rho], [rho, 1]], df)
            - log_student_density(a, df) - log_student_density(b, df))


VECTORS = [
    ("mvnormal", mvnormal, "mean,covariance", [
        ([[1.0, -2.0], [[2.0, 0.5], [0.5, 1.0]]], [[0.0, 0.0], [1.0, -2.0], [30.0, 40.0]]),
        ([[0.0, 0.0, 0.0], [[1.0, 0.999, 0.0], [0.999, 1.0, 0.0], [0.0, 0.0, 1e-6]]], [[0.1, 0.1, 0.001], [1.0, -1.0, 0.0]])]),
    ("mvstudent", mvstudent, "location,scatter,df", [
        ([[1.0, -2.0], [[2.0, 0.5], [0.5, 1.0]], 4.0], [[0.0, 0.0], [1.0, -2.0], [3e10, 4e5]]),
        ([[0.0, 0.0, 0.0], [[1.0, 0.25, 0.0], [0.25, 1.0, 0.0], [0.0, 0.0, 3.0]], 1e8], [[0.5, 0.5, 1.0], [10.0, -1.0, 0.0]]),
        ([[0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]], 0.5], [[1e100, 0.0], [0.5, 1.0]])]),
    ("dirichlet", dirichlet, "alpha", [
        ([[2.0, 3.0, 0.5]], [[0.25, 0.25, 0.5], [0.125, 0.875, 1e-300], [0.0625, 0.75, 0.1875]]),
        ([[1000.0, 2000.0, 1.0]], [[0.3125, 0.625, 0.0625]]), ([[0.01, 0.01]], [[0.5, 0.5], [0.0009765625, 0.9990234375]])]),
    ("multinomial", multinomial, "probabilities", [
        ([[0.25, 0.25, 0.5]], [[1, 2, 3], [0, 0, 10], [1000, 900, 2100]]), ([[0.125, 0.875]], [[500, 0]])]),
    ("dirichlet-multinomial", dirichlet_multinomial, "alpha", [
        ([[2.0, 3.0, 0.5]], [[1, 2, 3], [0, 0, 10], [1000, 900, 2100]]), ([[1e8, 2e8, 3e8]], [[1, 2, 3], [10, 0, 0]]),
        ([[1e-6, 1e-6]], [[5, 0], [3, 2]])]),
    ("von-mises-fisher", von_mises_fisher, "mean,concentration", [
        ([[0.0, 0.0, 1.0], 2.0], [[0.0, 0.0, 1.0], [0.0, 0.0, -1.0], [1.0, 0.0, 0.0]]),
        ([[0.0, 1.0, 0.0, 0.0], 500.0], [[0.0, 1.0, 0.0, 0.0], [0.5, 0.5, 0.5, 0.5]])]),
    ("bivariate-poisson", bivariate_poisson, "mean1,mean2,common", [
        ([2.0, 3.0, 0.5], [[1, 2], [0, 0], [20, 15]]), ([0.1, 0.2, 5.0], [[5, 5], [0, 7]])]),
    ("wishart", wishart, "df,scale", [
        ([5.0, [[1.0, 0.25], [0.25, 2.0]]], [[[2.0, 0.5], [0.5, 3.0]], [[20.0, -5.0], [-5.0, 8.0]]])]),
    ("copula-gaussian", copula_gaussian, "rho", [([0.5], [[0.25, 0.75], [1e-10, 1e-10], [0.5, 0.5]]), ([-0.99], [[0.125, 0.75]])]),
    ("copula-student", copula_student, "rho,df", [([0.5, 4.0], [[0.25, 0.75], [1e-10, 1e-10], [0.5, 0.5]])]),
    ("copula-clayton", copula_clayton, "theta", [([2.0], [[0.25, 0.75], [1e-10, 1e-10]]), ([0.01], [[0.125, 0.75]])]),
    ("copula-gumbel", copula_gumbel, "theta", [([2.0], [[0.25, 0.75], [1e-10, 1e-10]]), ([1.01], [[0.125, 0.75]])]),
    ("copula-frank", copula_frank, "theta", [([5.0], [[0.25, 0.75], [1e-10, 1e-10]]), ([-3.0], [[0.125, 0.75]])]),
]


def deep(v, f):
    return [deep(w, f) for w in v] if isinstance(v, list) else f(v)


def vector_text(v):
    """Vectors with spaces; matrices by rows, separated by |."""
    if isinstance(v, list) and isinstance(v[0], list):
        return "|".join(vector_text(w) for w in v)
    return " ".join(number(w) for w in v) if isinstance(v, list) else number(v)


def write_vectors(folder):
    with open(os.path.join(folder, "vectors.csv"), "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["family", "parameters", "x", "logdensity"])
        for name, f, names, cases in VECTORS:
            for parameters, points in cases:
                text = ";".join(f"{n}={vector_text(v)}" for n, v in zip(names.split(","), parameters))
                for x in points:
                    value = f(deep(x, mpf), *[deep(v, mpf) for v in parameters])
                    out.writerow([name, text, vector_text(x), decimal(value)])


def check_vectors(report):
    import scipy.stats as st
    theirs = {
        "mvnormal": lambda x, m, c: st.multivariate_normal(m, c).logpdf(x),
        "mvstudent": lambda x, m, c, df: st.multivariate_t(m, c, df).logpdf(x),
        "dirichlet": lambda x, a: st.dirichlet(a).logpdf(x),
        "multinomial": lambda x, p: st.multinomial(sum(x), p).logpmf(x),
        "dirichlet-multinomial": lambda x, a: st.dirichlet_multinomial(a, sum(x)).logpmf(x),
        "von-mises-fisher": lambda x, m, k: st.vonmises_fisher(m, k).logpdf(x),
        "wishart": lambda x, df, s: st.wishart(df, s).logpdf(x),
    }
    cdfs = {
        "copula-clayton": lambda u, v, t: (u ** -t + v ** -t - 1) ** (-1 / t),
        "copula-gumbel": lambda u, v, t: exp(-((-log(u)) ** t + (-log(v)) ** t) ** (1 / t)),
        "copula-frank": lambda u, v, t: -log1p(expm1(-t * u) * expm1(-t * v) / expm1(-t)) / t,
    }
    for name, f, _, cases in VECTORS:
        for parameters, points in cases:
            x = points[0]
            own = f(deep(x, mpf), *[deep(v, mpf) for v in parameters])
            if name in theirs and parameters is cases[0][0]:
                other = mpf(float(theirs[name](x, *parameters)))
                report.append((name, "scipy", abs(other - own) / max(1, abs(own)), mpf(10) ** -9))
            if name in cdfs:
                other = mp.diff(lambda u, v: cdfs[name](u, v, mpf(parameters[0])), tuple(deep(x, mpf)), (1, 1))
                report.append((name, "derivative of the cdf", abs(other / exp(own) - 1), mpf(10) ** -12))
            if name == "bivariate-poisson":
                total = sum(exp(f([mpf(a), mpf(b)], *[mpf(v) for v in parameters])) for a in range(45) for b in range(45))
                report.append((name, "sum is 1", abs(total - 1), mpf(10) ** -15))


# ---------------------------------------------------------------- tables

LEVELS = [1e-300, 1e-100, 1e-30, 1e-10, 1e-4, 0.05, 0.3]
QUANTILE_LEVELS = [0.5, 0.01, 1e-10, 1e-100, 1e-300]


def decimal(v):
    if isinstance(v, str):
        return v
    if v == INF:
        return "inf"
    if v == -INF:
        return "-inf"
    if v == 0:
        return "0"
    return mp.nstr(v, 20, min_fixed=-6, max_fixed=20)


def readable(d, x, tail, level):
    """A double near x, with few digits if that keeps the log probability about where it should be."""
    index = 0 if tail == "lower" else 1
    if not (x == 0 or mpf(10) ** -307 < abs(x) < mpf(10) ** 307):
        return None
    for digits in (3, 6, 10, 14):
        short = float(mp.nstr(x, digits))
        if d.low < short < d.high:
            l = d.logs(short, mpf(10) ** -6)[index]
            if l != -INF and abs(l - level) < 0.1 + abs(level) / 20:
                return short
    short = float(x)
    return short if d.low < short < d.high else None


def grid(d):
    """x of the reference table, from the quantiles at the levels."""
    xs = set()
    f = d.family
    for tail in ("lower", "upper"):
        for p in LEVELS:
            level = log(mpf(p))
            if d.family.discrete:
                x = d.quantile(tail, level)
                if x is not None:
                    xs.update([x] if tail == "upper" else [x] if x == d.low else [x, x - 1])
            elif f.quantiles:
                x = d.quantile(tail, level, mpf(10) ** -6)
                x = readable(d, x, tail, level) if x is not None else None
                if x is not None:
                    xs.add(x)
    if f.discrete:
        xs.update(int(d.low) + k for k in (0, 1, 2) if d.low > -INF and d.low + k <= d.high)
        if d.high < INF:
            xs.update([int(d.high), int(d.high) - 1])
        xs = {x for x in xs if d.low <= x <= d.high and not d.beyond(x) and abs(x) <= 2 ** 53}
    else:
        edges = []
        if f.quantiles:
            if d.low == 0:
                edges += [1e-300, 1e-100, 1e-20]
            if d.kind == "both" and d.low == 0 and d.high == 1:
                edges += [1 - 2.0 ** -53, 1 - 2.0 ** -30]
            if d.low > -INF and d.low != 0:
                edges.append(float_above(d.low))
            if d.high < INF and not d.high == 1:
                edges.append(float_below(d.high))
        for x in edges:
            if d.low < x < d.high and abs(d.log_density(x)) < mpf(10) ** 5:
                xs.add(x)
        xs.update(float(d.low) if e == "low" else float(d.high) if e == "high" else e for e in f.extra)
    return sorted(xs)


def float_above(v):
    x = float(v)
    return x if mpf(x) > v else math.nextafter(x, math.inf)


def float_below(v):
    x = float(v)
    return x if mpf(x) < v else math.nextafter(x, -math.inf)


def tables(family, reference, quantiles, moments):
    for values in family.settings:
        d = family.at(*values)
        for x in grid(d):
            c, s = d.logs(x) if not (family.name == "tweedie") else (tweedie_cdf(mpf(x), *d.p), tweedie_survival(mpf(x), *d.p))
            reference.append([family.name, d.text(), number(x), decimal(d.log_density(x)), decimal(c), decimal(s)])
        if family.quantiles:
            for tail in ("lower", "upper"):
                for p in QUANTILE_LEVELS:
                    logp = float(log(mpf(p)))
                    x = d.quantile(tail, logp)
                    if x is None or abs(x) > mpf(10) ** 307 or 0 < abs(x) < mpf(10) ** -307:
                        continue
                    if family.discrete and d.near_jump(x, tail, logp):
                        logp = float(log(mpf(p) * 3 / 4))
                        x = d.quantile(tail, logp)
                        if x is None or d.near_jump(x, tail, logp):
                            continue
                    quantiles.append([family.name, d.text(), tail, repr(logp), str(x) if family.discrete and x < 2 ** 53 else decimal(mpf(x))])
        moments.append([family.name, d.text(), decimal(d.mean()), decimal(d.variance())])


# ---------------------------------------------------------------- checks

SCIPY_LIMITS = {"skew-normal": 1e-9, "normal-inverse-gaussian": 1e-8}  # scipy's own cdf has no more digits there


def relative(a, b):
    return abs(a - b) / max(abs(b), mpf(10) ** -300) if b != 0 else abs(a)


def check(family, rows, report):
    """Integral, cdf against the integral, moments, quantiles, scipy: at the first setting."""
    def expect(what, error, limit):
        report.append((family.name, what, error, limit))

    d = family.at(*family.settings[0])
    if family.name == "tweedie":
        mass = exp(tweedie_density(mpf(0), *d.p))
        for x in (0.5, 2.0, 10.0):
            part = mp.quad(lambda t: exp(tweedie_density(t, *d.p)), [0, x / 100, x / 10, x / 2, x])
            expect("cdf is the integral", relative(log(mass + part), tweedie_cdf(mpf(x), *d.p)), mpf(10) ** -12)
            expect("cdf + survival = 1", abs(exp(tweedie_cdf(mpf(x), *d.p)) + exp(tweedie_survival(mpf(x), *d.p)) - 1),
                   mpf(10) ** -40)
    elif family.discrete:
        d.make_table(2000 if family._cdf or family._survival else 200000)
        first, masses, lower, upper = d.table
        expect("sum is 1", abs(sum(masses) - 1), mpf(10) ** -15) if masses[-1] < mpf(10) ** -300 or d.high < INF else None
        for i in range(0, min(len(masses), 40), 7):
            expect("cdf is the sum", relative(log(lower[i]), d.logs(first + i)[0]), mpf(10) ** -15) \
                if lower[i] < 0.999999 else None
        for i in range(0, min(len(masses), 40), 7) if family.masses else ():
            expect("recurrence against the formula", relative(log(masses[i]), d.log_density(first + i)), mpf(10) ** -30)
        if family._mean and family._variance and masses[-1] < mpf(10) ** -300:
            expect("mean", relative(d.mean(), d.numeric_mean()), mpf(10) ** -12)
            expect("variance", relative(d.variance(), d.numeric_variance()), mpf(10) ** -12)
    else:
        with mp.workdps(mp.dps if d.far_from_zero() else 25):
            points = [d.quantile(t, log(mpf(p)), mpf(10) ** -6) for t in ("lower", "upper")
                      for p in (0.5, 0.1, 1e-3, 1e-9, 1e-20)]
            cuts = sorted({d.y(x) for x in points if x is not None} | {d.middle()} | set(d.kinks()))
            total = mp.quad(d.g, cuts)
            expect("integral is 1 (mp.quad)", abs(total - 1), mpf(10) ** -15)
        for x in [d.quantile(t, log(mpf(p)), mpf(10) ** -6) for t, p in
                  (("lower", 1e-50), ("lower", 0.2), ("upper", 0.3), ("upper", 1e-50))]:
            if x is None or not d.low < float(x) < d.high:
                continue
            x = float(x)
            a, b = d.logs(x), d.logs(x, quadrature=True)
            if family._cdf or family._survival:
                expect("cdf is the integral", relative(b[0], a[0]), mpf(10) ** -15)
                expect("survival is the integral", relative(b[1], a[1]), mpf(10) ** -15)
            else:                                               # quadrature: against mp.quad from a far quantile
                y = d.y(mpf(x))
                with mp.workdps(mp.dps if d.far_from_zero() else 25):
                    below = y < d.middle()
                    p = exp(b[0] if below else b[1])
                    cut = [d.y(d.quantile("lower" if below else "upper", log(p * mpf(10) ** -k), mpf(10) ** -6))
                           for k in (24, 16, 10, 5, 2, 1)]
                    cut = [c for c in cut if (c < y) == below and c != y] + [y]
                    # divided by p: mp.quad stops at an absolute error
                    part = mp.quad(lambda t: d.g(t) / p, cut if below else cut[::-1])
                expect("tail against mp.quad", abs(part - 1), mpf(10) ** -15)
        for what, own in (("mean", family._mean), ("variance", family._variance)):
            value = getattr(d, what)()
            if own and not isinstance(value, str) and value != INF:
                found = getattr(d, "numeric_" + what)()
                expect(what, abs(found - value) / (abs(value) + sqrt(d.variance()) if what == "mean" else abs(value)),
                       mpf(10) ** -12)
    # every quantile is checked by its probability
    for tail, p in (("lower", 0.01), ("upper", 1e-10)) if family.quantiles else ():
        logp = log(mpf(p))
        x = d.quantile(tail, logp)
        i = 0 if tail == "lower" else 1
        if family.discrete:
            here, before = d.logs(x)[i], d.logs(x - 1)[i]
            right = (before < logp <= here) if tail == "lower" else (here <= logp < before)
            expect("quantile", mpf(0 if right else 1), mpf(1) / 2)
        else:
            expect("quantile", relative(d.logs(x)[i], logp), mpf(10) ** -20)
    if family.scipy:
        import warnings
        import scipy.stats
        warnings.simplefilter("ignore")
        worst, worst_far, far_count = mpf(0), mpf(0), 0
        for values in family.settings[:1]:
            d = family.at(*values)
            frozen = family.scipy(scipy.stats, *[float(v) for v in values])
            for x in (float(r[2]) for r in rows if r[1] == d.text()):
                c, s = d.logs(x)
                ld = d.log_density(x)
                if min(c, s) < -10 or ld == -INF:
                    continue
                theirs = (frozen.logpmf(x) if family.discrete else frozen.logpdf(x), frozen.logcdf(x), frozen.logsf(x))
                for a, b in zip((ld, c, s), theirs):
                    if a == -INF or abs(a) < 1e-9:
                        continue
                    worst = max(worst, abs(mpf(float(b)) - a) / max(1, abs(a)))
        expect("scipy", worst, mpf(SCIPY_LIMITS.get(family.name, 1e-10)))


HEADERS = {"reference.csv": ["family", "parameters", "x", "logdensity", "logcdf", "logsurvival"],
           "quantiles.csv": ["family", "parameters", "tail", "logp", "quantile"],
           "moments.csv": ["family", "parameters", "mean", "variance"]}


def write_tables(folder, rows):
    for key, header in HEADERS.items():
        with open(os.path.join(folder, key), "w", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(header)
            out.writerows(rows[key])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--start", default="", help="skip the families before this one")
    parser.add_argument("--no-checks", action="store_true")
    parser.add_argument("--out", default=os.path.dirname(os.path.abspath(__file__)))
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    chosen = options.only.split(",") if options.only else list(FAMILIES)
    chosen = chosen[chosen.index(options.start):] if options.start else chosen
    rows = {name: [] for name in HEADERS}
    report = []
    for name in chosen:
        family = FAMILIES[name]
        start = time.time()
        mine = {key: [] for key in HEADERS}
        tables(family, *mine.values())
        made = time.time() - start
        if not options.no_checks:
            try:
                check(family, mine["reference.csv"], report)
            except Exception as e:
                report.append((name, f"check did not run: {e!r}", INF, mpf(0)))
        for key in HEADERS:
            rows[key] += mine[key]
        bad = [r for r in report if r[0] == name and not r[2] <= r[3]]
        write_tables(options.out, rows)
        print(f"{name}: {len(mine['reference.csv'])} rows, {made:.1f} s + {time.time() - start - made:.1f} s"
              + "".join(f"\n  FAILED {what}: {mp.nstr(error, 3)} > {mp.nstr(limit, 3)}" for _, what, error, limit in bad),
              flush=True)
    if not options.only and not options.start:
        write_vectors(options.out)
        if not options.no_checks:
            check_vectors(report)
    failed = [r for r in report if not r[2] <= r[3]]
    print(f"{len(chosen)} families, {sum(len(v) for v in rows.values())} rows, {len(report)} checks, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
