#pragma once

#include "html/navigation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The frame around every page: our own header and footer, skip link, phase banner, one main
// landmark, help in the same place everywhere (WCAG 2.2, consistent help). No script is inline and
// nothing comes from another host.

namespace evenhand::html {

struct Link
{
    std::string text = {};
    std::string href = {};
};

/// Whether the people on the screen are real. Told at the top of every page that is not live.
enum class SiteMode : std::uint8_t { demo, training, live };

/// What is the same on every page of one running server; made once at start.
struct Site
{
    std::string service_name = {}; // "Working Win"
    std::string home_url = "/";
    std::string organisation = {}; // who runs it, in the footer
    SiteMode mode = SiteMode::demo;
    std::string stylesheet = {};       // Assets::url("evenhand.css")
    std::string supported_script = {}; // Assets::url("supported.js"), before anything is painted
    std::string module_script = {};    // Assets::url("evenhand.js")
    std::string icon = {};             // Assets::url("icon.svg")
    Html help = {};                    // how to get help from a person: telephone, hours, Relay UK
    std::vector<Link> footer_links = {}; // privacy, accessibility, contact
    std::optional<PhaseBanner> phase = {};
};

/// Who is signed in, with the form to sign out.
struct SignedIn
{
    std::string name = {};
    std::string role = {};
    std::string sign_out_action = {};
    std::string csrf = {};
};

enum class PageWidth : std::uint8_t {
    reading,
    full
}; // two thirds for reading and questions, full for tables

struct Page
{
    std::string title = {}; // unique; the service's name is added after it
    Html body = {};
    bool has_errors = false; // puts "Error: " before the title
    PageWidth width = PageWidth::reading;
    std::string back_href = {};               // no back link where empty
    std::vector<Breadcrumb> breadcrumbs = {}; // in place of a back link, on staff pages
    std::vector<NavigationItem> navigation = {};
    std::optional<SignedIn> signed_in = {};
    std::string lang = "en";
    Html before_main = {}; // between the banners and the back link, such as a time-out warning
};

/// The whole document, doctype first.
Html document(const Site& site, const Page& page);

} // namespace evenhand::html
