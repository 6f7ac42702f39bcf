#pragma once

#include "http/route.hpp"
#include "recruitment/referral/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name; routes.cpp puts them in
// the registry.

namespace evenhand::referral::pages {

// start.cpp
http::Response start(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// information.cpp
http::Response information(const Services&, const std::string& slug);
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

} // namespace evenhand::referral::pages
