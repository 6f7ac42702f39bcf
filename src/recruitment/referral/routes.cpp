#include "core/check.hpp"
#include "http/page_routes.hpp"
#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/phone.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace evenhand::referral {

namespace routes {

using http::AuditClass;
using http::Method;
using http::RateClass;
using http::Route;
using http::StepUp;
using http::View;

/// A page for everyone that shows nothing of anybody but their own half-filled form.
Route public_get(std::string_view path, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = "public",
            .relation = "any",
            .view = View::open,
            .audit = AuditClass::none,
            .rate = RateClass::public_page,
            .step_up = StepUp::no,
            .sample = http::Sample{},
            .handler = std::move(handler)};
}

/// A page with a form: the visitor gets a journey there, to which the form's token is bound.
Route form_get(std::string_view path, http::Handler handler)
{
    Route route = public_get(path, std::move(handler));
    route.rate = RateClass::public_form;
    return route;
}

Route public_post(std::string_view path, http::Sample sample, http::Handler handler)
{
    return {.method = Method::post,
            .path = path,
            .permission = "public",
            .relation = "any",
            .view = View::open,
            .audit = AuditClass::change,
            .rate = RateClass::public_form,
            .step_up = StepUp::no,
            .sample = std::move(sample),
            .handler = std::move(handler)};
}

http::Sample form(std::vector<http::FormData::Pair> fields)
{
    return {.parameters = {}, .form = http::FormData{std::move(fields)}};
}

