#pragma once

#include "app/house.hpp"
#include "tests/matrix/matrix.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::matrix {

/// People at the points of consent, which the routes of intake/consent name. Each call makes a new
/// one, so that no request of a walk spoils the next.
class ConsentFixtures
{
public:
    explicit ConsentFixtures(app::House& house) : house_(house) {}

    static bool knows(std::string_view placeholder);
    std::optional<std::vector<std::string>> fill(std::string_view placeholder, Relation relation,
                                                 const Asker& asker);

private:
    /// Somebody who was told everything and wants to go on.
    consent::PersonId person();
    /// What the pages before the signature came to, as the asker typed it.
    void draft(consent::PersonId person, const std::string& account, bool agrees);
    void sign(consent::PersonId person, consent::SignatureMethod method);
    /// Two people who signed and gave one number that nobody else has; unrelated: the second is not
    /// one of them.
    std::vector<std::string> matched(Relation relation);
    [[nodiscard]] std::string trained_account();

    app::House& house_;
    int numbers_ = 0;
};

} // namespace evenhand::matrix
