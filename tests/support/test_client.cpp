#include "tests/support/test_client.hpp"

#include "http/url.hpp"
#include "tests/support/html_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace evenhand::tests {

namespace test_client {

using Kind = test::HtmlToken::Kind;
constexpr int most_redirects = 10;

bool same(std::string_view one, std::string_view other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    });
}

std::string squeeze(std::string_view text)
{
    std::string squeezed;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) {
            squeezed += c;
        } else if (!squeezed.empty() && squeezed.back() != ' ') {
            squeezed += ' ';
        }
    }
    if (squeezed.ends_with(' ')) squeezed.pop_back();
    return squeezed;
}

bool breaks_text(std::string_view tag)
{
    static const std::set<std::string_view> inline_tags{"a", "span", "strong", "b", "em", "abbr"};
    return !inline_tags.contains(tag);
}

/// Reads the tokens of a page from first to last.
class Reader
{
public:
    explicit Reader(Visit& visit) : visit_(visit) {}

    void read(const test::HtmlToken& token)
    {
        switch (token.kind) {
        case Kind::doctype:
            return;
        case Kind::text:
            return take_text(token.text);
        case Kind::start:
            return open(token);
        case Kind::end:
            return close(token.name);
        }
    }

    void finish() { visit_.text = squeeze(visit_.text); }

private:
    static std::string attribute(const test::HtmlToken& token, std::string_view name)
    {
        for (const auto& [key, value] : token.attributes)
            if (key == name) return value;
        return {};
    }
    static bool has(const test::HtmlToken& token, std::string_view name)
    {
        return std::any_of(token.attributes.begin(), token.attributes.end(),
                           [&](const auto& pair) { return pair.first == name; });
    }

    void take_text(const std::string& text)
    {
        visit_.text += text;
        gathered_ += text;
    }

    void open(const test::HtmlToken& token)
    {
        if (breaks_text(token.name)) take_text(" ");
        const auto& tag = token.name;
        if (tag == "form") {
            visit_.forms.push_back(
                {attribute(token, "action"), attribute(token, "method"), {}, {}});
            in_form_ = true;
        } else if (tag == "a") {
            visit_.links.push_back({"", attribute(token, "href")});
            gathered_.clear();
        } else if (tag == "button") {
            button_ = {"", attribute(token, "name"), attribute(token, "value")};
            gathered_.clear();
        } else if (tag == "title" || tag == "h1" || tag == "textarea") {
            gathered_.clear();
        }
        if (in_form_) open_field(token);
    }

    void open_field(const test::HtmlToken& token)
    {
        auto& fields = visit_.forms.back().fields;
        const auto& tag = token.name;
        const auto name = attribute(token, "name");
        if (tag == "input" && !name.empty()) {
            const auto type = attribute(token, "type");
            const bool choice = type == "radio" || type == "checkbox";
            const bool chosen = !has(token, "disabled") && (!choice || has(token, "checked"));
            fields.push_back({name, type, attribute(token, "value"), chosen, {}});
        } else if (tag == "textarea") {
            fields.push_back({name, "textarea", "", true, {}});
        } else if (tag == "select") {
            fields.push_back({name, "select", "", true, {}});
        } else if (tag == "option") {
            auto& select = fields.back();
            select.options.push_back(attribute(token, "value"));
            if (has(token, "selected") || select.options.size() == 1) {
                select.value = select.options.back();
            }
        }
    }

    void close(const std::string& tag)
    {
        if (breaks_text(tag)) visit_.text += ' ';
        if (tag == "form") in_form_ = false;
        if (tag == "a") visit_.links.back().text = squeeze(gathered_);
        if (tag == "title") visit_.title = squeeze(gathered_);
        if (tag == "h1" && visit_.heading.empty()) visit_.heading = squeeze(gathered_);
        if (tag == "textarea" && in_form_) visit_.forms.back().fields.back().value = gathered_;
        if (tag == "button" && in_form_) {
            button_.text = squeeze(gathered_);
            visit_.forms.back().buttons.push_back(button_);
        }
    }

    Visit& visit_;
    bool in_form_ = false;
    PageButton button_;
    std::string gathered_;
};

bool is_choice(const PageField& field)
{
    return field.type == "radio" || field.type == "checkbox";
}

bool takes(const PageField& field, const std::string& value)
{
    if (field.type == "hidden") return false;
    if (is_choice(field)) return field.value == value;
    if (field.type != "select") return true;
    return std::find(field.options.begin(), field.options.end(), value) != field.options.end();
}

const PageButton& button_of(const PageForm& form, std::string_view text)
{
    for (const auto& button : form.buttons)
        if (text.empty() || button.text == text) return button;
    throw std::runtime_error(fmt::format("the form has no button \"{}\"", text));
}

/// The path that a reference on the page leads to: ours are absolute paths or queries.
std::string resolve(const std::string& reference, const std::string& from)
{
    const auto path = reference.substr(0, reference.find('#'));
    if (path.empty()) return from;
    if (path.front() == '?') return from.substr(0, from.find('?')) + path;
    if (path.front() != '/' || path.starts_with("//")) {
        throw std::runtime_error(fmt::format("\"{}\" leads away from the site", reference));
    }
    return path;
}

} // namespace test_client

