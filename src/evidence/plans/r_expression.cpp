#include "evidence/plans/r_expression.hpp"

#include "statistics/expression_node.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace evenhand::plans {

namespace r_expression_parts {

using statistics::ExpressionNode;
using statistics::Operation;

std::string written(const ExpressionNode& node);

std::vector<std::string> parts_of(const ExpressionNode& node)
{
    std::vector<std::string> parts;
    for (const ExpressionNode& part : node.parts)
        parts.push_back(written(part));
    return parts;
}

std::string between(const ExpressionNode& node, std::string_view sign)
{
    const auto parts = parts_of(node);
    return fmt::format("({} {} {})", parts.at(0), sign, parts.at(1));
}

std::string call(const ExpressionNode& node, std::string_view function)
{
    return fmt::format("{}({})", function, fmt::join(parts_of(node), ", "));
}

/// Texts are compared as texts, so a factor must not be compared by its levels' order.
std::string among(const ExpressionNode& node)
{
    auto parts = parts_of(node);
    const std::string first = parts.at(0);
    parts.erase(parts.begin());
    return fmt::format("is_in({}, c({}))", first, fmt::join(parts, ", "));
}

std::string written(const ExpressionNode& node)
{
    switch (node.operation) {
    case Operation::number:
        return r_number(node.number);
    case Operation::text:
        return r_text(node.text);
    case Operation::name:
        return fmt::format("d[[{}]]", r_text(node.text));
    case Operation::either:
        return between(node, "|");
    case Operation::both:
        return between(node, "&");
    case Operation::negation:
        return call(node, "!");
    case Operation::equal:
        return between(node, "==");
    case Operation::unequal:
        return between(node, "!=");
    case Operation::less:
        return between(node, "<");
    case Operation::at_most:
        return between(node, "<=");
    case Operation::greater:
        return between(node, ">");
    case Operation::at_least:
        return between(node, ">=");
    case Operation::among:
        return among(node);
    case Operation::plus:
        return between(node, "+");
    case Operation::minus:
        return call(node, "take_away");
    case Operation::times:
        return between(node, "*");
    case Operation::divide:
        return between(node, "/");
    case Operation::power:
        return between(node, "^");
    case Operation::opposite:
        return call(node, "-");
    case Operation::is_missing:
        return call(node, "is.na");
    case Operation::choose:
        return call(node, "choose_by");
    case Operation::log:
        return call(node, "log");
    case Operation::exp:
        return call(node, "exp");
    case Operation::sqrt:
        return call(node, "sqrt");
    case Operation::abs:
        return call(node, "abs");
    case Operation::floor:
        return call(node, "floor");
    case Operation::ceiling:
        return call(node, "ceiling");
    case Operation::round:
        return call(node, "round_half_out");
    case Operation::min:
        return call(node, "pmin");
    case Operation::max:
        return call(node, "pmax");
    case Operation::date:
        return call(node, "as.Date");
    case Operation::year:
        break;
    }
    return call(node, "year_of");
}

} // namespace r_expression_parts

std::string r_text(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string r_texts(const std::vector<std::string>& texts)
{
    std::vector<std::string> quoted;
    for (const auto& text : texts)
        quoted.push_back(r_text(text));
    return fmt::format("c({})", fmt::join(quoted, ", "));
}

std::string r_number(double value)
{
    return fmt::format("{}", value);
}

std::string r_expression(const statistics::Expression& expression)
{
    return r_expression_parts::written(expression.root());
}

} // namespace evenhand::plans
