#include "tests/architecture/cpp_text.hpp"

#include <algorithm>
#include <cctype>

namespace evenhand::architecture {

namespace cpp_text {

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Scanner
{
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    CppText scan()
    {
        while (!rest_.empty()) {
            step();
        }
        return std::move(result_);
    }

private:
    void step()
    {
        if (rest_.starts_with("//")) return take(std::min(rest_.find('\n'), rest_.size()));
        if (rest_.starts_with("/*")) return take_to("*/");
        if (rest_.starts_with("R\"")) return raw_literal();
        const char c = rest_.front();
        if (c == '#' && at_line_start_) return directive();
        if (c == '"') return literal();
        if (c == '\'') return character();
        if (std::isspace(static_cast<unsigned char>(c)) != 0) return take(1);
        at_line_start_ = false;
        if (is_word(c)) return word();
        const bool two = rest_.starts_with("::") || rest_.starts_with("->");
        token(two ? 2 : 1);
    }

    void take(std::size_t count)
    {
        for (const char c : rest_.substr(0, count)) {
            if (c != '\n') continue;
            ++line_;
            at_line_start_ = true;
        }
        rest_.remove_prefix(count);
    }

    void take_to(std::string_view end)
    {
        const auto at = rest_.find(end, 2);
        take(at == std::string_view::npos ? rest_.size() : at + end.size());
    }

    void token(std::size_t length)
    {
        result_.tokens.push_back({rest_.substr(0, length), line_});
        take(length);
    }

    void word()
    {
        // A digit separator (1'000) belongs to the number.
        const bool number = std::isdigit(static_cast<unsigned char>(rest_.front())) != 0;
        std::size_t length = 1;
        while (length < rest_.size() &&
               (is_word(rest_[length]) || (number && rest_[length] == '\''))) {
            ++length;
        }
        token(length);
    }

    std::size_t quoted_length(char quote) const
    {
        std::size_t length = 1;
        while (length < rest_.size() && rest_[length] != quote && rest_[length] != '\n') {
            length += rest_[length] == '\\' ? 2U : 1U;
        }
        return std::min(length + 1, rest_.size());
    }

    void character() { token(quoted_length('\'')); }

    void literal()
    {
        at_line_start_ = false;
        const auto length = quoted_length('"');
        std::string text(rest_.substr(1, length - 2));
        for (auto at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at)) {
            text.replace(at, 2, "\n");
        }
        keep(text, length);
    }

    void raw_literal()
    {
        at_line_start_ = false;
        const auto open = rest_.find('(');
        const std::string close = ")" + std::string(rest_.substr(2, open - 2)) + "\"";
        const auto end = std::min(rest_.find(close), rest_.size());
        keep(rest_.substr(open + 1, end - open - 1), std::min(end + close.size(), rest_.size()));
    }

    void keep(std::string_view text, std::size_t length)
    {
        const bool joins =
            !result_.literals.empty() && result_.literals.back().token + 1 == result_.tokens.size();
        if (joins) {
            result_.literals.back().text += text;
        } else {
            result_.literals.push_back({std::string(text), line_, result_.tokens.size()});
            result_.tokens.push_back({"\"\"", line_});
        }
        take(length);
    }

    void directive()
    {
        std::size_t length = 0;
        while (length < rest_.size() && rest_[length] != '\n') {
            length += rest_[length] == '\\' ? 2U : 1U;
        }
        const auto text = rest_.substr(0, length);
        const auto open = text.find_first_of("<\"");
        if (text.find("include") != std::string_view::npos && open != std::string_view::npos) {
            const auto close = text.find_first_of(">\"", open + 1);
            result_.includes.push_back(
                {std::string(text.substr(open + 1, close - open - 1)), text[open] == '"', line_});
        }
        take(std::min(length, rest_.size()));
    }

    std::string_view rest_;
    int line_ = 1;
    bool at_line_start_ = true;
    CppText result_;
};

} // namespace cpp_text

CppText scan_cpp(std::string_view text)
{
    return cpp_text::Scanner(text).scan();
}

} // namespace evenhand::architecture
