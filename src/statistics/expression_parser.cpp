// Recursive descent, one function a rank of operators. The depth is bounded: a plan is outside
// text.
#include "statistics/expression_node.hpp"

#include "core/text.hpp"
#include "core/words.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace evenhand::statistics {

namespace expression_parser {

using Node = ExpressionNode;
using Parsed = Result<Node, ExpressionError>;

constexpr std::size_t deepest = 60;

struct Call
{
    Operation value;
    std::string_view name;
    std::size_t parts;
};

constexpr std::array calls = {
    Call{Operation::is_missing, "missing", 1},
    Call{Operation::choose, "if", 3},
    Call{Operation::log, "log", 1},
    Call{Operation::exp, "exp", 1},
    Call{Operation::sqrt, "sqrt", 1},
    Call{Operation::abs, "abs", 1},
    Call{Operation::floor, "floor", 1},
    Call{Operation::ceiling, "ceiling", 1},
    Call{Operation::round, "round", 1},
    Call{Operation::min, "min", 2},
    Call{Operation::max, "max", 2},
    Call{Operation::date, "date", 1},
    Call{Operation::year, "year", 1},
};

/// An operator between two parts. Longer signs come before those that they begin with.
using Sign = Words<Operation>;

constexpr std::array comparisons = {
    Sign{Operation::equal, "=="},    Sign{Operation::unequal, "!="}, Sign{Operation::at_most, "<="},
    Sign{Operation::at_least, ">="}, Sign{Operation::equal, "="},    Sign{Operation::less, "<"},
    Sign{Operation::greater, ">"},
};
constexpr std::array sums = {Sign{Operation::plus, "+"}, Sign{Operation::minus, "-"}};
constexpr std::array products = {Sign{Operation::times, "*"}, Sign{Operation::divide, "/"}};

bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

class Parser
{
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Parsed whole()
    {
        Node node = TRY(either());
        skip();
        if (at_ < text_.size()) return error("something follows that does not belong here");
        return node;
    }

private:
    [[nodiscard]] tl::unexpected<ExpressionError> error(std::string sentence) const
    {
        return refuse(ExpressionError{at_, std::move(sentence)});
    }

    void skip()
    {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos)
            ++at_;
    }

    bool take(std::string_view sign)
    {
        skip();
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }

    /// A whole word, so that "order" does not begin with "or".
    bool take_word(std::string_view word)
    {
        skip();
        const auto rest = text_.substr(at_);
        if (!rest.starts_with(word)) return false;
        if (rest.size() > word.size()) {
            const char next = rest[word.size()];
            if (begins_name(next) || is_digit(next)) return false;
        }
        at_ += word.size();
        return true;
    }

    static Node joined(Operation operation, std::size_t at, Node left, Node right)
    {
        Node node{operation, at};
        node.parts.push_back(std::move(left));
        node.parts.push_back(std::move(right));
        return node;
    }

    Parsed either()
    {
        Node left = TRY(both());
        for (std::size_t at = at_; take_word("or"); at = at_)
            left = joined(Operation::either, at, std::move(left), TRY(both()));
        return left;
    }

    Parsed both()
    {
        Node left = TRY(negation());
        for (std::size_t at = at_; take_word("and"); at = at_)
            left = joined(Operation::both, at, std::move(left), TRY(negation()));
        return left;
    }

    Parsed negation()
    {
        const std::size_t at = at_;
        if (!take_word("not")) return comparison();
        return within(
            [&]() -> Parsed { return wrapped(Operation::negation, at, TRY(negation())); });
    }

    Parsed comparison()
    {
        Node left = TRY(sum());
        const std::size_t at = at_;
        if (take_word("in")) return among(at, std::move(left));
        for (const Sign& sign : comparisons) {
            if (take(sign.name)) return joined(sign.value, at, std::move(left), TRY(sum()));
        }
        return left;
    }

    Parsed among(std::size_t at, Node left)
    {
        Node node{Operation::among, at};
        node.parts.push_back(std::move(left));
        if (!take("(")) return error("\"in\" is followed by a list in brackets");
        do
            node.parts.push_back(TRY(atom()));
        while (take(","));
        if (!take(")")) return error("a bracket is not closed");
        return node;
    }

    Parsed sum()
    {
        Node left = TRY(product());
        while (true) {
            const auto sign = one_of(sums);
            if (!sign) return left;
            const std::size_t at = at_ - 1;
            left = joined(*sign, at, std::move(left), TRY(product()));
        }
    }

