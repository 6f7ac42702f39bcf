#pragma once

#include "http/route.hpp"
#include "support/casework/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::casework::pages {

// caseload.cpp
http::Response caseload(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
// waiting.cpp
http::Response waiting(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);
// counts.cpp
http::Response counts(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// case.cpp
http::Response open_case(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
// contact.cpp
http::Response ask_contact(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response record_contact(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
// assign.cpp: whose it is to be, for the first time and from one to another
http::Response ask_assign(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response assign(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
http::Response ask_transfer(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response transfer(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
// pack.cpp
http::Response show_pack(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response give_pack(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
// deviation.cpp
http::Response ask_deviation(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
http::Response record_deviation(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
http::Response ask_deviation_in_error(const Services&, const http::Request&, const http::Viewer&,
                                      storage::UnitOfWork&);
http::Response mark_deviation_in_error(const Services&, const http::Request&, const http::Viewer&,
                                       storage::UnitOfWork&);

} // namespace evenhand::casework::pages
