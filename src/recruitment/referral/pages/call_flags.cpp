#include "recruitment/referral/pages/services.hpp"

#include "recruitment/referral/pages/sending.hpp"

#include <algorithm>

// What a list of calls says of each person before anybody dials: safe contact, and the help they
// need to talk. The words of the record (record_parts.cpp) say the same in full.

namespace evenhand::referral {

namespace call_flags_parts {

bool chose(const http::FormData& answer, std::string_view field, std::string_view value)
{
    const auto chosen = answer.values(field);
    return std::ranges::find(chosen, value) != chosen.end();
}

} // namespace call_flags_parts

std::vector<std::string> call_flags(const protocol::Protocol& protocol, std::string_view told)
{
    using call_flags_parts::chose;
    std::vector<std::string> flags;
    if (told.empty()) return flags;
    const Answers answers = answers_told(told);
    const http::FormData& safe = answers.of("safe-contact");
    if (chose(safe, "leave_message", "no")) flags.emplace_back("Leave no message");
    if (chose(safe, "mention_health", "no")) flags.emplace_back("Do not mention health");
    const http::FormData& needs = answers.of("needs");
    for (const protocol::Choice& need : protocol.referral.needs)
        if (chose(needs, "need", need.id)) flags.push_back(need.label);
    if (const auto detail = needs.value("need_detail"); !detail.empty()) flags.emplace_back(detail);
    const http::FormData& call = answers.of("call-me");
    if (const auto language = call.value("language"); !language.empty())
        flags.push_back("Language: " + std::string(language));
    return flags;
}

Reachable reachable_by(std::string_view told)
{
    using call_flags_parts::chose;
    if (told.empty()) return {};
    const Answers answers = answers_told(told);
    const http::FormData& contact = answers.of("contact");
    return {.safe_message = chose(answers.of("safe-contact"), "leave_message", "yes"),
            .wants_text = chose(contact, "channel", "text"),
            .wants_email = chose(contact, "channel", "email")};
}

} // namespace evenhand::referral
