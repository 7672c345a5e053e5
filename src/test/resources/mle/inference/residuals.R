# Residuals and leverages, for residuals.csv, of the models of predictions.R. Where R leaves the dispersion out, its maximum
# likelihood estimate is put in: residuals are those of the whole likelihood.
# Rscript src/test/resources/mle/inference/residuals.R > src/test/resources/mle/inference/residuals.csv
# (R 4.2, survival 3.5, MASS 7.3)
suppressMessages({library(survival); library(MASS); library(splines)})
read <- function(name) read.csv(file.path("datasets", paste0(name, ".csv")))
cat("case,kind,row,value\n")
tell <- function(case, kind, x, rows = 1:8) cat(sprintf("%s,%s,%d,%.15g\n", case, kind, rows, x[rows]), sep = "")
tight <- glm.control(epsilon = 1e-15, maxit = 100)
glms <- function(case, fit, dispersion = 1, counts = FALSE) {
  for (kind in c("deviance", "pearson")) tell(case, kind, residuals(fit, kind) / sqrt(dispersion))
  if (!counts) tell(case, "response", residuals(fit, "response"))
  tell(case, "leverage", hatvalues(fit))
}
claims <- read("insurance_claims")
glms("poisson", glm(claims ~ factor(district) + age + offset(log(holders)), poisson, claims, control = tight))
bio <- read("biochemists")
glms("bases", glm(art ~ poly(ment, 2) + bs(phd, df = 5) + scale(kid5), poisson, bio, control = tight))
glms("logit", glm(grade ~ gpa * tuce + psi, binomial, read("spector_mazzeo"), control = tight))
glms("counts", glm(cbind(killed, exposed - killed) ~ logdose, binomial, read("beetle_mortality"), control = tight), counts = TRUE)
linear <- glm(stack_loss ~ air_flow + water_temp, gaussian, read("stackloss"))
glms("normal", linear, deviance(linear) / 21)
clotting <- glm(lot1 ~ log(plasma_pct), Gamma, read("clotting"), control = tight)
m <- fitted(clotting)
shape <- uniroot(function(a) log(a) - digamma(a) - mean(log(m / clotting$y) + (clotting$y - m) / m), c(10, 1e5), tol = 1e-10)$root
glms("inverse", clotting, 1 / shape)
probit <- glm(grade ~ gpa + tuce + psi, binomial(probit), read("spector_mazzeo"), control = tight)
glms("probit", probit)
nb <- glm.nb(days ~ sex + age, read("quine"), control = glm.control(epsilon = 1e-15, maxit = 200))
glms("negative-binomial", nb)

lung <- read("lung_ncctg")
lung <- lung[!is.na(lung$ph_ecog), ]
lung$sex <- factor(lung$sex)
for (dist in c("weibull", "lognormal", "loglogistic")) {
  fit <- survreg(Surv(time, event) ~ age + sex + ph_ecog, lung, dist = dist,
                 control = survreg.control(rel.tolerance = 1e-15, iter.max = 100))
  tell(dist, "deviance", residuals(fit, "deviance"))
  f <- psurvreg(lung$time, fit$linear.predictors, fit$scale, dist)
  tell(dist, "quantile", qnorm(f), which(lung$event == 1)[1:8])
}
