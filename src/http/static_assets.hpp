#pragma once

#include "html/assets.hpp"
#include "http/route.hpp"

namespace evenhand::http {

/// A route for each static file. Its address carries a hash of its content, so browsers keep it for
/// a year and never ask again. Gzip goes to those who accept it: these files hold nothing of
/// anybody, so compression tells nothing (BREACH). `assets` outlives the router.
void add_static_assets(Router& router, const html::Assets& assets);

/// GET /health: 200 and "ok" while the process serves. It touches no database, so that it answers
/// how the process is and not how the disk is.
void add_health(Router& router);

} // namespace evenhand::http
