#include "followup/interviews/pages/pages.hpp"
#include "people/participants/pages/study_number_page.hpp"

// Of whom an interviewer was told the group, by study number: they are shown nothing else.

namespace evenhand::interviews::pages {

namespace whose_page {

participants::StudyNumberPage page(const Services& services)
{
    return {.path = tell_path,
            .title = "Whose group was an interviewer told?",
            .lead = "Write it down when somebody who interviews participants was told which group "
                    "one of them is in, or may have been. It is nobody's fault; another "
                    "interviewer takes over. A guess that proved right does not count.",
            .hint = "Of the participant whose group it is",
            .nobody = "Nobody who was put into a group has this study number",
            .where = [&services](storage::UnitOfWork& work, PersonId person) {
                return randomised_on(services, work, person) ? told_path(person) : std::string();
            }};
}

} // namespace whose_page

http::Response ask_whose(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork&)
{
    return participants::ask_study_number(services.participants, request, viewer,
                                          whose_page::page(services));
}

http::Response find_whose(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return participants::find_study_number(services.participants, request, viewer, work,
                                           whose_page::page(services));
}

} // namespace evenhand::interviews::pages
