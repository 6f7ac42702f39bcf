#pragma once

// Bad input, tried on every form of the program (issue: "each form with empty, huge, hostile and
// wrong-type fields"). The forms come from the registry and from the pages that show them, so a new
// form is tried without a line of test.

#include "http/request.hpp"
#include "http/route.hpp"
#include "tests/matrix/answer_rules.hpp"
#include "tests/support/test_client.hpp"

#include <string>
#include <vector>

namespace evenhand::matrix {

/// One way to send a form badly.
struct BadInput
{
    std::string kind;    ///< "markup", "letters for numbers"
    http::FormData sent; ///< what a reader of the form sees in it; empty if it is no form at all
    std::string body;
    std::string content_type = "application/x-www-form-urlencoded";
    /// A page gives back what was typed; escaped, that may be six times as long as it was.
    std::size_t most_answer_bytes = most_page_bytes;
};

/// Every way, for a form as its page shows it. `good` is what the route would take, tokens and all.
std::vector<BadInput> bad_inputs(const tests::PageForm& form, const http::FormData& good,
                                 std::size_t most_body_bytes);

/// Every way to search badly: as a query.
std::vector<BadInput> bad_queries(const tests::PageForm& form);
/// What is wrong with the answer to a search.
Faults search_faults(const BadInput& input, const tests::Visit& answer);

/// What is wrong with the answer: that it is no answer of ours to a form (a 500, a page after a
/// POST), that a refusal does not say in its summary what is wrong and where, that something typed
/// is lost, or that it comes back as markup.
Faults answer_faults(const http::Route& route, const BadInput& input, const tests::Visit& answer);

/// What the person reads: the first error of the summary, else the heading of the page.
std::string sentence_of(const tests::Visit& answer);

} // namespace evenhand::matrix
