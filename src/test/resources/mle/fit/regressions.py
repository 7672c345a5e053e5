"""Makes regressions.csv: python3 regressions.py verified.json > regressions.csv

verified.json holds fits found by other programs with exact derivatives to a relative Newton step below 1e-12. Here each is
told in the parameters of this library: the response, one list of terms for each regressed parameter, and for each published
number the name that it has here with the way from ours to theirs (same, negated, reciprocal).

A response is a column; Counts(a, n) for a of n; Surv(t, d); Interval(l, u); Tobit(y, l, u) for a column censored at bounds;
each with "times COLUMN" for frequencies and "where COLUMN VALUE" for a part of the rows. A term is 1, a product a:b of
formulas of columns, or COLUMN=LEVEL, its indicator.
"""
import csv
import json
import sys

verified = json.load(open(sys.argv[1]))["examples"]
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["dataset", "model", "family", "response", "predictors", "links", "held", "parameter", "name", "way",
              "estimate", "standard_error", "log_likelihood", "published"])


def fit(dataset, model, family, response, predictors, links="", held="", others=(), ways=(), negate=False, likelihood=True, negated=()):
    m = verified[dataset]["models"][model]
    names = [(f"{p}.{t}", "negated" if negate or p in negated else "same") for p, terms in predictors for t in terms.split(" + ")]
    names += list(others)
    order = list(ways) if ways else range(len(names))
    text = "; ".join(f"{p} ~ {terms}" for p, terms in predictors)
    data = verified[dataset]["csv"].split("/")[-1][:-4]
    if len(names) != len(m["names"]):
        raise SystemExit(f"{dataset} {model}: {names} for {m['names']}")
    for k, theirs in enumerate(m["names"]):
        name, way = names[order[k]]
        out.writerow([data, model, family, response, text, links, held, theirs, name, way, repr(m["estimates"][k]),
                      repr(m["se_observed"][k]), repr(m["loglik"]) if likelihood else "", m["published"] or ""])


def binary(dataset, model, response, terms, link="logit", family="bernoulli", **more):
    fit(dataset, model, family, response, [("probability", terms)], "probability " + link, **more)


for link in ("logit", "probit", "cloglog"):
    binary("beetle_mortality", link, "Counts(killed, exposed)", "1 + logdose", link, "binomial")
for link in ("logit", "cloglog"):
    binary("spector_mazzeo", link, "grade", "1 + gpa + tuce + psi", link)
binary("challenger_orings", "binomial6_logit", "Counts(damaged, rings)", "1 + temperature", family="binomial")
for link in ("logit", "probit", "identity"):
    binary("snoring", link, "Counts(disease, disease + no_disease)", "1 + score", link, "binomial")
binary("horseshoe_crabs", "logit_width", "satellites > 0", "1 + width")
binary("horseshoe_crabs", "logit_color_width", "satellites > 0",
       "1 + color=light medium + color=medium + color=dark medium + width")
fit("horseshoe_crabs", "poisson_log_width", "poisson", "satellites", [("mean", "1 + width")], "mean log")
fit("horseshoe_crabs", "poisson_identity_width", "poisson", "satellites", [("mean", "1 + width")], "mean identity")
fit("horseshoe_crabs", "negbin_log_width", "negative-binomial", "satellites", [("mean", "1 + width")], "mean log",
    others=[("size", "same")])
binary("birthwt", "logit_hl_table2.2", "low", "1 + age + lwt + race=2 + race=3 + ftv")
binary("birthwt", "logit_lwt_race", "low", "1 + lwt + race=2 + race=3")
binary("birthwt", "logit_stata_lbw", "low", "1 + age + lwt + race=2 + race=3 + smoke + ptl + ht + ui")
binary("budworm", "logit_interaction", "Counts(dead, moths)", "1 + sex=M + log(dose)/log(2) + sex=M:log(dose)/log(2)",
       family="binomial")
binary("budworm", "logit_common_slope", "Counts(dead, moths)", "sex=F + sex=M + log(dose)/log(2)", family="binomial")
for link in ("logit", "probit"):
    binary("menarche", link, "Counts(menarche, total)", "1 + age", link, "binomial")
