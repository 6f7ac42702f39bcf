#include "tests/architecture/banned.hpp"

#include "tests/architecture/cpp_text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace evenhand::architecture {

namespace banned {

enum class Where { everywhere, not_in_tests };

/// `words` are neighbouring tokens. One that ends in "(" is a call of a free function: a member or
/// a declaration of that name is none.
struct Ban
{
    std::string_view rule;
    std::string_view words;
    Where where;
    std::string_view why;
};

constexpr std::string_view passed_in = "clock and chance are passed in: same seed, same trial";
constexpr std::string_view differs = "differs between libraries; draw from core's own streams";
constexpr std::string_view unchecked = "does not tell a bad number; use std::from_chars";
constexpr std::string_view edges = "settings are read by src/app and passed in";
constexpr std::string_view terminal =
    "only the command line talks to a terminal; logs go to spdlog";
constexpr std::string_view unsafe = "writes past its buffer or leaks; use a standard type";
constexpr std::string_view real_time = "waits on real time; a test moves the clock it was given";
constexpr std::string_view ends = "only main ends the process; throw or return";

constexpr std::string_view opening = "using namespace";

constexpr std::array bans = {
    Ban{"clock", "system_clock :: now", Where::everywhere, passed_in},
    Ban{"clock", "steady_clock :: now", Where::everywhere, passed_in},
    Ban{"clock", "high_resolution_clock :: now", Where::everywhere, passed_in},
    Ban{"clock", "time (", Where::everywhere, passed_in},
    Ban{"clock", "clock_gettime (", Where::everywhere, passed_in},
    Ban{"clock", "gettimeofday (", Where::everywhere, passed_in},
    Ban{"clock", "localtime (", Where::everywhere, "London time stands in core alone"},
    Ban{"clock", "localtime_r (", Where::everywhere, "London time stands in core alone"},
    Ban{"clock", "mktime (", Where::everywhere, "London time stands in core alone"},
    Ban{"chance", "random_device", Where::everywhere, passed_in},
    Ban{"chance", "rand (", Where::everywhere, passed_in},
    Ban{"chance", "srand (", Where::everywhere, passed_in},
    Ban{"chance", "randombytes_buf (", Where::everywhere, passed_in},
    Ban{"chance", "randombytes_uniform (", Where::everywhere, passed_in},
    Ban{"chance", "getrandom (", Where::everywhere, passed_in},
    Ban{"chance", "std :: shuffle", Where::everywhere, differs},
    Ban{"chance", "ranges :: shuffle", Where::everywhere, differs},
    Ban{"chance", "std :: sample", Where::everywhere, differs},
    Ban{"chance", "mt19937", Where::everywhere, differs},
    Ban{"chance", "mt19937_64", Where::everywhere, differs},
    Ban{"chance", "uniform_int_distribution", Where::everywhere, differs},
    Ban{"chance", "uniform_real_distribution", Where::everywhere, differs},
    Ban{"chance", "normal_distribution", Where::everywhere, differs},
    Ban{"chance", "bernoulli_distribution", Where::everywhere, differs},
    Ban{"chance", "discrete_distribution", Where::everywhere, differs},
    Ban{"chance", "exponential_distribution", Where::everywhere, differs},
    Ban{"chance", "poisson_distribution", Where::everywhere, differs},
    Ban{"environment", "getenv (", Where::not_in_tests, edges},
    Ban{"environment", "secure_getenv (", Where::not_in_tests, edges},
    Ban{"terminal", "std :: cout", Where::not_in_tests, terminal},
    Ban{"terminal", "std :: cerr", Where::not_in_tests, terminal},
    Ban{"terminal", "std :: clog", Where::not_in_tests, terminal},
    Ban{"terminal", "printf (", Where::not_in_tests, terminal},
    Ban{"terminal", "puts (", Where::not_in_tests, terminal},
    Ban{"terminal", "fmt :: print", Where::not_in_tests, terminal},
    Ban{"process", "system (", Where::everywhere, "a shell runs what it is given"},
    Ban{"process", "popen (", Where::everywhere, "a shell runs what it is given"},
    Ban{"process", "exit (", Where::not_in_tests, ends},
    Ban{"process", "_exit (", Where::not_in_tests, ends},
    Ban{"process", "abort (", Where::not_in_tests, ends},
    Ban{"process", "terminate (", Where::not_in_tests, ends},
    Ban{"memory", "new", Where::not_in_tests, unsafe},
    Ban{"memory", "delete", Where::not_in_tests, unsafe},
    Ban{"memory", "malloc (", Where::everywhere, unsafe},
    Ban{"memory", "strcpy (", Where::everywhere, unsafe},
    Ban{"memory", "strcat (", Where::everywhere, unsafe},
    Ban{"memory", "sprintf (", Where::everywhere, unsafe},
    Ban{"memory", "alloca (", Where::everywhere, unsafe},
    Ban{"parse", "std :: stoi", Where::not_in_tests, unchecked},
    Ban{"parse", "std :: stol", Where::not_in_tests, unchecked},
    Ban{"parse", "std :: stoll", Where::not_in_tests, unchecked},
    Ban{"parse", "std :: stoul", Where::not_in_tests, unchecked},
    Ban{"parse", "std :: stod", Where::not_in_tests, unchecked},
    Ban{"parse", "atoi (", Where::not_in_tests, unchecked},
    Ban{"parse", "atol (", Where::not_in_tests, unchecked},
    Ban{"parse", "atof (", Where::not_in_tests, unchecked},
    Ban{"parse", "strtol (", Where::not_in_tests, unchecked},
    Ban{"parse", "sscanf (", Where::not_in_tests, unchecked},
    Ban{"sleep", "sleep_for", Where::everywhere, real_time},
    Ban{"sleep", "sleep_until", Where::everywhere, real_time},
    Ban{"sleep", "sleep (", Where::everywhere, real_time},
    Ban{"sleep", "usleep (", Where::everywhere, real_time},
    Ban{"sleep", "nanosleep (", Where::everywhere, real_time},
    Ban{"namespace", opening, Where::not_in_tests, "hides where a name comes from"},
    Ban{"namespace", "namespace {", Where::everywhere,
        "unity builds join files, and unnamed namespaces collide: name it after the file"},
    Ban{"catch", "catch", Where::not_in_tests,
        "the world's failures are caught at the edges only (style 4)"},
};

bool is_name(std::string_view token)
{
    return std::isalpha(static_cast<unsigned char>(token.front())) != 0 || token.front() == '_';
}

/// What stands before a free function's name when it is called: `return`, `std::`, a sign; never a
/// type (a declaration), an object (a member) or another namespace (somebody else's function).
bool could_be_called(std::span<const Token> before)
{
    if (before.empty()) return true;
    const auto last = before.back().text;
    if (last == "." || last == "->" || last == "~" || last == "&" || last == "*") return false;
    if (last == "::") {
        if (before.size() < 2) return true;
        const auto scope = before[before.size() - 2].text;
        return scope == "std" || !is_name(scope);
    }
    return !is_name(last) || last == "return" || last == "else" || last == "co_return";
}

/// `= delete` and `operator new` are declarations; `= new T` is not.
bool is_declaration(std::string_view word, std::span<const Token> before)
{
    if (before.empty()) return false;
    const auto last = before.back().text;
    return last == "operator" || (word == "delete" && last == "=");
}

bool matches(std::span<const Token> tokens, std::size_t at, const Ban& ban)
{
    if (tokens[at].text != ban.words.substr(0, ban.words.find(' '))) return false;
    const auto words = words_of(ban.words);
    if (at + words.size() > tokens.size()) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (tokens[at + i].text != words[i]) return false;
    }
    const auto before = tokens.first(at);
    if (words.back() == "(") return could_be_called(before);
    if (ban.words == "delete" || ban.words == "new") return !is_declaration(ban.words, before);
    return true;
}

