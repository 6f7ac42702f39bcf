#pragma once

#include "html/html.hpp"
#include "html/lists.hpp"
#include "http/route.hpp"
#include "recruitment/appointments/pages/services.hpp"

#include <optional>
#include <string>
#include <vector>

// The handlers of this room's pages, each defined in the file of its name, and what they share.

namespace evenhand::appointments::pages {

using Renderings = std::vector<participants::Rendering>;
/// What must be read before anybody calls, books or writes: may we, safe contact, needs. The same
/// as on the record.
Renderings before_all(const Services& services, storage::UnitOfWork& work,
                      const http::Viewer& viewer, PersonId person);
html::Html all_of(const Renderings& renderings);

/// The person of the path and where they stand; nothing if there is none, or their way has not
/// begun.
std::optional<participants::Journey>
journey_of(const Services& services, const http::Request& request, storage::UnitOfWork& work);

/// The day by which their first appointment was promised (T3); nothing once they have come.
std::optional<LocalDate> promised_day(const Services& services, storage::UnitOfWork& work,
                                      PersonId person);
/// "10:00am on 4 March 2026", "Example Library, face to face, 60 minutes".
html::Html place_words(const Appointment& appointment);
/// A page of a person on which nothing can be done now, and why.
http::Response cannot_now(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, PersonId person, std::string_view title,
                          std::string_view why);
/// The sentence for a refusal.
std::string_view sentence_of(Refusal refusal);
/// The area that was asked for, if the trial has it; else the first of the trial, or empty.
std::string area_in(const protocol::Protocol& protocol, std::string_view wanted);
/// Whether the trial has that area.
bool has_area(const protocol::Protocol& protocol, std::string_view area);
/// The area that a list is asked for; empty: every area, also where the trial has no such area.
std::string area_asked(const protocol::Protocol& protocol, const http::FormData& query);
/// A choice of the trial's areas; `every` adds the empty one.
html::Html area_select(const protocol::Protocol& protocol, const std::string& chosen, bool every);
/// Digits alone, as an int.
std::optional<int> whole_number(std::string_view text);
/// The day of a list: `day` of a link, or the three boxes "on"; else today.
LocalDate day_in(const http::FormData& query, LocalDate today);
/// The day of the three boxes "when", which is not in the future: today at this moment, another day
/// at noon, since only the day was asked for. Else the code of what is wrong with it.
Result<Instant, std::string> past_moment(const http::FormData& form, Instant now);
/// Whether and how the program may write to them today.
ReachedBy reached_by(const Services& services, storage::UnitOfWork& work, PersonId person);
/// Records that what is about one person was opened.
void log_opened(storage::UnitOfWork& work, std::string_view action, PersonId person);

// calls.cpp
http::Response calls(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
/// When nobody was reached the last time, by its day where no more is known, and when to try next:
/// "2 March 2026. Try the evening"; "Not yet".
std::string last_try_words(const Owed& owed);
// acknowledgement.cpp
http::Response acknowledgement_letter(const Services&, const http::Request&, const http::Viewer&,
                                      storage::UnitOfWork&);
http::Response end_letter(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
/// The one button that ends it.
html::Html letter_form(const OwedLetter& letter, LetterEnd end, const http::FormTokens& tokens);
// letters.cpp
/// The list of letters of that area, or of every one, after that row.
std::string letters_path(const std::string& area, const std::optional<LetterAfter>& after);
http::Response letters(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);
// last_letter.cpp
http::Response ask_letter(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response send_letter(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
// could_not_reach.cpp
http::Response ask_unreached(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
http::Response close_unreached(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
// end.cpp
http::Response ask_end(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);
http::Response end_way(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);
// reopen.cpp
http::Response ask_reopen(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response reopen(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
http::Response ask_decide(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response decide(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// book.cpp
http::Response ask_booking(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response book(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);
// appointment.cpp
http::Response appointment(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response attended(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response missed(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// cancel.cpp
http::Response ask_cancel(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response cancel(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// information.cpp
http::Response ask_information(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
http::Response note_information(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
// day.cpp
http::Response day(const Services&, const http::Request&, const http::Viewer&,
                   storage::UnitOfWork&);
// slots.cpp
http::Response slot_list(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response cancel_slot(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
// new_slots.cpp
http::Response ask_slots(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response make_slots(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);

} // namespace evenhand::appointments::pages
