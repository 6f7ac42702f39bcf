#include "intake/consent/pages/signed_words.hpp"

#include "core/check.hpp"
#include "html/components.hpp"

#include <fmt/format.h>

namespace evenhand::consent::pages {

html::Html statements_and_answers(const Signed& one)
{
    html::SummaryList list{.classes = "evenhand-answers"};
    for (const auto& item : items_in(one.wording)) {
        const auto answer = one.answers.find(item.id);
        CHECK(answer != one.answers.end());
        const html::Html words =
            answer->second ? html::element("strong", {}, "Yes")
                           : html::fragment(html::element("strong", {}, "No"), ". ", item.if_no);
        list.rows.push_back({.key = item.statement, .value = words});
    }
    return html::summary_list(list);
}

std::string signature_words(const Signed& one)
{
    if (one.is_erased) return "The signature was erased";
    const Signature& signature = one.signature;
    switch (signature.method) {
    case SignatureMethod::typed_name:
        return "Typed name: " + signature.typed_name;
    case SignatureMethod::witnessed_verbal:
        return "Said aloud, before a colleague";
    case SignatureMethod::paper:
        break;
    }
    return fmt::format("On paper, form {}, dated {}, seen by {}, filed: {}", signature.form_number,
                       signature.dated ? signature.dated->plain() : std::string("(no date)"),
                       signature.seen_by, signature.filed);
}

std::string supporter_words(const Circumstances& circumstances)
{
    std::string words(label_of(circumstances.supporter));
    if (!circumstances.supporter_name.empty()) words += ": " + circumstances.supporter_name;
    return words;
}

std::string_view status_words(Status status)
{
    switch (status) {
    case Status::counts:
        return "Counts";
    case Status::waits:
        return "Waits for the colleague who heard it";
    case Status::not_heard:
        return "Does not count: the colleague did not hear it";
    case Status::replaced:
        return "Does not count: it was taken anew";
    }
    CHECK(false);
}

} // namespace evenhand::consent::pages
