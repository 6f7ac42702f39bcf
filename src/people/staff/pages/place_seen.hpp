#pragma once

#include "html/html.hpp"
#include "http/request.hpp"

#include <charconv>
#include <cstdint>
#include <string>

// By which a form says which state of a thing whoever sent it had before them, so that of two at
// once the second is told.

namespace evenhand::staff {

/// The hidden field with the place of the last change.
inline html::Html place_field(std::int64_t place)
{
    return html::element("input", {html::attr("type", "hidden"), html::attr("name", "place"),
                                   html::attr("value", std::to_string(place))});
}

/// What it came back with; -1, which no place is, where that is no number.
inline std::int64_t place_seen(const http::FormData& form)
{
    const auto text = form.value("place");
    std::int64_t place = -1;
    const char* const end = text.data() + text.size();
    const auto [read, fault] = std::from_chars(text.data(), end, place);
    return fault == std::errc() && read == end ? place : -1;
}

} // namespace evenhand::staff
