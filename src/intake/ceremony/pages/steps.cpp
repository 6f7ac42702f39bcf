#include "intake/ceremony/pages/pages.hpp"

#include "core/text.hpp"
#include "html/form.hpp"
#include "http/tokens.hpp"
#include "intake/ceremony/pages/screen.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "randomisation/sealed/contribution_words.hpp"

#include <charconv>
#include <optional>
#include <utility>

// Two people hold a ceremony on one screen. An administrator freezes the specification, which is
// the platform's part; the custodian enters what the parties committed to and gave, and publishes
// the roots. Nobody holds both roles. A step that is asked for when another comes next leads to the
// screen, which says what it waits for.

namespace evenhand::ceremony::pages {

namespace steps {

constexpr const char* here = "/ceremony";
constexpr int conflict = 409;
constexpr int wrong_form = 422;
constexpr std::size_t most_reason_characters = 500;

Screen look(const Services& services, const http::Request& request, const http::Viewer& viewer,
            storage::UnitOfWork& work)
{
    auto frozen = services.frozen(work);
    const auto acts = services.store.acts(work);
    Screen screen{.standing = standing_of(acts),
                  .cast = services.store.cast(),
                  .may_begin = staff::may(viewer, "ceremony.begin"),
                  .may_give = staff::may(viewer, "ceremony.give"),
                  .is_live = services.is_live,
                  .frozen = std::move(frozen),
                  .tokens = request.tokens,
                  .party = std::string(request.form.value("party")),
                  .commitment = std::string(request.form.value("commitment")),
                  .beacon = std::string(request.form.value("beacon")),
                  .reason = std::string(request.form.value("reason")),
                  .found = {},
                  .refusal = {}};
    screen.step = next_step(screen.standing, screen.cast.parties);
    const std::string actor = storage::actor_text(viewer.actor());
    screen.is_proposer = screen.standing.proposed_by == actor;
    screen.can_propose = !why_not_propose(screen.standing, actor);
    return screen;
}

/// The number of a ceremony that there is; 1 also before its first act.
std::optional<std::int64_t> number_in(const http::Request& request, const Standing& standing)
{
    const std::string& text = request.parameters.at("number");
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [read, fault] = std::from_chars(text.data(), end, number);
    if (fault != std::errc{} || read != end || number < 1 || number > standing.ceremony)
        return std::nullopt;
    return number;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, int status, Screen screen)
{
    return staff::answer_staff_page(services.staff, status, request, viewer,
                                    [screen = std::move(screen)] { return screen_page(screen); });
}

/// The page of one step, where the ceremony waits for it.
http::Response ask(const Services& services, const http::Request& request,
                   const http::Viewer& viewer, storage::UnitOfWork& work, Step step)
{
    Screen screen = look(services, request, viewer, work);
    const auto number = number_in(request, screen.standing);
    if (!number) return http::not_found();
    const bool proposes = step == Step::propose && screen.can_propose;
    if (*number != screen.standing.ceremony || (step != screen.step && !proposes))
        return http::see_other(here);
    screen.step = step;
    screen.of_step = true;
    return show(services, request, viewer, 200, std::move(screen));
}

/// At the field that is to blame; or, where none is, with what the ceremony waits for now.
http::Response refused(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, Screen screen,
                       const std::optional<html::FieldError>& error)
{
    if (!error) return show(services, request, viewer, conflict, std::move(screen));
    screen.of_step = true;
    screen.found.push_back(*error);
    return show(services, request, viewer, wrong_form, std::move(screen));
}

/// Whether the step is written in this unit, and so after what anybody else is writing.
enum class Turn { take, only_look };

/// Takes one step by `act`, which gives why it did not. Of two who send one at once the second sees
/// what the first did, and is told what comes now.
template <class Act>
http::Response take(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work, Act act,
                    Turn turn = Turn::take)
{
    if (turn == Turn::take) services.store.take_turn(work);
    Screen screen = look(services, request, viewer, work);
    const auto number = number_in(request, screen.standing);
    if (!number) return http::not_found();
    screen.refusal = *number == screen.standing.ceremony ? act(std::as_const(screen))
                                                         : std::optional(Refusal::out_of_order);
    if (!screen.refusal) return http::see_other(here);
    auto error = error_of(*screen.refusal, screen);
    if (error) screen.refusal.reset();
    return refused(services, request, viewer, std::move(screen), error);
}

/// Whose it is: what was selected, or who alone owes it.
std::string party_in(const http::Request& request, const Screen& screen)
{
    auto parties = owing(screen.standing, screen.cast.parties);
    if (parties.size() == 1 && !request.form.has("party")) return std::move(parties.front());
    return std::string(request.form.value("party"));
}

/// Digits as somebody copies them: in any case, with space around them.
std::string digits_in(const http::Request& request, std::string_view field)
{
    const auto line = clean_line(request.form.value(field));
    return line ? fold_case(*line) : std::string();
}

Result<std::string, html::FieldError> reason_in(const http::Request& request)
{
    auto reason = clean_paragraph(request.form.value("reason"));
    if (!reason) return refuse(html::FieldError{"reason", "not_text"});
    if (reason->empty()) return refuse(html::FieldError{"reason", "missing"});
    if (count_code_points(*reason) > most_reason_characters)
        return refuse(html::FieldError{"reason", "too_long"});
    return *std::move(reason);
}

} // namespace steps

http::Response ceremony(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::show(services, request, viewer, 200,
                       steps::look(services, request, viewer, work));
}

http::Response ask_freeze(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::ask(services, request, viewer, work, Step::freeze);
}

http::Response freeze(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::take(services, request, viewer, work, [&](const Screen&) {
        return services.protocol_holds() ? services.store.freeze(work, services.spec_hash())
                                         : std::optional(Refusal::protocol_open);
    });
}

http::Response ask_commit(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::ask(services, request, viewer, work, Step::commit);
}

http::Response commit(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::take(services, request, viewer, work, [&](const Screen& screen) {
        if (screen.step != Step::commit) return std::optional(Refusal::out_of_order);
        return services.store.commit(work, steps::party_in(request, screen),
                                     steps::digits_in(request, "commitment"));
    });
}

http::Response ask_reveal(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::ask(services, request, viewer, work, Step::reveal);
}

http::Response reveal(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto key = sealed::contribution_from(request.form.value("words"));
    if (!key) {
        Screen screen = steps::look(services, request, viewer, work);
        if (!steps::number_in(request, screen.standing)) return http::not_found();
        std::optional<html::FieldError> error(html::FieldError{"words", "form"});
        if (screen.step != Step::reveal) {
            screen.refusal = Refusal::out_of_order;
            error.reset();
        }
        return steps::refused(services, request, viewer, std::move(screen), error);
    }
    return steps::take(services, request, viewer, work, [&](const Screen& screen) {
        if (screen.step != Step::reveal) return std::optional(Refusal::out_of_order);
        return services.store.reveal(
            work, {.party = steps::party_in(request, screen), .bytes = std::move(*key)});
    });
}

http::Response ask_publish(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::ask(services, request, viewer, work, Step::publish);
}

http::Response publish(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::Units& units)
{
    constexpr int bad_request = 400;
    const std::string key(request.form.value(html::idempotency_field));
    if (!http::Tokens::is_idempotency_key(key)) return staff::status_only(bad_request);
    const auto& named = services.store.cast().beacon;
    const auto beacon = named.empty() ? std::string() : steps::digits_in(request, "beacon");
    std::int64_t number = 0;
    bool stands_published = false;
    // Nothing is written here: whether it may be published, and the page that says why not.
    const auto refusal =
        units.read(viewer.actor(), "ceremony.read",
                   [&](storage::UnitOfWork& work) -> std::optional<http::Response> {
                       auto answer = steps::take(
                           services, request, viewer, work,
                           [&](const Screen& screen) {
                               number = screen.standing.ceremony;
                               stands_published = screen.standing.published;
                               if (stands_published) return std::optional<Refusal>();
                               return services.store.why_not_published(screen.standing, beacon);
                           },
                           steps::Turn::only_look);
                       if (number == 0 || answer.status != 303) return answer;
                       return std::nullopt;
                   });
    if (refusal) return *refusal;
    // Sent again, or the server stopped between two parts: each of them happens once.
    if (!stands_published) {
        services.sign_head();
        units.write(viewer.actor(), "ceremony.publish", [&](storage::UnitOfWork& work) {
            if (!services.store.published(work, number, beacon)) work.abandon();
        });
    }
    services.publish();
    services.sign_head();
    return http::see_other(steps::here);
}

http::Response ask_propose(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return steps::ask(services, request, viewer, work, Step::propose);
}

http::Response propose(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto reason = steps::reason_in(request);
    if (!reason) {
        Screen screen = steps::look(services, request, viewer, work);
        if (!steps::number_in(request, screen.standing)) return http::not_found();
        std::optional<html::FieldError> error(reason.error());
        screen.step = screen.can_propose ? Step::propose : screen.step;
        if (!screen.can_propose) {
            screen.refusal = Refusal::out_of_order;
            error.reset();
        }
        return steps::refused(services, request, viewer, std::move(screen), error);
    }
    return steps::take(services, request, viewer, work,
                       [&](const Screen&) { return services.store.propose(work, *reason); });
}

} // namespace evenhand::ceremony::pages
