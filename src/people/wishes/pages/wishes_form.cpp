#include "core/phone_number.hpp"
#include "core/text.hpp"
#include "people/wishes/pages/pages.hpp"

#include <algorithm>
#include <array>

namespace evenhand::wishes::pages {

namespace wishes_form {

constexpr std::size_t most_characters = 200;

/// A box of free text, in the order of the page.
struct Box
{
    std::string_view field;
    std::string Wishes::*text;
};
constexpr std::array boxes{Box{"times", &Wishes::times}, Box{"need_detail", &Wishes::need_detail},
                           Box{"language", &Wishes::language}};

using Errors = std::vector<html::FieldError>;

void read_ways(const http::FormData& form, Wishes& wishes, Errors& errors)
{
    const auto chosen = form.values("way");
    for (const Way way : all_ways()) {
        if (std::ranges::find(chosen, name_of(way)) != chosen.end()) wishes.ways.push_back(way);
    }
    if (wishes.ways.empty()) errors.push_back({"way", "missing"});
}

Said read_said(const http::FormData& form, std::string_view field, Errors& errors)
{
    const auto typed = form.value(field);
    if (typed == "yes") return Said::yes;
    if (typed == "no") return Said::no;
    errors.push_back({std::string(field), "missing"});
    return Said::not_asked;
}

void read_call_number(const http::FormData& form, Wishes& wishes, Errors& errors)
{
    const auto typed = clean_line(form.value("call_number"));
    if (typed && typed->empty()) return;
    const auto number = PhoneNumber::parse(form.value("call_number"));
    if (number)
        wishes.call_number = number->reveal_as_typed();
    else
        errors.push_back({"call_number", std::string(code(number.error()))});
}

void read_needs(const http::FormData& form, const std::vector<protocol::Choice>& needs,
                Wishes& wishes, Errors& errors)
{
    const auto chosen = form.values("need");
    const bool none = std::ranges::find(chosen, "none") != chosen.end();
    for (const protocol::Choice& need : needs) {
        if (std::ranges::find(chosen, need.id) != chosen.end()) wishes.needs.push_back(need.id);
    }
    if (wishes.needs.empty() && !none) errors.push_back({"need", "missing"});
    if (!wishes.needs.empty() && none) errors.push_back({"need", "none_and_some"});
}

void read_box(const http::FormData& form, const Box& box, Wishes& wishes, Errors& errors)
{
    auto text = clean_line(form.value(box.field));
    if (!text)
        errors.push_back({std::string(box.field), "not_text"});
    else if (count_code_points(*text) > most_characters)
        errors.push_back({std::string(box.field), "too_long"});
    else
        wishes.*box.text = *std::move(text);
}

std::string_view typed_as(Said said)
{
    switch (said) {
    case Said::not_asked:
        return "";
    case Said::yes:
        return "yes";
    case Said::no:
        return "no";
    }
    return "";
}

} // namespace wishes_form

Result<NewWishes, std::vector<html::FieldError>>
parse_wishes(const http::FormData& form, const std::vector<protocol::Choice>& needs)
{
    using namespace wishes_form;
    Errors errors;
    NewWishes told;
    Wishes& wishes = told.wishes;
    read_ways(form, wishes, errors);
    read_call_number(form, wishes, errors);
    wishes.leave_message = read_said(form, "leave_message", errors);
    wishes.mention_health = read_said(form, "mention_health", errors);
    read_box(form, boxes[0], wishes, errors);
    read_needs(form, needs, wishes, errors);
    read_box(form, boxes[1], wishes, errors);
    read_box(form, boxes[2], wishes, errors);
    const auto told_in = told_in_named(form.value("told_in"));
    if (!told_in || *told_in == ToldIn::referral) errors.push_back({"told_in", "missing"});
    if (!errors.empty()) return refuse(std::move(errors));
    told.told_in = *told_in;
    // What is no id is none that stands: somebody else wrote meanwhile.
    if (const auto shown = form.value("standing"); !shown.empty())
        told.instead_of = WishesId::parse(shown);
    return told;
}

http::FormData form_of(const Standing& standing)
{
    using namespace wishes_form;
    const Wishes& wishes = standing.wishes;
    http::FormData form;
    form.add("standing", standing.told.id.text());
    for (const Way way : wishes.ways)
        form.add("way", std::string(name_of(way)));
    form.add("call_number", wishes.call_number);
    form.add("leave_message", std::string(typed_as(wishes.leave_message)));
    form.add("mention_health", std::string(typed_as(wishes.mention_health)));
    for (const std::string& need : wishes.needs)
        form.add("need", need);
    // Whoever was asked for ways was asked for needs.
    if (wishes.needs.empty() && !wishes.ways.empty()) form.add("need", "none");
    for (const Box& box : boxes)
        form.add(std::string(box.field), wishes.*box.text);
    return form;
}

} // namespace evenhand::wishes::pages
