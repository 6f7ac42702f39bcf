#include "core/check.hpp"
#include "html/components.hpp"
#include "intake/allocation/pages/pages.hpp"
#include "intake/paper/paper.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// What the unblinded statistician watches. Whoever recruits never comes here: counts by arm make
// the next arm guessable.

namespace evenhand::allocation::pages {

namespace draws_page {

using html::Html;

/// As many unfinished draws as are listed; there is hardly ever one.
constexpr std::size_t most_listed = 50;

struct Shown
{
    DrawRecord record;
    std::vector<PaperDraw> on_paper;
    std::map<std::string, std::string> names;           ///< of recruiters
    std::vector<std::string> study_numbers;             ///< of those who are unfinished
    std::map<std::string, std::string> names_of_strata; ///< by label
};

std::string percent(double share)
{
    return fmt::format("{:.1f}%", 100 * share);
}

/// Always the arm with the largest share of the ratio.
double best_blind_guess(const std::vector<protocol::Arm>& arms)
{
    int all = 0;
    int most = 0;
    for (const auto& arm : arms) {
        all += arm.share;
        most = std::max(most, arm.share);
    }
    return static_cast<double>(most) / all;
}

std::string seconds(std::chrono::microseconds time)
{
    return fmt::format("{:.3f} s", std::chrono::duration<double>(time).count());
}

html::TableRow counts_row(std::string_view name, const ArmCounts& counts)
{
    html::TableRow row{{.text = name}};
    std::int64_t all = 0;
    for (const auto count : counts) {
        row.push_back({.text = std::to_string(count), .format = "numeric"});
        all += count;
    }
    row.push_back({.text = std::to_string(all), .format = "numeric"});
    return row;
}

template <class NameOf>
Html counts_table(const protocol::Protocol& protocol, std::string_view caption,
                  std::string_view first_column, const std::map<std::string, ArmCounts>& counts,
                  NameOf&& name_of)
{
    html::Table table{.caption = caption,
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = first_column}},
                      .first_cell_is_header = true};
    for (const auto& arm : protocol.randomisation.arms)
        table.head.push_back({.text = arm.name, .format = "numeric"});
    table.head.push_back({.text = "Together", .format = "numeric"});
    for (const auto& [id, of_arms] : counts)
        table.rows.push_back(counts_row(name_of(id), of_arms));
    return html::scrolling_table(table, caption);
}

Html balance(const protocol::Protocol& protocol, const Shown& shown)
{
    const DrawRecord& record = shown.record;
    const auto as_it_is = [](const std::string& name) { return name; };
    return html::fragment(
        counts_table(protocol, "Everybody", "Allocated", {{"All strata", record.everybody}},
                     as_it_is),
        counts_table(protocol, "By stratum", "Stratum", record.by_stratum,
                     [&](const std::string& label) { return shown.names_of_strata.at(label); }),
        counts_table(protocol, "By area", "Area", record.by_area,
                     [&](const std::string& id) { return participants::area_name(protocol, id); }),
        counts_table(protocol, "By group", "Group", record.by_group, [&](const std::string& id) {
            return participants::group_name(protocol, id);
        }));
}

html::TableRow guesses_row(std::string_view name, const Guesses& guesses)
{
    const auto rate = guesses.rate();
    return {{.text = name},
            {.text = std::to_string(guesses.draws), .format = "numeric"},
            {.text = rate ? percent(*rate) : "None yet", .format = "numeric"}};
}

Html predictability(const protocol::Protocol& protocol, const Shown& shown)
{
    html::Table table{.caption = "How often a bet on the lagging arm was right",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Who asked for the draw"},
                               {.text = "Draws", .format = "numeric"},
                               {.text = "Right", .format = "numeric"}},
                      .first_cell_is_header = true};
    table.rows.push_back(guesses_row("Everybody", shown.record.all));
    for (const auto& [recruiter, guesses] : shown.record.by_recruiter)
        table.rows.push_back(guesses_row(shown.names.at(recruiter), guesses));
    return html::fragment(
        html::scrolling_table(table, "How often a bet on the lagging arm was right"),
        staff::paragraph(fmt::format(
            "Of somebody who knows every earlier arm of the stratum and bets on the one that lags "
            "(Blackwell and Hodges 1957). By chance alone it is {}; the scheme makes it more. A "
            "recruiter far above the others is worth a question; with few draws it is chance.",
            percent(best_blind_guess(protocol.randomisation.arms)))));
}

Html times(const Shown& shown)
{
    if (!shown.record.times) return {};
    const DrawTimes& times = *shown.record.times;
    return html::summary_list(
        {.rows = {{.key = "Half took no longer than", .value = seconds(times.median)},
                  {.key = "95 of 100 no longer than", .value = seconds(times.slow)},
                  {.key = "The longest", .value = seconds(times.longest)}},
         .card = html::SummaryCard{.title = "From intent to allocation"}});
}

