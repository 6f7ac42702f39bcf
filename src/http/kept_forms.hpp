#pragma once

// A time-out loses no text (design 1.9). A form that comes when its session has ended, or when the
// one-time code is owed again, cannot be taken. What was typed into it is kept for the account on
// whose page it was typed, and stands in the form again when that account next asks for the page.

#include "http/draft_store.hpp"
#include "http/route.hpp"
#include "http/tokens.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// Over a week's leave and its weekends; then the text is gone.
inline constexpr std::chrono::hours unsent_is_kept{24 * 10};
/// In the query of a form's page: show it empty, whatever is kept.
inline constexpr std::string_view empty_form = "empty";

class KeptForms
{
public:
    /// All three outlive it.
    KeptForms(const Router& router, DraftStore& drafts, const Tokens& tokens);

    /// Whether the route belongs to a form whose text is kept: it is for staff, its page and its
    /// POST have one path, and nothing secret is typed there.
    [[nodiscard]] bool covers(const Route& route) const;
    /// Keeps what the form holds, for the account that its token names. False if there is nothing
    /// to keep, or if no token of ours says whose it is. The caller has seen to it that the request
    /// came from a page of ours.
    bool keep(storage::Units& units, const storage::Actor& actor, const Request& request) const;
    /// Puts what was kept for the viewer into the request for the form's page: `form` and
    /// `brought_back`.
    void bring_back(storage::UnitOfWork& unit, const Viewer& viewer, Request& request) const;
    /// The form was taken.
    void forget(storage::UnitOfWork& unit, const Viewer& viewer, const Request& request) const;

private:
    const Router& router_;
    DraftStore& drafts_;
    const Tokens& tokens_;
};

} // namespace evenhand::http
