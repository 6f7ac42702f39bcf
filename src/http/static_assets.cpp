#include "http/static_assets.hpp"

#include <utility>

namespace evenhand::http {

namespace static_assets {

constexpr long year_seconds = 365L * 24 * 60 * 60;

Route public_route(std::string_view path, RateClass rate, PlainHandler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = "public",
            .relation = "any",
            .view = View::open,
            .audit = AuditClass::none,
            .rate = rate,
            .step_up = StepUp::no,
            .sample = Sample{},
            .handler = std::move(handler)};
}

Response serve(const html::Asset& asset, const Request& request)
{
    Response response;
    response.content_type = asset.content_type;
    response.cache_seconds = year_seconds;
    response.gzip = request.accepts_gzip && !asset.gzipped.empty();
    const std::string& bytes = response.gzip ? asset.gzipped : asset.plain;
    response.body = [&bytes] { return bytes; };
    return response;
}

} // namespace static_assets

void add_static_assets(Router& router, const html::Assets& assets)
{
    for (const auto& [path, asset] : assets.by_url()) {
        router.add(static_assets::public_route(path, RateClass::asset,
                                               [&asset = asset](const Request& request) {
                                                   return static_assets::serve(asset, request);
                                               }));
    }
}

void add_health(Router& router)
{
    router.add(static_assets::public_route("/health", RateClass::health, [](const Request&) {
        Response response;
        response.content_type = "text/plain; charset=utf-8";
        response.body = [] { return std::string("ok\n"); };
        return response;
    }));
}

} // namespace evenhand::http
