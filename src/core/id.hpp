#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand {

/// A 128-bit random identity of one kind of thing. Never sequential, so it tells neither order nor
/// number; ids of two kinds cannot be mixed up, and there is no arithmetic. `using PersonId =
/// Id<struct PersonIdTag>;`
template <class Tag>
class Id
{
public:
    /// A new id from the source given.
    static Id random(RandomSource& source)
    {
        Id id;
        source.fill(id.bytes_);
        return id;
    }

    /// Nothing unless the text is exactly 32 lower-case hexadecimal digits.
    static std::optional<Id> parse(std::string_view text)
    {
        const auto bytes = from_hex(text);
        if (!bytes || bytes->size() != size) return std::nullopt;
        Id id;
        std::memcpy(id.bytes_.data(), bytes->data(), size);
        if (id.text() != text) return std::nullopt;
        return id;
    }

    /// 32 lower-case hexadecimal digits.
    [[nodiscard]] std::string text() const { return to_hex(bytes_); }
    [[nodiscard]] ByteView bytes() const { return bytes_; }

    friend auto operator<=>(const Id&, const Id&) = default;

private:
    static constexpr std::size_t size = 16;
    Id() = default;
    std::array<std::uint8_t, size> bytes_{};
};

} // namespace evenhand

template <class Tag>
struct std::hash<evenhand::Id<Tag>>
{
    std::size_t operator()(const evenhand::Id<Tag>& id) const noexcept
    {
        std::size_t value = 0;
        std::memcpy(&value, id.bytes().data(), sizeof value); // already uniformly random
        return value;
    }
};
