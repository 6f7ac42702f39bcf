#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

// What counts as an outcome, what recruitment is held against, and the data that change in between.

namespace evenhand::protocol {

namespace read_evidence {

constexpr std::array domains{std::pair{std::string_view{"employment"}, OutcomeDomain::employment},
                             std::pair{std::string_view{"earnings"}, OutcomeDomain::earnings},
                             std::pair{std::string_view{"health"}, OutcomeDomain::health},
                             std::pair{std::string_view{"wellbeing"}, OutcomeDomain::wellbeing},
                             std::pair{std::string_view{"confidence"}, OutcomeDomain::confidence}};
constexpr std::array ranks{std::pair{std::string_view{"primary"}, OutcomeRank::primary},
                           std::pair{std::string_view{"secondary"}, OutcomeRank::secondary},
                           std::pair{std::string_view{"management"}, OutcomeRank::management}};
constexpr std::array sources{
    std::pair{std::string_view{"government-records"}, OutcomeSource::government_records},
    std::pair{std::string_view{"survey"}, OutcomeSource::survey},
    std::pair{std::string_view{"support-records"}, OutcomeSource::support_records}};

EmploymentRule read_employment(TomlReader& table)
{
    return {.weeks_least = table.number("weeks_least", 0, 260),
            .consecutive = table.flag("consecutive"),
            .hours_least = table.number("hours_least", 0, 60),
            .gap_days_most = table.number("gap_days_most", 0, 90)};
}

/// A survey's outcome is measured at a wave, and only people who agreed are asked; records need the
/// item by which people agree to them.
std::string unmeasurable(const Protocol& all, OutcomeSource source, int months)
{
    const bool at_wave =
        std::ranges::find(all.waves, months, &SurveyWave::months) != all.waves.end();
    switch (source) {
    case OutcomeSource::survey:
        if (!at_wave) return fmt::format("is a survey's, and no wave is at {} months", months);
        if (find_item(all.consent, ConsentScope::surveys)) return {};
        return "is a survey's, and no consent item has the scope \"surveys\"";
    case OutcomeSource::government_records:
        if (find_item(all.consent, ConsentScope::government_records)) return {};
        return "is from records, and no consent item has the scope \"government-records\"";
    case OutcomeSource::support_records:
        break;
    }
    return {};
}

OutcomeDefinition read_outcome(TomlReader& item, Reading& reading, Seen& seen)
{
    OutcomeDefinition made;
    made.id = item.id("id");
    made.version = item.text("version", 20);
    if (!made.id.empty() && !seen.insert(made.id + " " + made.version).second)
        item.fault("id", fmt::format("\"{}\" stands twice in that version", made.id));
    made.name = item.text("name", 100);
    made.plain = item.text("plain");
    made.domain = named<OutcomeDomain>(item, "domain", domains);
    made.rank = named<OutcomeRank>(item, "rank", ranks);
    made.source = named<OutcomeSource>(item, "source", sources);
    made.months = item.number("months", 1, 60);
    made.reference = item.text("reference");
    if (item.has("employment"))
        item.table("employment",
                   [&](TomlReader& table) { made.employment = read_employment(table); });
    if (made.employment && item.sound("domain") && made.domain != OutcomeDomain::employment)
        item.fault("employment", "belongs to an outcome of the domain \"employment\" alone");
    const bool one_arm = made.source == OutcomeSource::support_records;
    const bool sound = item.sound("source") && item.sound("rank");
    if (sound && one_arm && made.rank != OutcomeRank::management) {
        item.fault("source", "is not collected alike in both arms, so it can only have the rank "
                             "\"management\"");
    }
    reading.later(item.place("source"),
                  [source = made.source, months = made.months](const Protocol& all) {
                      return unmeasurable(all, source, months);
                  },
                  {"wave", "consent.item"});
    return made;
}

/// Months of recruitment, each counted from the day of opening; the last may be cut short.
int months_of(const Targets& targets)
{
    int months = 0;
    while (plus_months(targets.opens, months) <= targets.closes)
        ++months;
    return months;
}

void check_months(TomlReader& table, const Targets& targets)
{
    for (const char* needed : {"opens", "closes", "randomised", "by_month"})
        if (!table.sound(needed)) return;
    const int total = std::accumulate(targets.by_month.begin(), targets.by_month.end(), 0);
    if (targets.closes < targets.opens) {
        table.fault("closes", "comes before opens");
        return;
    }
    const int months = months_of(targets);
    if (static_cast<int>(targets.by_month.size()) != months) {
        table.fault("by_month", fmt::format("must have a number for each of the {} months from "
                                            "opens to closes, and has {}",
                                            months, targets.by_month.size()));
    } else if (total != targets.randomised) {
        table.fault("by_month", fmt::format("adds up to {}, not to the {} of randomised", total,
                                            targets.randomised));
    }
}

std::string wrong_shares(const Protocol& all)
{
    const auto& shares = all.targets.areas;
    if (shares.empty()) return {};
    int total = 0;
    for (const AreaShare& share : shares) {
        total += share.percent;
        if (!has_id(all.areas, share.area))
            return fmt::format("\"{}\" is not one of the areas", share.area);
    }
    if (shares.size() != all.areas.size()) return "must have each area once, or none";
    if (total != 100) return fmt::format("adds up to {} percent, not 100", total);
    return {};
}

std::string wrong_characteristics(const Protocol& all)
{
    Seen seen;
    for (const auto& id : all.targets.characteristics) {
        const Question* question = all.baseline.find(id);
        if (question == nullptr) return fmt::format("\"{}\" is not a question of the baseline", id);
        if (question->options.empty())
            return fmt::format(
                "\"{}\" is not answered with options, so nobody can be counted by it", id);
        if (!seen.insert(id).second) return fmt::format("\"{}\" stands twice", id);
    }
    return {};
}

} // namespace read_evidence

void read_outcomes(TomlReader& root, Reading& reading)
{
    auto& outcomes = reading.protocol.outcomes;
    Seen seen;
    root.list("outcome", 1, [&](TomlReader& item) {
        outcomes.push_back(read_evidence::read_outcome(item, reading, seen));
    });
    const bool primary = std::ranges::any_of(
        outcomes, [](const auto& each) { return each.rank == OutcomeRank::primary; });
    if (root.sound("outcome") && !primary)
        root.fault("outcome", "needs one of the rank \"primary\"");
}

void read_targets(TomlReader& table, Reading& reading)
{
    Targets& targets = reading.protocol.targets;
    targets.opens = table.date("opens");
    targets.closes = table.date("closes");
    targets.randomised = table.number("randomised", 1, 1'000'000);
    targets.by_month = table.numbers("by_month", 0, 1'000'000);
    targets.practices = table.optional_number("practices", 0, 10'000).value_or(0);
    targets.characteristics = table.ids("characteristics");
    read_evidence::check_months(table, targets);
    reading.later(table.place("characteristics"), read_evidence::wrong_characteristics,
                  {"characteristics", "baseline"});
    Seen seen;
    table.list("area", 0, [&](TomlReader& item) {
        targets.areas.push_back(
            {.area = item.id("area"), .percent = item.number("percent", 0, 100)});
        if (!targets.areas.back().area.empty() && !seen.insert(targets.areas.back().area).second)
            item.fault("area", "stands twice");
    });
    reading.later(table.place("area"), read_evidence::wrong_shares, {"area"});
}

void read_reference(TomlReader& root, Reading& reading)
{
    Seen seen;
    root.list("reference", 0, [&](TomlReader& item) {
        reading.protocol.reference.push_back(
            {.id = own_id(item, seen),
             .file = reading.file(item, "file", Reading::Content::data),
             .as_of = item.date("as_of")});
    });
}

} // namespace evenhand::protocol
