#include "core/canonical_json.hpp"

#include "core/check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

namespace evenhand {

namespace canonical_json_text {

using Json = nlohmann::json;

constexpr std::size_t deepest = 64;
/// Beyond 2^53 two whole numbers may be the same double.
constexpr std::uint64_t largest_whole = std::uint64_t{1} << 53U;

/// Builds the value that nlohmann's reader tells it of, and stops at what I-JSON forbids.
class Builder final : public nlohmann::json_sax<Json>
{
public:
    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override
    {
        return value < 0 && std::uint64_t{0} - static_cast<std::uint64_t>(value) > largest_whole
                   ? stop(too_large)
                   : put(value);
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return value > largest_whole ? stop(too_large) : put(value);
    }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return stop("it is not JSON"); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override
    {
        if (open_.back()->contains(name))
            return stop(fmt::format("the name {} stands twice in one object", Json(name).dump()));
        name_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override
    {
        position_ = position;
        return stop("it is not JSON from here on");
    }

    [[nodiscard]] Json& value() { return root_; }
    [[nodiscard]] const std::string& fault() const { return fault_; }
    /// Bytes read when it stopped, where the reader said so.
    [[nodiscard]] std::optional<std::size_t> position() const { return position_; }

private:
    static constexpr const char* too_large =
        "it holds a whole number beyond 9007199254740992, which readers keep differently";

    Json* place(Json&& value)
    {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back();
        if (parent.is_object()) return &(parent[name_] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }
    bool put(Json&& value)
    {
        place(std::move(value));
        return true;
    }
    bool open(Json&& value)
    {
        if (open_.size() == deepest) return stop("it is nested deeper than 64");
        open_.push_back(place(std::move(value)));
        return true;
    }
    bool close()
    {
        open_.pop_back();
        return true;
    }
    bool stop(std::string fault)
    {
        fault_ = std::move(fault);
        return false;
    }

    Json root_;
    std::vector<Json*> open_;
    std::string name_;
    std::string fault_;
    std::optional<std::size_t> position_;
};

/// Where the JSON reader is after `position` bytes.
JsonFault fault_at(std::string_view text, std::size_t position, std::string sentence)
{
    const auto before = text.substr(0, position == 0 ? 0 : std::min(position - 1, text.size()));
    const auto line_start = before.rfind('\n');
    return {.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n')),
            .column =
                1 + before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1),
            .sentence = std::move(sentence)};
}

/// An iterator over the text that counts, so that a fault of meaning has a place too.
class CountingIterator
{
public:
    using difference_type = std::ptrdiff_t;
    using value_type = char;
    using pointer = const char*;
    using reference = const char&;
    using iterator_category = std::input_iterator_tag;

    CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++()
    {
        ++at_;
        ++*count_;
        return *this;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b)
    {
        return a.at_ == b.at_;
    }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b)
    {
        return !(a == b);
    }

private:
    const char* at_;
    std::size_t* count_;
};

void append_string(std::string& out, std::string_view text)
{
    constexpr std::string_view short_escapes = "\bb\tt\nn\ff\rr\"\"\\\\";
    out += '"';
    for (const char c : text) {
        std::size_t pair = 0;
        while (pair < short_escapes.size() && short_escapes[pair] != c)
            pair += 2;
        if (pair < short_escapes.size()) {
            out += '\\';
            out += short_escapes[pair + 1];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Number::toString of ECMAScript (ECMA-262, 6.1.6.1.20) over the shortest digits that name the
/// double, which std::to_chars gives.
void append_number(std::string& out, double value)
{
    CHECK(std::isfinite(value));
    if (value == 0) { // also minus zero
        out += '0';
        return;
    }
    if (value < 0) out += '-';
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                       std::fabs(value), std::chars_format::scientific);
    const std::string_view text(buffer.data(), written.ptr);
    const auto mark = text.find('e');
    std::string digits(text.substr(0, mark));
    std::erase(digits, '.');
    int exponent = 0; // value = 0.DIGITS · 10^exponent
    const std::size_t sign = text[mark + 1] == '+' ? 2 : 1;
    std::from_chars(text.data() + mark + sign, text.data() + text.size(), exponent);
    ++exponent;

    const int count = static_cast<int>(digits.size());
    if (exponent >= count && exponent <= 21) {
        out += digits + std::string(static_cast<std::size_t>(exponent - count), '0');
    } else if (exponent > 0 && exponent <= 21) {
        out += digits.insert(static_cast<std::size_t>(exponent), ".");
    } else if (exponent > -6 && exponent <= 0) {
        out += "0." + std::string(static_cast<std::size_t>(-exponent), '0') + digits;
    } else {
        if (count > 1) digits.insert(1, ".");
        out += fmt::format("{}e{:+d}", digits, exponent - 1);
    }
}

/// The order of UTF-16 units over UTF-8 bytes. It differs from that of the bytes only in that
/// characters beyond U+FFFF (first byte F0 and up, in UTF-16 D800 and up) stand before U+E000 to
/// U+FFFF (first byte EE or EF).
bool in_utf16_order(std::string_view one, std::string_view other)
{
    const auto [a, b] = std::ranges::mismatch(one, other);
    if (a == one.end() || b == other.end()) return a == one.end() && b != other.end();
    const auto first = static_cast<unsigned char>(*a);
    const auto second = static_cast<unsigned char>(*b);
    const bool beyond = first >= 0xF0;
    if (first >= 0xEE && second >= 0xEE && beyond != (second >= 0xF0)) return beyond;
    return first < second;
}

void append(std::string& out, const Json& value)
{
    switch (value.type()) {
    case Json::value_t::null:
        out += "null";
        return;
    case Json::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        return;
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
        append_number(out, value.get<double>());
        return;
    case Json::value_t::string:
        append_string(out, value.get_ref<const std::string&>());
        return;
    case Json::value_t::array: {
        std::string_view before = "[";
        for (const Json& item : value) {
            out += std::exchange(before, ",");
            append(out, item);
        }
        out += value.empty() ? "[]" : "]";
        return;
    }
    case Json::value_t::object: {
        std::vector<std::string_view> names;
        for (const auto& [name, member] : value.items())
            names.push_back(name);
        std::ranges::sort(names, in_utf16_order);
        std::string_view before = "{";
        for (const std::string_view name : names) {
            out += std::exchange(before, ",");
            append_string(out, name);
            out += ':';
            append(out, value.at(std::string(name)));
        }
        out += value.empty() ? "{}" : "}";
        return;
    }
    case Json::value_t::binary:
    case Json::value_t::discarded:
        break;
    }
    CHECK(!"a value that JSON does not have");
}

} // namespace canonical_json_text

Result<nlohmann::json, JsonFault> parse_json(std::string_view text)
{
    canonical_json_text::Builder builder;
    std::size_t read = 0;
    const canonical_json_text::CountingIterator begin(text.data(), &read);
    const canonical_json_text::CountingIterator end(text.data() + text.size(), &read);
    if (nlohmann::json::sax_parse(begin, end, &builder)) return std::move(builder.value());
    return refuse(
        canonical_json_text::fault_at(text, builder.position().value_or(read), builder.fault()));
}

std::string canonical_json(const nlohmann::json& value)
{
    std::string out;
    canonical_json_text::append(out, value);
    return out;
}

} // namespace evenhand
