# Estimates with other standard errors than those of the observed information, for covariance.csv.
# Rscript src/test/resources/mle/fit/covariance.R > src/test/resources/mle/fit/covariance.csv    (R 4.2, survival 3.5)
library(survival)
cat("case,parameter,estimate,standardError\n")
tell <- function(case, names, est, se)
  cat(sprintf("%s,%s,%.15g,%.15g\n", case, names, est, se), sep = "")

# Weibull lifetimes by survreg: the plain sandwich is the cross product of dfbeta residuals. Its own robust = TRUE leaves
# out the weights of the rows in that product (survival 3.5-3).
lung <- read.csv("datasets/lung_ncctg.csv")
lung$one <- 1
lung$row <- seq_len(nrow(lung))
weibull <- function(case, weights, cluster) {
  d <- lung[!is.na(lung[[cluster]]), ]
  d$w <- d[[weights]]
  d$id <- d[[cluster]]
  fit <- survreg(Surv(time, event) ~ 1, data = d, weights = w, dist = "weibull",
                 control = survreg.control(rel.tolerance = 1e-14, iter.max = 100))
  dfbeta <- residuals(fit, "dfbeta", weighted = TRUE)
  se <- sqrt(diag(crossprod(rowsum(dfbeta, d$id))))
  tell(case, c("shape", "scale"), c(1 / fit$scale, exp(coef(fit))), c(se[2] / fit$scale, exp(coef(fit)) * se[1]))
}
weibull("sandwich", "one", "row")
weibull("sampling", "age", "row")
weibull("cluster", "one", "inst")
weibull("sampling-cluster", "age", "inst")

# Gamma, from its score and information as formulas.
x <- read.csv("datasets/old_faithful.csv")$waiting
theta <- c(mean(x)^2 / var(x), mean(x) / var(x))
score <- function(t) cbind(log(t[2]) + log(x) - digamma(t[1]), t[1] / t[2] - x)
information <- function(t) length(x) * matrix(c(trigamma(t[1]), -1 / t[2], -1 / t[2], t[1] / t[2]^2), 2)
for (k in 1:50) theta <- theta + solve(information(theta), colSums(score(theta)))
B <- crossprod(score(theta)); A <- information(theta)
tell("gamma-opg", c("shape", "rate"), theta, sqrt(diag(solve(B))))
tell("gamma-sandwich", c("shape", "rate"), theta, sqrt(diag(solve(A, B) %*% solve(A))))

# Poisson counts with frequencies.
d <- read.csv("datasets/rutherford_geiger.csv")
m <- sum(d$frequency * d$count) / sum(d$frequency)
tell("poisson-sandwich", "mean", m, sqrt(sum(d$frequency * (d$count - m)^2)) / sum(d$frequency))
tell("poisson-opg", "mean", m, 1 / sqrt(sum(d$frequency * (d$count / m - 1)^2)))
