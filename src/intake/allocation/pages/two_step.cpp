#include "intake/allocation/pages/two_step.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "intake/allocation/trial_spec.hpp"
#include "protocol/protocol.hpp"

#include <algorithm>
#include <functional>
#include <utility>

// Between the two transactions stands somebody who has to be given exactly one arm, whatever is cut
// off in the meantime. So everything that decides the arm is settled by the first: the stratum from
// the facts, and the position under the stratum's lock. What comes after it only opens that
// position. If the position were taken in the second transaction, a failure there that depends on
// the arm (a hand-off that fails for one arm alone, a server stopped by somebody who has seen it)
// would give the position to the next person and another one to this.

namespace evenhand::allocation {

namespace two_step {

/// What finishes for others is done by the program.
const storage::Actor program{storage::ActorKind::system, {}, {}};

const protocol::Stratum& find(const std::vector<protocol::Stratum>& all, std::string_view label)
{
    const auto found = std::ranges::find(all, label, &protocol::Stratum::label);
    CHECK(found != all.end());
    return *found;
}

} // namespace two_step

std::string TwoStep::binding_of(PersonId person) const
{
    return crypto::hmac_sha256(parts_.keys.key(crypto::KeyPurpose::allocation_binding),
                               crypto::lp("allocation-binding/1", person.bytes()))
        .text();
}

std::mutex& TwoStep::turn(std::string_view stratum)
{
    return turns_.at(std::hash<std::string_view>{}(stratum) % turns);
}

IntendAnswer TwoStep::intend(storage::Units& units, const storage::Actor& actor,
                             const Wanted& wanted)
{
    const std::string binding = binding_of(wanted.person);
    const auto before = parts_.allocator.opened_for(binding);
    const Candidate who{.wanted = wanted, .binding = binding, .before = before};
    for (;;) {
        const FirstStep step =
            units.write(actor, "allocation.intend", [&](storage::UnitOfWork& work) {
                auto answer = first_step(work, who);
                if (!std::holds_alternative<Intended>(answer)) work.abandon();
                return answer;
            });
        if (const auto* intended = std::get_if<Intended>(&step)) return *intended;
        if (const auto* refused = std::get_if<Refusal>(&step)) return *refused;
        if (const auto* clash = std::get_if<KeyClash>(&step)) return *clash;
        // An appointment never stops for want of positions.
        if (const auto found = commit_next(units, std::get<NeedsEpoch>(step).stratum))
            return std::visit([](auto one) { return IntendAnswer(one); }, *found);
    }
}

TwoStep::FirstStep TwoStep::first_step(storage::UnitOfWork& work, const Candidate& who) const
{
    const Wanted& wanted = who.wanted;
    const auto known = work.recall(wanted.scope, wanted.key, wanted.digest);
    // The effect of this request is the intent, so its answer is kept with the intent. Whoever
    // sends it again goes on to the second step, which has happened or happens now.
    if (std::holds_alternative<storage::Replay>(known)) return Intended{wanted.person};
    switch (std::get<storage::KeyState>(known)) {
    case storage::KeyState::other_body:
        return KeyClash::other_request;
    case storage::KeyState::in_flight:
        return KeyClash::in_flight;
    case storage::KeyState::fresh:
        break;
    }
    auto answer = write_intent(work, who);
    if (std::holds_alternative<Intended>(answer))
        work.remember(wanted.scope, wanted.key, wanted.digest, {303, wanted.location});
    return answer;
}

TwoStep::FirstStep TwoStep::write_intent(storage::UnitOfWork& work, const Candidate& who) const
{
    const Wanted& wanted = who.wanted;
    // Locks the person; a second request for them waits here and then finds the intent.
    const auto step =
        parts_.journeys.take(work, wanted.person, {.step = participants::Step::intended});
    if (parts_.store.intent_of(work, wanted.person)) {
        // Settled already, or left behind: whoever is entitled goes on with it.
        return Intended{wanted.person};
    }
    auto evidence = parts_.evidence(work, wanted.person);
    if (step) evidence.stage = participants::Stage::baseline_locked;
    const auto stratum = judge(parts_.protocol, evidence);
    if (!stratum) return stratum.error();
    if (!step) return Refusal::not_at_this_point;

    const Progress progress = parts_.store.lock_stratum(work, stratum->label);
    const std::int64_t position = progress.bound + 1;
    const auto epoch = parts_.store.epoch_of(work, stratum->label, position);
    if (!epoch) return NeedsEpoch{stratum->label};
    if (const auto refusal = why_not_bind(who, *epoch, position)) return *refusal;
    parts_.store.bind(work, {.person = wanted.person,
                             .stratum = stratum->label,
                             .position = position,
                             .area = evidence.area,
                             .group = evidence.group,
                             .consent = evidence.consent->id,
                             .baseline = *evidence.baseline,
                             .binding = who.binding,
                             .request_key = wanted.key});
    return Intended{wanted.person};
}

std::optional<Refusal> TwoStep::why_not_bind(const Candidate& who, const Epoch& epoch,
                                             std::int64_t position) const
{
    // In the store that this one is a copy of they had a position, and have seen its arm: the very
    // same is theirs, and no other.
    if (who.before) {
        const OpenedFor here{.stratum = epoch.stratum, .position = position, .epoch = epoch.number};
        return *who.before == here ? std::nullopt : std::optional(Refusal::drawn_before);
    }
    // Somebody else had it there.
    const auto far = parts_.allocator.how_far(epoch.stratum);
    const bool taken = far && far->covers(epoch.number, position);
    return taken ? std::optional(Refusal::stratum_frozen) : std::nullopt;
}

std::vector<std::string> TwoStep::frozen(storage::UnitOfWork& work) const
{
    // Asked first: what is opened while the store is read is bound there already.
    std::vector<std::pair<std::string, HowFar>> opened;
    for (protocol::Stratum& stratum : protocol::strata(parts_.protocol)) {
        if (const auto far = parts_.allocator.how_far(stratum.label))
            opened.emplace_back(std::move(stratum.label), *far);
    }
    if (opened.empty()) return {};
    const auto places = parts_.store.next_places(work);
    std::vector<std::string> all;
    for (auto& [stratum, far] : opened) {
        const auto next = places.find(stratum);
        if (next != places.end() && far.covers(next->second.epoch, next->second.position))
            all.push_back(std::move(stratum));
    }
    return all;
}

std::optional<AllocatorFault> TwoStep::settle(storage::Units& units, const storage::Actor& actor,
                                              PersonId person)
{
    const auto mine = units.read(actor, "allocation.find", [&](storage::UnitOfWork& work) {
        return parts_.store.intent_of(work, person);
    });
    CHECK(mine.has_value());
    for (;;) {
        const std::lock_guard turn_of_stratum(turn(mine->stratum));
        const auto first = units.read(actor, "allocation.find", [&](storage::UnitOfWork& work) {
            return parts_.store.first_unsettled(work, mine->stratum);
        });
        if (!first || first->position > mine->position) break;
        const bool own = first->person == person;
        const auto fault = settle_one(units, own ? actor : two_step::program, *first);
        if (fault) return fault;
        if (own) break;
    }
    stand_ready(units, mine->stratum);
    return std::nullopt;
}

std::optional<AllocatorFault> TwoStep::settle_one(storage::Units& units,
                                                  const storage::Actor& actor, const Intent& intent)
{
    auto epoch = units.read(actor, "allocation.find", [&](storage::UnitOfWork& work) {
        return parts_.store.epoch_of(work, intent.stratum, intent.position);
    });
    CHECK(epoch.has_value());
    const Ask ask{
        .epoch = *std::move(epoch), .position = intent.position, .binding = intent.binding};
    const auto receipt = parts_.allocator.open(ask);
    std::optional<AllocatorFault> fault;
    if (receipt) {
        fault = units.write(actor, "allocation.settle", [&](storage::UnitOfWork& work) {
            const auto found = second_step(work, ask, intent, *receipt);
            if (found) work.abandon();
            return found;
        });
    } else {
        fault = receipt.error();
    }
    if (!fault) return std::nullopt;
    // Another process came first, and has gone on from there.
    const bool was_settled = fault == AllocatorFault::behind_mark &&
                             units.read(actor, "allocation.find", [&](storage::UnitOfWork& work) {
                                 return parts_.store.allocation_of(work, intent.person).has_value();
                             });
    if (was_settled) return std::nullopt;
    // What was refused is kept, and nothing of the opening: it might be an arm.
    units.write(actor, "allocation.refused", [&](storage::UnitOfWork& work) {
        work.log({.action = "allocation.opening_refused",
                  .object_type = "allocation_intent",
                  .object_id = intent.id.text(),
                  .detail = std::string(code(*fault))});
    });
    return fault;
}

std::optional<AllocatorFault> TwoStep::second_step(storage::UnitOfWork& work, const Ask& ask,
                                                   const Intent& intent,
                                                   const sealed::Receipt& receipt) const
{
    const auto step =
        parts_.journeys.take(work, intent.person, {.step = participants::Step::randomised});
    if (!step) {
        // Another process came first. Nothing else can have taken this step.
        CHECK(parts_.store.allocation_of(work, intent.person).has_value());
        return std::nullopt;
    }
    const Progress progress = parts_.store.lock_stratum(work, intent.stratum);
    CHECK(progress.settled + 1 == intent.position);
    const auto& arms = parts_.protocol.randomisation.arms;
    if (!answers(receipt, ask, arms.size())) return AllocatorFault::does_not_prove;
    const protocol::Arm& arm = arms.at(schemes::index_of(receipt.opening.arm));
    const auto id = parts_.store.append(work, intent, ask.epoch, receipt, arm.id,
                                        crypto::name_of(parts_.keys.mode()));
    parts_.hand_off(work, {.id = id,
                           .person = intent.person,
                           .arm = arm.id,
                           .hand_off = arm.hand_off,
                           .area = intent.area,
                           .group = intent.group,
                           .at = work.now()});
    return std::nullopt;
}

std::optional<AllocatorFault> TwoStep::go_over(storage::Units& units)
{
    for (const protocol::Stratum& stratum : protocol::strata(parts_.protocol)) {
        // Another process may commit an epoch of the old ceremony in between.
        for (;;) {
            const auto now = epoch_state(units, stratum.label);
            if (!now.ceremony) return std::nullopt;
            if (now.last && now.last->commitment == now.ceremony->digest) break;
            if (const auto fault = publish_epoch(units, stratum, now.last, *now.ceremony))
                return fault;
        }
    }
    return std::nullopt;
}

TwoStep::EpochState TwoStep::epoch_state(storage::Units& units, std::string_view stratum) const
{
    return units.read(two_step::program, "allocation.find", [&](storage::UnitOfWork& work) {
        return EpochState{.last = parts_.store.last_epoch(work, stratum),
                          .ceremony = parts_.ceremony(work)};
    });
}

Result<Epoch, AllocatorFault> TwoStep::rooted(const protocol::Stratum& stratum, std::int64_t number,
                                              const CeremonyInForce& ceremony) const
{
    Epoch epoch = parts_.spec.epoch(stratum, number, ceremony.digest);
    epoch.root = TRY(parts_.allocator.root(epoch));
    return epoch;
}

std::optional<AllocatorFault> TwoStep::publish_epoch(storage::Units& units,
                                                     const protocol::Stratum& stratum,
                                                     const std::optional<Epoch>& last,
                                                     const CeremonyInForce& ceremony)
{
    // The root of a thousand leaves is asked for here and not where the writer waits for it. It
    // does not depend on where the epoch begins, which under new keys is known under the lock
    // alone.
    std::vector<Epoch> next;
    const bool goes_on = last && last->commitment == ceremony.digest;
    // A lost part of the store may have used epochs of these numbers. Those are published with
    // their roots like all others, and no position is ever theirs.
    const auto far = parts_.allocator.how_far(stratum.label);
    const bool way_back = last && !goes_on && ceremony.number > 1;
    std::int64_t number = last ? last->number : 0;
    do {
        auto one = rooted(stratum, ++number, ceremony);
        if (!one) return one.error();
        next.push_back(*std::move(one));
    } while (way_back && far && number <= far->epoch);
    units.write(two_step::program, "allocation.commit_epoch", [&](storage::UnitOfWork& work) {
        const Progress progress = parts_.store.lock_stratum(work, stratum.label);
        const auto now_last = parts_.store.last_epoch(work, stratum.label);
        // Somebody else committed it in the meantime.
        if (now_last && now_last->number >= next.front().number) return work.abandon();
        for (Epoch& epoch : next) {
            epoch.first_position =
                goes_on ? last->first_position + last->capacity : progress.bound + 1;
            parts_.store.append_epoch(work, epoch);
        }
    });
    return std::nullopt;
}

TwoStep::Hindrance TwoStep::commit_next(storage::Units& units, std::string_view stratum)
{
    const auto all = protocol::strata(parts_.protocol);
    const auto now = epoch_state(units, stratum);
    if (!now.ceremony) return Refusal::no_ceremony;
    if (const auto fault =
            publish_epoch(units, two_step::find(all, stratum), now.last, *now.ceremony))
        return *fault;
    return std::nullopt;
}

void TwoStep::stand_ready(storage::Units& units, std::string_view stratum)
{
    const bool filling =
        units.read(two_step::program, "allocation.find", [&](storage::UnitOfWork& work) {
            const auto last = parts_.store.last_epoch(work, stratum);
            CHECK(last.has_value());
            return last->is_filling(parts_.store.bound(work, stratum));
        });
    // Where it cannot be done now, whoever is put into a group next does it.
    if (filling) static_cast<void>(commit_next(units, stratum));
}

} // namespace evenhand::allocation
