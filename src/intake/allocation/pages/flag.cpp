#include "intake/allocation/pages/pages.hpp"

#include "core/text.hpp"
#include "html/components.hpp"
#include "people/participants/pages/in_error_form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::allocation::pages {

namespace flag_page {

using html::Html;

constexpr std::size_t most_note_characters = 2000;
constexpr std::string_view in_error_title = "Randomisation note entered in error";
constexpr int conflict = 409;

constexpr std::array messages{
    html::FieldMessage{"kind", "missing", "Select what was found out"},
    html::FieldMessage{"true_area", "missing", "Select the area they should have been in"},
    html::FieldMessage{"true_group", "missing", "Select the group they should have been in"},
    html::FieldMessage{"true_area", "same",
                       "Select another area or group than the ones that were used"},
    html::FieldMessage{"note", "missing", "Enter what happened"},
    html::FieldMessage{"note", "too_long", "What happened must have 2,000 characters or fewer"},
    html::FieldMessage{"note", "not_text",
                       "What happened has characters that cannot be kept. Type it again"},
};

struct Shown
{
    PersonId person;
    participants::Journey journey;
    std::vector<Flag> flags;
    std::vector<std::string> by; ///< who raised each, in their order
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Result<std::string, std::string_view> parse_note(std::string_view typed)
{
    const auto note = clean_paragraph(typed);
    if (!note) return refuse(std::string_view("not_text"));
    if (note->empty()) return refuse(std::string_view("missing"));
    if (count_code_points(*note) > most_note_characters)
        return refuse(std::string_view("too_long"));
    return *note;
}

template <class Items>
bool knows(const Items& items, std::string_view id)
{
    return std::ranges::any_of(items, [&](const auto& item) { return item.id == id; });
}

/// The flag as it is kept, or what is wrong with it, in the order of the questions.
Result<NewFlag, std::vector<html::FieldError>> parse(const protocol::Protocol& protocol,
                                                     const participants::Journey& used,
                                                     const http::FormData& form)
{
    std::vector<html::FieldError> found;
    const auto kind = flag_named(form.value("kind"));
    if (!kind) found.push_back({"kind", "missing"});
    NewFlag flag{.note = {}};
    if (kind == FlagKind::wrong_stratum) {
        flag.true_area = form.value("true_area");
        flag.true_group = form.value("true_group");
        const bool area = protocol.areas.empty() || knows(protocol.areas, flag.true_area);
        const bool group = knows(protocol.groups, flag.true_group);
        if (!area) found.push_back({"true_area", "missing"});
        if (!group) found.push_back({"true_group", "missing"});
        if (area && group && flag.true_area == used.area && flag.true_group == used.group)
            found.push_back({"true_area", "same"});
    }
    auto note = parse_note(form.value("note"));
    if (!note) found.push_back({"note", std::string(note.error())});
    if (!found.empty()) return refuse(std::move(found));
    flag.kind = *kind;
    flag.note = *std::move(note);
    return flag;
}

template <class Items>
Html choose(const html::FieldErrors& errors, const Shown& shown, const html::Select& select,
            const Items& items)
{
    html::Select options = select;
    options.error = errors.on(select.name);
    options.value = shown.typed.value(select.name);
    options.items.push_back({.text = "Choose one", .value = ""});
    for (const auto& item : items)
        options.items.push_back({.text = item.name, .value = item.id});
    return html::select(options);
}

Html form(const protocol::Protocol& protocol, const Shown& shown, const html::FieldErrors& errors)
{
    const Html which = html::fragment(
        protocol.areas.empty()
            ? Html{}
            : choose(errors, shown,
                     {.name = "true_area", .label = {.text = "The area it should have been"}},
                     protocol.areas),
        choose(errors, shown,
               {.name = "true_group", .label = {.text = "The group it should have been"}},
               protocol.groups));
    html::Radios kinds{.name = "kind",
                       .fieldset =
                           html::Fieldset{.legend = {.text = "What was found out?",
                                                     .classes = "govuk-fieldset__legend--m"}},
                       .error = errors.on("kind"),
                       .value = std::string(shown.typed.value("kind"))};
    for (const FlagKind kind : all_flag_kinds) {
        kinds.items.push_back({.value = std::string(name_of(kind)),
                               .text = label_of(kind),
                               .conditional = kind == FlagKind::wrong_stratum ? which : Html{}});
    }
    const auto action = participants::person_path(shown.person, "/allocation/flag");
    return html::form(
        staff::posting_to(action, shown.tokens),
        html::fragment(
            html::radios(kinds),
            html::textarea({.name = "note",
                            .label = {.text = "What happened", .classes = "govuk-label--m"},
                            .hint = {.text = "How it was found out, and by whom. Do not say which "
                                             "group they are in."},
                            .error = errors.on("note"),
                            .value = std::string(shown.typed.value("note"))}),
            html::button({.text = "Write it down"})));
}

std::string flag_path(PersonId person, FlagId flag)
{
    return participants::person_path(person, "/allocation/flag/" + flag.text());
}

Html in_error_link(PersonId person, const Flag& flag)
{
    if (!flag.id) return {}; // it ends when the merge is undone
    if (flag.ended) return Html{"A later correction of the answers ended or replaced it"};
    if (flag.from_answers) {
        return Html{"It follows from a corrected answer, and ends when the answers are corrected "
                    "again"};
    }
    return html::element("a",
                         {html::attr("class", "govuk-link"),
                          html::attr("href", flag_path(person, *flag.id) + "/in-error")},
                         "Entered in error",
                         html::element("span", {html::attr("class", "govuk-visually-hidden")}, ": ",
                                       label_of(flag.kind), ", ", staff::moment(flag.at)));
}

Html list(const protocol::Protocol& protocol, const Shown& shown)
{
    if (shown.flags.empty()) return staff::paragraph("Nothing has been written down so far.");
    html::Table table{
        .caption = "Written down so far, the latest first",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "When"}, {.text = "What"}, {.text = "By whom"}, {.text = "Correct"}}};
    for (std::size_t i = 0; i < shown.flags.size(); ++i) {
        const Flag& flag = shown.flags[i];
        std::string what(label_of(flag.kind));
        if (flag.kind == FlagKind::wrong_stratum) {
            what += fmt::format(". It should have been: {}, {}",
                                participants::area_name(protocol, flag.true_area),
                                participants::group_name(protocol, flag.true_group));
        }
        what += ". " + flag.note.value_or("What was written has been erased.");
        table.rows.push_back({{.text = staff::moment(flag.at)},
                              {.text = what},
                              {.text = shown.by[i]},
                              {.text = in_error_link(shown.person, flag)}});
    }
    return html::scrolling_table(table, "Written down so far");
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    return {.title = "Something was wrong with a randomisation",
            .body = html::fragment(
                errors.summary(), staff::heading("Something was wrong with a randomisation"),
                staff::paragraph(fmt::format(
                    "Study number {}. Randomised in: {}, {}.", shown.journey.study_number,
                    participants::area_name(protocol, shown.journey.area),
                    participants::group_name(protocol, shown.journey.group))),
                staff::paragraph("It is written down and changes nothing: they stay in their group "
                                 "and are counted there, and their place stays used. What was used "
                                 "and what is right are both reported."),
                form(protocol, shown, errors), list(protocol, shown)),
            .has_errors = errors.any(),
            .back_href = "/stuck"};
}

