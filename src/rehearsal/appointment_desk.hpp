#pragma once

#include "rehearsal/desk.hpp"
#include "rehearsal/office_hours.hpp"
#include "rehearsal/participant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::rehearsal {

/// How an appointment ended, for who has to know what comes next.
enum class Ended {
    randomised,
    not_eligible,
    unsure,     ///< a lead finds it out
    wants_time, ///< is asked again
    declined,
    record, ///< the program led no further
};

/// The appointment itself: officer and participant side by side, page after page to where the
/// program leads, from eligibility to the group that the computer chose.
class AppointmentDesk
{
public:
    /// All outlive the desk.
    AppointmentDesk(const Stage& stage, Desk& officer, const OfficeHours& hours)
        : stage_(stage), officer_(officer), hours_(hours)
    {
    }

    /// Begins where the person stands: opens that page of their record. Throws Lost on a page for
    /// which nobody here has words.
    Ended go_on(Participant& participant, std::string_view from);

private:
    [[nodiscard]] std::string page_of(const Participant& participant) const;
    std::optional<Ended> do_page(Participant& participant, const std::string& page);
    std::optional<Ended> eligibility(Participant& participant);
    std::optional<Ended> eligibility_result(const Participant& participant);
    void information(const Participant& participant, const std::string& page);
    std::optional<Ended> decision(Participant& participant);
    void consent(const Participant& participant, const std::string& page);
    void linkage_keys(const Participant& participant);
    [[nodiscard]] std::string_view go_on_in_baseline() const;
    void baseline(const Participant& participant);
    [[nodiscard]] Rng rng_of(const Participant& participant, std::string_view what) const;

    const Stage& stage_;
    Desk& officer_;
    const OfficeHours& hours_;
};

} // namespace evenhand::rehearsal
