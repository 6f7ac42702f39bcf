#pragma once

#include "html/components.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace evenhand::test {

/// The options of one published fixture, read as its Nunjucks template reads them: a missing key,
/// null, false, zero and the empty text are all "not given".
class Given
{
public:
    explicit Given(nlohmann::json value) : value_(std::move(value)) {}

    [[nodiscard]] bool has(const char* key) const;
    [[nodiscard]] bool is_given() const;
    [[nodiscard]] bool is_false() const { return value_.is_boolean() && !value_.get<bool>(); }
    [[nodiscard]] bool defined(const char* key) const
    {
        return value_.is_object() && value_.contains(key);
    }
    [[nodiscard]] Given operator[](const char* key) const;
    /// Numbers and truth values as the template would print them.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string text(const char* key) const { return (*this)[key].text(); }
    /// The text, or `otherwise` where it is not given.
    [[nodiscard]] std::string text_or(const char* key, const std::string& otherwise) const;
    [[nodiscard]] int number(const char* key) const;
    [[nodiscard]] bool yes(const char* key) const { return has(key); }
    [[nodiscard]] std::optional<bool> maybe(const char* key) const;
    [[nodiscard]] std::vector<Given> list(const char* key) const;
    [[nodiscard]] std::vector<Given> list() const;

    /// The option `html` if it is given, otherwise `text`.
    [[nodiscard]] html::Html words(const char* html_key = "html",
                                   const char* text_key = "text") const;
    [[nodiscard]] html::Attributes attributes(const char* key = "attributes") const;

    [[nodiscard]] html::Label label() const;
    [[nodiscard]] html::Hint hint() const;
    [[nodiscard]] html::ErrorMessage error() const;
    [[nodiscard]] std::optional<html::Fieldset> fieldset() const;
    [[nodiscard]] html::FormGroup form_group() const;
    [[nodiscard]] html::Tag tag() const;

private:
    nlohmann::json value_;
};

using Draw = html::Html (*)(const Given& options);
struct Component
{
    const char* name;
    Draw draw;
};
/// Components that ask, and components that show or lead on.
std::vector<Component> asking_components();
std::vector<Component> showing_components();

} // namespace evenhand::test
