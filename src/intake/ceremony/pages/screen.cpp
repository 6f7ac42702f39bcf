#include "intake/ceremony/pages/screen.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "randomisation/sealed/bundle.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace evenhand::ceremony::pages {

namespace screen {

using html::Html;

constexpr std::array messages{
    html::FieldMessage{"party", "missing", "Select whose it is"},
    html::FieldMessage{"commitment", "form",
                       "The commitment must be 64 digits from 0 to 9 and a to f, as the paper "
                       "shows it"},
    html::FieldMessage{"beacon", "form",
                       "The value of the beacon must be 64 digits from 0 to 9 and a to f, as the "
                       "beacon published it"},
    html::FieldMessage{"words", "form",
                       "Enter the 33 words of the paper, or its 64 digits. One of them is wrong or "
                       "missing"},
    html::FieldMessage{"words", "does_not_open",
                       "These words are not the ones that were committed to. They were not kept"},
    html::FieldMessage{"reason", "missing", "Enter why a new ceremony is needed"},
    html::FieldMessage{"reason", "too_long", "The reason must have 500 characters or fewer"},
    html::FieldMessage{"reason", "not_text",
                       "The reason has characters that cannot be kept. Type it again"},
};

std::string title_of(const Screen& screen)
{
    if (!screen.of_step) return "The ceremony of the randomisation";
    switch (screen.step) {
    case Step::freeze:
        return "Freeze the specification";
    case Step::commit:
        return "Enter a commitment";
    case Step::reveal:
        return "Give a contribution";
    case Step::publish:
        return "Publish the roots";
    case Step::propose:
        return "Propose a new ceremony";
    }
    CHECK(false);
}

Html link(const std::string& href, std::string_view text)
{
    return staff::paragraph(
        html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text));
}

std::string path_of(const Screen& screen, Step step)
{
    return fmt::format("/ceremony/{}/{}", screen.standing.ceremony, name_of(step));
}

Html state_of(const Screen& screen, const std::string& party)
{
    const auto commitment = screen.standing.commitments.find(party);
    if (commitment == screen.standing.commitments.end()) return "Has not committed yet";
    const bool given = screen.standing.revealed.contains(party);
    return html::fragment(given ? "Has given what opens " : "Has committed: ",
                          mono(commitment->second));
}

Html state(const Screen& screen)
{
    const Standing& now = screen.standing;
    html::SummaryList list;
    list.rows.push_back({.key = "Name for commitments",
                         .value = mono(sealed::ceremony_trial(screen.cast.trial, now.ceremony))});
    list.rows.push_back({.key = "Specification",
                         .value = now.frozen() ? html::fragment("Frozen: ", mono(now.spec_hash))
                                               : Html("Not frozen yet")});
    for (const std::string& party : screen.cast.parties)
        list.rows.push_back({.key = party, .value = state_of(screen, party)});
    if (!screen.cast.beacon.empty())
        list.rows.push_back({.key = "Beacon", .value = Html(screen.cast.beacon)});
    list.rows.push_back(
        {.key = "Roots",
         .value = now.published ? "Published. People can be randomised" : "Not published yet"});
    return html::summary_list(list);
}

/// That people are turned away, and the way back.
Html frozen_strata(const Screen& screen)
{
    if (screen.frozen.empty()) return {};
    Html names;
    for (const std::string& stratum : screen.frozen)
        names += html::element("li", {}, stratum);
    return html::fragment(
        html::warning_text({.text = "Nobody can be put into a group in these strata: an older copy "
                                    "of the database was put back, and what was lost of it held "
                                    "people who have seen their group."}),
        html::element("ul", {html::attr("class", "govuk-list govuk-list--bullet")}, names),
        staff::paragraph("If no newer copy can be found, the way back is a new ceremony: one "
                         "person proposes it with the reason, and another begins it. Whoever was "
                         "put into a group before is never put into one again."));
}

