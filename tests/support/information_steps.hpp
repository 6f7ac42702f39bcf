#pragma once

// A short way to where somebody has heard the sheet in force and said it back, for tests that are
// about what stands on it.

#include "intake/consent/information_store.hpp"

#include <stdexcept>

namespace evenhand::tests {

/// They go through it in its first form and understand all of it at once.
inline void hear_information(storage::UnitOfWork& work,
                             const consent::InformationStore& information,
                             const protocol::ConsentForm& form, identity::PersonId who)
{
    consent::TeachBackAnswers said;
    for (const auto& question : form.teach_back)
        said.emplace(question.id, consent::Understood::at_once);
    const bool heard = information.go_through(work, who, form.sheet.texts.front()) &&
                       information.teach_back(work, who, said);
    if (!heard) throw std::runtime_error("nothing is heard");
}

} // namespace evenhand::tests
