#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>
#include <string>
#include <string_view>

// A page that asks whose something is, by study number, and leads on. For whoever has a number
// before them and need not see, or may not open, a record.

namespace evenhand::participants {

/// What one such page says, and where it leads.
struct StudyNumberPage
{
    std::string_view path;
    std::string_view title;
    std::string_view lead; ///< a sentence or two under the title
    std::string_view hint;
    std::string_view nobody; ///< the error where nobody it leads to has the number
    /// Where it leads for somebody who has the number; empty: nowhere.
    std::function<std::string(storage::UnitOfWork&, PersonId)> where;
};

/// The empty page.
http::Response ask_study_number(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, const StudyNumberPage& page);
/// What was typed: on to where it leads, or the page again with what is wrong.
http::Response find_study_number(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work,
                                 const StudyNumberPage& page);

} // namespace evenhand::participants
