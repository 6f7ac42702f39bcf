#include "app/hand_off.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::app {
namespace hand_off_steps {

using identity::PersonId;

/// An e-mail suits them today, is safe, and may name the trial, as this one does.
bool agreed_to_email(const HandOffParts& parts, storage::UnitOfWork& work, PersonId person)
{
    const auto standing = parts.wishes.standing(work, person);
    return standing &&
           wishes::may_write(standing->wishes, wishes::Way::email, /*mentions_health=*/true);
}

/// From the intent on nothing but the draw may follow, so what was written of them meanwhile is
/// made up as the draw is done: they are counted as randomised, and as gone.
void make_up_leaving(const HandOffParts& parts, storage::UnitOfWork& work, PersonId person)
{
    using participants::Step;
    const auto standing = parts.withdrawals.standing(work, person);
    const LocalDate today = london_date(work.now());
    const auto life = withdrawal::holding_on(standing, today);
    const bool died = std::ranges::find(life, withdrawal::LifeKind::died) != life.end();
    const bool left = std::ranges::any_of(standing.withdrawals, [&](const auto& one) {
        return one.scope == withdrawal::Scope::everything && one.effective <= today;
    });
    if (!died && !left) return;
    const auto taken =
        parts.journeys.take(work, person, {.step = died ? Step::died : Step::withdrew});
    CHECK(taken.has_value()); // from `randomised` the table has a line for each
}

/// The account of the specialist of that area with most room; empty where nobody has any. The group
/// was chosen before this is asked: a full caseload makes a case that waits (design 5).
std::string with_room(const HandOffParts& parts, storage::UnitOfWork& work, const std::string& area)
{
    const auto loads = parts.cases.loads(work, area);
    const auto* best = casework::suggested(loads, parts.protocol.support.caseload_most);
    return best == nullptr ? std::string() : best->account.text();
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
    // All of it is worked out for everybody, so that no time taken tells an arm.
    const auto clocks =
        casework::clocks_of(parts.protocol.support, who.group, today, parts.holidays);
    const auto pack = parts.directory.services(work, who.area, today);
    const auto specialist = hand_off_steps::with_room(parts, work, who.area);
    const auto handed = parts.hand_offs.record(work, {.person = who.person,
                                                      .allocation = who.allocation,
                                                      .kind = who.kind,
                                                      .area = who.area,
                                                      .group = who.group,
                                                      .clocks = clocks,
                                                      .services_version = pack.version,
                                                      .specialist = specialist});
    hand_off_steps::make_up_leaving(parts, work, who.person);
    const bool may = parts.withdrawals.permissions(work, who.person).view().may_contact &&
                     hand_off_steps::agreed_to_email(parts, work, who.person);
    if (!may) return;
    const auto queued =
        parts.postbox.queue(work, who.person,
                            {.kind = outgoing::Kind::information,
                             .channel = outgoing::Channel::email,
                             .subject = fmt::format("{}: what happens next", parts.protocol.name),
                             .text = hand_off_steps::text_of(parts, who, clocks, pack),
                             .mentions_health = true},
                            work.now());
    if (queued) parts.messages.follows(work, handed, queued->text());
}

} // namespace evenhand::app
