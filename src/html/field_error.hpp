#pragma once

#include <string>

namespace evenhand::html {

/// What someone typed does not do: which field, and a stable code that tests compare and the page
/// turns into words.
struct FieldError
{
    std::string field = {};
    std::string code = {};
    friend bool operator==(const FieldError&, const FieldError&) = default;
};

} // namespace evenhand::html
