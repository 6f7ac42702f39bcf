#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "intake/consent/pages/services.hpp"

#include <optional>
#include <string>

namespace evenhand::consent::pages {

/// Whether the keys of somebody can be written down here and now.
struct LinkageAsking
{
    PersonId person;
    participants::Stage stage = participants::Stage::referred;
    bool agreed = false;
    bool in_time = false;
    std::optional<LinkageStanding> standing;

    [[nodiscard]] bool may() const { return agreed && in_time; }
};

/// Nothing: there is no such person.
std::optional<LinkageAsking> linkage_asking_of(const Services& services,
                                               const http::Request& request,
                                               storage::UnitOfWork& work);
/// 409: they did not agree to it, or it is not the time. With a way on.
http::Response cannot_ask_linkage(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, const LinkageAsking& asking);

} // namespace evenhand::consent::pages
