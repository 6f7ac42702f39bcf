#include "recruitment/referral/notice_store.hpp"

#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <tuple>

namespace evenhand::referral {

namespace notice_store {

constexpr storage::Statement of_referral{
    "notice_given.of_referral",
    "SELECT notice_version, channel FROM notice_given "
    "WHERE referral_id = :referral AND notice_id = :notice ORDER BY recorded_at LIMIT 1"};

} // namespace notice_store

void note_given(storage::UnitOfWork& work, ReferralId referral, const protocol::Notice& notice,
                ReferralRoute route)
{
    auto row = storage::fact_columns(work, work.new_id<Id<struct NoticeGivenTag>>().text(), "");
    row.insert(row.end(), {{"referral_id", referral.text()},
                           {"notice_id", notice.id},
                           {"notice_version", notice.version},
                           {"channel", route == ReferralRoute::phone ? "telephone" : "web"}});
    work.append(notice_table, row);
}

std::optional<std::string> notice_given(storage::UnitOfWork& work, ReferralId referral,
                                        std::string_view notice_id)
{
    const auto given = work.sql().row<std::string, std::string>(
        notice_store::of_referral, {{"referral", referral.text()}, {"notice", notice_id}});
    if (!given) return std::nullopt;
    const auto& [version, channel] = *given;
    return fmt::format("{}, version {} ({})", notice_id, version, channel);
}

} // namespace evenhand::referral