/// Whose it is, where more than one party owes it.
Html whose(const Screen& screen, const html::FieldErrors& errors)
{
    const auto parties = owing(screen.standing, screen.cast.parties);
    if (parties.size() == 1)
        return staff::paragraph(fmt::format("It is the part of: {}.", parties.front()));
    html::Radios radios{.name = "party",
                        .fieldset =
                            html::Fieldset{.legend = {.text = "Whose is it?",
                                                      .classes = "govuk-fieldset__legend--s"}},
                        .error = errors.on("party"),
                        .value = screen.party};
    for (const std::string& party : parties)
        radios.items.push_back({.value = party, .text = party});
    return html::radios(radios);
}

Html form(const Screen& screen, Step step, const Html& fields)
{
    return html::form(staff::posting_to(path_of(screen, step), screen.tokens), fields);
}

Html freeze_step(const Screen& screen)
{
    const Html words = staff::paragraph(
        screen.standing.proposed_by
            ? fmt::format("A new ceremony was proposed: {} Another person than the one who "
                          "proposed it begins it.",
                          screen.standing.reason)
            : std::string("First the specification is frozen: ratio, strata, places and the secret "
                          "scheme, by a hash. The platform commits at the same time."));
    if (!screen.may_begin) return words + staff::paragraph("An administrator goes on from here.");
    if (screen.is_proposer)
        return words +
               staff::paragraph("You proposed it, so another administrator goes on from here; "
                                "or the custodian proposes it again, and you go on.");
    return words + form(screen, Step::freeze, html::button({.text = "Freeze the specification"}));
}

Html commit_step(const Screen& screen, const html::FieldErrors& errors)
{
    const std::string command =
        fmt::format("evenhand randomise contribute --trial {} --party NAME",
                    sealed::ceremony_trial(screen.cast.trial, screen.standing.ceremony));
    return html::fragment(
        staff::paragraph("Each party draws a contribution on a machine of its own that is "
                         "connected to nothing, and keeps the words. Only the commitment is "
                         "entered here:"),
        staff::paragraph(mono(command)),
        form(screen, Step::commit,
             html::fragment(
                 whose(screen, errors),
                 html::input({.name = "commitment",
                              .label = {.text = "Commitment", .classes = "govuk-label--s"},
                              .hint = {.text = "64 digits from 0 to 9 and a to f"},
                              .error = errors.on("commitment"),
                              .value = screen.commitment,
                              .autocomplete = "off",
                              .spellcheck = false}),
                 html::button({.text = "Keep the commitment"}))));
}

Html reveal_step(const Screen& screen, const html::FieldErrors& errors)
{
    return html::fragment(
        staff::paragraph("Everybody has committed. Now each party types in the words of its own "
                         "paper, with nobody looking on. The platform gives its own last."),
        form(screen, Step::reveal,
             html::fragment(
                 whose(screen, errors),
                 html::textarea({.name = "words",
                                 .label = {.text = "The words", .classes = "govuk-label--s"},
                                 .hint = {.text = "33 words in their order, or the 64 digits"},
                                 .error = errors.on("words"),
                                 .autocomplete = "off",
                                 .spellcheck = false}),
                 html::button({.text = "Give the contribution"}))));
}

/// What the beacon has published since everybody gave; nothing where the protocol names none.
Html beacon_question(const Screen& screen, const html::FieldErrors& errors)
{
    if (screen.cast.beacon.empty()) return {};
    return html::input({.name = "beacon",
                        .label = {.text = "Value of the beacon", .classes = "govuk-label--s"},
                        .hint = {.text = fmt::format("The protocol names: {}. 64 digits from 0 to "
                                                     "9 and a to f",
                                                     screen.cast.beacon)},
                        .error = errors.on("beacon"),
                        .value = screen.beacon,
                        .autocomplete = "off",
                        .spellcheck = false});
}