    Parsed product()
    {
        Node left = TRY(opposite());
        while (true) {
            const auto sign = one_of(products);
            if (!sign) return left;
            const std::size_t at = at_ - 1;
            left = joined(*sign, at, std::move(left), TRY(opposite()));
        }
    }

    template <std::size_t Size>
    std::optional<Operation> one_of(const std::array<Sign, Size>& signs)
    {
        for (const Sign& sign : signs) {
            if (take(sign.name)) return sign.value;
        }
        return std::nullopt;
    }

    Parsed opposite()
    {
        if (!take("-")) return power();
        const std::size_t at = at_ - 1;
        return within(
            [&]() -> Parsed { return wrapped(Operation::opposite, at, TRY(opposite())); });
    }

    /// Binds tighter than a sign on its left and looser than one on its right: -2^-1 is -(2^(-1)).
    Parsed power()
    {
        Node left = TRY(atom());
        if (!take("^")) return left;
        const std::size_t at = at_ - 1;
        return within([&]() -> Parsed {
            return joined(Operation::power, at, std::move(left), TRY(opposite()));
        });
    }

    static Node wrapped(Operation operation, std::size_t at, Node part)
    {
        Node node{operation, at};
        node.parts.push_back(std::move(part));
        return node;
    }

    template <class Rule>
    Parsed within(Rule&& rule)
    {
        if (depth_ == deepest) return error("the expression is nested too deeply");
        ++depth_;
        auto node = rule();
        --depth_;
        return node;
    }

    Parsed atom()
    {
        skip();
        if (at_ == text_.size()) return error("something is missing at the end");
        const char c = text_[at_];
        if (c == '(') return within([&]() -> Parsed { return bracket(); });
        if (c == '"' || c == '\'') return quoted(Operation::text);
        if (c == '`') return quoted(Operation::name);
        if (is_digit(c) || c == '.') return number();
        if (begins_name(c)) return within([&]() -> Parsed { return name_or_call(); });
        return error("a name, a number, a text or a bracket is wanted here");
    }

    Parsed bracket()
    {
        ++at_;
        Node node = TRY(either());
        if (!take(")")) return error("a bracket is not closed");
        return node;
    }

    Parsed quoted(Operation operation)
    {
        const std::size_t end = text_.find(text_[at_], at_ + 1);
        if (end == text_.npos) return error("a quote is not closed");
        Node node{operation, at_};
        node.text = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return node;
    }

    Parsed number()
    {
        Node node{Operation::number, at_};
        const char* const begin = text_.data() + at_;
        const auto [end, fault] = std::from_chars(begin, text_.data() + text_.size(), node.number);
        if (fault != std::errc() || !std::isfinite(node.number)) return error("this is no number");
        at_ += static_cast<std::size_t>(end - begin);
        return node;
    }

    Parsed name_or_call()
    {
        const std::size_t begin = at_;
        while (at_ < text_.size() && (begins_name(text_[at_]) || is_digit(text_[at_])))
            ++at_;
        const auto name = text_.substr(begin, at_ - begin);
        if (take("(")) return call(begin, name);
        Node node{Operation::name, begin};
        node.text = name;
        return node;
    }

    Parsed call(std::size_t begin, std::string_view name)
    {
        const auto found = std::ranges::find(calls, name, &Call::name);
        if (found == calls.end()) {
            at_ = begin;
            return error(fmt::format("there is no function \"{}\"", name));
        }
        Node node{found->value, begin};
        do
            node.parts.push_back(TRY(either()));
        while (take(","));
        if (!take(")")) return error("a bracket is not closed");
        if (node.parts.size() != found->parts) {
            at_ = begin;
            return error(fmt::format("\"{}\" takes {} and is given {}", name, found->parts,
                                     node.parts.size()));
        }
        return node;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
};

void add_names(const Node& node, std::vector<std::string>& names)
{
    const bool is_new = std::ranges::find(names, node.text) == names.end();
    if (node.operation == Operation::name && is_new) names.push_back(node.text);
    for (const Node& part : node.parts)
        add_names(part, names);
}

} // namespace expression_parser

Result<Expression, ExpressionError> Expression::parse(std::string_view text)
{
    if (!is_valid_utf8(text)) return refuse(ExpressionError{0, "the expression is not UTF-8 text"});
    ExpressionNode root = TRY(expression_parser::Parser(text).whole());
    return Expression(std::make_shared<const ExpressionNode>(std::move(root)));
}

std::vector<std::string> Expression::names() const
{
    std::vector<std::string> names;
    expression_parser::add_names(*root_, names);
    return names;
}

} // namespace evenhand::statistics
