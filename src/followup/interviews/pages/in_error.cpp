#include "followup/interviews/pages/pages.hpp"

#include "html/components.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <utility>

namespace evenhand::interviews::pages {

namespace in_error_page {

constexpr std::array messages{
    html::FieldMessage{"because", "missing", "Select why it does not stand"},
};

struct Asked
{
    Unblinding told;
    std::string study_number;
    http::FormData typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
};

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    constexpr std::string_view title = "It was entered in error";
    const auto path = unblinding_path(asked.told.id);
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(), staff::heading(title),
                staff::paragraph("Study number " + asked.study_number +
                                 ". It stays written, and counts for nothing: the interviewer may "
                                 "interview them again. What was right is written down anew."),
                html::form(staff::posting_to(path + "/in-error", asked.tokens),
                           html::fragment(staff::choose_one({.name = "because",
                                                             .legend = "Why does it not stand?"},
                                                            all_in_errors(), asked.typed, errors),
                                          html::button({.text = "Mark as entered in error",
                                                        .classes = "govuk-button--warning"})))),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Asked> asked_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work)
{
    const auto id = request.id<UnblindingId>("unblinding");
    if (!id) return std::nullopt;
    const auto told = InterviewStore::find(work, *id);
    if (!told) return std::nullopt;
    return Asked{.told = *told,
                 .study_number = study_number_of(services, work, told->person),
                 .typed = request.form,
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace in_error_page

http::Response ask_in_error(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error_page::asked_in(services, request, work);
    if (!asked) return http::not_found();
    return in_error_page::show(services, request, viewer, *std::move(asked));
}

http::Response write_in_error(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error_page::asked_in(services, request, work);
    if (!asked) return http::not_found();
    const auto because = in_error_named(request.form.value("because"));
    if (!because) {
        asked->found = {{"because", "missing"}};
        return in_error_page::show(services, request, viewer, *std::move(asked));
    }
    services.participants.journeys.hold(work, asked->told.person);
    if (InterviewStore::mark_in_error(work, asked->told.id, *because)) return http::not_found();
    return http::see_other(std::string(list_path));
}

} // namespace evenhand::interviews::pages
