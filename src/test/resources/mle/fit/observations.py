"""Makes observations.csv: python3 observations.py verified.json > observations.csv

verified.json holds fits found by other programs with exact derivatives to a relative Newton step below 1e-11. Here are those
of samples in which not every row is one exact value of a plain family: censored and truncated values, classes, mixtures, zero
inflation, held parameters. The columns are those of textbook.csv, with the start values that lead to a lower maximum.
"""
import csv
import json
import sys

verified = json.load(open(sys.argv[1]))["examples"]
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["dataset", "model", "family", "data", "held", "start", "parameter", "formula", "estimate", "standard_error",
              "log_likelihood", "newton_step", "published", "published_status"])


def fit(dataset, model, family, data, formulas, held="", start=""):
    m = verified[dataset]["models"][model]
    if len(formulas) != len(m["names"]):
        raise SystemExit(f"{dataset} {model}: {formulas} for {m['names']}")
    for formula, name, estimate, error in zip(formulas, m["names"], m["estimates"], m["se_observed"]):
        out.writerow([dataset, model, family, data, held, start, name, formula, repr(estimate), repr(error),
                      repr(m["loglik"]), m["relative_newton_step"], m["published"] or "", m["published_status"]])


def normals(n):
    return "mixture(" + ", ".join(["normal"] * n) + ")"


def common(n):
    return normals(n)[:-1] + ", common sd)"


def numbered(name, n):
    return [f"{name}{k + 1}" for k in range(n)]


EXPONENTIATED = ("exponentiated-weibull", ["1/scale", "exponent"], "shape=1")


def exponentiated(dataset, model, data):
    fit(dataset, model, EXPONENTIATED[0], data, EXPONENTIATED[1], EXPONENTIATED[2])


exponentiated("aircondit", "exp_exponential_7912", "hours | where plane 7912")
exponentiated("ball_bearing", "exp_exponential", "megacycles")
exponentiated("ball_bearing", "exp_exponential_misprint48.80", "megacycles | instead 48.48 48.80")
fit("ball_bearing", "weibull_misprint48.80", "weibull", "megacycles | instead 48.48 48.80", ["shape", "scale"])
fit("guinea_pigs", "birnbaum_saunders", "birnbaum-saunders", "days", ["shape", "scale"])
fit("endosulfan", "burr", "burr", "atv", ["shape1", "shape2", "1/scale"])
fit("endosulfan", "loglogistic", "loglogistic", "atv", ["shape", "scale"])
fit("danish_fire", "loglogistic", "loglogistic", "loss", ["shape", "scale"])
fit("roulette", "von_mises", "von-mises", "angle_deg | radians", ["mean", "concentration"])
fit("saxony_boys", "beta_binomial", "beta-binomial", "boys | times families", ["alpha", "beta"], "size=12")
fit("saxony_boys", "beta_binomial_mu_rho", "beta-binomial", "boys | times families",
    ["alpha/(alpha + beta)", "1/(alpha + beta + 1)"], "size=12")
fit("mckendrick_cholera", "zip", "zero-inflated(poisson)", "cases | times households", ["zero_probability", "mean"])
fit("mckendrick_cholera", "zero_truncated_poisson", "poisson", "cases | times households | seen_above 0", ["mean"])
fit("mckendrick_cholera", "zero_truncated_poisson", "zero-truncated(poisson)",
    "cases | times households | positive", ["mean"])
fit("death_notices", "poisson_mixture2", "mixture(poisson, poisson)", "deaths | times days", ["weight1", "mean1", "mean2"])
fit("gehan_6mp", "weibull_6-MP", "weibull", "weeks | where treatment 6-MP | event event", ["shape", "scale"])
fit("locomotive_controls", "lognormal", "lognormal", "kilomiles | event event", ["meanlog", "sdlog"])
fit("locomotive_controls", "weibull", "weibull", "kilomiles | event event", ["log(scale)", "1/shape"])
fit("salinity_censored", "lognormal", "lognormal", "left | up_to right", ["meanlog", "sdlog"])
fit("salinity_censored", "loglogistic", "loglogistic", "left | up_to right", ["shape", "scale"])
for column in ("waiting", "eruptions"):
    fit("old_faithful", column + "_normal_mixture2", normals(2), column, ["weight1", "mean1", "sd1", "mean2", "sd2"])
fit("pearson_crabs", "grouped_normal", "normal", "lower | up_to upper | times count", ["mean", "sd"])
fit("pearson_crabs", "grouped_normal_mixture2", normals(2), "lower | up_to upper | times count",
    ["weight1", "mean1", "sd1", "mean2", "sd2"])
velocity = "velocity | divide 1000"
for n, model in ((4, "k4_equal_var"), (5, "k5_equal_var_best"), (6, "k6_equal_var")):
    fit("galaxies", model, common(n), velocity, numbered("weight", n - 1) + numbered("mean", n) + ["sd"])
fit("galaxies", "k5_equal_var_published_local_max", common(5), velocity,
    numbered("weight", 4) + numbered("mean", 5) + ["sd"],
    start="weight1=0.09;weight2=0.48;weight3=0.37;weight4=0.04;mean1=9.7;mean2=19.8;mean3=23;mean4=26.4;mean5=33;sd=1.07")
for n, model in ((2, "k2_unequal_var_best"), (3, "k3_unequal_var")):
    fit("galaxies", model, normals(n), velocity, numbered("weight", n - 1) + numbered("mean", n) + numbered("sd", n))
# The wide component, with the lower mean, comes first.
fit("galaxies", "k2_unequal_var_published_local_max", normals(2), velocity,
    numbered("weight", 1) + numbered("mean", 2) + numbered("sd", 2),
    start="weight1=0.26;mean1=19.3;mean2=21.3;sd1=8.2;sd2=1.9")
