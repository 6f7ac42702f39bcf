#include "charts/curves.hpp"

#include "charts/drawing.hpp"
#include "charts/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::charts {

namespace curve_parts {

using html::attr;
using html::element;
using html::Html;

constexpr int width = 960;
constexpr int height = 420;
constexpr int left = 64;
constexpr int right = 170; ///< room for the names at the ends
constexpr int top = 16;
constexpr int bottom = 60;
constexpr double least_gap = 20; ///< between two names

struct Frame
{
    Scale time;
    [[nodiscard]] double x(double at) const
    {
        return left + time.share(at) * (width - left - right);
    }
    [[nodiscard]] static double y(double share)
    {
        return height - bottom - share * (height - top - bottom);
    }
};

Html axes(const Frame& frame, const std::string& name)
{
    Html parts;
    for (const double share : {0.0, .25, .5, .75, 1.0}) {
        const std::string y = units(Frame::y(share));
        parts += element("line", {attr("class", "evenhand-chart__line"), attr("x1", left),
                                  attr("x2", width - right), attr("y1", y), attr("y2", y)});
        parts += element("text",
                         {attr("class", "evenhand-chart__text"), attr("text-anchor", "end"),
                          attr("x", left - 8), attr("y", units(Frame::y(share) + 5))},
                         fmt::format("{:g}", share));
    }
    for (const double mark : frame.time.marks)
        parts += element("text",
                         {attr("class", "evenhand-chart__text"), attr("text-anchor", "middle"),
                          attr("x", units(frame.x(mark))), attr("y", height - bottom + 22)},
                         mark_text(frame.time, mark));
    return parts + element("text",
                           {attr("class", "evenhand-chart__text"), attr("text-anchor", "middle"),
                            attr("x", units((left + width - right) / 2.0)), attr("y", height - 12)},
                           name);
}

Html line(const Frame& frame, const StepCurve& curve, bool second)
{
    std::string path = fmt::format("M{} {}", units(frame.x(0)), units(Frame::y(1)));
    for (const auto& [time, share] : curve.steps)
        path += fmt::format("H{}V{}", units(frame.x(time)), units(Frame::y(share)));
    return element("path", {attr("class", second ? "evenhand-chart__curve evenhand-chart__curve--"
                                                   "second"
                                                 : "evenhand-chart__curve"),
                            attr("d", path)});
}

double end_of(const StepCurve& curve)
{
    return Frame::y(curve.steps.empty() ? 1 : curve.steps.back().second);
}

} // namespace curve_parts

html::Html curves(const Curves& chart)
{
    using namespace curve_parts;
    if (chart.curves.empty()) return {};
    double last = 0;
    for (const StepCurve& curve : chart.curves)
        for (const auto& [time, share] : curve.steps)
            last = std::max(last, time);
    const Frame frame{.time = scale_of(0, last)};
    Html content = axes(frame, chart.axis);
    double taken = -1e9;
    for (std::size_t i = 0; i < chart.curves.size(); ++i) {
        double y = end_of(chart.curves[i]);
        if (std::abs(y - taken) < least_gap) y = taken + (y < taken ? -least_gap : least_gap);
        taken = y;
        content += line(frame, chart.curves[i], i > 0);
        content += element("text",
                           {attr("class", "evenhand-chart__text"), attr("x", width - right + 8),
                            attr("y", units(y + 5))},
                           chart.curves[i].name);
    }
    return drawing({.id = chart.id,
                    .title = chart.title,
                    .description = chart.description,
                    .width = width,
                    .height = height},
                   content);
}

} // namespace evenhand::charts
