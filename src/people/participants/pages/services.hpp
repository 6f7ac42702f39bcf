#pragma once

#include "core/nhs_number.hpp"
#include "html/html.hpp"
#include "http/route.hpp"
#include "people/identity/details_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "people/participants/participants_store.hpp"
#include "people/staff/pages/services.hpp"
#include "protocol/protocol.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::participants {

/// What a section shows, made after the unit of work has ended.
using Rendering = std::function<html::Html()>;

/// What another room shows on a person's record. It loads within the unit of the page and audits
/// what it opens. An empty Rendering shows nothing.
struct Section
{
    enum class Place {
        before_all, ///< what must be read before anybody calls: safe contact, needs, permissions
        after_who,
    };
    Place place = Place::after_who;
    std::function<Rendering(storage::UnitOfWork&, const http::Viewer&, PersonId)> load;
};

/// One dated line of a record.
struct TimelineRow
{
    Instant at;
    std::string what;   ///< "Spoke by telephone"
    std::string detail; ///< why or how, for people; may be empty
    std::string actor;  ///< as facts keep it: "staff:4f0c…"; empty where nobody is named
};
using TimelineSource =
    std::function<std::vector<TimelineRow>(storage::UnitOfWork&, const http::Viewer&, PersonId)>;

/// What the sealed rows of a table are, for the dry run of an erasure.
struct SealedTable
{
    std::string_view table;
    std::string_view what; ///< "Notes of contacts"
};

/// Rows of another room that may be entered in error, for the data-protection officer.
struct NotesInError
{
    std::string_view table;
    std::string_view what;   ///< of one row: "What was said in a concern"
    std::string_view column; ///< that holds the sealed text
    /// The sealed text of a row; nothing where it has none.
    std::function<std::optional<identity::SealedText>(storage::UnitOfWork&, const std::string& row)>
        sealed;
};

/// What somebody does next for a person at that stage, on a page of the room that owns it.
struct NextAction
{
    Stage stage;
    std::string_view permission; ///< who may not do it is not shown it
    std::string_view text;       ///< of the button: "Check eligibility"
    std::string_view path;       ///< after the person's own: "/eligibility"
    /// Whether it is to be done for this person; empty: for everybody there.
    std::function<bool(storage::UnitOfWork&, PersonId)> applies = {};
    bool aside = false; ///< offered on the record, and never where a page leads on its own
};

/// What the pages of this room stand on. All of it outlives the router. `app/` hands in the
/// sections of the rooms above, so nothing here calls upwards.
struct Services
{
    const protocol::Protocol& protocol;
    const staff::StaffServices& staff;
    const identity::IdentityStore& identities;
    const identity::DetailsStore& details;
    const JourneyStore& journeys;
    std::vector<Section> sections;
    std::vector<TimelineSource> timeline;
    std::vector<SealedTable> sealed_tables;
    const identity::NoteStore& notes;
    std::vector<NotesInError> notes_in_error;
    std::vector<NextAction> next_actions; ///< of one stage, the usual one first
    /// What stands above the list of who is stuck: what other rooms owe, and where the trial's
    /// figures are. May be empty.
    std::function<Rendering(storage::UnitOfWork&, const http::Viewer&)> above_stuck = {};
    /// The references of referrals, which name whoever has no study number yet. At most a page.
    std::function<std::map<ReferralId, std::string>(storage::UnitOfWork&,
                                                    std::span<const ReferralId>)>
        references = {};
    IdentifierMode mode;
};

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

/// "/participants/ID", and what follows it.
std::string person_path(PersonId person, std::string_view more = {});
/// Where this viewer goes on with a person at that stage: the first page of `next_actions` that
/// they may open, or else the record. Where a handler goes after it took a step.
std::string next_page(const Services& services, const http::Viewer& viewer, PersonId person,
                      Stage stage);

/// The pages of the appointment, in their order (casework 4.3).
enum class IntakePage { eligibility, information, consent, linkage_keys, baseline, allocation };
/// The heading of such a page, under how far along it is: "Appointment: step 2 of 6".
html::Html intake_heading(IntakePage page, std::string_view title);

/// The name of an area or a group of the protocol, or "Not known".
std::string area_name(const protocol::Protocol& protocol, std::string_view id);
std::string group_name(const protocol::Protocol& protocol, std::string_view id);
/// A record among others of the same person: "WW-10427-K, referred on 9 March 2026 at 9:01am".
std::string record_label(const RecordMark& mark);
/// Who did it, as staff read it: a name, "The participant", "The program".
std::string actor_name(const staff::StaffServices& staff, storage::UnitOfWork& work,
                       std::string_view actor);

} // namespace evenhand::participants
