#pragma once

#include "rehearsal/agenda.hpp"
#include "rehearsal/desk.hpp"
#include "rehearsal/office_hours.hpp"
#include "rehearsal/participant.hpp"

#include <functional>
#include <optional>
#include <string>

namespace evenhand::rehearsal {

/// The intake officer up to the appointment: decides who a referral is, telephones, books, writes
/// the last letter, and sees who came. Each function does what is due now and says what is next.
class IntakeDesk
{
public:
    /// All outlive the desk.
    IntakeDesk(const Stage& stage, Desk& officer, const OfficeHours& hours)
        : stage_(stage), officer_(officer), hours_(hours)
    {
    }

    /// Opens each referral that waits and decides who it is. `whose` gives the person that a
    /// reference belongs to; `decided` is told of each whose record it now is.
    void look_through_triage(const std::function<Participant*(const std::string& reference)>& whose,
                             const std::function<void(Participant&)>& decided);

    std::optional<Event> call(Participant& participant);
    std::optional<Event> send_letter(Participant& participant);
    void give_up(Participant& participant);
    /// Whether they came. If not, they are called again.
    bool see_whether_they_came(Participant& participant);

    /// When to telephone somebody first, and after a call in vain.
    [[nodiscard]] Event first_call(const Participant& participant) const;
    [[nodiscard]] Event next_call(const Participant& participant) const;

private:
    void post_letters();
    void decide(Participant& participant);
    void note_call(const Participant& participant, std::string_view outcome);
    Event book(const Participant& participant);

    const Stage& stage_;
    Desk& officer_;
    const OfficeHours& hours_;
};

/// Records that somebody stops everything, as they said it by telephone.
void record_withdrawal(Desk& desk, const Participant& participant, std::string_view scope);

} // namespace evenhand::rehearsal
