#include "recruitment/referral/pages/pages.hpp"

#include "core/check.hpp"

namespace evenhand::referral::pages {

http::Response information(const Services& services, const std::string& slug)
{
    const auto found = services.texts.find(slug);
    CHECK(found != services.texts.end());
    return http::page(200, [&services, &text = found->second] {
        return html::document(services.site,
                              {.title = text.title, .body = text.body, .back_href = "/"})
            .str();
    });
}

} // namespace evenhand::referral::pages