/// What was found out about them, those among it that the answers tell no more as ended.
std::vector<Flag> flags_of(const Services& services, storage::UnitOfWork& work, PersonId person,
                           Notes notes)
{
    auto all = services.store.flags(work, person, notes);
    if (std::ranges::any_of(all, &Flag::from_answers))
        end_by_answers(all, services.answers_misfit(work, person));
    return all;
}

/// Nothing unless they were randomised.
std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return std::nullopt;
    auto journey = services.participants.journeys.find(work, *person);
    if (!journey || !participants::is_randomised(journey->stage)) return std::nullopt;
    Shown shown{.person = *person,
                .journey = *std::move(journey),
                .flags = flags_of(services, work, *person, Notes::opened),
                .by = {},
                .typed = request.form,
                .found = {},
                .tokens = request.tokens};
    for (const Flag& flag : shown.flags)
        shown.by.push_back(participants::actor_name(services.participants.staff, work, flag.actor));
    return shown;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    const int status = shown.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [&protocol = services.participants.protocol,
                                     shown = std::move(shown)] { return view(protocol, shown); });
}

/// One that the path names, with what its page is about.
struct Named
{
    PersonId person;
    bool from_answers = false;
    bool ended = false;
    participants::InErrorForm form;
};

std::optional<Named> named_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work)
{
    const auto id = request.id<FlagId>("flag");
    const auto shown = find(services, request, work);
    if (!shown || !id) return std::nullopt;
    const auto found = std::ranges::find(shown->flags, id, &Flag::id);
    if (found == shown->flags.end()) return std::nullopt;
    const auto back = participants::person_path(shown->person, "/allocation/flag");
    return Named{.person = shown->person,
                 .from_answers = found->from_answers,
                 .ended = found->ended,
                 .form = {.title = in_error_title,
                          .what = fmt::format("Study number {}: {}", shown->journey.study_number,
                                              label_of(found->kind)),
                          .action = flag_path(shown->person, *id) + "/in-error",
                          .back = back,
                          .done = back,
                          .table = "allocation_flag",
                          .row = id->text()}};
}

