#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

namespace evenhand::referral::pages {

namespace surgery_page {

constexpr std::size_t name_most = 100;

/// The areas of the protocol, then the answers that are no area of it.
std::vector<protocol::Choice> choices(const Asked& asked)
{
    std::vector<protocol::Choice> all;
    for (const protocol::Area& area : asked.protocol.areas)
        all.push_back({area.id, area.name});
    all.push_back({"not-sure", "I am not sure"});
    all.push_back({"elsewhere", "Somewhere else"});
    all.push_back({"none", "I am not registered with a GP surgery"});
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "surgery_area",
                            "Choose where your GP surgery is, or say that you are not sure");
        add_text_messages(words, "surgery_name",
                          "The name of the surgery must be 100 characters or fewer");
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    auto items = items_of(choices(asked));
    items[asked.protocol.areas.size()].hint = {.text = "We will find out with you when we call."};
    return html::radios({.name = "surgery_area",
                         .fieldset = page_fieldset(
                             asked, "Where is the GP surgery you are registered with?"),
                         .error = errors.on("surgery_area"),
                         .items = items,
                         .value = typed_value(typed, "surgery_area")}) +
           html::input({.name = "surgery_name",
                        .label = {.text = "Name of the surgery (optional)"},
                        .error = errors.on("surgery_name"),
                        .value = typed_value(typed, "surgery_name"),
                        .autocomplete = "off"});
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    const auto allowed = choices(asked);
    check_one_of(errors, typed, "surgery_area", ids_of(allowed));
    check_text(errors, typed, "surgery_name", name_most);
    return errors;
}

std::optional<Stop> stop(const Asked& asked, const http::FormData& answer)
{
    // A small trial has no areas, so that no surgery is outside them.
    if (asked.protocol.areas.empty()) return std::nullopt;
    const std::string_view area = answer.value("surgery_area");
    if (area == "elsewhere" || area == "none") return Stop::not_in_area;
    return std::nullopt;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {
        {"Where the GP surgery is", labels_of(choices(asked), answer, "surgery_area"),
         "where your GP surgery is"},
        {"Name of the surgery", typed_value(answer, "surgery_name"), "the name of the surgery"}};
}

} // namespace surgery_page

const Question surgery_question{.slug = "gp-surgery",
                                .title = "Where is the GP surgery you are registered with?",
                                .view = surgery_page::view,
                                .check = surgery_page::check,
                                .messages = surgery_page::messages,
                                .stop = surgery_page::stop,
                                .lines = surgery_page::lines};

} // namespace evenhand::referral::pages
