#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Nothing is loaded from elsewhere, nothing inline runs, nothing frames us (security.md 4.8).
extern const std::string_view content_security_policy;

enum class Transport { plain, tls };
enum class Serving { page, attachment };

/// What every answer carries, refusals and errors too. Behind TLS also the promise to stay there.
void add_security_headers(Fields& fields, Transport transport, Serving serving);

} // namespace evenhand::http