std::string Visit::header(std::string_view name) const
{
    for (const auto& [key, value] : headers)
        if (test_client::same(key, name)) return value;
    return {};
}

const PageForm& Visit::form(std::string_view button) const
{
    for (const auto& form : forms) {
        for (const auto& found : form.buttons)
            if (button.empty() || found.text == button) return form;
    }
    throw std::runtime_error(fmt::format("no form with a button \"{}\" on \"{}\" ({}): {}", button,
                                         title, url, text.substr(0, 300)));
}

void read_page(Visit& visit)
{
    if (!visit.header("Content-Type").starts_with("text/html")) return;
    test_client::Reader reader(visit);
    for (const auto& token : test::html_tokens(visit.body))
        reader.read(token);
    reader.finish();
}

TestClient::TestClient(http::Service& service, std::string host)
    : service_(&service), host_(std::move(host))
{
}

http::RequestHead TestClient::page_head(std::string_view target, http::Verb verb) const
{
    http::RequestHead head;
    head.verb = verb;
    head.target = target;
    head.host = host_;
    head.user_agent = user_agent;
    head.remote_address = remote_address;
    head.fetch_site = "same-origin";
    for (const auto& [name, value] : cookies) {
        head.cookie += fmt::format("{}{}={}", head.cookie.empty() ? "" : "; ", name, value);
    }
    return head;
}

http::RequestHead TestClient::form_head(std::string_view action) const
{
    auto head = page_head(action, http::Verb::post);
    head.content_type = "application/x-www-form-urlencoded";
    // As browsers do under our own Referrer-Policy.
    head.origin = "null";
    return head;
}

Visit TestClient::send(http::RequestHead head, std::string body)
{
    Visit visit;
    visit.url = head.target;
    if (!body.empty() || head.verb == http::Verb::post) head.content_length = body.size();
    auto admission = service_->admit(std::move(head));
    auto answer = admission.refusal ? *std::move(admission.refusal)
                                    : service_->answer(std::move(admission), std::move(body));
    visit.status = answer.status;
    visit.headers = std::move(answer.fields);
    visit.body = std::move(answer.body);
    keep_cookies(visit);
    read_page(visit);
    return visit;
}

void TestClient::keep_cookies(const Visit& visit)
{
    for (const auto& [name, value] : visit.headers) {
        if (name != "Set-Cookie") continue;
        const auto equals = value.find('=');
        const auto cookie = value.substr(0, equals);
        const auto kept = value.substr(equals + 1, value.find(';') - equals - 1);
        if (kept.empty()) {
            cookies.erase(cookie);
        } else {
            cookies[cookie] = kept;
        }
    }
}

const Visit& TestClient::land(Visit visit)
{
    for (int hops = 0; visit.status == 303; ++hops) {
        if (hops == test_client::most_redirects) throw std::runtime_error("redirected in a circle");
        visit = send(page_head(visit.header("Location")));
    }
    page_ = std::move(visit);
    return page_;
}

const Visit& TestClient::get(std::string_view path)
{
    return land(send(page_head(path)));
}

const Visit& TestClient::follow(std::string_view text)
{
    for (const auto& link : page_.links) {
        if (link.text == text) return get(test_client::resolve(link.href, page_.url));
    }
    throw std::runtime_error(fmt::format("no link \"{}\" on \"{}\" ({}): {}", text, page_.title,
                                         page_.url, page_.text.substr(0, 300)));
}

http::FormData TestClient::filled(const Typed& typed, std::string_view button) const
{
    const auto& form = page_.form(button);
    auto fields = form.fields;
    std::set<std::string> begun;
    for (const auto& [name, value] : typed) {
        const bool first = begun.insert(name).second;
        bool taken = false;
        for (auto& field : fields) {
            if (field.name != name) continue;
            if (first && test_client::is_choice(field)) field.chosen = false;
            if (taken || !test_client::takes(field, value)) continue;
            taken = true;
            field.value = value;
            field.chosen = true;
        }
        if (!taken) {
            throw std::runtime_error(
                fmt::format("the form on \"{}\" has no field \"{}\" that takes \"{}\"", page_.title,
                            name, value));
        }
    }
    http::FormData sent;
    for (const auto& field : fields)
        if (field.chosen) sent.add(field.name, field.value);
    const auto& pressed = test_client::button_of(form, button);
    if (!pressed.name.empty()) sent.add(pressed.name, pressed.value);
    return sent;
}

const Visit& TestClient::submit(const Typed& typed, std::string_view button)
{
    const auto& form = page_.form(button);
    const auto action = form.action.empty() ? page_.url : form.action;
    const auto sent = filled(typed, button);
    if (form.method == "get") {
        return get(action.substr(0, action.find('?')) + "?" + sent.encode());
    }
    return post(action, sent);
}

const Visit& TestClient::post(std::string_view action, const http::FormData& form)
{
    return land(send(form_head(action), form.encode()));
}

} // namespace evenhand::tests