binary("orobanche_seeds", "logit", "Counts(germinated, total)",
       "1 + seed=O. aegyptiaca 73 + root=cucumber + seed=O. aegyptiaca 73:root=cucumber", family="binomial")
binary("vasoconstriction", "logit", "response", "1 + log(volume) + log(rate)")
binary("lirat", "logit_group", "Counts(dead, litter_size)", "group=1 + group=2 + group=3 + group=4", family="binomial")
ACM = "1 + alcohol=yes + cigarette=yes + marijuana=yes"
ACM += " + alcohol=yes:cigarette=yes + alcohol=yes:marijuana=yes + cigarette=yes:marijuana=yes"
fit("acm", "loglinear_AC_AM_CM", "poisson", "count", [("mean", ACM)], "mean log")
binary("ucb_admissions", "logit_gender_only", "admit=Admitted times count", "1 + gender=Male", likelihood=False)
fit("quine", "poisson_main", "poisson", "days",
    [("mean", "1 + eth=N + sex=M + age=F1 + age=F2 + age=F3 + learner=SL")], "mean log")
NESTED = "1 + sex=M + sex=F:age=F1 + sex=F:age=F2 + sex=F:age=F3 + sex=F:eth=N + sex=F:learner=SL + sex=F:eth=N:learner=SL"
NESTED += " + sex=M:age=F1 + sex=M:age=F2 + sex=M:age=F3 + sex=M:eth=N + sex=M:learner=SL + sex=M:eth=N:learner=SL"
fit("quine", "negbin_nested", "negative-binomial", "days", [("mean", NESTED)], "mean log", others=[("size", "same")])
BIO = "1 + female + married + kid5 + phd + ment"
fit("biochemists", "negbin", "negative-binomial", "art", [("mean", BIO)], "mean log", others=[("size", "same")])
fit("biochemists", "zip", "zero-inflated(poisson)", "art", [("mean", BIO), ("zero_probability", BIO)],
    "mean log; zero_probability logit")
fit("biochemists", "zinb", "zero-inflated(negative-binomial)", "art", [("mean", BIO), ("zero_probability", BIO)],
    "mean log; zero_probability logit", others=[("size", "same")], ways=[0, 1, 2, 3, 4, 5, 12, 6, 7, 8, 9, 10, 11])
# Theirs is the probability of a count above zero.
fit("biochemists", "hurdle_negbin", "hurdle(negative-binomial)", "art", [("mean", BIO), ("zero_probability", BIO)],
    "mean log; zero_probability logit", others=[("size", "same")], ways=[0, 1, 2, 3, 4, 5, 12, 6, 7, 8, 9, 10, 11],
    negated=["zero_probability"])
NMES = "1 + hospital + health=poor + health=excellent + chronic + gender=male + school + insurance=yes"
NMES_ZERO = "1 + hospital + chronic + insurance=yes + school + gender=male"
fit("nmes1988", "poisson", "poisson", "visits", [("mean", NMES)], "mean log")
fit("nmes1988", "negbin", "negative-binomial", "visits", [("mean", NMES)], "mean log", others=[("size", "same")])
fit("nmes1988", "zinb", "zero-inflated(negative-binomial)", "visits", [("mean", NMES), ("zero_probability", NMES_ZERO)],
    "mean log; zero_probability logit", others=[("size", "same")], ways=[0, 1, 2, 3, 4, 5, 6, 7, 14, 8, 9, 10, 11, 12, 13])
fit("nmes1988", "hurdle_negbin", "hurdle(negative-binomial)", "visits", [("mean", NMES), ("zero_probability", NMES_ZERO)],
    "mean log; zero_probability logit", others=[("size", "same")], ways=[0, 1, 2, 3, 4, 5, 6, 7, 14, 8, 9, 10, 11, 12, 13],
    negated=["zero_probability"])
fit("ship_damage", "poisson_offset", "poisson", "incidents where service > 0",
    [("mean", "1 + type=B + type=C + type=D + type=E + year=65 + year=70 + year=75 + period=75")], "mean log offset log(service)")
