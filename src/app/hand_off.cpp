#include "app/hand_off.hpp"

#include "core/london_time.hpp"
#include "recruitment/referral/pages/sending.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::app {
namespace hand_off_steps {

using identity::PersonId;

/// What the person said in their last referral: e-mail is a way that suits them, and a message may
/// be left where others might see it.
bool agreed_to_email(const HandOffParts& parts, storage::UnitOfWork& work, PersonId person)
{
    const auto referrals = parts.referrals.referrals_of(work, person);
    if (referrals.empty()) return false;
    const auto last = parts.referrals.open(work, referrals.back());
    if (!last || last->told.empty()) return false;
    const auto told = referral::answers_told(last->told);
    const auto channels = told.of("contact").values("channel");
    return std::ranges::find(channels, "email") != channels.end() &&
           told.of("safe-contact").value("leave_message") == "yes";
}

std::string services_text(const directory::ServicesPack& pack)
{
    std::string text;
    for (const directory::Service& each : pack.services)
        text += fmt::format("{}\n{}\n{}\n\n", each.name, each.what, each.how);
    return text;
}

/// Both begin with the same words, which a locked screen may show.
std::string text_of(const HandOffParts& parts, const ToHandOff& who, const casework::Clocks& clocks,
                    const directory::ServicesPack& pack)
{
    std::string next;
    switch (who.kind) {
    case protocol::HandOff::support_case:
        next = fmt::format("Somebody from our team will get in touch by {} to arrange when and "
                           "where you would like to meet.\n\n",
                           clocks.contact_due.plain());
        break;
    case protocol::HandOff::local_services:
        next = "These are services near you that can help. You decide which to use.\n\n" +
               services_text(pack);
        break;
    }
    const auto& contact = parts.protocol.contact;
    return fmt::format("Thank you for coming to your appointment. This is what happens next.\n\n"
                       "{}If you have a question, telephone {} ({}).\n\n{}\n",
                       next, contact.telephone, contact.hours, parts.protocol.name);
}

} // namespace hand_off_steps

void hand_off(const HandOffParts& parts, storage::UnitOfWork& work, const ToHandOff& who)
{
    const LocalDate today = london_date(work.now());
    // Both are worked out for everybody, so that no time taken tells an arm.
    const auto clocks =
        casework::clocks_of(parts.protocol.support, who.group, today, parts.holidays);
    const auto pack = parts.directory.services(work, who.area, today);
    parts.hand_offs.record(work, {.person = who.person,
                                  .allocation = who.allocation,
                                  .kind = who.kind,
                                  .area = who.area,
                                  .group = who.group,
                                  .clocks = clocks,
                                  .services_version = pack.version});
    const bool may = parts.withdrawals.permissions(work, who.person).view().may_contact &&
                     hand_off_steps::agreed_to_email(parts, work, who.person);
    if (!may) return;
    parts.postbox.queue(work, who.person,
                        {.kind = outgoing::Kind::information,
                         .channel = outgoing::Channel::email,
                         .subject = fmt::format("{}: what happens next", parts.protocol.name),
                         .text = hand_off_steps::text_of(parts, who, clocks, pack)},
                        work.now());
}

} // namespace evenhand::app
