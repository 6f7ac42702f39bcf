#pragma once

// The load driver's own memory of every write, on disk before it is sent: the judge of a fault test
// may not depend on the store that it judges.

#include "tests/support/load_http.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace evenhand::load {

/// `refused`: certainly not done. `unknown`: sent, and what became of it was not heard; sending it
/// again with the same key settles it.
enum class Outcome { open, done, refused, unknown };

/// One form, with all that is needed to send it again: the key is in the body.
struct Written
{
    std::uint64_t number = 0;
    std::string path;
    std::string cookie;
    std::string body;
    Outcome outcome = Outcome::open;
    int status = 0;
    std::string location;
};

class History
{
public:
    /// Begins the file anew. Throws std::system_error if it cannot be written. A form that was
    /// taken leads to a page under `done_at`.
    explicit History(const std::string& file, std::string done_at = "/sent/");
    ~History();
    History(const History&) = delete;
    History& operator=(const History&) = delete;

    /// What an answer says of a write. A 5xx says nothing for certain: it may come after a commit
    /// whose answer the server itself did not hear.
    [[nodiscard]] Outcome outcome_of(const Exchange& exchange) const;

    /// Keeps the write and returns its number, only after it is durable.
    std::uint64_t invoke(const std::string& path, const std::string& cookie,
                         const std::string& body);
    /// Keeps how it ended; durable with the next invoke() at the latest.
    void settle(std::uint64_t number, const Exchange& exchange);

    /// All writes so far, by number. A write that nobody settled is `open`.
    [[nodiscard]] std::vector<Written> all() const;

private:
    void wait_until_durable(std::unique_lock<std::mutex>& lock, std::uint64_t upto);
    void write_out(const std::string& lines) const;

    std::string done_at_;
    int file_ = -1;
    mutable std::mutex mutex_;
    std::condition_variable durable_;
    std::vector<Written> writes_;
    std::string unwritten_;
    std::uint64_t synced_ = 0; ///< numbers below it are durable
    bool syncing_ = false;     ///< one thread syncs for all that wait
};

} // namespace evenhand::load
