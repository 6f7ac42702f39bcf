#pragma once

#include "html/html.hpp"
#include "html/table.hpp"
#include "http/request.hpp"
#include "http/viewer.hpp"
#include "support/casework/pages/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the pages of cases have in common.

namespace evenhand::casework::pages {

/// The viewer as the stores ask for them: a lead is who may assign in areas of their own.
Asker asker_of(const http::Viewer& viewer);
/// The case that the path names, if it is the viewer's.
std::optional<SupportCase> case_in(const Services& services, const http::Request& request,
                                   const http::Viewer& viewer, storage::UnitOfWork& work);

/// "/cases/ID", and what follows it.
std::string case_path(CaseId id, std::string_view more = {});
/// The page of the case or of the local services pack.
struct ArmPage
{
    std::string path; ///< empty: there is none that the viewer may know of
    std::string_view words = {};
};
/// Whoever is given one may know which group the person is in.
ArmPage arm_page(const Services& services, storage::UnitOfWork& work, const http::Viewer& viewer,
                 PersonId person);
/// "/participants/ID/deviations/ID"
std::string deviation_path(PersonId person, DeviationId deviation);

/// The study number as a link to the case.
html::Html case_link(const SupportCase& shown);

/// "First meeting by 9 March 2026", with a tag where it is late, the alarm rings or it rests.
html::Html next_words(const Services& services, const SupportCase& shown, LocalDate today);
/// "364 days, until 1 March 2027", with a tag where notice is due.
html::Html left_words(const Services& services, const std::optional<LocalDate>& last,
                      LocalDate today);
/// "23 of 24".
std::string cap_words(const Services& services, const Load& load);

std::optional<After> after_in(const http::FormData& query);
/// The link to the next page of a list, or nothing.
html::Html next_link(std::string_view path, const CasePage& page);
/// A list is one leaf: what was asked for, how many, and the hash of their ids.
void audit_list(storage::UnitOfWork& work, std::string_view action, const CasePage& page);

} // namespace evenhand::casework::pages
