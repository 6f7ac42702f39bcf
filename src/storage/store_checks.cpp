#include "storage/store_checks.hpp"

#include "storage/statement.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::storage {

namespace store_checks {

constexpr Statement repeated_keys{"verify.repeated_keys",
                                  "SELECT scope, request_key FROM idempotency"
                                  " GROUP BY scope, request_key HAVING count(*) > 1 LIMIT 10"};

constexpr Statement integrity{"verify.integrity", "PRAGMA integrity_check(10)", "SELECT 'ok'"};

constexpr Statement foreign_keys{"verify.foreign_keys", "PRAGMA foreign_key_check",
                                 "SELECT '', 0, '', 0 WHERE 1 = 0"};

using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

} // namespace store_checks

void check_store(Connection& sql, Findings& findings)
{
    for (const auto& [scope, key] :
         sql.rows<std::string, std::string>(store_checks::repeated_keys)) {
        findings.add({Breach::effect_repeated, std::nullopt, "idempotency", key,
                      fmt::format("two answers are kept for one key in scope {}", scope)});
    }
    for (const auto& [said] : sql.rows<std::string>(store_checks::integrity)) {
        if (said == "ok") continue;
        findings.add({Breach::engine_damaged,
                      std::nullopt,
                      {},
                      {},
                      fmt::format("the database's own check says: {}", said)});
    }
    for (const auto& [table, row, parent, key] :
         sql.rows<store_checks::MaybeText, store_checks::MaybeNumber, store_checks::MaybeText,
                  store_checks::MaybeNumber>(store_checks::foreign_keys)) {
        findings.add({Breach::engine_damaged,
                      std::nullopt,
                      table.value_or(""),
                      {},
                      fmt::format("a row of {} points at a row of {} that is not there",
                                  table.value_or("a table"), parent.value_or("a table"))});
    }
}

} // namespace evenhand::storage
