#include "core/text.hpp"

#include "core/check.hpp"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>

namespace evenhand {

namespace text {

enum class Shape { line, paragraph };

/// Putting marks into canonical order takes time quadratic in the length of a run of them, so a
/// page of accents would stop a worker. 30 is the limit of Unicode's own stream-safe form (UAX 15,
/// section 13), far above any written language.
constexpr int marks_max = 30;

const std::uint8_t* data(std::string_view text)
{
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// The next code point; moves past it. Nothing if the bytes are not UTF-8.
std::optional<std::int32_t> next(std::string_view& rest)
{
    utf8proc_int32_t point = -1;
    const auto used =
        utf8proc_iterate(data(rest), static_cast<utf8proc_ssize_t>(rest.size()), &point);
    if (used <= 0 || point < 0) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(used));
    return point;
}

void append(std::string& out, std::int32_t point)
{
    std::uint8_t buffer[4];
    const auto size = utf8proc_encode_char(point, buffer);
    out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size));
}

bool is_joiner(std::int32_t point)
{
    return point == 0x200C || point == 0x200D;
}

/// Characters that show nothing: soft hyphen, zero-width spaces and joiners, direction marks.
bool is_invisible(std::int32_t point)
{
    return point == 0x00AD || point == 0x034F || point == 0x061C || point == 0x180E ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

bool is_mark(std::int32_t point)
{
    const auto category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

std::string normalise(std::string_view text, int options)
{
    utf8proc_uint8_t* out = nullptr;
    const auto size = utf8proc_map(data(text), static_cast<utf8proc_ssize_t>(text.size()), &out,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
    CHECK(size != UTF8PROC_ERROR_INVALIDUTF8); // callers pass checked text
    if (size < 0) throw std::runtime_error(utf8proc_errmsg(size));
    return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

/// Ends a line: what was a space before it is dropped.
void end_line(std::string& out)
{
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    if (!out.empty()) out.push_back('\n');
}

void put_space(std::string& out, Shape shape)
{
    const bool doubled = shape == Shape::line && out.ends_with(' ');
    if (!out.empty() && !doubled) out.push_back(' ');
}

/// Adds one code point as it is kept; false for a control character.
bool put(std::string& out, std::int32_t point, Shape shape)
{
    const auto category = utf8proc_category(point);
    const bool line_break =
        point == '\n' || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
    if (line_break && shape == Shape::paragraph) {
        end_line(out);
        return true;
    }
    if (point == '\t' || category == UTF8PROC_CATEGORY_ZS) {
        put_space(out, shape);
        return true;
    }
    if (line_break || category == UTF8PROC_CATEGORY_CC) return false;
    const bool kept = shape == Shape::paragraph && is_joiner(point);
    if (kept || !is_invisible(point)) append(out, point);
    return true;
}

bool has_long_run_of_marks(std::string_view rest)
{
    int marks = 0;
    while (!rest.empty() && marks <= marks_max) {
        const std::int32_t point = next(rest).value();
        if (!is_invisible(point)) marks = is_mark(point) ? marks + 1 : 0;
    }
    return marks > marks_max;
}

Result<std::string, TextRefusal> clean(std::string_view typed, Shape shape)
{
    if (!is_valid_utf8(typed)) return refuse(TextRefusal::not_utf8);
    if (has_long_run_of_marks(typed)) return refuse(TextRefusal::too_many_marks);
    std::string out;
    out.reserve(typed.size());
    for (std::string_view rest = typed; !rest.empty();) {
        const std::int32_t point = next(rest).value();
        const bool carriage_return = point == '\r' && shape == Shape::paragraph;
        if (carriage_return && rest.starts_with('\n')) continue;
        if (!put(out, carriage_return ? '\n' : point, shape))
            return refuse(TextRefusal::control_character);
    }
    while (out.ends_with(' ') || out.ends_with('\n'))
        out.pop_back();
    std::string clean = normalise(out, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    // One mark can stand for several, so a run may have grown past the limit.
    if (has_long_run_of_marks(clean)) return refuse(TextRefusal::too_many_marks);
    return clean;
}

} // namespace text

std::string_view code(TextRefusal refusal)
{
    switch (refusal) {
    case TextRefusal::not_utf8:
        return "not_utf8";
    case TextRefusal::control_character:
        return "control_character";
    case TextRefusal::too_many_marks:
        return "too_many_marks";
    }
    fail_check("a TextRefusal", __FILE_NAME__, __LINE__);
}

Result<std::string, TextRefusal> clean_line(std::string_view typed)
{
    return text::clean(typed, text::Shape::line);
}

Result<std::string, TextRefusal> clean_paragraph(std::string_view typed)
{
    return text::clean(typed, text::Shape::paragraph);
}

bool is_valid_utf8(std::string_view text)
{
    while (!text.empty())
        if (!text::next(text)) return false;
    return true;
}

std::size_t count_code_points(std::string_view text)
{
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        if (!text::next(text)) fail_check("valid UTF-8", __FILE_NAME__, __LINE__);
    return count;
}

std::string fold_case(std::string_view text)
{
    CHECK(is_valid_utf8(text));
    return text::normalise(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

} // namespace evenhand
