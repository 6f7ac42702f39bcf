#include "storage/rebuild.hpp"

#include "storage/connection.hpp"
#include "storage/store_digest.hpp"

namespace evenhand::storage {

std::vector<RebuildFinding> rebuild(Database& database, const std::vector<DerivedTable>& tables,
                                    Rebuild how)
{
    std::vector<RebuildFinding> findings;
    for (const auto& table : tables) {
        RebuildFinding finding;
        database.write([&](Connection& sql) {
            const auto before = digest_table(sql, table.name);
            sql.execute(table.empty);
            table.refill(sql);
            const auto after = digest_table(sql, table.name);
            finding = {std::string(table.name), before == after, after.rows};
            const bool keep = how == Rebuild::refill && !finding.equal;
            return keep ? Database::Ending::commit : Database::Ending::roll_back;
        });
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace evenhand::storage