/// A switch over an enum names every value, so that a new value is a compiler warning; `default:`
/// would swallow it. A switch is over an enum when one of its labels is a qualified name.
class SwitchReader
{
public:
    SwitchReader(const std::string& path, std::span<const Token> tokens)
        : path_(path), tokens_(tokens)
    {
    }

    Findings read()
    {
        for (at_ = 0; at_ < tokens_.size(); ++at_) {
            const auto text = tokens_[at_].text;
            if (text == "switch") wanted_ = true;
            if (text == "{") open();
            if (text == "}") close();
            if (text == "case") read_case();
            const bool label =
                text == "default" && at_ + 1 < tokens_.size() && tokens_[at_ + 1].text == ":";
            if (label && !switches_.empty()) switches_.back().default_line = tokens_[at_].line;
        }
        return std::move(found_);
    }

private:
    struct Switch
    {
        int depth;
        bool over_enum;
        int default_line;
    };

    void open()
    {
        ++depth_;
        if (wanted_) switches_.push_back({depth_, false, 0});
        wanted_ = false;
    }

    void close()
    {
        if (!switches_.empty() && switches_.back().depth == depth_) {
            const Switch& ended = switches_.back();
            if (ended.over_enum && ended.default_line > 0) {
                found_.push_back({"default", path_, ended.default_line,
                                  "name every value of the enum instead of default:"});
            }
            switches_.pop_back();
        }
        --depth_;
    }

