#pragma once

#include "messages/outgoing/postbox_store.hpp"
#include "people/contacts/contacts_store.hpp"
#include "recruitment/appointments/confirmation.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::appointments {

enum class Purpose { information, last_letter, confirmation };
enum class SentBy { letter, email, text, by_hand };

std::span<const SentBy> all_sent_by();
std::string_view name_of(Purpose purpose);
std::string_view name_of(SentBy sent_by);
std::optional<SentBy> sent_by_named(std::string_view name);
/// As staff read it: "Letter after the last attempt"; "By hand".
std::string_view label_of(Purpose purpose);
std::string_view label_of(SentBy sent_by);

/// What was sent to somebody.
struct Sent
{
    Purpose purpose = Purpose::information;
    std::string document; ///< "information sheet"
    std::string version;
    std::string format; ///< of the protocol: "easy-read"
    SentBy by = SentBy::letter;
    std::optional<AppointmentId> appointment = {};
    Instant occurred;
    std::string actor = {};
    std::string message = {}; ///< the id of the message that the program sends; or empty
    std::optional<outgoing::Progress> progress = {};       ///< of that message
    std::optional<participants::ReferralId> referral = {}; ///< that it acknowledges
};
/// That the referral was acknowledged by a letter, at that moment.
Sent acknowledged(participants::ReferralId referral, Instant at);

/// Which version of what went to whom. Every function runs in the caller's unit of work.
class InformationStore
{
public:
    /// Borrows both.
    InformationStore(const outgoing::Postbox& postbox, const contacts::ContactStore& contacts)
        : postbox_(postbox), contacts_(contacts)
    {
    }

    /// Keeps that it was sent; of the last letter, also the contact that it was.
    void note(storage::UnitOfWork& work, PersonId person, const Sent& sent) const;
    /// Puts the confirmation of the appointment into the postbox, which asks again when it is sent,
    /// and keeps that it was. False, and nothing is done, where no message may be sent.
    bool confirm(storage::UnitOfWork& work, const Appointment& appointment,
                 const ReachedBy& reached, std::string_view telephone) const;
    /// The same for the acknowledgement of a referral (T1).
    bool acknowledge(storage::UnitOfWork& work, PersonId person, participants::ReferralId referral,
                     const ReachedBy& reached, const std::string& text) const;
    /// The referral is somebody else's: what acknowledges it and did not go out yet never does.
    void take_back(storage::UnitOfWork& work, PersonId person,
                   participants::ReferralId referral) const;
    /// The latest first, at most 50.
    std::vector<Sent> of_person(storage::UnitOfWork& work, PersonId person) const;

private:
    const outgoing::Postbox& postbox_;
    const contacts::ContactStore& contacts_;
};

} // namespace evenhand::appointments
