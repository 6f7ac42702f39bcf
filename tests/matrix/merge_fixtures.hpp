#pragma once

#include "app/house.hpp"
#include "tests/matrix/matrix.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::matrix {

/// Two records of one person, and a referral that was linked to the wrong one. Each call makes new
/// ones, so that no request of a walk spoils the next.
class MergeFixtures
{
public:
    explicit MergeFixtures(app::House& house) : house_(house) {}

    static bool knows(std::string_view placeholder);
    std::vector<std::string> fill(const std::vector<std::string>& placeholders, Relation relation);

private:
    identity::PersonId person();
    identity::PersonId merged();
    /// A person and the referral that was linked to them.
    std::pair<identity::PersonId, std::string> linked();

    app::House& house_;
};

} // namespace evenhand::matrix
