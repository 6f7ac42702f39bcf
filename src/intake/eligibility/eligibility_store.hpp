#pragma once

#include "intake/eligibility/eligibility.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::eligibility {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// The sealed evidence of what a lead found out, for the data-protection officer.
std::optional<identity::SealedText> sealed_evidence(storage::UnitOfWork& work,
                                                    const std::string& resolution);

struct NewEvaluation
{
    Cause cause = Cause::asked;
    const Answers& answers;
    const Decided& decided;
    std::string_view reason = {};                ///< why it is corrected
    std::optional<EvaluationId> supersedes = {}; ///< of a resolution or a correction
};

/// What a lead found out about one criterion.
struct NewResolution
{
    EvaluationId evaluation; ///< the one in which nobody was sure
    const protocol::Resolution& found;
};

struct Evaluation
{
    Standing standing;
    Cause cause = Cause::asked;
    std::string reason; ///< why it was corrected; a code
    Instant at;
    std::string actor;
    std::string protocol_version;
    std::optional<Answers> answers; ///< nothing where they were erased
};

struct ResolutionKept
{
    ResolutionId id;
    std::string criterion;
    bool meets = false;
    std::string settled;
    std::optional<std::string> evidence; ///< nothing where it was erased, or does not stand
    bool in_error = false;               ///< the evidence was entered in error; what it met stands
    Instant at;
    std::string actor;
};

/// Evaluations and what leads found out. Every function runs in the caller's unit of work.
class EligibilityStore
{
public:
    explicit EligibilityStore(const identity::NoteStore& notes) : notes_(notes) {}

    /// Nothing if the person's casework class was erased.
    std::optional<EvaluationId> record(storage::UnitOfWork& work, PersonId person,
                                       const NewEvaluation& evaluation) const;
    /// False if the person's casework class was erased.
    bool keep(storage::UnitOfWork& work, PersonId person, const NewResolution& resolution) const;

    /// The standing decision. One statement; nothing is opened.
    std::optional<Standing> standing(storage::UnitOfWork& work, PersonId person) const;
    /// The same with what was answered.
    std::optional<Evaluation> latest(storage::UnitOfWork& work, PersonId person) const;
    /// The latest first, at most `most`; their answers are not opened.
    std::vector<Evaluation> history(storage::UnitOfWork& work, PersonId person,
                                    int most = 50) const;
    /// What leads found out, the latest first, opened.
    std::vector<ResolutionKept> resolutions(storage::UnitOfWork& work, PersonId person,
                                            int most = 50) const;

private:
    const identity::NoteStore& notes_;
};

} // namespace evenhand::eligibility
