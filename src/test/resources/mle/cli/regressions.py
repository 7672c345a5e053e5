"""Makes regressions.csv: python3 regressions.py verified.json > regressions.csv

verified.json holds published fits, found again by other programs with exact derivatives. Here each is a call of the command
and, in the order of the published numbers, the names that they have in its JSON; "-" leaves a number out.
"""
import csv
import json
import sys

verified = json.load(open(sys.argv[1]))["examples"]
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["dataset", "model", "arguments", "name", "estimate", "standard_error", "log_likelihood"])


def coefficients(parameter, *terms):
    return [f"{parameter}.{term}" for term in ("(Intercept)",) + terms]


def fit(dataset, model, arguments, names, likelihood=True):
    m = verified[dataset]["models"][model]
    if len(names) != len(m["names"]):
        raise SystemExit(f"{dataset} {model}: {names} for {m['names']}")
    data = m.get("csv", verified[dataset]["csv"]).split("/")[-1][:-4]
    for name, value, error in zip(names, m["estimates"], m["se_observed"]):
        if name != "-":
            out.writerow([data, model, arguments, name, repr(value), repr(error), repr(m["loglik"]) if likelihood else ""])


p = lambda *terms: coefficients("probability", *terms)
mean = lambda *terms: coefficients("mean", *terms)
scale = lambda *terms: coefficients("scale", *terms)
killed = "Counts(killed, exposed - killed) ~ logdose|--family|binomial"
fit("beetle_mortality", "logit", killed, p("logdose"))
fit("beetle_mortality", "probit", killed + "|--link|probit", p("logdose"))
fit("beetle_mortality", "cloglog", killed + "|--link|probability=cloglog", p("logdose"))
fit("spector_mazzeo", "logit", "grade ~ gpa + tuce + psi|--family|bernoulli", p("gpa", "tuce", "psi"))
fit("spector_mazzeo", "cloglog", "grade ~ .|--family|bernoulli|--link|cloglog", p("gpa", "tuce", "psi"))
fit("snoring", "identity", "Counts(disease, no_disease) ~ score|--family|binomial|--link|identity", p("score"))
fit("horseshoe_crabs", "poisson_log_width", "satellites ~ width|--family|poisson", mean("width"))
fit("horseshoe_crabs", "poisson_identity_width", "satellites ~ width|--family|poisson|--link|identity", mean("width"))
fit("horseshoe_crabs", "negbin_log_width", "satellites ~ width|--family|negative-binomial", mean("width") + ["size"])
fit("birthwt", "logit_hl_table2.2", "low ~ age + lwt + factor(race) + ftv|--family|bernoulli",
    p("age", "lwt", "factor(race)2", "factor(race)3", "ftv"))
fit("birthwt", "logit_stata_lbw", "low ~ age + lwt + factor(race) + smoke + ptl + ht + ui|--family|bernoulli",
    p("age", "lwt", "factor(race)2", "factor(race)3", "smoke", "ptl", "ht", "ui"))
worms = "Counts(dead, moths - dead) ~ "
fit("budworm", "logit_interaction", worms + "sex * log2(dose)|--family|binomial", p("sexM", "log2(dose)", "sexM:log2(dose)"))
fit("budworm", "logit_common_slope", worms + "sex + log2(dose) - 1|--family|binomial",
    p("sexF", "sexM", "log2(dose)")[1:])
fit("budworm", "logit_centred_ldose_minus3", worms + "sex * I(log2(dose) - 3)|--family|binomial",
    p("sexM", "I(log2(dose) - 3)", "sexM:I(log2(dose) - 3)"))
fit("menarche", "probit", "Counts(menarche, total - menarche) ~ age|--family|binomial|--link|probit", p("age"))
fit("vasoconstriction", "logit", "response ~ log(volume) + log(rate)|--family|bernoulli", p("log(volume)", "log(rate)"))
fit("lirat", "logit_group", "Counts(dead, litter_size - dead) ~ factor(group) - 1|--family|binomial",
    [f"probability.factor(group){k}" for k in range(1, 5)])
fit("lirat", "beta_binomial_group", "Counts(dead, litter_size - dead) ~ factor(group) - 1|--family|beta-binomial",
    [f"probability.factor(group){k}" for k in range(1, 5)] + ["-"])
fit("quine", "poisson_main", "days ~ eth + sex + age + learner|--family|poisson",
    mean("ethN", "sexM", "ageF1", "ageF2", "ageF3", "learnerSL"))
