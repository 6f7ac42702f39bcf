#pragma once

// A browser of few words for the hunt for canaries: it fills in forms over a socket, and keeps
// every address and every error that the program answers, so that they can be searched.

#include "tests/support/load_http.hpp"
#include "tests/support/load_visitor.hpp"

#include <string>
#include <vector>

namespace evenhand::canaries {

class Browser
{
public:
    explicit Browser(const load::Target& target) : client_(target) {}

    load::Reply get(const std::string& path);
    /// Asks for the form's page and sends it. Throws std::runtime_error if it has no form.
    load::Reply fill_in(const std::string& path, const load::Fields& fields,
                        const std::string& page = {});
    /// Sends a body as it is.
    load::Reply post(const std::string& path, const std::string& body);
    /// From another address from now on: this one has asked enough.
    void move_house() { client_.move_house(); }

    [[nodiscard]] std::string cookies() const { return jar_.header(); }

    std::string urls;   ///< every Location and every href so far
    std::string errors; ///< every answer of 400 or more that does not give the form back

private:
    load::Reply keep(const load::Exchange& exchange);

    load::Client client_;
    load::Jar jar_;
};

} // namespace evenhand::canaries
