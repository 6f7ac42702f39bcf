#include "core/reference.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace evenhand {

namespace reference {

/// Without 0, 1, I, L, O and U: nothing can be misread, and few words can be spelt.
constexpr std::string_view symbols = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view check_letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
constexpr std::string_view decimal_digits = "0123456789";
constexpr std::size_t referral_symbols = 5;
constexpr std::size_t study_digits = 5;
constexpr std::size_t resume_symbols = 12;
constexpr std::size_t resume_group = 4;
constexpr std::size_t prefix_max = 6;
static_assert(symbols.size() == 30 && check_letters.size() == 23);

/// Every symbol equally often: bytes that would favour the first ones are thrown away.
std::string random_text(RandomSource& source, std::string_view alphabet, std::size_t size)
{
    const std::size_t fair = 256 / alphabet.size() * alphabet.size();
    std::string text;
    while (text.size() < size) {
        std::array<std::uint8_t, 1> byte{};
        source.fill(byte);
        if (byte[0] < fair) text.push_back(alphabet[byte[0] % alphabet.size()]);
    }
    return text;
}

/// Luhn's method in base 30: from the right, every other symbol counts twice, its two digits added.
char luhn_symbol(std::string_view text)
{
    const std::size_t base = symbols.size();
    std::size_t sum = 0;
    std::size_t factor = 2;
    for (auto at = text.rbegin(); at != text.rend(); ++at) {
        const std::size_t product = factor * symbols.find(*at);
        sum += product / base + product % base;
        factor = 3 - factor;
    }
    return symbols[(base - sum % base) % base];
}

char study_letter(std::string_view digits)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i)
        sum += (i + 1) * static_cast<std::size_t>(digits[i] - '0');
    const std::size_t count = check_letters.size();
    return check_letters[(sum + count - 1) % count];
}

std::string referral_text(std::string_view five)
{
    return "R-" + std::string(five) + '-' + luhn_symbol(five);
}

std::string study_text(std::string_view prefix, std::string_view digits)
{
    return std::string(prefix) + '-' + std::string(digits) + '-' + study_letter(digits);
}

/// The three groups, built in one piece so that no other copy of the code stays in memory.
std::string grouped(std::string&& twelve)
{
    for (std::size_t at = resume_group; at < twelve.size(); at += resume_group + 1)
        twelve.insert(at, 1, '-');
    return std::move(twelve);
}

bool is_prefix(std::string_view prefix)
{
    return !prefix.empty() && prefix.size() <= prefix_max &&
           std::all_of(prefix.begin(), prefix.end(), is_letter);
}

bool all_in(std::string_view text, std::string_view alphabet)
{
    return text.find_first_not_of(alphabet) == text.npos;
}

Result<std::string, ReferenceRefusal> compact(std::string_view typed)
{
    auto text = compact_code(typed, CodeNoise::separators);
    if (text) return *std::move(text);
    switch (text.error()) {
    case CompactRefusal::empty:
        return refuse(ReferenceRefusal::empty);
    case CompactRefusal::too_long:
        return refuse(ReferenceRefusal::too_long);
    case CompactRefusal::not_text:
    case CompactRefusal::has_symbols:
        break;
    }
    return refuse(ReferenceRefusal::not_in_alphabet);
}

Result<bool, ReferenceRefusal> of_length(std::string_view text, std::size_t size)
{
    if (text.size() < size) return refuse(ReferenceRefusal::too_short);
    if (text.size() > size) return refuse(ReferenceRefusal::too_long);
    return true;
}

} // namespace reference

std::string_view code(ReferenceRefusal refusal)
{
    switch (refusal) {
    case ReferenceRefusal::empty:
        return "empty";
    case ReferenceRefusal::too_short:
        return "too_short";
    case ReferenceRefusal::too_long:
        return "too_long";
    case ReferenceRefusal::wrong_prefix:
        return "wrong_prefix";
    case ReferenceRefusal::not_in_alphabet:
        return "not_in_alphabet";
    case ReferenceRefusal::wrong_check:
        return "wrong_check";
    }
    fail_check("a ReferenceRefusal", __FILE_NAME__, __LINE__);
}

ReferralReference ReferralReference::random(RandomSource& source)
{
    using namespace reference;
    return ReferralReference(referral_text(random_text(source, symbols, referral_symbols)));
}

Result<ReferralReference, ReferenceRefusal> ReferralReference::parse(std::string_view typed)
{
    using namespace reference;
    std::string text = TRY(compact(typed));
    // R is itself a symbol, so it is the prefix only where one character too many stands.
    if (text.size() == referral_symbols + 2 && text.front() == 'R') text.erase(0, 1);
    TRY(of_length(text, referral_symbols + 1));
    if (!all_in(text, symbols)) return refuse(ReferenceRefusal::not_in_alphabet);
    const std::string_view five = std::string_view(text).substr(0, referral_symbols);
    if (luhn_symbol(five) != text.back()) return refuse(ReferenceRefusal::wrong_check);
    return ReferralReference(referral_text(five));
}

StudyNumber StudyNumber::random(RandomSource& source, std::string_view prefix)
{
    using namespace reference;
    CHECK(is_prefix(prefix));
    return StudyNumber(study_text(prefix, random_text(source, decimal_digits, study_digits)));
}

Result<StudyNumber, ReferenceRefusal> StudyNumber::parse(std::string_view typed,
                                                         std::string_view prefix)
{
    using namespace reference;
    CHECK(is_prefix(prefix));
    std::string text = TRY(compact(typed));
    if (!text.starts_with(prefix)) return refuse(ReferenceRefusal::wrong_prefix);
    text.erase(0, prefix.size());
    TRY(of_length(text, study_digits + 1));
    const std::string_view digits = std::string_view(text).substr(0, study_digits);
    if (!all_digits(digits) || !all_in(text.substr(study_digits), check_letters))
        return refuse(ReferenceRefusal::not_in_alphabet);
    if (study_letter(digits) != text.back()) return refuse(ReferenceRefusal::wrong_check);
    return StudyNumber(study_text(prefix, digits));
}

ResumeCode ResumeCode::random(RandomSource& source)
{
    using namespace reference;
    return ResumeCode(grouped(random_text(source, symbols, resume_symbols)));
}

Result<ResumeCode, ReferenceRefusal> ResumeCode::parse(std::string_view typed)
{
    using namespace reference;
    std::string text = TRY(compact(typed));
    TRY(of_length(text, resume_symbols));
    if (!all_in(text, symbols)) return refuse(ReferenceRefusal::not_in_alphabet);
    return ResumeCode(grouped(std::move(text)));
}

} // namespace evenhand
