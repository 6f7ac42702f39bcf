#pragma once

// Finds the form of each POST route on the page that shows it, and what it would be taken with.

#include "tests/matrix/matrix.hpp"

#include <optional>
#include <string>

namespace evenhand::matrix {

struct FoundForm
{
    tests::PageForm form;
    std::string page;    ///< where it was found
    std::string path;    ///< where it goes
    http::FormData good; ///< the route's sample with the hidden fields of the page
};

class FormFinder
{
public:
    /// Both outlive it.
    FormFinder(const http::Router& router, const Fixtures& made) : router_(router), made_(made) {}

    /// The form as this browser is shown it, about things that were made anew; a step of a journey
    /// after those before it were taken. Nothing if no page shows it.
    std::optional<FoundForm> find(const http::Route& route, const Asker& asker,
                                  tests::TestClient& browser);

private:
    std::optional<FoundForm> look(const http::Route& route, const Asker& asker,
                                  tests::TestClient& browser);
    /// Takes the steps of the route's journey, in the order of the registry, until its page shows
    /// it.
    std::optional<FoundForm> walk_to(const http::Route& route, const Asker& asker,
                                     tests::TestClient& browser);

    const http::Router& router_;
    const Fixtures& made_;
};

} // namespace evenhand::matrix
