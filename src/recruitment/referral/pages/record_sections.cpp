#include "recruitment/referral/pages/record_parts.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <utility>

namespace evenhand::referral {

namespace record_sections_parts {

using Part = html::Html (*)(const Asked&, const Record&);
enum class Which { latest, all };

/// What one part of their referrals shows, the latest first. That the person's record was opened
/// is one leaf, which covers what it shows.
participants::Section section(const Services& services, participants::Section::Place place,
                              Part part, Which which)
{
    return {.place = place,
            .load = [&services, part, which](storage::UnitOfWork& work, const http::Viewer&,
                                             identity::PersonId person) -> participants::Rendering {
                std::vector<Record> records;
                const auto ids = services.referrals.referrals_of(work, person);
                for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
                    if (auto record = services.referrals.open(work, *id))
                        records.push_back(std::move(*record));
                    if (which == Which::latest && !records.empty()) break;
                }
                return [part, asked = services.asked(work.now()), records = std::move(records)] {
                    html::Html all;
                    for (const Record& record : records)
                        all += part(asked, record);
                    return all;
                };
            }};
}

} // namespace record_sections_parts

participants::Section before_contact_section(const Services& services)
{
    using namespace record_sections_parts;
    return section(services, participants::Section::Place::before_all, pages::before_you_call,
                   Which::latest);
}

std::vector<participants::Section> record_sections(const Services& services)
{
    using namespace record_sections_parts;
    using Place = participants::Section::Place;
    return {before_contact_section(services),
            section(services, Place::after_who, pages::what_they_told, Which::all)};
}

} // namespace evenhand::referral
