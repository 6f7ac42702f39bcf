#include "recruitment/referral/pages/record_parts.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <utility>

namespace evenhand::referral {

participants::Section record_section(const Services& services)
{
    // That the person's record was opened is one leaf, which covers what it shows.
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer&,
                                identity::PersonId person) -> participants::Rendering {
                std::vector<Record> records;
                const auto ids = services.referrals.referrals_of(work, person);
                for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
                    if (auto record = services.referrals.open(work, *id))
                        records.push_back(std::move(*record));
                }
                return [asked = services.asked(work.now()), records = std::move(records)] {
                    html::Html all;
                    for (const Record& record : records)
                        all += pages::what_they_told(asked, record);
                    return all;
                };
            }};
}

} // namespace evenhand::referral
