#pragma once

#include "core/check.hpp"
#include "core/id.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::http {

enum class Method { get, post };

/// Name and value pairs in the order sent, decoded: a query string or an urlencoded body.
class FormData
{
public:
    using Pair = std::pair<std::string, std::string>;
    FormData() = default;
    explicit FormData(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}

    /// The first value of that name, or an empty text.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    /// Every value of that name, as for check boxes.
    [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
    [[nodiscard]] const std::vector<Pair>& pairs() const { return pairs_; }
    void add(std::string name, std::string value)
    {
        pairs_.emplace_back(std::move(name), std::move(value));
    }

    /// application/x-www-form-urlencoded, strict: bad percent escapes, NUL, invalid UTF-8, or more
    /// than 200 fields give nothing.
    static std::optional<FormData> parse(std::string_view encoded);
    /// The form that parse() reads.
    [[nodiscard]] std::string encode() const;

private:
    std::vector<Pair> pairs_;
};

/// What somebody typed and why it will not do. The page has the sentence for each code.
struct FieldError
{
    std::string_view field; ///< a literal: the id of the first input that is wrong
    std::string_view code;  ///< a stable literal: "missing", "too_long", "wrong_check_digit"
};
using FieldErrors = std::vector<FieldError>;

/// The hidden inputs that every form carries.
struct FormTokens
{
    std::string csrf;
    std::string idempotency_key;
};

/// A request after framing, routing and decoding. Handlers see no socket and no raw header.
struct Request
{
    Method method = Method::get;
    std::string path; ///< decoded, without the query
    std::map<std::string, std::string, std::less<>>
        parameters; ///< of the route's template: {referral}
    FormData query;
    /// What was sent. On the page of a form for staff: what was kept of one that could not be taken
    /// (kept_forms.hpp), for the page to show again; `brought_back` is then true.
    FormData form;
    bool brought_back = false;
    std::map<std::string, std::string, std::less<>> cookies;
    std::string remote_address;
    std::string user_agent;    ///< at most 200 characters; kept only as a keyed hash
    std::string reference;     ///< random, shown on error pages and in logs
    bool accepts_gzip = false; ///< for static files alone (BREACH)
    FormTokens tokens;         ///< to be put in the forms of the page that answers
    /// Of a POST to a route of several steps, which keeps its idempotency record itself: the keyed
    /// digest of what was asked, to be kept beside the key. Empty elsewhere.
    std::string digest;

    /// A template parameter as an id; nothing if it is not 32 hexadecimal digits (the answer is
    /// then 404).
    template <class IdType>
    [[nodiscard]] std::optional<IdType> id(std::string_view name) const
    {
        const auto found = parameters.find(name);
        CHECK(found != parameters.end());
        return IdType::parse(found->second);
    }
};

} // namespace evenhand::http
