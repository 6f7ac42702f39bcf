#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "protocol/amendment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenhand::amendments {

using AmendmentId = Id<struct AmendmentIdTag>;

/// A protocol, as far as amendments are judged by it.
struct Version
{
    std::string protocol; ///< the trial's id
    std::string version;
    std::string hash;      ///< of the core, 64 hexadecimal digits
    std::string draw_hash; ///< of what a sequence is committed under
    protocol::ConsentVersions consent;
    friend bool operator==(const Version&, const Version&) = default;
};
/// A protocol of that core's hash.
Version version_of(const protocol::Protocol& protocol, std::string hash);

/// A version that came into force, or will.
struct Entry
{
    AmendmentId id;
    Version version;
    std::string from_version; ///< empty: the first
    std::string from_hash;
    std::string approval;
    std::string reason;
    Instant effective;
    Instant recorded;
    std::string recorded_by; ///< the account on the machine
};
/// In the order in which they take effect, without what was replaced before its moment.
using History = std::vector<Entry>;

/// Every step from one version to the next.
std::vector<protocol::Amendment> amendments_of(const History& history);
/// The version in force at that moment; before the first was recorded it is the first. Null: there
/// is none.
const Entry* in_force(const History& history, Instant at);
/// The amendment whose moment has not come, or null.
const Entry* waiting(const History& history, Instant now);

/// What a running version must share with the one in force.
enum class Held {
    by_hash,    ///< live
    by_version, ///< a demonstration or a training, which needs no freeze
};

/// What a program loaded when it was started.
struct Running
{
    Version version;
    Held held = Held::by_hash;
    bool frozen = false; ///< the file beside it says so
};

/// How what runs stands to what is in force.
enum class Standing {
    holds,
    nothing_begun, ///< no version is recorded yet, and this one may not be the first
    changed,       ///< the version in force by its name, but another content
    too_early,     ///< its amendment waits
    other,         ///< another version is in force
};
Standing standing(const History& history, const Running& running, Instant now);
/// Whether a server with nothing recorded begins its history with this version.
bool may_begin(const Running& running);

/// Why a server does not start on that file, and what to do; empty where it may.
std::string why_not_to_start(const History& history, const Running& running,
                             const std::string& file, Instant now);
/// Why nobody is put into a group, as staff read it: which version is in force and which runs.
/// Empty where they are one.
std::string why_not_to_draw(const History& history, const Running& running, Instant now);
/// Why no consent is signed and no questionnaire locked, as staff read it on the page that they
/// sent: another version is in force than the one that runs. Empty otherwise, also before any
/// version was recorded.
std::string why_not_to_record(const History& history, const Running& running, Instant now);

/// Whether an amendment takes the place of the one that waits.
enum class Replace { no, yes };

/// An amendment as somebody wants it recorded.
struct Wanted
{
    Version version;
    std::string approval;
    std::string reason;
    LocalDate effective_on; ///< in London
    std::string recorded_by;
    Replace replace = Replace::no;
};

enum class Refusal {
    nothing_begun,  ///< no version is recorded that it could follow
    other_protocol, ///< of another trial
    no_approval,
    no_reason,
    same_version,    ///< as the one in force
    same_hash,       ///< as the one in force: nothing was amended
    version_used,    ///< the name of a version that was in force before
    draws_otherwise, ///< what the sequences are committed under is not the same
    in_the_past,
    another_waits,
    none_waits, ///< which it could replace
};
/// A stable name for scripts and tests: "same_hash".
std::string_view code(Refusal refusal);
/// As whoever typed the command reads it.
std::string sentence(Refusal refusal, const History& history, const Wanted& wanted, Instant now);

/// What is to be kept.
struct Accepted
{
    Instant effective;
    std::string from_version;
    std::string from_hash;
    std::optional<AmendmentId> supersedes;
};
Result<Accepted, Refusal> amend(const History& history, const Wanted& wanted, Instant now);

/// From when an amendment of that day holds: the beginning of the day in London, but never before
/// the minute after next, when no draw that began before it was recorded is still under way.
Instant effect_of(LocalDate day, Instant now);

} // namespace evenhand::amendments
