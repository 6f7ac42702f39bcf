#include "rehearsal/oversight_desks.hpp"

#include "rehearsal/eligibility_answers.hpp"

#include <array>

namespace evenhand::rehearsal {

void LeadDesk::find_out(const WhoseRecord& whose, const std::function<void(Participant&)>& settled)
{
    constexpr std::string_view path = "/eligibility/resolve";
    desk_.open("/eligibility");
    for (const auto& href : addresses(desk_.page(), "/participants/", path)) {
        Participant* participant = whose(href.substr(0, href.size() - path.size()));
        if (participant == nullptr) continue;
        desk_.open(href);
        desk_.press("Save what you found out",
                    lead_finding(stage_.protocol, *participant, desk_.page()));
        settled(*participant);
    }
}

void LeadDesk::end_missed(Participant& participant)
{
    desk_.open(participant.record + "/appointment/decide");
    desk_.press("Decide", {{"how", "end"}});
    participant.ended = true;
}

bool SafeguardingDesk::look_through()
{
    bool again = false;
    desk_.open("/concerns");
    for (const auto& href : addresses(desk_.page(), "/concerns/", "")) {
        desk_.open(href);
        const bool is_new = taken_on_.insert(href).second;
        if (is_new)
            desk_.press("Save", {{"change", "taken_on"}});
        else if (desk_.has_field("outcome"))
            desk_.press("Save", {{"change", "closed"}, {"outcome", "resolved"}});
        again = again || is_new;
    }
    return again;
}

void raise_concern(Desk& desk, const Participant& participant)
{
    constexpr std::array<std::string_view, 4> kinds{"complaint", "safeguarding", "adverse_event",
                                                    "incident"};
    constexpr std::array<std::string_view, 4> texts{
        "They waited an hour and nobody came.",
        "They said that somebody at home keeps their money from them.",
        "They went to hospital overnight after a fall.",
        "A letter about them was left on a desk in the office."};
    const auto which = static_cast<std::size_t>(participant.ordinal % kinds.size());
    desk.open("/concerns/new" + participant.record.substr(participant.record.rfind('/')));
    desk.press("Raise concern",
               {{"kind", std::string(kinds.at(which))}, {"text", std::string(texts.at(which))}});
}

void record_death(Desk& desk, const Participant& participant)
{
    desk.open(participant.record + "/life");
    desk.press("Record", {{"kind", "died"}, {"change", "began"}});
}

} // namespace evenhand::rehearsal
