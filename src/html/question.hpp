#pragma once

#include "html/form_parts.hpp"

#include <string>
#include <string_view>

// What the inputs share: the box around a question, and the ids that tie hint and error to the
// input. For the components' own files.

namespace evenhand::html {

/// The ids of what describes an input, for aria-describedby, in reading order.
class DescribedBy
{
public:
    explicit DescribedBy(std::string ids) : ids_(std::move(ids)) {}
    void add(std::string_view id);
    [[nodiscard]] const std::string& ids() const { return ids_; }

private:
    std::string ids_;
};

/// Hint and error of the input `id`, each where it has a text; their ids are added to `described`.
Html hint_and_error(const Hint& hint, const ErrorMessage& error, const std::string& id,
                    DescribedBy& described);
/// The label, tied to the input `id`.
Html label_for(const Label& label, const std::string& id);
/// The box around one question, marked where it is in error.
Html form_group(const FormGroup& options, const ErrorMessage& error, const Html& content);

} // namespace evenhand::html
