# Likelihood-ratio tests and criteria, for anova.csv.
# Rscript src/test/resources/mle/inference/anova.R > src/test/resources/mle/inference/anova.csv    (R 4.2, survival 3.5, lmtest 0.9, MASS 7.3)
suppressMessages({library(survival); library(lmtest); library(MASS)})
read <- function(name) read.csv(file.path("datasets", paste0(name, ".csv")))
cat("case,degrees,statistic,pValue\n")
tell <- function(case, small, large, half = FALSE) {
  statistic <- 2 * as.numeric(logLik(large) - logLik(small))
  df <- attr(logLik(large), "df") - attr(logLik(small), "df")
  cat(sprintf("%s,%d,%.15g,%.15g\n", case, df, statistic, pchisq(statistic, df, lower.tail = FALSE) / (1 + half)))
}
tight <- glm.control(epsilon = 1e-15, maxit = 100)
claims <- read("insurance_claims")
f <- function(formula) glm(formula, poisson, claims, control = tight)
tell("poisson", f(claims ~ age + offset(log(holders))), f(claims ~ age + factor(district) + offset(log(holders))))
quine <- read("quine")
tell("edge", glm(days ~ age, poisson, quine, control = tight),
     glm.nb(days ~ age, quine, control = glm.control(epsilon = 1e-15, maxit = 200)), half = TRUE)
g <- function(formula) survreg(formula, read("gehan_6mp"), control = survreg.control(rel.tolerance = 1e-15))
tell("weibull", g(Surv(weeks, event) ~ 1), g(Surv(weeks, event) ~ treatment))
