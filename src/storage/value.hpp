#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace evenhand::storage {

/// One cell as both engines keep it (design 8.10): nothing, a 64-bit whole number (also booleans
/// 0/1 and instants in microseconds), or UTF-8 text (also ids, hashes and ciphertext).
class Value
{
public:
    Value() = default;
    Value(std::nullopt_t) {}
    Value(bool yes) : cell_(std::int64_t{yes ? 1 : 0}) {}
    template <std::integral Number>
    Value(Number number) : cell_(static_cast<std::int64_t>(number))
    {
    }
    Value(std::string text) : cell_(std::move(text)) {}
    Value(std::string_view text) : cell_(std::string(text)) {}
    Value(const char* text) : cell_(std::string(text)) {}
    template <class T>
    Value(const std::optional<T>& maybe)
    {
        if (maybe) *this = Value(*maybe);
    }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(cell_); }
    [[nodiscard]] const std::int64_t* number() const { return std::get_if<std::int64_t>(&cell_); }
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&cell_); }

    friend bool operator==(const Value&, const Value&) = default;

private:
    std::variant<std::monostate, std::int64_t, std::string> cell_;
};

/// A value for the `:name` of a statement, or for the column of that name.
struct Bind
{
    std::string_view name; ///< always a literal of the caller
    Value value;
};

using Binds = std::vector<Bind>;

} // namespace evenhand::storage
