#pragma once

#include "http/route.hpp"
#include "people/contacts/contacts_store.hpp"
#include "people/participants/pages/services.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "support/casework/casework_store.hpp"
#include "support/casework/deviation_store.hpp"
#include "support/casework/hand_off_message_store.hpp"
#include "support/casework/hand_off_store.hpp"
#include "support/casework/pack_store.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace evenhand::casework {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const contacts::ContactStore& contacts;
    const directory::DirectoryStore& directory;
    const CaseStore& cases;
    const HandOffStore& hand_offs;
    const HandOffMessageStore& messages;
    const PackStore& packs;
    const DeviationStore& deviations;
    /// Whether that member of staff sat with the person at the draw.
    std::function<bool(storage::UnitOfWork&, const http::Viewer&, PersonId)> sat_with;
    /// What a case shows of the rooms below: what must be read before anybody calls, and the
    /// contact log. Never answers of research (design 5).
    std::vector<participants::Section> sections;
    /// What may be shown of counts by place (design 1.8), each in words.
    std::function<std::vector<std::string>(std::span<const std::int64_t>)> disclosed;
    bool sends = false; ///< there is a way to send what waits in the outbox
};

/// On a person's record: the way to their case or pack for those who may know, and support actually
/// received.
participants::Section record_section(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::casework
