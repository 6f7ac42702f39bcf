#include "storage/audit_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <span>

namespace evenhand::storage {

namespace audit_report {

/// A screenful; the JSON has more.
constexpr std::size_t shown_most = 30;

/// Ids and table names come out of a store that may be forged, so nothing in them may steer a
/// terminal.
std::string plain(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c >= ' ' && c <= '~' ? c : '?';
    return out;
}

std::string about(const Finding& finding)
{
    std::string out;
    if (finding.leaf) out += fmt::format(" [leaf {}]", *finding.leaf);
    if (!finding.table.empty()) out += fmt::format(" [{} {}]", finding.table, finding.id);
    return plain(out);
}

void figures(std::string& out, const AuditReport& report)
{
    const auto line = [&out](std::string_view label, std::uint64_t figure) {
        fmt::format_to(std::back_inserter(out), "{:<34}{:>12}\n", label, figure);
    };
    line("audit leaves", report.leaves);
    line("checkpoints in the store", report.checkpoints_inside);
    if (report.outside_compared) line("checkpoints outside", report.checkpoints_outside);
    line("leaves vouched for by a signature", report.vouched_size);
    if (!report.rows_verified) return;
    line("openings", report.openings);
    line("erased openings", report.erased);
    line("audited tables", report.tables);
    line("rows", report.rows);
}

std::string verdict(const AuditReport& report)
{
    if (report.good()) {
        if (report.outside_compared) {
            return report.rows_verified ? "The audit log and the store hold."
                                        : "The audit log holds.";
        }
        return "Nothing is wrong in the store itself. It was not held against checkpoints outside "
               "it, which alone tell of a log rewritten to its end.";
    }
    const auto first = report.findings.first_leaf();
    if (!first) return fmt::format("{} findings.", report.findings.count());
    return fmt::format("{} findings. The first bad leaf is {}.", report.findings.count(), *first);
}

nlohmann::json json_of(const Finding& finding)
{
    nlohmann::json out{{"breach", name_of(finding.breach)},
                       {"leaf", nullptr},
                       {"table", finding.table},
                       {"id", finding.id},
                       {"what", finding.what}};
    if (finding.leaf) out["leaf"] = *finding.leaf;
    return out;
}

} // namespace audit_report

std::string audit_report_text(const AuditReport& report)
{
    std::string out;
    audit_report::figures(out, report);
    const auto& kept = report.findings.kept();
    const auto shown = std::min(kept.size(), audit_report::shown_most);
    for (const Finding& finding : std::span(kept).first(shown)) {
        fmt::format_to(std::back_inserter(out), "{}: {}{}\n", name_of(finding.breach),
                       audit_report::plain(finding.what), audit_report::about(finding));
    }
    const auto more = report.findings.count() - shown;
    if (more > 0) fmt::format_to(std::back_inserter(out), "and {} more findings\n", more);
    return out + audit_report::verdict(report) + "\n";
}

std::string audit_report_json(const AuditReport& report)
{
    nlohmann::json out{
        {"holds", report.good()},
        {"leaves", report.leaves},
        {"checkpoints", {{"inside", report.checkpoints_inside}, {"outside", nullptr}}},
        {"vouched_leaves", report.vouched_size},
        {"first_bad_leaf", nullptr},
        {"rows", nullptr},
        {"findings", report.findings.count()},
        {"breaches", nlohmann::json::array()}};
    if (report.outside_compared) out["checkpoints"]["outside"] = report.checkpoints_outside;
    if (const auto first = report.findings.first_leaf()) out["first_bad_leaf"] = *first;
    if (report.rows_verified) {
        out["rows"] = {{"openings", report.openings},
                       {"erased", report.erased},
                       {"tables", report.tables},
                       {"rows", report.rows}};
    }
    for (const Finding& finding : report.findings.kept()) {
        out["breaches"].push_back(audit_report::json_of(finding));
    }
    // A forged id need not be UTF-8.
    return out.dump(-1, ' ', /*ensure_ascii=*/true, nlohmann::json::error_handler_t::replace) +
           "\n";
}

int audit_exit_code(const AuditReport& report)
{
    return report.good() ? 0 : 1;
}

} // namespace evenhand::storage
