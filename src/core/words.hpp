#pragma once

#include "core/check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// Closed lists: each value with the name that tables and forms keep, and the words that people
// read. A room writes its list as an array of Words, or of rows of its own that have `value` and
// `name` too.

namespace evenhand {

template <class Value>
struct Words
{
    Value value;
    std::string_view name;
    std::string_view label = {};
};

/// The values in the order of the list.
template <class Row, std::size_t Size>
constexpr auto values_of(const std::array<Row, Size>& list)
{
    std::array<decltype(Row::value), Size> values{};
    for (std::size_t i = 0; i < Size; ++i)
        values[i] = list[i].value;
    return values;
}

/// The row of that value. CHECKs that the list has it.
template <class Row, std::size_t Size>
const Row& words_of(const std::array<Row, Size>& list, decltype(Row::value) value)
{
    const auto found = std::ranges::find(list, value, &Row::value);
    CHECK(found != list.end());
    return *found;
}

/// The value of that name, or nothing if the list has no such name.
template <class Row, std::size_t Size>
std::optional<decltype(Row::value)> value_named(const std::array<Row, Size>& list,
                                                std::string_view name)
{
    const auto found = std::ranges::find(list, name, &Row::name);
    if (found == list.end()) return std::nullopt;
    return found->value;
}

} // namespace evenhand
