#include "html/question.hpp"

namespace evenhand::html {

void DescribedBy::add(std::string_view id)
{
    if (!ids_.empty()) ids_ += ' ';
    ids_ += id;
}

Html hint_and_error(const Hint& hint_options, const ErrorMessage& error, const std::string& id,
                    DescribedBy& described)
{
    Html html;
    if (!hint_options.text.empty()) {
        Hint own = hint_options;
        own.id = id + "-hint";
        described.add(own.id);
        html += hint(own);
    }
    if (!error.text.empty()) {
        ErrorMessage own = error;
        own.id = id + "-error";
        described.add(own.id);
        html += error_message(own);
    }
    return html;
}

Html label_for(const Label& options, const std::string& id)
{
    Label own = options;
    own.for_id = id;
    return label(own);
}

Html form_group(const FormGroup& options, const ErrorMessage& error, const Html& content)
{
    const std::string_view in_error = error.text.empty() ? "" : "govuk-form-group--error";
    return element(
        "div",
        Attributes{attr("class", class_names({"govuk-form-group", in_error, options.classes}))} +
            options.attributes,
        content);
}

} // namespace evenhand::html
