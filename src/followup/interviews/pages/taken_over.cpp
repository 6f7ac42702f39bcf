#include "followup/interviews/pages/pages.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::interviews::pages {

namespace taken_over_page {

constexpr std::array messages{
    html::FieldMessage{"interviewer", "missing", "Select who takes over"},
    html::FieldMessage{"interviewer", "was_told",
                       "This interviewer was told the group too, or may have been. Select another"},
};

struct Asked
{
    Unblinding told;
    std::string study_number;
    std::vector<Interviewer> offered; ///< who may interview them
    http::FormData typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
};

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    constexpr std::string_view title = "Another interviewer takes over";
    const auto path = unblinding_path(asked.told.id);
    const html::Html ask =
        asked.offered.empty()
            ? html::inset_text({.text = "No interviewer may interview them: every one was told the "
                                        "group, or may have been. Ask an administrator for another "
                                        "interviewer."})
            : html::form(staff::posting_to(path + "/taken-over", asked.tokens),
                         html::fragment(choose_interviewer("Who interviews them from now on?",
                                                           asked.offered, asked.typed, errors),
                                        html::button({.text = "Takes over"})));
    return {.title = std::string(title),
            .body = html::fragment(errors.summary(), staff::heading(title),
                                   staff::paragraph("Study number " + asked.study_number +
                                                    ". Whoever takes over is not to be told why."),
                                   ask),
            .has_errors = errors.any(),
            .back_href = path};
}

/// Nothing unless another interviewer is needed.
std::optional<Asked> asked_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work)
{
    const auto id = request.id<UnblindingId>("unblinding");
    if (!id) return std::nullopt;
    const auto told = InterviewStore::find(work, *id);
    if (!told || !InterviewStore::is_to_change(work, *id)) return std::nullopt;
    const PersonId person = told->person;
    Asked asked{.told = *told,
                .study_number = study_number_of(services, work, person),
                .offered = interviewers_now(services, work),
                .typed = request.form,
                .tokens = request.tokens};
    const auto in_force = InterviewStore::of_person(work, person);
    std::erase_if(asked.offered,
                  [&](const Interviewer& each) { return !may_interview(in_force, each.id); });
    return asked;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace taken_over_page

http::Response ask_taken_over(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = taken_over_page::asked_in(services, request, work);
    if (!asked) return http::not_found();
    return taken_over_page::show(services, request, viewer, *std::move(asked));
}

http::Response write_taken_over(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    constexpr int conflict = 409;
    auto asked = taken_over_page::asked_in(services, request, work);
    if (!asked) return http::not_found();
    services.participants.journeys.hold(work, asked->told.person);
    const auto all = interviewers_now(services, work);
    const auto who = chosen_interviewer(request.form, all);
    if (!who) {
        asked->found = {{"interviewer", "missing"}};
        return taken_over_page::show(services, request, viewer, *std::move(asked));
    }
    const auto refusal =
        InterviewStore::take_over(work, asked->told.id, {.account = *who, .is_interviewer = true});
    if (!refusal) return http::see_other(unblinding_path(asked->told.id));
    if (*refusal != Refusal::was_told) return staff::status_only(conflict); // somebody was first
    asked->found = {{"interviewer", "was_told"}};
    return taken_over_page::show(services, request, viewer, *std::move(asked));
}

} // namespace evenhand::interviews::pages
