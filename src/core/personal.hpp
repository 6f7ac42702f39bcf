#pragma once

#include <string>
#include <utility>

namespace evenhand {

/// Made-up identifiers (999 NHS numbers, QQ National Insurance numbers) are taken in demonstration
/// and training trials only, and real ones in live trials only where the two can be told apart.
enum class IdentifierMode { demo, live };

/// What every checked identifier of a person is made of: one normalised text that can be compared
/// for equality and nothing else. It has no formatter, no `<<`, no order, no hash and no
/// conversion, so that one can neither be logged nor become a map key by accident. `Self` is the
/// derived class, so that identifiers of two kinds cannot be compared.
template <class Self>
class PersonalText
{
public:
    /// The normalised text in clear: for sealing, for the keyed index, and for the one screen whose
    /// view is audited. Everything else shows `masked()`.
    [[nodiscard]] const std::string& reveal() const { return text_; }

    friend bool operator==(const PersonalText&, const PersonalText&) = default;

protected:
    explicit PersonalText(std::string text) : text_(std::move(text)) {}

private:
    std::string text_;
};

} // namespace evenhand
