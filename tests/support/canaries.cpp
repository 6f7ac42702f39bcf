#include "tests/support/canaries.hpp"

#include "core/check.hpp"
#include "core/encoding.hpp"
#include "tests/support/file_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace evenhand::tests {

namespace canaries {

std::string lowered(std::string_view text)
{
    std::string low(text);
    for (char& c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return low;
}

std::string raised(std::string_view text)
{
    std::string high(text);
    for (char& c : high)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return high;
}

/// As a form or a URL carries it; `space` is "+" or "%20".
std::string percent(std::string_view text, std::string_view space)
{
    std::string escaped;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (c == ' ') {
            escaped += space;
        } else if (plain) {
            escaped += c;
        } else {
            escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return escaped;
}

/// What stands of the text in the base64 of a longer one, if `before` bytes of it come first,
/// modulo three: the letters that depend on nothing else.
std::string within_base64(std::string_view text, std::size_t before, bool for_urls)
{
    const std::string whole = std::string(before, '\0') + std::string(text);
    const auto encoded = for_urls ? to_base64url(as_bytes(whole)) : to_base64(as_bytes(whole));
    const std::size_t first = (before * 8 + 5) / 6;
    const std::size_t end = whole.size() * 8 / 6;
    return encoded.substr(first, end - first);
}

} // namespace canaries

void Canaries::add_needle(std::string bytes, std::string_view way)
{
    const auto start = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8 |
                       static_cast<unsigned char>(bytes[1]);
    by_start_[start].push_back(needles_.size());
    needles_.push_back({std::move(bytes), names_.size() - 1, way});
}

void Canaries::add(const std::string& name, std::string_view text)
{
    using namespace canaries;
    CHECK(text.size() >= 6);
    if (names_.empty() || names_.back() != name) names_.push_back(name);
    add_needle(std::string(text), "as it is");
    if (lowered(text) != text) add_needle(lowered(text), "in small letters");
    if (raised(text) != text) add_needle(raised(text), "in capitals");
    add_needle(to_hex(as_bytes(text)), "in hexadecimal");
    if (raised(to_hex(as_bytes(text))) != to_hex(as_bytes(text)))
        add_needle(raised(to_hex(as_bytes(text))), "in hexadecimal capitals");
    for (std::size_t before = 0; before < 3; ++before) {
        const auto usual = within_base64(text, before, /*for_urls=*/false);
        const auto for_urls = within_base64(text, before, /*for_urls=*/true);
        add_needle(usual, "in base64");
        if (for_urls != usual) add_needle(for_urls, "in base64 for URLs");
    }
    for (const auto* space : {"+", "%20"}) {
        const auto escaped = percent(text, space);
        if (escaped == text) continue;
        add_needle(escaped, "escaped for a URL");
        add_needle(lowered(escaped), "escaped for a URL, in small letters");
    }
}

std::vector<std::string> Canaries::in(std::string_view content) const
{
    std::set<std::size_t> found;
    for (std::size_t at = 0; at + 1 < content.size(); ++at) {
        const auto start = static_cast<std::size_t>(static_cast<unsigned char>(content[at])) << 8 |
                           static_cast<unsigned char>(content[at + 1]);
        for (const auto needle : by_start_[start])
            if (content.substr(at).starts_with(needles_[needle].bytes)) found.insert(needle);
    }
    std::set<std::string> said;
    for (const auto needle : found)
        said.insert(fmt::format("{}, {}", names_[needles_[needle].name], needles_[needle].way));
    return {said.begin(), said.end()};
}

Canaries::Found Canaries::below(const std::filesystem::path& folder,
                                const std::vector<std::string>& without) const
{
    Found all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const auto path = entry.path().string();
        const bool passed_over =
            std::any_of(without.begin(), without.end(), [&](const std::string& part) {
                return path.find(part) != std::string::npos;
            });
        if (!entry.is_regular_file() || passed_over) continue;
        const auto content = file_text(entry.path());
        ++all.files;
        all.bytes += content.size();
        for (const auto& finding : in(content))
            all.findings.push_back(path + ": " + finding);
    }
    return all;
}

} // namespace evenhand::tests
