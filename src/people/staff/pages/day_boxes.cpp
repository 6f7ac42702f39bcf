#include "people/staff/pages/day_boxes.hpp"

#include "html/components.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::staff {

html::Html day_boxes(const DayAsked& asked, const http::FormData& typed,
                     const html::FieldErrors& errors)
{
    const bool fresh = !errors.any() && !typed.has(asked.field + "-day");
    std::array<std::string, 3> offered;
    if (asked.offered) {
        offered = {std::to_string(asked.offered->day()), std::to_string(asked.offered->month()),
                   std::to_string(asked.offered->year())};
    }
    const auto box = [&](const char* name, const std::string& at_first) {
        const std::string came(typed.value(fmt::format("{}-{}", asked.field, name)));
        return html::DateInputItem{.name = name, .value = fresh ? at_first : came};
    };
    return html::date_input({.id = asked.field,
                             .name_prefix = asked.field,
                             .fieldset = html::Fieldset{.legend = {.text = asked.legend}},
                             .hint = {.text = asked.hint},
                             .error = errors.on(asked.field),
                             .day = box("day", offered[0]),
                             .month = box("month", offered[1]),
                             .year = box("year", offered[2])});
}

} // namespace evenhand::staff
