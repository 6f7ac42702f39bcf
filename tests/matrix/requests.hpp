#pragma once

// What one request to a route looks like and should come to, for every test that walks the
// registry.

#include "tests/matrix/matrix.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::matrix {

/// What a request should come to.
enum class Outcome { sign_in, not_there, success };
std::string_view words_of(Outcome outcome);

/// "POST /staff/new".
std::string name_of(const http::Route& route);
/// The placeholders of the route's path, in the order of its sample.
std::vector<std::string> placeholders_of(const http::Route& route);
/// The path of the sample, with these values for its placeholders.
std::string path_of(const http::Route& route, const std::vector<std::string>& values);

/// Written from the permission file and the design, not from the gatekeeper that is under test.
Outcome expected_of(const http::Route& route, const Asker& asker, Relation relation);

/// The first of the askers who may use the route; nullptr if nobody may.
const Asker* who_may(const http::Route& route, const std::vector<Asker>& askers);
/// A path on which the route should give that asker what it is for, with what it names made anew.
/// Throws std::runtime_error if no fixture can make it.
std::string allowed_path(const http::Route& route, const Asker& asker, const Fixtures& fixtures);

} // namespace evenhand::matrix
