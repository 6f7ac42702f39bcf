#pragma once

#include "core/london_time.hpp"
#include "core/working_days.hpp"
#include "html/page.hpp"
#include "http/draft_store.hpp"
#include "http/route.hpp"
#include "people/participants/pages/services.hpp"
#include "people/staff/pages/services.hpp"
#include "people/wishes/wishes.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/referral/equality_store.hpp"
#include "recruitment/referral/pages/question.hpp"
#include "recruitment/referral/referral_store.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::referral {

/// A page of `content/`, read when the server starts.
struct Text
{
    std::string title;
    html::Html body;
};

/// Called in the same unit of work when somebody decided who a referral is about. `app/` hands in
/// what the rooms above do then.
using Known =
    std::function<void(storage::UnitOfWork&, const Record& referral, identity::PersonId person)>;

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const protocol::Protocol& protocol;
    const html::Site& site;
    const staff::StaffServices& staff; ///< for the frame of pages for staff
    http::DraftStore& drafts;
    const ReferralStore& referrals;
    const directory::DirectoryStore& directory;
    const EqualityStore& equality;
    const identity::IdentityStore& identities;
    const participants::JourneyStore& journeys;
    const std::vector<LocalDate>& bank_holidays;
    const std::map<std::string, Text, std::less<>>&
        texts; ///< by slug: "privacy", "accessibility", "cookies", …
    IdentifierMode mode;
    Known known = {};
    Known returned = {}; ///< called when the referral proved to be of somebody else

    [[nodiscard]] Asked asked(Instant now) const
    {
        return {.protocol = protocol, .today = london_date(now), .mode = mode};
    }
    [[nodiscard]] LocalDate reply_due(Instant now) const
    {
        return plus_working_days(london_date(now), protocol.contact.reply_within_working_days,
                                 bank_holidays);
    }
};

/// The form that holds a half-filled self-referral.
http::DraftKey journey_draft(const http::Viewer& viewer);
/// What the visitor has answered so far; empty for a new journey.
Answers answers_so_far(const Services& services, const http::Viewer& viewer,
                       storage::UnitOfWork& work);
void keep_answers(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                  const Answers& answers);

/// What the record of a participant shows of their referrals: what they told us, the latest first.
participants::Section record_section(const Services& services);

/// Where a lead says that a linked referral is of somebody else.
participants::Section return_section(const Services& services);

/// How they want to be reached and what they need, from what a referral told. A request to be
/// called says only when, and in which language.
wishes::Wishes wishes_told(std::string_view told);
/// The page on which a lead says that a referral is not of the person it was linked to.
std::string not_theirs_path(identity::PersonId person, ReferralId referral);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::referral
