#pragma once

#include "core/personal.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand {

/// Why mail could not be sent to what was typed.
enum class EmailAddressRefusal {
    empty,
    not_text,
    too_long,
    has_spaces,
    missing_at,
    more_than_one_at,
    wrong_local_part,
    misplaced_dot,
    wrong_domain,
};

/// A stable name for messages and tests: "missing_at".
std::string_view code(EmailAddressRefusal refusal);

/// An address that mail services accept (casework 5.5). The part before the @ keeps its case; the
/// domain is in lower case.
class EmailAddress : public PersonalText<EmailAddress>
{
public:
    static Result<EmailAddress, EmailAddressRefusal> parse(std::string_view typed);

    /// In clear and wholly in lower case, for the keyed index: nobody has two mailboxes that differ
    /// in case alone, and many type their own differently each time.
    [[nodiscard]] std::string reveal_for_index() const;
    /// The well-known domain that this one is a slip away from: "hotmail.com" for homtail.com. A
    /// reason to ask, never to refuse.
    [[nodiscard]] std::optional<std::string_view> likely_domain() const;
    /// First letters only: "s***@e***.com".
    [[nodiscard]] std::string masked() const;

private:
    using PersonalText::PersonalText;
};

} // namespace evenhand
