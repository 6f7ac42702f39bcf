#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <optional>
#include <vector>

namespace evenhand::staff {
namespace staff_training {

constexpr std::size_t most_course_characters = 100;

struct Typed
{
    std::string course;
    std::string completed[3];
    std::string until[3];
};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"course", "missing", "Enter what the training was"},
        {"course", "too_long", "The name of the training must have 100 characters or fewer"},
        {"course", "not_text",
         "Type the name of the training again: some of the characters cannot "
         "be read"},
        {"until", "before_completed", "The last day must not be before the training", "until-day"},
    };
    html::add_messages(all, "completed", html::date_words, "completed-day");
    html::add_messages(all, "until", html::date_words, "until-day");
    return all;
}

Typed typed_in(const http::FormData& form)
{
    return {.course = std::string(form.value("course")),
            .completed = {std::string(form.value("completed-day")),
                          std::string(form.value("completed-month")),
                          std::string(form.value("completed-year"))},
            .until = {std::string(form.value("until-day")), std::string(form.value("until-month")),
                      std::string(form.value("until-year"))}};
}

std::string_view course_fault(std::string_view course)
{
    if (course.empty()) return "missing";
    return count_code_points(course) > most_course_characters ? "too_long" : "";
}

/// The training, or what is wrong with what was typed.
Result<Training, std::vector<html::FieldError>> parse(const Typed& typed, LocalDate today)
{
    std::vector<html::FieldError> errors;
    const auto course = clean_line(typed.course);
    const std::string_view fault = course ? course_fault(*course) : "not_text";
    if (!fault.empty()) errors.push_back({"course", std::string(fault)});

    const auto completed = parse_date({typed.completed[0], typed.completed[1], typed.completed[2]});
    if (!completed) {
        errors.push_back({"completed", std::string(code(completed.error().why))});
    } else if (*completed > today) {
        errors.push_back({"completed", "in_the_future"});
    }
    std::optional<LocalDate> until;
    if (const auto last = parse_date({typed.until[0], typed.until[1], typed.until[2]})) {
        until = *last;
        if (completed && *until < *completed) errors.push_back({"until", "before_completed"});
    } else if (last.error().why != DateRefusal::empty) {
        errors.push_back({"until", std::string(code(last.error().why))});
    }
    if (!errors.empty()) return refuse(std::move(errors));
    return Training{*course, *completed, until};
}

html::Html date(std::string_view id, std::string_view legend, std::string_view hint,
                const std::string (&typed)[3], const html::FieldErrors& errors)
{
    return html::date_input({.id = std::string(id),
                             .name_prefix = std::string(id),
                             .fieldset = html::Fieldset{.legend = {.text = legend}},
                             .hint = {.text = hint},
                             .error = errors.on(id),
                             .day = {.name = "day", .value = typed[0]},
                             .month = {.name = "month", .value = typed[1]},
                             .year = {.name = "year", .value = typed[2]}});
}

html::Page view(const Account& who, const Typed& typed, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const auto words = messages();
    const html::FieldErrors errors(found, words);
    const auto title = "Record training of " + who.name;
    const auto inputs =
        html::fragment(html::input({.name = "course",
                                    .label = {.text = "What was the training?"},
                                    .error = errors.on("course"),
                                    .value = typed.course}),
                       date("completed", "When was it completed?", "For example, 27 3 2026",
                            typed.completed, errors),
                       date("until", "What is the last day that it is valid? (optional)",
                            "For example, 27 3 2029", typed.until, errors),
                       html::button({.text = "Record training"}));
    return {.title = title,
            .body = html::fragment(
                errors.summary(), heading(title),
                html::form(posting_to(member_path(who.id, "/training"), tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = member_path(who.id)};
}

http::Response show(const StaffServices& services, const http::Request& request,
                    const http::Viewer& viewer, const Account& who,
                    std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return answer_staff_page(
        services, status, request, viewer,
        [who, typed = typed_in(request.form), errors = std::move(errors), tokens = request.tokens] {
            return view(who, typed, errors, tokens);
        });
}

} // namespace staff_training

http::Response get_training(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    return staff_training::show(services, request, viewer, *who, {});
}

http::Response post_training(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    const auto training =
        staff_training::parse(staff_training::typed_in(request.form), london_date(work.now()));
    if (!training) {
        return staff_training::show(services, request, viewer, *who, training.error());
    }
    services.trainings.record(work, who->id, *training, "recorded by an administrator");
    return http::see_other(member_path(who->id));
}

} // namespace evenhand::staff
