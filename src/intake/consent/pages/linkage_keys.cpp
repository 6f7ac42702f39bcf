#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "intake/consent/pages/linkage_asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <utility>

// By what their records are found. What is known already stands in the boxes; a number that was
// given is shown by its last three characters only.

namespace evenhand::consent::pages {

namespace linkage_page {

using html::Html;

constexpr std::size_t most_characters = 500;

struct Shown
{
    LinkageAsking asking;
    std::string number_given; ///< masked; empty: none
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

constexpr std::array number_words{
    html::CodeWords{"empty", "Enter the National Insurance number"},
    html::CodeWords{"not_text", "Enter the National Insurance number again: some of it cannot be "
                                "read"},
    html::CodeWords{"has_symbols", "A National Insurance number has only letters and numbers"},
    html::CodeWords{"too_short", "The National Insurance number is too short. It has 9 characters"},
    html::CodeWords{"too_long", "The National Insurance number is too long. It has 9 characters"},
    html::CodeWords{"missing_suffix",
                    "Enter the letter at the end of the National Insurance number too"},
    html::CodeWords{"wrong_shape", "A National Insurance number is 2 letters, 6 numbers and a "
                                   "letter"},
    html::CodeWords{"wrong_prefix", "Check the first 2 letters: no number begins with them"},
    html::CodeWords{"wrong_suffix", "Check the last letter: it is A, B, C or D"},
    html::CodeWords{"example_in_live", "This number is an example. Enter the real one"}};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"ni", "missing", "Choose whether they know their National Insurance number"},
        {"former_names", "not_text", "Enter the names again: some of it cannot be read"},
        {"former_names", "too_long", "The names must have 500 characters or fewer"},
        {"sex", "missing", "Choose the sex that their records have"},
        {"address", "missing", "Enter their address, or that they have none"},
        {"address", "not_text", "Enter the address again: some of it cannot be read"},
        {"address", "too_long", "The address must have 500 characters or fewer"},
        {"ni", "erased", "What was kept to find their records was erased: nothing can be kept"}};
    html::add_messages(all, "ni_number", number_words);
    html::add_messages(all, "postcode", html::postcode_words);
    return all;
}

std::string paragraph(const http::FormData& typed, const std::string& field,
                      std::vector<html::FieldError>& errors)
{
    const auto text = clean_paragraph(typed.value(field));
    if (!text)
        errors.push_back({field, "not_text"});
    else if (count_code_points(*text) > most_characters)
        errors.push_back({field, "too_long"});
    return text ? *text : std::string();
}

/// The number typed, or the one given before, or none where they do not know it.
std::optional<NiNumber> read_number(Shown& shown, const std::optional<LinkageKeys>& before,
                                    IdentifierMode mode)
{
    const auto answer = shown.typed.value("ni");
    if (answer == "dont_know") return std::nullopt;
    if (answer == "keep" && before && before->ni_number) return before->ni_number;
    if (answer != "number") {
        shown.found.push_back({"ni", "missing"});
        return std::nullopt;
    }
    const auto number = NiNumber::parse(shown.typed.value("ni_number"), mode);
    if (number) return *number;
    shown.found.push_back({"ni_number", std::string(code(number.error()))});
    return std::nullopt;
}

LinkageKeys read(Shown& shown, const std::optional<LinkageKeys>& before, IdentifierMode mode)
{
    LinkageKeys keys;
    keys.ni_number = read_number(shown, before, mode);
    keys.former_names = paragraph(shown.typed, "former_names", shown.found);
    const auto sex = record_sex_named(shown.typed.value("sex"));
    if (!sex) shown.found.push_back({"sex", "missing"});
    keys.sex = sex.value_or(RecordSex::not_known);
    keys.address = paragraph(shown.typed, "address", shown.found);
    if (keys.address.empty()) shown.found.push_back({"address", "missing"});
    const auto postcode =
        Postcode::parse(shown.typed.value("postcode"), PostcodeEntry::staff_screen);
    if (!postcode)
        shown.found.push_back({"postcode", std::string(code(postcode.error()))});
    else
        keys.postcode = *postcode;
    return keys;
}

Html number_question(const Shown& shown, const html::FieldErrors& errors)
{
    const Html box = html::input({.name = "ni_number",
                                  .label = {.text = "National Insurance number"},
                                  .hint = {.text = "2 letters, 6 numbers and a letter. It is on a "
                                                   "payslip or a letter about tax or benefits"},
                                  .error = errors.on("ni_number"),
                                  .value = std::string(shown.typed.value("ni_number")),
                                  .classes = "govuk-input--width-10"});
    std::vector<html::ChoiceItem> items;
    if (!shown.number_given.empty())
        items.push_back(
            {.value = "keep", .text = "Keep the one given before: " + shown.number_given});
    items.push_back({.value = "number", .text = "Yes", .conditional = box});
    items.push_back({.value = "dont_know", .text = "They do not know it, or have none"});
    return html::radios({.name = "ni",
                         .fieldset = html::Fieldset{.legend = {.text = "Do they know their "
                                                                       "National Insurance "
                                                                       "number?"}},
                         .error = errors.on("ni"),
                         .items = std::move(items),
                         .value = std::string(shown.typed.value("ni"))});
}

