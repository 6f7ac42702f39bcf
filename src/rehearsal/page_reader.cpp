#include "rehearsal/page_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::rehearsal {

namespace page_reader {

constexpr auto nowhere = std::string_view::npos;

/// The five characters that our markup escapes, and the carriage return.
constexpr std::array<std::pair<std::string_view, char>, 6> escapes{{{"&amp;", '&'},
                                                                    {"&lt;", '<'},
                                                                    {"&gt;", '>'},
                                                                    {"&quot;", '"'},
                                                                    {"&#39;", '\''},
                                                                    {"&#13;", '\r'}}};

std::string unescaped(std::string_view text)
{
    std::string plain;
    while (!text.empty()) {
        const auto escape = text.find('&');
        plain += text.substr(0, escape);
        if (escape == nowhere) break;
        text.remove_prefix(escape);
        std::pair<std::string_view, char> meant{text.substr(0, 1), '&'};
        for (const auto& each : escapes)
            if (text.starts_with(each.first)) meant = each;
        plain += meant.second;
        text.remove_prefix(meant.first.size());
    }
    return plain;
}

/// Words with one blank between them, as a reader sees them.
std::string squeezed(std::string_view text)
{
    std::string words;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank) words += c;
        if (blank && !words.empty() && words.back() != ' ') words += ' ';
    }
    if (words.ends_with(' ')) words.pop_back();
    return words;
}

struct Tag
{
    std::string_view name;
    std::string_view attributes;

    /// The value of an attribute as it stands in the markup; empty where there is none. `opening`
    /// is ` name="`.
    [[nodiscard]] std::string_view raw(std::string_view opening) const
    {
        const auto found = attributes.find(opening);
        if (found == nowhere) return {};
        const auto from = found + opening.size();
        return attributes.substr(from, attributes.find('"', from) - from);
    }
    [[nodiscard]] std::string attribute(std::string_view opening) const
    {
        return unescaped(raw(opening));
    }
    /// A bare attribute, such as checked. Values hold no blank before such a word: they are quoted
    /// ids and classes.
    [[nodiscard]] bool has(std::string_view bare) const
    {
        const auto found = attributes.find(bare);
        if (found == nowhere) return false;
        const auto after = found + bare.size();
        return after == attributes.size() || attributes[after] == ' ' || attributes[after] == '=';
    }
};

constexpr std::string_view name_opening = " name=\"";
constexpr std::string_view value_opening = " value=\"";

/// Walks the tags from first to last. Text is gathered only where somebody looks for it: a fill
/// reads a hundred thousand pages.
class Reader
{
public:
    explicit Reader(std::string_view html) : rest_(html) {}

    PageParts read()
    {
        while (!rest_.empty()) {
            const auto open = rest_.find('<');
            if (gathers_) gathered_ += rest_.substr(0, open);
            if (open == nowhere) break;
            const auto close = rest_.find('>', open);
            if (close == nowhere) break;
            take(rest_.substr(open + 1, close - open - 1));
            rest_.remove_prefix(close + 1);
        }
        return std::move(parts_);
    }

private:
    static bool is_looked_for(std::string_view name)
    {
        return name == "title" || name == "a" || name == "button" || name == "textarea" ||
               name == "strong";
    }

    void take(std::string_view inside)
    {
        if (inside.starts_with('/')) return ended(inside.substr(1));
        const auto end = inside.find(' ');
        const Tag tag{inside.substr(0, end),
                      end == nowhere ? std::string_view() : inside.substr(end)};
        if (tag.name == "form") {
            parts_.forms.push_back(
                {tag.attribute(" action=\""), tag.attribute(" method=\""), {}, {}});
            in_form_ = true;
        }
        if (tag.name == "a") href_ = tag.attribute(" href=\"");
        if (in_form_) take_field(tag);
        if (!is_looked_for(tag.name)) return;
        gathered_.clear();
        gathers_ = true;
    }

    void take_field(const Tag& tag)
    {
        PageForm& form = parts_.forms.back();
        if (tag.name == "button") {
            form.buttons.push_back({{}, tag.attribute(name_opening), tag.attribute(value_opening)});
        } else if (tag.name == "textarea") {
            form.fields.push_back({tag.attribute(name_opening), "textarea", {}, true});
        } else if (tag.name == "select") {
            form.fields.push_back({tag.attribute(name_opening), "select", {}, true});
            select_is_set_ = false;
        } else if (tag.name == "option") {
            take_option(tag, form.fields.back());
        } else if (tag.name == "input") {
            take_input(tag, form);
        }
    }

    /// A browser sends the option that is selected, else the first.
    void take_option(const Tag& tag, PageField& select)
    {
        const bool selected = tag.has(" selected");
        if (select.type != "select" || (select_is_set_ && !selected)) return;
        select.value = tag.attribute(value_opening);
        select_is_set_ = true;
    }

    static void take_input(const Tag& tag, PageForm& form)
    {
        auto name = tag.attribute(name_opening);
        if (name.empty()) return;
        std::string type(tag.raw(" type=\""));
        const bool choice = type == "radio" || type == "checkbox";
        const bool chosen = !choice || tag.has(" checked");
        form.fields.push_back(
            {std::move(name), std::move(type), tag.attribute(value_opening), chosen});
    }

    void ended(std::string_view name)
    {
        if (name == "form") in_form_ = false;
        if (!is_looked_for(name)) return;
        gathers_ = false;
        const std::string text = unescaped(gathered_);
        if (name == "title" && parts_.title.empty()) parts_.title = squeezed(text);
        if (name == "a") parts_.links.push_back({squeezed(text), href_});
        if (name == "strong") parts_.strong.push_back(squeezed(text));
        if (!in_form_) return;
        PageForm& form = parts_.forms.back();
        if (name == "button" && !form.buttons.empty()) form.buttons.back().text = squeezed(text);
        if (name == "textarea" && !form.fields.empty()) form.fields.back().value = text;
    }

    std::string_view rest_;
    std::string gathered_;
    std::string href_;
    bool gathers_ = false;
    bool in_form_ = false;
    bool select_is_set_ = false;
    PageParts parts_;
};

} // namespace page_reader

PageParts read_page(std::string_view html)
{
    return page_reader::Reader(html).read();
}

std::vector<std::string> addresses(const PageParts& page, std::string_view before,
                                   std::string_view after)
{
    constexpr std::size_t id_length = 32;
    std::vector<std::string> all;
    for (const PageLink& link : page.links) {
        const std::string& href = link.href;
        const bool fits =
            href.size() == before.size() + id_length + after.size() && href.starts_with(before) &&
            href.ends_with(after) &&
            href.find_first_not_of("0123456789abcdef", before.size()) >= before.size() + id_length;
        if (fits && std::ranges::find(all, href) == all.end()) all.push_back(href);
    }
    return all;
}

} // namespace evenhand::rehearsal
