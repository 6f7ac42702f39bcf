#pragma once

#include "intake/consent/in_force.hpp"
#include "intake/consent/information_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/vault.hpp"
#include "people/participants/participants_store.hpp"
#include "people/staff/role_store.hpp"
#include "people/staff/training_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "protocol/amendment.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::consent {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// Whose consent counts, as the signatures give it, for `evenhand rebuild`.
storage::DerivedTable derived_states();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// A signature as it was kept.
struct Signed
{
    ConsentId id;
    Status status = Status::counts;
    std::string form_version;
    InformationId information; ///< what was gone through before it
    std::string sheet_version;
    std::string sheet_format; ///< in which they heard it: "easy-read"
    std::string sheet_language;
    std::string wording; ///< the text of Wording
    std::string wording_hash;
    Answers answers;
    Circumstances circumstances;
    Signature signature; ///< without its sealed part where that was erased
    bool is_erased = false;
    Instant at;
    std::string taken_by;            ///< as facts keep it
    std::optional<Instant> heard_at; ///< or not heard
    std::string witness;             ///< as facts keep it; empty: none has come
};

/// Somebody who consented under another version of the form or of the sheet.
struct AskAgain
{
    PersonId person;
    std::string study_number;
    std::string form_version;
    std::string sheet_version;
    Instant signed_at;
};
struct AskAgainPage
{
    std::vector<AskAgain> rows;
    std::string next; ///< the study number to go on after; empty on the last page
};

struct ConsentParts
{
    const identity::Vault& vault;
    const participants::JourneyStore& journeys;
    const withdrawal::WithdrawalStore& withdrawals;
    const InformationStore& information;
    const staff::RoleStore& roles;
    const staff::TrainingStore& trainings;
    const protocol::ConsentForm& form;
    std::string_view study_prefix; ///< the protocol's
    /// Of the form and the sheet in force now, which an amendment may have changed since `form` was
    /// loaded; without it those of `form` are.
    std::function<protocol::ConsentVersions(storage::UnitOfWork&)> versions_in_force = {};
    /// Why nothing is signed under the version of the protocol that runs, as staff read it; empty
    /// where that version is in force. Without it nothing is asked.
    std::function<std::string(storage::UnitOfWork&)> protocol_fault = {};
};

/// Who agreed to what. Every function runs in the caller's unit of work, and every gate is asked
/// here, whatever page came before.
class ConsentStore
{
public:
    /// Borrows its parts.
    explicit ConsentStore(const ConsentParts& parts) : parts_(parts) {}

    /// What counts now, without what was withdrawn since under any record of the person.
    std::optional<InForce> in_force(storage::UnitOfWork& work, PersonId person) const;

    /// Keeps the signature with what they heard before it, and takes the step, if the actor may
    /// take consent and was trained. One that is only spoken waits for its witness and takes no
    /// step yet.
    Result<ConsentId, Refusal> sign(storage::UnitOfWork& work, PersonId person,
                                    const NewConsent& wanted) const;
    /// The actor heard the consent that waits, or did not. Heard, it counts from now on.
    Result<participants::Stage, Refusal> bear_witness(storage::UnitOfWork& work, PersonId person,
                                                      ConsentId consent, bool heard) const;
    /// Why nothing is signed and no witness heard now, for whoever was refused with
    /// `protocol_amended`; empty where the version that runs is in force.
    std::string protocol_fault(storage::UnitOfWork& work) const;
    /// Whether the actor may take consent: the role, and the training that the protocol names.
    bool is_trained(storage::UnitOfWork& work) const;

    /// Every signature of the person, the latest first; at most 50.
    std::vector<Signed> of_person(storage::UnitOfWork& work, PersonId person) const;
    /// The latest, if it waits for its witness.
    std::optional<Signed> waiting(storage::UnitOfWork& work, PersonId person) const;

    /// Of the form and the sheet under which people agree now.
    protocol::ConsentVersions versions_in_force(storage::UnitOfWork& work) const;
    /// Those who are still with us and agreed under other versions than those in force, by study
    /// number. Who wants no more contact is left out.
    AskAgainPage to_ask_again(storage::UnitOfWork& work, std::string_view after) const;
    static constexpr int page_size = 50;
    /// How many they are: one pass over those whose consent counts.
    std::int64_t count_to_ask_again(storage::UnitOfWork& work) const;

private:
    std::optional<Refusal> gate(storage::UnitOfWork& work, Effect effect) const;
    Result<participants::Stage, Refusal> count(storage::UnitOfWork& work, PersonId person,
                                               Effect effect) const;

    ConsentParts parts_;
};

} // namespace evenhand::consent
