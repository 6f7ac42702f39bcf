#include "protocol/reading.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <functional>

namespace evenhand::protocol {

namespace reading {

/// Stays inside the folder: no way up, no other root.
bool is_inside(std::string_view file)
{
    return !file.starts_with('/') && file.find("..") == file.npos && file.find('\\') == file.npos;
}

} // namespace reading

void Reading::later(Place place, Check check, std::vector<std::string> needs)
{
    needs.push_back(place.field);
    waiting_.push_back({std::move(place), std::move(check), std::move(needs)});
}

void Reading::fault(const Place& place, std::string sentence)
{
    errors_.push_back({place.line, place.field, std::move(sentence)});
}

void Reading::finish()
{
    const ProtocolErrors before = errors_;
    for (const Waiting& each : waiting_) {
        const bool sound = std::ranges::all_of(
            each.needs, [&](const std::string& field) { return is_sound(before, field); });
        if (!sound) continue;
        if (auto sentence = each.check(protocol); !sentence.empty())
            fault(each.place, std::move(sentence));
    }
    waiting_.clear();
}

std::string Reading::file(TomlReader& reader, std::string_view key, Content content)
{
    std::string name = reader.text(key, 200);
    if (name.empty()) return name;
    if (!reading::is_inside(name)) {
        reader.fault(key, "must name a file inside the folder that holds protocols/");
        return name;
    }
    const auto text = text_of(name);
    if (!text) {
        reader.fault(key, "names a file that cannot be read, or is empty");
    } else if (content == Content::text && !is_valid_utf8(*text)) {
        reader.fault(key, "names a file that is not UTF-8 text");
    }
    return name;
}

std::optional<std::string> Reading::text_of(const std::string& file) const
{
    if (file.empty() || !read_text_ || !reading::is_inside(file)) return std::nullopt;
    return read_text_(file);
}

std::string own_id(TomlReader& item, Seen& seen)
{
    std::string id = item.id("id");
    if (!id.empty() && !seen.insert(id).second)
        item.fault("id", "\"" + id + "\" is the id of another section of this list too");
    return id;
}

bool is_rising(const std::vector<int>& numbers)
{
    return std::ranges::adjacent_find(numbers, std::greater_equal<>{}) == numbers.end();
}

} // namespace evenhand::protocol
