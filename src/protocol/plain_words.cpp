#include "protocol/plain_words.hpp"

#include <fmt/format.h>

#include <iterator>

namespace evenhand::protocol {

std::string in_plain_words(const Protocol& protocol)
{
    std::string text;
    auto out = std::back_inserter(text);
    fmt::format_to(out, "{} ({}), protocol version {}\n{}\n{}\n", protocol.name, protocol.prefix,
                   protocol.version, protocol.organisation, protocol.summary);

    fmt::format_to(out,
                   "\nContact\n  telephone {} ({})\n  e-mail {}\n  post {}\n  answers within {} "
                   "working days\n",
                   protocol.contact.telephone, protocol.contact.hours, protocol.contact.email,
                   protocol.contact.post, protocol.contact.reply_within_working_days);

    fmt::format_to(out, "\nAreas\n");
    for (const Area& area : protocol.areas)
        fmt::format_to(out, "  {}\n", area.name);

    fmt::format_to(out, "\nGroups\n");
    for (const Group& group : protocol.groups) {
        fmt::format_to(out, "  {}: {} Expected share: {} %.\n", group.name, group.plain,
                       group.expected_share_percent);
    }

    fmt::format_to(out, "\nSomeone may be able to join if\n");
    for (const Criterion& criterion : protocol.eligibility.criteria)
        fmt::format_to(out, "  - {}\n", criterion.plain);

    fmt::format_to(out, "\nWhat a work answer points to\n");
    for (const WorkChoice& choice : protocol.referral.work) {
        fmt::format_to(out, "  \"{}\" -> {}\n", choice.label, choice.group);
    }
    if (!protocol.referral.equality.empty())
        fmt::format_to(out, "\nAsked afterwards, if they like\n");
    for (const EqualityQuestion& question : protocol.referral.equality)
        fmt::format_to(out, "  {}\n", question.label);
    fmt::format_to(out, "\nAn unsent referral is kept {} days.\n\nNotices\n",
                   protocol.referral.draft_days);
    for (const Notice& notice : protocol.notices) {
        fmt::format_to(out, "  {} version {} ({})\n", notice.id, notice.version, notice.file);
    }
    return text;
}

std::string in_plain_words(const ProtocolErrors& errors, const std::string& path)
{
    std::string text;
    for (const ProtocolError& error : errors) {
        text += path;
        if (error.line > 0) text += fmt::format(":{}", error.line);
        text += error.field.empty() ? ": " : fmt::format(": {}: ", error.field);
        text += error.sentence + "\n";
    }
    return text;
}

} // namespace evenhand::protocol
