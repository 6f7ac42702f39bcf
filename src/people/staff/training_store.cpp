#include "people/staff/training_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <tuple>

namespace evenhand::staff {
namespace training_store {

using storage::Statement;

constexpr Statement find_trainings{
    "staff_training.list",
    "SELECT course, completed_on, valid_until FROM staff_training t WHERE account_id = :account "
    "AND NOT EXISTS (SELECT 1 FROM staff_training later WHERE later.supersedes = t.id) "
    "ORDER BY completed_on DESC, id LIMIT 100"};

} // namespace training_store

void TrainingStore::record(storage::UnitOfWork& work, AccountId account, const Training& training,
                           std::string_view reason) const
{
    auto row = storage::fact_columns(work, work.new_id<Id<struct TrainingTag>>().text(), reason);
    row.push_back({"account_id", account.text()});
    row.push_back({"course", training.course});
    row.push_back({"completed_on", training.completed_on.iso()});
    storage::Value until;
    if (training.valid_until) until = training.valid_until->iso();
    row.push_back({"valid_until", until});
    work.append(staff_training_table, row, reason);
}

std::vector<Training> TrainingStore::of(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<Training> found;
    for (const auto& [course, completed, until] :
         work.sql().rows<std::string, std::string, std::optional<std::string>>(
             training_store::find_trainings, {{"account", account.text()}})) {
        const auto day = LocalDate::parse(completed);
        CHECK(day.has_value());
        found.push_back({course, *day, until ? LocalDate::parse(*until) : std::nullopt});
    }
    return found;
}

} // namespace evenhand::staff
