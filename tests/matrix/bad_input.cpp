#include "tests/matrix/bad_input.hpp"

#include "html/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace evenhand::matrix {
namespace bad_input {

using http::FormData;
using tests::PageField;
using tests::PageForm;

/// Texts that a person, a program or an enemy might put into any box.
struct Text
{
    std::string_view kind;
    std::string_view text;
};
constexpr std::array texts{
    Text{"empty", ""},
    Text{"blanks that cannot be seen", " \t\u00a0\u200b\u2003 "},
    Text{"markup", "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"},
    Text{"markup in pieces", "</textarea></title><svg/onload=alert(1)>&lt;b&gt;&#x3c;"},
    Text{"SQL", "Robert'); DROP TABLE referral;-- \" OR '1'='1"},
    Text{"the command line, paths and templates",
         "$(id) `id` ../../etc/passwd %s%n ${jndi:x} {{7*7}}"},
    Text{"a header", "x\r\nSet-Cookie: __Host-sid=1\r\n\r\n<p>"},
    Text{"text that turns round", "abc\u202etxt.exe\u2066\u200f\ufeff"},
    Text{"letters of four bytes",
         "\U0001F469\u200d\U0001F469\u200d\U0001F467 \U0001D518\U0001D52B"},
    Text{"marks upon marks", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324"},
    Text{"letters for numbers", "abc"},
    Text{"numbers that are none", "-1e309"},
    Text{"a day that there is not", "31"},
    Text{"digits of other scripts", "\u0663\u0661 \uff11\uff12"},
    Text{"control characters", "a\x01\x08\x1b[31mb\x7f"},
};

bool is_choice(const PageField& field)
{
    return field.type == "radio" || field.type == "checkbox" || field.type == "select";
}

bool is_text(const PageField& field)
{
    return field.type != "hidden" && !is_choice(field);
}

/// The form with every box filled by `text` and the choices as `good` makes them.
FormData with_text(const PageForm& form, const FormData& good, const std::string& text)
{
    std::set<std::string> boxes;
    FormData sent;
    for (const auto& field : form.fields) {
        if (!is_text(field)) continue;
        boxes.insert(field.name);
        sent.add(field.name, text);
    }
    for (const auto& [name, value] : good.pairs())
        if (!boxes.contains(name)) sent.add(name, value);
    return sent;
}

/// The tokens and nothing else.
FormData bare(const FormData& good)
{
    FormData sent;
    for (const auto name : {html::csrf_field, html::idempotency_field})
        sent.add(std::string(name), std::string(good.value(name)));
    return sent;
}

FormData with_every_choice(const PageForm& form, const FormData& good, const std::string& text)
{
    FormData sent = bare(good);
    for (const auto& field : form.fields) {
        if (is_text(field)) sent.add(field.name, text);
        if (!is_choice(field)) continue;
        sent.add(field.name, field.type == "select" ? field.options.back() : field.value);
    }
    return sent;
}

FormData with_unknown_choices(const PageForm& form, const FormData& good)
{
    FormData sent = bare(good);
    std::set<std::string> done;
    for (const auto& field : form.fields) {
        if (is_text(field)) sent.add(field.name, "x");
        if (is_choice(field) && done.insert(field.name).second)
            sent.add(field.name, "no-such-choice");
    }
    return sent;
}

FormData twice(const FormData& good)
{
    FormData sent;
    for (const auto& [name, value] : good.pairs()) {
        const bool token = name == html::csrf_field || name == html::idempotency_field;
        sent.add(name, value);
        if (!token) sent.add(name, value + "2");
    }
    return sent;
}

FormData with_unknown_fields(const FormData& good)
{
    FormData sent = good;
    for (const auto* name : {"admin", "role[]", "__proto__", "id", "account", "<b>", ""})
        sent.add(name, "yes");
    return sent;
}

FormData without_token(const FormData& good)
{
    FormData sent;
    for (const auto& [name, value] : good.pairs())
        if (name != html::csrf_field) sent.add(name, value);
    return sent;
}

FormData without_key(const FormData& good)
{
    FormData sent;
    for (const auto& [name, value] : good.pairs())
        if (name != html::idempotency_field) sent.add(name, value);
    return sent;
}

/// Bytes that are no text: each first box gets them, whatever else the form holds.
std::string body_with(const PageForm& form, const FormData& good, std::string_view encoded)
{
    const auto box = std::find_if(form.fields.begin(), form.fields.end(), is_text);
    const auto name = box == form.fields.end() ? std::string("x") : box->name;
    return bare(good).encode() + '&' + name + '=' + std::string(encoded);
}

BadInput as_sent(std::string kind, FormData sent)
{
    auto body = sent.encode();
    return {.kind = std::move(kind), .sent = std::move(sent), .body = std::move(body)};
}

bool has_boxes(const PageForm& form)
{
    return std::any_of(form.fields.begin(), form.fields.end(), is_text);
}

void add_texts(std::vector<BadInput>& all, const PageForm& form, const FormData& good)
{
    if (!has_boxes(form)) return;
    for (const auto& [kind, text] : texts)
        all.push_back(as_sent(std::string(kind), with_text(form, good, std::string(text))));
    all.push_back(as_sent("markup, with every choice made",
                          with_every_choice(form, good, "\"'><script>alert(1)</script>")));
}

void add_long(std::vector<BadInput>& all, const PageForm& form, const FormData& good,
              std::size_t most_body_bytes)
{
    if (!has_boxes(form)) return;
    const auto boxes =
        static_cast<std::size_t>(std::count_if(form.fields.begin(), form.fields.end(), is_text));
    const auto room = (most_body_bytes - 4096) / boxes;
    all.push_back(as_sent("one long word", with_text(form, good, std::string(3000, 'W'))));
    all.push_back(as_sent("as much as may be sent", with_text(form, good, std::string(room, 'W'))));
    all.push_back(as_sent("as much, with every choice made",
                          with_every_choice(form, good, std::string(room, 'W'))));
    // Each is three bytes on the way here and six on the way back.
    auto quotes = as_sent("as many quotation marks as may be sent",
                          with_text(form, good, std::string(room / 3, '"')));
    quotes.most_answer_bytes = 2 * most_page_bytes;
    all.push_back(std::move(quotes));
}

void add_too_large(std::vector<BadInput>& all, const FormData& good, std::size_t most_body_bytes)
{
    auto more = good;
    more.add("more", std::string(most_body_bytes, 'W'));
    all.push_back(as_sent("more than may be sent", std::move(more)));
    BadInput million = as_sent("a million letters and no form", {});
    million.body = std::string(1'000'000, 'W');
    all.push_back(std::move(million));
}

void add_bytes(std::vector<BadInput>& all, const PageForm& form, const FormData& good)
{
    constexpr std::array bodies{
        Text{"a NUL", "a%00b"},
        Text{"half of a surrogate pair", "%ED%A0%80"},
        Text{"bytes that are no UTF-8", "%FF%C3%28"},
        Text{"an overlong slash", "%C0%AF"},
        Text{"a broken escape", "%zz%4"},
        Text{"raw bytes", "\x80\xff"},
    };
    for (const auto& [kind, encoded] : bodies) {
        auto input = as_sent(std::string(kind), {});
        input.body = body_with(form, good, encoded);
        all.push_back(std::move(input));
    }
}

void add_shapes(std::vector<BadInput>& all, const PageForm& form, const FormData& good)
{
    all.push_back(as_sent("no field at all", bare(good)));
    all.push_back(as_sent("choices that there are not", with_unknown_choices(form, good)));
    all.push_back(as_sent("every field twice", twice(good)));
    all.push_back(as_sent("fields that the form has not", with_unknown_fields(good)));
    all.push_back(as_sent("no token", without_token(good)));
    all.push_back(as_sent("no key", without_key(good)));
    auto many = good;
    for (int i = 0; i < 250; ++i)
        many.add("x" + std::to_string(i), "1");
    auto input = as_sent("250 fields more", std::move(many));
    input.sent = {};
    all.push_back(std::move(input));
    auto json = as_sent("JSON", {});
    json.body = R"({"name": ["x"]})";
    json.content_type = "application/json";
    all.push_back(std::move(json));
    auto parts = as_sent("a form in parts", good);
    parts.sent = {};
    parts.content_type = "multipart/form-data; boundary=x";
    all.push_back(std::move(parts));
}

/// What was typed and does not stand in the form of the answer.
Faults lost(const BadInput& input, const PageForm& form)
{
    Faults faults;
    for (const auto& field : form.fields) {
        if (field.type == "password" || !is_text(field)) continue;
        const auto typed = input.sent.value(field.name);
        if (field.value != typed)
            faults.push_back(fmt::format("of {} came back \"{:.40}\"", field.name, field.value));
    }
    for (const auto& field : form.fields) {
        if (field.type != "radio" && field.type != "checkbox") continue;
        const auto sent = input.sent.values(field.name);
        const bool chosen = std::find(sent.begin(), sent.end(), field.value) != sent.end();
        // Of two radios of one name a page can keep but one.
        const bool kept = field.chosen || (field.type == "radio" && sent.size() > 1);
        if (chosen && !kept)
            faults.push_back(fmt::format("{} is no longer {}", field.name, field.value));
    }
    return faults;
}

/// The form of the answer that holds the boxes of the one that was sent; nullptr if there is none.
const PageForm* same_form(const tests::Visit& answer, const std::string& path)
{
    for (const auto& form : answer.forms)
        if (form.method == "post" && form.action == path) return &form;
    return nullptr;
}

Faults markup_faults(const tests::Visit& answer)
{
    for (const auto* raw : {"<script>alert", "<img src=x", "<svg/onload"})
        if (answer.body.find(raw) != std::string::npos) return {"it came back as markup"};
    return {};
}

Faults refusal_faults(const http::Route& route, const BadInput& input, const tests::Visit& answer)
{
    const auto* form = same_form(answer, answer.url);
    // Secrets are never sent back; a page that begins again has no form.
    const bool secret = route.typed == http::Typed::secret;
    if (form == nullptr) return secret ? Faults{} : Faults{"the form is gone"};
    auto faults = summary_faults(answer);
    if (!secret) {
        auto gone = lost(input, *form);
        faults.insert(faults.end(), gone.begin(), gone.end());
    }
    return faults;
}

} // namespace bad_input

std::vector<BadInput> bad_inputs(const tests::PageForm& form, const http::FormData& good,
                                 std::size_t most_body_bytes)
{
    std::vector<BadInput> all;
    bad_input::add_texts(all, form, good);
    bad_input::add_long(all, form, good, most_body_bytes);
    bad_input::add_too_large(all, good, most_body_bytes);
    bad_input::add_bytes(all, form, good);
    bad_input::add_shapes(all, form, good);
    return all;
}

std::vector<BadInput> bad_queries(const tests::PageForm& form)
{
    std::vector<BadInput> all;
    bad_input::add_texts(all, form, {});
    bad_input::add_bytes(all, form, {});
    all.push_back(bad_input::as_sent("no field at all", {}));
    return all;
}

Faults search_faults(const BadInput& input, const tests::Visit& answer)
{
    static const std::set<int> known{200, 303, 400};
    if (!known.contains(answer.status)) return {fmt::format("the status is {}", answer.status)};
    auto faults = header_faults(answer);
    for (const auto& more : {page_faults(answer), bad_input::markup_faults(answer)})
        faults.insert(faults.end(), more.begin(), more.end());
    if (answer.status != 200) return faults;
    for (const auto& form : answer.forms) {
        if (form.method != "get") continue;
        auto gone = bad_input::lost(input, form);
        faults.insert(faults.end(), gone.begin(), gone.end());
    }
    return faults;
}

Faults answer_faults(const http::Route& route, const BadInput& input, const tests::Visit& answer)
{
    static const std::set<int> known{303, 400, 403, 409, 413, 415, 422};
    if (!known.contains(answer.status)) return {fmt::format("the status is {}", answer.status)};
    auto faults = header_faults(answer);
    if (answer.status == 303) return faults;
    for (const auto& more :
         {bad_input::markup_faults(answer), page_faults(answer, input.most_answer_bytes)})
        faults.insert(faults.end(), more.begin(), more.end());
    if (sentence_of(answer).empty()) faults.emplace_back("it says nothing");
    // A 422 without a summary is a key that was used: it has no form either.
    if (answer.status == 422) {
        auto refusal = bad_input::refusal_faults(route, input, answer);
        faults.insert(faults.end(), refusal.begin(), refusal.end());
    }
    return faults;
}

std::string sentence_of(const tests::Visit& answer)
{
    if (answer.status == 303) return "taken";
    const auto errors = error_summary_of(answer);
    if (errors.empty()) return answer.heading;
    return errors.front().text +
           (errors.size() > 1 ? fmt::format(" (and {} more)", errors.size() - 1) : "");
}

} // namespace evenhand::matrix
