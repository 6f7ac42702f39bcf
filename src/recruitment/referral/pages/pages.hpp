#pragma once

#include "http/route.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <span>
#include <string_view>

// The handlers of this room's pages, each defined in the file of its name; routes.cpp puts them in
// the registry.

namespace evenhand::referral::pages {

// start.cpp
http::Response start(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// information.cpp
/// A public page of prose, and where the same stands in Easy Read, or the longer page of it.
struct Leaflet
{
    std::string_view path;
    std::string_view slug; ///< of its text
    std::string_view twin; ///< path; may be empty
};
std::span<const Leaflet> leaflets();
http::Response information(const Services&, const Leaflet&);
// question_page.cpp
http::Response ask(const Services&, const Question&, const http::Request&, const http::Viewer&,
                   storage::UnitOfWork&);
http::Response answer(const Services&, const Question&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// cannot_join.cpp
http::Response cannot_join(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
// check.cpp
http::Response check_answers(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
http::Response send_answers(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
// sent.cpp
http::Response sent(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);
// equality.cpp
http::Response ask_equality(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response answer_equality(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
http::Response equality_thanks(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
// save.cpp
http::Response offer_save(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response save(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);
http::Response saved(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// resume.cpp
http::Response ask_code(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response resume(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// call_me.cpp
http::Response ask_call(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response request_call(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
// triage_queue.cpp
http::Response triage_queue(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response find_reference(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
// referral_record.cpp
http::Response referral_record(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);

// identity_decision.cpp
http::Response ask_identity(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response decide_identity(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
// not_theirs.cpp
http::Response ask_not_theirs(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response return_to_triage(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

// help_check.cpp, help_check_question.cpp, help_check_surgery.cpp, help_check_postcode.cpp,
// help_check_area.cpp, help_check_result.cpp: "check if this could help you"
http::Response help_check(const Services&);
http::Response ask_for_check(const Services&, std::string_view slug, const http::Request&,
                             storage::UnitOfWork&);
http::Response answer_for_check(const Services&, std::string_view slug, const http::Request&,
                                storage::Units&);
http::Response find_surgery(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response choose_surgery(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response ask_check_postcode(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
http::Response answer_check_postcode(const Services&, const http::Request&, const http::Viewer&,
                                     storage::Units&);
http::Response ask_check_area(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response answer_check_area(const Services&, const http::Request&, const http::Viewer&,
                                 storage::Units&);
http::Response check_result(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
// local_help.cpp
http::Response local_help(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);

} // namespace evenhand::referral::pages
