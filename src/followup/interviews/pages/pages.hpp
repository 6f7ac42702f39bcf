#pragma once

#include "followup/interviews/pages/services.hpp"
#include "html/form.hpp"
#include "html/html.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::interviews::pages {

inline constexpr std::string_view list_path = "/interviews";
inline constexpr std::string_view all_path = "/interviews/all";
inline constexpr std::string_view tell_path = "/interviews/told";
inline constexpr std::string_view recorded_path = "/interviews/recorded";

// whose.cpp
http::Response ask_whose(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response find_whose(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
// told.cpp
http::Response ask_told(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response write_told(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response recorded(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
// unblindings.cpp
http::Response list_to_change(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response list_all(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
// unblinding.cpp
http::Response open_unblinding(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
// taken_over.cpp
http::Response ask_taken_over(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response write_taken_over(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
// in_error.cpp
http::Response ask_in_error(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response write_in_error(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);

// interviewers.cpp

/// Somebody who is an interviewer now.
struct Interviewer
{
    staff::AccountId id;
    std::string name;
};
/// All of them, the newest account first. A trial has tens.
std::vector<Interviewer> interviewers_now(const Services& services, storage::UnitOfWork& work);
/// Radios with their names; none is chosen unless it was typed.
html::Html choose_interviewer(std::string_view legend, const std::vector<Interviewer>& offered,
                              const http::FormData& typed, const html::FieldErrors& errors);
/// The one that was chosen; nothing if it is none of them.
std::optional<staff::AccountId> chosen_interviewer(const http::FormData& typed,
                                                   const std::vector<Interviewer>& offered);
/// Where it is written down that an interviewer was told that person's group.
std::string told_path(PersonId person);
/// "/interviews/ID", and what follows it.
std::string unblinding_path(UnblindingId id, std::string_view more = {});
/// When they were put into a group; nothing before that, or where nobody is known.
std::optional<LocalDate> randomised_on(const Services& services, storage::UnitOfWork& work,
                                       PersonId person);
/// "WW-10427-K"; every randomised person has one.
std::string study_number_of(const Services& services, storage::UnitOfWork& work, PersonId person);
/// What is told of an unblinding on its page and on those of its forms.
html::Html told_summary(const Unblinding& told, std::string_view study_number,
                        std::string_view interviewer, std::string_view recorded_by);

} // namespace evenhand::interviews::pages
