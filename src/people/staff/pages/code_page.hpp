#pragma once

#include "html/page.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "people/staff/pages/services.hpp"
#include "people/staff/pages/signing_in.hpp"

#include <string>
#include <string_view>

namespace evenhand::staff {

/// The three pages that ask for a code differ in their words alone.
struct CodePage
{
    CodeKind kind = CodeKind::app;
    std::string_view path;  ///< where the form goes
    std::string_view title; ///< also the label of the input, as the page's heading
    std::string_view hint;
    std::string_view other_path = {};  ///< the page for the other kind of code
    std::string_view other_words = {}; ///< its link; no link where empty
};

/// The page as it is first asked for.
http::Response show_code_page(const StaffServices& services, const http::Request& request,
                              const CodePage& page);
/// Takes what was typed: on to `next`, or the page again with what is wrong.
http::Response take_code(const StaffServices& services, const http::Request& request,
                         const http::Viewer& viewer, storage::Units& units, const CodePage& page);

} // namespace evenhand::staff
