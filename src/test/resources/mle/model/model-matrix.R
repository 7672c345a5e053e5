# Model matrices of R for the formulas below: one line for each column of each matrix.
# Run with: Rscript model-matrix.R   (R 4.2.2); writes model-matrix.csv from model-matrix-data.csv.
library(splines)
options(digits = 17)
d <- read.csv("model-matrix-data.csv", check.names = FALSE, stringsAsFactors = TRUE)
formulas <- c(
  "~ 1", "~ 0", "~ x", "~ x - 1", "~ 0 + x", "~ x + 0", "~ x + z", "~ x * z", "~ x:z", "~ x:z - 1", "~ a", "~ a - 1",
  "~ b + a", "~ b + a - 1", "~ a * b", "~ a:b", "~ a:b - 1", "~ a * b - 1", "~ a + a:b", "~ b + a:b", "~ a:b + a",
  "~ a / b", "~ a / x", "~ a / (b + x)", "~ (a + b) / x", "~ x * a", "~ a * x", "~ x:a", "~ a:x", "~ x:a - 1", "~ x + x:a",
  "~ a + x:a", "~ a * x - 1", "~ (a + b + x)^2", "~ (a + b + x)^3 - a:b", "~ a * b * x", "~ a * b * k", "~ a:b:x",
  "~ a * b * x - a:b:x", "~ factor(k)", "~ factor(k) - 1", "~ factor(k) * x", "~ as.factor(k):b", "~ factor(half)",
  "~ factor(big)", "~ log(z)", "~ log(z) + I(x^2)", "~ I(x*2)", "~ I( x / 2 + 1 )", "~ sqrt(z)*exp(-x)", "~ I(-x)",
  "~ log10(z) + log2(z)", "~ I((x + z)^2)", "~ poly(x, 1)", "~ poly(x,2)", "~ poly(x, 3) + z", "~ poly(x, degree = 2)",
  "~ poly(x, 2, raw = TRUE)", "~ a:poly(x, 2)", "~ poly(log(z), 2)", "~ scale(x)", "~ scale(x) * b", "~ bs(x, df = 4)",
  "~ bs(x, df=5) + a", "~ bs(x, df = 6, degree = 2)", "~ bs(x, df = 5, intercept = TRUE)", "~ bs(x)", "~ b * bs(x, df = 4)",
  "~ x + offset(log(z))", "~ . - big", "~ (a + b + x + z)^2 - a - x:z", "~ a %in% b", "~ x + a - x", "~ b:a + a",
  "~ `odd name` + x", "~ `odd name`:a", "~ z:x:a", "~ a + x:z:b", "~ log(z):a:b - 1", "~ a:b:factor(k) - 1",
  "~ I(1e5*x)", "~ I(x*0.0001)", "~ I(x^2 - 2*x + 1)", "~ 1 + x", "~ x + 1 - 1", "~ (x + a) - 1", "~ x + (a + b)^2")
out <- file("model-matrix.csv", "w")
writeLines("formula\tname\tvalues", out)
for (f in formulas) {
  if (grepl("%in%", f, fixed = TRUE)) next
  m <- model.matrix(as.formula(f, env = globalenv()), d)
  if (ncol(m) == 0) writeLines(paste(f, "", "", sep = "\t"), out)
  for (j in seq_len(ncol(m)))
    writeLines(paste(f, colnames(m)[j], paste(format(m[, j], digits = 17, trim = TRUE), collapse = " "), sep = "\t"), out)
}
# Constants remembered: the matrix of new data by the fit's constants.
new <- d[c(2, 5, 1), ]
new$x <- c(0.1, 6.3, -1.5)
for (f in c("~ poly(x, 3)", "~ bs(x, df = 5)", "~ scale(x)", "~ a * x", "~ poly(log(z), 2) * b", "~ factor(k)")) {
  fit <- lm(as.formula(paste("y", f)), d)
  m <- suppressWarnings(model.matrix(delete.response(terms(fit)), model.frame(delete.response(terms(fit)), new, xlev = fit$xlevels)))
  for (j in seq_len(ncol(m)))
    writeLines(paste(paste("new", f), colnames(m)[j], paste(format(m[, j], digits = 17, trim = TRUE), collapse = " "), sep = "\t"), out)
}
close(out)
