#include "recruitment/appointments/promise.hpp"

#include "core/london_time.hpp"

namespace evenhand::appointments {

std::optional<LocalDate> promised_by(std::span<const participants::StepTaken> steps,
                                     LocalDate today, const protocol::ContactRules& rules,
                                     BankHolidays holidays)
{
    using participants::Stage;
    using participants::Step;
    std::optional<LocalDate> spoke;
    bool came = false;
    for (const auto& step : steps) {
        const bool begins = step.stage == Stage::referred;
        if (begins) {
            spoke.reset();
            came = false;
        }
        if (step.step == Step::attended) came = true;
        const bool talks = step.step == Step::contacted || step.step == Step::booked;
        if (talks && !spoke) spoke = london_date(step.occurred);
    }
    if (came) return std::nullopt;
    return protocol::intake_due(rules, spoke.value_or(today), holidays);
}

} // namespace evenhand::appointments
