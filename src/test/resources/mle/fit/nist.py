"""Makes nist.csv from the certified values of the NIST Statistical Reference Datasets (nist.json, their parsed form).

Usage: python3 nist.py nist.json DATASETS > nist.csv

Errors are maximum likelihood's: of a nonlinear model those of the observed information, found with exact second derivatives; of a
linear model the certified ones times sqrt((n - p)/n). The likelihood is that of the certified sum of squares. Rounding is what
half a unit in the last place of the largest response is of the residual standard deviation: no result can be better.
"""

import csv
import json
import math
import pathlib
import re
import sys

nist = json.load(open(sys.argv[1]))
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("name,kind,model,parameters,start1,start2,certified,errors,logLikelihood,rounding".split(","))


def response(name):
    """The responses, or none of a data set that is not bundled."""
    path = pathlib.Path(sys.argv[2], f"nist_{name.lower()}.csv")
    return [float(row["y"]) for row in csv.DictReader(open(path))] if path.exists() else []


def rounding(name, sd):
    return repr(math.ulp(max(abs(y) for y in response(name))) / 2 / sd) if sd > 0 else ""


def numbers(values):
    return " ".join(repr(float(v)) for v in values)


def likelihood(n, rss):
    return -n / 2 * (math.log(2 * math.pi * rss / n) + 1) if rss > 0 else math.inf


for c in nist["nonlinear"]:
    left = "log(y)" if "log" in c["formula_as_printed"].split("=")[0] else "y"
    out.writerow([
        c["name"], "nonlinear", f"{left} ~ {c['formula']}", " ".join(c["parameters"]), numbers(c["start1"]),
        numbers(c["start2"]), numbers(c["certified"]), numbers(c["mle_recomputed"]["se_observed_information"]),
        repr(likelihood(c["n"], c["certified_rss"])), rounding(c["name"], c["certified_residual_sd"]),
    ])
for c in nist["linear"]:
    terms = []
    for term in c["formula"].split("+"):
        column = re.sub(r"^b\d+\*?", "", term)
        terms.append("1" if not column else f"I({column})" if "^" in column else column)
    model = "y ~ " + " + ".join(terms if "1" in terms else terms + ["0"])
    share = math.sqrt((c["n"] - c["p"]) / c["n"])
    out.writerow([
        c["name"], "linear", model, "", "", "", numbers(c["certified"]),
        numbers(s * share for s in c["certified_sd"]), repr(likelihood(c["n"], c["certified_rss"])), rounding(c["name"], c["certified_residual_sd"]),
    ])
for c in nist["anova"]:
    if not response(c["name"]):
        continue
    rss = c["certified_within_ss"]
    out.writerow([
        c["name"], "anova", "y ~ factor(treatment)", "", "", "", numbers([c["certified_residual_sd"]]),
        "", repr(likelihood(c["n"], rss)), rounding(c["name"], c["certified_residual_sd"]),
    ])
for c in nist["univariate"]:
    n = c["n"]
    sd = c["certified_sd"] * math.sqrt((n - 1) / n)
    out.writerow([
        c["name"], "univariate", "y ~ 1", "", "", "", numbers([c["certified_mean"], sd]),
        numbers([sd / math.sqrt(n), sd / math.sqrt(2 * n)]), repr(likelihood(n, sd * sd * n)), rounding(c["name"], sd),
    ])
