#pragma once

#include "core/result.hpp"
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

/// Whose keys are written down here and now, or the answer that says why not: there is no such
/// person, or nothing is asked of them.
Result<LinkageAsking, http::Response> linkage_asking_now(const Services& services,
                                                         const http::Request& request,
                                                         const http::Viewer& viewer,
                                                         storage::UnitOfWork& work);
/// 409: they did not agree to it, or it is not the time. With a way on.
http::Response cannot_ask_linkage(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, const LinkageAsking& asking);

} // namespace evenhand::consent::pages