Html inputs(const Shown& shown, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> sexes;
    for (const auto sex : all_record_sexes())
        sexes.push_back({.value = std::string(name_of(sex)), .text = label_of(sex)});
    return html::fragment(
        number_question(shown, errors),
        html::textarea({.name = "former_names",
                        .label = {.text = "Other names they have had (optional)"},
                        .hint = {.text = "For example, before marriage"},
                        .error = errors.on("former_names"),
                        .value = std::string(shown.typed.value("former_names")),
                        .rows = 2}),
        html::radios({.name = "sex",
                      .fieldset = html::Fieldset{.legend = {.text = "Sex, as their records have "
                                                                    "it"}},
                      .hint = {.text = "It may differ from how they live. It is only used to find "
                                       "the right record"},
                      .error = errors.on("sex"),
                      .items = std::move(sexes),
                      .value = std::string(shown.typed.value("sex"))}),
        html::textarea({.name = "address",
                        .label = {.text = "Address"},
                        .error = errors.on("address"),
                        .value = std::string(shown.typed.value("address")),
                        .rows = 3}),
        html::input({.name = "postcode",
                     .label = {.text = "Postcode"},
                     .hint = {.text = "ZZ99 3VZ if they have no fixed address"},
                     .error = errors.on("postcode"),
                     .value = std::string(shown.typed.value("postcode")),
                     .classes = "govuk-input--width-10"}),
        html::button({.text = "Save"}));
}

html::Page view(const Shown& shown)
{
    const auto words = messages();
    const html::FieldErrors errors(shown.found, words);
    const auto person = shown.asking.person;
    const auto path = participants::person_path(person, "/linkage-keys");
    return {.title = "Finding their records",
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::linkage_keys,
                                             "Finding their records"),
                staff::paragraph("They agreed that researchers look up their employment, tax and "
                                 "benefit records. This is only used to find them, and nobody who "
                                 "supports them sees it."),
                html::form(staff::posting_to(path, shown.tokens), inputs(shown, errors)),
                staff::paragraph(html::element(
                    "a", {html::attr("class", "govuk-link"), html::attr("href", path + "/skip")},
                    "Leave this out"))),
            .has_errors = errors.any(),
            .back_href = participants::person_path(person)};
}

/// What is known stands in the boxes: what was given before, or else the details of the record.
http::FormData known(const Services& services, storage::UnitOfWork& work, PersonId person,
                     const std::optional<LinkageKeys>& before)
{
    http::FormData typed;
    if (before) {
        typed.add("former_names", before->former_names);
        typed.add("sex", std::string(name_of(before->sex)));
        typed.add("address", before->address);
        if (before->postcode) typed.add("postcode", before->postcode->reveal());
        return typed;
    }
    const auto who = services.participants.identities.open_person(work, person);
    if (!who) return typed;
    typed.add("address", who->postal_address);
    typed.add("postcode", who->postcode);
    return typed;
}

std::string masked(const std::optional<LinkageKeys>& before)
{
    return before && before->ni_number ? before->ni_number->masked() : std::string();
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(shown), view);
}

} // namespace linkage_page

http::Response ask_linkage_keys(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = linkage_asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    work.log({.action = "linkage.opened",
              .object_type = "person",
              .object_id = asking->person.text(),
              .detail = {}});
    const auto before = services.linkage.open(work, asking->person);
    auto typed = request.brought_back ? request.form
                                      : linkage_page::known(services, work, asking->person, before);
    return linkage_page::show(services, request, viewer,
                              {.asking = std::move(*asking),
                               .number_given = linkage_page::masked(before),
                               .typed = std::move(typed),
                               .found = {},
                               .tokens = request.tokens});
}

http::Response give_linkage_keys(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = linkage_asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    const auto before = services.linkage.open(work, asking->person);
    const auto person = asking->person;
    const auto stage = asking->stage;
    linkage_page::Shown shown{.asking = std::move(*asking),
                              .number_given = linkage_page::masked(before),
                              .typed = request.form,
                              .found = {},
                              .tokens = request.tokens};
    const auto keys = linkage_page::read(shown, before, services.participants.mode);
    if (!shown.found.empty())
        return linkage_page::show(services, request, viewer, std::move(shown));
    const auto given = services.linkage.give(work, person, keys);
    if (!given && given.error() != LinkageRefusal::erased)
        return cannot_ask_linkage(services, request, viewer, shown.asking);
    if (!given) {
        shown.found = {{"ni", "erased"}};
        return linkage_page::show(services, request, viewer, std::move(shown));
    }
    // A number that somebody else gave is looked into on the record, where it is shown.
    if (!services.linkage.others_with_number(work, person).empty())
        return http::see_other(participants::person_path(person));
    return http::see_other(participants::next_page(services.participants, viewer, person, stage));
}

} // namespace evenhand::consent::pages
