#pragma once

#include "protocol/randomisation_spec.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"
#include "support/casework/casework.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::casework {

/// That somebody put into a group was handed over. One row in either arm, with the same columns.
inline constexpr auto hand_off_table = storage::fact_table(
    "hand_off", storage::text("person_id"), storage::text("allocation_id"), storage::text("kind"),
    storage::text("area"), storage::text("group_id"), storage::text("contact_due"),
    storage::text("meeting_due"), storage::text("search_ends"), storage::text("last_day"),
    storage::text("services_version"), storage::added_text("specialist", ""));

struct NewHandOff
{
    PersonId person;
    std::string allocation; ///< its id
    protocol::HandOff kind = protocol::HandOff::local_services;
    std::string area;
    std::string group;
    /// Both are known for everybody, and the row keeps the one that the kind needs: what is worked
    /// out and read is then the same in either arm.
    Clocks clocks;
    std::string services_version;
    std::string specialist = {}; ///< the account of whoever has room; empty: the case waits
};

struct HandedOff
{
    CaseId id;
    PersonId person;
    protocol::HandOff kind = protocol::HandOff::local_services;
    std::string area;
    std::string group;
    std::string services_version; ///< empty where the area had no list on that day
    Instant at;
    std::string actor;
};

/// Who asks for a hand-off.
struct HandOffAsker
{
    std::string account;
    bool leads = false; ///< also those of the areas of their posting
    /// They sat with the person and pressed the button, though the program or somebody else
    /// finished it.
    bool sat_with = false;
};

/// Hand-offs. Every function runs in the caller's unit of work.
class HandOffStore
{
public:
    /// One audited row and nothing else that is audited. CHECKs that the person was not handed off
    /// before: allocation is once.
    CaseId record(storage::UnitOfWork& work, const NewHandOff& wanted) const;
    /// The person's hand-off to the local services; nothing if there is none, or the asker neither
    /// made it today, or sat with the person then, nor leads its area.
    std::optional<HandedOff> local_services(storage::UnitOfWork& work, const HandOffAsker& asker,
                                            PersonId person) const;
};

} // namespace evenhand::casework
