#include "followup/interviews/pages/pages.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <utility>

namespace evenhand::interviews::pages {

namespace unblinding_page {

using html::Html;

struct Shown
{
    Opened opened;
    std::string study_number;
    std::string interviewer;
    std::string recorded_by;
    std::string taken_over_by; ///< a name; empty: nobody yet
};

Html what_happened(const Opened& opened)
{
    if (!opened.had_words) return {};
    return html::inset_text({.text = opened.words.value_or("What was written has been erased.")});
}

Html next(const Shown& shown)
{
    const auto id = shown.opened.unblinding.id;
    Html change;
    if (shown.opened.to_change) {
        change = html::fragment(html::warning_text({.text = "Nobody has taken over yet."}),
                                html::button({.text = "Another interviewer takes over",
                                              .href = unblinding_path(id, "/taken-over")}));
    } else if (!shown.taken_over_by.empty()) {
        change = staff::paragraph(shown.taken_over_by + " has taken over.");
    }
    return html::fragment(change, html::button({.text = "It was entered in error",
                                                .href = unblinding_path(id, "/in-error"),
                                                .classes = "govuk-button--secondary"}));
}

html::Page view(const Shown& shown)
{
    constexpr std::string_view title = "What was written down of an interviewer";
    return {.title = std::string(title),
            .body = html::fragment(staff::heading(title),
                                   told_summary(shown.opened.unblinding, shown.study_number,
                                                shown.interviewer, shown.recorded_by),
                                   what_happened(shown.opened), next(shown)),
            .back_href = std::string(list_path)};
}

} // namespace unblinding_page

http::Response open_unblinding(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto id = request.id<UnblindingId>("unblinding");
    if (!id) return http::not_found();
    auto opened = services.interviews.open(work, *id);
    if (!opened) return http::not_found();
    const auto name = [&](const std::string& actor) {
        return participants::actor_name(services.participants.staff, work, actor);
    };
    const Unblinding& told = opened->unblinding;
    unblinding_page::Shown shown{
        .opened = *opened,
        .study_number = study_number_of(services, work, told.person),
        .interviewer = name("staff:" + told.interviewer.text()),
        .recorded_by = name(told.actor),
        .taken_over_by =
            opened->taken_over_by ? name("staff:" + opened->taken_over_by->text()) : std::string()};
    work.log({.action = "interviews.unblinding_opened",
              .object_type = "unblinding",
              .object_id = id->text(),
              .detail = {}});
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [shown = std::move(shown)] { return unblinding_page::view(shown); });
}

} // namespace evenhand::interviews::pages
