#include "protocol/toml_reader.hpp"

#include "core/check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace evenhand::protocol {

namespace toml_reader {

int line_of(const toml::node& node)
{
    return static_cast<int>(node.source().begin.line);
}

bool is_id(std::string_view text)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, allowed);
}

bool is_code(std::string_view text)
{
    const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= 12 && std::ranges::all_of(text, allowed);
}

bool has_control_character(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

/// One table, its place in the document, and the list of faults that all readers share.
class TableReader final : public TomlReader
{
public:
    TableReader(const toml::table& table, std::string place, ProtocolErrors& errors)
        : table_(table), place_(std::move(place)), errors_(errors)
    {
    }

    [[nodiscard]] bool has(std::string_view key) const override { return table_.contains(key); }

    [[nodiscard]] bool sound(std::string_view key) const override
    {
        return is_sound(errors_, path(key));
    }

    std::string text(std::string_view key, std::size_t most) override
    {
        const toml::node* node = find(key);
        if (!node) return missing(key, "a text");
        const auto value = node->value_exact<std::string>();
        if (!value) return wrong(key, *node, "must be a text in quotes");
        if (value->empty()) return wrong(key, *node, "must not be empty");
        if (value->size() > most)
            return wrong(key, *node, fmt::format("is longer than {} characters", most));
        if (has_control_character(*value)) return wrong(key, *node, "must stand on one line");
        return *value;
    }

    std::string id(std::string_view key) override
    {
        std::string value = text(key, 40);
        if (!value.empty() && !is_id(value)) {
            return wrong(key, *find(key), "may have only lower-case letters, digits and hyphens");
        }
        return value;
    }

    int number(std::string_view key, int least, int most) override
    {
        const toml::node* node = find(key);
        if (!node) {
            missing(key, "a whole number");
            return least;
        }
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < least || *value > most) {
            wrong(key, *node, fmt::format("must be a whole number from {} to {}", least, most));
            return least;
        }
        return static_cast<int>(*value);
    }

    double decimal(std::string_view key, double least, double most) override
    {
        const toml::node* node = find(key);
        if (!node) {
            missing(key, "a number");
            return least;
        }
        // Whole numbers are numbers too; what is not finite fails the comparison.
        const auto value = node->is_number() ? node->value<double>() : std::nullopt;
        if (!value || !(*value >= least && *value <= most)) {
            wrong(key, *node, fmt::format("must be a number from {} to {}", least, most));
            return least;
        }
        return *value;
    }

    bool flag(std::string_view key) override
    {
        const toml::node* node = find(key);
        if (!node) return false;
        const auto value = node->value_exact<bool>();
        if (!value) wrong(key, *node, "must be true or false");
        return value.value_or(false);
    }

    LocalDate date(std::string_view key) override
    {
        const auto none = LocalDate::from_days(0);
        const toml::node* node = find(key);
        if (!node) {
            missing(key, "a day such as 2026-03-02");
            return none;
        }
        const auto value = node->value_exact<toml::date>();
        const auto day =
            value ? LocalDate::from_ymd(value->year, value->month, value->day) : std::nullopt;
        if (!day || day->year() < 2000 || day->year() > 2199) {
            wrong(key, *node, "must be a day from 2000 to 2199 such as 2026-03-02, without quotes");
            return none;
        }
        return *day;
    }

    std::vector<std::string> texts(std::string_view key, std::size_t most) override
    {
        const auto good = [most](std::string_view text) {
            return text.size() <= most && !has_control_character(text);
        };
        return texts_that(
            key, good, fmt::format("may hold only texts in quotes of at most {} characters", most));
    }

    std::vector<std::string> ids(std::string_view key) override
    {
        return texts_that(key, is_id, "may hold only ids: lower-case letters, digits and hyphens");
    }

    std::vector<std::string> codes(std::string_view key) override
    {
        return texts_that(key, is_code, "may hold only codes: capital letters and digits");
    }

    std::vector<int> numbers(std::string_view key, int least, int most) override
    {
        std::vector<int> all;
        for_each_item(key, [&](const toml::node& item) {
            const auto value = item.value_exact<std::int64_t>();
            if (value && *value >= least && *value <= most) {
                all.push_back(static_cast<int>(*value));
            } else {
                wrong(key, item,
                      fmt::format("may hold only whole numbers from {} to {}", least, most));
            }
        });
        return all;
    }

    void table(std::string_view key, const std::function<void(TomlReader&)>& read) override
    {
        const toml::node* node = find(key);
        const toml::table* inner = node ? node->as_table() : nullptr;
        if (!inner) {
            missing(key, fmt::format("a section [{}]", path(key)));
            return;
        }
        TableReader reader(*inner, path(key), errors_);
        read(reader);
        reader.refuse_unknown_keys();
    }

    void list(std::string_view key, std::size_t least,
              const std::function<void(TomlReader&)>& read) override
    {
        const toml::node* node = find(key);
        if (!node && least == 0) return;
        const toml::array* items = node ? node->as_array() : nullptr;
        if (node && (!items || !items->is_homogeneous<toml::table>())) {
            wrong(key, *node, fmt::format("must be a list of sections [[{}]]", heading(key)));
            return;
        }
        if (!items && least == 0) return;
        if (!items || items->size() < least) {
            missing(key, fmt::format("at least {} section{} [[{}]]", least, least == 1 ? "" : "s",
                                     heading(key)));
            return;
        }
        std::size_t position = 0;
        for (const toml::node& item : *items) {
            TableReader reader(*item.as_table(), fmt::format("{}[{}]", path(key), ++position),
                               errors_);
            read(reader);
            reader.refuse_unknown_keys();
        }
    }

    [[nodiscard]] Place place(std::string_view key) const override
    {
        const toml::node* node = table_.get(key);
        return {.line = node ? line_of(*node) : line_of(table_), .field = path(key)};
    }

    void fault(std::string_view key, std::string sentence) override
    {
        Place at = place(key);
        errors_.push_back({at.line, std::move(at.field), std::move(sentence)});
    }

    void accept_any_keys() override { any_keys_ = true; }

    void refuse_unknown_keys() override
    {
        if (any_keys_) return;
        for (const auto& [key, node] : table_) {
            if (asked_.contains(std::string(key.str()))) continue;
            errors_.push_back({line_of(node), path(key.str()),
                               "is not a setting that exists here; look for a spelling mistake"});
        }
    }

private:
    template <class Read>
    void for_each_item(std::string_view key, const Read& read)
    {
        const toml::node* node = find(key);
        if (!node) return;
        const toml::array* items = node->as_array();
        if (!items) {
            wrong(key, *node, "must be a list, in square brackets");
            return;
        }
        for (const toml::node& item : *items)
            read(item);
    }

    template <class Good>
    std::vector<std::string> texts_that(std::string_view key, const Good& good,
                                        std::string_view otherwise)
    {
        std::vector<std::string> all;
        for_each_item(key, [&](const toml::node& item) {
            const auto value = item.value_exact<std::string>();
            if (value && good(*value)) {
                all.push_back(*value);
            } else {
                wrong(key, item, otherwise);
            }
        });
        return all;
    }

    const toml::node* find(std::string_view key)
    {
        asked_.emplace(key);
        return table_.get(key);
    }

    [[nodiscard]] std::string path(std::string_view key) const
    {
        return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
    }

    /// As it stands in the file: without the numbers of list items.
    [[nodiscard]] std::string heading(std::string_view key) const
    {
        std::string words;
        bool inside = false;
        for (const char c : path(key)) {
            inside = inside ? c != ']' : c == '[';
            if (!inside && c != ']') words += c;
        }
        return words;
    }

    std::string missing(std::string_view key, std::string_view wanted)
    {
        errors_.push_back({line_of(table_), path(key), fmt::format("is missing: give {}", wanted)});
        return {};
    }

    std::string wrong(std::string_view key, const toml::node& node, std::string_view sentence)
    {
        errors_.push_back({line_of(node), path(key), std::string(sentence)});
        return {};
    }

    const toml::table& table_;
    std::string place_;
    ProtocolErrors& errors_;
    std::set<std::string> asked_;
    bool any_keys_ = false;
};

