#include "evidence/reports/consort.hpp"

#include "core/check.hpp"
#include "evidence/reports/lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::reports {

namespace consort_parts {

using participants::Stage;

constexpr std::string_view other_reasons = "Other reasons";

/// "Ended: declined" as it stands in a list of those who left: "Declined".
std::string short_label(Stage stage)
{
    std::string label(participants::label_of(stage));
    if (const auto colon = label.find(": "); colon != std::string::npos) {
        label.erase(0, colon + 2);
        label.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(label.front())));
    }
    return label;
}

std::string detail_label(const protocol::Protocol& protocol, std::string_view detail)
{
    const auto& reasons = protocol.eligibility.reasons;
    const auto found = std::ranges::find(reasons, detail, &protocol::Reason::id);
    return found == reasons.end() ? participants::label_of_detail(detail) : found->label;
}

template <class Row, class Key>
void add(std::vector<Row>& rows, Key Row::*key, const Key& value, std::int64_t people)
{
    const auto found = std::ranges::find(rows, value, key);
    if (found != rows.end())
        found->people += people;
    else
        rows.push_back({value, people});
}

/// A reason of a few people tells of them to who knows them, so those are told together. One alone
/// would be told by its count as before, so that the next smallest goes with it.
void merge_small(std::vector<Left>& left, const DisclosureRule& rule)
{
    std::ranges::stable_sort(left, [](const Left& one, const Left& other) {
        return std::pair(-one.people, std::string_view(one.reason)) <
               std::pair(-other.people, std::string_view(other.reason));
    });
    std::int64_t together = 0;
    int merged = 0;
    while (!left.empty() && (merged == 1 || is_small(left.back().people, rule))) {
        together += left.back().people;
        ++merged;
        left.pop_back();
    }
    if (merged > 0) left.push_back({std::string(other_reasons), together});
}

template <class Rows>
std::int64_t sum_of(const Rows& rows)
{
    std::int64_t sum = 0;
    for (const auto& row : rows)
        sum += row.people;
    return sum;
}

} // namespace consort_parts

std::string reason_of(const protocol::Protocol& protocol, participants::Stage stage,
                      std::string_view detail)
{
    const auto label = consort_parts::short_label(stage);
    if (detail.empty()) return label;
    return fmt::format("{}: {}", label, consort_parts::detail_label(protocol, detail));
}

Consort consort(const protocol::Protocol& protocol, const participants::FlowCells& cells,
                const DisclosureRule& rule)
{
    using participants::Stage;
    Consort flow;
    for (const auto milestone : participants::milestones)
        flow.boxes.push_back({.milestone = milestone, .left = {}, .waits = {}});
    for (const auto& cell : cells) {
        for (std::size_t i = 0; i <= cell.furthest; ++i)
            flow.boxes.at(i).people += cell.people;
        auto& box = flow.boxes.at(cell.furthest);
        if (cell.stage == Stage::randomised_withdrew) flow.withdrew_after += cell.people;
        if (cell.stage == Stage::randomised_died) flow.died_after += cell.people;
        if (participants::is_randomised(cell.stage)) continue;
        if (participants::is_open(cell.stage))
            consort_parts::add(box.waits, &Waits::stage, cell.stage, cell.people);
        else
            consort_parts::add(box.left, &Left::reason,
                               reason_of(protocol, cell.stage, cell.detail), cell.people);
    }
    for (auto& box : flow.boxes) {
        consort_parts::merge_small(box.left, rule);
        std::ranges::sort(box.waits, {}, &Waits::stage);
    }
    return flow;
}

std::int64_t people_in(const std::vector<Left>& left)
{
    return consort_parts::sum_of(left);
}

std::int64_t people_in(const std::vector<Waits>& waits)
{
    return consort_parts::sum_of(waits);
}

bool adds_up(const Consort& flow)
{
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
        const auto& box = flow.boxes[i];
        const bool is_last = i + 1 == flow.boxes.size();
        const auto stays = is_last ? box.people : flow.boxes[i + 1].people;
        if (box.people != people_in(box.left) + people_in(box.waits) + stays) return false;
    }
    return flow.withdrew_after + flow.died_after <= flow.boxes.back().people;
}

std::string text_of(const participants::FlowCells& cells)
{
    std::string text;
    for (const auto& cell : cells) {
        text +=
            line_of({std::to_string(cell.furthest), std::string(participants::name_of(cell.stage)),
                     cell.detail, std::to_string(cell.people)});
    }
    return text;
}

participants::FlowCells cells_in(std::string_view text)
{
    participants::FlowCells cells;
    for (const auto& fields : lines_in(text)) {
        CHECK(fields.size() == 4);
        cells.push_back({.furthest = static_cast<std::size_t>(number_in(fields[0])),
                         .stage = participants::stage_named(fields[1]).value(),
                         .detail = fields[2],
                         .people = number_in(fields[3])});
    }
    return cells;
}

} // namespace evenhand::reports
