#pragma once

#include "http/route.hpp"
#include "people/participants/pages/about.hpp"
#include "people/participants/pages/services.hpp"
#include "people/wishes/wishes_store.hpp"

namespace evenhand::wishes {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const WishesStore& wishes;
    /// Only who has the case may be told who wrote wishes down: a specialist's name would tell
    /// everybody else the arm.
    participants::OwnCase own_case;
};

/// On a person's record, before anybody calls: how they want to be reached, and what they need. At
/// their appointment it asks whether that is still right.
participants::Section record_section(const Services& services);
/// The same for a page on which an appointment begins, where it is asked of everybody again.
participants::Rendering ask_again(const Services& services, storage::UnitOfWork& work,
                                  const http::Viewer& viewer, const http::FormTokens& tokens,
                                  PersonId person);
/// That it was told, and where; what was said stands on the card alone. Who wrote it down is named
/// to whoever has the case, and otherwise of no telling: what one of them lacked would tell as
/// much.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::wishes
