#pragma once

#include "html/html.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::html {

struct SkipLink
{
    Html text = "Skip to main content";
    std::string href = "#main-content";
    std::string classes = {};
    Attributes attributes = {};
};
Html skip_link(const SkipLink& options);

struct BackLink
{
    std::string href = "#";
    Html text = "Back";
    std::string classes = {};
    Attributes attributes = {};
};
Html back_link(const BackLink& options);

struct Breadcrumb
{
    Html text = {};
    std::string href = {}; // the page itself where empty
    Attributes attributes = {};
};
struct Breadcrumbs
{
    std::vector<Breadcrumb> items = {};
    bool collapse_on_mobile = false;
    std::string label = "Breadcrumb";
    std::string classes = {};
    Attributes attributes = {};
};
Html breadcrumbs(const Breadcrumbs& options);

struct PhaseBanner
{
    Html tag = {};
    Html text = {};
    std::string tag_classes = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html phase_banner(const PhaseBanner& options);

enum class Here : std::uint8_t {
    no,
    within,
    page
}; // where the reader is, told to assistive technology
struct NavigationItem
{
    Html text = {};
    std::string href = {};
    Here here = Here::no;
    Attributes attributes = {};
};
struct ServiceNavigation
{
    std::string service_name = {};
    std::string service_url = {};
    std::vector<NavigationItem> items = {};
    std::string aria_label = "Service information";
    std::string menu_button_text = "Menu";
    std::string menu_button_label = {};
    std::string navigation_label = {};
    std::string navigation_id = "navigation";
    std::string navigation_classes = {};
    std::optional<bool> collapse_on_mobile = {}; // where left out: when there is more than one item
    Html start = {};
    Html end = {};
    bool end_inline = false;
    Html navigation_start = {};
    Html navigation_end = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html service_navigation(const ServiceNavigation& options);

struct PaginationLink
{
    std::string href = {};
    Html text = {};
    std::string label = {}; // what lies there, under the text: "1 of 3: Eligibility"
    Attributes attributes = {};
};
struct PaginationItem
{
    std::string number = {};
    std::string href = {};
    bool current = false;
    bool ellipsis = false;
    std::string visually_hidden_text = {}; // "Page <number>" where empty
    Attributes attributes = {};
};
struct Pagination
{
    PaginationLink previous = {};
    PaginationLink next = {};
    std::vector<PaginationItem> items = {};
    std::string label = "Pagination";
    std::string classes = {};
    Attributes attributes = {};
};
Html pagination(const Pagination& options);

} // namespace evenhand::html
