"""Writes elementary-reference.csv: function, argument, value to 25 digits.

Run: /usr/bin/python3 elementary-reference.py   (mpmath 1.2 or later; rewrites the file next to this script)

Arguments are doubles, printed so that they read back exactly; random ones have a fixed seed. Values are computed with
1200 bits, enough for every cancellation here, and left out where they overflow.
"""
import math
import os
import random
import mpmath
from mpmath import mp, mpf

mp.prec = 1200
draws = random.Random(20260102)
LOG2 = math.log(2)

functions = {
    "exp": mpmath.exp,
    "expm1": lambda x: mpmath.exp(x) - 1,
    "log": mpmath.log,
    "log1p": lambda x: mpmath.log(1 + x),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "log1pexp": lambda x: mpmath.log(1 + mpmath.exp(x)),
}


def neighbours(x):
    return [math.nextafter(x, -math.inf), x, math.nextafter(x, math.inf)]


small = [s * math.ldexp(1 + draws.random(), -e) for e in range(1, 60, 2) for s in (-1, 1)]
tiny = [s * t for t in (5e-324, 1e-310, 2.0**-1022, 1e-300, 1e-100) for s in (-1, 1)]
switches = [y for k in range(-6, 6) for y in neighbours((k + 0.5) * LOG2)]
exponents = (
    small + tiny + switches
    + [draws.uniform(-745, 709) for _ in range(150)]
    + [draws.uniform(-3, 3) for _ in range(150)]
    + [709.78, 709.4, 709.5, 708.5, -708.3, -708.7, -709.5, -720.25, -744.5, -745.1, -37.1, -37.5, 37.4]
)
positive = (
    [1 + x for x in small]
    + [t for t in tiny if t > 0]
    + [y for c in (0.5, 0.70710678118654752, 1.0, 1.4142135623730951, 2.0, 2.8284271247461903) for y in neighbours(c)]
    + [math.ldexp(1 + draws.random(), draws.randrange(-1070, 1023)) for _ in range(150)]
    + [draws.uniform(0.3, 3) for _ in range(150)]
    + [1.7976931348623157e308, 2.0**1022, 2.0**1023]
)
arguments = {
    "exp": exponents,
    "expm1": exponents,
    "log": positive,
    "log1p": small + tiny + [x - 1 for x in positive if x - 1 > -1],
    "sigmoid": [x for x in exponents if x > -708],
    "log1pexp": [x for x in exponents if x > -708],
}

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "elementary-reference.csv"), "w") as out:
    out.write("function,x,value\n")
    for name, function in functions.items():
        for x in sorted(set(arguments[name])):
            value = function(mpf(x))
            if value != 0 and abs(value) < mpf(2) ** 1024:
                out.write(f"{name},{x!r},{mp.nstr(value, 25)}\n")
