#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <algorithm>

namespace evenhand::referral::pages {

namespace work_page {

std::vector<protocol::Choice> choices(const Asked& asked)
{
    std::vector<protocol::Choice> all;
    for (const protocol::WorkChoice& each : asked.protocol.referral.work)
        all.push_back({each.id, each.label});
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "work", "Say whether you are in paid work now");
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::radios({.name = "work",
                         .fieldset = page_fieldset(asked, "Are you in paid work now?"),
                         .hint = {.text = "Work for yourself and zero-hours work count too."},
                         .error = errors.on("work"),
                         .items = items_of(choices(asked)),
                         .value = typed_value(typed, "work")});
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    const auto allowed = choices(asked);
    check_one_of(errors, typed, "work", ids_of(allowed));
    return errors;
}

/// An answer without a group is one that this trial is not for (protocol: why_not).
std::optional<Stop> stop(const Asked& asked, const http::FormData& answer)
{
    const auto& work = asked.protocol.referral.work;
    const auto found = std::ranges::find(work, answer.value("work"), &protocol::WorkChoice::id);
    if (found == work.end() || !found->group.empty()) return std::nullopt;
    return Stop::no_group;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {{"In paid work now", labels_of(choices(asked), answer, "work"),
             "whether you are in paid work"}};
}

} // namespace work_page

const Question work_question{.slug = "work",
                             .title = "Are you in paid work now?",
                             .view = work_page::view,
                             .check = work_page::check,
                             .messages = work_page::messages,
                             .stop = work_page::stop,
                             .lines = work_page::lines};

} // namespace evenhand::referral::pages
