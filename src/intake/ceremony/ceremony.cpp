#include "intake/ceremony/ceremony.hpp"

#include "core/check.hpp"
#include "randomisation/sealed/keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::ceremony {

namespace ceremony_rules {

constexpr std::array<std::pair<Kind, std::string_view>, 5> names{{{Kind::proposed, "proposed"},
                                                                  {Kind::frozen, "frozen"},
                                                                  {Kind::committed, "committed"},
                                                                  {Kind::revealed, "revealed"},
                                                                  {Kind::published, "published"}}};

/// Somebody whom the protocol names, other than this program.
bool is_party(std::span<const std::string> parties, std::string_view party)
{
    return party != platform && std::ranges::find(parties, party) != parties.end();
}

void begin_next(Standing& standing, std::int64_t number)
{
    const auto last = standing.last_published;
    standing = Standing{};
    standing.ceremony = number;
    standing.last_published = last;
}

void follow(Standing& standing, const Act& act)
{
    switch (act.kind) {
    case Kind::proposed:
        standing.proposed_by = act.actor;
        standing.reason = act.reason;
        return;
    case Kind::frozen:
        standing.spec_hash = act.value;
        return;
    case Kind::committed:
        standing.commitments[act.party] = act.value;
        return;
    case Kind::revealed:
        standing.revealed.insert(act.party);
        return;
    case Kind::published:
        standing.published = true;
        standing.last_published = act.ceremony;
        return;
    }
    CHECK(false);
}

} // namespace ceremony_rules

std::string_view name_of(Kind kind)
{
    for (const auto& [known, name] : ceremony_rules::names) {
        if (known == kind) return name;
    }
    CHECK(false);
}

std::optional<Kind> kind_named(std::string_view wanted)
{
    for (const auto& [kind, name] : ceremony_rules::names) {
        if (name == wanted) return kind;
    }
    return std::nullopt;
}

bool Standing::all_committed(std::span<const std::string> parties) const
{
    return frozen() && std::ranges::all_of(parties, [&](const std::string& party) {
               return commitments.contains(party);
           });
}

bool Standing::all_revealed(std::span<const std::string> parties) const
{
    return all_committed(parties) && std::ranges::all_of(parties, [&](const std::string& party) {
               return revealed.contains(party);
           });
}

Standing standing_of(std::span<const Act> acts)
{
    Standing standing;
    for (const Act& act : acts) {
        if (act.ceremony > standing.ceremony) ceremony_rules::begin_next(standing, act.ceremony);
        ceremony_rules::follow(standing, act);
    }
    return standing;
}

std::string_view name_of(Step step)
{
    switch (step) {
    case Step::freeze:
        return "freeze";
    case Step::commit:
        return "commit";
    case Step::reveal:
        return "reveal";
    case Step::publish:
        return "publish";
    case Step::propose:
        return "propose";
    }
    CHECK(false);
}

Step next_step(const Standing& standing, std::span<const std::string> parties)
{
    if (standing.published) return Step::propose;
    if (!standing.frozen()) return Step::freeze;
    if (!standing.all_committed(parties)) return Step::commit;
    return standing.all_revealed(parties) ? Step::publish : Step::reveal;
}

std::vector<std::string> owing(const Standing& standing, std::span<const std::string> parties)
{
    const bool committed = standing.all_committed(parties);
    std::vector<std::string> names;
    for (const std::string& party : parties) {
        const bool done =
            committed ? standing.revealed.contains(party) : standing.commitments.contains(party);
        if (ceremony_rules::is_party(parties, party) && !done) names.push_back(party);
    }
    return names;
}

std::string_view sentence(Refusal refusal)
{
    switch (refusal) {
    case Refusal::out_of_order:
        return "That cannot be done now: something before it is missing, or it was done already.";
    case Refusal::unknown_party:
        return "That is not a party that the protocol names.";
    case Refusal::same_person:
        return "A new ceremony is begun by another person than the one who proposed it.";
    case Refusal::does_not_open:
        return "These words are not the ones that were committed to. They were not kept.";
    case Refusal::protocol_open:
        return "The protocol has not been frozen, or has been changed since. Freeze it first.";
    case Refusal::not_a_commitment:
        return "A commitment is 64 digits from 0 to 9 and a to f, as the paper shows it.";
    case Refusal::not_a_beacon:
        return "The protocol names a beacon. Its value is 64 digits from 0 to 9 and a to f.";
    case Refusal::no_beacon:
        return "The protocol names no beacon, so no value of one is taken.";
    case Refusal::allocator_away:
        return "Nothing was done: the allocator, which alone has the keys for this, did not "
               "answer. "
               "Try again in a minute.";
    case Refusal::other_keys:
        return "The allocator has other keys than those with which the platform committed. Put its "
               "keys file back from its copy.";
    }
    CHECK(false);
}

std::optional<Refusal> why_not_propose(const Standing& standing, std::string_view actor)
{
    // Also in the middle of one, whose words may have been lost.
    if (standing.frozen()) return std::nullopt;
    const bool of_another = standing.proposed_by && standing.proposed_by != actor;
    return of_another ? std::nullopt : std::optional(Refusal::out_of_order);
}

std::optional<Refusal> why_not_freeze(const Standing& standing, std::string_view actor)
{
    if (standing.frozen()) return Refusal::out_of_order;
    if (standing.ceremony > 1 && !standing.proposed_by) return Refusal::out_of_order;
    if (standing.proposed_by == actor) return Refusal::same_person;
    return std::nullopt;
}

std::optional<Refusal> why_not_commit(const Standing& standing,
                                      std::span<const std::string> parties, std::string_view party)
{
    if (!ceremony_rules::is_party(parties, party)) return Refusal::unknown_party;
    if (!standing.frozen() || standing.commitments.contains(std::string(party)))
        return Refusal::out_of_order;
    return std::nullopt;
}

std::optional<Refusal> why_not_reveal(const Standing& standing,
                                      std::span<const std::string> parties, std::string_view party)
{
    if (!ceremony_rules::is_party(parties, party)) return Refusal::unknown_party;
    if (!standing.all_committed(parties) || standing.revealed.contains(std::string(party)))
        return Refusal::out_of_order;
    return std::nullopt;
}

std::optional<Refusal> why_not_publish(const Standing& standing,
                                       std::span<const std::string> parties)
{
    if (!standing.all_revealed(parties) || standing.published) return Refusal::out_of_order;
    return std::nullopt;
}

std::optional<Refusal> why_not_beacon(std::string_view named, std::string_view value)
{
    if (named.empty()) return value.empty() ? std::nullopt : std::optional(Refusal::no_beacon);
    const bool fits = sealed::public32_from_hex(value).has_value();
    return fits ? std::nullopt : std::optional(Refusal::not_a_beacon);
}

} // namespace evenhand::ceremony
