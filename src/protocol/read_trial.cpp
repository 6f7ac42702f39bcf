#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// From allocation to follow-up: arms and strata, the clocks of support, the waves.

namespace evenhand::protocol {

namespace read_trial {

constexpr std::array hand_offs{
    std::pair{std::string_view{"support-case"}, HandOff::support_case},
    std::pair{std::string_view{"local-services"}, HandOff::local_services}};
constexpr std::array losses{std::pair{std::string_view{"search-goes-on"}, JobLost::search_goes_on},
                            std::pair{std::string_view{"support-ends"}, JobLost::support_ends}};
constexpr std::string_view scheme_ending = ".randomisation.toml";
constexpr std::size_t hash_digits = 64;

void read_arms(TomlReader& table, RandomisationSpec& spec)
{
    Seen seen;
    table.list("arm", 2, [&](TomlReader& item) {
        spec.arms.push_back({.id = own_id(item, seen),
                             .name = item.text("name", 80),
                             .plain = item.text("plain", 80),
                             .share = item.number("share", 1, 9),
                             .hand_off = named<HandOff>(item, "hand_off", hand_offs)});
    });
    const auto local = std::ranges::count(spec.arms, HandOff::local_services, &Arm::hand_off);
    if (table.sound("arm") && local != 1) {
        table.fault("arm", "exactly one arm must have the hand_off \"local-services\": it is what "
                           "the others are compared with");
    }
}

void read_factors(TomlReader& table, Reading& reading)
{
    auto& factors = reading.protocol.randomisation.factors;
    for (const std::string& name : table.ids("factors")) {
        if (name != "area" && name != "group") {
            table.fault("factors",
                        fmt::format("\"{}\" is no factor: give \"area\" or \"group\"", name));
            continue;
        }
        const auto factor = name == "area" ? StratumFactor::area : StratumFactor::group;
        if (std::ranges::find(factors, factor) != factors.end())
            table.fault("factors", fmt::format("\"{}\" stands twice", name));
        factors.push_back(factor);
    }
    reading.later(
        table.place("factors"),
        [](const Protocol& all) {
            const auto& names = all.randomisation.factors;
            const bool by_area = std::ranges::find(names, StratumFactor::area) != names.end();
            return std::string(by_area && all.areas.empty() ? "has \"area\", and there are no areas"
                                                            : "");
        },
        {"area"});
}

void read_parties(TomlReader& table, RandomisationSpec& spec)
{
    if (!table.has("parties")) return;
    spec.parties = table.ids("parties");
    std::vector<std::string> sorted = spec.parties;
    std::ranges::sort(sorted);
    const bool twice = std::ranges::adjacent_find(sorted) != sorted.end();
    const bool has_platform = std::ranges::binary_search(sorted, "platform");
    if (table.sound("parties") && (sorted.size() < 2 || twice || !has_platform))
        table.fault("parties", "must be two or more different ones, \"platform\" among them");
}

void read_scheme_name(TomlReader& table, RandomisationSpec& spec)
{
    spec.scheme_file = table.text("scheme_file", 100);
    const bool good = spec.scheme_file.ends_with(scheme_ending) &&
                      spec.scheme_file.find('/') == std::string::npos;
    if (table.sound("scheme_file") && !good)
        table.fault("scheme_file", "must be a file beside this one whose name ends in "
                                   "\".randomisation.toml\"");
    spec.scheme_hash = table.text("scheme_hash", hash_digits);
    const bool hexadecimal = std::ranges::all_of(
        spec.scheme_hash, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (table.sound("scheme_hash") && (spec.scheme_hash.size() != hash_digits || !hexadecimal))
        table.fault("scheme_hash", "must be 64 hexadecimal digits in lower case");
}

std::string missing_clock(const Protocol& all)
{
    for (const Group& group : all.groups)
        if (all.support.clock_of(group.id) == nullptr)
            return fmt::format("lacks the clock of the group \"{}\"", group.id);
    return {};
}

SupportClock read_clock(TomlReader& item, Reading& reading, Seen& seen)
{
    SupportClock clock{.group = item.id("group"),
                       .search_days = item.number("search_days", 0, 1100),
                       .in_work_days = item.number("in_work_days", 1, 1100),
                       .total_days = item.number("total_days", 1, 1100),
                       .job_lost = named<JobLost>(item, "job_lost", losses),
                       .source = item.text("source")};
    if (!clock.group.empty() && !seen.insert(clock.group).second)
        item.fault("group", "has two clocks");
    const bool sound =
        item.sound("search_days") && item.sound("in_work_days") && item.sound("total_days");
    if (sound && std::max(clock.search_days, clock.in_work_days) > clock.total_days)
        item.fault("total_days", "is shorter than the search or the time in work");
    reading.later(item.place("group"),
                  [group = clock.group](const Protocol& all) {
                      if (group.empty() || has_id(all.groups, group)) return std::string{};
                      return fmt::format("\"{}\" is not one of the groups", group);
                  },
                  {"group"});
    return clock;
}

SurveyWave read_wave(TomlReader& item, Seen& seen)
{
    SurveyWave wave{.id = own_id(item, seen),
                    .name = item.text("name", 60),
                    .months = item.number("months", 1, 60),
                    .opens_days_before = item.number("opens_days_before", 0, 60),
                    .closes_days_after = item.number("closes_days_after", 0, 180),
                    .reminder_days = item.numbers("reminder_days", 1, 180),
                    .telephone_days = item.number("telephone_days", 1, 180)};
    const int open_days = wave.opens_days_before + wave.closes_days_after;
    if (!is_rising(wave.reminder_days)) item.fault("reminder_days", "must rise");
    if (!wave.reminder_days.empty() && wave.reminder_days.back() > open_days)
        item.fault("reminder_days", "has a reminder after the wave has closed");
    if (wave.telephone_days > open_days)
        item.fault("telephone_days", "comes after the wave has closed");
    return wave;
}

} // namespace read_trial

void read_randomisation(TomlReader& table, Reading& reading)
{
    RandomisationSpec& spec = reading.protocol.randomisation;
    read_trial::read_arms(table, spec);
    read_trial::read_factors(table, reading);
    spec.epoch_positions = table.number("epoch_positions", 16, 65536);
    read_trial::read_parties(table, spec);
    if (table.has("beacon")) spec.beacon = table.text("beacon", 200);
    read_trial::read_scheme_name(table, spec);
}

void read_support(TomlReader& table, Reading& reading)
{
    SupportRules& rules = reading.protocol.support;
    rules.caseload_most = table.number("caseload_most", 1, 200);
    rules.caseload_fidelity = table.number("caseload_fidelity", 1, 200);
    const bool sound = table.sound("caseload_fidelity") && table.sound("caseload_most");
    if (sound && rules.caseload_fidelity > rules.caseload_most)
        table.fault("caseload_fidelity", "is above caseload_most");
    rules.first_contact_working_days = table.number("first_contact_working_days", 0, 20);
    rules.first_meeting_days = table.number("first_meeting_days", 1, 60);
    rules.meeting_every_days = table.number("meeting_every_days", 1, 90);
    rules.notice_days = table.numbers("notice_days", 1, 365);
    std::vector<int> rising(rules.notice_days.rbegin(), rules.notice_days.rend());
    if (!is_rising(rising))
        table.fault("notice_days", "must fall: the earliest notice comes first");
    Seen seen;
    table.list("clock", 1, [&](TomlReader& item) {
        rules.clocks.push_back(read_trial::read_clock(item, reading, seen));
    });
    reading.later(table.place("clock"), read_trial::missing_clock, {"group"});
}

void read_waves(TomlReader& root, Reading& reading)
{
    auto& waves = reading.protocol.waves;
    Seen seen;
    root.list("wave", 0, [&](TomlReader& item) {
        waves.push_back(read_trial::read_wave(item, seen));
        if (waves.size() < 2) return;
        const SurveyWave& before = waves[waves.size() - 2];
        // The shortest of months, so that it holds whenever somebody was allocated.
        constexpr int days_of_shortest = 28;
        const int between = (waves.back().months - before.months) * days_of_shortest;
        if (between <= 0) {
            item.fault("months", "must come after the wave before it");
        } else if (before.closes_days_after + waves.back().opens_days_before >= between) {
            item.fault("opens_days_before", "opens before the wave before it has closed");
        }
    });
}

} // namespace evenhand::protocol
