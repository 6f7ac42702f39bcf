#include "crypto/password_deny_list.hpp"

#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>

namespace evenhand::crypto {

namespace password_deny_list {

std::uint64_t big_endian(ByteView eight)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : eight.first(8))
        value = (value << 8U) | byte;
    return value;
}

std::uint64_t entry_of(ByteView text)
{
    return big_endian(sha256(text).bytes());
}

bool ascending(const std::vector<std::uint64_t>& entries)
{
    return std::adjacent_find(entries.begin(), entries.end(), std::greater_equal<>()) ==
           entries.end();
}

} // namespace password_deny_list

PasswordDenyList PasswordDenyList::load(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const Bytes bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    PasswordDenyList list;
    const ByteView all(bytes);
    for (std::size_t at = 0; at + 8 <= all.size(); at += 8)
        list.entries_.push_back(password_deny_list::big_endian(all.subspan(at)));
    const bool whole = !bytes.empty() && bytes.size() % 8 == 0;
    if (!whole || !password_deny_list::ascending(list.entries_)) {
        throw std::runtime_error(
            fmt::format("The list of common passwords {} cannot be read, or is not the one that "
                        "bin/assets makes; run bin/assets.",
                        file.string()));
    }
    return list;
}

PasswordDenyList PasswordDenyList::of(std::span<const std::string_view> entries)
{
    PasswordDenyList list;
    for (const std::string_view entry : entries)
        list.entries_.push_back(password_deny_list::entry_of(as_bytes(entry)));
    std::sort(list.entries_.begin(), list.entries_.end());
    const auto repeated = std::unique(list.entries_.begin(), list.entries_.end());
    list.entries_.erase(repeated, list.entries_.end());
    return list;
}

bool PasswordDenyList::holds(ByteView lower_case) const
{
    return std::binary_search(entries_.begin(), entries_.end(),
                              password_deny_list::entry_of(lower_case));
}

} // namespace evenhand::crypto
