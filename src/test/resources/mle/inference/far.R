# Standard errors of predictions and leverages on columns far from zero and on raw powers, for far.csv: R's, of the same columns
# about their centres or as orthogonal polynomials, which span the same space. Those of normal models are multiplied with
# sqrt((n - p)/n): the standard deviation is the maximum likelihood estimate.
# Rscript src/test/resources/mle/inference/far.R > src/test/resources/mle/inference/far.csv    (R 4.2)
i <- 0:59
y <- (37 * i) %% 11 + i %/% 10
cat("case,row,standardError,leverage\n")
tell <- function(case, m, factor = 1) {
  se <- predict(m, se.fit = TRUE)$se.fit * factor
  cat(sprintf("%s,%d,%.15g,%.15g\n", case, c(1, 2, 31, 60), se[c(1, 2, 31, 60)], hatvalues(m)[c(1, 2, 31, 60)]), sep = "")
}
normal <- function(case, m) tell(case, m, sqrt(df.residual(m) / 60))
normal("seconds", lm(y ~ i))
normal("trillion", lm(y ~ i))
tell("cubic", glm(y ~ poly(i, 3), poisson, control = glm.control(epsilon = 1e-15, maxit = 100)))
tell("quartic", glm(y ~ poly(i, 4), poisson, control = glm.control(epsilon = 1e-15, maxit = 100)))
normal("tenth", lm(y ~ poly(i, 10)))
