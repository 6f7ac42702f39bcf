#pragma once

#include "core/result.hpp"
#include "html/form.hpp"
#include "html/page.hpp"
#include "http/request.hpp"
#include "people/contacts/contacts.hpp"

#include <string>
#include <vector>

// The form in which a contact is written down, the same from a record and from a support case.

namespace evenhand::contacts {

struct ContactAsked
{
    std::string action; ///< where the form goes
    std::string back;   ///< where the page's back link leads
    std::string title = "Record a contact";
    LocalDate today;
    http::FormData typed = {};
    std::vector<html::FieldError> found = {};
    http::FormTokens tokens = {};
};
html::Page contact_page(const ContactAsked& asked);

/// The contact, or every fault in the order of the questions.
Result<NewContact, std::vector<html::FieldError>> parse_contact(const http::FormData& form,
                                                                Instant now);
/// The box that a refusal of the store belongs to.
html::FieldError error_of(Refusal refusal);

} // namespace evenhand::contacts
