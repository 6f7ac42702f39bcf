#include "tests/html/given.hpp"

#include "tests/support/fixture_html.hpp"

namespace evenhand::test {

bool Given::is_given() const
{
    if (value_.is_null()) return false;
    if (value_.is_boolean()) return value_.get<bool>();
    if (value_.is_string()) return !value_.get_ref<const std::string&>().empty();
    if (value_.is_number()) return value_ != 0;
    return true;
}

bool Given::has(const char* key) const
{
    return (*this)[key].is_given();
}

Given Given::operator[](const char* key) const
{
    return Given{defined(key) ? value_.at(key) : nlohmann::json{}};
}

std::string Given::text() const
{
    if (value_.is_string()) return value_.get<std::string>();
    if (value_.is_number() || value_.is_boolean()) return value_.dump();
    return {};
}

std::string Given::text_or(const char* key, const std::string& otherwise) const
{
    return has(key) ? text(key) : otherwise;
}

int Given::number(const char* key) const
{
    const std::string digits = text(key);
    return digits.empty() ? 0 : std::stoi(digits);
}

std::optional<bool> Given::maybe(const char* key) const
{
    const Given value = (*this)[key];
    return value.value_.is_boolean() ? std::optional{value.value_.get<bool>()} : std::nullopt;
}

std::vector<Given> Given::list() const
{
    std::vector<Given> all;
    if (value_.is_array())
        for (const auto& item : value_)
            all.emplace_back(item);
    return all;
}

std::vector<Given> Given::list(const char* key) const
{
    return (*this)[key].list();
}

html::Html Given::words(const char* html_key, const char* text_key) const
{
    if (has(html_key)) return html::FixtureHtml::markup(text(html_key));
    return html::Html::text(text(text_key));
}

html::Attributes Given::attributes(const char* key) const
{
    const Given given = (*this)[key];
    if (given.value_.is_string()) return html::FixtureHtml::attributes(given.text());
    html::Attributes all;
    if (given.value_.is_object())
        for (const auto& [name, value] : given.value_.items())
            all += html::FixtureHtml::attribute(name, Given{value}.text());
    return all;
}

html::Label Given::label() const
{
    return {.text = words(),
            .page_heading = yes("isPageHeading"),
            .classes = text("classes"),
            .for_id = text("for"),
            .attributes = attributes()};
}

html::Hint Given::hint() const
{
    return {
        .text = words(), .id = text("id"), .classes = text("classes"), .attributes = attributes()};
}

html::ErrorMessage Given::error() const
{
    return {.text = words(),
            .id = text("id"),
            .classes = text("classes"),
            .visually_hidden_text =
                defined("visuallyHiddenText")
                    ? (has("visuallyHiddenText") ? text("visuallyHiddenText") : "")
                    : "Error",
            .attributes = attributes()};
}

std::optional<html::Fieldset> Given::fieldset() const
{
    if (!is_given()) return std::nullopt;
    const Given legend = (*this)["legend"];
    return html::Fieldset{.legend = {.text = legend.words(),
                                     .page_heading = legend.yes("isPageHeading"),
                                     .classes = legend.text("classes")},
                          .described_by = text("describedBy"),
                          .classes = text("classes"),
                          .role = text("role"),
                          .attributes = attributes(),
                          .content = html::FixtureHtml::markup(text("html"))};
}

html::FormGroup Given::form_group() const
{
    const char* before = defined("beforeInputs") ? "beforeInputs" : "beforeInput";
    const char* after = defined("afterInputs") ? "afterInputs" : "afterInput";
    return {.classes = text("classes"),
            .attributes = attributes(),
            .before = (*this)[before].words(),
            .after = (*this)[after].words()};
}

html::Tag Given::tag() const
{
    return {.text = words(), .classes = text("classes"), .attributes = attributes()};
}

} // namespace evenhand::test
