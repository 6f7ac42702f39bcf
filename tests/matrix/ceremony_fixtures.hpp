#pragma once

#include "app/house.hpp"
#include "tests/matrix/matrix.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::matrix {

/// What the routes of intake/ceremony name: the number of a ceremony that waits for that step. A
/// request that was refused leaves it waiting, so it is used again; after one that was taken the
/// next is proposed.
class CeremonyFixtures
{
public:
    explicit CeremonyFixtures(app::House& house) : house_(house) {}

    static bool knows(std::string_view placeholder);
    std::string fill(std::string_view placeholder, Relation relation);

private:
    void take(ceremony::Step step);
    /// Whether the custodian's commitment, if there is one, is opened by what the sample of the
    /// route gives: a form that was taken may have put in another.
    [[nodiscard]] bool is_ours() const;
    [[nodiscard]] ceremony::Standing standing() const;

    app::House& house_;
};

} // namespace evenhand::matrix
