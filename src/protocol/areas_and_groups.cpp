#include "protocol/areas_and_groups.hpp"

#include <algorithm>

namespace evenhand::protocol {

std::vector<std::string> areas_of_practice(const std::vector<Area>& areas,
                                           std::string_view commissioner, std::string_view district)
{
    const auto includes = [](const std::vector<std::string>& codes, std::string_view code) {
        return std::ranges::find(codes, code) != codes.end();
    };
    std::vector<std::string> found;
    for (const Area& area : areas) {
        const bool in_district = area.districts.empty() || includes(area.districts, district);
        if (in_district && includes(area.commissioners, commissioner)) found.push_back(area.id);
    }
    return found;
}

} // namespace evenhand::protocol