Html unfinished(const Shown& shown)
{
    const auto& left = shown.record.unfinished;
    if (left.empty()) return staff::paragraph("Every intent was followed by an allocation.");
    html::Table table{
        .caption = "Intents without an allocation",
        .caption_classes = "govuk-table__caption--m",
        .head = {
            {.text = "Study number"}, {.text = "Stratum"}, {.text = "Since"}, {.text = "By whom"}}};
    for (std::size_t i = 0; i < shown.study_numbers.size(); ++i)
        table.rows.push_back({{.text = shown.study_numbers[i]},
                              {.text = shown.names_of_strata.at(left[i].stratum)},
                              {.text = staff::moment(left[i].intended)},
                              {.text = shown.names.at(left[i].recruiter)}});
    return html::fragment(
        staff::paragraph(fmt::format(
            "{} bound to a position and not drawn. Whoever sits with them, or the next draw of "
            "the stratum, finishes it; the position stays theirs.",
            left.size() == 1 ? "1 person is" : fmt::format("{} people are", left.size()))),
        html::scrolling_table(table, "Intents without an allocation"));
}

/// What makes the order of a form worth a question.
std::string remark_on(const PaperDraw& draw)
{
    std::string remark;
    if (draw.written > draw.drawn) remark = "Written down after they were put into a group. ";
    if (const auto reason = paper::reason_named(draw.set_aside))
        remark += fmt::format("Set aside: {}.", paper::label_of(*reason));
    return remark;
}

/// Both times, so that anybody can hold the order of the forms against that of the groups.
Html on_paper(const Shown& shown)
{
    if (shown.on_paper.empty()) return {};
    html::Table table{.caption = "Ready on paper, while this service could not be reached",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Form"},
                               {.text = "Stratum"},
                               {.text = "Time on the form"},
                               {.text = "Written down"},
                               {.text = "Put into a group"},
                               {.text = "Remarks"}}};
    for (const PaperDraw& draw : shown.on_paper)
        table.rows.push_back({{.text = draw.form},
                              {.text = shown.names_of_strata.at(draw.stratum)},
                              {.text = staff::moment(draw.asked)},
                              {.text = staff::moment(draw.written)},
                              {.text = staff::moment(draw.drawn)},
                              {.text = remark_on(draw)}});
    return html::scrolling_table(table, "Ready on paper");
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    Html body = html::fragment(staff::heading("How the draw behaves"), unfinished(shown));
    if (shown.record.all.draws == 0)
        body += html::inset_text({.text = "Nobody has been put into a group yet."});
    else
        body += html::fragment(balance(protocol, shown), predictability(protocol, shown),
                               times(shown), on_paper(shown));
    return {
        .title = "How the draw behaves", .body = std::move(body), .width = html::PageWidth::full};
}

/// The label of a stratum in the words of the protocol.
std::string name_of(const protocol::Protocol& protocol, const protocol::Stratum& stratum)
{
    if (stratum.area.empty() && stratum.group.empty()) return "Everybody";
    if (stratum.group.empty()) return participants::area_name(protocol, stratum.area);
    if (stratum.area.empty()) return participants::group_name(protocol, stratum.group);
    return fmt::format("{}, {}", participants::area_name(protocol, stratum.area),
                       participants::group_name(protocol, stratum.group));
}

Shown load(const Services& services, storage::UnitOfWork& work)
{
    const protocol::Protocol& protocol = services.participants.protocol;
    Shown shown{.record = services.store.draw_record(work, protocol),
                .on_paper = services.store.drawn_on_paper(work),
                .names = {},
                .study_numbers = {},
                .names_of_strata = {}};
    const auto name = [&](const std::string& actor) {
        if (shown.names.contains(actor)) return;
        shown.names[actor] = participants::actor_name(services.participants.staff, work, actor);
    };
    for (const auto& [recruiter, guesses] : shown.record.by_recruiter)
        name(recruiter);
    for (const auto& left : shown.record.unfinished) {
        if (shown.study_numbers.size() == most_listed) break;
        name(left.recruiter);
        const auto journey = services.participants.journeys.find(work, left.person);
        CHECK(journey.has_value());
        shown.study_numbers.push_back(journey->study_number);
    }
    for (const auto& stratum : protocol::strata(protocol))
        shown.names_of_strata[stratum.label] = name_of(protocol, stratum);
    return shown;
}

} // namespace draws_page

http::Response draws(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = draws_page::load(services, work);
    work.log({.action = "allocation.draws_seen",
              .object_type = "allocations",
              .object_id = std::to_string(shown.record.all.draws),
              .detail = {}});
    const protocol::Protocol& protocol = services.participants.protocol;
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol, shown = std::move(shown)] { return draws_page::view(protocol, shown); });
}

} // namespace evenhand::allocation::pages
