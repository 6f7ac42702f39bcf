#include "rehearsal/visitor.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::rehearsal {

namespace visitor {

constexpr int most_redirects = 10;

const std::string& header(const http::Answer& answer, std::string_view name)
{
    static const std::string none;
    for (const auto& [key, value] : answer.fields)
        if (key == name) return value;
    return none;
}

bool is_choice(const PageField& field)
{
    return field.type == "radio" || field.type == "checkbox";
}

bool has_button(const PageForm& form, std::string_view text)
{
    return std::ranges::find(form.buttons, text, &PageButton::text) != form.buttons.end();
}

/// Puts one typed value into the field that takes it; false if the page shows none.
bool fill_in(std::vector<PageField>& fields, const std::string& name, const std::string& value)
{
    for (PageField& field : fields) {
        if (field.name != name || field.type == "hidden") continue;
        if (is_choice(field) && field.value != value) continue;
        field.value = value;
        field.chosen = true;
        return true;
    }
    return false;
}

/// What was chosen before gives way to what is chosen now.
void clear_choices(std::vector<PageField>& fields, const Typed& typed)
{
    for (PageField& field : fields) {
        const bool named =
            std::ranges::any_of(typed, [&](const auto& pair) { return pair.first == field.name; });
        if (named && is_choice(field)) field.chosen = false;
    }
}

} // namespace visitor

Visitor::Visitor(http::Service& service, Seat seat) : service_(&service), seat_(std::move(seat)) {}

std::string Visitor::lost(std::string_view why) const
{
    return fmt::format("a made-up person is lost on \"{}\" ({}): {}", page().title, url_, why);
}

http::RequestHead Visitor::head(http::Verb verb, std::string_view target) const
{
    http::RequestHead head;
    head.verb = verb;
    head.target = target;
    head.host = seat_.host;
    head.remote_address = seat_.remote_address;
    head.user_agent = seat_.user_agent;
    head.fetch_site = "same-origin";
    for (const auto& [name, value] : cookies_) {
        head.cookie += fmt::format("{}{}={}", head.cookie.empty() ? "" : "; ", name, value);
    }
    return head;
}

http::Answer Visitor::ask(http::RequestHead head, std::string body)
{
    ++requests_;
    auto admission = service_->admit(std::move(head));
    auto answer = admission.refusal ? *std::move(admission.refusal)
                                    : service_->answer(std::move(admission), std::move(body));
    keep_cookies(answer);
    return answer;
}

void Visitor::keep_cookies(const http::Answer& answer)
{
    for (const auto& [name, value] : answer.fields) {
        if (name != "Set-Cookie") continue;
        const auto equals = value.find('=');
        const std::string cookie = value.substr(0, equals);
        cookies_[cookie] = value.substr(equals + 1, value.find(';') - equals - 1);
        if (cookies_[cookie].empty()) cookies_.erase(cookie);
    }
}

void Visitor::land(http::Answer answer, std::string url)
{
    for (int hops = 0; answer.status == 303; ++hops) {
        if (hops == visitor::most_redirects) throw Lost(lost("sent round in a circle"));
        url = visitor::header(answer, "Location");
        answer = ask(head(http::Verb::get, url), {});
    }
    url_ = std::move(url);
    status_ = answer.status;
    body_ = std::move(answer.body);
    page_.reset();
    if (status_ != 200 && status_ != 422) {
        throw Lost(lost(fmt::format("the answer was {}", status_)));
    }
}

const PageParts& Visitor::page() const
{
    if (!page_) page_ = read_page(body_);
    return *page_;
}

void Visitor::open(std::string_view path)
{
    land(ask(head(http::Verb::get, path), {}), std::string(path));
}

void Visitor::follow(std::string_view text)
{
    const auto link = std::ranges::find(page().links, text, &PageLink::text);
    if (link == page().links.end()) throw Lost(lost(fmt::format("there is no link \"{}\"", text)));
    open(std::string(link->href));
}

void Visitor::press(std::string_view button, const Typed& typed)
{
    const auto form = std::ranges::find_if(
        page().forms, [&](const PageForm& each) { return visitor::has_button(each, button); });
    if (form == page().forms.end())
        throw Lost(lost(fmt::format("there is no button \"{}\"", button)));

    auto fields = form->fields;
    visitor::clear_choices(fields, typed);
    for (const auto& [name, value] : typed) {
        if (!visitor::fill_in(fields, name, value))
            throw Lost(lost(fmt::format("no field \"{}\" takes what they have to say", name)));
    }
    http::FormData sent;
    for (const PageField& field : fields)
        if (field.chosen) sent.add(field.name, field.value);
    const auto pressed = std::ranges::find(form->buttons, button, &PageButton::text);
    if (!pressed->name.empty()) sent.add(pressed->name, pressed->value);

    const std::string action = form->action.empty() ? url_ : form->action;
    if (form->method == "get") return open(fmt::format("{}?{}", action, sent.encode()));
    std::string body = sent.encode();
    auto asked = head(http::Verb::post, action);
    asked.content_type = "application/x-www-form-urlencoded";
    asked.content_length = body.size();
    // As browsers do under our own Referrer-Policy.
    asked.origin = "null";
    land(ask(std::move(asked), std::move(body)), action);
}

} // namespace evenhand::rehearsal
