#pragma once

// How a protocol is read: each part by a function that takes its table, and what spans parts
// checked at the end. Only the files that read include this.

#include "protocol/protocol.hpp"
#include "protocol/toml_reader.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

/// The protocol as far as it has been read, and the checks that must wait for the rest.
class Reading
{
public:
    Reading(ProtocolErrors& errors, const ReadText& read_text)
        : errors_(errors), read_text_(read_text)
    {
    }

    Protocol protocol;

    /// A check over the whole: an empty sentence is good. It is left out where its own setting, or
    /// one that it needs, has a fault of its own: one mistake is told once.
    using Check = std::function<std::string(const Protocol&)>;
    void later(Place place, Check check, std::vector<std::string> needs = {});
    /// Notes a fault at a place that was kept.
    void fault(const Place& place, std::string sentence);
    /// Runs what waits, in order.
    void finish();

    /// The name of a file that can be read, in the folder that holds `protocols/`. A text must be
    /// UTF-8, for it is hashed; data come as others wrote them.
    enum class Content { text, data };
    std::string file(TomlReader& reader, std::string_view key, Content content = Content::text);
    /// The text of a file that the protocol names.
    [[nodiscard]] std::optional<std::string> text_of(const std::string& file) const;
    ProtocolErrors& errors() { return errors_; }

private:
    struct Waiting
    {
        Place place;
        Check check;
        std::vector<std::string> needs;
    };
    ProtocolErrors& errors_;
    const ReadText& read_text_;
    std::vector<Waiting> waiting_;
};

/// Ids that stand in one list so far.
using Seen = std::set<std::string, std::less<>>;

/// The id of a section, which no other section of its list may have.
std::string own_id(TomlReader& item, Seen& seen);

/// Whether one of the items has that id.
template <class Items>
bool has_id(const Items& items, std::string_view id)
{
    for (const auto& item : items)
        if (item.id == id) return true;
    return false;
}

/// Whether each is larger than the one before.
bool is_rising(const std::vector<int>& numbers);

Contact read_contact(TomlReader& table);
Governance read_governance(TomlReader& table);
void read_areas_and_groups(TomlReader& root, Reading& reading);
void read_referral(TomlReader& table, Reading& reading);
ConcernRules read_concern_rules(TomlReader& table);
void read_contact_rules(TomlReader& table, Reading& reading);
void read_eligibility(TomlReader& table, Reading& reading);
void read_notices(TomlReader& root, Reading& reading);
void read_consent(TomlReader& table, Reading& reading);
Safety read_safety(TomlReader& table, Reading& reading);
void read_baseline(TomlReader& table, Reading& reading);
void read_randomisation(TomlReader& table, Reading& reading);
void read_support(TomlReader& table, Reading& reading);
void read_waves(TomlReader& root, Reading& reading);
void read_outcomes(TomlReader& root, Reading& reading);
void read_targets(TomlReader& table, Reading& reading);
void read_reference(TomlReader& root, Reading& reading);

} // namespace evenhand::protocol
