"""Reference fits of families of vectors in 50-digit arithmetic.

    python3 vectors.py      writes vector_counts.csv, vector_directions.csv and vectors.csv next to itself; needs mpmath

Newton's method on the exact log-likelihood in the family's own parameters, from starts near the maximum; derivatives by
central differences with step 1e-15 in 50 digits. Standard errors from the observed information.
"""

import csv
import math
import os

from mpmath import matrix, mp, mpf

mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))
DATASETS = os.path.join(HERE, "../../../../../datasets")
STEP = mpf(10) ** -15


def dataset(name, columns):
    with open(os.path.join(DATASETS, name + ".csv")) as file:
        return [[mpf(row[c]) for c in columns] for row in csv.DictReader(file)]


def counts():
    """Counts of three kinds, more dispersed than multinomial ones: fixed numbers from a linear congruential generator."""
    state = 20240229
    rows = []
    for i in range(24):
        total = 5 + i
        cells = [0, 0, 0]
        urn = [2.0, 3.0, 1.0]
        for _ in range(total):
            state = (1103515245 * state + 12345) % 2**31
            u = state / 2**31 * sum(urn)
            k = 0 if u < urn[0] else 1 if u < urn[0] + urn[1] else 2
            cells[k] += 1
            urn[k] += 1
        rows.append(cells)
    return rows


def directions():
    """Rows about a direction, of length 1 but for rounding: from the same generator."""
    state = 20240301
    rows = []
    for _ in range(30):
        row = [1.2, -0.6, 0.8]
        for j in range(3):
            for _ in range(6):
                state = (1103515245 * state + 12345) % 2**31
                row[j] += state / 2**31 - 0.5
        length = math.sqrt(sum(x * x for x in row))
        rows.append([mpf(x / length) for x in row])
    return rows


def von_mises_fisher(rows, concentration=None):
    """Of the angles of the mean direction in three dimensions, and the concentration."""
    d = len(rows[0])
    sums = [sum(row[j] for row in rows) for j in range(d)]

    def log_likelihood(theta):
        mean = [mp.sin(theta[0]) * mp.cos(theta[1]), mp.sin(theta[0]) * mp.sin(theta[1]), mp.cos(theta[0])]
        k = mpf(concentration) if concentration else theta[2]
        nu = mpf(d) / 2 - 1
        constant = nu * mp.log(k) - mpf(d) / 2 * mp.log(2 * mp.pi) - mp.log(mp.besseli(nu, k))
        return len(rows) * constant + k * sum(m * s for m, s in zip(mean, sums))

    return log_likelihood


def of_angles(theta, covariance):
    """The mean direction with its standard errors, by the delta method; what else there is follows."""
    a, b = theta[:2]
    mean = [mp.sin(a) * mp.cos(b), mp.sin(a) * mp.sin(b), mp.cos(a)]
    slopes = [[mp.cos(a) * mp.cos(b), -mp.sin(a) * mp.sin(b)], [mp.cos(a) * mp.sin(b), mp.sin(a) * mp.cos(b)]]
    slopes += [[-mp.sin(a), 0]]
    errors = [
        mp.sqrt(sum(s[i] * s[j] * covariance[i, j] for i in range(2) for j in range(2))) for s in slopes
    ]
    rest = range(2, len(theta))
    return mean + [theta[i] for i in rest], errors + [mp.sqrt(covariance[i, i]) for i in rest]


def unpack(theta, d):
    location = theta[:d]
    scatter = matrix(d, d)
    k = d
    for i in range(d):
        for j in range(i, d):
            scatter[i, j] = scatter[j, i] = theta[k]
            k += 1
    return location, scatter, theta[k:]


def mvstudent(rows, df=None):
    d = len(rows[0])

    def log_likelihood(theta):
        location, scatter, rest = unpack(theta, d)
        nu = mpf(df) if df else rest[0]
        inverse = scatter**-1
        constant = mp.loggamma((nu + d) / 2) - mp.loggamma(nu / 2) - mpf(d) / 2 * mp.log(nu * mp.pi)
        constant -= mp.log(mp.det(scatter)) / 2
        total = mpf(0)
        for row in rows:
            z = [x - m for x, m in zip(row, location)]
            q = sum(z[i] * z[j] * inverse[i, j] for i in range(d) for j in range(d))
            total += constant - (nu + d) / 2 * mp.log1p(q / nu)
        return total

    return log_likelihood


def dirichlet_multinomial(rows):
    def log_likelihood(alpha):
        a0 = sum(alpha)
        total = mpf(0)
        for row in rows:
            n = sum(row)
            total += mp.loggamma(n + 1) + mp.loggamma(a0) - mp.loggamma(n + a0)
            for x, a in zip(row, alpha):
                total += mp.loggamma(x + a) - mp.loggamma(a) - mp.loggamma(x + 1)
        return total

    return log_likelihood


