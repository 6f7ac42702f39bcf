#pragma once

#include "core/result.hpp"
#include "http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// Percent escapes decoded; nothing if one is not % and two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);
/// Everything but unreserved characters (RFC 3986, 2.3) escaped: for a segment of a path or a value
/// of a query.
std::string percent_encode(std::string_view text);

/// What a request asks for: a decoded path that has one reading only, and its query.
struct Target
{
    std::string path;
    FormData query;
};

enum class TargetRefusal {
    bad_escape,
    not_utf8,
    not_normal,      ///< a dot segment, an empty segment, an escaped slash, a backslash
    control_byte,    ///< NUL and its like, however written
    too_many_fields, ///< or a query that is no form
};

/// Reads the target of a request. A path is refused rather than normalised: what a proxy would have
/// read differently never reaches the router.
Result<Target, TargetRefusal> parse_target(std::string_view target);

/// A path of this site as a redirect may name it: begins with one slash and holds no backslash,
/// control byte or other site. For `next` parameters, which come from outside.
bool is_local_path(std::string_view path);

} // namespace evenhand::http