/// The document together with the reader of its root, so that one handle keeps both alive.
struct Document
{
    Document(toml::table parsed, ProtocolErrors& errors)
        : root(std::move(parsed)), reader(root, "", errors)
    {
    }
    toml::table root;
    TableReader reader;
};

template <class Written>
std::string as_text(const Written& value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

nlohmann::json as_json(const toml::node& node)
{
    if (const auto* table = node.as_table()) {
        auto object = nlohmann::json::object();
        for (const auto& [key, value] : *table)
            object[std::string(key.str())] = as_json(value);
        return object;
    }
    if (const auto* items = node.as_array()) {
        auto array = nlohmann::json::array();
        for (const toml::node& item : *items)
            array.push_back(as_json(item));
        return array;
    }
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto number = node.value_exact<std::int64_t>()) return *number;
    if (const auto flag = node.value_exact<bool>()) return *flag;
    const auto date = node.value_exact<toml::date>();
    CHECK(date.has_value());
    return as_text(*date);
}

} // namespace toml_reader

nlohmann::json toml_as_json(std::string_view text)
{
    return toml_reader::as_json(toml::parse(text));
}

std::shared_ptr<TomlReader> TomlReader::parse(std::string_view text, ProtocolErrors& errors)
{
    try {
        auto document = std::make_shared<toml_reader::Document>(toml::parse(text), errors);
        return {document, &document->reader};
    } catch (const toml::parse_error& error) {
        errors.push_back({static_cast<int>(error.source().begin.line), "",
                          fmt::format("this is not TOML: {}", error.description())});
        return nullptr;
    }
}

} // namespace evenhand::protocol
