#include "http/dispatcher.hpp"

#include "core/check.hpp"
#include "core/id.hpp"
#include "crypto/hash.hpp"
#include "html/form.hpp"
#include "http/cookies.hpp"
#include "http/request_log.hpp"
#include "http/url.hpp"
#include "http/view_unit.hpp"
#include "storage/errors.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace evenhand::http {

namespace dispatcher {

constexpr std::size_t most_user_agent_bytes = 200;
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view form_shown_again = "form.shown_again";

/// HEAD is a GET whose body is not sent; the rest of the verbs have no routes.
std::optional<Method> method_of(Verb verb)
{
    switch (verb) {
    case Verb::get:
    case Verb::head:
        return Method::get;
    case Verb::post:
        return Method::post;
    case Verb::put:
    case Verb::patch:
    case Verb::delete_:
        return std::nullopt;
    }
    fail_check("a known verb", __FILE_NAME__, __LINE__);
}

std::string lower(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lowered;
}

/// The media type, whatever parameters follow it: a form has none that changes its reading, since
/// we send our pages as UTF-8.
bool is_form(std::string_view content_type)
{
    auto type = content_type.substr(0, content_type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return lower(type) == form_type;
}

/// `gzip` named as acceptable, with any weight but zero.
bool accepts_gzip(std::string_view accept_encoding)
{
    const auto accepted = lower(accept_encoding);
    const auto at = accepted.find("gzip");
    if (at == std::string::npos) return false;
    const auto rest = accepted.substr(at, accepted.find(',', at) - at);
    return rest.find("q=0") == std::string::npos || rest.find("q=0.") != std::string::npos;
}

Response status_only(int status)
{
    Response response;
    response.status = status;
    return response;
}

Request request_from(const Admission& admission)
{
    Request request;
    request.method = *method_of(admission.head.verb);
    request.path = admission.path;
    request.parameters = admission.match.parameters;
    request.query = admission.query;
    request.cookies = parse_cookies(admission.head.cookie);
    request.remote_address = admission.head.remote_address;
    request.user_agent = admission.head.user_agent.substr(0, most_user_agent_bytes);
    request.reference = admission.reference;
    request.accepts_gzip = accepts_gzip(admission.head.accept_encoding);
    return request;
}

bool is_form_page_for_visitors(const Route& route)
{
    return route.method == Method::get &&
           (route.rate == RateClass::public_form || route.rate == RateClass::sign_in);
}

bool keeps_a_view(const Route& route)
{
    return route.audit == AuditClass::list || route.audit == AuditClass::record;
}

/// Whether a page that declares this shows anybody.
bool shows_somebody(View view)
{
    switch (view) {
    case View::identity:
    case View::case_record:
    case View::arm:
        return true;
    case View::open:
    case View::own_account:
    case View::blinded:
    case View::aggregate:
    case View::operations:
        return false;
    }
    fail_check("a known view", __FILE_NAME__, __LINE__);
}

/// Each record that the path names; the rest of a path says of what part or for what reason.
void log_shown_again(storage::UnitOfWork& unit, const Request& request)
{
    bool names_a_record = false;
    for (const auto& [name, value] : request.parameters) {
        if (!Id<struct AnyRecordTag>::parse(value)) continue;
        names_a_record = true;
        unit.log(
            {.action = form_shown_again, .object_type = name, .object_id = value, .detail = {}});
    }
    if (!names_a_record) unit.log({form_shown_again, {}, {}, {}});
}

std::string joined(const std::vector<std::string>& sentences)
{
    std::string text;
    for (const auto& sentence : sentences) {
        if (!text.empty()) text += ' ';
        text += sentence;
    }
    return text;
}

} // namespace dispatcher

/// A request with who asks it.
struct Dispatcher::Asked
{
    const Admission& admission;
    const Route& route;
    Request request;
    Viewer viewer = {};
    std::string new_journey = {}; ///< the cookie to set, if the page has a form and there was none
};

Dispatcher::Dispatcher(const DispatcherParts& parts, Tokens tokens, DispatcherSettings settings)
    : parts_(parts), tokens_(std::move(tokens)), kept_(parts.router, parts.drafts, tokens_),
      settings_(std::move(settings)), answers_(settings_.frame, settings_.transport),
      rates_(settings_.rates), address_key_(crypto::SecretKey::random(parts.random))
{
    const auto faults = parts_.router.faults(parts_.gatekeeper);
    if (!faults.empty()) throw std::runtime_error(dispatcher::joined(faults));
}

Dispatcher::~Dispatcher() = default;

Admission Dispatcher::admit(RequestHead head)
{
    Admission admission;
    admission.head = std::move(head);
    admission.reference = new_reference();
    judge(admission);
    if (admission.refusal) {
        admission.refusal->close = admission.refusal->close || admission.head.content_length > 0;
        note(admission, admission.refusal->status, parts_.clock.now());
    }
    return admission;
}

void Dispatcher::judge(Admission& admission)
{
    const auto refuse_with = [&](Refusal refusal) {
        refusal.reference = admission.reference;
        admission.refusal = answers_.from(refusal);
    };
    auto target = parse_target(admission.head.target);
    if (!target) {
        refuse_with({.kind = ErrorKind::bad_request});
        admission.refusal->close = true;
        return;
    }
    admission.path = std::move(target->path);
    admission.query = std::move(target->query);

    const auto method = dispatcher::method_of(admission.head.verb);
    admission.match = parts_.router.match(method.value_or(Method::get), admission.path);
    const auto& match = admission.match;
    if (!method || match.route == nullptr) {
        const bool exists = match.route != nullptr || match.other_method;
        const auto wait =
            over_rate(RateClass::public_page, asker_of(admission.head.remote_address));
        if (wait) return refuse_with({.kind = ErrorKind::too_many, .retry_after = wait});
        if (!exists) return refuse_with({.kind = ErrorKind::not_found});
        admission.match.route = nullptr;
        return refuse_with({.kind = ErrorKind::other_method, .allow = allowed_at(admission.path)});
    }
    admission.at_once = std::holds_alternative<PlainHandler>(match.route->handler);
    if (*method == Method::get) return;
    if (admission.head.content_length > match.route->most_body_bytes) {
        return refuse_with({.kind = ErrorKind::too_large});
    }
    if (!admission.head.content_encoding.empty() ||
        !dispatcher::is_form(admission.head.content_type)) {
        return refuse_with({.kind = ErrorKind::other_type});
    }
}

std::string_view Dispatcher::allowed_at(std::string_view path) const
{
    const bool get = parts_.router.match(Method::get, path).route != nullptr;
    const bool post = parts_.router.match(Method::post, path).route != nullptr;
    if (get && post) return "GET, HEAD, POST";
    return get ? "GET, HEAD" : "POST";
}

Answer Dispatcher::answer(Admission admission, std::string body)
{
    CHECK(!admission.refusal && admission.match.route != nullptr);
    const auto began = parts_.clock.now();
    Answer answer;
    try {
        answer = handle(admission, body);
    } catch (const storage::StorageError& error) {
        note_failure(admission, error.what());
        answer = answers_.from(failed(error, admission));
    } catch (const Bug& bug) {
        note_failure(admission, bug.what());
        answer = answers_.from({.kind = ErrorKind::fault, .reference = admission.reference});
    } catch (const std::exception& error) {
        // Its text may quote what somebody typed, so only its kind is kept.
        note_failure(admission, kind_of(error));
        answer = answers_.from({.kind = ErrorKind::fault, .reference = admission.reference});
    }
    note(admission, answer.status, began);
    return answer;
}

Dispatcher::Refusal Dispatcher::failed(const storage::StorageError& error,
                                       const Admission& admission) const
{
    switch (error.failure()) {
    case storage::Failure::broken:
        if (settings_.fatal) settings_.fatal(error.what());
        [[fallthrough]];
    case storage::Failure::full:
    case storage::Failure::unavailable:
    case storage::Failure::outcome_unknown:
    case storage::Failure::conflict:
        return {.kind = ErrorKind::unavailable,
                .reference = admission.reference,
                .retry_after = retry_when_unavailable};
    case storage::Failure::constraint:
    case storage::Failure::refused:
    case storage::Failure::other:
        break;
    }
    return {.kind = ErrorKind::fault, .reference = admission.reference};
}

Answer Dispatcher::refuse(ConnectionRefusal why, int status)
{
    const auto reference = new_reference();
    note_refusal(settings_.log.get(), reference, why, status);
    Refusal refusal{.kind = error_kind_of(status), .reference = reference};
    if (status == 503) refusal.retry_after = retry_when_unavailable;
    auto answer = answers_.from(refusal);
    // 414 and 431 share the words of 400.
    answer.status = status;
    answer.close = why != ConnectionRefusal::too_busy;
    return answer;
}

Answer Dispatcher::handle(const Admission& admission, std::string_view body)
{
    Asked asked{admission, *admission.match.route, dispatcher::request_from(admission)};
    if (asked.request.method == Method::post) {
        auto form = FormData::parse(body);
        if (!form) {
            return answers_.from(
                {.kind = ErrorKind::bad_request, .reference = admission.reference});
        }
        asked.request.form = *std::move(form);
    }
    if (const auto* plain = std::get_if<PlainHandler>(&asked.route.handler)) {
        return answer_plain(*plain, asked);
    }
    identify(asked);
    const auto wait = over_rate(*asked.route.rate, asked.viewer.is_staff()
                                                       ? asked.viewer.account_id
                                                       : asker_of(asked.request.remote_address));
    if (wait) {
        return answers_.from(
            {.kind = ErrorKind::too_many, .reference = admission.reference, .retry_after = wait});
    }
    return handle_identified(asked);
}

Answer Dispatcher::answer_plain(const PlainHandler& handler, const Asked& asked)
{
    const auto wait = over_rate(*asked.route.rate, asker_of(asked.request.remote_address));
    if (wait) {
        return answers_.from({.kind = ErrorKind::too_many,
                              .reference = asked.request.reference,
                              .retry_after = wait});
    }
    return answers_.from(handler(asked.request), asked.request.reference);
}

Answer Dispatcher::handle_identified(Asked& asked)
{
    const auto& reference = asked.request.reference;
    switch (parts_.gatekeeper.decide(asked.viewer, asked.route)) {
    case Decision::allow:
        break;
    case Decision::sign_in:
        return send_to(settings_.sign_in_path, asked);
    case Decision::confirm_again:
        return send_to(settings_.confirm_path, asked);
    case Decision::not_found:
        return answers_.from({.kind = ErrorKind::not_found, .reference = reference});
    }
    if (asked.request.method == Method::post && !came_from_our_page(asked)) {
        return refuse_forgery(asked);
    }
    asked.request.tokens = {tokens_.form_token(asked.viewer),
                            Tokens::new_idempotency_key(parts_.random)};

    auto response = run_handler(asked);
    if (shows_again(asked, response)) {
        // The unit of a refusal is rolled back, and with it what it logged. What cannot be written
        // is not shown.
        parts_.units.write(asked.viewer.actor(), asked.route.path, [&](storage::UnitOfWork& unit) {
            dispatcher::log_shown_again(unit, asked.request);
        });
    }
    if (response.journal) {
        parts_.units.write(asked.viewer.actor(), asked.route.path, response.journal);
    }
    if (!asked.new_journey.empty() && response.status < 400) {
        response.cookies.push_back(
            {std::string(journey_cookie), asked.new_journey, -1, /*lax=*/true});
    }
    return answers_.from(response, reference);
}

/// Whether a refused form comes back on a page that leaves a leaf when it is asked for. A form
/// without a page of its own path is judged by what it declares to show.
bool Dispatcher::shows_again(const Asked& asked, const Response& response) const
{
    const bool is_refused = asked.request.method == Method::post && response.status >= 400;
    if (!is_refused || !response.body) return false;
    const auto* page = parts_.router.match(Method::get, asked.request.path).route;
    if (page == nullptr || page->path != asked.route.path)
        return dispatcher::shows_somebody(*asked.route.view);
    return dispatcher::keeps_a_view(*page);
}

void Dispatcher::identify(Asked& asked)
{
    asked.viewer = parts_.gatekeeper.identify(asked.request, parts_.units);
    const auto held = asked.request.cookies.find(journey_cookie);
    if (held != asked.request.cookies.end()) {
        asked.viewer.journey_id = tokens_.journey_id(held->second);
    }
    if (asked.viewer.journey_id.empty() && asked.viewer.session_id.empty() &&
        dispatcher::is_form_page_for_visitors(asked.route)) {
        asked.new_journey = Tokens::new_journey_cookie(parts_.random);
        asked.viewer.journey_id = tokens_.journey_id(asked.new_journey);
    }
}

/// To the page that asks who it is or for the code, and from there back to the page that was asked
/// for, or whose form was sent.
Answer Dispatcher::send_to(std::string_view path, const Asked& asked)
{
    const auto& head = asked.admission.head;
    const bool is_form = asked.request.method == Method::post;
    std::string location(path);
    if (head.verb == Verb::get || (is_form && kept_.covers(asked.route))) {
        location += "?next=" + percent_encode(head.target);
        if (keep_typed(asked)) location += "&kept=yes";
    }
    return answers_.from(see_other(std::move(location)), asked.request.reference);
}

/// Whether this is a form of which something is now kept.
bool Dispatcher::keep_typed(const Asked& asked)
{
    return asked.request.method == Method::post && kept_.covers(asked.route) &&
           came_from_our_site(asked) &&
           kept_.keep(parts_.units, asked.viewer.actor(), asked.request);
}

/// A form without its token. One that stood on an older page of the same person, before they signed
/// in or confirmed anew in another tab, goes back to its page with what was typed.
Answer Dispatcher::refuse_forgery(const Asked& asked)
{
    const bool kept = keep_typed(asked);
    const auto owner = tokens_.account_of(asked.request.form.value(html::csrf_field));
    if (kept && asked.viewer.is_staff() && owner == asked.viewer.account_id) {
        return answers_.from(see_other(asked.admission.head.target), asked.request.reference);
    }
    return answers_.from({.kind = ErrorKind::not_our_page, .reference = asked.request.reference});
}

bool Dispatcher::came_from_our_site(const Asked& asked) const
{
    const auto& head = asked.admission.head;
    // The host is one of ours: the pre-filter saw to that.
    const auto origin =
        (settings_.transport == Transport::tls ? "https://" : "http://") + head.host;
    return is_from_our_page({head.origin, head.fetch_site}, origin,
                            !asked.viewer.session_id.empty());
}

bool Dispatcher::came_from_our_page(const Asked& asked) const
{
    return came_from_our_site(asked) &&
           tokens_.holds(asked.viewer, asked.request.form.value(html::csrf_field));
}

Response Dispatcher::run_handler(Asked& asked)
{
    if (const auto* step = std::get_if<StepHandler>(&asked.route.handler)) {
        return run_steps(*step, asked);
    }
    const auto& unit = std::get<UnitHandler>(asked.route.handler);
    return asked.request.method == Method::get ? run_get(unit, asked) : run_post(unit, asked);
}

Response Dispatcher::run_steps(const StepHandler& handler, Asked& asked)
{
    if (asked.request.method == Method::post) asked.request.digest = tokens_.digest(asked.request);
    auto response = handler(asked.request, asked.viewer, parts_.units);
    if (response.status == 303 && may_have_kept(asked) && asked.request.method == Method::post) {
        parts_.units.write(asked.viewer.actor(), asked.route.path, [&](storage::UnitOfWork& unit) {
            kept_.forget(unit, asked.viewer, asked.request);
        });
    }
    return response;
}

bool Dispatcher::may_have_kept(const Asked& asked) const
{
    return asked.viewer.is_staff() && kept_.covers(asked.route);
}

Response Dispatcher::run_get(const UnitHandler& handler, Asked& asked)
{
    const auto actor = asked.viewer.actor();
    const auto bring_back = [&](storage::UnitOfWork& unit) {
        if (may_have_kept(asked)) kept_.bring_back(unit, asked.viewer, asked.request);
    };
    if (!dispatcher::keeps_a_view(asked.route)) {
        return parts_.units.read(actor, asked.route.path, [&](storage::UnitOfWork& unit) {
            bring_back(unit);
            return handler(asked.request, asked.viewer, unit);
        });
    }
    return parts_.units.write(actor, asked.route.path, [&](storage::UnitOfWork& unit) {
        ViewUnit view(unit);
        bring_back(view);
        auto response = handler(asked.request, asked.viewer, view);
        // Of what is not there, nothing was seen.
        if (response.status >= 400 && !response.body) unit.abandon();
        // What the audit class promises is kept, or the page is not shown.
        CHECK(response.status >= 400 || view.has_logged());
        return response;
    });
}

Response Dispatcher::run_post(const UnitHandler& handler, const Asked& asked)
{
    const auto scope = asked.viewer.key_scope();
    CHECK(!scope.empty());
    const std::string key(asked.request.form.value(html::idempotency_field));
    if (!Tokens::is_idempotency_key(key)) return dispatcher::status_only(400);
    const auto digest = tokens_.digest(asked.request);

    return parts_.units.write(
        asked.viewer.actor(), asked.route.path, [&](storage::UnitOfWork& unit) {
            const auto known = unit.recall(scope, key, digest);
            if (const auto* replay = std::get_if<storage::Replay>(&known)) {
                return see_other(replay->location);
            }
            const auto state = std::get<storage::KeyState>(known);
            if (state != storage::KeyState::fresh) {
                unit.abandon();
                return dispatcher::status_only(state == storage::KeyState::in_flight ? 409 : 422);
            }
            auto response = handler(asked.request, asked.viewer, unit);
            if (response.status >= 400) {
                unit.abandon();
                return response;
            }
            // Post/redirect/get: a page answered to a POST would be sent again by a reload.
            CHECK(response.status == 303);
            unit.remember(scope, key, digest, {response.status, response.location});
            if (may_have_kept(asked)) kept_.forget(unit, asked.viewer, asked.request);
            return response;
        });
}

std::optional<std::chrono::seconds> Dispatcher::over_rate(RateClass rate, std::string_view asker)
{
    return rates_.refusal(rate, asker, parts_.clock.now());
}

std::string Dispatcher::new_reference() const
{
    // Letters and digits that cannot be mistaken for each other on the telephone: 10 of 31, 49
    // bits.
    constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    std::array<std::uint8_t, 16> bytes{};
    parts_.random.fill(bytes);
    std::string reference;
    for (std::size_t i = 0; i < 10; ++i)
        reference += alphabet[bytes[i] % alphabet.size()];
    return reference;
}

void Dispatcher::note(const Admission& admission, int status, Instant began) const
{
    const auto& head = admission.head;
    const Route* route = admission.match.route;
    const bool of_one_group = route != nullptr && route->of_one_group;
    if (of_one_group && status < 500) return;
    note_request(settings_.log.get(), {.reference = admission.reference,
                                       .verb = head.verb,
                                       .route = of_one_group       ? "(not told)"
                                                : route != nullptr ? route->path
                                                                   : "-",
                                       .status = status,
                                       .took = parts_.clock.now() - began,
                                       .asker = keyed_asker(address_key_, head.remote_address)});
}

void Dispatcher::note_failure(const Admission& admission, std::string_view what) const
{
    http::note_failure(settings_.log.get(), admission.reference, what);
}

} // namespace evenhand::http
