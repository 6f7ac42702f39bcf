#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/wishes/pages/pages.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::wishes {

namespace record_section_parts {

using html::Html;
using pages::Card;

Html ways_words(const Wishes& wishes)
{
    std::string words;
    for (const Way way : wishes.ways) {
        if (!words.empty()) words += ", ";
        words += label_of(way);
    }
    return words.empty() ? std::string(label_of(Said::not_asked)) : words;
}

void add(html::SummaryList& list, std::string_view key, const std::string& value)
{
    if (!value.empty()) list.rows.push_back({.key = key, .value = value});
}

html::SummaryCard card_of(const Card& shown)
{
    html::SummaryCard card{.title = shown.title};
    if (shown.may_change) {
        card.actions = {{.href = participants::person_path(shown.person, pages::change_path),
                         .text = shown.standing ? "Change" : "Ask",
                         .visually_hidden_text = "how to contact them"}};
    }
    return card;
}

Html how_we_know(const Card& shown)
{
    const Telling& told = shown.standing->told;
    const Html words = html::fragment(label_of(told.told_in), ", ", staff::moment(told.occurred));
    return shown.by.empty() ? words : html::fragment(words, ", written down by ", shown.by);
}

/// Whether the page of the wishes is there for them.
bool may_change(const http::Viewer& viewer, bool has_the_case)
{
    return staff::may(viewer, "wishes.change") ||
           (has_the_case && staff::may(viewer, "wishes.change", "own_case"));
}

/// One button where they say that it is, which sends what stands as it would be typed again; the
/// card's own link where it is not. What was never asked comes back as a question.
Html still_right(const Card& shown, const http::FormTokens& tokens)
{
    if (!shown.may_change || !shown.standing) return {};
    Html inputs;
    const http::FormData form = pages::form_of(*shown.standing);
    for (const auto& [name, value] : form.pairs())
        inputs += html::hidden_input(name, value);
    inputs += html::hidden_input("told_in", name_of(ToldIn::appointment));
    return staff::paragraph("Ask them whether this is still right, and change what is not.") +
           html::form(staff::posting_to(participants::person_path(shown.person, pages::change_path),
                                        tokens),
                      inputs + html::button(
                                   {.text = "Still right", .classes = "govuk-button--secondary"}));
}

} // namespace record_section_parts

pages::Card pages::card_for(const Services& services, storage::UnitOfWork& work,
                            const http::Viewer& viewer, PersonId person)
{
    const bool has_the_case = services.own_case(work, viewer, person).has_value();
    Card shown{.person = person,
               .standing = services.wishes.standing(work, person),
               .needs = services.participants.protocol.referral.needs,
               .by = {},
               .may_change = record_section_parts::may_change(viewer, has_the_case)};
    if (shown.standing && has_the_case) {
        shown.by =
            participants::actor_name(services.participants.staff, work, shown.standing->told.actor);
    }
    return shown;
}

html::Html pages::show_card(const Card& shown)
{
    using namespace record_section_parts;
    html::SummaryList list{.card = card_of(shown)};
    if (!shown.standing) {
        list.rows = {{.key = "Contact wishes",
                      .value = "Not asked yet. Leave no message, and do not mention health"}};
        return html::summary_list(list);
    }
    const Wishes& wishes = shown.standing->wishes;
    list.rows = {{.key = "Leave a message", .value = label_of(wishes.leave_message)},
                 {.key = "Mention health", .value = label_of(wishes.mention_health)},
                 {.key = "Ways to contact", .value = ways_words(wishes)}};
    add(list, "Another number for calls", wishes.call_number);
    add(list, "Good time to call", wishes.times);
    const auto needs = labels_of_needs(wishes, shown.needs);
    list.rows.push_back({.key = "Help to talk or read",
                         .value = needs.empty() ? std::string("None named") : needs});
    add(list, "More about that help", wishes.need_detail);
    add(list, "Language", wishes.language);
    list.rows.push_back({.key = "How we know", .value = how_we_know(shown)});
    return html::summary_list(list);
}

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::before_all,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                return [shown = pages::card_for(services, work, viewer, person)] {
                    return pages::show_card(shown);
                };
            }};
}

participants::Rendering ask_again(const Services& services, storage::UnitOfWork& work,
                                  const http::Viewer& viewer, const http::FormTokens& tokens,
                                  PersonId person)
{
    auto shown = pages::card_for(services, work, viewer, person);
    // What was asked at this appointment is not asked a second time.
    const auto journey = services.participants.journeys.find(work, person);
    const bool asked = shown.standing && journey &&
                       shown.standing->told.told_in == ToldIn::appointment &&
                       shown.standing->told.recorded >= journey->since;
    return [shown = std::move(shown), tokens, asked] {
        const html::Html card = pages::show_card(shown);
        return asked ? card : card + record_section_parts::still_right(shown, tokens);
    };
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer& viewer, PersonId person) {
        const bool has_the_case = services.own_case(work, viewer, person).has_value();
        std::vector<participants::TimelineRow> rows;
        for (const Telling& each : WishesStore::tellings(work, person)) {
            rows.push_back({.at = each.occurred,
                            .what = "Said how to contact them",
                            .detail = std::string(label_of(each.told_in)),
                            .actor = has_the_case ? each.actor : std::string()});
        }
        return rows;
    };
}

} // namespace evenhand::wishes
