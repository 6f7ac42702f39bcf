// What is left of a password when the guessable is taken out of it. Common words cost a guesser
// next to nothing, and so do rows of keys, repeats and years; every other character costs
// something. If the cheapest way to explain the password costs less than about four random letters,
// it is refused. Three words are let through, as the National Cyber Security Centre advises people
// to choose. A leaked password costs nothing either, but it has to carry the text alone: next to it
// no word is free, since the list holds most words that there are.
#include "crypto/password_policy.hpp"

#include "core/check.hpp"
#include "crypto/password_text.hpp"
#include "crypto/password_words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

namespace evenhand::crypto {

namespace password_policy {

constexpr std::size_t shortest = 12;
constexpr std::size_t longest = 128;
constexpr std::size_t shortest_word = 3;
constexpr std::size_t shortest_run = 3;
constexpr std::size_t shortest_unit = 6;
constexpr std::size_t words_max = 2;

// Costs in half letters.
constexpr unsigned letter_cost = 2;
constexpr unsigned other_cost = 1; // a digit, space or sign: these are mostly decoration
constexpr unsigned run_cost = 1;
constexpr unsigned least_cost = 4 * letter_cost;

using Text = std::u32string;

constexpr std::array<std::u32string_view, 9> rows{
    U"abcdefghijklmnopqrstuvwxyz",
    U"01234567890",
    U"qwertyuiop",
    U"asdfghjkl",
    U"zxcvbnm",
    U"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    U"qazwsxedcrfvtgbyhnujmikolp",
    U"!\"£$%^&*()",
    U"!@#$%^&*()",
};

Text lower_case(ByteView utf8)
{
    Text text;
    while (!utf8.empty()) {
        utf8proc_int32_t character = 0;
        const auto used =
            utf8proc_iterate(utf8.data(), static_cast<utf8proc_ssize_t>(utf8.size()), &character);
        CHECK(used > 0); // normal_password gives valid UTF-8
        text += static_cast<char32_t>(utf8proc_tolower(character));
        utf8 = utf8.subspan(static_cast<std::size_t>(used));
    }
    return text;
}

bool is_digit(char32_t character)
{
    return character >= U'0' && character <= U'9';
}

unsigned cost_of(char32_t character)
{
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(character));
    const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    return letter ? letter_cost : other_cost;
}

// Whether what was typed may stand for the letter of a word: p4$$w0rd.
bool stands_for(char32_t typed, char32_t letter)
{
    if (typed == letter) return true;
    constexpr std::array<std::pair<char32_t, std::u32string_view>, 10> swaps{{
        {U'a', U"4@"},
        {U'b', U"8"},
        {U'e', U"3"},
        {U'g', U"9"},
        {U'i', U"1!|"},
        {U'l', U"1|"},
        {U'o', U"0"},
        {U's', U"5$"},
        {U't', U"7+"},
        {U'z', U"2"},
    }};
    for (const auto& [plain, swapped] : swaps)
        if (plain == letter) return swapped.find(typed) != std::u32string_view::npos;
    return false;
}

bool word_at(std::u32string_view text, std::u32string_view word)
{
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(),
                      [](char32_t letter, char32_t typed) { return stands_for(typed, letter); });
}

template <class Forward>
std::size_t common_start(std::u32string_view text, Forward row_begin, Forward row_end)
{
    const auto [in_text, in_row] = std::mismatch(text.begin(), text.end(), row_begin, row_end);
    return static_cast<std::size_t>(in_text - text.begin());
}

// How many characters at the start are one character repeated, a stretch of a row of keys or of the
// alphabet in either direction, or a year.
std::size_t run_at(std::u32string_view text)
{
    std::size_t longest_run = text.find_first_not_of(text.front());
    if (longest_run == std::u32string_view::npos) longest_run = text.size();
    for (const std::u32string_view row : rows) {
        for (auto key = row.begin(); key != row.end(); ++key)
            longest_run = std::max(longest_run, common_start(text, key, row.end()));
        for (auto key = row.rbegin(); key != row.rend(); ++key)
            longest_run = std::max(longest_run, common_start(text, key, row.rend()));
    }
    const bool year = text.size() >= 4 && (text.starts_with(U"19") || text.starts_with(U"20")) &&
                      is_digit(text[2]) && is_digit(text[3]);
    return std::max<std::size_t>(longest_run, year ? 4 : 0);
}

// Where a leaked password stands in the text: for each place at which one begins, its lengths.
using Leaks = std::vector<std::vector<std::size_t>>;

