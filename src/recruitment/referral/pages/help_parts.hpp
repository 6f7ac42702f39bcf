#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "recruitment/directory/directory.hpp"
#include "recruitment/referral/help_check.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the pages of "check if this could help you" and of local help share.

namespace evenhand::referral::pages {

/// The name of the hidden field and query parameter that holds the answers so far.
inline constexpr std::string_view so_far = "so";

/// The answers so far, from the form or the address; nothing where that text is none of ours.
std::optional<HelpCheck> answered(const Services& services, const http::Request& request);
/// The page of that step with these answers: "/check/work?so=1.4.-.-".
std::string check_path(std::string_view step, const HelpCheck& check);
/// The title of a page that asks what the referral asks too: no two pages have one title.
std::string check_title(std::string_view question);
/// On to the question that comes next, or to the result.
http::Response go_on(const Services& services, const HelpCheck& check);
/// Back to the beginning: the answers in the address are none of ours.
http::Response begin_again();

/// The page on which a person says in which of those areas the surgery is.
std::string area_path(const protocol::Protocol& protocol, const HelpCheck& check,
                      const std::vector<std::string>& areas);
/// The national help that the protocol names.
html::Html elsewhere(const protocol::Protocol& protocol);
/// The services of a list, each with what, for whom and how; nothing where there is none.
html::Html services_list(const directory::ServicesPack& pack);
/// Links to the local help of each area.
html::Html area_links(const protocol::Protocol& protocol);
/// That nothing of these pages is kept.
html::Html nothing_is_kept();

} // namespace evenhand::referral::pages
