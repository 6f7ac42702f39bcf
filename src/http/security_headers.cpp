#include "http/security_headers.hpp"

namespace evenhand::http {

const std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'";

void add_security_headers(Fields& fields, Transport transport, Serving serving)
{
    // A downloaded file that a browser opens after all runs nothing and belongs to no origin.
    fields.emplace_back("Content-Security-Policy",
                        serving == Serving::attachment
                            ? "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox"
                            : std::string(content_security_policy));
    fields.emplace_back("X-Content-Type-Options", "nosniff");
    fields.emplace_back("X-Frame-Options", "DENY");
    fields.emplace_back("Referrer-Policy", "no-referrer");
    fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    fields.emplace_back("Permissions-Policy",
                        "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (transport == Transport::tls) {
        fields.emplace_back("Strict-Transport-Security", "max-age=63072000");
    }
}

} // namespace evenhand::http
