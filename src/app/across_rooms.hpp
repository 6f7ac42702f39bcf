#pragma once

#include "intake/consent/consent_store.hpp"
#include "messages/outgoing/postbox_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/wishes/pages/services.hpp"
#include "people/withdrawal/pages/services.hpp"
#include "recruitment/referral/pages/services.hpp"
#include "support/casework/casework_store.hpp"
#include "support/casework/hand_off_message_store.hpp"
#include "support/casework/hand_off_store.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What a room is told by one that it may not know: handed in as functions when the house is wired.

namespace evenhand::app {

/// What of surveys and records somebody agreed to, for the rooms below consent. Where the form has
/// no item on surveys, they are part of taking part. Borrows both.
std::function<std::optional<withdrawal::Agreement>(storage::UnitOfWork&, identity::PersonId)>
agreement(const consent::ConsentStore& consents, const protocol::ConsentForm& form);

/// What happens when somebody decided who a referral is about, in the same transaction: what it
/// told of safe contact and needs becomes the person's contact wishes, and then `next` is called.
/// Borrows the store.
referral::Known when_known(const wishes::WishesStore& wishes, referral::Known next);

/// What happens when that referral proves to be of somebody else: its wishes hold no more, and then
/// `next` is called. Borrows both stores.
referral::Known when_returned(const wishes::WishesStore& wishes,
                              const referral::ReferralStore& referrals, referral::Known next);

/// The contact wishes, asked again when an appointment begins. Borrows the services.
std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&,
                                      const http::FormTokens&, identity::PersonId)>
asked_again(const wishes::Services& services);

/// The id of somebody's support case where it is the viewer's own: a specialist's of their
/// caseload, a lead's of their areas. One statement for those, none for anybody else. Borrows the
/// store.
std::function<std::optional<std::string>(storage::UnitOfWork&, const http::Viewer&,
                                         identity::PersonId)>
own_case(const casework::CaseStore& cases);

/// Whether the viewer may know the group of that person: it is their case, or one of an area that
/// they lead, in either arm, or they put them into it today. At most two statements. Borrows both.
std::function<bool(storage::UnitOfWork&, const http::Viewer&, identity::PersonId)>
knows_group(const casework::CaseStore& cases, const casework::HandOffStore& hand_offs);

/// What is kept when a message was sent, or never will be: of a hand-off that it was, in either
/// arm. Borrows the store.
outgoing::Settled message_settled(const casework::HandOffMessageStore& messages);

/// Drafts about somebody, for an erasure. They are sealed under a key of the program's, so that
/// they are thrown away with the class that every person has a key of.
std::vector<identity::SealedRow> drafts_about(storage::UnitOfWork& work, std::string_view whose,
                                              identity::KeyClass key_class);
void forget_drafts(storage::UnitOfWork& work, std::string_view whose, identity::KeyClass key_class);

/// Counts by place as they may be shown: "0", "1 to 7" where one is hidden, else the rounded
/// number; nothing of them where too few people are in all.
std::vector<std::string> disclosed_counts(std::span<const std::int64_t> counts);

} // namespace evenhand::app