def dirichlet(rows):
    def log_likelihood(alpha):
        constant = mp.loggamma(sum(alpha)) - sum(mp.loggamma(a) for a in alpha)
        return sum(constant + sum((a - 1) * mp.log(x) for x, a in zip(row, alpha)) for row in rows)

    return log_likelihood


def derivatives(f, theta):
    p = len(theta)
    size = [abs(t) if t != 0 else mpf(1) for t in theta]

    def at(*moves):
        moved = list(theta)
        for i, k in moves:
            moved[i] += k * STEP * size[i]
        return f(moved)

    middle = f(theta)
    up = [at((i, 1)) for i in range(p)]
    down = [at((i, -1)) for i in range(p)]
    gradient = matrix([(up[i] - down[i]) / (2 * STEP * size[i]) for i in range(p)])
    hessian = matrix(p, p)
    for i in range(p):
        hessian[i, i] = (up[i] - 2 * middle + down[i]) / (STEP * size[i]) ** 2
        for j in range(i):
            cross = at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))
            hessian[i, j] = hessian[j, i] = cross / (4 * STEP**2 * size[i] * size[j])
    return middle, gradient, hessian


def maximum(f, start):
    theta = [mpf(t) for t in start]
    for _ in range(50):
        value, gradient, hessian = derivatives(f, theta)
        step = mp.lu_solve(-hessian, gradient)
        theta = [t + s for t, s in zip(theta, step)]
        if sum(s * g for s, g in zip(step, gradient)) < mpf(10) ** -25:
            break
    else:
        raise ArithmeticError("no convergence")
    value, gradient, hessian = derivatives(f, theta)
    return value, theta, (-hessian) ** -1


MODELS = [
    (
        "mvstudent",
        "stars_cyg",
        "log_te log_light",
        "",
        lambda rows: mvstudent(rows),
        [4.41, 4.99, 0.0123, 0.0255, 0.181, 1.91],
    ),
    (
        "mvstudent",
        "stackloss",
        "stack_loss air_flow water_temp",
        "df=3",
        lambda rows: mvstudent(rows, 3),
        [14.5, 57.5, 20.4, 51, 46, 15.3, 47, 13.2, 6.76],
    ),
    ("dirichlet", "ducklings", "p1 p2 p3", "", dirichlet, [3.2, 20.4, 21.7]),
    ("dirichlet-multinomial", "vector_counts", "a b c", "", dirichlet_multinomial, [2, 3, 1]),
    ("von-mises-fisher", "vector_directions", "a b c", "", von_mises_fisher, [1.0, -0.5, 4]),
    (
        "von-mises-fisher",
        "vector_directions",
        "a b c",
        "concentration=5",
        lambda rows: von_mises_fisher(rows, 5),
        [1.0, -0.5],
    ),
]


def names(family, d, held):
    if family == "von-mises-fisher":
        return [f"mean{i + 1}" for i in range(d)] + ([] if held else ["concentration"])
    if family != "mvstudent":
        return [f"alpha{i + 1}" for i in range(d)]
    pairs = [f"scatter{i + 1}{j + 1}" for i in range(d) for j in range(i, d)]
    return [f"location{i + 1}" for i in range(d)] + pairs + ([] if held else ["df"])


with open(os.path.join(HERE, "vector_counts.csv"), "w") as out:
    out.write("a,b,c\n" + "".join("%d,%d,%d\n" % tuple(row) for row in counts()))

with open(os.path.join(HERE, "vector_directions.csv"), "w") as out:
    out.write("a,b,c\n" + "".join(",".join(repr(float(x)) for x in row) + "\n" for row in directions()))

MADE = {"vector_counts": counts, "vector_directions": directions}

with open(os.path.join(HERE, "vectors.csv"), "w") as out:
    out.write("family,data,columns,held,parameter,estimate,standard_error,log_likelihood\n")
    for family, data, columns, held, likelihood, start in MODELS:
        rows = MADE[data]() if data in MADE else dataset(data, columns.split())
        value, theta, covariance = maximum(likelihood(rows), start)
        errors = [mp.sqrt(covariance[i, i]) for i in range(len(theta))]
        if family == "von-mises-fisher":
            theta, errors = of_angles(theta, covariance)
        for name, estimate, error in zip(names(family, len(columns.split()), held), theta, errors):
            numbers = ",".join(mp.nstr(x, 17) for x in (estimate, error, value))
            out.write(f"{family},{data},{columns},{held},{name},{numbers}\n")
