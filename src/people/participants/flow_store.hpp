#pragma once

#include "people/participants/flow.hpp"
#include "people/participants/participants.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::participants {

/// So many of one area, group and route were randomised.
struct Recruited
{
    std::string area;
    std::string group;
    std::string route;
    std::int64_t people = 0;
    friend bool operator==(const Recruited&, const Recruited&) = default;
};

/// Counts over the spine, for the rooms that report. They name nobody and know no arm.
class FlowStore
{
public:
    /// Everybody whose journey had begun by then, folded on when each step happened, as known now.
    /// One statement over the steps.
    static FlowCells cells_at(storage::UnitOfWork& work, Instant at);
    /// Who was randomised from that moment on and before the other, at most a few rows for each
    /// area. One statement.
    static std::vector<Recruited> randomised_between(storage::UnitOfWork& work, Instant from,
                                                     Instant before);
    /// When the first step of the trial happened; nothing before it.
    static std::optional<Instant> first_step(storage::UnitOfWork& work);

    /// Those who were randomised before that moment and the referrals that began their journeys, by
    /// key range: at most `page_size`, beginning after that person.
    struct RandomisedPage
    {
        std::vector<PersonId> people;
        std::vector<ReferralId> referrals; ///< of those who have one
        std::optional<PersonId> last;      ///< nothing on the last page
    };
    static RandomisedPage randomised_before(storage::UnitOfWork& work, Instant before,
                                            const std::optional<PersonId>& after);
    static constexpr int page_size = 1000;
};

} // namespace evenhand::participants