AFF = "1 + age + yearsmarried + religiousness + occupation + rating"
fit("affairs", "tobit_left0", "normal", "Tobit(affairs, 0, )", [("mean", AFF)], others=[("sd", "same")])
fit("affairs", "tobit_left0_right4", "normal", "Tobit(affairs, 0, 4)", [("mean", AFF)], others=[("sd", "same")])
fit("affairs", "poisson", "poisson", "affairs", [("mean", AFF)], "mean log")
fit("affairs", "negbin", "negative-binomial", "affairs", [("mean", AFF)], "mean log", others=[("size", "same")])
fit("affairs", "zip", "zero-inflated(poisson)", "affairs", [("mean", AFF), ("zero_probability", AFF)],
    "mean log; zero_probability logit")
fit("tobin", "tobit_left0", "normal", "Tobit(durable, 0, )", [("mean", "1 + age + quant")], others=[("sd", "same")])
MROZ = "1 + (fincome - wage*hours)/1000 + education + experience + experience^2 + age + youngkids + oldkids"
binary("mroz", "logit", "participation", MROZ)
fit("mroz", "tobit_hours", "normal", "Tobit(hours, 0, )", [("mean", MROZ)], others=[("sd", "same")])
fit("clotting", "gamma_inverse_lot2", "gamma", "lot2", [("mean", "1 + log(plasma_pct)")], "mean inverse",
    others=[("shape", "same")])


def aft(dataset, model, family, response, terms, likelihood=True):
    parameter, scale, way = {"weibull": ("scale", "shape", "reciprocal"), "loglogistic": ("scale", "shape", "reciprocal"),
                             "lognormal": ("meanlog", "sdlog", "same"), "exponential": ("rate", None, None)}[family]
    fit(dataset, model, family, response, [(parameter, terms)], "" if family == "lognormal" else parameter + " log",
        others=[(scale, way)] if scale else [], negate=family == "exponential", likelihood=likelihood)


aft("feigl_zelen", "exponential_log_mean", "exponential", "weeks", "1 + ag=present + log(wbc)")
for family in ("exponential", "weibull", "loglogistic", "lognormal"):
    aft("gehan_6mp", family + "_aft", family, "Surv(weeks, event)", "1 + treatment=control")
aft("motorettes", "weibull_aft_temp", "weibull", "Surv(hours, event)", "1 + temperature_c")
aft("motorettes", "weibull_aft_1000/T", "weibull", "Surv(hours, event)", "1 + 1000/(temperature_c+273.2)")
aft("ovarian", "weibull_aft_age_ecog", "weibull", "Surv(days, event)", "1 + age + ecog")
aft("ovarian", "weibull_aft", "weibull", "Surv(days, event)", "1 + ecog + rx")
aft("ovarian", "exponential_aft", "exponential", "Surv(days, event)", "1 + ecog + rx")
aft("lung_ncctg", "weibull_aft_sex_age", "weibull", "Surv(time, event)", "1 + sex + age")
aft("lung_ncctg", "lognormal_aft_sex_age", "lognormal", "Surv(time, event)", "1 + sex + age")
aft("lung_ncctg", "loglogistic_aft_sex_age", "loglogistic", "Surv(time, event)", "1 + sex + age")
for family in ("weibull", "loglogistic", "exponential"):
    aft("larynx", family + "_aft", family, "Surv(years, event)", "1 + stage=2 + stage=3 + stage=4 + age")
aft("breast_cosmesis", "weibull_aft_interval", "weibull", "Interval(left, right)", "1 + treatment=radiotherapy+chemotherapy")
aft("insulating_fluid", "weibull_power_law", "weibull", "minutes", "1 + log(kilovolts)")
aft("insulating_fluid", "exponential_power_law", "exponential", "minutes", "1 + log(kilovolts)")
fit("port_pirie", "gev_trend", "gev", "sea_level_m", [("location", "1 + year - 1922")],
    others=[("scale", "same"), ("shape", "same")])
fit("stackloss", "t_nu_free", "student", "stack_loss", [("location", "1 + air_flow + water_temp + acid_conc")],
    others=[("scale", "same"), ("df", "same")])
fit("gasoline_yield", "beta_logit", "beta", "yield",
    [("mean", "1 + " + " + ".join(f"batch={k}" for k in range(1, 10)) + " + temp")], "mean logit",
    others=[("precision", "same")])
fit("food_expenditure", "beta_logit", "beta", "food/income", [("mean", "1 + income + persons")], "mean logit",
    others=[("precision", "same")])
