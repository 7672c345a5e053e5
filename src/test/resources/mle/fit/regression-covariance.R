# Standard errors of regressions by other covariances than the observed information's, for regression-covariance.csv.
# Rscript src/test/resources/mle/fit/regression-covariance.R > src/test/resources/mle/fit/regression-covariance.csv
# (R 4.2, sandwich 3.0, MASS 7.3)
suppressMessages({library(sandwich); library(MASS)})
read <- function(name) read.csv(file.path("datasets", paste0(name, ".csv")))
cat("model,covariance,parameter,standardError\n")
tell <- function(model, covariance, v) cat(sprintf("%s,%s,%s,%.15g\n", model, covariance, rownames(v), sqrt(diag(v))), sep = "")
tight <- glm.control(epsilon = 1e-15, maxit = 100)
robust <- function(model, fit) {
  tell(model, "sandwich", vcovHC(fit, type = "HC0"))
  tell(model, "hc1", vcovHC(fit, type = "HC1"))
}
claims <- read("insurance_claims")
poisson <- glm(claims ~ factor(district) + offset(log(holders)), poisson, claims, control = tight)
robust("poisson", poisson)
tell("poisson", "expected", vcov(poisson))
# A factor's level each counts as a cluster.
tell("poisson", "cluster", vcovCL(poisson, claims$group, type = "HC0", cadjust = FALSE))
tell("poisson", "cluster-hc1", vcovCL(poisson, claims$group, type = "HC1", cadjust = TRUE))
robust("logit", glm(grade ~ gpa + tuce + psi, binomial, read("spector_mazzeo"), control = tight))
robust("normal", lm(stack_loss ~ air_flow + water_temp, read("stackloss")))
tell("probit", "expected", vcov(glm(grade ~ gpa + tuce + psi, binomial(probit), read("spector_mazzeo"), control = tight)))
tell("cloglog", "expected", vcov(glm(cbind(killed, exposed - killed) ~ logdose, binomial(cloglog), read("beetle_mortality"), control = tight)))
clotting <- glm(lot1 ~ log(plasma_pct), Gamma(log), read("clotting"), control = tight)
m <- fitted(clotting)
shape <- uniroot(function(a) log(a) - digamma(a) - mean(log(m / clotting$y) + (clotting$y - m) / m), c(1, 1e5), tol = 1e-12)$root
tell("gamma", "expected", summary(clotting, dispersion = 1 / shape)$cov.scaled)
crabs <- read("horseshoe_crabs")
ig <- glm(weight_g ~ width, inverse.gaussian(log), crabs, control = tight)
lambda <- 1 / mean((crabs$weight_g - fitted(ig))^2 / (fitted(ig)^2 * crabs$weight_g))
tell("inverse-gaussian", "expected", summary(ig, dispersion = 1 / lambda)$cov.scaled)
nb <- glm.nb(days ~ sex + age, read("quine"), control = glm.control(epsilon = 1e-15, maxit = 200))
tell("negative-binomial", "expected", vcov(nb))
