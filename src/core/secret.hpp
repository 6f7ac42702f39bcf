#pragma once

#include "core/encoding.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace evenhand {

/// Overwrites memory in a way that no optimiser may leave out.
void wipe(void* memory, std::size_t size);

/// True if the two hold the same bytes; takes the same time wherever they differ.
bool equal_in_constant_time(ByteView a, ByteView b);

/// A key, a password or a code that opens something. It is overwritten when it dies or is moved
/// from, is never copied by accident, and has no formatter, no `<<` and no order. `Text` is a
/// std::string, Bytes or a std::array of bytes.
template <class Text>
class Secret
{
public:
    /// Takes the text over and leaves the caller's wiped.
    explicit Secret(Text&& text) : text_(std::move(text)) { wipe_all(text); }
    ~Secret() { wipe_all(text_); }

    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { wipe_all(other.text_); }
    Secret& operator=(Secret&& other) noexcept
    {
        if (this == &other) return *this;
        wipe_all(text_);
        text_ = std::move(other.text_);
        wipe_all(other.text_);
        return *this;
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    [[nodiscard]] Secret copy() const { return Secret(Text(text_)); }
    /// The text in clear, for the one call that needs it.
    [[nodiscard]] const Text& reveal() const { return text_; }
    /// In clear as bytes.
    [[nodiscard]] ByteView reveal_bytes() const
    {
        return {reinterpret_cast<const std::uint8_t*>(text_.data()), text_.size()};
    }

    friend bool operator==(const Secret& a, const Secret& b)
    {
        return equal_in_constant_time(a.reveal_bytes(), b.reveal_bytes());
    }

private:
    /// Also what lies between size and capacity: a short string leaves its letters there when it is
    /// moved from.
    static void wipe_all(Text& text)
    {
        if constexpr (requires { text.resize(text.capacity()); }) text.resize(text.capacity());
        wipe(text.data(), text.size());
        if constexpr (requires { text.clear(); }) text.clear();
    }

    Text text_;
};

using SecretText = Secret<std::string>;

} // namespace evenhand
