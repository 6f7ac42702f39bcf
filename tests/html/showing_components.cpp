#include "tests/html/given.hpp"

#include "tests/support/fixture_html.hpp"

namespace evenhand::test {

namespace showing {

using html::Html;

Html draw_back_link(const Given& o)
{
    html::BackLink options{
        .href = o.text_or("href", "#"), .classes = o.text("classes"), .attributes = o.attributes()};
    if (o.has("html") || o.has("text")) options.text = o.words();
    return html::back_link(options);
}

Html draw_skip_link(const Given& o)
{
    return html::skip_link({.text = o.words(),
                            .href = o.text_or("href", "#content"),
                            .classes = o.text("classes"),
                            .attributes = o.attributes()});
}

Html draw_breadcrumbs(const Given& o)
{
    html::Breadcrumbs options{.collapse_on_mobile = o.yes("collapseOnMobile"),
                              .label = o.text_or("labelText", "Breadcrumb"),
                              .classes = o.text("classes"),
                              .attributes = o.attributes()};
    for (const Given& item : o.list("items"))
        options.items.push_back(
            {.text = item.words(), .href = item.text("href"), .attributes = item.attributes()});
    return html::breadcrumbs(options);
}

Html draw_phase_banner(const Given& o)
{
    return html::phase_banner({.tag = o["tag"].words(),
                               .text = o.words(),
                               .tag_classes = o["tag"].text("classes"),
                               .classes = o.text("classes"),
                               .attributes = o.attributes()});
}

html::NavigationItem navigation_item(const Given& o)
{
    const html::Here here = o.yes("current")  ? html::Here::page
                            : o.yes("active") ? html::Here::within
                                              : html::Here::no;
    return {.text = o.words(), .href = o.text("href"), .here = here, .attributes = o.attributes()};
}

Html draw_service_navigation(const Given& o)
{
    const auto slot = [&](const char* name) {
        return html::FixtureHtml::markup(o["slots"].text(name));
    };
    const Given end = o["slots"]["end"];
    html::ServiceNavigation options{
        .service_name = o.text("serviceName"),
        .service_url = o.text("serviceUrl"),
        .aria_label = o.text_or("ariaLabel", "Service information"),
        .menu_button_text = o.text_or("menuButtonText", "Menu"),
        .menu_button_label = o.text("menuButtonLabel"),
        .navigation_label = o.text("navigationLabel"),
        .navigation_id = o.text_or("navigationId", "navigation"),
        .navigation_classes = o.text("navigationClasses"),
        .collapse_on_mobile = o.maybe("collapseNavigationOnMobile"),
        .start = slot("start"),
        .end = html::FixtureHtml::markup(end.defined("html") ? end.text("html") : end.text()),
        .end_inline = end.text("align") == "inline",
        .navigation_start = slot("navigationStart"),
        .navigation_end = slot("navigationEnd"),
        .classes = o.text("classes"),
        .attributes = o.attributes()};
    for (const Given& item : o.list("navigation"))
        if (item.is_given()) options.items.push_back(navigation_item(item));
    return html::service_navigation(options);
}

html::PaginationLink pagination_link(const Given& o)
{
    return {.href = o.text("href"),
            .text = o.words(),
            .label = o.text("labelText"),
            .attributes = o.attributes()};
}

Html draw_pagination(const Given& o)
{
    html::Pagination options{.previous = pagination_link(o["previous"]),
                             .next = pagination_link(o["next"]),
                             .label = o.text_or("landmarkLabel", "Pagination"),
                             .classes = o.text("classes"),
                             .attributes = o.attributes()};
    for (const Given& item : o.list("items"))
        if (item.has("number") || item.has("ellipsis"))
            options.items.push_back({.number = item.text("number"),
                                     .href = item.text("href"),
                                     .current = item.yes("current"),
                                     .ellipsis = item.yes("ellipsis"),
                                     .visually_hidden_text = item.text("visuallyHiddenText"),
                                     .attributes = item.attributes()});
    return html::pagination(options);
}

std::vector<html::SummaryAction> summary_actions(const Given& o)
{
    std::vector<html::SummaryAction> all;
    for (const Given& item : o.list("items"))
        all.push_back({.href = item.text("href"),
                       .text = item.words(),
                       .visually_hidden_text = item.text("visuallyHiddenText"),
                       .classes = item.text("classes"),
                       .attributes = item.attributes()});
    return all;
}

Html draw_summary_list(const Given& o)
{
    html::SummaryList options{.classes = o.text("classes"), .attributes = o.attributes()};
    for (const Given& row : o.list("rows"))
        if (row.is_given())
            options.rows.push_back({.key = row["key"].words(),
                                    .value = row["value"].words(),
                                    .actions = summary_actions(row["actions"]),
                                    .classes = row.text("classes"),
                                    .key_classes = row["key"].text("classes"),
                                    .value_classes = row["value"].text("classes"),
                                    .actions_classes = row["actions"].text("classes")});
    const Given card = o["card"];
    if (card.is_given())
        options.card = html::SummaryCard{.title = card["title"].words(),
                                         .heading_level = card["title"].has("headingLevel")
                                                              ? card["title"].number("headingLevel")
                                                              : 2,
                                         .actions = summary_actions(card["actions"]),
                                         .classes = card.text("classes"),
                                         .title_classes = card["title"].text("classes"),
                                         .actions_classes = card["actions"].text("classes"),
                                         .attributes = card.attributes()};
    return html::summary_list(options);
}

html::TableRow table_row(const std::vector<Given>& cells)
{
    html::TableRow row;
    for (const Given& cell : cells)
        row.push_back({.text = cell.words(),
                       .format = cell.text("format"),
                       .classes = cell.text("classes"),
                       .colspan = cell.number("colspan"),
                       .rowspan = cell.number("rowspan"),
                       .attributes = cell.attributes()});
    return row;
}

Html draw_table(const Given& o)
{
    html::Table options{.caption = o.text("caption"),
                        .caption_classes = o.text("captionClasses"),
                        .head = table_row(o.list("head")),
                        .first_cell_is_header = o.yes("firstCellIsHeader"),
                        .classes = o.text("classes"),
                        .attributes = o.attributes()};
    for (const Given& row : o.list("rows"))
        if (row.is_given()) options.rows.push_back(table_row(row.list()));
    return html::table(options);
}

Html draw_task_list(const Given& o)
{
    html::TaskList options{.id_prefix = o.text_or("idPrefix", "task-list"),
                           .classes = o.text("classes"),
                           .attributes = o.attributes()};
    for (const Given& item : o.list("items")) {
        const Given status = item["status"];
        options.items.push_back(
            {.title = item["title"].words(),
             .href = item.text("href"),
             .hint = item["hint"].words(),
             .status = {.text = status.words(),
                        .tag =
                            status.has("tag") ? std::optional{status["tag"].tag()} : std::nullopt,
                        .classes = status.text("classes")},
             .title_classes = item["title"].text("classes"),
             .classes = item.text("classes"),
             .omitted = !item.is_given()});
    }
    return html::task_list(options);
}

Html draw_panel(const Given& o)
{
    html::Panel options{.title = o.words("titleHtml", "titleText"),
                        .text = o.words(),
                        .heading_level = o.has("headingLevel") ? o.number("headingLevel") : 1,
                        .classes = o.text("classes"),
                        .attributes = o.attributes()};
    const Given actions = o["actions"];
    if (actions.is_given()) {
        options.actions = html::PanelActions{.classes = actions.text("classes"),
                                             .attributes = actions.attributes()};
        for (const Given& item : actions.list("items"))
            options.actions->items.push_back({.text = item.text("text"),
                                              .href = item.text("href"),
                                              .type = item.text("type"),
                                              .classes = item.text("classes"),
                                              .attributes = item.attributes()});
    }
    return html::panel(options);
}

Html draw_notification_banner(const Given& o)
{
    return html::notification_banner(
        {.text = o.text("text"),
         .content = html::FixtureHtml::markup(o.text("html")),
         .success = o.text("type") == "success",
         .title = o.words("titleHtml", "titleText"),
         .title_heading_level = o.has("titleHeadingLevel") ? o.number("titleHeadingLevel") : 2,
         .title_id = o.text_or("titleId", "govuk-notification-banner-title"),
         .role = o.text("role"),
         .disable_auto_focus = o.maybe("disableAutoFocus"),
         .classes = o.text("classes"),
         .attributes = o.attributes()});
}

Html draw_details(const Given& o)
{
    return html::details({.summary = o.words("summaryHtml", "summaryText"),
                          .text = o.words(),
                          .open = o.yes("open"),
                          .id = o.text("id"),
                          .classes = o.text("classes"),
                          .attributes = o.attributes()});
}

Html draw_inset_text(const Given& o)
{
    return html::inset_text({.text = o.words(),
                             .id = o.text("id"),
                             .classes = o.text("classes"),
                             .attributes = o.attributes()});
}

Html draw_warning_text(const Given& o)
{
    return html::warning_text({.text = o.words(),
                               .icon_fallback_text = o.text_or("iconFallbackText", "Warning"),
                               .classes = o.text("classes"),
                               .attributes = o.attributes()});
}

} // namespace showing

std::vector<Component> showing_components()
{
    using namespace showing;
    return {{"back-link", draw_back_link},
            {"breadcrumbs", draw_breadcrumbs},
            {"details", draw_details},
            {"inset-text", draw_inset_text},
            {"notification-banner", draw_notification_banner},
            {"pagination", draw_pagination},
            {"panel", draw_panel},
            {"phase-banner", draw_phase_banner},
            {"service-navigation", draw_service_navigation},
            {"skip-link", draw_skip_link},
            {"summary-list", draw_summary_list},
            {"table", draw_table},
            {"tag", [](const Given& o) { return html::tag(o.tag()); }},
            {"task-list", draw_task_list},
            {"warning-text", draw_warning_text}};
}

} // namespace evenhand::test
