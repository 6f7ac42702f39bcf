#pragma once

#include "html/html.hpp"
#include "http/route.hpp"
#include "intake/consent/information_store.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace evenhand::consent {

/// The information sheet of each form, by information_key(), read when the server starts.
using Sheets = std::map<std::string, html::Html, std::less<>>;
/// "easy-read/en": also the value of its choice in a form.
std::string information_key(std::string_view format, std::string_view language);

/// What the pages on information, teach-back and the decision stand on. All of it outlives the
/// router.
struct InformationServices
{
    const participants::Services& participants;
    const InformationStore& information;
    const Sheets& sheets;
};

/// What was explained, on a person's record.
participants::Section information_section(const InformationServices& services);
/// Each time the information was gone through.
participants::TimelineSource information_timeline(const InformationServices& services);

/// The routes of these pages; src/app calls it by name.
void add_information_routes(http::Router& router, const InformationServices& services);

namespace pages {

// information.cpp
http::Response ask_format(const InformationServices&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response choose_format(const InformationServices&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
// information_sheet.cpp
http::Response sheet(const InformationServices&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// information_questions.cpp
http::Response ask_teach_back(const InformationServices&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response keep_teach_back(const InformationServices&, const http::Request&,
                               const http::Viewer&, storage::UnitOfWork&);
// information_again.cpp
http::Response explain_again(const InformationServices&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
// decision.cpp
http::Response ask_decision(const InformationServices&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response keep_decision(const InformationServices&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);

/// The page that says why this is not asked here, with where they stand: 409.
http::Response information_not_now(const InformationServices& services,
                                   const http::Request& request, const http::Viewer& viewer,
                                   storage::UnitOfWork& work, participants::PersonId person);

} // namespace pages

} // namespace evenhand::consent
