#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

struct Protocol;

/// How a criterion is decided.
enum class CriterionKind {
    age,   ///< completed years on the day of evaluation, from the birth date
    area,  ///< the area of the GP practice at which the person is registered on that day
    group, ///< what the person does now fits one of the trial's groups
    asked, ///< yes or no, at the appointment
    since, ///< a day that lies at least `days_least` before the evaluation
};

enum class Said { yes, no, unsure };

/// Why somebody is not eligible. Reasons are counted in the CONSORT flow, so their ids never
/// change.
struct Reason
{
    std::string id;
    std::string label;
};

struct Criterion
{
    std::string id;
    CriterionKind kind = CriterionKind::asked;
    std::string plain;    ///< follows "You may be able to join if"; empty: not told to the public
    std::string question; ///< what staff ask at the appointment
    std::string hint;     ///< what staff may look at or ask further; may be empty
    Said meets_when = Said::yes;     ///< kind `asked`: the answer that lets someone in
    int days_least = 0;              ///< kind `since`
    std::vector<std::string> groups; ///< whom it concerns; empty: everybody
    std::string reason;              ///< of `Eligibility::reasons`, for whoever fails it
};

struct Eligibility
{
    int age_from = 0;    ///< completed years on the day of evaluation
    int age_to = 0;      ///< the last age that may join; 0: no upper limit
    int stands_days = 0; ///< after that many days they are asked again before the draw
    std::vector<Criterion> criteria;
    std::vector<Reason> reasons;
};

/// One of the trial's areas or groups, none of them, or not known: four values that must not be
/// confused.
struct Membership
{
    enum class Known { not_asked, unsure, none, one };
    Known known = Known::not_asked;
    std::string id; ///< empty unless `one`

    static Membership unsure() { return {Known::unsure, {}}; }
    static Membership none() { return {Known::none, {}}; }
    static Membership of(std::string id) { return {Known::one, std::move(id)}; }
};

/// What a lead found out about a criterion of which nobody was sure.
struct Resolution
{
    std::string criterion;
    bool meets = false;
    std::string settled;  ///< kinds `area` and `group` that are met: which one
    std::string evidence; ///< what it rests on, in words; never empty
};

/// What is known about one person when eligibility is decided.
struct EligibilityFacts
{
    LocalDate on; ///< the day of evaluation: that of the first appointment, kept with the decision
    std::optional<LocalDate> born;
    Membership area; ///< of the practice of registration
    Membership group;
    std::map<std::string, Said, std::less<>> said; ///< by criterion: kinds `asked` and `since`
    std::map<std::string, LocalDate, std::less<>> since; ///< by criterion: kind `since`
    std::vector<Resolution> resolutions;                 ///< made by resolve()
};

enum class Finding { not_asked, not_concerned, meets, fails, unsure };

struct CriterionFinding
{
    std::string criterion;
    Finding finding = Finding::not_asked;
    bool resolved = false; ///< nobody was sure, and a lead settled it
};

enum class EligibilityOutcome { unfinished, not_eligible, unsure, eligible };

struct EligibilityDecision
{
    EligibilityOutcome outcome = EligibilityOutcome::unfinished;
    std::string reason; ///< of the first criterion that fails, in the protocol's order; else empty
    std::vector<CriterionFinding> findings; ///< one a criterion, in the protocol's order
};

/// Decides eligibility. A single failure decides, whatever else is open; then anything not asked,
/// then anything unsure stands in the way. Nothing overrides a failure (design 1.3).
EligibilityDecision evaluate(const Protocol& protocol, const EligibilityFacts& facts);

/// Whether a person born on that day was of the trial's age on the day of evaluation. Not where
/// nobody knows when they were born; always where the trial does not ask.
bool fits_age(const Eligibility& eligibility, std::optional<LocalDate> born, LocalDate on);

/// Whether what was decided on that day is too old to put anybody into a group by.
bool has_lapsed(const Eligibility& eligibility, LocalDate decided, LocalDate today);

enum class ResolutionRefusal { no_such_criterion, not_unsure, no_evidence, not_settled };

/// The facts with what a lead found out. Refused for a criterion that is not unsure, without
/// evidence, and where an area or group is met and not named.
Result<EligibilityFacts, ResolutionRefusal> resolve(const Protocol& protocol,
                                                    EligibilityFacts facts, Resolution resolution);

/// The criterion of that id, or null.
const Criterion* find_criterion(const Eligibility& eligibility, std::string_view id);

} // namespace evenhand::protocol
