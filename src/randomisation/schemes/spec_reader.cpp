#include "randomisation/schemes/spec_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace evenhand::schemes {

namespace spec_reader {

using Json = nlohmann::json;

constexpr std::size_t longest_text = 200;

/// A whole number as JSON has it: 4, and also 4.0, which RFC 8785 writes as 4.
std::optional<std::uint32_t> whole_of(const Json& value, std::uint32_t largest)
{
    if (!value.is_number()) return std::nullopt;
    const auto number = value.get<double>();
    if (number < 0 || number > largest || number != std::floor(number)) return std::nullopt;
    return static_cast<std::uint32_t>(number);
}

bool has_control_character(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

} // namespace spec_reader

Result<const nlohmann::json*, std::string> SpecReader::member(const std::string& name)
{
    taken_.insert(name);
    const auto found = object_.find(name);
    if (found == object_.end()) return refuse(fmt::format("there is no \"{}\"", name));
    return &*found;
}

Result<std::string, std::string> SpecReader::text(const std::string& name)
{
    const nlohmann::json* value = TRY(member(name));
    if (!value->is_string()) return refuse(fmt::format("\"{}\" is not a text", name));
    return value->get<std::string>();
}

Result<std::uint32_t, std::string> SpecReader::whole(const std::string& name, std::uint32_t largest)
{
    const auto whole = spec_reader::whole_of(*TRY(member(name)), largest);
    if (!whole) return refuse(fmt::format("\"{}\" is not a whole number up to {}", name, largest));
    return *whole;
}

Result<std::vector<std::uint32_t>, std::string> SpecReader::whole_list(const std::string& name,
                                                                       std::uint32_t largest)
{
    const nlohmann::json* value = TRY(member(name));
    if (!value->is_array()) return refuse(fmt::format("\"{}\" is not a list", name));
    std::vector<std::uint32_t> list;
    for (const nlohmann::json& item : *value) {
        const auto whole = spec_reader::whole_of(item, largest);
        if (!whole) {
            return refuse(fmt::format("\"{}\" holds {}, not a whole number up to {}", name,
                                      item.dump(), largest));
        }
        list.push_back(*whole);
    }
    return list;
}

Result<double, std::string> SpecReader::number(const std::string& name,
                                               std::optional<double> otherwise)
{
    if (otherwise && !object_.contains(name)) return *otherwise;
    const nlohmann::json* value = TRY(member(name));
    if (!value->is_number()) return refuse(fmt::format("\"{}\" is not a number", name));
    return value->get<double>();
}

Result<std::vector<std::string>, std::string> SpecReader::text_list(const std::string& name)
{
    const nlohmann::json* value = TRY(member(name));
    if (!value->is_array()) return refuse(fmt::format("\"{}\" is not a list", name));
    std::vector<std::string> list;
    for (const nlohmann::json& item : *value) {
        if (!item.is_string())
            return refuse(fmt::format("\"{}\" holds {}, not a text", name, item.dump()));
        list.push_back(item.get<std::string>());
    }
    return list;
}

Result<std::vector<std::string>, std::string> SpecReader::texts(const std::string& name,
                                                                std::string_view one)
{
    auto list = TRY(text_list(name));
    if (auto fault = fault_of_texts(list, one)) return refuse(*std::move(fault));
    return list;
}

Result<Ratio, std::string> SpecReader::ratio()
{
    const auto shares = TRY(whole_list("ratio", 1'000'000));
    auto ratio = Ratio::from(shares);
    if (!ratio) return refuse("\"ratio\" " + ratio.error());
    return *ratio;
}

Result<std::vector<SpecReader>, std::string> SpecReader::objects(const std::string& name)
{
    const nlohmann::json* value = TRY(member(name));
    if (!value->is_array()) return refuse(fmt::format("\"{}\" is not a list", name));
    std::vector<SpecReader> readers;
    for (const nlohmann::json& item : *value) {
        if (!item.is_object())
            return refuse(fmt::format("\"{}\" holds {}, not an object", name, item.dump()));
        readers.emplace_back(item);
    }
    return readers;
}

Result<bool, std::string> SpecReader::nothing_else(std::string_view whose) const
{
    for (const auto& [name, value] : object_.items()) {
        if (!taken_.contains(name))
            return refuse(fmt::format("\"{}\" is not a name that {} has", name, whose));
    }
    return true;
}

std::optional<std::string> fault_of_texts(const std::vector<std::string>& texts,
                                          std::string_view one)
{
    if (texts.empty()) return fmt::format("there is no {}", one);
    std::set<std::string_view> seen;
    for (const std::string& text : texts) {
        if (text.empty() || text.size() > spec_reader::longest_text ||
            spec_reader::has_control_character(text)) {
            return fmt::format("the {} {} is empty, longer than {} bytes or has control characters",
                               one, nlohmann::json(text).dump(), spec_reader::longest_text);
        }
        if (!seen.insert(text).second) return fmt::format("the {} \"{}\" stands twice", one, text);
    }
    return std::nullopt;
}

std::optional<std::string> fault_of_arms(const std::vector<std::string>& arms, const Ratio& ratio)
{
    if (auto fault = fault_of_texts(arms, "arm")) return fault;
    if (arms.size() == ratio.arms()) return std::nullopt;
    return fmt::format("there are {} arms and {} shares in the ratio", arms.size(), ratio.arms());
}

} // namespace evenhand::schemes
