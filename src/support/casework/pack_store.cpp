#include "support/casework/pack_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

namespace evenhand::casework {
namespace pack_store {

// The pack is given once, and again to whoever lost it or needs another format.
constexpr storage::Statement list_given{
    "pack_given.list", "SELECT occurred_at, services_version, format, way, actor FROM pack_given "
                       "WHERE hand_off_id = :hand_off ORDER BY recorded_at DESC, id DESC LIMIT 50"};

} // namespace pack_store

void PackStore::give(storage::UnitOfWork& work, const HandedOff& to, const NewPack& pack) const
{
    auto row = storage::fact_columns(work, work.new_id<Id<struct PackGivenTag>>().text(), {});
    row.insert(row.end(), {{"hand_off_id", to.id.text()},
                           {"area", to.area},
                           {"services_version", pack.services_version},
                           {"format", name_of(pack.format)},
                           {"way", name_of(pack.way)}});
    work.append(pack_given_table, row);
}

std::vector<GivenPack> PackStore::given(storage::UnitOfWork& work, CaseId hand_off) const
{
    std::vector<GivenPack> all;
    for (const auto& [at, version, format, way, actor] :
         work.sql().rows<std::int64_t, std::string, std::string, std::string, std::string>(
             pack_store::list_given, {{"hand_off", hand_off.text()}})) {
        all.push_back({.at = Instant::from_micros(at),
                       .services_version = version,
                       .format = pack_format_named(format).value(),
                       .way = pack_way_named(way).value(),
                       .actor = actor});
    }
    return all;
}

} // namespace evenhand::casework
