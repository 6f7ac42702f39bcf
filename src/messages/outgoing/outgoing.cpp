#include "messages/outgoing/outgoing.hpp"

#include "core/check.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace evenhand::outgoing {

namespace outgoing {

constexpr std::array kinds{Kind::appointment, Kind::information, Kind::survey};
constexpr std::array channels{Channel::email, Channel::text};

template <class Value, std::size_t Count>
std::optional<Value> named(const std::array<Value, Count>& all, std::string_view name)
{
    for (const Value value : all)
        if (name_of(value) == name) return value;
    return std::nullopt;
}

} // namespace outgoing

std::string_view name_of(Kind kind)
{
    switch (kind) {
    case Kind::appointment:
        return "appointment";
    case Kind::information:
        return "information";
    case Kind::survey:
        return "survey";
    }
    CHECK(false);
}

std::optional<Kind> kind_named(std::string_view name)
{
    return outgoing::named(outgoing::kinds, name);
}

std::string_view name_of(Channel channel)
{
    switch (channel) {
    case Channel::email:
        return "email";
    case Channel::text:
        return "text";
    }
    CHECK(false);
}

std::optional<Channel> channel_named(std::string_view name)
{
    return outgoing::named(outgoing::channels, name);
}

std::string_view name_of(Fate fate)
{
    switch (fate) {
    case Fate::send:
        return "send";
    case Fate::may_not_contact:
        return "may_not_contact";
    case Fate::may_not_survey:
        return "may_not_survey";
    case Fate::erased:
        return "erased";
    case Fate::no_address:
        return "no_address";
    }
    CHECK(false);
}

Fate fate_of(const AtSending& known)
{
    if (!known.may.may_contact) return Fate::may_not_contact;
    if (known.kind == Kind::survey && !known.may.may_survey) return Fate::may_not_survey;
    if (!known.readable) return Fate::erased;
    if (!known.has_address) return Fate::no_address;
    return Fate::send;
}

std::string written(const Message& message)
{
    const nlohmann::json json{{"kind", name_of(message.kind)},
                              {"channel", name_of(message.channel)},
                              {"subject", message.subject},
                              {"text", message.text}};
    return json.dump();
}

std::optional<Message> read_back(std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return std::nullopt;
    for (const char* key : {"kind", "channel", "subject", "text"})
        if (!json.contains(key) || !json[key].is_string()) return std::nullopt;
    const auto kind = kind_named(json["kind"].get<std::string>());
    const auto channel = channel_named(json["channel"].get<std::string>());
    if (!kind || !channel) return std::nullopt;
    return Message{.kind = *kind,
                   .channel = *channel,
                   .subject = json["subject"].get<std::string>(),
                   .text = json["text"].get<std::string>()};
}

} // namespace evenhand::outgoing
