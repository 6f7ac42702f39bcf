// The part of an R script that is the same for every plan.
#include "evidence/plans/r_script.hpp"

namespace evenhand::plans {

namespace r_prelude_text {

constexpr std::string_view text = R"R(
# ---- Helpers: reading, and what R does in another way than the plan's expressions ----
# Levels are sorted by their bytes, not by the language of this machine.
invisible(Sys.setlocale("LC_COLLATE", "C"))

read_plan_data <- function(file, missing, by_column = list(), types = list()) {
  d <- read.csv(file, colClasses = "character", na.strings = missing, check.names = FALSE,
                strip.white = FALSE, encoding = "UTF-8")
  for (name in names(by_column)) d[[name]][d[[name]] %in% by_column[[name]]] <- NA
  for (name in names(d)) {
    x <- d[[name]]
    known <- x[!is.na(x)]
    type <- types[[name]]
    if (!is.null(type) && type == "category") next
    if (length(known) > 0 && all(grepl("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", known))) {
      d[[name]] <- as.Date(x)
    } else if (length(known) > 0 && all(known %in% c("TRUE", "FALSE"))) {
      d[[name]] <- x == "TRUE"
    } else {
      number <- suppressWarnings(as.numeric(known))
      if (!anyNA(number)) d[[name]] <- suppressWarnings(as.numeric(x))
    }
  }
  d
}
is_level <- function(x, text) {
  same <- if (is.logical(x)) x == (text %in% c("TRUE", "1"))
          else if (is.numeric(x)) x == suppressWarnings(as.numeric(text))
          else as.character(x) == text
  same %in% TRUE
}
is_in <- function(x, set) ifelse(is.na(x), NA, as.character(x) %in% as.character(set))
choose_by <- function(condition, a, b) {
  n <- length(condition)
  a <- rep_len(if (is.factor(a)) as.character(a) else a, n)
  b <- rep_len(if (is.factor(b)) as.character(b) else b, n)
  ifelse(condition, a, b)
}
take_away <- function(a, b) if (inherits(a, "Date") && inherits(b, "Date"))
  as.numeric(a) - as.numeric(b) else a - b
round_half_out <- function(x) sign(x) * floor(abs(x) + 0.5)
year_of <- function(x) as.integer(format(x, "%Y"))

formula_of <- function(outcome, columns) {
  if (length(columns) == 0) columns <- "1" else columns <- sprintf("`%s`", columns)
  reformulate(columns, response = as.name(outcome))
}
# Those of one group and in one of two arms; the arm becomes 1 and 0, the blocks one factor.
people_of <- function(d, rows, arm, treated, control, blocks) {
  a <- d[rows %in% TRUE, , drop = FALSE]
  a <- a[is_level(a[[arm]], treated) | is_level(a[[arm]], control), , drop = FALSE]
  a[[arm]] <- as.numeric(is_level(a[[arm]], treated))
  if (length(blocks) > 0) {
    text <- do.call(paste, c(lapply(blocks, function(b) as.character(a[[b]])), sep = " / "))
    text[!complete.cases(a[, blocks, drop = FALSE])] <- NA
    a$block <- text
  }
  a
}
complete_in <- function(a, columns) {
  a <- a[complete.cases(a[, columns, drop = FALSE]), , drop = FALSE]
  for (name in names(a)) {
    if (is.character(a[[name]])) a[[name]] <- factor(a[[name]])
    if (is.factor(a[[name]])) a[[name]] <- droplevels(a[[name]])
  }
  a
}

# ---- Rows of results ----
row_of <- function(kind, term, coef, se = NA, df = NA, p = NA, low = NA, high = NA)
  data.frame(kind = kind, term = term, coef = coef, se = se, df = df, p = p, ci_low = low,
             ci_high = high)
normal_row <- function(kind, term, coef, se, level) {
  z <- qnorm((1 + level) / 2)
  row_of(kind, term, coef, se, NA, 2 * pnorm(-abs(coef / se)), coef - z * se, coef + z * se)
}
robust_rows <- function(fit, effect, effect_name) {
  terms <- row_of("term", fit$term, fit$coefficients, fit$std.error, fit$df, fit$p.value,
                  fit$conf.low, fit$conf.high)
  terms <- terms[!is.na(terms$coef), ]
  answer <- terms[terms$term == effect, ]
  answer$kind <- "effect"
  answer$term <- effect_name
  rbind(answer, terms)
}

# ---- Methods ----
means_rows <- function(a, outcome, arm, level, blocked) {
  y <- as.numeric(a[[outcome]])
  if (blocked) {
    d <- data.frame(y = y, arm = a[[arm]], block = a$block)
    fit <- estimatr::difference_in_means(y ~ arm, blocks = block, data = d, alpha = 1 - level)
    r <- row_of("effect", "difference", fit$coefficients, fit$std.error, fit$df, fit$p.value,
                fit$conf.low, fit$conf.high)
  } else {
    fit <- t.test(y[a[[arm]] == 1], y[a[[arm]] == 0], conf.level = level)
    r <- row_of("effect", "difference", unname(fit$estimate[1] - fit$estimate[2]), fit$stderr,
                unname(fit$parameter), fit$p.value, fit$conf.int[1], fit$conf.int[2])
  }
  rbind(r, transform(r, kind = "term", term = arm))
}
proportions_rows <- function(a, outcome, arm, level) {
  y <- as.numeric(a[[outcome]])
  wilson <- function(x, n, z) {
    p <- x / n
    mid <- p + z^2 / (2 * n)
    wide <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
    c(mid - wide, mid + wide) / (1 + z^2 / n)
  }
  z <- qnorm((1 + level) / 2)
  x1 <- sum(y[a[[arm]] == 1]); n1 <- sum(a[[arm]] == 1)
  x0 <- sum(y[a[[arm]] == 0]); n0 <- sum(a[[arm]] == 0)
  p1 <- x1 / n1; p0 <- x0 / n0
  one <- wilson(x1, n1, z); zero <- wilson(x0, n0, z)
  se <- sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
  r <- row_of("effect", "risk_difference", p1 - p0, se, NA, 2 * pnorm(-abs((p1 - p0) / se)),
              p1 - p0 - sqrt((p1 - one[1])^2 + (zero[2] - p0)^2),
              p1 - p0 + sqrt((one[2] - p1)^2 + (p0 - zero[1])^2))
  rbind(r, transform(r, kind = "term", term = arm))
}
logit_rows <- function(a, outcome, arm, columns, level, robust) {
  a[[outcome]] <- as.numeric(a[[outcome]])
  fit <- glm(formula_of(outcome, c(arm, columns)), family = binomial, data = a,
             control = glm.control(epsilon = 1e-14, maxit = 100))
  v <- if (robust) sandwich::vcovHC(fit, type = "HC0") else vcov(fit)
  b <- coef(fit)
  keep <- !is.na(b)
  b <- b[keep]
  v <- v[names(b), names(b)]
  x <- model.matrix(fit)[, names(b), drop = FALSE]
  risk <- function(value) {
    x[, arm] <- value
    p <- plogis(drop(x %*% b))
    list(mean = mean(p), gradient = colMeans(p * (1 - p) * x))
  }
  one <- risk(1); zero <- risk(0)
  error <- function(g) sqrt(drop(t(g) %*% v %*% g))
  p1 <- one$mean; p0 <- zero$mean
  rbind(
    normal_row("effect", "risk_difference", p1 - p0, error(one$gradient - zero$gradient), level),
    normal_row("effect", "log_risk_ratio", log(p1 / p0),
               error(one$gradient / p1 - zero$gradient / p0), level),
    normal_row("effect", "log_odds_ratio", qlogis(p1) - qlogis(p0),
               error(one$gradient / (p1 * (1 - p1)) - zero$gradient / (p0 * (1 - p0))), level),
    normal_row("term", names(b), b, sqrt(diag(v)), level))
}
survival_rows <- function(a, outcome, event, arm, until, level) {
  mean_of <- function(which) {
    s <- a[a[[arm]] == which, ]
    fit <- survfit(Surv(s[[outcome]], as.numeric(s[[event]])) ~ 1)
    summary(fit, rmean = until)$table[c("rmean", "se(rmean)")]
  }
  one <- mean_of(1); zero <- mean_of(0)
  test <- if (is.null(a$block)) {
    survdiff(Surv(a[[outcome]], as.numeric(a[[event]])) ~ a[[arm]])
  } else {
    survdiff(Surv(a[[outcome]], as.numeric(a[[event]])) ~ a[[arm]] +
                         strata(a$block))
  }
  r <- normal_row("effect", "restricted_mean_difference", unname(one[1] - zero[1]),
                  unname(sqrt(one[2]^2 + zero[2]^2)), level)
  rbind(r, transform(r, kind = "term", term = arm),
        row_of("diagnostic", c("log_rank_chi_squared", "log_rank_p"),
               c(test$chisq, pchisq(test$chisq, 1, lower.tail = FALSE))))
}
cox_rows <- function(a, outcome, event, arm, covariates, level, robust) {
  a$time_ <- a[[outcome]]
  a$event_ <- as.numeric(a[[event]])
  columns <- sprintf("`%s`", c(arm, covariates))
  if (!is.null(a$block)) columns <- c(columns, "strata(block)")
  fit <- coxph(reformulate(columns, response = quote(Surv(time_, event_))),
                         data = a, ties = "efron", robust = robust,
                         control = coxph.control(eps = 1e-12, iter.max = 100))
  b <- coef(fit)
  b <- b[!is.na(b)]
  v <- vcov(fit)[names(b), names(b), drop = FALSE]
  terms <- normal_row("term", names(b), b, sqrt(diag(v)), level)
  answer <- terms[terms$term == arm, ]
  answer$kind <- "effect"
  answer$term <- "log_hazard_ratio"
  rbind(answer, terms)
}
permutation_rows <- function(a, outcome, arm, draws, seed) {
  y <- as.numeric(a[[outcome]])
  t <- a[[arm]]
  difference <- function(t) mean(y[t == 1]) - mean(y[t == 0])
  block <- if (is.null(a$block)) rep(1, length(t)) else as.integer(a$block)
  rows <- split(seq_along(t), block)
  set.seed(seed)
  drawn <- replicate(draws, {
    for (r in rows) if (length(r) > 1) t[r] <- t[sample(r)]
    difference(t)
  })
  observed <- difference(a[[arm]])
  far <- sum(abs(drawn) >= abs(observed) - 1e-9 * (1 + abs(observed)))
  # R draws other assignments: p differs by chance, within the Monte Carlo error.
  row_of("effect", "difference", observed, p = (1 + far) / (1 + draws))
}
response_weights_of <- function(a, outcome, arm, columns) {
  a$answered_ <- as.numeric(!is.na(a[[outcome]]))
  x <- paste(sprintf("`%s`", columns), collapse = " + ")
  fit <- glm(as.formula(sprintf("answered_ ~ (%s) * `%s`", x, arm)), family = binomial, data = a,
             control = glm.control(epsilon = 1e-14, maxit = 100))
  1 / fitted(fit)
}
# Gaps filled in each arm by itself and results pooled (Barnard and Rubin 1999). R draws other
# values, so the numbers differ by chance.
filled_by_arm <- function(a, which, arm, columns, imputations, rounds, seed) {
  part <- a[a[[arm]] == which, , drop = FALSE]
  x <- part[, columns, drop = FALSE]
  binary <- vapply(x, function(v) is.numeric(v) && all(v[!is.na(v)] %in% 0:1), TRUE)
  x[binary] <- lapply(x[binary], factor, levels = 0:1)
  made <- mice::mice(x, m = imputations, maxit = rounds, seed = seed + which, printFlag = FALSE)
  lapply(seq_len(imputations), function(i) {
    done <- mice::complete(made, i)
    done[binary] <- lapply(done[binary], function(v) as.numeric(as.character(v)))
    part[, columns] <- done
    part
  })
}
imputed_rows <- function(a, arm, columns, imputations, rounds, seed, rows_for, level) {
  treated <- filled_by_arm(a, 1, arm, columns, imputations, rounds, seed)
  control <- filled_by_arm(a, 0, arm, columns, imputations, rounds, seed)
  fits <- lapply(seq_len(imputations), function(i) rows_for(rbind(treated[[i]], control[[i]])))
  do.call(rbind, lapply(seq_len(nrow(fits[[1]])), function(k) {
    each <- do.call(rbind, lapply(fits, function(f) f[k, ]))
    m <- imputations
    between <- var(each$coef)
    total <- mean(each$se^2) + (1 + 1 / m) * between
    lambda <- (1 + 1 / m) * between / total
    complete <- if (anyNA(each$df)) 1e7 else min(each$df)
    observed <- (complete + 1) / (complete + 3) * complete * (1 - lambda)
    df <- if (lambda == 0) observed else 1 / (lambda^2 / (m - 1) + 1 / observed)
    coef <- mean(each$coef)
    se <- sqrt(total)
    wide <- qt((1 + level) / 2, df) * se
    row_of(each$kind[1], each$term[1], coef, se, df, 2 * pt(-abs(coef / se), df), coef - wide,
           coef + wide)
  }))
}
# Cochran's Q of the parts of a subgroup.
parts_rows <- function(a, column, rows_for) {
  values <- sort(unique(a[[column]]))
  found <- do.call(rbind, lapply(as.character(values), function(value) {
    part <- a[which(as.character(a[[column]]) == value), , drop = FALSE]
    one <- rows_for(part)[1, ]
    one$kind <- "subgroup"
    one$term <- paste0(column, "=", value)
    one
  }))
  w <- 1 / found$se^2
  q <- sum(w * (found$coef - sum(w * found$coef) / sum(w))^2)
  rbind(found, row_of("interaction", column, q, df = nrow(found) - 1,
                      p = pchisq(q, nrow(found) - 1, lower.tail = FALSE)))
}

results <- NULL
keep_rows <- function(analysis, rows) {
  rownames(rows) <- NULL
  results <<- rbind(results, cbind(analysis = analysis, rows))
}
)R";

} // namespace r_prelude_text

std::string_view r_prelude()
{
    return r_prelude_text::text;
}

} // namespace evenhand::plans
