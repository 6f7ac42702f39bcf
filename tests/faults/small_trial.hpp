#pragma once

// A server of a few lines that takes referrals by "ask us to call you" and can be told to
// misbehave, so that the driver and its judge are tested themselves.

#include "core/time.hpp"
#include "http/server.hpp"
#include "tests/support/load_clock.hpp"
#include "tests/support/load_oracle.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::tests {

class SmallTrial final : public http::Service
{
public:
    struct Manners
    {
        bool forgets_keys = false; ///< does again what it did before
        int loses_one_in = 0;      ///< of the referrals that it acknowledges
        int silent_one_in = 0;     ///< does it, and then answers 503
        load::Span first_takes{0}; ///< the first referral keeps everyone waiting
        int come_again = 0;        ///< so many requests are answered 429 before it takes any
    };

    explicit SmallTrial(Manners manners)
        : manners_(manners), server_(*this, clock_, {}), thread_([this] { server_.run(); })
    {
    }
    ~SmallTrial() override
    {
        server_.stop();
        thread_.join();
    }
    SmallTrial(const SmallTrial&) = delete;
    SmallTrial& operator=(const SmallTrial&) = delete;

    [[nodiscard]] load::Target target() const { return {.v6 = false, .port = server_.port()}; }
    [[nodiscard]] std::vector<load::Stored> stored()
    {
        const std::lock_guard lock(mutex_);
        return stored_;
    }

    http::Admission admit(http::RequestHead head) override
    {
        http::Admission admission;
        admission.path = head.target;
        admission.head = std::move(head);
        return admission;
    }

    http::Answer refuse(http::ConnectionRefusal, int status) override { return {status}; }

    http::Answer answer(http::Admission admission, std::string body) override
    {
        const bool post = admission.head.verb == http::Verb::post;
        if (admission.path == "/call-me") return post ? refer(body) : form();
        if (!admission.path.starts_with("/sent/")) return {404};
        const std::lock_guard lock(mutex_);
        for (const auto& row : stored_) {
            if (admission.path == "/sent/" + row.receipt) return {200, {}, row.reference};
        }
        return {404};
    }

private:
    http::Answer form()
    {
        const std::lock_guard lock(mutex_);
        return {200,
                {{"Set-Cookie", "__Host-journey=1; Path=/"}},
                fmt::format("<input name=\"csrf\" value=\"c\">"
                            "<input name=\"idempotency_key\" value=\"{:032x}\">",
                            ++keys_)};
    }

    http::Answer refer(const std::string& body)
    {
        if (manners_.first_takes > load::Span(0)) {
            load::Pause().lasting(manners_.first_takes);
            manners_.first_takes = load::Span(0);
        }
        const std::lock_guard lock(mutex_);
        if (manners_.come_again-- > 0) return {429, {{"Retry-After", "0"}}};
        auto& receipt = receipts_[body];
        if (receipt.empty() || manners_.forgets_keys) {
            receipt = fmt::format("{:032x}", ++made_);
            const bool lost = manners_.loses_one_in > 0 && made_ % manners_.loses_one_in == 0;
            if (!lost) stored_.push_back({receipt, "R-" + receipt});
            if (manners_.silent_one_in > 0 && made_ % manners_.silent_one_in == 0) return {503};
        }
        return {303, {{"Location", "/sent/" + receipt}}};
    }

    Manners manners_;
    SystemMachineClock clock_;
    std::mutex mutex_;
    std::map<std::string, std::string> receipts_; ///< by request
    std::vector<load::Stored> stored_;
    int keys_ = 0;
    int made_ = 0;
    http::Server server_;
    std::thread thread_;
};

} // namespace evenhand::tests
