#pragma once

#include "core/random_source.hpp"
#include "core/time.hpp"
#include "http/answers.hpp"
#include "http/exchange.hpp"
#include "http/kept_forms.hpp"
#include "http/rates.hpp"
#include "http/tokens.hpp"
#include "storage/units.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace evenhand::storage {
class StorageError;
}

namespace evenhand::http {

struct DispatcherSettings
{
    PageFrame frame;
    Transport transport = Transport::plain; ///< as the browser sees it: `tls` behind a proxy too
    RateBudgets rates = usual_rates();
    std::string sign_in_path = "/sign-in"; ///< is given `?next=` of a page that was asked for
    std::string confirm_path = "/confirm"; ///< step-up: the same
    /// The store cannot be trusted any more: ends the process with exit code 2.
    std::function<void(std::string_view sentence)> fatal;
    std::shared_ptr<spdlog::logger> log; ///< one line a request; may be absent
};

/// What the dispatcher works with; it outlives none of it.
struct DispatcherParts
{
    const Router& router;
    Gatekeeper& gatekeeper;
    storage::Units& units;
    RandomSource& random;
    const MachineClock& clock;
    DraftStore& drafts;
};

/// From a framed request to its answer: who asks, how often, which route, may they, did it come
/// from a page of ours, was it sent before; then the handler in the one unit of work, and only
/// after that the page. The order matters: nothing is decided about a record before it is decided
/// who asks.
class Dispatcher final : public Service
{
public:
    /// Throws std::runtime_error with a sentence for each fault of a route: default deny.
    Dispatcher(const DispatcherParts& parts, Tokens tokens, DispatcherSettings settings);
    ~Dispatcher() override;

    Admission admit(RequestHead head) override;
    Answer answer(Admission admission, std::string body) override;
    Answer refuse(ConnectionRefusal why, int status) override;

private:
    using Refusal = Answers::Refusal;
    struct Asked;

    void judge(Admission& admission);
    [[nodiscard]] std::string_view allowed_at(std::string_view path) const;
    Answer handle(const Admission& admission, std::string_view body);
    Answer handle_identified(Asked& asked);
    Answer answer_plain(const PlainHandler& handler, const Asked& asked);
    [[nodiscard]] bool shows_again(const Asked& asked, const Response& response) const;
    void identify(Asked& asked);
    Answer send_to(std::string_view path, const Asked& asked);
    bool keep_typed(const Asked& asked);
    Answer refuse_forgery(const Asked& asked);
    [[nodiscard]] bool came_from_our_site(const Asked& asked) const;
    [[nodiscard]] bool came_from_our_page(const Asked& asked) const;
    [[nodiscard]] bool may_have_kept(const Asked& asked) const;
    Response run_handler(Asked& asked);
    Response run_steps(const StepHandler& handler, Asked& asked);
    Response run_get(const UnitHandler& handler, Asked& asked);
    Response run_post(const UnitHandler& handler, const Asked& asked);
    [[nodiscard]] Refusal failed(const storage::StorageError& error,
                                 const Admission& admission) const;
    std::optional<std::chrono::seconds> over_rate(RateClass rate, std::string_view asker);
    [[nodiscard]] std::string new_reference() const;
    void note(const Admission& admission, int status, Instant began) const;
    void note_failure(const Admission& admission, std::string_view what) const;

    DispatcherParts parts_;
    Tokens tokens_;
    KeptForms kept_;
    DispatcherSettings settings_;
    Answers answers_;
    RateLimiter rates_;
    crypto::SecretKey address_key_; ///< of this process alone: logs can be joined, not looked up
};

} // namespace evenhand::http