/// Somebody may have marked it before.
http::Response gone(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto id = request.id<FlagId>("flag");
    if (!person || !id) return http::not_found();
    const auto back = participants::person_path(*person, "/allocation/flag");
    return participants::marked_before(services.participants, request, viewer, work,
                                       {.title = in_error_title,
                                        .what = "What was written down",
                                        .action = flag_path(*person, *id) + "/in-error",
                                        .back = back,
                                        .done = back,
                                        .table = "allocation_flag",
                                        .row = id->text()});
}

html::Page told_by_answers_view(const Named& named)
{
    constexpr std::string_view stands =
        "Nobody typed this. It follows from the answers on who may join, and stands for as long as "
        "they say so: it cannot be marked as entered in error. If an answer is wrong, ask an "
        "intake officer to correct it again, and this ends. What somebody typed can be marked.";
    constexpr std::string_view over =
        "Nobody typed this. It followed from the answers on who may join, and a later correction "
        "of them ended or replaced it, so there is nothing to mark.";
    return {.title = std::string(in_error_title),
            .body = html::fragment(staff::heading(in_error_title),
                                   staff::paragraph(named.form.what + "."),
                                   staff::paragraph(named.ended ? over : stands)),
            .back_href = named.form.back};
}

/// 409: what the answers tell is taken back by whoever corrects them, and by nobody alone. The page
/// says what it is about.
http::Response told_by_answers(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work,
                               const Named& named)
{
    work.log({.action = "entered_in_error.asked",
              .object_type = std::string(named.form.table),
              .object_id = named.form.row,
              .detail = {}});
    return staff::answer_staff_page(services.participants.staff, conflict, request, viewer,
                                    [named] { return told_by_answers_view(named); });
}

} // namespace flag_page

http::Response ask_flag(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = flag_page::find(services, request, work);
    if (!shown) return http::not_found();
    work.log({.action = "allocation.flags_opened",
              .object_type = "person",
              .object_id = shown->person.text(),
              .detail = {}});
    return flag_page::show(services, request, viewer, *std::move(shown));
}

http::Response flag(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = flag_page::find(services, request, work);
    if (!shown) return http::not_found();
    auto wanted = flag_page::parse(services.participants.protocol, shown->journey, request.form);
    if (!wanted) {
        shown->found = std::move(wanted.error());
        return flag_page::show(services, request, viewer, *std::move(shown));
    }
    if (!services.store.flag(work, shown->person, *wanted))
        return staff::status_only(flag_page::conflict);
    return http::see_other(participants::person_path(shown->person, "/allocation/flag"));
}

http::Response ask_flag_in_error(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = flag_page::named_in(services, request, work);
    if (!named) return flag_page::gone(services, request, viewer, work);
    if (named->from_answers)
        return flag_page::told_by_answers(services, request, viewer, work, *named);
    return participants::ask_in_error(services.participants, request, viewer, work, named->form);
}

http::Response mark_flag_in_error(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = flag_page::named_in(services, request, work);
    if (!named) return flag_page::gone(services, request, viewer, work);
    if (named->from_answers)
        return flag_page::told_by_answers(services, request, viewer, work, *named);
    return participants::mark_in_error(services.participants, request, viewer, work, named->form,
                                       named->person);
}

} // namespace evenhand::allocation::pages

namespace evenhand::allocation {

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const Flag& flag : pages::flag_page::flags_of(services, work, person, Notes::closed)) {
            std::string detail(label_of(flag.kind));
            if (flag.ended) detail += ". A later correction of the answers ended or replaced it";
            rows.push_back({.at = flag.at,
                            .what = "Something was found out about their randomisation",
                            .detail = std::move(detail),
                            .actor = flag.actor});
        }
        return rows;
    };
}

} // namespace evenhand::allocation