/// An answer that each question takes, so that the generated tests can walk the journey.
http::Sample sample_answer(std::string_view slug)
{
    struct Answer
    {
        std::string_view slug;
        std::vector<http::FormData::Pair> fields;
    };
    const std::array answers{
        Answer{"who-for", {{"for", "me"}}},
        Answer{"age", {{"old_enough", "yes"}}},
        Answer{"gp-surgery", {{"surgery_area", "not-sure"}, {"surgery_name", ""}}},
        Answer{"postcode", {{"postcode", "S1 2HH"}}},
        Answer{"work", {{"work", "looking"}}},
        Answer{"health", {{"condition", "yes"}, {"details", ""}}},
        Answer{"other-help", {{"help", "none"}}},
        Answer{"name", {{"first_name", "Zoë"}, {"last_name", "Example"}, {"known_as", ""}}},
        Answer{"date-of-birth", {{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1998"}}},
        Answer{"nhs-number", {{"knows_nhs_number", "no"}, {"nhs_number", ""}}},
        Answer{"contact", {{"channel", "phone"}, {"phone", "07700 900123"}, {"times", ""}}},
        Answer{"safe-contact", {{"leave_message", "yes"}, {"mention_health", "no"}}},
        Answer{"needs", {{"need", "none"}, {"need_detail", ""}}},
        Answer{"how-you-heard", {}},
        Answer{"agreement", {{"agree", "yes"}}}};
    for (const Answer& answer : answers) {
        if (answer.slug == slug) return form(answer.fields);
    }
    return form({});
}

/// Routes keep views of their paths, so the paths of the questions live as long as the program.
std::string_view question_path(const Question& question)
{
    static const std::map<std::string_view, std::string> paths = [] {
        std::map<std::string_view, std::string> all;
        for (const Question* each : questions())
            all[each->slug] = fmt::format("/join/{}", each->slug);
        return all;
    }();
    return paths.at(question.slug);
}

void add_questions(http::Router& router, const Services& services)
{
    for (const Question* question : questions()) {
        const std::string_view path = question_path(*question);
        router.add(
            form_get(path, http::UnitHandler{[&services, question](const auto& request,
                                                                   const auto& viewer, auto& work) {
                         return pages::ask(services, *question, request, viewer, work);
                     }}));
        router.add(
            public_post(path, sample_answer(question->slug),
                        http::UnitHandler{[&services, question](const auto& request,
                                                                const auto& viewer, auto& work) {
                            return pages::answer(services, *question, request, viewer, work);
                        }}));
    }
}

void add_information(http::Router& router, const Services& services)
{
    for (const pages::Leaflet& leaflet : pages::leaflets()) {
        router.add(public_get(leaflet.path,
                              http::PlainHandler{[&services, &leaflet](const http::Request&) {
                                  return pages::information(services, leaflet);
                              }}));
    }
}

/// A form of the check: it keeps nothing, not even that it was sent.
Route check_post(std::string_view path, http::Sample sample, http::Handler handler)
{
    Route route = public_post(path, std::move(sample), std::move(handler));
    route.audit = AuditClass::none;
    return route;
}

void add_check_question(http::Router& router, const Services& services, std::string_view slug,
                        std::string_view path, http::Sample sample)
{
    router.add(form_get(
        path, http::UnitHandler{[&services, slug](const auto& request, const auto&, auto& work) {
            return pages::ask_for_check(services, slug, request, work);
        }}));
    router.add(check_post(
        path, std::move(sample),
        http::StepHandler{[&services, slug](const auto& request, const auto&, auto& units) {
            return pages::answer_for_check(services, slug, request, units);
        }}));
}

void add_check(http::Router& router, const Services& services)
{
    router.add(public_get("/check", http::PlainHandler{[&services](const http::Request&) {
                              return pages::help_check(services);
                          }}));
    add_check_question(router, services, "age", "/check/age", sample_answer("date-of-birth"));
    add_check_question(router, services, "work", "/check/work", sample_answer("work"));
    add_check_question(router, services, "health", "/check/health", form({{"condition", "yes"}}));
    router.add(public_get("/check/surgery", bind(services, pages::find_surgery)));
    Route choose = public_get("/check/surgery/{code}", bind(services, pages::choose_surgery));
    choose.sample = http::Sample{.parameters = {{"code", "V81901"}}, .form = {}};
    router.add(std::move(choose));
    router.add(form_get("/check/postcode", bind(services, pages::ask_check_postcode)));
    router.add(check_post("/check/postcode", form({{"postcode", "S1 2HH"}}),
                          bind(services, pages::answer_check_postcode)));
    router.add(form_get("/check/area", bind(services, pages::ask_check_area)));
    router.add(check_post("/check/area", form({{"area", "not-sure"}}),
                          bind(services, pages::answer_check_area)));
    router.add(public_get("/check/result", bind(services, pages::check_result)));
    router.add(public_get("/local-help", bind(services, pages::local_help)));
}

Route staff_get(std::string_view path, std::string_view permission, View view, AuditClass audit,
                http::Handler handler)
{
    return http::staff_page(path, {.permission = permission, .view = view, .audit = audit},
                            std::move(handler), {{"referral", "@referral"}});
}

/// A page of a referral by telephone shows what this account typed itself within the day.
Route phone_get(std::string_view path, http::Handler handler)
{
    return http::staff_page(path, {.permission = "triage.refer", .view = View::operations},
                            std::move(handler));
}

Route phone_post(std::string_view path, const http::Sample& sample, http::Handler handler)
{
    return http::staff_form(phone_get(path, std::move(handler)), sample.form.pairs());
}

/// An answer to all the questions of a page.
http::Sample sample_page(const pages::PhonePage& page)
{
    http::FormData fields;
    if (page.slug.empty())
        return form(
            {{"for", "me"}, {"helper", ""}, {"agreed", "themselves"}, {"notice_read", "yes"}});
    for (const pages::PhonePart& part : page.parts) {
        const http::Sample sample = sample_answer(part.question->slug);
        for (const auto& [name, value] : sample.form.pairs())
            fields.add(name, value);
    }
    return {.parameters = {}, .form = std::move(fields)};
}

void add_phone(http::Router& router, const Services& services)
{
    constexpr std::array<std::string_view, 4> paths{
        "/triage/new", "/triage/new/person", "/triage/new/contact", "/triage/new/work-and-health"};
    const auto pages_in_order = pages::phone_pages();
    CHECK(pages_in_order.size() == paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const pages::PhonePage& page = pages_in_order[i];
        router.add(phone_get(paths.at(i),
                             http::UnitHandler{[&services, &page](const auto& request,
                                                                  const auto& viewer, auto& work) {
                                 return pages::ask_phone(services, page, request, viewer, work);
                             }}));
        router.add(phone_post(paths.at(i), sample_page(page),
                              http::UnitHandler{[&services, &page](const auto& request,
                                                                   const auto& viewer, auto& work) {
                                  return pages::answer_phone(services, page, request, viewer, work);
                              }}));
    }
    router.add(phone_get("/triage/new/check", bind(services, pages::check_phone)));
    router.add(phone_post("/triage/new/check", form({}), bind(services, pages::send_phone)));
    router.add(phone_get("/triage/new/not-agreed", bind(services, pages::phone_not_agreed)));
    router.add(phone_post("/triage/new/discard", form({}), bind(services, pages::discard_phone)));
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    router.add(public_get("/", bind(services, pages::start)));
    add_information(router, services);
    add_questions(router, services);
    add_check(router, services);
    Route cannot_join =
        public_get("/join/cannot-join/{reason}", bind(services, pages::cannot_join));
    cannot_join.sample = http::Sample{.parameters = {{"reason", "under-age"}}, .form = {}};
    router.add(std::move(cannot_join));
    router.add(form_get("/join/check", bind(services, pages::check_answers)));
    router.add(public_post("/join/check", form({}), bind(services, pages::send_answers)));
    router.add(form_get("/join/save", bind(services, pages::offer_save)));
    router.add(public_post("/join/save", form({}), bind(services, pages::save)));
    router.add(public_get("/join/saved", bind(services, pages::saved)));
    router.add(form_get("/join/resume", bind(services, pages::ask_code)));
    // A code is guessed like a password, so it has the budget of a sign-in.
    Route resume = public_post("/join/resume", form({{"code", "7K3D-9WTP-VB2M"}}),
                               bind(services, pages::resume));
    resume.rate = RateClass::sign_in;
    router.add(std::move(resume));
    router.add(form_get("/call-me", bind(services, pages::ask_call)));
    router.add(public_post(
        "/call-me",
        form({{"name", "Zoë Example"}, {"phone", "07700 900123"}, {"times", ""}, {"language", ""}}),
        bind(services, pages::request_call)));
    Route sent = public_get("/sent/{receipt}", bind(services, pages::sent));
    sent.sample = http::Sample{.parameters = {{"receipt", "@receipt"}}, .form = {}};
    router.add(std::move(sent));

    router.add(form_get("/join/about-you", bind(services, pages::ask_equality)));
    router.add(public_post("/join/about-you", form({{"sex", "female"}}),
                           bind(services, pages::answer_equality)));
    router.add(public_get("/join/about-you/thanks", bind(services, pages::equality_thanks)));

    add_phone(router, services);
    router.add(staff_get("/triage", "triage.list", View::aggregate, AuditClass::list,
                         bind(services, pages::triage_queue)));
    router.add(staff_get("/triage/find", "triage.list", View::aggregate, AuditClass::list,
                         bind(services, pages::find_reference)));
    Route identity = staff_get("/triage/{referral}/identity", "triage.decide", View::identity,
                               AuditClass::record, bind(services, pages::ask_identity));
    Route decide = staff_get("/triage/{referral}/identity", "triage.decide", View::identity,
                             AuditClass::change, bind(services, pages::decide_identity));
    decide.method = Method::post;
    decide.rate = RateClass::staff_form;
    decide.sample->form = http::FormData{std::vector<http::FormData::Pair>{{"who", "new"}}};
    for (Route* route : {&identity, &decide})
        route->sample->parameters = {{"referral", "@waiting_referral"}};
    router.add(std::move(identity));
    router.add(std::move(decide));
    Route not_theirs =
        staff_get("/participants/{person}/referrals/{referral}/not-theirs", "records.merge",
                  View::identity, AuditClass::record, bind(services, pages::ask_not_theirs));
    Route back =
        staff_get("/participants/{person}/referrals/{referral}/not-theirs", "records.merge",
                  View::identity, AuditClass::change, bind(services, pages::return_to_triage));
    back.method = Method::post;
    back.rate = RateClass::staff_form;
    back.sample->form =
        http::FormData{std::vector<http::FormData::Pair>{{"ground", "wrong_record"}}};
    for (Route* route : {&not_theirs, &back}) {
        route->sample->parameters = {{"person", "@linked_person"},
                                     {"referral", "@linked_referral"}};
        router.add(std::move(*route));
    }
    router.add(staff_get("/triage/{referral}", "triage.open", View::identity, AuditClass::record,
                         bind(services, pages::referral_record)));
}

} // namespace evenhand::referral
