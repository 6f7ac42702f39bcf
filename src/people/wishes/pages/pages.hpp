#pragma once

#include "core/result.hpp"
#include "html/field_error.hpp"
#include "html/lists.hpp"
#include "http/route.hpp"
#include "people/wishes/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name, and what they share.

namespace evenhand::wishes::pages {

/// Where wishes are asked and changed.
inline constexpr std::string_view change_path = "/contact-wishes";

/// What holds, with what may be said of where it comes from.
struct Card
{
    PersonId person;
    std::optional<Standing> standing;
    const std::vector<protocol::Choice>& needs;
    std::string by; ///< who wrote it down; empty where the viewer may not be told
    std::string_view title = "Before you call";
    bool may_change = false;
};

// record_section.cpp
/// Loads it for that viewer, who is offered the link to change it only where it would be found.
Card card_for(const Services& services, storage::UnitOfWork& work, const http::Viewer& viewer,
              PersonId person);
/// What stands, and when and where it was told.
html::Html show_card(const Card& card);

// change.cpp
http::Response ask_wishes(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response change_wishes(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
// wishes_form.cpp
/// What was typed, or every fault in the order of the questions.
Result<NewWishes, std::vector<html::FieldError>>
parse_wishes(const http::FormData& form, const std::vector<protocol::Choice>& needs);
/// What stands, as the boxes hold it.
http::FormData form_of(const Standing& standing);

} // namespace evenhand::wishes::pages