nested = ["sexF:ageF1", "sexF:ageF2", "sexF:ageF3", "sexF:ethN", "sexF:learnerSL", "sexF:ethN:learnerSL"]
model = verified["quine"]["models"]["negbin_nested"]["names"]
fit("quine", "negbin_nested", "days ~ sex/(age + eth*learner)|--family|negative-binomial",
    ["mean." + n.replace("const", "(Intercept)").replace("Sex", "sex").replace("Age", "age").replace("Eth", "eth")
     .replace("Lrn", "learner") if n != "theta" else "size" for n in model])
science = ["female", "married", "kid5", "phd", "ment"]
fit("biochemists", "negbin", "art ~ .|--family|negative-binomial", mean(*science) + ["size"])
zero = coefficients("zero_probability", *science)
fit("biochemists", "zip", "art ~ .|--family|zero-inflated(poisson)|--model|zero_probability ~ .", mean(*science) + zero)
fit("biochemists", "zinb", "art ~ .|--family|zero-inflated(negative-binomial)|--model|zero_probability ~ .",
    mean(*science) + ["size"] + zero)
fit("clotting", "gamma_inverse_lot2", "lot2 ~ log(plasma_pct)|--family|gamma|--link|inverse", mean("log(plasma_pct)") + ["shape"])
fit("feigl_zelen", "exponential_log_mean", "weeks ~ ag + log(wbc)|--family|weibull|--fix|shape=1", scale("agpresent", "log(wbc)"))
fit("gehan_6mp", "weibull_aft", "Surv(weeks, event) ~ treatment|--family|weibull", scale("treatmentcontrol") + ["-"])
fit("gehan_6mp", "lognormal_aft", "Surv(weeks, event) ~ treatment|--family|lognormal",
    coefficients("meanlog", "treatmentcontrol") + ["sdlog"])
fit("gehan_6mp", "loglogistic_aft", "Surv(weeks, event) ~ treatment|--family|loglogistic", scale("treatmentcontrol") + ["-"])
fit("ovarian", "weibull_aft_age_ecog", "Surv(days, event) ~ age + ecog|--family|weibull", scale("age", "ecog") + ["-"])
fit("lung_ncctg", "weibull_aft_ecog_age_sex", "Surv(time, event) ~ ph_ecog + age + sex|--family|weibull",
    scale("ph_ecog", "age", "sex") + ["-"])
fit("lung_ncctg", "lognormal_aft_sex_age", "Surv(time, event) ~ sex + age|--family|lognormal",
    coefficients("meanlog", "sex", "age") + ["sdlog"])
fit("larynx", "weibull_aft", "Surv(years, event) ~ factor(stage) + age|--family|weibull",
    scale("factor(stage)2", "factor(stage)3", "factor(stage)4", "age") + ["-"])
fit("insulating_fluid", "weibull_power_law", "minutes ~ log(kilovolts)|--family|weibull", scale("log(kilovolts)") + ["-"])
fit("mroz", "logit", "participation ~ I((fincome - wage*hours)/1000) + education + experience + I(experience^2) + age"
    " + youngkids + oldkids|--family|bernoulli",
    p("I((fincome - wage * hours)/1000)", "education", "experience", "I(experience^2)", "age", "youngkids", "oldkids"))
fit("affairs", "poisson", "affairs ~ age + yearsmarried + religiousness + occupation + rating|--family|poisson",
    mean("age", "yearsmarried", "religiousness", "occupation", "rating"))
place = lambda *terms: coefficients("location", *terms)
fit("port_pirie", "gev_trend", "sea_level_m ~ I(year - 1922)|--family|gev", place("I(year - 1922)") + ["scale", "shape"])
fit("fremantle", "gev_linear_soi", "sea_level_m ~ year + soi|--family|gev",
    ["-", "location.year", "location.soi", "scale", "shape"])
fit("fremantle", "gev_linear_logsigma_linear", "sea_level_m ~ year|--family|gev|--model|scale ~ year",
    ["-", "location.year", "-", "scale.year", "shape"])
fit("stackloss", "t_nu_free", "stack_loss ~ air_flow + water_temp + acid_conc|--family|student",
    place("air_flow", "water_temp", "acid_conc") + ["scale", "df"])
fit("michelson", "by_experiment_common_sigma", "speed ~ factor(experiment) - 1|--family|normal",
    [f"mean.factor(experiment){k}" for k in range(1, 6)] + ["sd"])
