#include "recruitment/directory/directory.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::directory {

namespace directory {

struct KindName
{
    Kind kind;
    std::string_view name;
    std::string_view label;
};
constexpr std::array kinds{KindName{Kind::practices, "practices", "GP practices"},
                           KindName{Kind::postcodes, "postcodes", "Postcodes"},
                           KindName{Kind::venues, "venues", "Places to meet"},
                           KindName{Kind::services, "services", "Local services"}};
constexpr std::array every_kind{Kind::practices, Kind::postcodes, Kind::venues, Kind::services};

struct StateName
{
    PracticeState state;
    std::string_view name;
};
constexpr std::array states{
    StateName{PracticeState::active, "active"}, StateName{PracticeState::closed, "closed"},
    StateName{PracticeState::dormant, "dormant"}, StateName{PracticeState::proposed, "proposed"}};

/// Districts that were given a new code and kept their borders, old code first. Files of different
/// years are compared by the new one (Office for National Statistics, code history). Districts
/// that were merged are not here: their old borders are nobody's now.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> renamed{{
    {"E08000016", "E08000038"}, // Barnsley
    {"E08000019", "E08000039"}, // Sheffield
    {"E08000020", "E08000037"}, // Gateshead
}};

const KindName& entry(Kind kind)
{
    const auto found = std::ranges::find(kinds, kind, &KindName::kind);
    CHECK(found != kinds.end());
    return *found;
}

} // namespace directory

std::string_view name_of(Kind kind)
{
    return directory::entry(kind).name;
}

std::optional<Kind> kind_named(std::string_view name)
{
    const auto found = std::ranges::find(directory::kinds, name, &directory::KindName::name);
    if (found == directory::kinds.end()) return std::nullopt;
    return found->kind;
}

std::string_view label_of(Kind kind)
{
    return directory::entry(kind).label;
}

std::span<const Kind> all_kinds()
{
    return directory::every_kind;
}

std::string_view name_of(PracticeState state)
{
    const auto found = std::ranges::find(directory::states, state, &directory::StateName::state);
    CHECK(found != directory::states.end());
    return found->name;
}

std::optional<PracticeState> practice_state_named(std::string_view name)
{
    const auto found = std::ranges::find(directory::states, name, &directory::StateName::name);
    if (found == directory::states.end()) return std::nullopt;
    return found->state;
}

std::string_view current_district(std::string_view district)
{
    for (const auto& [old_code, new_code] : directory::renamed) {
        if (old_code == district) return new_code;
    }
    return district;
}

std::vector<std::string> areas_of_practice(const std::vector<protocol::Area>& areas,
                                           std::string_view commissioner, std::string_view district)
{
    std::vector<protocol::Area> in_force = areas;
    for (protocol::Area& area : in_force) {
        for (std::string& code : area.districts)
            code = current_district(code);
    }
    if (!district.empty())
        return protocol::areas_of_practice(in_force, commissioner, current_district(district));
    // Its postcode stands in no list: any area of the commissioner may be the one.
    for (protocol::Area& area : in_force)
        area.districts.clear();
    return protocol::areas_of_practice(in_force, commissioner, district);
}

std::string search_key(std::string_view text)
{
    std::string key;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        if (letter) {
            key += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        } else if (digit || static_cast<unsigned char>(c) >= 0x80) {
            key += c;
        } else if (c != '\'' && !key.empty() && key.back() != ' ') {
            key += ' '; // "ST. JOHN'S" is found as "st johns"
        }
    }
    while (!key.empty() && key.back() == ' ')
        key.pop_back();
    return key;
}

} // namespace evenhand::directory
