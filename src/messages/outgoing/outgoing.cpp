#include "messages/outgoing/outgoing.hpp"

#include "core/london_time.hpp"
#include "core/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace evenhand::outgoing {

namespace outgoing {

constexpr std::array kinds{Words<Kind>{Kind::appointment, "appointment"},
                           Words<Kind>{Kind::information, "information"},
                           Words<Kind>{Kind::survey, "survey"}};
constexpr std::array channels{Words<Channel>{Channel::email, "email"},
                              Words<Channel>{Channel::text, "text"}};
constexpr std::array fates{
    Words<Fate>{Fate::send, "send"},
    Words<Fate>{Fate::may_not_contact, "may_not_contact", "they may not be contacted"},
    Words<Fate>{Fate::may_not_survey, "may_not_survey", "they want no surveys"},
    Words<Fate>{Fate::erased, "erased", "it was erased"},
    Words<Fate>{Fate::not_wished, "not_wished", "they did not wish it, or it was not safe"},
    Words<Fate>{Fate::no_address, "no_address", "no address was known"},
    Words<Fate>{Fate::not_theirs, "not_theirs", "it was about a referral of somebody else"}};

} // namespace outgoing

std::string_view name_of(Kind kind)
{
    return words_of(outgoing::kinds, kind).name;
}

std::optional<Kind> kind_named(std::string_view name)
{
    return value_named(outgoing::kinds, name);
}

std::string_view name_of(Channel channel)
{
    return words_of(outgoing::channels, channel).name;
}

std::optional<Channel> channel_named(std::string_view name)
{
    return value_named(outgoing::channels, name);
}

std::string_view name_of(Fate fate)
{
    return words_of(outgoing::fates, fate).name;
}

std::optional<Fate> fate_named(std::string_view name)
{
    return value_named(outgoing::fates, name);
}

std::string words_of(const Progress& progress, bool sends)
{
    const auto on = [&](std::string words) {
        if (progress.at) words += " on " + london_date(*progress.at).plain();
        return words;
    };
    switch (progress.state) {
    case Progress::State::waiting:
        return sends ? "Not sent yet" : "Not sent yet: no way of sending is set up";
    case Progress::State::sent:
        return on("Sent");
    case Progress::State::dropped:
        break;
    }
    std::string words = "Not sent";
    if (progress.because)
        words = fmt::format("Not sent: {}", words_of(outgoing::fates, *progress.because).label);
    return words;
}

Fate fate_of(const AtSending& known)
{
    if (!known.may.may_contact) return Fate::may_not_contact;
    if (known.kind == Kind::survey && !known.may.may_survey) return Fate::may_not_survey;
    if (!known.readable) return Fate::erased;
    if (!known.wished) return Fate::not_wished;
    if (!known.has_address) return Fate::no_address;
    return Fate::send;
}

std::string written(const Message& message)
{
    const nlohmann::json json{{"kind", name_of(message.kind)},
                              {"channel", name_of(message.channel)},
                              {"subject", message.subject},
                              {"text", message.text},
                              {"mentions_health", message.mentions_health}};
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
    // What was queued before messages said it is taken to mention it.
    const bool mentions_health = json.value("mentions_health", true);
    return Message{.kind = *kind,
                   .channel = *channel,
                   .subject = json["subject"].get<std::string>(),
                   .text = json["text"].get<std::string>(),
                   .mentions_health = mentions_health};
}

} // namespace evenhand::outgoing
