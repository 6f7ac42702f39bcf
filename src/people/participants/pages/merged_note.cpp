#include "html/components.hpp"
#include "people/identity/merge_store.hpp"
#include "people/participants/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <map>

// What a record says of others of the same person, before anything else: nobody is to call from
// the wrong one.

namespace evenhand::participants::pages {

namespace merged_note_parts {

using html::Html;

Html link(const std::string& href, std::string_view text)
{
    return html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text);
}

Html follower_note(const identity::Merge& merge, bool may_undo)
{
    const Html undo = may_undo ? staff::paragraph(link(person_path(merge.follower, "/two-people"),
                                                       "They are two people after all"))
                               : Html{};
    return html::warning_text(
               {.text = html::fragment(
                    "This record follows another one of the same person, merged ",
                    staff::moment(merge.at),
                    ". Do not call or write from here: everything goes on in ",
                    link(person_path(merge.leader), "the record that leads"), ".")}) +
           undo;
}

Html leader_note(const std::map<PersonId, RecordMark>& followers)
{
    Html links;
    for (const auto& [follower, mark] : followers)
        links += html::element("li", {}, link(person_path(follower), record_label(mark)));
    return html::inset_text(
        {.text = html::fragment(
             "This record leads. This person has other records, which follow it. A \"no\" that "
             "was said under one of them holds here, and is changed there:",
             html::element("ul", {html::attr("class", "govuk-list")}, links))});
}

} // namespace merged_note_parts

Rendering merged_note(const JourneyStore& journeys, storage::UnitOfWork& work,
                      const http::Viewer& viewer, PersonId person)
{
    using namespace merged_note_parts;
    if (auto merge = identity::MergeStore::merge_of(work, person)) {
        return [merge = *std::move(merge), may_undo = staff::may(viewer, "records.merge")] {
            return follower_note(merge, may_undo);
        };
    }
    auto followers = journeys.marks_of(work, identity::MergeStore::followers_of(work, person));
    if (followers.empty()) return {};
    return [followers = std::move(followers)] { return leader_note(followers); };
}

} // namespace evenhand::participants::pages
