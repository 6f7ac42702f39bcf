#pragma once

#include "html/assets.hpp"
#include "http/route.hpp"

namespace evenhand::http {

/// GET /assets/{file}: what bin/assets built, to be kept for a year since each address carries the
/// hash of its content; gzip where the browser takes it. `assets` outlives the router.
void add_static_assets(Router& router, const html::Assets& assets);

/// GET /health: 200 and a word, from the thread that serves, touching neither store nor workers.
/// For load balancers: it says that the process answers, not that the store does.
void add_health(Router& router);

} // namespace evenhand::http
