#pragma once

#include "html/html.hpp"

#include <string>

namespace evenhand::charts {

/// What every chart has around what it draws.
struct Sheet
{
    std::string id;
    std::string title;
    std::string description;
    int width = 960;
    int height = 360;
};

/// The SVG with its title and description, in a box that scrolls sideways where there is little
/// room and takes the focus, so that whoever has no mouse can scroll it.
html::Html drawing(const Sheet& sheet, const html::Html& content);

/// A length in the drawing's own units, to a tenth.
std::string units(double at);

} // namespace evenhand::charts
