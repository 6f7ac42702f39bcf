#include "oversight/amendments/amendments.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/words.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::amendments {

namespace amendment_rules {

constexpr std::array refusals{
    Words{Refusal::nothing_begun, "nothing_begun"},
    Words{Refusal::other_protocol, "other_protocol"},
    Words{Refusal::no_approval, "no_approval"},
    Words{Refusal::no_reason, "no_reason"},
    Words{Refusal::same_version, "same_version"},
    Words{Refusal::same_hash, "same_hash"},
    Words{Refusal::version_used, "version_used"},
    Words{Refusal::draws_otherwise, "draws_otherwise"},
    Words{Refusal::in_the_past, "in_the_past"},
    Words{Refusal::another_waits, "another_waits"},
    Words{Refusal::none_waits, "none_waits"},
};

/// Enough of a hash to tell two apart by eye.
std::string brief(const std::string& hash)
{
    constexpr std::size_t digits = 12;
    return hash.substr(0, digits);
}

std::string named(const Version& version)
{
    return fmt::format("version {} (hash {}…)", version.version, brief(version.hash));
}

/// An amendment whose moment is nearer than this may be met by a draw that is under way.
constexpr std::chrono::minutes settling{1};

/// What stands before any question of versions and days.
std::optional<Refusal> fault_of_content(const Entry& from, const History& history,
                                        const Wanted& wanted)
{
    if (wanted.version.protocol != from.version.protocol) return Refusal::other_protocol;
    if (wanted.approval.empty()) return Refusal::no_approval;
    if (wanted.reason.empty()) return Refusal::no_reason;
    if (wanted.version.version == from.version.version) return Refusal::same_version;
    if (wanted.version.hash == from.version.hash) return Refusal::same_hash;
    const bool used = std::ranges::any_of(history, [&](const Entry& entry) {
        return entry.effective <= from.effective && entry.version.version == wanted.version.version;
    });
    if (used) return Refusal::version_used;
    if (wanted.version.draw_hash != from.version.draw_hash) return Refusal::draws_otherwise;
    return std::nullopt;
}

} // namespace amendment_rules

Version version_of(const protocol::Protocol& protocol, std::string hash)
{
    return {.protocol = protocol.id,
            .version = protocol.version,
            .hash = std::move(hash),
            .draw_hash = protocol::draw_hash(protocol),
            .consent = protocol::consent_versions(protocol.consent)};
}

std::vector<protocol::Amendment> amendments_of(const History& history)
{
    std::vector<protocol::Amendment> all;
    for (const Entry& entry : history) {
        if (entry.from_version.empty()) continue;
        all.push_back({.from_version = entry.from_version,
                       .to_version = entry.version.version,
                       .from_hash = entry.from_hash,
                       .to_hash = entry.version.hash,
                       .approval = entry.approval,
                       .reason = entry.reason,
                       .effective = entry.effective});
    }
    return all;
}

const Entry* in_force(const History& history, Instant at)
{
    if (history.empty()) return nullptr;
    const auto steps = amendments_of(history);
    const std::string held = protocol::version_at(history.front().version.version, steps, at);
    for (const Entry& entry : history) {
        if (entry.version.version == held) return &entry;
    }
    CHECK(false);
}

const Entry* waiting(const History& history, Instant now)
{
    const bool waits = history.size() > 1 && history.back().effective > now;
    return waits ? &history.back() : nullptr;
}

bool may_begin(const Running& running)
{
    return running.held == Held::by_version || running.frozen;
}

Standing standing(const History& history, const Running& running, Instant now)
{
    const Entry* held = in_force(history, now);
    if (held == nullptr) {
        // What is made up is begun by its first server; a program that opens it before may draw.
        return running.held == Held::by_version ? Standing::holds : Standing::nothing_begun;
    }
    if (held->version.version == running.version.version) {
        const bool same =
            running.held == Held::by_version || held->version.hash == running.version.hash;
        return same ? Standing::holds : Standing::changed;
    }
    const Entry* next = waiting(history, now);
    const bool early = next != nullptr && next->version.version == running.version.version;
    return early ? Standing::too_early : Standing::other;
}

std::string why_not_to_start(const History& history, const Running& running,
                             const std::string& file, Instant now)
{
    using amendment_rules::brief;
    using amendment_rules::named;
    const Entry* held = in_force(history, now);
    switch (standing(history, running, now)) {
    case Standing::holds:
    case Standing::nothing_begun:
        return {};
    case Standing::changed:
        return fmt::format("{} is in force, and {} is not what was frozen under that name (hash "
                           "{}…): serve the file that was frozen, or give the change a version of "
                           "its own, freeze it and record it with `evenhand protocol amend`",
                           named(held->version), file, brief(running.version.hash));
    case Standing::too_early:
        return fmt::format("{} is in force until {}, when {} begins, of which {} is the file: "
                           "serve the file of version {} until then",
                           named(held->version), london_plain(waiting(history, now)->effective),
                           named(running.version), file, held->version.version);
    case Standing::other:
        return fmt::format("{} of the protocol is in force since {}, and {} is {}: serve the file "
                           "of version {}, or record an amendment with `evenhand protocol amend`",
                           named(held->version), london_plain(held->effective), file,
                           named(running.version), held->version.version);
    }
    CHECK(false);
}

