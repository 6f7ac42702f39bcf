#pragma once

#include "html/display.hpp"

#include <string>
#include <vector>

namespace evenhand::html {

/// A link that changes or removes the row. The hidden text makes it unique: "Change<hidden> phone
/// number</hidden>".
struct SummaryAction
{
    std::string href = {};
    Html text = "Change";
    std::string visually_hidden_text = {};
    std::string classes = {};
    Attributes attributes = {};
};
struct SummaryRow
{
    Html key = {};
    Html value = {};
    std::vector<SummaryAction> actions = {};
    std::string classes = {};
    std::string key_classes = {};
    std::string value_classes = {};
    std::string actions_classes = {};
};
struct SummaryCard
{
    Html title = {};
    int heading_level = 2;
    std::vector<SummaryAction> actions = {};
    std::string classes = {};
    std::string title_classes = {};
    std::string actions_classes = {};
    Attributes attributes = {};
};
struct SummaryList
{
    std::vector<SummaryRow> rows = {};
    std::optional<SummaryCard> card = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html summary_list(const SummaryList& options);

struct TaskStatus
{
    Html text = {};
    std::optional<Tag> tag = {}; // in place of the text
    std::string classes = {};
};
struct Task
{
    Html title = {};
    std::string href = {};
    Html hint = {};
    TaskStatus status = {};
    std::string title_classes = {};
    std::string classes = {};
    bool omitted = false; // not shown, but counted, so that the ids of the rest stay
};
struct TaskList
{
    std::vector<Task> items = {};
    std::string id_prefix = "task-list";
    std::string classes = {};
    Attributes attributes = {};
};
Html task_list(const TaskList& options);

} // namespace evenhand::html
