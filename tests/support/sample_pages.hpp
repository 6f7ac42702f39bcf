#pragma once

#include "html/assets.hpp"
#include "html/page.hpp"

#include <string>
#include <vector>

// Pages of made-up content that use the components as real ones do: for the frame's tests, the
// weight check and the screenshots. Words and numbers follow casework 4.1 and the safe ranges of
// casework 5.

namespace evenhand::test {

struct SamplePage
{
    std::string name;
    html::Page page;
};

/// "start", "question", "errors", "check", "done" and "triage".
std::vector<SamplePage> sample_pages();

/// The site with addresses of static files that stand for the built ones.
html::Site sample_site(html::SiteMode mode);
/// The site with the files that bin/assets built.
html::Site sample_site(const html::Assets& assets);

} // namespace evenhand::test
