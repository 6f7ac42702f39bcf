#pragma once

#include "html/html.hpp"
#include "http/viewer.hpp"
#include "people/contacts/pages/services.hpp"

#include <optional>
#include <string>
#include <vector>

// The list of a person's contacts as a viewer is shown it: on the record, on the case, and on the
// page of its own.

namespace evenhand::contacts {

struct ContactList
{
    PersonId person;
    ContactPage page;
    std::vector<std::string> by = {}; ///< of each; empty where the viewer is not told
    std::optional<std::string> own_case = {};
    bool may_correct = false;          ///< every contact that they are shown
    bool may_correct_own_case = false; ///< only what was made at their own case
    bool may_destroy = false;
};

/// Whether what was done at the person's support case is shown: to whoever has it.
OfCases of_cases_for(const participants::About& about);
/// The contacts that the viewer is shown, from the latest or from after the page before.
ContactList load_list(const Services& services, storage::UnitOfWork& work,
                      const http::Viewer& viewer, const participants::About& about,
                      const std::optional<After>& after = {});
/// The table, or that there is nothing.
html::Html show_list(const ContactList& list);
/// Where the contacts after those of the list stand; empty on the last page.
std::string next_path(const ContactList& list);

} // namespace evenhand::contacts