std::string why_not_to_draw(const History& history, const Running& running, Instant now)
{
    const Entry* held = in_force(history, now);
    switch (standing(history, running, now)) {
    case Standing::holds:
        return {};
    case Standing::nothing_begun:
    case Standing::changed:
        return "The protocol of this trial is not the one that was frozen, so nobody can be put "
               "into a group. Tell the trial manager.";
    case Standing::too_early:
    case Standing::other:
        return fmt::format("Version {} of the protocol is in force since {}, and this program "
                           "still runs under version {}. Nobody can be put into a group until it "
                           "is started again with version {}. Tell the trial manager.",
                           held->version.version, london_plain(held->effective),
                           running.version.version, held->version.version);
    }
    CHECK(false);
}

std::string why_not_to_record(const History& history, const Running& running, Instant now)
{
    const Entry* held = in_force(history, now);
    switch (standing(history, running, now)) {
    case Standing::holds:
    case Standing::nothing_begun:
    case Standing::changed: // only by its content, with which no server starts
        return {};
    case Standing::too_early:
    case Standing::other:
        return fmt::format("Nothing was recorded. Version {0} of the protocol is in force since "
                           "{1}, and this service still runs under version {2}. It must be "
                           "restarted with version {0} first. What was typed is kept on this page. "
                           "Tell the trial manager.",
                           held->version.version, london_plain(held->effective),
                           running.version.version);
    }
    CHECK(false);
}

std::string_view code(Refusal refusal)
{
    return words_of(amendment_rules::refusals, refusal).name;
}

std::string sentence(Refusal refusal, const History& history, const Wanted& wanted, Instant now)
{
    const Entry* held = in_force(history, now);
    const Entry* next = waiting(history, now);
    const std::string& version = wanted.version.version;
    switch (refusal) {
    case Refusal::nothing_begun:
        return "this database was begun under no protocol yet, so there is nothing to amend: "
               "freeze the protocol and start `evenhand serve` with it";
    case Refusal::other_protocol:
        return fmt::format("that is the protocol of the trial {}, and this database is of {}",
                           wanted.version.protocol, held->version.protocol);
    case Refusal::no_approval:
        return "an amendment needs the reference of its approval (--approval)";
    case Refusal::no_reason:
        return "an amendment needs a reason (--reason)";
    case Refusal::same_version:
        return fmt::format("version {} is in force already, since {}; an amendment has a version "
                           "of its own",
                           version, london_plain(held->effective));
    case Refusal::same_hash:
        return fmt::format("version {} says what version {} says, so nothing is amended", version,
                           held->version.version);
    case Refusal::version_used:
        return fmt::format("there was a version {} before; an amendment has a version of its own",
                           version);
    case Refusal::draws_otherwise:
        return fmt::format("version {} has other arms, shares, strata or another scheme than "
                           "version {}, whose sequence is committed; that cannot be amended",
                           version, held->version.version);
    case Refusal::in_the_past:
        return fmt::format("{} is past, and what happened then happened under version {}; an "
                           "amendment holds from today at the earliest",
                           wanted.effective_on.plain(), held->version.version);
    case Refusal::another_waits:
        return fmt::format("version {} is recorded and takes effect on {}; amend it after that, "
                           "or replace it with --replace",
                           next->version.version, london_plain(next->effective));
    case Refusal::none_waits:
        return "no amendment waits that could still be replaced; leave out --replace";
    }
    CHECK(false);
}

Instant effect_of(LocalDate day, Instant now)
{
    constexpr std::int64_t minute = 60'000'000;
    const auto soonest = Instant::from_micros((now.micros() / minute + 2) * minute);
    if (day <= london_date(now)) return soonest;
    // Recorded in the last minute of a day, midnight itself may meet a draw that is under way.
    return std::max(start_of_london_day(day), soonest);
}

Result<Accepted, Refusal> amend(const History& history, const Wanted& wanted, Instant now)
{
    const Entry* from = in_force(history, now);
    if (from == nullptr) return refuse(Refusal::nothing_begun);
    if (const auto fault = amendment_rules::fault_of_content(*from, history, wanted))
        return refuse(*fault);
    if (wanted.effective_on < london_date(now)) return refuse(Refusal::in_the_past);
    const Entry* next = waiting(history, now);
    const bool replaces = wanted.replace == Replace::yes;
    if (next != nullptr && !replaces) return refuse(Refusal::another_waits);
    const bool may_replace = next != nullptr && next->effective >= now + amendment_rules::settling;
    if (replaces && !may_replace) return refuse(Refusal::none_waits);
    return Accepted{.effective = effect_of(wanted.effective_on, now),
                    .from_version = from->version.version,
                    .from_hash = from->version.hash,
                    .supersedes = replaces ? std::optional(next->id) : std::nullopt};
}

} // namespace evenhand::amendments
