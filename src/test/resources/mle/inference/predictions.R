# Predictions with standard errors, for predictions.csv: of R's own predict where it has them, else of estimates at the maximum of
# the log-likelihood written out here, with derivatives by numDeriv (Richardson's extrapolation).
# Rscript src/test/resources/mle/inference/predictions.R > src/test/resources/mle/inference/predictions.csv
# (R 4.2, survival 3.5, numDeriv 2016.8, MASS 7.3)
suppressMessages({library(survival); library(splines); library(numDeriv); library(MASS)})
read <- function(name) read.csv(file.path("datasets", paste0(name, ".csv")))
cat("case,quantity,row,estimate,standardError\n")
tell <- function(case, quantity, est, se)
  cat(sprintf("%s,%s,%d,%.15g,%.15g\n", case, quantity, seq_along(est), est, se), sep = "")
tight <- glm.control(epsilon = 1e-15, maxit = 100)

glms <- function(case, fit, new) {
  for (type in c("link", "response")) {
    p <- predict(fit, new, type = type, se.fit = TRUE)
    tell(case, type, p$fit, p$se.fit)
  }
}
claims <- read("insurance_claims")
glms("poisson", glm(claims ~ factor(district) + age + offset(log(holders)), poisson, claims, control = tight), claims[c(1, 20, 60), ])
spector <- read("spector_mazzeo")
glms("logit", glm(grade ~ gpa * tuce + psi, binomial, spector, control = tight), spector[1:4, ])
bio <- read("biochemists")
glms("bases", glm(art ~ poly(ment, 2) + bs(phd, df = 5) + scale(kid5), poisson, bio, control = tight), bio[c(1, 5, 100), ])
beetle <- read("beetle_mortality")
glms("counts", glm(cbind(killed, exposed - killed) ~ logdose, binomial, beetle, control = tight), beetle[1:3, ])
stack <- read("stackloss")
linear <- lm(stack_loss ~ air_flow + water_temp, stack)
p <- predict(linear, stack[1:3, ], se.fit = TRUE)
tell("normal", "response", p$fit, p$se.fit * sqrt(18 / 21))

lung <- read("lung_ncctg")
lung <- lung[!is.na(lung$ph_ecog), ]
lung$sex <- factor(lung$sex)
for (dist in c("weibull", "lognormal", "loglogistic")) {
  fit <- survreg(Surv(time, event) ~ age + sex + ph_ecog, lung, dist = dist,
                 control = survreg.control(rel.tolerance = 1e-15, iter.max = 100))
  p <- predict(fit, lung[1:3, ], type = "lp", se.fit = TRUE)
  tell(dist, "link", p$fit, p$se.fit)
  for (q in c(0.1, 0.5, 0.9)) {
    p <- predict(fit, lung[1:3, ], type = "quantile", p = q, se.fit = TRUE)
    tell(dist, paste("quantile", q), p$fit, p$se.fit)
  }
}

# The maximum of a log-likelihood, and functions of what is estimated, by the delta method.
maximum <- function(loglik, start) {
  t <- optim(start, function(t) -loglik(t), method = "BFGS", control = list(maxit = 1000, reltol = 1e-14))$par
  for (k in 1:4) t <- t - solve(hessian(loglik, t), grad(loglik, t))
  list(t = t, v = solve(-hessian(loglik, t)))
}
delta <- function(case, quantity, m, f) {
  slopes <- jacobian(f, m$t)
  tell(case, quantity, f(m$t), sqrt(diag(slopes %*% m$v %*% t(slopes))))
}

quine <- read("quine")
x <- model.matrix(~ sex + age, quine)
m <- maximum(function(t) sum(dnbinom(quine$days, mu = exp(x %*% t[1:5]), size = exp(t[6]), log = TRUE)), c(2.7, 0, 0, 0, 0, 0.2))
delta("negative-binomial", "response", m, function(t) exp(x[1:3, ] %*% t[1:5]))
delta("negative-binomial", "P5", m, function(t) pnbinom(5, mu = exp(x[1:3, ] %*% t[1:5]), size = exp(t[6])))
delta("negative-binomial", "survival5", m, function(t) pnbinom(5, mu = exp(x[1:3, ] %*% t[1:5]), size = exp(t[6]), lower = FALSE))

