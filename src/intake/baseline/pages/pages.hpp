#pragma once

#include "html/page.hpp"
#include "http/route.hpp"
#include "intake/baseline/pages/services.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

// The handlers of this room's pages, each defined in the file of its name, and what they share.

namespace evenhand::baseline::pages {

// overview.cpp
http::Response overview(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
// part.cpp
http::Response ask_part(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response save_part(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
// check.cpp
http::Response check(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// lock.cpp
http::Response ask_lock(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response lock(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);
// find_correction.cpp
http::Response ask_whose_correction(const Services&, const http::Request&, const http::Viewer&,
                                    storage::UnitOfWork&);
http::Response find_whose_correction(const Services&, const http::Request&, const http::Viewer&,
                                     storage::UnitOfWork&);
// correct.cpp
http::Response list_corrections(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
http::Response ask_correction(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response correct(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);

/// Of whom a page is, and where they stand.
struct Asked
{
    PersonId person;
    participants::Journey journey;
    [[nodiscard]] bool is_open() const { return journey.stage == participants::Stage::consented; }
};
/// Nothing: there is nobody of that id on the way to allocation.
std::optional<Asked> find_person(const Services& services, const http::Request& request,
                                 storage::UnitOfWork& work);

/// The list of parts, or where somebody stands who is not asked now: also the answer to a form that
/// came too late.
http::Response show_overview(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const Asked& asked, int status);

/// "/participants/ID/baseline", and what follows it.
std::string baseline_path(PersonId person, std::string_view more = {});
/// The questionnaire of the protocol.
const Questionnaire& questionnaire_of(const Services& services);
/// That answers were opened, once for each page that shows some.
void log_opened(storage::UnitOfWork& work, PersonId person);

/// A page that whoever answers reads beside us or alone: it names nobody, and leads nowhere but
/// through the questions.
html::Page questions_page(PersonId person, html::Page page);
html::Html link(const std::string& href, const html::Html& words);

} // namespace evenhand::baseline::pages
