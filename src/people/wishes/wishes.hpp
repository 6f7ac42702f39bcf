#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "protocol/choice.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::wishes {

using identity::PersonId;
using WishesId = Id<struct WishesIdTag>;

/// A way to reach somebody.
enum class Way { phone, text, email, letter };
/// What was not asked is not agreed to.
enum class Said { not_asked, yes, no };
/// Where it was said.
enum class ToldIn { referral, telephone, appointment, writing, helper };

std::span<const Way> all_ways();
/// Where staff may have been told; a referral says it of itself.
std::span<const ToldIn> told_to_staff();
/// As tables and forms keep it: "phone".
std::string_view name_of(Way way);
std::string_view name_of(ToldIn told_in);
std::optional<Way> way_named(std::string_view name);
std::optional<ToldIn> told_in_named(std::string_view name);
/// As staff read it: "Phone call"; "Asked at an appointment".
std::string_view label_of(Way way);
std::string_view label_of(ToldIn told_in);
/// "Yes", "No", "Not asked yet".
std::string_view label_of(Said said);

/// How somebody wants to be reached. Texts are cleaned, and may be empty.
struct Wishes
{
    std::vector<Way> ways = {}; ///< in the order of the list; empty: not asked
    Said leave_message = Said::not_asked;
    Said mention_health = Said::not_asked;
    std::string times = {};              ///< "weekday mornings"
    std::string call_number = {};        ///< for calls, where it is not the one for texts
    std::vector<std::string> needs = {}; ///< by the ids of the protocol's list
    std::string need_detail = {};
    std::string language = {}; ///< where an interpreter is needed
    friend bool operator==(const Wishes&, const Wishes&) = default;
};

bool wants(const Wishes& wishes, Way way);
/// What is unsafe by the one is unsafe by both: a "no" of the other holds, and nothing else of it.
void heed_noes(Wishes& wishes, const Wishes& other);
/// Whether the program may write that way: it is wished, others may see it, and where the words
/// mention health or the trial that was allowed too.
bool may_write(const Wishes& wishes, Way way, bool mentions_health);

/// What a referral told, as far as it may stand in place of what did. Whoever filled in a form was
/// seen by nobody: it takes a yes away at once, and where it would allow more than stood, that is
/// asked, not taken.
Wishes taken_from_referral(Wishes told, const Wishes& stood);

/// "British Sign Language, Large print"; by its id what the protocol no longer lists.
std::string labels_of_needs(const Wishes& wishes, const std::vector<protocol::Choice>& needs);
/// What whoever calls must know before the number, in a few words each: "Leave no message", "BSL
/// interpreter". Empty where nothing is to be heeded.
std::vector<std::string> flags_of(const Wishes& wishes, const std::vector<protocol::Choice>& needs);

/// One text for sealing, and back; nothing if the text is not what written() gives.
std::string written(const Wishes& wishes);
std::optional<Wishes> read_back(std::string_view text);

/// Why wishes are not written.
enum class Refusal {
    erased,            ///< the person's contact class: nothing more is kept of how to reach them
    changed_meanwhile, ///< somebody else wrote later ones than the writer had before them
};
std::string_view code(Refusal refusal);

} // namespace evenhand::wishes
