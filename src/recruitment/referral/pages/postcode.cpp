#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include "core/postcode.hpp"
#include "html/identifier_messages.hpp"

namespace evenhand::referral::pages {

namespace postcode_page {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        html::add_messages(words, "postcode", html::postcode_words);
        words.push_back({"postcode", "both", "Enter a postcode or tick the box, not both", {}});
        return words;
    }();
    return all;
}

bool no_fixed_address(const http::FormData& typed)
{
    return typed.value("no_fixed_address") == "yes";
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::input({.name = "postcode",
                        .label = page_label(asked, "What is your postcode?"),
                        .hint = {.text = "We use it to find the nearest place to meet."},
                        .error = errors.on("postcode"),
                        .value = typed_value(typed, "postcode"),
                        .autocomplete = "postal-code",
                        .spellcheck = false,
                        .classes = "govuk-input--width-10"}) +
           html::checkboxes({.name = "no_fixed_address",
                             .items = {{.value = "yes", .text = "I do not have a fixed address"}},
                             .values = typed_values(typed, "no_fixed_address")});
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    const std::string_view text = typed.value("postcode");
    if (no_fixed_address(typed)) {
        if (text.empty()) return {};
        return {{"postcode", "both"}};
    }
    const auto postcode = Postcode::parse(text, PostcodeEntry::public_form);
    if (!postcode) return {{"postcode", std::string(code(postcode.error()))}};
    return {};
}

/// Northern Ireland and the islands have their own services; a Great Britain postcode outside the
/// area is for triage, since it is the surgery that counts (trial.md 1.2).
std::optional<Stop> stop(const Asked&, const http::FormData& answer)
{
    const auto postcode = Postcode::parse(answer.value("postcode"), PostcodeEntry::public_form);
    if (postcode && !postcode->in_great_britain()) return Stop::not_in_area;
    return std::nullopt;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    // As it is written on letters: somebody who typed "s1 2hh" sees that it was understood.
    const auto postcode = Postcode::parse(answer.value("postcode"), PostcodeEntry::public_form);
    return {{"Postcode",
             no_fixed_address(answer) ? "No fixed address"
             : postcode               ? std::string(postcode->reveal())
                                      : typed_value(answer, "postcode"),
             "your postcode"}};
}

} // namespace postcode_page

const Question postcode_question{.slug = "postcode",
                                 .title = "What is your postcode?",
                                 .view = postcode_page::view,
                                 .check = postcode_page::check,
                                 .messages = postcode_page::messages,
                                 .stop = postcode_page::stop,
                                 .lines = postcode_page::lines};

} // namespace evenhand::referral::pages
