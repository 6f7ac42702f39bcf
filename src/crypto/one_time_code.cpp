#include "crypto/one_time_code.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"

#include <fmt/format.h>
#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace evenhand::crypto {

namespace one_time_code {

constexpr unsigned digits = 6;
constexpr std::int64_t step_seconds = 30;
constexpr std::int64_t steps_either_side = 1;
constexpr std::size_t recovery_bytes = 10;
constexpr std::size_t recovery_letters = 16;
// Crockford's base 32: no I, L, O (read as digits) and no U.
constexpr std::string_view recovery_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(recovery_bytes * 8 == recovery_letters * 5);

const char* raw(const TotpSecret& secret)
{
    return reinterpret_cast<const char*>(secret.bytes().data());
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"; // RFC 3986 2.3
    std::string encoded;
    for (const char letter : text) {
        if (unreserved.find(letter) != std::string_view::npos)
            encoded += letter;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return encoded;
}

std::string without(std::string_view text, std::string_view ignored)
{
    std::string kept;
    for (const char letter : text)
        if (ignored.find(letter) == std::string_view::npos) kept += letter;
    return kept;
}

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

char upper(char letter)
{
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

// The letter as written in a code, undoing what people misread.
char recovery_letter(char typed)
{
    switch (const char letter = upper(typed); letter) {
    case 'O':
        return '0';
    case 'I':
    case 'L':
        return '1';
    default:
        return letter;
    }
}

std::string grouped(std::string_view letters)
{
    std::string text;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i != 0 && i % 4 == 0) text += '-';
        text += letters[i];
    }
    return text;
}

std::string make_recovery_code(RandomSource& source)
{
    std::array<std::uint8_t, recovery_bytes> bytes{};
    source.fill(bytes);
    std::string letters;
    unsigned held = 0;
    unsigned held_bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8U) | byte;
        held_bits += 8;
        for (; held_bits >= 5; held_bits -= 5)
            letters += recovery_alphabet[(held >> (held_bits - 5)) & 0x1fU];
        held &= (1U << held_bits) - 1;
    }
    wipe(bytes.data(), bytes.size());
    return grouped(letters);
}

} // namespace one_time_code

std::string base32_of(const TotpSecret& secret)
{
    char* text = nullptr;
    std::size_t length = 0;
    CHECK(oath_base32_encode(one_time_code::raw(secret), TotpSecret::size, &text, &length) ==
          OATH_OK);
    std::string base32(text, length);
    sodium_memzero(text, length);
    std::free(text); // liboath hands over memory from malloc
    base32.erase(base32.find_last_not_of('=') + 1);
    return base32;
}

std::string otpauth_uri(const TotpSecret& secret, const TotpLabel& label)
{
    const std::string issuer = one_time_code::percent_encoded(label.issuer);
    return fmt::format(
        "otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits={}&period={}", issuer,
        one_time_code::percent_encoded(label.account), base32_of(secret), issuer,
        one_time_code::digits, one_time_code::step_seconds);
}

std::int64_t totp_step(Instant at)
{
    CHECK(at.micros() >= 0);
    return at.micros() / (one_time_code::step_seconds * 1'000'000);
}

std::string totp_code(const TotpSecret& secret, std::int64_t step)
{
    CHECK(step >= 0);
    std::array<char, one_time_code::digits + 1> code{};
    CHECK(oath_hotp_generate(one_time_code::raw(secret), TotpSecret::size,
                             static_cast<std::uint64_t>(step), one_time_code::digits,
                             /*add_checksum=*/false, OATH_HOTP_DYNAMIC_TRUNCATION,
                             code.data()) == OATH_OK);
    return code.data();
}

Result<std::int64_t, CodeRefusal> check_totp(const TotpSecret& secret, std::string_view typed,
                                             Instant now, std::optional<std::int64_t> last_used)
{
    const std::string code = one_time_code::without(typed, " ");
    if (code.size() != one_time_code::digits ||
        !std::all_of(code.begin(), code.end(), one_time_code::is_digit))
        return refuse(CodeRefusal::malformed);

    // Every step is tried, whichever fits, and the latest that fits is taken: were a code to fit
    // two steps and count as the earlier, it could be used again as the later.
    std::optional<std::int64_t> fits;
    const std::int64_t current = totp_step(now);
    for (std::int64_t step = std::max<std::int64_t>(current - one_time_code::steps_either_side, 0);
         step <= current + one_time_code::steps_either_side; ++step)
        if (equal_in_constant_time(code, totp_code(secret, step))) fits = step;
    if (!fits) return refuse(CodeRefusal::wrong);
    if (last_used && *fits <= *last_used) return refuse(CodeRefusal::already_used);
    return *fits;
}

RecoveryCodes make_recovery_codes(RandomSource& source)
{
    RecoveryCodes codes;
    for (std::string& code : codes)
        code = one_time_code::make_recovery_code(source);
    return codes;
}

std::optional<Hash256> recovery_code_hash(const SecretKey& key, std::string_view account,
                                          std::string_view typed)
{
    std::string letters = one_time_code::without(typed, " -");
    if (letters.size() != one_time_code::recovery_letters) return std::nullopt;
    for (char& letter : letters) {
        letter = one_time_code::recovery_letter(letter);
        if (one_time_code::recovery_alphabet.find(letter) == std::string_view::npos)
            return std::nullopt;
    }
    return hmac_sha256(key, lp("recovery-code/1", account, letters));
}

} // namespace evenhand::crypto
