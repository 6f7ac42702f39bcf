#pragma once

#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"
#include "support/casework/casework_words.hpp"
#include "support/casework/hand_off_store.hpp"

#include <string>
#include <vector>

namespace evenhand::casework {

/// That somebody was given a copy of the local-services pack.
inline constexpr auto pack_given_table = storage::fact_table(
    "pack_given", storage::text("hand_off_id"), storage::text("area"),
    storage::text("services_version"), storage::text("format"), storage::text("way"));

struct NewPack
{
    std::string services_version;
    PackFormat format = PackFormat::standard;
    PackWay way = PackWay::in_person;
};

struct GivenPack
{
    Instant at;
    std::string services_version;
    PackFormat format = PackFormat::standard;
    PackWay way = PackWay::in_person;
    std::string actor;
};

/// Copies of the pack. Every function runs in the caller's unit of work.
class PackStore
{
public:
    void give(storage::UnitOfWork& work, const HandedOff& to, const NewPack& pack) const;
    /// The latest first, at most 50.
    std::vector<GivenPack> given(storage::UnitOfWork& work, CaseId hand_off) const;
};

} // namespace evenhand::casework
