#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

struct Contact
{
    std::string telephone;
    std::string hours;
    std::string email;
    std::string post;
    int reply_within_working_days = 0; ///< promised to the person on the confirmation page
};

struct Area
{
    std::string id;
    std::string name;
};

struct Group
{
    std::string id;
    std::string name;
    std::string plain; ///< in the words of the person: "You are …"
    int expected_share_percent = 0;
};

/// A criterion in the words that follow "You may be able to join if".
struct Rule
{
    std::string id;
    std::string plain;
};

struct Eligibility
{
    int age_from = 0; ///< completed years on the day of consent
    std::vector<Rule> rules;
};

struct Choice
{
    std::string id;
    std::string label;
};

/// An answer to "Are you in paid work now?" and the group that it points to.
struct WorkChoice
{
    std::string id;
    std::string label;
    std::string group;
};

/// Help for someone who cannot join.
struct Elsewhere
{
    std::string name;
    std::string plain;
};

struct Referral
{
    int draft_days = 0; ///< how long an unsent referral is kept
    std::vector<Elsewhere> elsewhere;
    std::vector<WorkChoice> work;
    std::vector<Choice> condition_kinds;
    std::vector<Choice> other_help;
    std::vector<Choice> needs;
    std::vector<Choice> sources;
};

struct Notice
{
    std::string id;
    std::string version;
    std::string file; ///< Markdown, relative to the directory that holds `protocols/`
};

/// One trial, checked. Made only by load().
struct Protocol
{
    std::string id;
    std::string version; ///< kept with every fact that happens under it
    std::string name;
    std::string prefix; ///< of study numbers: two or three capital letters
    std::string organisation;
    std::string summary;
    Contact contact;
    std::vector<Area> areas;
    std::vector<Group> groups;
    Eligibility eligibility;
    Referral referral;
    std::vector<Notice> notices;

    /// The notice of that id; CHECKs that there is one (load has made sure of those the program
    /// needs).
    [[nodiscard]] const Notice& notice(std::string_view notice_id) const;
};

struct ProtocolError
{
    int line = 0;      ///< from 1; 0 where no line can be named
    std::string field; ///< "referral.work[2].group"; empty for a syntax error
    std::string sentence;
};

using ProtocolErrors = std::vector<ProtocolError>;

/// The trial in the text of a protocol file: the first syntax error, or every error of meaning, or
/// the protocol.
Result<Protocol, ProtocolErrors> load(std::string_view text);

/// The same for a file. A file that cannot be read is one error with line 0.
Result<Protocol, ProtocolErrors> load_file(const std::string& path);

/// The label of the choice with that id, or the id itself where a later version has dropped it.
std::string label_of(const std::vector<Choice>& choices, std::string_view id);

} // namespace evenhand::protocol
