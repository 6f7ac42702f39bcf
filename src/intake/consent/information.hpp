#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/participants/participants.hpp"
#include "protocol/consent_items.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Before anybody signs: the information is gone through, said back in the person's own words, and
// then they decide. Nobody fails: what is not understood is explained again, today or another day.

namespace evenhand::consent {

using InformationId = Id<struct InformationIdTag>;

enum class Understood { at_once, explained_again, not_yet };
std::span<const Understood> all_understood();
/// As the table keeps it: "explained_again".
std::string_view name_of(Understood understood);
std::optional<Understood> understood_named(std::string_view name);
/// As staff read it.
std::string_view label_of(Understood understood);

/// By the question's id.
using TeachBackAnswers = std::map<std::string, Understood, std::less<>>;

/// The questions of the form that were not answered, in their order.
std::vector<std::string> unanswered(const protocol::ConsentForm& form,
                                    const TeachBackAnswers& answers);
/// Those of which that was said, in the form's order.
std::vector<std::string> answered(const protocol::ConsentForm& form,
                                  const TeachBackAnswers& answers, Understood understood);
/// The detail of the step `taught`, with the counts: "at-once-3-again-1".
std::string taught_detail(const TeachBackAnswers& answers);

/// The text of that format and language, or null.
const protocol::TextFile* find_text(const protocol::InformationSheet& sheet,
                                    std::string_view format, std::string_view language);
/// As staff read it: "Easy Read, in English".
std::string label_of(const protocol::TextFile& text);

/// What somebody decides once it was explained.
enum class Wish { goes_on, wants_time, declines };
std::optional<Wish> wish_named(std::string_view name);
std::string_view name_of(Wish wish);
participants::Step step_of(Wish wish);

struct Decision
{
    Wish wish = Wish::goes_on;
    std::optional<LocalDate> call_on = {}; ///< the day agreed for a call, of who wants time
    std::string reason = {};               ///< of who declines: a code of the spine, or empty
};

enum class InformationRefusal {
    not_now,     ///< not at this stage
    not_offered, ///< the sheet is not to be had in this form
    not_given,   ///< nothing was gone through, or another version
    unanswered,
    no_day,
    day_past,
    day_far, ///< more than 60 days ahead: they would be forgotten
    no_such_reason,
};
std::string_view code(InformationRefusal refusal);

/// Nothing: it may be written, where the table of the spine has the step.
std::optional<InformationRefusal> fault_of(const Decision& decision, LocalDate today);

/// Whether the information is gone through with somebody who stands there: before they decide, and
/// again wherever they may sign, for there may be a new version.
bool may_go_through(participants::Stage stage);
/// Whether understanding it is a step of somebody who stands there. Later it is only written down.
bool is_step_to_take(participants::Stage stage);

} // namespace evenhand::consent
