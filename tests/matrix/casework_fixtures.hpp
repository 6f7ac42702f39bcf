#pragma once

#include "app/house.hpp"
#include "tests/matrix/matrix.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::matrix {

/// What the routes of support/casework name: cases that wait or are somebody's, and people with a
/// pack or in an area, and their contacts. What is the asker's own stands in Sheffield, where the
/// demonstration's lead and first specialist work; what is another's in Barnsley, where neither
/// does.
class CaseworkFixtures
{
public:
    explicit CaseworkFixtures(app::House& house) : house_(house) {}

    std::optional<std::vector<std::string>> fill(const std::vector<std::string>& placeholders,
                                                 Relation relation, const Asker& asker);

private:
    identity::PersonId person(const std::string& area);
    /// Handed off by whoever asks, where it is their own.
    std::string hand_off(identity::PersonId who, const std::string& area, protocol::HandOff kind,
                         const std::string& by);
    std::string case_of(identity::PersonId who, const std::string& area,
                        const std::string& specialist);
    std::string contact(identity::PersonId who, const std::string& of_case);
    std::string account_id(std::string_view handle);

    app::House& house_;
};

} // namespace evenhand::matrix
