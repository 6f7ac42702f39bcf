#pragma once

#include "intake/consent/information.hpp"
#include "intake/eligibility/eligibility_store.hpp"
#include "people/participants/participants_store.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::consent {

/// The audited tables of what was explained, for `verify all`.
std::span<const storage::Table* const> information_tables();

/// That the information was gone through.
struct Information
{
    InformationId id;
    std::string sheet_version;
    std::string format;
    std::string language;
    Instant at;
    std::string actor;
};

/// What was explained and what people then decide. Every function runs in the caller's unit of
/// work; the fact and its step are kept together or not at all, and each gate is asked here.
class InformationStore
{
public:
    /// Borrows them all.
    InformationStore(const protocol::ConsentForm& form, const participants::JourneyStore& journeys,
                     const eligibility::EligibilityStore& eligibility)
        : form_(form), journeys_(journeys), eligibility_(eligibility)
    {
    }

    /// The sheet in force was gone through in that form.
    Result<InformationId, InformationRefusal> go_through(storage::UnitOfWork& work,
                                                         participants::PersonId person,
                                                         const protocol::TextFile& text) const;
    /// What they said back. Everything understood is the step `taught` of who has not come further;
    /// otherwise it is kept and they stand where they stood.
    Result<participants::Stage, InformationRefusal> teach_back(storage::UnitOfWork& work,
                                                               participants::PersonId person,
                                                               const TeachBackAnswers& said) const;
    /// What they decide.
    Result<participants::Stage, InformationRefusal> decide(storage::UnitOfWork& work,
                                                           participants::PersonId person,
                                                           const Decision& decision) const;

    /// What was gone through last, if it is of the version in force and, for somebody found
    /// eligible, not from before that.
    std::optional<Information> current(storage::UnitOfWork& work,
                                       participants::PersonId person) const;
    /// That, if they have also said all of it back, and nothing is left that is not understood:
    /// what a signature stands on.
    std::optional<Information> heard(storage::UnitOfWork& work,
                                     participants::PersonId person) const;
    /// The latest first, at most `most`.
    std::vector<Information> of_person(storage::UnitOfWork& work, participants::PersonId person,
                                       int most = 50) const;
    /// What was said back last of each question.
    TeachBackAnswers said_of(storage::UnitOfWork& work, InformationId information) const;

private:
    const protocol::ConsentForm& form_;
    const participants::JourneyStore& journeys_;
    const eligibility::EligibilityStore& eligibility_;
};

} // namespace evenhand::consent
