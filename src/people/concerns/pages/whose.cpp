#include "people/concerns/pages/pages.hpp"
#include "people/participants/pages/study_number_page.hpp"

// About whom a concern is, for whoever has no record of theirs before them: an interviewer after a
// call, a data manager at a form. They have a study number, and are shown nothing else.

namespace evenhand::concerns::pages {

namespace whose_page {

participants::StudyNumberPage page()
{
    return {.path = "/concerns/new",
            .title = "About whom is your concern?",
            .lead = "If somebody is in danger now, telephone 999 first. Nothing of the person is "
                    "shown to you.",
            .hint = "On every form and list of theirs",
            .nobody = "Nobody has this study number",
            .where = [](storage::UnitOfWork&, PersonId person) {
                return "/concerns/new/" + person.text();
            }};
}

} // namespace whose_page

http::Response ask_whose_concern(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork&)
{
    return participants::ask_study_number(services.participants, request, viewer,
                                          whose_page::page());
}

http::Response find_whose_concern(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return participants::find_study_number(services.participants, request, viewer, work,
                                           whose_page::page());
}

} // namespace evenhand::concerns::pages
