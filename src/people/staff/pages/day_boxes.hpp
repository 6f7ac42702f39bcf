#pragma once

#include "core/time.hpp"
#include "html/form.hpp"
#include "http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::staff {

/// A day that a form of staff asks for, in three boxes named FIELD-day, FIELD-month, FIELD-year.
struct DayAsked
{
    std::string field;
    std::string_view legend;
    std::string_view hint = {};
    std::optional<LocalDate> offered = {}; ///< stands in the boxes until something is typed
};

/// The boxes with what was typed in them. A form that came back with errors shows what came, also
/// where nothing came.
html::Html day_boxes(const DayAsked& asked, const http::FormData& typed,
                     const html::FieldErrors& errors);

} // namespace evenhand::staff