Html publish_step(const Screen& screen, const html::FieldErrors& errors)
{
    return html::fragment(
        staff::paragraph("Every contribution was given. The log signs its head, the sequences are "
                         "derived, and a root for each stratum is published. From then on people "
                         "can be randomised."),
        form(screen, Step::publish,
             html::fragment(beacon_question(screen, errors),
                            html::button({.text = "Publish the roots"}))));
}

Html propose_step(const Screen& screen, const html::FieldErrors& errors)
{
    return html::fragment(
        staff::paragraph(
            "A new ceremony is needed if a contribution leaked, if its words were "
            "lost, if the server was broken into, or if strata are frozen because an older copy of "
            "the database was put back. From the next place of each "
            "stratum on, the new keys draw. Nobody who was put into a group is moved."),
        staff::paragraph("You propose it, and another person begins it."),
        form(screen, Step::propose,
             html::fragment(
                 html::textarea({.name = "reason",
                                 .label = {.text = "Why it is needed", .classes = "govuk-label--s"},
                                 .hint = {.text = "Everybody can read it on the public page, "
                                                  "so name nobody"},
                                 .error = errors.on("reason"),
                                 .value = screen.reason}),
                 html::button({.text = "Propose a new ceremony"}))));
}

Html step_form(const Screen& screen, const html::FieldErrors& errors)
{
    if (screen.step == Step::propose && screen.of_step) return propose_step(screen, errors);
    if (screen.step == Step::freeze) return freeze_step(screen);
    if (screen.step == Step::propose)
        return staff::paragraph("This ceremony is whole. What it published is on the public page.");
    if (!screen.may_give) return staff::paragraph("The custodian goes on from here.");
    if (screen.step == Step::commit) return commit_step(screen, errors);
    return screen.step == Step::reveal ? reveal_step(screen, errors) : publish_step(screen, errors);
}

Html further(const Screen& screen)
{
    const bool can_propose =
        screen.can_propose && !(screen.of_step && screen.step == Step::propose);
    return html::fragment(
        can_propose ? link(path_of(screen, Step::propose), "A new ceremony is needed") : Html{},
        link("/randomisation", "What everybody can see of it"));
}

} // namespace screen

std::optional<html::FieldError> error_of(Refusal refusal, const Screen& shown)
{
    switch (refusal) {
    case Refusal::does_not_open:
        return html::FieldError{"words", "does_not_open"};
    case Refusal::not_a_commitment:
        return html::FieldError{"commitment", "form"};
    case Refusal::not_a_beacon:
        return html::FieldError{"beacon", "form"};
    case Refusal::unknown_party:
        if (owing(shown.standing, shown.cast.parties).size() < 2) return std::nullopt;
        return html::FieldError{"party", "missing"};
    case Refusal::out_of_order:
    case Refusal::same_person:
    case Refusal::protocol_open:
    case Refusal::no_beacon:
    case Refusal::allocator_away:
    case Refusal::other_keys:
        return std::nullopt;
    }
    CHECK(false);
}

html::Html mono(std::string_view text)
{
    return html::element("code", {html::attr("class", "evenhand-break")}, text);
}

html::Page screen_page(const Screen& shown)
{
    const html::FieldErrors errors(shown.found, screen::messages);
    const std::string title = screen::title_of(shown);
    return {
        .title = title,
        .body = html::fragment(
            errors.summary(), staff::heading(title),
            shown.refusal ? html::warning_text({.text = sentence(*shown.refusal)}) : html::Html{},
            shown.is_live ? html::Html{}
                          : html::inset_text({.text = "This is not a real trial. The program "
                                                      "played every party by itself, so "
                                                      "nothing here was secret."}),
            screen::frozen_strata(shown), screen::state(shown), screen::step_form(shown, errors),
            screen::further(shown)),
        .has_errors = errors.any(),
        .back_href = shown.of_step ? "/ceremony" : ""};
}

} // namespace evenhand::ceremony::pages
