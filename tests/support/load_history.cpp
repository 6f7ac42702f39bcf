#include "tests/support/load_history.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace evenhand::load {

namespace load_history {

[[noreturn]] void fail(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

std::string_view name_of(Outcome outcome)
{
    switch (outcome) {
    case Outcome::open:
        return "invoke";
    case Outcome::done:
        return "ok";
    case Outcome::refused:
        return "fail";
    case Outcome::unknown:
        return "unknown";
    }
    return "";
}

} // namespace load_history

Outcome History::outcome_of(const Exchange& exchange) const
{
    if (exchange.fate == Fate::not_sent) return Outcome::refused;
    if (exchange.fate == Fate::unknown) return Outcome::unknown;
    const int status = exchange.reply.status;
    // 409 says that an equal request is being done right now.
    if (status >= 500 || status == 409) return Outcome::unknown;
    const auto& to = exchange.reply.location;
    const bool signed_out = to.starts_with("/sign-in");
    if (status == 303 && to.starts_with(done_at_) && !signed_out) return Outcome::done;
    return Outcome::refused;
}

History::History(const std::string& file, std::string done_at)
    : done_at_(std::move(done_at)),
      file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600))
{
    if (file_ < 0) load_history::fail("the history file");
}

History::~History()
{
    ::close(file_);
}

std::uint64_t History::invoke(const std::string& path, const std::string& cookie,
                              const std::string& body)
{
    std::unique_lock lock(mutex_);
    const std::uint64_t number = writes_.size();
    writes_.push_back({number, path, cookie, body, Outcome::open, 0, {}});
    unwritten_ += fmt::format("{}\tinvoke\t{}\t{}\t{}\n", number, path, cookie, body);
    wait_until_durable(lock, number + 1);
    return number;
}

void History::wait_until_durable(std::unique_lock<std::mutex>& lock, std::uint64_t upto)
{
    while (synced_ < upto) {
        if (syncing_) {
            durable_.wait(lock);
            continue;
        }
        syncing_ = true;
        const std::string lines = std::exchange(unwritten_, {});
        const std::uint64_t last = writes_.size();
        lock.unlock();
        write_out(lines);
        lock.lock();
        syncing_ = false;
        synced_ = last;
        durable_.notify_all();
    }
}

void History::write_out(const std::string& lines) const
{
    for (std::string_view left = lines; !left.empty();) {
        const auto written = ::write(file_, left.data(), left.size());
        if (written < 0) load_history::fail("writing the history");
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fdatasync(file_) != 0) load_history::fail("syncing the history");
}

void History::settle(std::uint64_t number, const Exchange& exchange)
{
    const std::lock_guard lock(mutex_);
    Written& written = writes_.at(number);
    written.outcome = outcome_of(exchange);
    written.status = exchange.reply.status;
    written.location = exchange.reply.location;
    unwritten_ += fmt::format("{}\t{}\t{}\t{}\n", number, load_history::name_of(written.outcome),
                              written.status, written.location);
}

std::vector<Written> History::all() const
{
    const std::lock_guard lock(mutex_);
    return writes_;
}

} // namespace evenhand::load
