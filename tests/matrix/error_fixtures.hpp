#pragma once

#include "app/house.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::matrix {

/// What may be entered in error or set aside, and what was: it hangs on somebody.
class ErrorFixtures
{
public:
    explicit ErrorFixtures(app::House& house) : house_(house) {}

    /// The id of one such thing of that person, made for it; nothing if it is none of these.
    std::optional<std::string> hang(std::string_view placeholder, identity::PersonId person);
    /// A concern about that person and its note, or the note of another one's.
    std::vector<std::string> noted_concern(identity::PersonId person, bool of_another);
    /// That person, who was ready on paper.
    identity::PersonId on_paper(identity::PersonId person);

private:
    std::string noted(identity::PersonId person, std::string& concern);
    std::string marked(identity::PersonId person);
    std::string flag(identity::PersonId person);
    std::string deviation(identity::PersonId person);
    std::string resolution(identity::PersonId person);
    template <class Make>
    auto make(Make&& how)
    {
        return house_.units->write({storage::ActorKind::system, "test", {}}, "test",
                                   std::forward<Make>(how));
    }

    app::House& house_;
};

} // namespace evenhand::matrix
