#include "protocol/protocol.hpp"

#include "core/check.hpp"
#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::protocol {

namespace protocol_rules {

constexpr int known_format = 1;

void check_prefix(TomlReader& root, const std::string& prefix)
{
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool good =
        prefix.size() >= 2 && prefix.size() <= 3 && std::ranges::all_of(prefix, capital);
    if (!prefix.empty() && !good)
        root.fault("prefix", "must be two or three capital letters, as in \"WW\"");
}

void read_head(TomlReader& root, Protocol& protocol)
{
    if (root.number("format", 1, 1000) != known_format)
        root.fault("format", fmt::format("this program reads format {}", known_format));
    protocol.id = root.id("id");
    protocol.version = root.text("version", 20);
    protocol.name = root.text("name", 60);
    protocol.prefix = root.text("prefix", 10);
    check_prefix(root, protocol.prefix);
    protocol.organisation = root.text("organisation", 100);
    protocol.summary = root.text("summary");
}

/// In the order of the journey, which is also that of the file.
void read_parts(TomlReader& root, Reading& reading)
{
    const auto part = [&](std::string_view key, void (*read)(TomlReader&, Reading&)) {
        root.table(key, [&](TomlReader& table) { read(table, reading); });
    };
    Protocol& protocol = reading.protocol;
    root.table("contact", [&](TomlReader& table) { protocol.contact = read_contact(table); });
    root.table("governance",
               [&](TomlReader& table) { protocol.governance = read_governance(table); });
    read_areas_and_groups(root, reading);
    part("eligibility", read_eligibility);
    part("referral", read_referral);
    part("contact_rules", read_contact_rules);
    root.table("concern_rules",
               [&](TomlReader& table) { protocol.concern_rules = read_concern_rules(table); });
    read_notices(root, reading);
    part("consent", read_consent);
    if (root.has("safety"))
        root.table("safety",
                   [&](TomlReader& table) { protocol.safety = read_safety(table, reading); });
    part("baseline", read_baseline);
    part("randomisation", read_randomisation);
    part("support", read_support);
    read_waves(root, reading);
    read_outcomes(root, reading);
    part("targets", read_targets);
    read_reference(root, reading);
}

} // namespace protocol_rules

const Notice& Protocol::notice(std::string_view notice_id) const
{
    const auto found = std::ranges::find(notices, notice_id, &Notice::id);
    CHECK(found != notices.end());
    return *found;
}

Result<Protocol, ProtocolErrors> load(std::string_view text, const ReadText& read_text)
{
    ProtocolErrors errors;
    const auto root = TomlReader::parse(text, errors);
    if (!root) return refuse(std::move(errors));
    Reading reading(errors, read_text);
    protocol_rules::read_head(*root, reading.protocol);
    protocol_rules::read_parts(*root, reading);
    root->refuse_unknown_keys();
    reading.finish();
    if (errors.empty()) return std::move(reading.protocol);
    // The protocol's own errors by line, then those of the files it names.
    std::ranges::stable_sort(errors, [](const ProtocolError& one, const ProtocolError& other) {
        return std::pair(!one.file.empty(), one.line) < std::pair(!other.file.empty(), other.line);
    });
    return refuse(std::move(errors));
}

} // namespace evenhand::protocol
