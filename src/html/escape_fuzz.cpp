#include "html/html.hpp"

#include "tests/support/html_tokens.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

// Any bytes, in a text, in an attribute and in an address: a strict reading must find the three
// elements that were written and no more, and never an address that is code.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const html::Html markup = fragment(html::element("p", {html::attr("title", bytes)}, bytes),
                                       html::element("textarea", {}, bytes),
                                       html::element("a", {html::attr("href", bytes)}, "x"));
    int starts = 0;
    for (const test::HtmlToken& token : test::html_tokens(markup.str())) {
        if (token.kind == test::HtmlToken::Kind::start) ++starts;
        for (const auto& [name, value] : token.attributes)
            if (name == "href" && value.starts_with("javascript:")) std::abort();
    }
    if (starts != 3) std::abort();
    return 0;
}
