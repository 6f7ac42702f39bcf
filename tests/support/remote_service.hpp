#pragma once

// A server over loopback in the place of a dispatcher, so that the browser of the tests walks the
// pages of the real program. What was not heard is an answer with status 0.

#include "http/exchange.hpp"
#include "tests/support/load_visitor.hpp"
#include "tests/support/test_client.hpp"

#include <string>

namespace evenhand::tests {

class RemoteService final : public http::Service
{
public:
    /// The client outlives it.
    explicit RemoteService(load::Client& client) : client_(client) {}

    http::Admission admit(http::RequestHead head) override;
    http::Answer answer(http::Admission admission, std::string body) override;
    http::Answer refuse(http::ConnectionRefusal why, int status) override;

    /// How the last request ended.
    [[nodiscard]] const load::Exchange& last() const { return last_; }

private:
    load::Client& client_;
    load::Exchange last_;
};

/// Signs in with password and one-time code, which is good once. False if a page on the way was not
/// answered, or did not lead on.
bool sign_in(TestClient& browser, const load::Account& account);

} // namespace evenhand::tests
