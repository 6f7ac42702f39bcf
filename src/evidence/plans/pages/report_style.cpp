#include "evidence/plans/pages/report_parts.hpp"

namespace evenhand::plans {

std::string_view report_style()
{
    return R"(
body { margin: 0; color: #1c2321; background: #fff; font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid #1d6a63; }
h3 { margin-top: 2rem; }
.note, .problem { padding: .75rem 1rem; border-left: 6px solid #a3402c; background: #faf3ef; }
.evenhand-scroll, .evenhand-table-scroll { overflow-x: auto; }
:focus-visible { outline: 3px solid #1c2321; outline-offset: 2px; }
table { width: 100%; margin: 1rem 0; border-collapse: collapse; }
caption { padding: .25rem 0; font-weight: 700; text-align: left; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #b9c4c1; text-align: left;
  vertical-align: top; }
.govuk-table__cell--numeric, .govuk-table__header--numeric { text-align: right;
  font-variant-numeric: tabular-nums; }
code { overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 700; }
.evenhand-chart { margin: 1rem 0; }
.evenhand-chart svg { display: block; width: 100%; min-width: 720px; max-width: 960px;
  height: auto; }
.evenhand-chart__line { stroke: #b9c4c1; }
.evenhand-chart__zero { stroke: #1c2321; stroke-dasharray: 4 4; }
.evenhand-chart__text { fill: #1c2321; font: 16px system-ui, sans-serif; }
.evenhand-chart__interval { stroke: #1d6a63; stroke-width: 3px; }
.evenhand-chart__point { fill: #1c2321; }
.evenhand-chart__curve { fill: none; stroke: #1d6a63; stroke-width: 3px; }
.evenhand-chart__curve--second { stroke: #a3402c; stroke-dasharray: 10 5; }
@media print { .evenhand-chart { break-inside: avoid; } .evenhand-chart svg { min-width: 0; } }
)";
}

} // namespace evenhand::plans
