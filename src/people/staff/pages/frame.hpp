#pragma once

#include "html/form.hpp"
#include "html/page.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "people/staff/pages/services.hpp"
#include "people/staff/role.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace evenhand::staff {

/// A page for whoever is signed in: their name and roles, the links that they may use, the sign-out
/// form, and when the session ends.
html::Page in_staff_frame(const StaffServices& services, const http::Viewer& viewer,
                          const http::FormTokens& tokens, html::Page page);

/// Says that the form holds what was typed before a time-out; `path` is that of the form's page.
html::Html brought_back_note(const std::string& path);

/// An answer whose page is made after the unit of work has ended. `view` gives an html::Page from
/// what it captured by value.
template <class View>
http::Response answer_page(const StaffServices& services, int status, View view)
{
    return http::page(status,
                      [&services, view = std::move(view)] { return services.frame(view()); });
}
/// The same in the frame of staff.
template <class View>
http::Response answer_staff_page(const StaffServices& services, int status,
                                 const http::Request& request, const http::Viewer& viewer,
                                 View view)
{
    return answer_page(services, status,
                       [&services, tokens = request.tokens, viewer, view = std::move(view),
                        empty_at = request.brought_back ? request.path : std::string()] {
                           auto page = view();
                           if (!empty_at.empty())
                               page.body = brought_back_note(empty_at) + page.body;
                           return in_staff_frame(services, viewer, tokens, std::move(page));
                       });
}

/// The page of a form in that frame, as `view` makes it from `asked`: 422 where something was found
/// wrong with what was typed (`asked.found`), else 200.
template <class Asked, class View>
http::Response answer_form(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, Asked asked, View view)
{
    const int status = asked.found.empty() ? 200 : 422;
    return answer_staff_page(services, status, request, viewer,
                             [asked = std::move(asked), view] { return view(asked); });
}

/// A form that carries the request's token and key.
html::Form posting_to(std::string action, const http::FormTokens& tokens);

/// Where to go after signing in or confirming: `next` of the query or form if it is a path of this
/// site, else the start page.
std::string next_path(const StaffServices& services, const http::Request& request);
/// The same for somebody who was just signed in: where they asked for nothing, the page of
/// the navigation where their role's work begins, or the first that their roles may open.
std::string landing_path(const StaffServices& services, const http::Request& request,
                         std::span<const Role> roles);
/// "PATH?next=…", or the path alone where next is the start page.
std::string with_next(const StaffServices& services, std::string_view path, std::string_view next);

/// The error page of that status: http fills it in.
http::Response status_only(int status);

html::Html heading(std::string_view text);
html::Html paragraph(const html::Html& text);
/// "20 July 2026 at 9:30am" in a time element.
html::Html moment(Instant at);

} // namespace evenhand::staff
