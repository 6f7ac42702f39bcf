#include "tests/benchmarks/report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace evenhand::service_benchmark {

namespace report {

constexpr double quiet = 0.05;

std::string aim_text(const Line& line)
{
    if (!line.aim) return "";
    return fmt::format("{:g} a second, p99 {:g} ms", line.aim->per_second, line.aim->p99_ms);
}

std::string row(const std::string& engine, const std::string& what, const Spread& spread)
{
    return fmt::format("{:<11}{:<52}{:>9.1f}{:>9.2f}{:>9.2f}{:>9.2f}{:>7}", engine, what,
                       spread.per_second, spread.p50_ms, spread.p99_ms, spread.longest_ms,
                       spread.errors);
}

std::string rows(const Line& line)
{
    auto text = fmt::format("{}  {:<28}{}\n", row(line.engine, line.what, line.spread),
                            aim_text(line), name_of(line.verdict));
    if (line.at_half) text += row(line.engine, "  the same at half the rate", *line.at_half) + "\n";
    return text;
}

nlohmann::json json_of(const Spread& spread)
{
    return {{"per_second", spread.per_second},
            {"p50_ms", spread.p50_ms},
            {"p99_ms", spread.p99_ms},
            {"max_ms", spread.longest_ms},
            {"errors", spread.errors}};
}

nlohmann::json json_of(const Line& line)
{
    auto json = json_of(line.spread);
    json["engine"] = line.engine;
    json["what"] = line.what;
    if (line.aim) {
        json["aim"] = {{"per_second", line.aim->per_second}, {"p99_ms", line.aim->p99_ms}};
        json["verdict"] = name_of(line.verdict);
    }
    if (line.at_half) json["at_half"] = json_of(*line.at_half);
    return json;
}

nlohmann::json json_of(const Pairs& pairs)
{
    const auto& found = pairs.comparison;
    return {{"engine", pairs.engine},
            {"what", pairs.what},
            {"pairs", pairs.pairs},
            {"known_ms", found.left_ms},
            {"unknown_ms", found.right_ms},
            {"difference_ms", found.by_ms},
            {"interval_ms", {found.from_ms, found.to_ms}},
            {"alike", found.alike()}};
}

} // namespace report

bool Report::passed() const
{
    return wrongs.empty() &&
           std::ranges::none_of(lines,
                                [](const Line& line) { return line.verdict == Verdict::failed; }) &&
           std::ranges::all_of(pairs, [](const Pairs& two) { return two.comparison.alike(); });
}

std::string as_table(const Report& report)
{
    std::string text = fmt::format(
        "{} people; {} cores, {:.0f} % used by others; writing 4 KiB to this disk durably takes "
        "{:.2f} ms\n\n",
        report.people, report.cores, report.busy * 100, report.sync_ms);
    if (report.busy > report::quiet)
        text += "The machine was not quiet: these figures are not to be kept.\n\n";
    text += fmt::format("{:<11}{:<52}{:>9}{:>9}{:>9}{:>9}{:>7}  {:<28}{}\n", "engine", "requests",
                        "a second", "p50 ms", "p99 ms", "max ms", "errors", "aim", "verdict");
    for (const Line& line : report.lines)
        text += report::rows(line);
    text += fmt::format("\n{:<11}{:<52}{:>9}\n", "engine", "figure", "value");
    for (const auto& [engine, what, value, unit] : report.values)
        text += fmt::format("{:<11}{:<52}{:>9.1f} {}\n", engine, what, value, unit);
    text +=
        fmt::format("\n{:<11}{:<52}{:>9}{:>11}{:>14}  {}\n", "engine", "told apart by the time?",
                    "known ms", "unknown ms", "difference ms", "999 in 1,000 lie in");
    for (const auto& [engine, what, pairs, found] : report.pairs) {
        text += fmt::format("{:<11}{:<52}{:>9.3f}{:>11.3f}{:>14.3f}  {:.3f} to {:.3f}: {}\n",
                            engine, fmt::format("{}, {} pairs", what, pairs), found.left_ms,
                            found.right_ms, found.by_ms, found.from_ms, found.to_ms,
                            found.alike() ? "alike" : "FAILED");
    }
    for (const auto& wrong : report.wrongs)
        text += "WRONG " + wrong + "\n";
    return text;
}

std::string as_json(const Report& report)
{
    auto lines = nlohmann::json::array();
    for (const Line& line : report.lines)
        lines.push_back(report::json_of(line));
    auto values = nlohmann::json::array();
    for (const auto& [engine, what, value, unit] : report.values)
        values.push_back({{"engine", engine}, {"what", what}, {"value", value}, {"unit", unit}});
    auto pairs = nlohmann::json::array();
    for (const Pairs& two : report.pairs)
        pairs.push_back(report::json_of(two));
    return nlohmann::json{{"cores", report.cores},     {"used_by_others", report.busy},
                          {"sync_ms", report.sync_ms}, {"people", report.people},
                          {"seconds", report.seconds}, {"requests", lines},
                          {"figures", values},         {"told_apart", pairs},
                          {"wrongs", report.wrongs},   {"passed", report.passed()}}
        .dump(2);
}

} // namespace evenhand::service_benchmark
