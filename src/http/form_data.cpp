#include "core/text.hpp"
#include "http/request.hpp"
#include "http/url.hpp"

#include <algorithm>

// application/x-www-form-urlencoded (WHATWG URL standard, 5), read strictly: what no browser sends
// is refused instead of repaired, because a repaired form is one that nobody typed.

namespace evenhand::http {

namespace form_data {

constexpr std::size_t most_fields = 200;

/// Browsers escape everything but letters, digits and a few marks, so a raw control byte or one
/// beyond ASCII was written by hand.
bool is_encoded_char(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F;
}

std::optional<std::string> decode(std::string_view part)
{
    std::string spaced(part);
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    auto decoded = percent_decode(spaced);
    if (!decoded || decoded->find('\0') != std::string::npos || !is_valid_utf8(*decoded)) {
        return std::nullopt;
    }
    return decoded;
}

std::string encode(std::string_view text)
{
    auto escaped = percent_encode(text);
    std::string encoded;
    encoded.reserve(escaped.size());
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        if (escaped.compare(i, 3, "%20") == 0) {
            encoded += '+';
            i += 2;
        } else {
            encoded += escaped[i];
        }
    }
    return encoded;
}

} // namespace form_data

std::string_view FormData::value(std::string_view name) const
{
    for (const auto& pair : pairs_)
        if (pair.first == name) return pair.second;
    return {};
}

bool FormData::has(std::string_view name) const
{
    return std::any_of(pairs_.begin(), pairs_.end(),
                       [&](const Pair& pair) { return pair.first == name; });
}

std::vector<std::string_view> FormData::values(std::string_view name) const
{
    std::vector<std::string_view> found;
    for (const auto& pair : pairs_)
        if (pair.first == name) found.emplace_back(pair.second);
    return found;
}

std::optional<FormData> FormData::parse(std::string_view encoded)
{
    if (!std::all_of(encoded.begin(), encoded.end(), form_data::is_encoded_char)) {
        return std::nullopt;
    }
    FormData form;
    while (!encoded.empty()) {
        const auto pair = encoded.substr(0, encoded.find('&'));
        encoded.remove_prefix(std::min(pair.size() + 1, encoded.size()));
        if (pair.empty()) continue;
        if (form.pairs_.size() == form_data::most_fields) return std::nullopt;

        const auto equals = pair.find('=');
        auto name = form_data::decode(pair.substr(0, equals));
        auto value = form_data::decode(equals == std::string_view::npos ? std::string_view{}
                                                                        : pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        form.add(*std::move(name), *std::move(value));
    }
    return form;
}

std::string FormData::encode() const
{
    std::string encoded;
    for (const auto& [name, value] : pairs_) {
        if (!encoded.empty()) encoded += '&';
        encoded += form_data::encode(name);
        encoded += '=';
        encoded += form_data::encode(value);
    }
    return encoded;
}

} // namespace evenhand::http
