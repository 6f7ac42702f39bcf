#include "app/across_rooms.hpp"

#include "core/london_time.hpp"
#include "evidence/reports/disclosure.hpp"
#include "http/draft_subject_store.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "support/casework/pages/parts.hpp"

#include <fmt/format.h>

namespace evenhand::app {

std::function<std::optional<withdrawal::Agreement>(storage::UnitOfWork&, identity::PersonId)>
agreement(const consent::ConsentStore& consents, const protocol::ConsentForm& form)
{
    using protocol::ConsentScope;
    const bool asks_surveys = protocol::find_item(form, ConsentScope::surveys) != nullptr;
    return [&consents,
            asks_surveys](storage::UnitOfWork& work,
                          identity::PersonId person) -> std::optional<withdrawal::Agreement> {
        const auto consent = consents.in_force(work, person);
        if (!consent) return std::nullopt;
        return withdrawal::Agreement{
            .in_words = fmt::format("version {} of the form, signed on {}", consent->form_version,
                                    london_date(consent->signed_at).plain()),
            .surveys = !asks_surveys || consent->allows(ConsentScope::surveys),
            .records = consent->allows(ConsentScope::government_records) ||
                       consent->allows(ConsentScope::health_records)};
    };
}

namespace across_rooms {

/// What is older than what stands changes nothing; nor does a request to be called, which asks
/// next to nothing, where they were asked before. What allows more than stood is asked first.
void keep_wishes(const wishes::WishesStore& store, storage::UnitOfWork& work,
                 const referral::Record& referral, identity::PersonId person)
{
    if (referral.told.empty()) return; // erased
    const auto standing = store.standing(work, person);
    auto wishes = referral::wishes_told(referral.told);
    if (standing && (wishes.ways.empty() || referral.received <= standing->told.occurred)) return;
    if (standing) wishes = wishes::taken_from_referral(std::move(wishes), standing->wishes);
    const auto kept =
        store.record(work, person,
                     {.wishes = wishes,
                      .told_in = wishes::ToldIn::referral,
                      .occurred = referral.received,
                      .instead_of = standing ? std::optional(standing->told.id) : std::nullopt,
                      .referral = referral.id});
    if (kept) return;
    // Of somebody whose details were erased nothing more is kept of how to reach them.
    work.log({.action = "wishes.not_kept",
              .object_type = "person",
              .object_id = person.text(),
              .detail = std::string(wishes::code(kept.error()))});
}

} // namespace across_rooms

referral::Known when_known(const wishes::WishesStore& wishes, referral::Known next)
{
    return [&wishes, next = std::move(next)](storage::UnitOfWork& work,
                                             const referral::Record& referral,
                                             identity::PersonId person) {
        across_rooms::keep_wishes(wishes, work, referral, person);
        if (next) next(work, referral, person);
    };
}

referral::Known when_returned(const wishes::WishesStore& wishes,
                              const referral::ReferralStore& referrals, referral::Known next)
{
    return [&wishes, &referrals, next = std::move(next)](storage::UnitOfWork& work,
                                                         const referral::Record& referral,
                                                         identity::PersonId person) {
        const auto theirs = referrals.referrals_of(work, person);
        wishes.take_back(work, person, referral.id, theirs);
        if (next) next(work, referral, person);
    };
}

std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&,
                                      const http::FormTokens&, identity::PersonId)>
asked_again(const wishes::Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                       const http::FormTokens& tokens, identity::PersonId person) {
        return wishes::ask_again(services, work, viewer, tokens, person);
    };
}

std::function<std::optional<std::string>(storage::UnitOfWork&, const http::Viewer&,
                                         identity::PersonId)>
own_case(const casework::CaseStore& cases)
{
    return [&cases](storage::UnitOfWork& work, const http::Viewer& viewer,
                    identity::PersonId person) -> std::optional<std::string> {
        if (!staff::may(viewer, "cases.open", "own_case")) return std::nullopt;
        const auto found = cases.of_person(work, casework::pages::asker_of(viewer), person);
        return found ? std::optional(found->id.text()) : std::nullopt;
    };
}

std::function<bool(storage::UnitOfWork&, const http::Viewer&, identity::PersonId)>
knows_group(const casework::CaseStore& cases, const casework::HandOffStore& hand_offs)
{
    return [&cases, &hand_offs](storage::UnitOfWork& work, const http::Viewer& viewer,
                                identity::PersonId person) {
        const auto asker = casework::pages::asker_of(viewer);
        if (staff::may(viewer, "cases.open", "own_case") && cases.of_person(work, asker, person))
            return true;
        return staff::may(viewer, "packs.give", "own_hand_off") &&
               hand_offs.local_services(work, {.account = asker.account, .leads = asker.leads},
                                        person);
    };
}

outgoing::Settled message_settled(const casework::HandOffMessageStore& messages)
{
    return
        [&messages](storage::UnitOfWork& work, outgoing::MessageId message, outgoing::Fate fate) {
            messages.settled(work, message.text(), fate == outgoing::Fate::send);
        };
}

std::vector<identity::SealedRow> drafts_about(storage::UnitOfWork& work, std::string_view whose,
                                              identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::contact) return rows;
    for (const std::string& form : http::drafts_about(work, whose))
        rows.push_back({"draft", form});
    return rows;
}

void forget_drafts(storage::UnitOfWork& work, std::string_view whose, identity::KeyClass key_class)
{
    if (key_class == identity::KeyClass::contact) http::discard_drafts_about(work, whose);
}

std::vector<std::string> disclosed_counts(std::span<const std::int64_t> counts)
{
    const reports::DisclosureRule rule;
    const auto shown = reports::disclose(counts, reports::Total::unknown, rule);
    std::vector<std::string> words;
    for (const auto& count : shown.counts) {
        if (shown.withheld)
            words.emplace_back("not told");
        else
            words.push_back(count ? std::to_string(*count) : fmt::format("1 to {}", rule.small));
    }
    return words;
}

} // namespace evenhand::app
