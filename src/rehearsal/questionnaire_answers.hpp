#pragma once

#include "core/rng.hpp"
#include "protocol/questionnaire.hpp"
#include "rehearsal/made_up_person.hpp"
#include "rehearsal/visitor.hpp"

#include <string>

namespace evenhand::rehearsal {

/// What one made-up person says to the baseline questions that a page shows. Answers fit together:
/// who came as in work is in work.
class QuestionnaireAnswers
{
public:
    /// All outlive it. `group` is the protocol's.
    QuestionnaireAnswers(const protocol::Questionnaire& questions, const MadeUpPerson& person,
                         std::string group, Rng rng);

    /// The answers to those questions whose fields stand on the page.
    [[nodiscard]] Typed to(const PageParts& page) const;

private:
    [[nodiscard]] Typed answer(const protocol::Question& question, const std::string& field) const;
    [[nodiscard]] std::string option_of(const protocol::Question& question, Rng& rng) const;
    [[nodiscard]] Typed some_of(const protocol::Question& question, const std::string& field,
                                Rng& rng) const;

    const protocol::Questionnaire& questions_;
    const MadeUpPerson& person_;
    std::string group_;
    Rng rng_;
};

} // namespace evenhand::rehearsal
