#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "people/participants/journey_words.hpp"
#include "protocol/consent_items.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Itemised consent: what somebody said yes and no to, in which words, and how they signed.

namespace evenhand::consent {

using identity::PersonId;
using protocol::SignatureMethod;
using ConsentId = Id<struct ConsentIdTag>;
using WitnessId = Id<struct ConsentWitnessIdTag>;

/// Whether the person can decide about taking part (Mental Capacity Act 2005, sections 1 to 3). It
/// is assumed unless there is a reason to assess it.
enum class Capacity { assumed, assessed, lacking };
/// Who sat with them.
enum class Supporter { nobody, family_or_friend, carer, advocate, professional };

std::span<const Capacity> all_capacities();
std::span<const Supporter> all_supporters();
std::string_view name_of(Capacity capacity);
std::string_view name_of(Supporter supporter);
std::optional<Capacity> capacity_named(std::string_view name);
std::optional<Supporter> supporter_named(std::string_view name);
std::optional<SignatureMethod> method_named(std::string_view name);
/// As staff read it.
std::string_view label_of(Capacity capacity);
std::string_view label_of(Supporter supporter);
std::string_view label_of(SignatureMethod method);

/// How it was asked.
struct Circumstances
{
    Capacity capacity = Capacity::assumed;
    std::string capacity_note = {}; ///< how it was assessed, and what they could then do
    Supporter supporter = Supporter::nobody;
    std::string supporter_name = {};
    std::string interpreter = {}; ///< the language; empty: no interpreter
};

/// Yes or no to each item, by its id. What was not answered is not there.
using Answers = std::map<std::string, bool, std::less<>>;

/// What makes it theirs. Only what the method asks for is filled.
struct Signature
{
    SignatureMethod method = SignatureMethod::typed_name;
    std::string typed_name = {};
    std::string form_number = {};  ///< paper: as printed on it
    std::string form_version = {}; ///< paper: as printed on it
    std::optional<LocalDate> dated = {};
    std::string seen_by = {}; ///< paper: who saw it being signed
    std::string filed = {};   ///< paper: where it is kept
};

/// The exact statements of a form, as one text that is kept with every signature, and its hash.
struct Wording
{
    /// Canonical JSON: versions, the hash of each text of the information sheet, and each item with
    /// its statement and "if no".
    std::string text;
    std::string hash; ///< SHA-256, hexadecimal
};
Wording wording_of(const protocol::ConsentForm& form);
/// The items in such a text. CHECKs that it is one.
std::vector<protocol::ConsentItem> items_in(std::string_view wording);

struct NewConsent
{
    std::string wording_hash; ///< of what they were shown
    Answers answers;
    Circumstances circumstances;
    Signature signature;
};

/// Why it is not written.
enum class Refusal {
    not_trained,     ///< no role or no training in force that lets this account take consent
    not_now,         ///< the person does not stand where consent is asked
    lacks_capacity,  ///< nobody consents for them
    not_informed,    ///< they have not heard, and said back, the sheet that is in force
    not_noted,       ///< how a doubt was assessed, or who sat with them
    wording_changed, ///< the form was amended since it was shown
    /// Another version of the protocol is in force than the one that this program runs under.
    protocol_amended,
    unanswered,
    required_refused,
    wrong_method, ///< the protocol has no such way of signing
    not_signed,   ///< something that the method asks for is missing
    in_future,    ///< the date on the paper
    too_early,    ///< the date on the paper is before they were told of the study
    other_paper,  ///< the paper is of another version of the form
    erased,
    not_waiting, ///< no signature waits for this witness
    own_witness, ///< whoever took it cannot be its witness
};
std::string_view code(Refusal refusal);

/// Between which days a paper may be dated.
struct SigningDays
{
    LocalDate informed; ///< on which they went through the information
    LocalDate today;
};
/// Nothing: it may be signed.
std::optional<Refusal> fault_of(const NewConsent& wanted, const protocol::ConsentForm& form,
                                const SigningDays& days);
/// The items that nobody answered, in the form's order.
std::vector<std::string> unanswered(const protocol::ConsentForm& form, const Answers& answers);
protocol::AgreedItems agreed_in(const Answers& answers);

/// What signing does to the journey of somebody who stands there.
enum class Effect {
    first_step, ///< they are consented, and get their study number
    same_step,  ///< they were asked again before randomisation
    no_step,    ///< they were asked again after it
    refused,
};
Effect effect_at(participants::Stage stage);

/// Where a signature stands.
enum class Status {
    counts,
    waits,     ///< for its witness
    not_heard, ///< the witness did not confirm it
    replaced,  ///< another was made before the witness came
};

} // namespace evenhand::consent
