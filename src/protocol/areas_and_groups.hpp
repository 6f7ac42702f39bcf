#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

/// A part of the trial's country. A person belongs to that of their GP practice, whatever their
/// home address (trial.md 1.2).
struct Area
{
    std::string id;
    std::string name;
    /// By what the national practice file says of a practice, as its own codes: the commissioner,
    /// and the council district of its postcode where one commissioner serves several areas (else
    /// empty).
    std::vector<std::string> commissioners = {};
    std::vector<std::string> districts = {};
};

/// The areas to which a practice of that commissioner and district may belong. Several mean that a
/// person must say which.
std::vector<std::string> areas_of_practice(const std::vector<Area>& areas,
                                           std::string_view commissioner,
                                           std::string_view district);

/// People whom the trial recruits, analyses and supports apart from the others.
struct Group
{
    std::string id;
    std::string name;
    std::string plain; ///< in the words of the person: "You are …"
    int expected_share_percent = 0;
};

} // namespace evenhand::protocol
