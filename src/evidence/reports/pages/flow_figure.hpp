#pragma once

#include "evidence/reports/consort.hpp"
#include "html/html.hpp"

namespace evenhand::reports {

/// How far the flow is told. Before a release it ends at *randomised* for all but the unblinded
/// statistician (design 8.7): who left after it can be held against what is seen of one arm.
enum class FlowUpTo { randomised, now };

/// The flow as boxes under each other, beside each who left and who waits: lists, so that it is
/// read aloud, printed and narrow as well.
html::Html flow_figure(const Consort& flow, FlowUpTo upto);
/// The same counts as a table.
html::Html flow_table(const Consort& flow);

} // namespace evenhand::reports
