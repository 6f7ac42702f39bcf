#include "core/email_address.hpp"

#include "core/check.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace evenhand {

namespace email_address {

using Refusal = EmailAddressRefusal;

constexpr std::size_t size_max = 254;
constexpr std::size_t local_max = 64; // RFC 5321, 4.5.3.1.1
constexpr std::size_t label_max = 63;

/// The services that most people in England use. A domain here is never questioned, and a long one
/// is what a mistyped one is compared with; the short ones are too near to everything.
constexpr std::array<std::string_view, 23> known_domains{
    "gmail.com",    "googlemail.com",  "hotmail.com",  "hotmail.co.uk",  "outlook.com",
    "live.co.uk",   "yahoo.com",       "yahoo.co.uk",  "icloud.com",     "btinternet.com",
    "talktalk.net", "virginmedia.com", "ntlworld.com", "protonmail.com", "sky.com",
    "aol.com",      "me.com",          "msn.com",      "mail.com",       "email.com",
    "ymail.com",    "live.com",        "nhs.net"};
constexpr std::size_t comparable_min = 9;

bool is_lower_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_local_character(char c)
{
    constexpr std::string_view marks = ".!#$%&'*+/=?^_{|}~-";
    return is_lower_or_digit(lower(c)) || marks.find(c) != marks.npos;
}

std::optional<Refusal> wrong_local(std::string_view local)
{
    if (local.empty() || !std::all_of(local.begin(), local.end(), is_local_character))
        return Refusal::wrong_local_part;
    if (local.size() > local_max) return Refusal::too_long;
    const bool misplaced =
        local.starts_with('.') || local.ends_with('.') || local.find("..") != local.npos;
    if (misplaced) return Refusal::misplaced_dot;
    return std::nullopt;
}

/// Letters and digits with single hyphens between; two hyphens together only after xn, which marks
/// a name in another script.
bool is_label(std::string_view label)
{
    if (label.empty() || label.size() > label_max) return false;
    if (label.starts_with('-') || label.ends_with('-')) return false;
    const std::string_view body = label.starts_with("xn--") ? label.substr(4) : label;
    return !body.empty() && body.front() != '-' && body.find("--") == body.npos &&
           std::all_of(body.begin(), body.end(),
                       [](char c) { return c == '-' || is_lower_or_digit(c); });
}

bool is_top_label(std::string_view label)
{
    if (label.starts_with("xn--")) return is_label(label);
    return label.size() >= 2 && label.size() <= label_max &&
           std::all_of(label.begin(), label.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_domain(std::string_view domain)
{
    const std::size_t last_dot = domain.rfind('.');
    if (last_dot == domain.npos || !is_top_label(domain.substr(last_dot + 1))) return false;
    for (std::string_view rest = domain.substr(0, last_dot);;) {
        const std::size_t dot = rest.find('.');
        if (!is_label(rest.substr(0, dot))) return false;
        if (dot == rest.npos) return true;
        rest.remove_prefix(dot + 1);
    }
}

/// True if one letter more, one fewer, one other or two neighbours exchanged makes them equal.
bool one_slip_apart(std::string_view a, std::string_view b)
{
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > 1) return false;
    const auto [at_a, at_b] = std::mismatch(b.begin(), b.end(), a.begin());
    const std::string_view rest_b(at_a, b.end());
    const std::string_view rest_a(at_b, a.end());
    if (a.size() > b.size()) return rest_a.substr(1) == rest_b;
    if (rest_a.empty()) return false;
    if (rest_a.substr(1) == rest_b.substr(1)) return true;
    return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
           rest_a.substr(2) == rest_b.substr(2);
}

} // namespace email_address

std::string_view code(EmailAddressRefusal refusal)
{
    switch (refusal) {
    case EmailAddressRefusal::empty:
        return "empty";
    case EmailAddressRefusal::not_text:
        return "not_text";
    case EmailAddressRefusal::too_long:
        return "too_long";
    case EmailAddressRefusal::has_spaces:
        return "has_spaces";
    case EmailAddressRefusal::missing_at:
        return "missing_at";
    case EmailAddressRefusal::more_than_one_at:
        return "more_than_one_at";
    case EmailAddressRefusal::wrong_local_part:
        return "wrong_local_part";
    case EmailAddressRefusal::misplaced_dot:
        return "misplaced_dot";
    case EmailAddressRefusal::wrong_domain:
        return "wrong_domain";
    }
    fail_check("an EmailAddressRefusal", __FILE_NAME__, __LINE__);
}

Result<EmailAddress, EmailAddressRefusal> EmailAddress::parse(std::string_view typed)
{
    auto line = clean_line(typed);
    if (!line) return refuse(EmailAddressRefusal::not_text);
    if (line->empty()) return refuse(EmailAddressRefusal::empty);
    if (line->size() > email_address::size_max) return refuse(EmailAddressRefusal::too_long);
    if (line->find(' ') != line->npos) return refuse(EmailAddressRefusal::has_spaces);
    const std::size_t at = line->find('@');
    if (at == line->npos) return refuse(EmailAddressRefusal::missing_at);
    if (line->find('@', at + 1) != line->npos) return refuse(EmailAddressRefusal::more_than_one_at);
    std::transform(line->begin() + static_cast<std::ptrdiff_t>(at), line->end(),
                   line->begin() + static_cast<std::ptrdiff_t>(at), email_address::lower);

    const std::string_view address = *line;
    if (const auto wrong = email_address::wrong_local(address.substr(0, at))) return refuse(*wrong);
    if (!email_address::is_domain(address.substr(at + 1)))
        return refuse(EmailAddressRefusal::wrong_domain);
    return EmailAddress(*std::move(line));
}

std::string EmailAddress::reveal_for_index() const
{
    std::string folded = reveal();
    std::transform(folded.begin(), folded.end(), folded.begin(), email_address::lower);
    return folded;
}

std::optional<std::string_view> EmailAddress::likely_domain() const
{
    using namespace email_address;
    const std::string_view domain = std::string_view(reveal()).substr(reveal().find('@') + 1);
    if (std::find(known_domains.begin(), known_domains.end(), domain) != known_domains.end())
        return std::nullopt;
    for (const std::string_view known : known_domains)
        if (known.size() >= comparable_min && one_slip_apart(domain, known)) return known;
    return std::nullopt;
}

std::string EmailAddress::masked() const
{
    const std::size_t at = reveal().find('@');
    return reveal().substr(0, 1) + "***@" + reveal().substr(at + 1, 1) + "***" +
           reveal().substr(reveal().rfind('.'));
}

} // namespace evenhand
