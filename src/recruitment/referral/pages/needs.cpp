#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <algorithm>

namespace evenhand::referral::pages {

namespace needs_page {

constexpr std::size_t detail_most = 200;

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "need",
                            "Choose what you need, or say that you need none of these");
        words.push_back({"need", "none_and_some", "Choose what you need, or \"No\", not both", {}});
        add_text_messages(words, "need_detail",
                          "What you tell us here must be 200 characters or fewer");
        return words;
    }();
    return all;
}

std::vector<protocol::Choice> choices(const Asked& asked)
{
    auto all = asked.protocol.referral.needs;
    all.push_back({"none", "No"});
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    auto items = items_of(asked.protocol.referral.needs);
    items.push_back({.divider = "or"});
    items.push_back({.value = "none", .text = "No", .behaviour = "exclusive"});
    return html::checkboxes(
               {.name = "need",
                .fieldset = page_fieldset(asked, "Do you need help to talk or read with us?"),
                .hint = {.text = "We will have it ready for you. Choose as many as you need."},
                .error = errors.on("need"),
                .items = items,
                .values = typed_values(typed, "need")}) +
           html::input(
               {.name = "need_detail",
                .label = {.text = "Which language, or anything else we should know (optional)"},
                .error = errors.on("need_detail"),
                .value = typed_value(typed, "need_detail"),
                .autocomplete = "off"});
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    const auto chosen = typed.values("need");
    if (chosen.empty()) errors.push_back({"need", "missing"});
    const auto allowed = choices(asked);
    check_all_of(errors, typed, "need", ids_of(allowed));
    if (chosen.size() > 1 && std::ranges::find(chosen, "none") != chosen.end()) {
        errors.push_back({"need", "none_and_some"});
    }
    check_text(errors, typed, "need_detail", detail_most);
    return errors;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {{"Help to talk or read", labels_of(choices(asked), answer, "need"),
             "the help you need to talk or read"},
            {"More about that help", typed_value(answer, "need_detail"),
             "more about the help you need"}};
}

} // namespace needs_page

const Question needs_question{.slug = "needs",
                              .title = "Do you need help to talk or read with us?",
                              .view = needs_page::view,
                              .check = needs_page::check,
                              .messages = needs_page::messages,
                              .stop = nullptr,
                              .lines = needs_page::lines};

} // namespace evenhand::referral::pages
