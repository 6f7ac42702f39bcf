#pragma once

#include "html/form.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>
#include <string>
#include <string_view>

// The page on which somebody says that what was written about a person does not stand, for the
// rooms that hide it afterwards.

namespace evenhand::participants {

/// What one such page is about.
struct InErrorForm
{
    std::string_view title;        ///< "Concern entered in error"; a literal
    std::string what;              ///< "Safeguarding raised on 3 March 2026"
    std::string action;            ///< where it is sent
    std::string back;              ///< the page before
    std::string done;              ///< where it leads once it is done
    std::string_view table;        ///< of what is marked; a literal
    std::string row;               ///< its id
    std::string_view follows = {}; ///< what else follows, in a sentence; a literal
    /// What the room does besides once it is marked, in the same unit. May be empty.
    std::function<void(identity::InErrorBecause)> also = {};
};

/// Asks why something does not stand, in a field "reason", without an error or with
/// `why_missing`.
html::Html ask_why(const http::FormData& typed, const html::FieldErrors& errors);
inline constexpr html::FieldMessage why_missing{"reason", "missing",
                                                "Choose why it does not stand"};

/// The page, which asks for a reason; that it was opened is logged.
http::Response ask_in_error(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work,
                            const InErrorForm& form);
/// What was sent: marks the row of that person and gives the way on, or the page again with what is
/// wrong. 409 where somebody else marked it at the same moment.
http::Response mark_in_error(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const InErrorForm& form, PersonId person);
/// Of something that no longer stands: 409 with what was typed about it, where somebody had marked
/// it before, which is logged, else 404.
http::Response marked_before(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const InErrorForm& form);

} // namespace evenhand::participants
