#pragma once

#include "core/result.hpp"
#include "protocol/areas_and_groups.hpp"
#include "protocol/choice.hpp"
#include "protocol/concern_rules.hpp"
#include "protocol/consent_items.hpp"
#include "protocol/contact_rules.hpp"
#include "protocol/eligibility.hpp"
#include "protocol/errors.hpp"
#include "protocol/outcomes.hpp"
#include "protocol/questionnaire.hpp"
#include "protocol/randomisation_spec.hpp"
#include "protocol/referral_form.hpp"
#include "protocol/schedule.hpp"
#include "protocol/support_rules.hpp"
#include "protocol/targets.hpp"

#include <functional>
#include <optional>
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

/// Who answers for the trial, and under which approvals.
struct Governance
{
    std::string title;   ///< of the trial, as registered
    std::string sponsor; ///< responsible for the research
    std::string funder;
    std::string investigator;
    std::string registration; ///< in a public register, or "not registered"
    std::string ethics;       ///< the approval's reference, or "not approved"
};

struct Notice
{
    std::string id;
    std::string version;
    std::string file; ///< Markdown, relative to the directory that holds `protocols/`
};

/// Who looks at an answer that tells of harm, at any hour. Without both, nothing that can reveal
/// risk is asked.
struct Safety
{
    std::string duty_rota;    ///< who is on duty, and how they are reached; empty: none
    std::string out_of_hours; ///< Markdown: what the person reads when nobody is; empty: none
};

/// Dated reference data, which changes outside the hash.
struct ReferenceFile
{
    std::string id; ///< "practices"
    std::string file;
    LocalDate as_of; ///< the day whose state it shows
};

/// The notices that the public pages give: with a referral, and with the optional questions.
inline constexpr std::string_view referral_notice = "referral-privacy";
inline constexpr std::string_view equality_notice = "equality-privacy";

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
    Governance governance;
    std::vector<Area> areas; ///< empty in a small protocol, which then has no rule on areas
    std::vector<Group> groups;
    Eligibility eligibility;
    Referral referral;
    ContactRules contact_rules;
    ConcernRules concern_rules;
    std::vector<Notice> notices;
    ConsentForm consent;
    Safety safety;
    Questionnaire baseline;
    RandomisationSpec randomisation;
    SupportRules support;
    std::vector<SurveyWave> waves;
    std::vector<OutcomeDefinition> outcomes;
    Targets targets;
    std::vector<ReferenceFile> reference;

    /// The notice of that id; CHECKs that there is one (load has made sure of those the program
    /// needs).
    [[nodiscard]] const Notice& notice(std::string_view notice_id) const;
};

/// Gives the text of a file that the protocol names, relative to the directory that holds
/// `protocols/`; nothing if it cannot be read.
using ReadText = std::function<std::optional<std::string>(const std::string& file)>;

/// The trial in the text of a protocol file: the first syntax error, or every error of meaning, or
/// the protocol.
Result<Protocol, ProtocolErrors> load(std::string_view text, const ReadText& read_text);

/// The same for a file, and for those that it names. A file that cannot be read is one error with
/// line 0.
Result<Protocol, ProtocolErrors> load_file(const std::string& path);

/// Reads the files that the protocol at `path` names.
ReadText texts_beside(const std::string& path);

} // namespace evenhand::protocol
