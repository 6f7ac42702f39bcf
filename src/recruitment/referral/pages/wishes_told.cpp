#include "recruitment/referral/pages/services.hpp"

#include "recruitment/referral/pages/sending.hpp"

#include <algorithm>

// What a referral told of safe contact and of needs, as it becomes the first wishes of the person
// whom it is about.

namespace evenhand::referral {

namespace wishes_told_parts {

using wishes::Said;

Said said(const http::FormData& answer, std::string_view field)
{
    const auto value = answer.value(field);
    if (value == "yes") return Said::yes;
    return value == "no" ? Said::no : Said::not_asked;
}

std::vector<wishes::Way> ways(const http::FormData& contact)
{
    const auto chosen = contact.values("channel");
    std::vector<wishes::Way> all;
    for (const auto way : wishes::all_ways()) {
        if (std::ranges::find(chosen, wishes::name_of(way)) != chosen.end()) all.push_back(way);
    }
    return all;
}

} // namespace wishes_told_parts

wishes::Wishes wishes_told(std::string_view told)
{
    using namespace wishes_told_parts;
    if (told.empty()) return {};
    const Answers answers = answers_told(told);
    const http::FormData& safe = answers.of("safe-contact");
    const http::FormData& contact = answers.of("contact");
    const http::FormData& needs = answers.of("needs");
    const http::FormData& call = answers.of("call-me");
    wishes::Wishes all{.ways = ways(contact),
                       .leave_message = said(safe, "leave_message"),
                       .mention_health = said(safe, "mention_health"),
                       .times = std::string(contact.value("times")),
                       .call_number = std::string(contact.value("phone")),
                       .need_detail = std::string(needs.value("need_detail")),
                       .language = std::string(call.value("language"))};
    if (all.times.empty()) all.times = call.value("times");
    for (const auto need : needs.values("need")) {
        if (need != "none") all.needs.emplace_back(need);
    }
    return all;
}

} // namespace evenhand::referral
