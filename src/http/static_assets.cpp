#include "http/static_assets.hpp"

#include <string>
#include <utility>

namespace evenhand::http {

namespace static_assets {

constexpr long one_year_seconds = 365L * 24 * 60 * 60;
constexpr std::string_view folder = "/assets/";

Response serve(const html::Assets& assets, const Request& request)
{
    const auto* asset = assets.find(request.path);
    if (asset == nullptr) return not_found();
    Response response;
    response.content_type = asset->content_type;
    response.cache_seconds = one_year_seconds;
    response.gzip = request.accepts_gzip && !asset->gzipped.empty();
    const auto& bytes = response.gzip ? asset->gzipped : asset->plain;
    response.body = [&bytes] { return bytes; };
    return response;
}

Route public_get(std::string_view path, RateClass rate, PlainHandler handler)
{
    Route route;
    route.path = path;
    route.permission = "public";
    route.relation = "any";
    route.view = View::open;
    route.audit = AuditClass::none;
    route.rate = rate;
    route.step_up = StepUp::no;
    route.sample = Sample{};
    route.handler = std::move(handler);
    return route;
}

} // namespace static_assets

void add_static_assets(Router& router, const html::Assets& assets)
{
    auto route =
        static_assets::public_get("/assets/{file}", RateClass::asset, [&](const Request& request) {
            return static_assets::serve(assets, request);
        });
    std::string file = "none";
    if (!assets.by_url().empty()) {
        file = assets.by_url().begin()->first.substr(static_assets::folder.size());
    }
    route.sample->parameters.emplace_back("file", file);
    router.add(std::move(route));
}

void add_health(Router& router)
{
    auto route = static_assets::public_get("/health", RateClass::health, [](const Request&) {
        auto response = page(200, [] { return std::string("well\n"); });
        response.content_type = "text/plain; charset=utf-8";
        return response;
    });
    router.add(std::move(route));
}

} // namespace evenhand::http
