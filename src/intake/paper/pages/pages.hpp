#pragma once

#include "intake/paper/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::paper::pages {

// waiting.cpp
http::Response waiting(const participants::Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);
// empty_form.cpp
http::Response empty_form(const participants::Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
// enter.cpp
http::Response ask_enter(const participants::Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response enter(const participants::Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// set_aside.cpp
http::Response ask_set_aside(const participants::Services&, const http::Request&,
                             const http::Viewer&, storage::UnitOfWork&);
http::Response set_aside(const participants::Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);

} // namespace evenhand::paper::pages
