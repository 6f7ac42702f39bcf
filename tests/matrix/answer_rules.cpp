#include "tests/matrix/answer_rules.hpp"

#include "tests/support/html_tokens.hpp"

#include <fmt/format.h>

#include <array>
#include <set>
#include <string_view>

namespace evenhand::matrix {
namespace answer_rules {

struct Wanted
{
    std::string_view name;
    std::string_view value;
};
/// Written from security 4.9, and not from the program.
constexpr std::array wanted_headers{
    Wanted{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
           "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
           "require-trusted-types-for 'script'"},
    Wanted{"X-Content-Type-Options", "nosniff"},
    Wanted{"X-Frame-Options", "DENY"},
    Wanted{"Referrer-Policy", "no-referrer"},
    Wanted{"Cross-Origin-Opener-Policy", "same-origin"},
    Wanted{"Cross-Origin-Resource-Policy", "same-origin"},
    Wanted{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"}};

// A downloaded file that a browser opens after all runs nothing.
constexpr std::string_view attachment_policy =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

bool is_attachment(const tests::Visit& answer)
{
    return answer.header("Content-Disposition").starts_with("attachment;");
}

bool is_page(const tests::Visit& answer)
{
    return answer.header("Content-Type").starts_with("text/html") && !answer.body.empty();
}

std::string attribute(const test::HtmlToken& token, std::string_view name)
{
    for (const auto& [key, value] : token.attributes)
        if (key == name) return value;
    return {};
}

} // namespace answer_rules

Faults header_faults(const tests::Visit& answer)
{
    Faults faults;
    for (const auto& [name, value] : answer_rules::wanted_headers) {
        const auto got = answer.header(name);
        const bool of_file =
            name == "Content-Security-Policy" && answer_rules::is_attachment(answer);
        if (got != (of_file ? answer_rules::attachment_policy : value))
            faults.push_back(fmt::format("{} is \"{}\"", name, got));
    }
    // What depends on who asks is kept by nobody; only public, static things may be.
    const auto cache = answer.header("Cache-Control");
    const bool of_one_asker = answer_rules::is_page(answer) ||
                              answer_rules::is_attachment(answer) || answer.status == 303;
    if (of_one_asker && cache != "no-store") faults.push_back("Cache-Control is " + cache);
    if (answer.header("Server") != "") faults.emplace_back("it tells which server it is");
    return faults;
}

Faults page_faults(const tests::Visit& answer, std::size_t most_bytes)
{
    if (!answer_rules::is_page(answer)) return {};
    Faults faults;
    if (answer.body.size() > most_bytes)
        faults.push_back(fmt::format("the page has {} bytes", answer.body.size()));
    if (answer.title.empty()) faults.emplace_back("the page has no title");
    if (answer.heading.empty()) faults.emplace_back("the page has no heading");
    const bool has_errors = !error_summary_of(answer).empty();
    if (has_errors != answer.title.starts_with("Error: "))
        faults.push_back("an error summary and \"Error: \" go together, and not in: " +
                         answer.title);
    return faults;
}

std::vector<SummaryError> error_summary_of(const tests::Visit& answer)
{
    std::vector<SummaryError> found;
    bool in_list = false;
    bool in_link = false;
    for (const auto& token : test::html_tokens(answer.body)) {
        using Kind = test::HtmlToken::Kind;
        const bool start = token.kind == Kind::start;
        const auto classes = answer_rules::attribute(token, "class");
        if (start && classes.find("govuk-error-summary__list") != std::string::npos) in_list = true;
        if (token.kind == Kind::end && token.name == "ul") in_list = false;
        if (in_list && start && token.name == "a") {
            const auto href = answer_rules::attribute(token, "href");
            found.push_back({"", href.starts_with('#') ? href.substr(1) : std::string()});
            in_link = true;
        }
        if (token.kind == Kind::end && token.name == "a") in_link = false;
        if (in_link && token.kind == Kind::text) found.back().text += token.text;
    }
    return found;
}

Faults summary_faults(const tests::Visit& answer)
{
    const auto errors = error_summary_of(answer);
    if (errors.empty()) return {"there is no error summary"};
    std::set<std::string> ids;
    for (const auto& token : test::html_tokens(answer.body)) {
        const bool is_input =
            token.name == "input" || token.name == "textarea" || token.name == "select";
        if (is_input) ids.insert(answer_rules::attribute(token, "id"));
    }
    Faults faults;
    for (const auto& error : errors) {
        if (error.text.empty()) faults.emplace_back("an error has no words");
        if (!ids.contains(error.id))
            faults.push_back(fmt::format("\"{}\" leads to no input: #{}", error.text, error.id));
    }
    return faults;
}

std::vector<storage::TableDigest> digest_of(storage::Database& database)
{
    std::vector<storage::TableDigest> all;
    database.read(
        [&](storage::Connection& sql) { all = storage::digest_store(sql, {"session.seen_at"}); });
    std::erase_if(all, [](const auto& one) { return one.table.starts_with("audit_"); });
    return all;
}

Faults changed_tables(const std::vector<storage::TableDigest>& before,
                      const std::vector<storage::TableDigest>& after)
{
    Faults changed;
    for (std::size_t at = 0; at < before.size() && at < after.size(); ++at) {
        if (before[at] != after[at]) changed.push_back(before[at].table);
    }
    if (before.size() != after.size()) changed.emplace_back("the tables themselves");
    return changed;
}

} // namespace evenhand::matrix
