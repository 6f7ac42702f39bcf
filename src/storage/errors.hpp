#pragma once

#include <stdexcept>
#include <string>

namespace evenhand::storage {

/// How the world failed (design 4, storage): what the edges do differs, so the classes are few.
enum class Failure {
    full,            ///< no space: rolled back; 503 with Retry-After; keep serving
    unavailable,     ///< cannot reach the database, or too busy: nothing was done; 503
    outcome_unknown, ///< connection lost at COMMIT: 503; sending again with the same key settles it
    broken,          ///< I/O error or corruption: stop the process, exit 2
    constraint, ///< a UNIQUE, CHECK or foreign key said no: a bug of ours unless a store expects it
    refused,    ///< the append-only guard or a permission of the engine said no
    conflict,   ///< serialisation or deadlock: the closure may be run again
    other,
};

/// Says which statement failed and how, never a bound value: SOCI's own text prints them
/// (design 8.12).
class StorageError : public std::runtime_error
{
public:
    StorageError(Failure failure, std::string statement, std::string code);
    /// With a sentence of our own for the person at the terminal, where one can act on it.
    StorageError(Failure failure, std::string statement, std::string code,
                 const std::string& sentence);
    [[nodiscard]] Failure failure() const { return failure_; }
    /// The name of the statement, or the step: "commit", "open".
    [[nodiscard]] const std::string& statement() const { return statement_; }
    /// The engine's code: "SQLITE_FULL", "53100".
    [[nodiscard]] const std::string& code() const { return code_; }

private:
    Failure failure_;
    std::string statement_;
    std::string code_;
};

} // namespace evenhand::storage
