#pragma once

#include "intake/baseline/baseline.hpp"
#include "intake/baseline/locked_text.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/vault.hpp"
#include "people/participants/participants_store.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::baseline {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// What a page gives: by question the answer, or nothing where one is taken away; and the soft
/// findings that were confirmed with it.
struct Given
{
    std::map<std::string, std::optional<protocol::Answer>, std::less<>> answers;
    Confirmed confirmed;
};

/// The answers before allocation. Every function runs in the caller's unit of work.
class BaselineStore
{
public:
    /// Why nothing is locked under the version of the protocol that runs, as staff read it; empty
    /// where that version is in force.
    using ProtocolFault = std::function<std::string(storage::UnitOfWork&)>;

    /// Borrows the first three. Without the fourth nothing is asked of the protocol.
    BaselineStore(const identity::Vault& vault, const Questionnaire& questionnaire,
                  const participants::JourneyStore& journeys, ProtocolFault protocol_fault = {})
        : vault_(vault), questionnaire_(questionnaire), journeys_(journeys),
          protocol_fault_(std::move(protocol_fault))
    {
    }

    /// The filling that is open, or that the next one would begin with. Three statements.
    Progress progress(storage::UnitOfWork& work, PersonId person) const;
    /// Keeps what changed and gives the filling as it now is. Whoever saves first is not undone by
    /// a page that does not name their question.
    Result<Progress, Refusal> save(storage::UnitOfWork& work, PersonId person,
                                   const Given& given) const;
    /// Locks what is reachable() and takes the step `baseline_locked`. Refused on hard findings,
    /// whatever page asked, and while another version of the protocol is in force.
    Result<LockId, Refusal> lock(storage::UnitOfWork& work, PersonId person, Mode mode) const;
    /// Why nothing is locked now, for whoever was refused with `protocol_amended`; empty where the
    /// version that runs is in force.
    std::string protocol_fault(storage::UnitOfWork& work) const;
    /// A lock that supersedes the one in force.
    Result<LockId, Refusal> correct(storage::UnitOfWork& work, PersonId person, const Given& given,
                                    CorrectionReason reason) const;

    /// The lock in force: the latest.
    std::optional<Locked> locked(storage::UnitOfWork& work, PersonId person) const;
    /// Every lock and correction, the earliest first.
    std::vector<Locked> history(storage::UnitOfWork& work, PersonId person) const;
    /// The answers in force, for research; nothing if nothing is locked or it was erased. The
    /// caller audits.
    std::optional<QuestionnaireAnswers> answers(storage::UnitOfWork& work, PersonId person) const;
    /// Those of them that the questionnaire marks as shared: all that casework may see. The caller
    /// audits.
    QuestionnaireAnswers shared(storage::UnitOfWork& work, PersonId person) const;
    /// What a correction with these answers would lock; nothing if nothing is locked, or erased.
    std::optional<Progress> corrected(storage::UnitOfWork& work, PersonId person,
                                      const Given& given) const;

private:
    struct InForce;
    struct NewLock;
    std::optional<InForce> in_force(storage::UnitOfWork& work, PersonId person) const;
    LockId append(storage::UnitOfWork& work, PersonId person, const NewLock& lock) const;
    void keep_answers(storage::UnitOfWork& work, PersonId person, const Progress& before,
                      const Given& given) const;
    void keep_confirmed(storage::UnitOfWork& work, PersonId person, const Progress& before,
                        const Confirmed& confirmed) const;

    const identity::Vault& vault_;
    const Questionnaire& questionnaire_;
    const participants::JourneyStore& journeys_;
    ProtocolFault protocol_fault_;
};

} // namespace evenhand::baseline
