#pragma once

#include "http/request.hpp"
#include "http/viewer.hpp"
#include "people/participants/pages/services.hpp"
#include "storage/unit_of_work.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::participants {

/// The id of the support case of that person, if it is the viewer's own; nothing also where there
/// is none.
using OwnCase =
    std::function<std::optional<std::string>(storage::UnitOfWork&, const http::Viewer&, PersonId)>;

/// Whom a page is about that is reached from a person's record or from a support case.
struct About
{
    PersonId person;
    std::optional<std::string> own_case; ///< the case of theirs that is the viewer's own
    bool by_case = false; ///< the viewer opens no records, and knows the person by that case alone
};

/// The person of the path. Nothing where the viewer has the permission only for what belongs to a
/// case of their own, and this is none.
std::optional<About> about_in(const Services& services, const OwnCase& own_case,
                              const http::Request& request, const http::Viewer& viewer,
                              storage::UnitOfWork& work, std::string_view permission);
/// Where the viewer came from: the case or the record.
std::string back_of(const About& about);
/// That it was opened. A specialist opens it of the case, as the case's own page says: beside a
/// specialist's name the person would tell the log the arm. Whoever opens records opens it of the
/// person, in either arm. `action` is a literal.
storage::Event opening(const About& about, std::string_view action);

} // namespace evenhand::participants
