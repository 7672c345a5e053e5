# Nonparametric estimates, for nonparametric.csv: Kaplan-Meier by survfit, Turnbull by its own iterations in matrices.
# Rscript src/test/resources/mle/data/nonparametric.R > src/test/resources/mle/data/nonparametric.csv    (R 4.2, survival 3.5)
library(survival)
cat("case,from,to,value,error\n")
tell <- function(case, from, to, value, error)
  cat(sprintf("%s,%.15g,%.15g,%.15g,%.15g\n", case, from, to, value, error), sep = "")

km <- function(case, formula, data, weights = rep(1, nrow(data))) {
  data$w <- weights
  fit <- survfit(formula, data = data, weights = w)
  k <- fit$n.event > 0
  # survfit tells the error of the cumulative hazard's logarithm: times the survival it is Greenwood's.
  error <- ifelse(fit$surv[k] > 0, fit$std.err[k] * fit$surv[k], NaN)
  tell(case, fit$time[k], fit$time[k], fit$surv[k], error)
}
gehan <- subset(read.csv("datasets/gehan_6mp.csv"), treatment == "6-MP")
lung <- read.csv("datasets/lung_ncctg.csv")
lung$entry <- floor(lung$time * 0.4)
km("gehan", Surv(weeks, event) ~ 1, gehan)
km("lung", Surv(time, event) ~ 1, lung)
km("lung-entry", Surv(entry, time, event) ~ 1, lung)

# Greenwood's formula for frequencies: survfit's own error takes weights for sampling weights.
d <- lung[rep(seq_len(nrow(lung)), lung$sex), ]
km("lung-frequencies", Surv(time, event) ~ 1, d)

# All cells between the distinct ends; EM, a step at a time, until the derivatives leave nothing to gain.
turnbull <- function(case, left, right) {
  right[is.na(right)] <- Inf
  ends <- sort(unique(c(left, right)))
  a <- outer(seq_along(left), seq_len(length(ends) - 1),
             function(i, j) (ends[j] >= left[i] & ends[j + 1] <= right[i]) * 1)
  # A cell is innermost if it begins where a region begins and ends where one ends.
  inner <- ends[-length(ends)] %in% left & ends[-1] %in% right
  a <- a[, inner, drop = FALSE]
  from <- ends[-length(ends)][inner]; to <- ends[-1][inner]
  p <- rep(1 / ncol(a), ncol(a))
  for (k in 1:2000000) {
    d <- as.vector(crossprod(a, 1 / (a %*% p))) / nrow(a)
    if (max(d) < 1 + 1e-13 && max(p * abs(d - 1)) < 1e-15) break
    p <- p * d
  }
  kept <- p > 1e-8
  tell(case, from[kept], to[kept], p[kept], sum(log(a %*% p)))
}
cosmesis <- read.csv("datasets/breast_cosmesis.csv")
for (t in unique(cosmesis$treatment))
  with(subset(cosmesis, treatment == t), turnbull(t, left, right))
