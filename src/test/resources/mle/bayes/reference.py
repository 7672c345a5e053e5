"""Posterior means, standard deviations and log evidences to many digits: reference.csv.

python3 reference.py ../../../../../datasets > reference.csv

Eight schools: given tau, the effects theta and then mu are integrated in closed form (normal); what is left is an integral over tau, by
tanh-sinh quadrature with 40 digits (mpmath). Logistic regression: a tensor of Gauss-Hermite rules about the mode, in coordinates whitened by
the Hessian there and stretched; its numbers agree between 40 and 56 nodes a dimension to the digits that are written.
Beta-binomial: the normal on the logit that is nearest by D(q||p), by Gauss-Hermite quadrature and Newton's method (mpmath).
"""
import csv
import sys

import mpmath as mp
import numpy as np

mp.mp.dps = 40
OUT = csv.writer(sys.stdout, lineterminator="\n")
OUT.writerow(["model", "quantity", "mean", "sd"])


def table(name):
    with open(sys.argv[1] + "/" + name + ".csv") as f:
        return list(csv.DictReader(f))


def eight_schools():
    rows = table("eight_schools")
    names = [r["school"] for r in rows]
    y = [mp.mpf(r["effect"]) for r in rows]
    s2 = [mp.mpf(r["error"]) ** 2 for r in rows]
    prior = mp.mpf(25)  # mu ~ normal(0, 5)
    scale = mp.mpf(5)  # tau ~ half-cauchy(5)

    def given(tau):
        """log p(y, tau), mean and variance of mu."""
        v = [s + tau * tau for s in s2]
        precision = 1 / prior + sum(1 / w for w in v)
        m = sum(a / w for a, w in zip(y, v)) / precision
        log = mp.log(2 / (mp.pi * scale * (1 + (tau / scale) ** 2)))
        log += -sum(mp.log(2 * mp.pi * w) for w in v) / 2 - mp.log(prior * precision) / 2
        log += -(sum(a * a / w for a, w in zip(y, v)) - m * m * precision) / 2
        return log, m, 1 / precision

    def moments(tau):
        log, m, v = given(tau)
        out = [mp.mpf(1), m, v + m * m, tau, tau * tau]
        for a, s in zip(y, s2):
            w = s + tau * tau
            # theta = (a tau^2 + mu s)/w + noise of variance s tau^2/w, eta = (theta - mu)/tau
            e, c = tau * (a - m) / w, tau / w
            ve = s / w + c * c * v
            out += [e, ve + e * e]
            t, d = (a * tau * tau + m * s) / w, s / w
            vt = s * tau * tau / w + d * d * v
            out += [t, vt + t * t]
        density = mp.exp(log)
        return [density * o for o in out]

    points = [0, 1, 5, 20, 100, 1000, mp.inf]
    count = 5 + 4 * len(y)
    cache = {}

    def entry(k):
        def f(tau):
            if tau not in cache:
                cache[tau] = moments(tau)
            return cache[tau][k]

        return mp.quad(f, points)

    total = [entry(k) for k in range(count)]
    mean = lambda k: total[k] / total[0]
    sd = lambda k: mp.sqrt(mean(k + 1) - mean(k) ** 2)
    for model in ("non-centred", "centred"):
        OUT.writerow(["eight-schools " + model, "log evidence", mp.nstr(mp.log(total[0]), 15), ""])
        OUT.writerow(["eight-schools " + model, "mu", mp.nstr(mean(1), 15), mp.nstr(sd(1), 15)])
        OUT.writerow(["eight-schools " + model, "tau", mp.nstr(mean(3), 15), mp.nstr(sd(3), 15)])
        for i, name in enumerate(names):
            k = 5 + 4 * i + (0 if model == "non-centred" else 2)
            what = "eta" if model == "non-centred" else "theta"
            OUT.writerow(["eight-schools " + model, f"{what}[{name}]", mp.nstr(mean(k), 15), mp.nstr(sd(k), 15)])


def logistic():
    rows = table("spector_mazzeo")
    terms = ["(Intercept)", "gpa", "tuce", "psi"]
    x = np.array([[1.0] + [float(r[t]) for t in terms[1:]] for r in rows])
    y = np.array([float(r["grade"]) for r in rows])
    sd = np.array([10.0, 5.0, 5.0, 5.0])  # normal priors of mean 0

    def log_density(b):
        eta = b @ x.T
        prior = -0.5 * ((b / sd) ** 2).sum(-1) - np.log(sd).sum() - 2 * np.log(2 * np.pi)
        return eta @ y - np.logaddexp(0, eta).sum(-1) + prior

    b = np.zeros(4)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        g = x.T @ (y - p) - b / sd**2
        h = (x * (p * (1 - p))[:, None]).T @ x + np.diag(1 / sd**2)
        b = b + np.linalg.solve(h, g)
    half = np.linalg.cholesky(np.linalg.inv(h)) * 1.15

    def integrate(nodes):
        t, w = np.polynomial.hermite_e.hermegauss(nodes)
        keep = w > 1e-18 * w.max()
        t, w = t[keep], w[keep]
        logw = np.log(w)
        z = np.stack(np.meshgrid(t, t, indexing="ij"), -1).reshape(-1, 2)
        lw = (logw[:, None] + logw[None, :]).ravel()
        top = log_density(b)
        s0, s1, s2 = 0.0, np.zeros(4), np.zeros((4, 4))
        for i, first in enumerate(z):
            zz = np.concatenate([np.broadcast_to(first, z.shape), z], 1)
            beta = b + zz @ half.T
            f = np.exp(log_density(beta) - top + 0.5 * (zz**2).sum(1) + lw + lw[i])
            d = beta - b
            s0 += f.sum()
            s1 += f @ d
            s2 += (d * f[:, None]).T @ d
        mean = s1 / s0
        cov = s2 / s0 - np.outer(mean, mean)
        # the weights are those of exp(-t^2/2) dt
        return np.log(s0) + top + np.log(np.linalg.det(half)), b + mean, np.sqrt(np.diag(cov))

    coarse, fine = integrate(40), integrate(56)
    difference = max(np.max(np.abs(np.asarray(p) - np.asarray(q))) for p, q in zip(coarse, fine))
    assert difference < 1e-6, difference
    evidence, mean, deviation = fine
    OUT.writerow(["spector-mazzeo", "log evidence", "%.10g" % evidence, ""])
    for k, t in enumerate(terms):
        OUT.writerow(["spector-mazzeo", "probability." + t, "%.8g" % mean[k], "%.8g" % deviation[k]])


def beta_binomial():
    """Posterior beta(9, 5): the normal on the logit with the least D(q||p), its mean and standard deviation."""
    a, b = mp.mpf(9), mp.mpf(5)
    sigmoid = lambda u: 1 / (1 + mp.exp(-u))
    expect = lambda f, m, s: mp.quad(
        lambda z: f(m + s * z) * mp.npdf(z), [-12, -6, -3, 0, 3, 6, 12])
    # E[d/du] = 0 and s E[z d/du] + 1 = 0, d/du = a - (a + b) sigmoid(u)
    equations = lambda m, s: (
        a - (a + b) * expect(sigmoid, m, s),
        1 - s * s * (a + b) * expect(lambda u: sigmoid(u) * (1 - sigmoid(u)), m, s))
    m, s = mp.findroot(equations, (mp.log(a / b), mp.sqrt(1 / a + 1 / b)))
    OUT.writerow(["beta-binomial", "logit p", mp.nstr(m, 15), mp.nstr(s, 15)])


eight_schools()
logistic()
beta_binomial()
