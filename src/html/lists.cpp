#include "html/lists.hpp"

#include <algorithm>

namespace evenhand::html {

namespace summary_list_parts {

/// A link's hidden words and its card's title make it unique among all the "Change" links of a
/// page.
Html action_link(const SummaryAction& action, const Html& card_title)
{
    Html hidden;
    if (!action.visually_hidden_text.empty()) hidden += fragment(" ", action.visually_hidden_text);
    if (!card_title.empty()) hidden += fragment(" (", card_title, ")");
    if (!hidden.empty()) hidden = element("span", {attr("class", "govuk-visually-hidden")}, hidden);
    return element("a",
                   Attributes{attr("class", class_names({"govuk-link", action.classes})),
                              attr("href", action.href)} +
                       action.attributes,
                   action.text, hidden);
}

Html links(const std::vector<SummaryAction>& actions, const Html& card_title,
           std::string_view item_class)
{
    Html items;
    for (const SummaryAction& action : actions)
        items += element("li", {attr("class", item_class)}, action_link(action, card_title));
    return items;
}

Html row_actions(const SummaryRow& row, const Html& card_title)
{
    if (row.actions.empty()) return {};
    const Html inner =
        row.actions.size() == 1
            ? action_link(row.actions[0], card_title)
            : element("ul", {attr("class", "govuk-summary-list__actions-list")},
                      links(row.actions, card_title, "govuk-summary-list__actions-list-item"));
    return element(
        "dd", {attr("class", class_names({"govuk-summary-list__actions", row.actions_classes}))},
        inner);
}

Html list(const SummaryList& options)
{
    const bool any_actions = std::ranges::any_of(
        options.rows, [](const SummaryRow& row) { return !row.actions.empty(); });
    const Html card_title = options.card ? options.card->title : Html{};
    Html rows;
    for (const SummaryRow& row : options.rows) {
        const std::string_view bare =
            any_actions && row.actions.empty() ? "govuk-summary-list__row--no-actions" : "";
        rows += element(
            "div", {attr("class", class_names({"govuk-summary-list__row", bare, row.classes}))},
            element("dt",
                    {attr("class", class_names({"govuk-summary-list__key", row.key_classes}))},
                    row.key),
            element("dd",
                    {attr("class", class_names({"govuk-summary-list__value", row.value_classes}))},
                    row.value),
            row_actions(row, card_title));
    }
    return element("dl",
                   Attributes{attr("class", class_names({"govuk-summary-list", options.classes}))} +
                       options.attributes,
                   rows);
}

Html card_actions(const SummaryCard& card)
{
    if (card.actions.empty()) return {};
    const Attributes box{
        attr("class", class_names({"govuk-summary-card__actions", card.actions_classes}))};
    if (card.actions.size() == 1)
        return element("div", box, action_link(card.actions[0], card.title));
    return element("ul", box, links(card.actions, card.title, "govuk-summary-card__action"));
}

Html in_card(const SummaryCard& card, const Html& content)
{
    Html title;
    if (!card.title.empty())
        title =
            element(heading_tag(card.heading_level),
                    {attr("class", class_names({"govuk-summary-card__title", card.title_classes}))},
                    card.title);
    return element("div",
                   Attributes{attr("class", class_names({"govuk-summary-card", card.classes}))} +
                       card.attributes,
                   element("div", {attr("class", "govuk-summary-card__title-wrapper")}, title,
                           card_actions(card)),
                   element("div", {attr("class", "govuk-summary-card__content")}, content));
}

} // namespace summary_list_parts

Html summary_list(const SummaryList& options)
{
    const Html list = summary_list_parts::list(options);
    return options.card ? summary_list_parts::in_card(*options.card, list) : list;
}

namespace task_list_parts {

Html name(const Task& task, const std::string& described_by)
{
    if (task.href.empty())
        return element("div", {attr_if("class", task.title_classes)}, task.title);
    return element(
        "a",
        {attr("class", class_names({"govuk-link", "govuk-task-list__link", task.title_classes})),
         attr("href", task.href), attr("aria-describedby", described_by)},
        task.title);
}

Html item(const Task& task, const std::string& id)
{
    const std::string hint_id = id + "-hint";
    const std::string status_id = id + "-status";
    const std::string described_by = task.hint.empty() ? status_id : hint_id + " " + status_id;
    Html hint;
    if (!task.hint.empty())
        hint = element("div", {attr("id", hint_id), attr("class", "govuk-task-list__hint")},
                       task.hint);
    const std::string_view linked = task.href.empty() ? "" : "govuk-task-list__item--with-link";
    return element(
        "li", {attr("class", class_names({"govuk-task-list__item", linked, task.classes}))},
        element("div", {attr("class", "govuk-task-list__name-and-hint")}, name(task, described_by),
                hint),
        element("div",
                {attr("class", class_names({"govuk-task-list__status", task.status.classes})),
                 attr("id", status_id)},
                task.status.tag ? tag(*task.status.tag) : task.status.text));
}

} // namespace task_list_parts

Html task_list(const TaskList& options)
{
    Html items;
    for (std::size_t i = 0; i < options.items.size(); ++i)
        if (!options.items[i].omitted)
            items += task_list_parts::item(options.items[i],
                                           options.id_prefix + "-" + std::to_string(i + 1));
    return element("ul",
                   Attributes{attr("class", class_names({"govuk-task-list", options.classes}))} +
                       options.attributes,
                   items);
}

} // namespace evenhand::html
