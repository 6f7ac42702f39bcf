#pragma once

// Texts that may stand nowhere but sealed, and a search that finds them however they were written:
// as they are, in another case, in hexadecimal, in base64 at any place of a longer text, or escaped
// for a URL.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::tests {

class Canaries
{
public:
    /// `name` is what a finding says; the text itself is never repeated. At least six bytes, so
    /// that chance finds none.
    void add(const std::string& name, std::string_view text);
    /// How many names there are; a canary may have been added in several spellings.
    [[nodiscard]] std::size_t size() const { return names_.size(); }

    /// "the phone of person 3, in hexadecimal", once for each.
    [[nodiscard]] std::vector<std::string> in(std::string_view content) const;
    /// The same for every file below a folder, but those whose path holds one of `without`, with
    /// the file's path before each. Counts what it reads.
    struct Found
    {
        std::vector<std::string> findings;
        std::size_t files = 0;
        std::size_t bytes = 0;
    };
    [[nodiscard]] Found below(const std::filesystem::path& folder,
                              const std::vector<std::string>& without = {}) const;

private:
    struct Needle
    {
        std::string bytes;
        std::size_t name;
        std::string_view way;
    };
    void add_needle(std::string bytes, std::string_view way);

    std::vector<std::string> names_;
    std::vector<Needle> needles_;
    /// By their first two bytes, so that a file of many megabytes is read once.
    std::vector<std::vector<std::size_t>> by_start_ =
        std::vector<std::vector<std::size_t>>(std::size_t{1} << 16);
};

} // namespace evenhand::tests
