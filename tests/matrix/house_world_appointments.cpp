// People at each place of the way to a first appointment, and what hangs on them.
#include "core/london_time.hpp"
#include "tests/matrix/house_world.hpp"

#include <stdexcept>

namespace evenhand::matrix {

identity::PersonId HouseWorld::unreached_person()
{
    using std::chrono::hours;
    return make([&](storage::UnitOfWork& work) {
        const auto claim = house_.identities.make_claim(work, {});
        const auto who = house_.identities.confirm_claim(work, claim, "new_person").value();
        const auto long_ago = work.now() - hours(24 * 30);
        if (!house_.journeys.take(work, who,
                                  {.step = participants::Step::referred, .occurred = long_ago}))
            throw std::runtime_error("no journey begins");
        // On different days, and at different times.
        for (const int hours_ago : {24 * 29, 24 * 25 - 2, 24 * 20 - 4}) {
            if (!house_.contact_log.record(work, who,
                                           {.outcome = contacts::Outcome::wrong_details,
                                            .occurred = work.now() - hours(hours_ago)}))
                throw std::runtime_error("no attempt is recorded");
        }
        return who;
    });
}

identity::PersonId HouseWorld::unacknowledged_person()
{
    const auto who = person();
    make([&](storage::UnitOfWork& work) {
        house_.letters.owe(work, who, work.new_id<participants::ReferralId>(),
                           london_date(work.now()));
        return 0;
    });
    return who;
}

identity::PersonId HouseWorld::person_after(std::initializer_list<participants::Step> steps)
{
    const auto who = person();
    make([&](storage::UnitOfWork& work) {
        for (const auto step : steps)
            if (!house_.journeys.take(work, who, {.step = step}))
                throw std::runtime_error("a step is not taken");
        return 0;
    });
    return who;
}

std::string HouseWorld::appointment(identity::PersonId person)
{
    return make([&](storage::UnitOfWork& work) {
        const auto now = london_time(work.now());
        const appointments::OwnBooking walked_in{
            {}, {.day = now.date, .at = {now.hour, now.minute}, .minutes = 60}};
        return house_.bookings.book(work, person, walked_in).value().text();
    });
}

std::string HouseWorld::slot()
{
    return make([&](storage::UnitOfWork& work) {
        const appointments::NewSlots wanted{
            .where = {.area = {}, .mode = appointments::Mode::telephone},
            .plan = {.day = london_date(work.now()).plus_days(7),
                     .first = {10, 0},
                     .any_day = true},
            .staff_id = work.new_id<staff::AccountId>().text()};
        return house_.slots.make(work, wanted).value().at(0).text();
    });
}

std::optional<std::string> HouseWorld::for_appointments(const std::string& placeholder)
{
    using participants::Step;
    if (placeholder == "@slot") return slot();
    if (placeholder == "@unreached_person") return unreached_person().text();
    if (placeholder == "@unacknowledged_person") return unacknowledged_person().text();
    if (placeholder == "@ended_person") return person_after({Step::closed}).text();
    if (placeholder != "@often_missing_person") return std::nullopt;
    return person_after({Step::booked, Step::did_not_attend, Step::booked, Step::did_not_attend,
                         Step::booked, Step::did_not_attend})
        .text();
}

} // namespace evenhand::matrix
