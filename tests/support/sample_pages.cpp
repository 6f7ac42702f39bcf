#include "tests/support/sample_pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"

#include <array>

namespace evenhand::test {

namespace sample {

using namespace html;

Html paragraph(const Html& text)
{
    return element("p", {attr("class", "govuk-body")}, text);
}

Html heading(std::string_view text)
{
    return element("h1", {attr("class", "govuk-heading-l")}, text);
}

Html list(const std::vector<std::string>& items)
{
    Html html;
    for (const std::string& item : items)
        html += element("li", {}, item);
    return element("ul", {attr("class", "govuk-list govuk-list--bullet")}, html);
}

Page start()
{
    return {.title = "Get support to find or keep a job",
            .body =
                fragment(heading("Get support to find or keep a job"),
                         element("p", {attr("class", "govuk-body-l")},
                                 "Working Win is for people in the Sheffield City Region whose "
                                 "health makes it hard to find or "
                                 "keep a job."),
                         paragraph("It is free, and it is your choice. You can stop at any time."),
                         inset_text({.text = "Joining or leaving does not change your benefits, "
                                             "and the job centre is not told."}),
                         element("h2", {attr("class", "govuk-heading-m")}, "You can join if you"),
                         list({"are 18 or over",
                               "have a health condition or disability that makes work hard",
                               "are registered with a GP surgery in the area"}),
                         button({.text = "Start now", .href = "/join/for-whom", .start = true}),
                         details({.summary = "What is a trial?",
                                  .text = "A computer chooses by chance who gets the new support "
                                          "and who gets the usual support. "
                                          "That is how we learn which works better."}))};
}

Page question()
{
    return {
        .title = "How can we contact you?",
        .body = form(
            {.action = "/join/contact", .csrf = "token", .idempotency_key = "key"},
            fragment(checkboxes(
                         {.name = "channel",
                          .fieldset = Fieldset{.legend = {.text = "How can we contact you?",
                                                          .page_heading = true,
                                                          .classes = "govuk-fieldset__legend--l"}},
                          .hint = {.text = "Choose all that suit you."},
                          .items = {{.value = "phone",
                                     .text = "Phone",
                                     .conditional = input({.name = "phone",
                                                           .label = {.text = "Phone number"},
                                                           .type = "tel",
                                                           .autocomplete = "tel",
                                                           .classes = "govuk-input--width-20"})},
                                    {.value = "text", .text = "Text message"},
                                    {.value = "email", .text = "Email"},
                                    {.value = "letter", .text = "Letter"}},
                          .values = {"phone"}}),
                     button_group(button({.text = "Continue"}) +
                                  button({.text = "Save and come back later",
                                          .name = "save",
                                          .value = "1",
                                          .classes = "govuk-button--secondary"})))),
        .back_href = "/join/nhs-number"};
}

Page errors()
{
    static constexpr std::array<FieldMessage, 2> messages{
        {{"first-name", "empty", "Enter your first name"},
         {"born", "future", "Date of birth must be in the past", "born-year"}}};
    static const std::array<FieldError, 2> found{{{"first-name", "empty"}, {"born", "future"}}};
    const FieldErrors all{found, messages};
    return {
        .title = "About you",
        .body = fragment(
            all.summary(), heading("About you"),
            form({.action = "/join/name", .csrf = "token", .idempotency_key = "key"},
                 fragment(
                     input({.name = "first-name",
                            .label = {.text = "First name"},
                            .error = all.on("first-name"),
                            .autocomplete = "given-name"}),
                     input({.name = "last-name",
                            .label = {.text = "Last name"},
                            .value = "O'Testing",
                            .autocomplete = "family-name"}),
                     date_input({.id = "born",
                                 .name_prefix = "born",
                                 .fieldset = Fieldset{.legend = {.text = "Date of birth"}},
                                 .hint = {.text = "For example, 31 3 1980"},
                                 .error = all.on("born"),
                                 .day = {.name = "day", .value = "31"},
                                 .month = {.name = "month", .value = "3"},
                                 .year = {.name = "year", .value = "2190", .error = true}}),
                     character_count(
                         {.name = "health",
                          .label = {.text = "Tell us a little about your health (optional)"},
                          .max_length = 200}),
                     select({.name = "language",
                             .label = {.text = "Language"},
                             .items = {{.text = "English"}, {.text = "Urdu"}, {.text = "Polish"}}}),
                     button({.text = "Continue"})))),
        .has_errors = true,
        .back_href = "/join/health"};
}

Page check()
{
    const auto row = [](const char* key, const char* value, const char* href, const char* hidden) {
        return SummaryRow{.key = key,
                          .value = value,
                          .actions = {{.href = href, .visually_hidden_text = hidden}}};
    };
    return {.title = "Check your answers",
            .body = fragment(
                heading("Check your answers"),
                summary_list(
                    {.rows = {row("Name", "Sam Testing", "/join/name", "name"),
                              row("Date of birth", "31 March 1980", "/join/born", "date of birth"),
                              row("Phone number", "07700 900123", "/join/contact", "phone number"),
                              row("How we can contact you", "Phone, letter", "/join/contact",
                                  "how we can contact you")}}),
                warning_text(
                    {.text = "We will only use these details to arrange a first appointment."}),
                form({.action = "/join/send", .csrf = "token", .idempotency_key = "key"},
                     button({.text = "Send", .prevent_double_click = true}))),
            .back_href = "/join/agree"};
}

Page done()
{
    return {
        .title = "We have your details",
        .body = fragment(
            panel({.title = "We have your details",
                   .text = fragment("Your reference is", element("br", {}),
                                    element("strong", {}, "R-7K3D9-8"))}),
            element("h2", {attr("class", "govuk-heading-m")}, "What happens next"),
            paragraph("We will call you within 2 working days to arrange a first appointment."))};
}

Page triage()
{
    Table queue{.caption = "4 referrals waiting",
                .caption_classes = "govuk-table__caption--m",
                .head = {{.text = "Reference"},
                         {.text = "Received"},
                         {.text = "Area"},
                         {.text = "Status"},
                         {.text = "Days", .format = "numeric"}},
                .first_cell_is_header = true};
    const std::array<std::array<const char*, 5>, 4> rows{
        {{"R-7K3D9-8", "20 July 2026", "Sheffield", "New", "0"},
         {"R-4M8TQ-2", "17 July 2026", "Doncaster", "Called once", "1"},
         {"R-9XW2H-5", "16 July 2026", "Rotherham", "Call back", "2"},
         {"R-2CBFJ-7", "14 July 2026", "Barnsley", "Overdue", "4"}}};
    const std::array<const char*, 4> colours{"", "govuk-tag--grey", "govuk-tag--yellow",
                                             "govuk-tag--red"};
    for (std::size_t i = 0; i < rows.size(); ++i)
        queue.rows.push_back(
            {{.text = element(
                  "a", {attr("class", "govuk-link evenhand-nowrap"), attr("href", "/triage/1")},
                  rows[i][0])},
             {.text = rows[i][1]},
             {.text = rows[i][2]},
             {.text = tag({.text = rows[i][3], .classes = colours[i]})},
             {.text = rows[i][4], .format = "numeric"}});
    return {.title = "Referrals to look at",
            .body = fragment(
                notification_banner({.text = "The referral was assigned to you.", .success = true}),
                heading("Referrals to look at"),
                element("div",
                        {attr("class", "evenhand-scroll"), attr("tabindex", "0"),
                         attr("role", "region"),
                         attr("aria-label", "Referrals waiting, scrolls sideways")},
                        table(queue)),
                pagination({.previous = {.href = "/triage"},
                            .next = {.href = "/triage?after=2"},
                            .items = {{.number = "1", .href = "/triage"},
                                      {.number = "2", .href = "/triage?after=1", .current = true},
                                      {.number = "3", .href = "/triage?after=2"}}})),
            .width = PageWidth::full,
            .breadcrumbs = {{.text = "Home", .href = "/staff"}, {.text = "Referrals"}},
            .navigation = {{.text = "Referrals", .href = "/triage", .here = Here::page},
                           {.text = "Appointments", .href = "/appointments"},
                           {.text = "People", .href = "/people"}},
            .signed_in = SignedIn{.name = "Alex Sample",
                                  .role = "Intake officer",
                                  .sign_out_action = "/sign-out",
                                  .csrf = "token"}};
}

Site site()
{
    return {
        .service_name = "Working Win",
        .organisation = "Working Win is a trial in the Sheffield City Region.",
        .help = element(
            "p", {}, "Call ", element("a", {attr("href", "tel:+441144960123")}, "0114 496 0123"),
            " (Monday to Friday, 9am to 5pm), or with Relay UK 18001 then 0114 496 0123."),
        .footer_links = {{"Privacy", "/privacy"},
                         {"Accessibility", "/accessibility"},
                         {"Contact us", "/contact"}},
        .phase = PhaseBanner{
            .tag = "Trial",
            .text = fragment("Tell us what you think: ",
                             element("a", {attr("class", "govuk-link"), attr("href", "/feedback")},
                                     "give feedback"),
                             ".")}};
}

} // namespace sample

std::vector<SamplePage> sample_pages()
{
    return {{"start", sample::start()},   {"question", sample::question()},
            {"errors", sample::errors()}, {"check", sample::check()},
            {"done", sample::done()},     {"triage", sample::triage()}};
}

html::Site sample_site(html::SiteMode mode)
{
    html::Site site = sample::site();
    site.mode = mode;
    site.stylesheet = "/assets/evenhand.css";
    site.supported_script = "/assets/supported.js";
    site.module_script = "/assets/evenhand.js";
    site.icon = "/assets/icon.svg";
    return site;
}

html::Site sample_site(const html::Assets& assets)
{
    html::Site site = sample::site();
    site.stylesheet = assets.url("evenhand.css");
    site.supported_script = assets.url("supported.js");
    site.module_script = assets.url("evenhand.js");
    site.icon = assets.url("icon.svg");
    return site;
}

} // namespace evenhand::test
