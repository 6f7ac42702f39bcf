#include "people/identity/in_error.hpp"

#include "core/words.hpp"

#include <array>

namespace evenhand::identity {

namespace in_error {

constexpr std::array all{
    Words<InErrorBecause>{InErrorBecause::other_person, "other_person",
                          "It is about somebody else"},
    Words<InErrorBecause>{InErrorBecause::not_so, "not_so", "It is not so, or never happened"},
    Words<InErrorBecause>{InErrorBecause::twice, "twice", "It was written twice"},
    Words<InErrorBecause>{InErrorBecause::mistyped, "mistyped",
                          "It was written wrongly, and is written down anew"},
};
constexpr auto values = values_of(all);

} // namespace in_error

std::span<const InErrorBecause> all_in_error_because()
{
    return in_error::values;
}

std::string_view name_of(InErrorBecause because)
{
    return words_of(in_error::all, because).name;
}

std::optional<InErrorBecause> in_error_because_named(std::string_view name)
{
    return value_named(in_error::all, name);
}

std::string_view label_of(InErrorBecause because)
{
    return words_of(in_error::all, because).label;
}

} // namespace evenhand::identity