x <- model.matrix(~ female + ment, bio)
zip <- function(t) {
  p <- plogis(t[4]); mu <- exp(x %*% t[1:3])
  sum(log(ifelse(bio$art == 0, p + (1 - p) * exp(-mu), (1 - p) * dpois(bio$art, mu))))
}
m <- maximum(zip, c(0.6, -0.2, 0.02, -1.5))
delta("zero-inflated", "response", m, function(t) (1 - plogis(t[4])) * exp(x[1:3, ] %*% t[1:3]))
delta("zero-inflated", "P0", m, function(t) plogis(t[4]) + (1 - plogis(t[4])) * exp(-exp(x[1:3, ] %*% t[1:3])))
hurdle <- function(t) {
  p <- plogis(t[4]); mu <- exp(x %*% t[1:3])
  sum(log(ifelse(bio$art == 0, p, (1 - p) * dpois(bio$art, mu) / (1 - exp(-mu)))))
}
m <- maximum(hurdle, c(0.6, -0.2, 0.02, -1))
delta("hurdle", "response", m, function(t) { mu <- exp(x[1:3, ] %*% t[1:3]); (1 - plogis(t[4])) * mu / (1 - exp(-mu)) })

mental <- read("mental_impairment")
y <- match(mental$impairment, c("none", "mild", "moderate", "impaired"))
x <- model.matrix(~ ses + life_events, mental)[, -1]
probabilities <- function(t, rows) {
  eta <- x[rows, , drop = FALSE] %*% t[1:2]
  cdf <- cbind(0, plogis(outer(-as.vector(eta), t[3:5], "+")), 1)
  cdf[, 2:5] - cdf[, 1:4]
}
m <- maximum(function(t) sum(log(probabilities(t, 1:40)[cbind(1:40, y)])), c(-1, 0.3, -0.3, 1.2, 2.2))
for (k in 1:4) delta("ordered", c("none", "mild", "moderate", "impaired")[k], m, function(t) probabilities(t, 1:3)[, k])

gator <- read("alligator_food")
gator <- gator[gator$count > 0, ]
foods <- sort(unique(gator$food))
y <- match(gator$food, foods)
x <- model.matrix(~ size, gator)
choice <- function(t, rows) {
  e <- exp(cbind(0, x[rows, , drop = FALSE] %*% matrix(t, 2)))
  e / rowSums(e)
}
m <- maximum(function(t) sum(gator$count * log(choice(t, seq_along(y))[cbind(seq_along(y), y)])), rep(0, 8))
for (k in 1:5) delta("multinomial", foods[k], m, function(t) choice(t, 1:3)[, k])

puro <- read("puromycin")
curve <- function(t, rows) t[1] * puro$conc[rows] / (t[2] + puro$conc[rows])
m <- maximum(function(t) sum(dnorm(puro$rate, curve(t, 1:23), exp(t[3]), log = TRUE)), c(190, 0.06, 2.5))
delta("nonlinear", "response", m, function(t) curve(t, 1:3))
delta("nonlinear", "quantile 0.9", m, function(t) qnorm(0.9, curve(t, 1:3), exp(t[3])))

crabs <- read("horseshoe_crabs")
x <- cbind(1, crabs$width - 26)
m <- maximum(function(t) {
  mu <- exp(x %*% t[1:2]); shape <- exp(x %*% t[3:4])
  sum(dgamma(crabs$weight_g / 1000, shape, shape / mu, log = TRUE))
}, c(0.85, 0.16, 4, 0))
delta("gamma", "response", m, function(t) exp(x[1:3, ] %*% t[1:2]))
delta("gamma", "quantile 0.5", m, function(t) qgamma(0.5, exp(x[1:3, ] %*% t[3:4]), exp(x[1:3, ] %*% (t[3:4] - t[1:2]))))

faithful <- read("old_faithful")
x <- cbind(1, faithful$eruptions)
m <- maximum(function(t) sum(dnorm(faithful$waiting, x %*% t[1:2], exp(x %*% t[3:4]), log = TRUE)), c(33, 10, 1.7, 0))
delta("heteroscedastic", "quantile 0.95", m, function(t) x[1:3, ] %*% t[1:2] + qnorm(0.95) * exp(x[1:3, ] %*% t[3:4]))

level <- read("port_pirie")$sea_level_m
m <- maximum(function(t) {
  z <- 1 + t[3] * (level - t[1]) / exp(t[2])
  -length(level) * t[2] - sum((1 + 1 / t[3]) * log(z) + z^(-1 / t[3]))
}, c(3.87, -1.6, -0.05))
delta("gev", "quantile 0.99", m, function(t) t[1] + exp(t[2]) * ((-log(0.99))^(-t[3]) - 1) / t[3])
delta("gev", "response", m, function(t) t[1] + exp(t[2]) * (gamma(1 - t[3]) - 1) / t[3])