    void read_case()
    {
        for (; at_ < tokens_.size() && tokens_[at_].text != ":"; ++at_) {
            if (tokens_[at_].text == "::" && !switches_.empty()) switches_.back().over_enum = true;
        }
    }

    const std::string& path_;
    std::span<const Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool wanted_ = false;
    std::vector<Switch> switches_;
    Findings found_;
};

/// A file's helpers stand in a namespace of their own, in the place of an unnamed one; the file
/// that makes it may open it.
bool opens_own_helpers(std::span<const Token> tokens, std::size_t at)
{
    if (at + 4 < tokens.size() && tokens[at + 4].text.ends_with("_literals")) return true;
    if (at + 3 >= tokens.size() || tokens[at + 3].text != ";") return false;
    const auto name = tokens[at + 2].text;
    for (std::size_t i = 0; i + 2 < at; ++i) {
        const bool made_here = tokens[i].text == "namespace" && tokens[i + 1].text == name &&
                               tokens[i + 2].text == "{";
        if (made_here && name != "evenhand") return true;
    }
    return false;
}

void check_file(const std::string& path, const std::string& text, Findings& found)
{
    const CppText scanned = scan_cpp(text);
    const bool test = is_test_source(path);
    for (std::size_t at = 0; at < scanned.tokens.size(); ++at) {
        for (const auto& ban : bans) {
            if (test && ban.where == Where::not_in_tests) continue;
            if (!matches(scanned.tokens, at, ban)) continue;
            if (ban.words == opening && opens_own_helpers(scanned.tokens, at)) continue;
            found.push_back({std::string(ban.rule), path, scanned.tokens[at].line,
                             std::string(ban.words) + ": " + std::string(ban.why)});
        }
    }
    auto switches = SwitchReader(path, scanned.tokens).read();
    std::ranges::move(switches, std::back_inserter(found));
}

} // namespace banned

Findings check_banned(const Tree& tree)
{
    Findings found;
    for (const auto& [path, text] : tree) {
        const bool ours = path.starts_with("src/") || path.starts_with("tests/");
        if (ours && (path.ends_with(".cpp") || path.ends_with(".hpp"))) {
            banned::check_file(path, text, found);
        }
    }
    return found;
}

} // namespace evenhand::architecture
