#include "html/page.hpp"

#include "html/button.hpp"
#include "html/form.hpp"

namespace evenhand::html {

namespace page_parts {

/// Our mark: two bars of one height on a level beam.
Html mark()
{
    return element(
        "svg",
        {attr("class", "evenhand-header__mark"), attr("xmlns", "http://www.w3.org/2000/svg"),
         attr("width", "36"), attr("height", "36"), attr("viewBox", "0 0 36 36"),
         attr("aria-hidden", "true"), attr("focusable", "false")},
        element("path", {attr("class", "evenhand-header__bars"), attr("d", "M6 4h8v16H6z")}),
        element("path", {attr("class", "evenhand-header__bars"), attr("d", "M22 4h8v16h-8z")}),
        element("path", {attr("class", "evenhand-header__beam"),
                         attr("d", "M2 22h32v3.500H20.500L27 33H9l6.500-7.500H2z")}));
}

std::string_view mode_text(SiteMode mode)
{
    switch (mode) {
    case SiteMode::demo:
        return "Demonstration: made-up people only";
    case SiteMode::training:
        return "Training: made-up people only";
    case SiteMode::live:
        return "";
    }
    return "";
}

Html mode_banner(SiteMode mode)
{
    const std::string_view text = mode_text(mode);
    if (text.empty()) return {};
    return element(
        "div", {attr("class", "evenhand-mode")},
        element("p", {attr("class", "evenhand-mode__text govuk-width-container")}, text));
}

std::string full_title(const Site& site, const Page& page)
{
    std::string title = page.has_errors ? "Error: " : "";
    title += page.title;
    if (page.title != site.service_name) title += " - " + site.service_name;
    if (site.mode != SiteMode::live)
        title += site.mode == SiteMode::demo ? " (demonstration)" : " (training)";
    return title;
}

Html head(const Site& site, const Page& page)
{
    Html html = fragment(
        element("meta", {attr("charset", "utf-8")}), element("title", {}, full_title(site, page)),
        element("meta",
                {attr("name", "viewport"),
                 attr("content", "width=device-width, initial-scale=1, viewport-fit=cover")}),
        // Safari turns reference numbers into telephone links otherwise.
        element("meta", {attr("name", "format-detection"), attr("content", "telephone=no")}),
        element("meta", {attr("name", "theme-color"), attr("content", "#134e4a")}));
    if (!site.icon.empty())
        html += element(
            "link", {attr("rel", "icon"), attr("href", site.icon), attr("type", "image/svg+xml")});
    if (!site.stylesheet.empty())
        html += element("link", {attr("rel", "stylesheet"), attr("href", site.stylesheet)});
    if (!site.module_script.empty())
        html += external_script(site.module_script, /*is_module=*/true);
    return element("head", {}, html);
}

Html account(const SignedIn& who)
{
    Html words = element("span", {attr("class", "evenhand-account__name")}, who.name);
    if (!who.role.empty())
        words +=
            fragment(" ", element("span", {attr("class", "evenhand-account__role")}, who.role));
    const Html sign_out = form(
        {.action = who.sign_out_action, .csrf = who.csrf},
        element("button", {attr("type", "submit"), attr("class", "evenhand-account__sign-out")},
                "Sign out"));
    return element(
        "div", {attr("class", "evenhand-account")},
        element("p", {attr("class", "evenhand-account__who")},
                element("span", {attr("class", "govuk-visually-hidden")}, "Signed in as "), words),
        sign_out);
}

Html header(const Site& site, const Page& page)
{
    const Html home =
        element("a", {attr("class", "evenhand-header__home"), attr("href", site.home_url)}, mark(),
                element("span", {attr("class", "evenhand-header__name")}, site.service_name));
    Html navigation;
    if (!page.navigation.empty())
        navigation = service_navigation({.items = page.navigation, .navigation_label = "Main"});
    return element(
        "header", {attr("class", "evenhand-header")}, mode_banner(site.mode),
        element("div", {attr("class", "evenhand-header__bar")},
                element("div", {attr("class", "evenhand-header__inner govuk-width-container")},
                        home, page.signed_in ? account(*page.signed_in) : Html{})),
        navigation, site.phase ? phase_banner(*site.phase) : Html{});
}

Html way_back(const Page& page)
{
    if (!page.breadcrumbs.empty())
        return breadcrumbs({.items = page.breadcrumbs, .collapse_on_mobile = true});
    if (!page.back_href.empty()) return back_link({.href = page.back_href});
    return {};
}

Html main_part(const Page& page)
{
    const std::string_view column = page.width == PageWidth::reading
                                        ? "govuk-grid-column-two-thirds"
                                        : "govuk-grid-column-full";
    return element("main", {attr("class", "govuk-main-wrapper"), attr("id", "main-content")},
                   element("div", {attr("class", "govuk-grid-row")},
                           element("div", {attr("class", column)}, page.body)));
}

Html footer_links(const std::vector<Link>& links)
{
    if (links.empty()) return {};
    Html items;
    for (const Link& link : links)
        items +=
            element("li", {},
                    element("a", {attr("class", "evenhand-footer__link"), attr("href", link.href)},
                            link.text));
    return element("nav", {attr("aria-label", "About this service")},
                   element("ul", {attr("class", "evenhand-footer__links")}, items));
}

Html footer(const Site& site)
{
    Html help;
    if (!site.help.empty())
        help = element("div", {attr("class", "evenhand-footer__help")},
                       element("h2", {attr("class", "evenhand-footer__heading")}, "Get help"),
                       site.help);
    Html organisation;
    if (!site.organisation.empty())
        organisation =
            element("p", {attr("class", "evenhand-footer__organisation")}, site.organisation);
    return element("footer", {attr("class", "evenhand-footer")},
                   element("div", {attr("class", "govuk-width-container")}, help,
                           footer_links(site.footer_links), organisation));
}

} // namespace page_parts

Html document(const Site& site, const Page& page)
{
    using namespace page_parts;
    // First in the body, so that parts which need the script are laid out once and not twice.
    const Html supported = site.supported_script.empty()
                               ? Html{}
                               : external_script(site.supported_script, /*is_module=*/false);
    return fragment(document_start(page.lang), head(site, page),
                    element("body", {attr("class", "govuk-template__body")}, supported,
                            skip_link({}), header(site, page),
                            element("div", {attr("class", "govuk-width-container")},
                                    page.before_main, way_back(page), main_part(page)),
                            footer(site)),
                    document_end());
}

} // namespace evenhand::html
