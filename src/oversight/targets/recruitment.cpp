#include "oversight/targets/recruitment.hpp"

#include "core/check.hpp"
#include "recruitment/referral/referral.hpp"

#include <algorithm>
#include <numeric>

namespace evenhand::targets {

namespace recruitment {

using reports::Total;

/// A row before disclosure control.
struct Raw
{
    std::string label;
    std::int64_t people = 0;
    std::optional<std::int64_t> expected = {};
    std::optional<int> expected_percent = {};
};

Breakdown disclosed(std::string id, std::string title, const std::vector<Raw>& raw, Total total)
{
    std::vector<std::int64_t> counts;
    for (const Raw& row : raw)
        counts.push_back(row.people);
    const auto shown = reports::disclose(counts, total);
    auto percent = reports::percentages(shown);
    // Somebody who has several conditions is no share of one whole.
    if (total == Total::unknown) percent.assign(raw.size(), std::nullopt);
    Breakdown breakdown{
        .id = std::move(id), .title = std::move(title), .rows = {}, .withheld = shown.withheld};
    for (std::size_t i = 0; i < raw.size(); ++i) {
        breakdown.rows.push_back({.label = raw[i].label,
                                  .people = shown.counts[i],
                                  .expected = raw[i].expected,
                                  .percent = percent[i],
                                  .expected_percent = raw[i].expected_percent});
    }
    return breakdown;
}

std::int64_t count_of(const Counts& counts, const std::string& code)
{
    const auto found = counts.find(code);
    return found == counts.end() ? 0 : found->second;
}

std::int64_t sum_of(const Counts& counts)
{
    std::int64_t sum = 0;
    for (const auto& [code, people] : counts)
        sum += people;
    return sum;
}

/// So that every table holds everybody, what none of its rows stands for has a row of its own.
void add_rest(std::vector<Raw>& raw, std::string label, std::int64_t everybody)
{
    for (const Raw& row : raw)
        everybody -= row.people;
    CHECK(everybody >= 0);
    if (everybody > 0) raw.push_back({.label = std::move(label), .people = everybody});
}

std::int64_t share(std::int64_t whole, int percent)
{
    return (whole * percent + 50) / 100;
}

Breakdown by_group(const protocol::Protocol& protocol, const Counted& counted,
                   std::int64_t expected_so_far)
{
    std::vector<Raw> raw;
    for (const auto& group : protocol.groups)
        raw.push_back({.label = group.name,
                       .people = count_of(counted.groups, group.id),
                       .expected = share(expected_so_far, group.expected_share_percent),
                       .expected_percent = group.expected_share_percent});
    add_rest(raw, "Not known", sum_of(counted.groups));
    return disclosed("group", "By group", raw, Total::known);
}

Breakdown by_area(const protocol::Protocol& protocol, const Counted& counted,
                  std::int64_t expected_so_far)
{
    std::vector<Raw> raw;
    for (const auto& area : protocol.areas) {
        Raw row{.label = area.name, .people = count_of(counted.areas, area.id)};
        const auto& shares = protocol.targets.areas;
        const auto target = std::ranges::find(shares, area.id, &protocol::AreaShare::area);
        if (target != shares.end()) {
            row.expected = share(expected_so_far, target->percent);
            row.expected_percent = target->percent;
        }
        raw.push_back(std::move(row));
    }
    add_rest(raw, "Not known", sum_of(counted.areas));
    return disclosed("area", "By area", raw, Total::known);
}

Breakdown by_route(const Counted& counted)
{
    std::vector<Raw> raw;
    for (const auto& [route, people] : counted.routes) {
        const auto known = referral::route_named(route);
        if (known) raw.push_back({.label = std::string(label_of(*known)), .people = people});
    }
    add_rest(raw, "Another route", sum_of(counted.routes));
    return disclosed("route", "By the route of the referral", raw, Total::known);
}

/// Anybody can put any code into a link, so a code that few came by is not shown.
Breakdown by_campaign(const Counts& campaigns)
{
    std::vector<Raw> raw;
    for (const auto& [code, people] : campaigns)
        if (!code.empty() && !reports::is_small(people)) raw.push_back({code, people});
    raw.push_back({"No campaign", count_of(campaigns, "")});
    add_rest(raw, "Other campaigns", sum_of(campaigns));
    return disclosed("campaign", "By campaign", raw, Total::known);
}

Breakdown by_answer(const protocol::EqualityQuestion& question, const Counts& answers,
                    std::int64_t everybody)
{
    std::vector<Raw> raw;
    for (const auto& choice : question.choices)
        raw.push_back({.label = choice.label, .people = count_of(answers, choice.id)});
    raw.push_back({.label = "Prefers not to say",
                   .people = count_of(answers, std::string(protocol::prefer_not_to_say))});
    add_rest(raw, "Not answered", everybody);
    return disclosed(question.id, question.label, raw, Total::known);
}

/// Where several options may be chosen, the rows are no parts of one whole.
Breakdown by_characteristic(const protocol::Question& question, const Counts& answers,
                            std::int64_t everybody)
{
    const bool one = question.kind == protocol::QuestionKind::one_of;
    std::vector<Raw> raw;
    for (const auto& option : question.options)
        raw.push_back({.label = option.label, .people = count_of(answers, option.id)});
    raw.push_back({.label = "Prefers not to say",
                   .people = count_of(answers, std::string(protocol::declined_value))});
    if (one) add_rest(raw, "Not answered", everybody);
    return disclosed(question.id, question.text, raw, one ? Total::known : Total::unknown);
}

/// The kinds of condition in a referral go by the name that a questionnaire gives them.
constexpr std::string_view kinds_of_condition = "conditions";

bool is_characteristic(const protocol::Protocol& protocol, std::string_view question)
{
    const auto& all = protocol.targets.characteristics;
    return std::ranges::find(all, question) != all.end();
}

const Counts& counts_of(const std::map<std::string, Counts>& answers, const std::string& question)
{
    static const Counts none;
    const auto found = answers.find(question);
    return found == answers.end() ? none : found->second;
}

Breakdown by_condition(const protocol::Protocol& protocol, const Counts& conditions)
{
    std::vector<Raw> raw;
    for (const auto& kind : protocol.referral.condition_kinds)
        raw.push_back({.label = kind.label, .people = count_of(conditions, kind.id)});
    return disclosed("condition", "By kind of condition (somebody may have several)", raw,
                     Total::unknown);
}

} // namespace recruitment

Month opening(const protocol::Targets& targets, std::optional<LocalDate> first_referral)
{
    const bool elsewhere =
        first_referral && (*first_referral < targets.opens || *first_referral > targets.closes);
    return Month::of(elsewhere ? *first_referral : targets.opens);
}

std::vector<MonthRow> expected_months(const protocol::Targets& targets, Month opening, Month last)
{
    std::vector<MonthRow> months;
    for (Month month = opening; month <= last; month = month.next()) {
        const int number = month.since(opening) + 1;
        months.push_back(
            {.month = month,
             .expected = expected_by(targets, number) - expected_by(targets, number - 1)});
    }
    return months;
}

std::int64_t randomised(const Figures& figures)
{
    return std::accumulate(figures.months.begin(), figures.months.end(), std::int64_t{0},
                           [](std::int64_t sum, const MonthRow& row) { return sum + row.actual; });
}

std::int64_t expected(const Figures& figures)
{
    return std::accumulate(
        figures.months.begin(), figures.months.end(), std::int64_t{0},
        [](std::int64_t sum, const MonthRow& row) { return sum + row.expected; });
}

std::vector<Breakdown> open_breakdowns(const protocol::Protocol& protocol, const Counted& counted)
{
    const auto so_far = expected({.months = counted.months, .breakdowns = {}});
    return {recruitment::by_group(protocol, counted, so_far),
            recruitment::by_area(protocol, counted, so_far), recruitment::by_route(counted)};
}

void Characteristics::add(const protocol::Targets& targets,
                          const protocol::QuestionnaireAnswers& answers_given)
{
    ++people;
    for (const auto& question : targets.characteristics) {
        const auto given = answers_given.find(question);
        if (given == answers_given.end()) continue;
        auto& counts = answers[question];
        if (std::holds_alternative<protocol::Declined>(given->second))
            ++counts[std::string(protocol::declined_value)];
        if (const auto* one = std::get_if<std::string>(&given->second)) ++counts[*one];
        if (const auto* some = std::get_if<std::vector<std::string>>(&given->second))
            for (const auto& option : *some)
                ++counts[option];
    }
}

std::vector<Breakdown> sealed_breakdowns(const protocol::Protocol& protocol,
                                         const referral::Tally& tally,
                                         const Characteristics& characteristics)
{
    using namespace recruitment;
    std::vector<Breakdown> all{by_campaign(tally.campaigns)};
    for (const auto& id : protocol.targets.characteristics) {
        const auto* question = protocol.baseline.find(id);
        CHECK(question != nullptr); // the protocol was checked
        all.push_back(by_characteristic(*question, counts_of(characteristics.answers, id),
                                        characteristics.people));
    }
    for (const auto& question : protocol.referral.equality)
        if (!is_characteristic(protocol, question.id))
            all.push_back(
                by_answer(question, counts_of(tally.answers, question.id), tally.referrals));
    if (!is_characteristic(protocol, kinds_of_condition))
        all.push_back(by_condition(protocol, tally.conditions));
    return all;
}

} // namespace evenhand::targets
