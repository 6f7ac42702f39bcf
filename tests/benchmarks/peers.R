# Rscript peers.R LINE FOLDER: times the peer of one line of statistics_benchmark.cpp on the data that it wrote there, and
# prints one line of JSON: peer, seconds of processor time (median), runs, answer, peak_bytes. What a package costs to load is not counted.
Sys.setenv(OMP_NUM_THREADS = 1, OPENBLAS_NUM_THREADS = 1)
words <- commandArgs(TRUE)
busy <- function() sum(proc.time()[c("user.self", "sys.self")])
line <- words[1]

made <- function() {
    stem <- file.path(words[2], line)
    from <- file(paste0(stem, ".bin"), "rb")
    size <- readBin(from, "integer", 2, size = 4)
    columns <- lapply(seq_len(size[2]), function(i) readBin(from, "double", size[1]))
    close(from)
    names(columns) <- readLines(paste0(stem, ".names"))
    as.data.frame(columns)
}
right_hand <- function(first, count) paste(c(first, sprintf("x%d", seq_len(count))), collapse = " + ")
model <- function(left, first, count) as.formula(paste(left, "~", right_hand(first, count)))

# Pocock and Simon for two arms, one person after the other.
minimise <- compiler::cmpfun(function(levels, p) {
    n <- nrow(levels)
    counts <- lapply(seq_len(ncol(levels)), function(f) matrix(0, max(levels[, f]), 2))
    element <- runif(n)
    tie <- runif(n)
    arm <- integer(n)
    for (i in seq_len(n)) {
        scores <- c(0, 0)
        for (f in seq_len(ncol(levels))) {
            here <- counts[[f]][levels[i, f], ]
            scores[1] <- scores[1] + abs(here[1] + 1 - here[2])
            scores[2] <- scores[2] + abs(here[1] - here[2] - 1)
        }
        chosen <- if (scores[1] == scores[2]) 1 + (tie[i] < .5) else {
            preferred <- which.min(scores)
            if (element[i] < p) preferred else 3 - preferred
        }
        arm[i] <- chosen
        for (f in seq_len(ncol(levels))) counts[[f]][levels[i, f], chosen] <- counts[[f]][levels[i, f], chosen] + 1
    }
    arm
})

imputed <- function(method) {
    library(mice)
    d <- made()
    gaps <- sum(is.na(d))
    methods <- ifelse(colSums(is.na(d)) > 0, method, "")
    list(peer = paste0("mice ", method), runs = 1, work = function() {
        mice(d, m = 20, maxit = 5, method = methods, printFlag = FALSE, seed = 1)
        gaps
    })
}
least_squares <- function(count) {
    library(estimatr)
    d <- made()
    formula <- model("y", "t", count)
    list(peer = "estimatr::lm_robust", runs = if (count > 20) 3 else 5,
         work = function() lm_robust(formula, d, se_type = "HC2")$std.error[["t"]])
}

peers <- list(
    "ols/hc2_100000_10" = function() least_squares(10),
    "ols/hc2_1000000_30" = function() least_squares(30),
    "lin" = function() {
        library(estimatr)
        d <- made()
        covariates <- as.formula(paste("~", right_hand(NULL, 10)))
        list(peer = "estimatr::lm_lin", runs = 3,
             work = function() lm_lin(y ~ t, covariates, d, se_type = "HC2")$std.error[["t"]])
    },
    "blocked_difference" = function() {
        library(estimatr)
        d <- made()
        list(peer = "estimatr::difference_in_means", runs = 3,
             work = function() difference_in_means(y ~ t, blocks = cluster, data = d)$std.error[[1]])
    },
    "two_stage" = function() {
        library(estimatr)
        d <- made()
        x <- right_hand(NULL, 10)
        formula <- as.formula(paste("y ~ d +", x, "| t +", x))
        list(peer = "estimatr::iv_robust", runs = 3,
             work = function() iv_robust(formula, d, se_type = "HC2", diagnostics = TRUE)$std.error[["d"]])
    },
    "cluster_errors" = function() {
        library(estimatr)
        d <- made()
        formula <- model("y", "t", 10)
        list(peer = "estimatr::lm_robust CR2", runs = 5,
             work = function() lm_robust(formula, d, clusters = cluster, se_type = "CR2")$std.error[["t"]])
    },
    "logit" = function() {
        d <- made()
        formula <- model("y", "t", 10)
        list(peer = "glm", runs = 5, work = function() sqrt(vcov(glm(formula, binomial, d))["t", "t"]))
    },
    "standardised_risk" = function() {
        d <- made()
        formula <- model("y", "t", 10)
        list(peer = "glm and matrices", runs = 5, work = function() {
            fit <- glm(formula, binomial, d)
            x <- model.matrix(fit)
            slope <- function(arm) {
                x[, "t"] <- arm
                p <- plogis(drop(x %*% coef(fit)))
                colMeans(p * (1 - p) * x)
            }
            g <- slope(1) - slope(0)
            sqrt(drop(g %*% vcov(fit) %*% g))
        })
    },
    "cox" = function() {
        library(survival)
        d <- made()
        formula <- model("Surv(time, event)", "t", 9)
        list(peer = "survival::coxph", runs = 5, work = function() sqrt(vcov(coxph(formula, d))["t", "t"]))
    },
    "kaplan_meier" = function() {
        library(survival)
        d <- made()
        list(peer = "survival::survfit", runs = 5, work = function() {
            curves <- survfit(Surv(time, event) ~ t, d)
            sum(summary(curves, times = 1)$std.err)
        })
    },
    "log_rank" = function() {
        library(survival)
        d <- made()
        list(peer = "survival::survdiff", runs = 5, work = function() survdiff(Surv(time, event) ~ t, d)$chisq)
    },
    "chained_equations/matching" = function() imputed("pmm"),
    "chained_equations/normal" = function() imputed("norm"),
    "permutation" = function() {
        library(coin)
        d <- made()
        d$arm <- factor(d$t)
        list(peer = "coin approximate()", runs = 3, work = function() {
            pvalue(oneway_test(y ~ arm, d, distribution = approximate(nresample = 10000)))
            mean(d$y[d$t == 1]) - mean(d$y[d$t == 0])
        })
    },
    "group_sequential" = function() {
        library(rpact)
        list(peer = "rpact::getDesignGroupSequential", runs = 7, work = function() {
            design <- getDesignGroupSequential(sided = 1, alpha = .025, informationRates = (1:5) / 5, typeOfDesign = "asOF")
            tail(design$criticalValues, 1)
        })
    },
    "minimisation" = function() {
        levels <- cbind(sample.int(10, 1e5, TRUE), sample.int(5, 1e5, TRUE), sample.int(3, 1e5, TRUE))
        list(peer = "a compiled loop in R", runs = 3, work = function() length(minimise(levels, .8)))
    }
)

if (is.null(peers[[line]])) quit(status = 3)
suppressPackageStartupMessages(peer <- peers[[line]]())
answer <- NULL
seconds <- replicate(peer$runs, {
    gc(FALSE)
    began <- busy()
    repeats <- 0
    # A clock of milliseconds needs some of them.
    while (repeats == 0 || busy() - began < .05) {
        answer <<- peer$work()
        repeats <- repeats + 1
    }
    (busy() - began) / repeats
})
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("[^0-9]", "", status[startsWith(status, "VmHWM")])) * 1024
cat(sprintf('{"peer": "%s", "seconds": %.9g, "runs": %d, "answer": %.15g, "peak_bytes": %.0f}\n',
            peer$peer, median(seconds), peer$runs, answer, peak))
