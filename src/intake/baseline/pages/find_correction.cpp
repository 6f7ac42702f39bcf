#include "intake/baseline/pages/pages.hpp"
#include "people/participants/pages/study_number_page.hpp"

// Whose answers are corrected, for a data manager: with a number and without a name.

namespace evenhand::baseline::pages {

namespace find_correction_page {

participants::StudyNumberPage page(const Services& services)
{
    return {.path = "/baseline-corrections",
            .title = "Find answers to correct",
            .lead = "Answers before allocation are corrected one by one, with a reason. What was "
                    "locked is not shown and stays on file.",
            .hint = "For example, as a data query names it",
            .nobody = "Nobody whose answers are locked has this study number",
            .where = [&services](storage::UnitOfWork& work, PersonId person) {
                return services.baselines.locked(work, person) ? baseline_path(person, "/correct")
                                                               : std::string();
            }};
}

} // namespace find_correction_page

http::Response ask_whose_correction(const Services& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork&)
{
    return participants::ask_study_number(services.participants, request, viewer,
                                          find_correction_page::page(services));
}

http::Response find_whose_correction(const Services& services, const http::Request& request,
                                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return participants::find_study_number(services.participants, request, viewer, work,
                                           find_correction_page::page(services));
}

} // namespace evenhand::baseline::pages
