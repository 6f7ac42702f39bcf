#include "recruitment/referral/help_check.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace evenhand::referral {

namespace help_check {

constexpr std::size_t answers = 4;
constexpr std::string_view open = "-";

std::string text_of(const std::optional<std::size_t>& place)
{
    return place ? fmt::format("{}", *place) : std::string(open);
}

/// Of an area its place; the two answers that are no area come after all of them.
std::optional<std::size_t> place_of(const std::optional<SurgeryArea>& surgery)
{
    constexpr std::size_t not_sure = 900;
    constexpr std::size_t outside = 901;
    if (!surgery) return std::nullopt;
    switch (surgery->kind) {
    case SurgeryArea::Kind::area:
        return surgery->area;
    case SurgeryArea::Kind::not_sure:
        return not_sure;
    case SurgeryArea::Kind::outside:
        break;
    }
    return outside;
}

std::optional<SurgeryArea> surgery_at(std::size_t place)
{
    for (const auto kind : {SurgeryArea::Kind::not_sure, SurgeryArea::Kind::outside}) {
        const SurgeryArea other{.kind = kind};
        if (place_of(other) == place) return other;
    }
    return SurgeryArea{.kind = SurgeryArea::Kind::area, .area = place};
}

/// "1.4.-.-" as four places; nothing where it is of another form.
std::optional<std::array<std::optional<std::size_t>, answers>> places_in(std::string_view text)
{
    std::array<std::optional<std::size_t>, answers> places;
    for (std::size_t i = 0; i < answers; ++i) {
        const std::size_t end = std::min(text.find('.'), text.size());
        const std::string_view part = text.substr(0, end);
        if ((i + 1 == answers) != (end == text.size())) return std::nullopt;
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part == open) continue;
        std::size_t place = 0;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), place);
        if (part.empty() || part.size() > 3 || read.ptr != part.data() + part.size())
            return std::nullopt;
        places.at(i) = place;
    }
    return places;
}

bool fits(const protocol::Protocol& protocol, const HelpCheck& check)
{
    const bool area_fits = !check.surgery || check.surgery->kind != SurgeryArea::Kind::area ||
                           check.surgery->area < protocol.areas.size();
    const bool work_fits = !check.work || *check.work < protocol.referral.work.size();
    return area_fits && work_fits;
}

} // namespace help_check

std::string encode(const HelpCheck& check)
{
    using namespace help_check;
    const auto old_enough =
        check.old_enough ? std::optional(std::size_t{*check.old_enough}) : std::nullopt;
    const auto condition =
        check.condition ? std::optional(static_cast<std::size_t>(*check.condition)) : std::nullopt;
    return fmt::format("{}.{}.{}.{}", text_of(old_enough), text_of(place_of(check.surgery)),
                       text_of(check.work), text_of(condition));
}

std::optional<HelpCheck> help_check_from(const protocol::Protocol& protocol, std::string_view text)
{
    if (text.empty()) return HelpCheck{};
    const auto places = help_check::places_in(text);
    if (!places) return std::nullopt;
    const auto& [age, surgery, work, condition] = *places;
    if ((age && *age > 1) || (condition && *condition > 2)) return std::nullopt;
    HelpCheck check;
    if (age) check.old_enough = *age == 1;
    if (surgery) check.surgery = help_check::surgery_at(*surgery);
    check.work = work;
    if (condition) check.condition = static_cast<Condition>(*condition);
    if (!help_check::fits(protocol, check) || encode(check) != text) return std::nullopt;
    return check;
}

std::optional<Likely> likely(const protocol::Protocol& protocol, const HelpCheck& check)
{
    if (check.old_enough == false) return Likely::too_young;
    const bool outside = check.surgery && check.surgery->kind == SurgeryArea::Kind::outside;
    if (outside) return Likely::outside_area;
    if (check.work && protocol.referral.work.at(*check.work).group.empty()) return Likely::no_group;
    if (check.condition == Condition::no) return Likely::no_condition;
    if (next_step(protocol, check) != "result") return std::nullopt;
    return Likely::could_help;
}

std::string_view next_step(const protocol::Protocol& protocol, const HelpCheck& check)
{
    const bool work_without_group =
        check.work && protocol.referral.work.at(*check.work).group.empty();
    const bool outside = check.surgery && check.surgery->kind == SurgeryArea::Kind::outside;
    if (check.old_enough == false || outside || work_without_group) return "result";
    if (!check.old_enough) return "age";
    if (!check.surgery && !protocol.areas.empty()) return "surgery";
    if (!check.work) return "work";
    if (!check.condition) return "health";
    return "result";
}

std::optional<SurgeryArea> only_area(const protocol::Protocol& protocol,
                                     const std::vector<std::string>& areas)
{
    if (areas.empty()) return SurgeryArea{.kind = SurgeryArea::Kind::outside};
    if (areas.size() > 1) return std::nullopt;
    const auto found = std::ranges::find(protocol.areas, areas.front(), &protocol::Area::id);
    CHECK(found != protocol.areas.end());
    return SurgeryArea{.kind = SurgeryArea::Kind::area,
                       .area = static_cast<std::size_t>(found - protocol.areas.begin())};
}

} // namespace evenhand::referral
