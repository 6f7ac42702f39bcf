#pragma once

#include "evidence/reports/consort.hpp"
#include "html/html.hpp"

namespace evenhand::reports {

/// The flow as boxes under each other, beside each who left and who waits: lists, so that it is
/// read aloud, printed and narrow as well.
html::Html flow_figure(const Consort& flow);
/// The same counts as a table.
html::Html flow_table(const Consort& flow);

} // namespace evenhand::reports
