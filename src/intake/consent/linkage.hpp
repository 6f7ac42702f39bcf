#pragma once

#include "core/id.hpp"
#include "core/ni_number.hpp"
#include "core/postcode.hpp"
#include "core/time.hpp"
#include "people/participants/journey_words.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// By what a person's government records are found: asked only of those who agreed to it.

namespace evenhand::consent {

using LinkageId = Id<struct LinkageIdTag>;

/// As the records have it, which need not be how somebody lives.
enum class RecordSex { female, male, not_known };
/// Why nothing was written down. Nobody has to say.
enum class SkipReason { not_to_hand, another_day, rather_not };

std::span<const RecordSex> all_record_sexes();
std::span<const SkipReason> all_skip_reasons();
std::string_view name_of(RecordSex sex);
std::string_view name_of(SkipReason reason);
std::optional<RecordSex> record_sex_named(std::string_view name);
std::optional<SkipReason> skip_reason_named(std::string_view name);
/// As staff read it.
std::string_view label_of(RecordSex sex);
std::string_view label_of(SkipReason reason);

struct LinkageKeys
{
    std::optional<NiNumber> ni_number; ///< nothing: they do not know it
    std::string former_names;          ///< cleaned; may be empty
    RecordSex sex = RecordSex::not_known;
    std::string address;
    std::optional<Postcode> postcode;
};
/// As one text to be sealed.
std::string text_of(const LinkageKeys& keys);
/// CHECKs that it is what text_of() wrote.
LinkageKeys linkage_keys_in(std::string_view text);

/// What stands last, without what is sealed.
struct LinkageStanding
{
    LinkageId id;
    std::optional<SkipReason> skipped; ///< nothing: they were given
    Instant at;
    std::string actor;
};

/// Why it is not written.
enum class LinkageRefusal {
    not_agreed, ///< no consent in force has that item
    not_now,    ///< they are not between consent and the last linkage
    erased,
};
std::string_view code(LinkageRefusal refusal);

/// Whether the keys may be written for somebody who stands there, and whether that is a step.
enum class LinkageEffect { step, no_step, refused };
LinkageEffect linkage_effect_at(participants::Stage stage);

} // namespace evenhand::consent