Leaks leaks_in(std::u32string_view text, const PasswordDenyList& leaked)
{
    // As UTF-8, with the place at which each character begins, so that no part is written anew.
    Bytes utf8;
    std::vector<std::size_t> begins;
    for (const char32_t character : text) {
        begins.push_back(utf8.size());
        std::array<utf8proc_uint8_t, 4> bytes{};
        const auto used =
            utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
        utf8.insert(utf8.end(), bytes.begin(), bytes.begin() + used);
    }
    begins.push_back(utf8.size());

    Leaks leaks(text.size());
    for (std::size_t from = 0; from < text.size(); ++from) {
        for (std::size_t to = from + 1; to <= text.size(); ++to) {
            const std::size_t bytes = begins[to] - begins[from];
            if (bytes < PasswordDenyList::shortest) continue;
            if (bytes > PasswordDenyList::longest) break;
            if (leaked.holds(ByteView(utf8).subspan(begins[from], bytes)))
                leaks[from].push_back(to - from);
        }
    }
    wipe(utf8.data(), utf8.size());
    return leaks;
}

// The cheapest way to explain the text by at most words_max words, or one leaked password, and by
// runs and single characters: least[i][w] is the cost of the first i characters with w words.
unsigned cheapest(std::u32string_view text, std::span<const Text> words, const Leaks& leaks = {})
{
    constexpr unsigned out_of_reach = std::numeric_limits<unsigned>::max() / 2;
    std::vector<std::array<unsigned, words_max + 1>> least(text.size() + 1);
    for (auto& costs : least)
        costs.fill(out_of_reach);
    least[0][0] = 0;
    const auto offer = [&](std::size_t at, std::size_t used, unsigned cost) {
        least[at][used] = std::min(least[at][used], cost);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::u32string_view rest = text.substr(i);
        const std::size_t run = run_at(rest);
        for (std::size_t used = 0; used <= words_max; ++used) {
            const unsigned here = least[i][used];
            offer(i + 1, used, here + cost_of(rest.front()));
            if (run >= shortest_run) offer(i + run, used, here + run_cost);
        }
        if (!leaks.empty()) {
            for (const std::size_t length : leaks[i])
                offer(i + length, words_max, least[i][0]);
        }
        for (const Text& word : words) {
            if (!word_at(rest, word)) continue;
            for (std::size_t used = 0; used < words_max; ++used)
                offer(i + word.size(), used + 1, least[i][used]);
        }
    }
    return *std::min_element(least.back().begin(), least.back().end());
}

// The shortest beginning that, repeated, gives the text.
std::u32string_view repeated_unit(std::u32string_view text)
{
    for (std::size_t length = 1; length <= text.size() / 2; ++length)
        if (text.substr(length) == text.substr(0, text.size() - length))
            return text.substr(0, length);
    return text;
}

std::vector<Text> texts_of(std::span<const std::string_view> words)
{
    std::vector<Text> texts;
    for (const std::string_view word : words) {
        const auto normal = normal_password(word);
        if (!normal) continue;
        Text text = lower_case(normal->reveal());
        if (text.size() >= shortest_word) texts.push_back(std::move(text));
    }
    return texts;
}

std::optional<PasswordFault> judge(std::u32string_view text,
                                   std::span<const std::string_view> personal,
                                   const PasswordDenyList& leaked)
{
    if (text.size() < shortest) return PasswordFault::too_short;
    if (text.size() > longest) return PasswordFault::too_long;
    const std::u32string_view unit = repeated_unit(text);
    if (unit.size() < shortest_unit || cheapest(unit, {}) < least_cost)
        return PasswordFault::too_simple;
    std::vector<Text> words = texts_of(common_password_words());
    if (cheapest(unit, words) < least_cost) return PasswordFault::too_common;
    if (cheapest(unit, {}, leaks_in(unit, leaked)) < least_cost) return PasswordFault::too_common;
    for (Text& word : texts_of(personal))
        words.push_back(std::move(word));
    if (cheapest(unit, words) < least_cost) return PasswordFault::about_you;
    return std::nullopt;
}

} // namespace password_policy

std::optional<PasswordFault> check_new_password(std::string_view password,
                                                std::span<const std::string_view> personal,
                                                const PasswordDenyList& leaked)
{
    const auto normal = normal_password(password);
    if (!normal) {
        constexpr std::size_t longest_bytes = password_policy::longest * 4;
        return password.size() > longest_bytes ? PasswordFault::too_long : PasswordFault::not_text;
    }
    password_policy::Text text = password_policy::lower_case(normal->reveal());
    const auto fault = password_policy::judge(text, personal, leaked);
    wipe(text.data(), text.size() * sizeof(char32_t));
    return fault;
}

} // namespace evenhand::crypto
