#include "http/prefilter.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace evenhand::http {

namespace prefilter {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::string_view end_of_line = "\r\n";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// RFC 9110, 5.6.2.
bool is_token_char(char c)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return is_digit(c) || is_alpha(c) || marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

/// Control bytes but the tab, and DEL.
bool is_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view one, std::string_view other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trim(std::string_view text)
{
    const auto space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && space(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Calls `each(part)` for the trimmed parts between separators until it returns false.
template <class Each>
bool all_parts(std::string_view text, char separator, Each&& each)
{
    while (true) {
        const auto end = text.find(separator);
        if (!each(trim(text.substr(0, end)))) return false;
        if (end == std::string_view::npos) return true;
        text.remove_prefix(end + 1);
    }
}

std::optional<Verb> verb_of(std::string_view method)
{
    constexpr std::array<std::pair<std::string_view, Verb>, 6> verbs{{{"GET", Verb::get},
                                                                      {"HEAD", Verb::head},
                                                                      {"POST", Verb::post},
                                                                      {"PUT", Verb::put},
                                                                      {"PATCH", Verb::patch},
                                                                      {"DELETE", Verb::delete_}}};
    for (const auto& [name, verb] : verbs)
        if (name == method) return verb;
    return std::nullopt;
}

bool carries_body(Verb verb)
{
    return verb == Verb::post || verb == Verb::put || verb == Verb::patch;
}

/// Visible ASCII without what RFC 3986 has no place for and what proxies read in different ways.
/// Browsers leave braces, bars and carets as they are.
bool is_target_char(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view refused = "#\"<>\\";
    return byte > 0x20 && byte < 0x7F && refused.find(c) == std::string_view::npos;
}

/// One to nineteen digits: no sign, space, comma, base or leading zero.
std::optional<std::uint64_t> plain_length(std::string_view text)
{
    if (text.empty() || text.size() > 19) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

std::optional<HeadRefusal> read_request_line(std::string_view line, const HeadLimits& limits,
                                             FramedHead& head)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return HeadRefusal::bad_request_line;

    const auto verb = verb_of(line.substr(0, first));
    if (!verb) return HeadRefusal::bad_method;
    const auto target = line.substr(first + 1, last - first - 1);
    if (target.size() > limits.target_bytes) return HeadRefusal::target_too_long;
    if (!target.starts_with('/')) return HeadRefusal::bad_target;
    if (!std::all_of(target.begin(), target.end(), is_target_char)) return HeadRefusal::bad_target;
    if (line.substr(last + 1) != "HTTP/1.1") return HeadRefusal::bad_version;

    head.verb = *verb;
    head.target = target;
    return std::nullopt;
}

/// The fields that may stand once: two of any of them could be read differently by two programs.
constexpr std::array<std::string_view, 16> single_fields{
    "host",           "content-length",  "content-type",      "content-encoding", "cookie",
    "origin",         "referer",         "sec-fetch-site",    "user-agent",       "expect",
    "authorization",  "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded",
    "accept-encoding"};

/// The fields of one head, read in order; the last word on framing is in finish().
class FieldReader
{
public:
    FieldReader(const HeadLimits& limits, std::span<const std::string> hosts, FramedHead& head)
        : limits_(limits), hosts_(hosts), head_(head)
    {
    }

    std::optional<HeadRefusal> read(std::string_view line)
    {
        if (++count_ > limits_.fields) return HeadRefusal::too_many_fields;
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return HeadRefusal::bad_field;
        const auto name = line.substr(0, colon);
        // Also a folded line, which begins with a space, and a space before the colon.
        if (!is_token(name)) return HeadRefusal::bad_field;

        for (std::size_t i = 0; i < single_fields.size(); ++i) {
            if (!same_name(name, single_fields[i])) continue;
            if (seen_[i]) return HeadRefusal::duplicate_field;
            seen_[i] = true;
        }
        return judge(name, trim(line.substr(colon + 1)));
    }

    std::optional<HeadRefusal> finish() const
    {
        if (!has_host_) return HeadRefusal::bad_host;
        if (!length_) {
            return carries_body(head_.verb) ? std::optional(HeadRefusal::length_required)
                                            : std::nullopt;
        }
        if (!carries_body(head_.verb) && *length_ > 0) return HeadRefusal::body_not_expected;
        head_.content_length = *length_;
        return std::nullopt;
    }

private:
    std::optional<HeadRefusal> judge(std::string_view name, std::string_view value)
    {
        if (same_name(name, "transfer-encoding")) return HeadRefusal::transfer_encoding;
        // Some programs read these as the real ones, having turned them into variable names.
        if (same_name(name, "transfer_encoding")) return HeadRefusal::transfer_encoding;
        if (same_name(name, "content_length")) return HeadRefusal::bad_length;
        if (same_name(name, "content-length")) return read_length(value);
        if (same_name(name, "host")) return read_host(value);
        if (same_name(name, "upgrade")) return HeadRefusal::upgrade;
        if (same_name(name, "connection")) return read_connection(value);
        if (same_name(name, "expect")) return read_expect(value);
        if (same_name(name, "cookie")) return count_cookies(value);
        return std::nullopt;
    }

    std::optional<HeadRefusal> read_length(std::string_view value)
    {
        length_ = plain_length(value);
        return length_ ? std::nullopt : std::optional(HeadRefusal::bad_length);
    }

    std::optional<HeadRefusal> read_host(std::string_view value)
    {
        const auto ours = std::find_if(hosts_.begin(), hosts_.end(), [&](const std::string& host) {
            return same_name(host, value);
        });
        if (ours == hosts_.end()) return HeadRefusal::bad_host;
        head_.host = *ours;
        has_host_ = true;
        return std::nullopt;
    }

    std::optional<HeadRefusal> read_connection(std::string_view value)
    {
        const bool known = all_parts(value, ',', [&](std::string_view option) {
            if (same_name(option, "close")) {
                head_.keep_alive = false;
                return true;
            }
            return same_name(option, "keep-alive") || same_name(option, "te");
        });
        return known ? std::nullopt : std::optional(HeadRefusal::bad_connection);
    }

    std::optional<HeadRefusal> read_expect(std::string_view value)
    {
        if (!same_name(value, "100-continue")) return HeadRefusal::bad_expect;
        head_.expects_continue = true;
        return std::nullopt;
    }

    std::optional<HeadRefusal> count_cookies(std::string_view value) const
    {
        const auto count = 1 + std::count(value.begin(), value.end(), ';');
        if (static_cast<std::size_t>(count) > limits_.cookies) return HeadRefusal::too_many_cookies;
        return std::nullopt;
    }

    const HeadLimits& limits_;
    std::span<const std::string> hosts_;
    FramedHead& head_;
    std::array<bool, single_fields.size()> seen_{};
    std::optional<std::uint64_t> length_;
    bool has_host_ = false;
    std::size_t count_ = 0;
};

} // namespace prefilter

std::string_view name_of(HeadRefusal refusal)
{
    switch (refusal) {
    case HeadRefusal::bad_byte:
        return "bad_byte";
    case HeadRefusal::bad_request_line:
        return "bad_request_line";
    case HeadRefusal::bad_method:
        return "bad_method";
    case HeadRefusal::bad_target:
        return "bad_target";
    case HeadRefusal::bad_version:
        return "bad_version";
    case HeadRefusal::bad_field:
        return "bad_field";
    case HeadRefusal::duplicate_field:
        return "duplicate_field";
    case HeadRefusal::transfer_encoding:
        return "transfer_encoding";
    case HeadRefusal::bad_length:
        return "bad_length";
    case HeadRefusal::length_required:
        return "length_required";
    case HeadRefusal::body_not_expected:
        return "body_not_expected";
    case HeadRefusal::bad_host:
        return "bad_host";
    case HeadRefusal::bad_expect:
        return "bad_expect";
    case HeadRefusal::upgrade:
        return "upgrade";
    case HeadRefusal::bad_connection:
        return "bad_connection";
    case HeadRefusal::head_too_large:
        return "head_too_large";
    case HeadRefusal::too_many_fields:
        return "too_many_fields";
    case HeadRefusal::target_too_long:
        return "target_too_long";
    case HeadRefusal::too_many_cookies:
        return "too_many_cookies";
    }
    fail_check("a known refusal", __FILE_NAME__, __LINE__);
}

int status_of(HeadRefusal refusal)
{
    if (refusal == HeadRefusal::length_required) return 411;
    if (refusal == HeadRefusal::target_too_long) return 414;
    if (refusal == HeadRefusal::head_too_large || refusal == HeadRefusal::too_many_fields ||
        refusal == HeadRefusal::too_many_cookies) {
        return 431;
    }
    return 400;
}

Result<std::size_t, HeadRefusal> HeadScanner::scan(std::string_view received)
{
    CHECK(received.size() >= seen_);
    while (seen_ < received.size()) {
        const char c = received[seen_];
        // A CR is judged with the byte after it, which may still be on its way.
        if (c == '\r') {
            if (seen_ + 1 == received.size()) break;
            if (received[seen_ + 1] != '\n') return refuse(HeadRefusal::bad_byte);
            seen_ += 2;
            if (received.substr(0, seen_).ends_with(prefilter::end_of_head)) {
                if (seen_ > limits_.head_bytes) return refuse(HeadRefusal::head_too_large);
                return std::exchange(seen_, 0);
            }
            if (seen_ == 2) return refuse(HeadRefusal::bad_request_line);
            continue;
        }
        if (prefilter::is_control(c)) return refuse(HeadRefusal::bad_byte);
        if (++seen_ > limits_.head_bytes) return refuse(HeadRefusal::head_too_large);
    }
    return std::size_t{0};
}

Result<FramedHead, HeadRefusal> check_head(std::string_view head, const HeadLimits& limits,
                                           std::span<const std::string> hosts)
{
    CHECK(head.ends_with(prefilter::end_of_head));
    FramedHead framed;
    prefilter::FieldReader fields(limits, hosts, framed);

    auto end = head.find(prefilter::end_of_line);
    if (const auto no = prefilter::read_request_line(head.substr(0, end), limits, framed)) {
        return refuse(*no);
    }
    head.remove_prefix(end + prefilter::end_of_line.size());
    while ((end = head.find(prefilter::end_of_line)) != 0) {
        const auto line = head.substr(0, end);
        if (std::any_of(line.begin(), line.end(), prefilter::is_control)) {
            return refuse(HeadRefusal::bad_byte);
        }
        if (const auto no = fields.read(line)) return refuse(*no);
        head.remove_prefix(end + prefilter::end_of_line.size());
    }
    if (const auto no = fields.finish()) return refuse(*no);
    return framed;
}

} // namespace evenhand::http
