#pragma once

#include "html/form.hpp"
#include "html/html.hpp"
#include "http/route.hpp"
#include "people/withdrawal/pages/services.hpp"

#include <string>
#include <string_view>
#include <vector>

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::withdrawal::pages {

// withdraw.cpp
http::Response ask_withdraw(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response withdraw(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
// withdrawals.cpp
http::Response withdrawals(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response ask_note_in_error(const Services&, const http::Request&, const http::Viewer&,
                                 storage::UnitOfWork&);
http::Response mark_note_in_error(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
// take_back.cpp
http::Response ask_take_back(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
http::Response take_back(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
// life_event.cpp
http::Response ask_life_event(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response write_life_event(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

// form_parts.cpp

/// What a form of this room is asked with: whose it is, what was typed, what is wrong with it.
struct Asked
{
    PersonId person;
    LocalDate today;
    http::FormData typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
    std::string meanwhile = {}; ///< what somebody else wrote first, in a sentence
};
/// The person of the path with the form; nothing if there is no such person.
std::optional<Asked> asked_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work);
/// 200 where nothing is wrong with what was typed, 409 where somebody else was first, else 422.
int status_of(const Asked& asked);
/// The day of the boxes "effective-…", or the code of what is wrong with them.
Result<LocalDate, std::string> effective_day(const http::FormData& form);

/// Takes the step of the spine if it has a line for it. Who is being randomised this moment is not
/// stopped: the permissions already say what holds, and the draw takes the step when it is done.
/// The step happened on the day from which it counts, or right after their last one if that was
/// later.
void take_step(const Services& services, storage::UnitOfWork& work, PersonId person,
               participants::Step step, LocalDate effective);

/// A step of the spine that no longer holds.
struct StepBack
{
    participants::Step step;
    std::string_view reason; ///< a code
};
/// Takes it back if it is the last that counts; who went on since then stands where they are.
void take_step_back(const Services& services, storage::UnitOfWork& work, PersonId person,
                    const StepBack& back);

} // namespace evenhand::withdrawal::pages
