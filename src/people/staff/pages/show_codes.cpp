#include "people/staff/pages/show_codes.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/qr_code.hpp"

#include <fmt/format.h>

namespace evenhand::staff {
namespace show_codes_parts {

/// In groups of four, as people copy it.
std::string grouped(std::string_view text)
{
    std::string groups;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % 4 == 0) groups += ' ';
        groups += text[i];
    }
    return groups;
}

/// One path of unit squares: small, and sharp at any size. Drawn on white whatever the theme, with
/// the quiet zone of four squares that the standard asks for.
html::Html drawn(const QrCode& code)
{
    constexpr int quiet = 4;
    std::string path;
    for (int row = 0; row < code.width; ++row) {
        for (int column = 0; column < code.width; ++column) {
            if (!code.is_dark(row, column)) continue;
            path += fmt::format("M{} {}h1v1h-1z", column + quiet, row + quiet);
        }
    }
    const int size = code.width + 2 * quiet;
    return html::element(
        "svg",
        {html::attr("xmlns", "http://www.w3.org/2000/svg"), html::attr("role", "img"),
         html::attr("aria-label", "QR code to scan with your authenticator app"),
         html::attr("width", 240), html::attr("height", 240),
         html::attr("viewBox", fmt::format("0 0 {} {}", size, size)),
         html::attr("shape-rendering", "crispEdges")},
        html::element("rect", {html::attr("width", size), html::attr("height", size),
                               html::attr("fill", "#ffffff")}),
        html::element("path", {html::attr("d", path), html::attr("fill", "#000000")}));
}

} // namespace show_codes_parts

html::Html show_codes(const std::vector<std::string>& codes)
{
    html::Html items;
    for (const auto& code : codes)
        items += html::element("li", {}, html::element("code", {}, code));
    return html::fragment(
        html::warning_text({.text = "Keep these codes now. They are not shown again."}),
        paragraph("Each code lets you sign in once if you do not have your phone. Print them, or "
                  "save them in a password manager. Do not keep them on your phone."),
        html::element("ol", {html::attr("class", "govuk-list govuk-list--number")}, items));
}

html::Html show_app_secret(const crypto::TotpSecret& secret, const crypto::TotpLabel& label)
{
    const auto code = make_qr_code(crypto::otpauth_uri(secret, label));
    return html::fragment(
        show_codes_parts::drawn(code),
        html::details(
            {.summary = "I cannot scan the picture",
             .text = html::fragment(
                 paragraph("In your app, choose to type a key. Choose \"time-based\", and type:"),
                 html::inset_text(
                     {.text = html::element(
                          "code", {}, show_codes_parts::grouped(crypto::base32_of(secret)))}))}));
}

} // namespace evenhand::staff
