#include "people/staff/pages/frame.hpp"
#include "recruitment/referral/pages/record_parts.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace evenhand::referral {

namespace record_section_parts {

constexpr std::size_t most_shown = 20;

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    // That the person's record was opened is one leaf, which covers what it shows.
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer&,
                                identity::PersonId person) -> participants::Rendering {
                std::vector<Record> records;
                const auto ids = services.referrals.referrals_of(work, person);
                const auto older =
                    ids.size() - std::min(ids.size(), record_section_parts::most_shown);
                for (auto id = ids.rbegin(); id != ids.rend() - std::ptrdiff_t(older); ++id) {
                    if (auto record = services.referrals.open(work, *id))
                        records.push_back(std::move(*record));
                }
                return [asked = services.asked(work.now()), records = std::move(records), older] {
                    html::Html all;
                    for (const Record& record : records)
                        all += pages::what_they_told(asked, record);
                    if (older > 0)
                        all += staff::paragraph(
                            fmt::format("These are the latest {} referrals. Earlier ones are found "
                                        "in triage by their reference.",
                                        record_section_parts::most_shown));
                    return all;
                };
            }};
}

} // namespace evenhand::referral
