#pragma once

#include "html/html.hpp"

#include <optional>
#include <string>
#include <vector>

// Parts of a page that show and do not ask. Tables are in table.hpp, the task list and summary list
// in lists.hpp.

namespace evenhand::html {

struct Tag
{
    Html text = {};
    std::string classes =
        {}; // "govuk-tag--grey" and the like; the word must tell it without the colour
    Attributes attributes = {};
};
Html tag(const Tag& options);

struct PanelAction
{
    std::string text = {};
    std::string href = {};
    std::string type = {}; // "button" makes a link look like one
    std::string classes = {};
    Attributes attributes = {};
};
struct PanelActions
{
    std::vector<PanelAction> items = {};
    std::string classes = {};
    Attributes attributes = {};
};
/// A confirmation; with the class "govuk-panel--interruption", a page to stop at and read.
struct Panel
{
    Html title = {};
    Html text = {};
    int heading_level = 1;
    std::string classes = {};
    std::optional<PanelActions> actions = {}; // on an interruption only
    Attributes attributes = {};
};
Html panel(const Panel& options);

struct InsetText
{
    Html text = {};
    std::string id = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html inset_text(const InsetText& options);

struct WarningText
{
    Html text = {};
    std::string icon_fallback_text = "Warning";
    std::string classes = {};
    Attributes attributes = {};
};
Html warning_text(const WarningText& options);

struct NotificationBanner
{
    std::string text = {}; // one line, set as a heading
    Html content = {};     // more than one line, in place of the text
    bool success = false;
    Html title = {}; // "Important", or "Success"
    int title_heading_level = 2;
    std::string title_id = "govuk-notification-banner-title";
    std::string role = {};
    std::optional<bool> disable_auto_focus = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html notification_banner(const NotificationBanner& options);

struct Details
{
    Html summary = {};
    Html text = {};
    bool open = false;
    std::string id = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html details(const Details& options);

} // namespace evenhand::html
