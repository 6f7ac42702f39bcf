#pragma once

#include "people/participants/participants.hpp"
#include "recruitment/appointments/appointments.hpp"
#include "recruitment/appointments/letters.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::appointments {

using LetterId = Id<struct LetterIdTag>;

/// A letter that acknowledges a referral (T1), where no message may be sent.
struct OwedLetter
{
    LetterId id;
    PersonId person;
    participants::ReferralId referral;
    LocalDate due;
};

/// Where a page begins: after the last row of the page before.
struct LetterAfter
{
    std::string due; ///< ISO
    std::string id;
};

struct LetterPage
{
    std::vector<OwedLetter> rows;
    std::optional<LetterAfter> next; ///< nothing on the last page
};

/// Letters that staff have to post. Every function runs in the caller's unit of work.
class LetterStore
{
public:
    /// One more letter to post, by that day.
    void owe(storage::UnitOfWork& work, PersonId person, participants::ReferralId referral,
             LocalDate due) const;
    /// The earliest of theirs; nothing if none is owed. None is to whoever was spoken to since, or
    /// whose way has ended.
    std::optional<OwedLetter> owed(storage::UnitOfWork& work, PersonId person) const;
    /// The one that acknowledges that referral, whether or not they were spoken to since; nothing
    /// if it has ended.
    std::optional<OwedLetter> owed_for(storage::UnitOfWork& work, PersonId person,
                                       participants::ReferralId referral) const;
    /// It was posted or is not owed any more.
    void end(storage::UnitOfWork& work, const OwedLetter& letter, LetterEnd how) const;
    /// At most `page_size` of an area, the longest due first; every area where it is empty. One
    /// statement.
    LetterPage list(storage::UnitOfWork& work, std::string_view area,
                    const std::optional<LetterAfter>& after) const;
    static constexpr int page_size = 50;
    /// How many are owed in that area, or in all. Three look-ups for each.
    std::int64_t count(storage::UnitOfWork& work, std::string_view area) const;
};

} // namespace evenhand::appointments
