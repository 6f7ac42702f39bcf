#include "protocol/toml_reader.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

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
            wrong(key, *node, fmt::format("must be a list of sections [[{}]]", path(key)));
            return;
        }
        if (!items || items->size() < least) {
            missing(key, fmt::format("at least {} section{} [[{}]]", least, least == 1 ? "" : "s",
                                     path(key)));
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

    void fault(std::string_view key, std::string sentence) override
    {
        const toml::node* node = table_.get(key);
        errors_.push_back(
            {node ? line_of(*node) : line_of(table_), path(key), std::move(sentence)});
    }

    void refuse_unknown_keys() override
    {
        for (const auto& [key, node] : table_) {
            if (asked_.contains(std::string(key.str()))) continue;
            errors_.push_back(
                {line_of(node), path(key.str()),
                 "is not a setting that a protocol has here; look for a spelling mistake"});
        }
    }

private:
    const toml::node* find(std::string_view key)
    {
        asked_.emplace(key);
        return table_.get(key);
    }

    [[nodiscard]] std::string path(std::string_view key) const
    {
        return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
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

} // namespace toml_reader

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
