#pragma once

#include "intake/eligibility/eligibility_store.hpp"
#include "people/participants/participants_store.hpp"
#include "protocol/protocol.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace evenhand::eligibility {

/// What staff send of one appointment, or of a correction.
struct Asked
{
    Answers answers;                              ///< its day is settled by evaluate()
    std::optional<CorrectionReason> because = {}; ///< of a correction
};

/// What a correction after the draw found out. Nothing is undone.
struct Misfit
{
    Flag flag = Flag::none; ///< never none
    std::string_view area;  ///< where they should have been
    std::string_view group;
    CorrectionReason because;
};
/// Called in the same unit of work: whoever keeps the flags of allocations writes one down. `app/`
/// hands it in, since allocation stands above this room.
using FoundMisfit = std::function<void(storage::UnitOfWork&, PersonId, const Misfit&)>;

/// Decides, writes the fact and takes the step that follows, in the caller's unit of work. Nothing
/// is written where it refuses, so the caller answers with a refusal and the unit is rolled back.
class Deciding
{
public:
    /// Borrows them all.
    Deciding(const protocol::Protocol& protocol, const identity::IdentityStore& identities,
             const participants::JourneyStore& journeys, const EligibilityStore& store,
             FoundMisfit found_misfit = {})
        : protocol_(protocol), identities_(identities), journeys_(journeys), store_(store),
          found_misfit_(std::move(found_misfit))
    {
    }

    /// By the birth date in the vault. The stage at which the person then stands.
    Result<participants::Stage, Refusal> evaluate(storage::UnitOfWork& work, PersonId person,
                                                  const Asked& asked) const;
    /// A lead found out about one criterion. Only the last that was unsure moves the person on.
    Result<participants::Stage, Refusal> resolve(storage::UnitOfWork& work, PersonId person,
                                                 const protocol::Resolution& found) const;

    /// What a lead found out about that criterion rests on nothing any more. It is decided without
    /// it, on the same day: before the draw a lead is asked again, after it the doubt is a flag.
    /// Nothing is written where the decision that stands does not rest on it, or their way has
    /// ended. Not while they are being randomised.
    std::optional<Refusal> decide_without(storage::UnitOfWork& work, PersonId person,
                                          const std::string& criterion) const;

private:
    /// An evaluation, and what follows from it on that occasion; without one, no step is taken.
    struct Correction
    {
        const participants::Journey& journey;
        std::optional<Occasion> occasion;
        std::optional<CorrectionReason> because; ///< after the draw always
    };
    Result<participants::Stage, Refusal> follow(storage::UnitOfWork& work,
                                                const Correction& correction,
                                                const NewEvaluation& fact) const;
    Result<participants::Stage, Refusal> step(storage::UnitOfWork& work, PersonId person,
                                              const Decided& decided) const;
    std::optional<LocalDate> born(storage::UnitOfWork& work, PersonId person) const;

    const protocol::Protocol& protocol_;
    const identity::IdentityStore& identities_;
    const participants::JourneyStore& journeys_;
    const EligibilityStore& store_;
    FoundMisfit found_misfit_;
};

} // namespace evenhand::eligibility
