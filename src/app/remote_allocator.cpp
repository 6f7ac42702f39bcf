#include "app/remote_allocator.hpp"

#include "app/local_socket.hpp"

#include <algorithm>
#include <poll.h>
#include <utility>

namespace evenhand::app {

namespace remote_allocator {

/// Longer than any opening takes: it is one fsync and some hashes.
constexpr std::chrono::seconds patience{10};
constexpr int between_tries_ms = 20;

} // namespace remote_allocator

RemoteAllocator::RemoteAllocator(std::filesystem::path socket, Gifts gifts, int tries)
    : socket_(std::move(socket)), gifts_(std::move(gifts)), tries_(tries)
{
    hear_marks(tries_);
}

std::optional<std::string> RemoteAllocator::ask(const AllocatorRequest& request, int tries) const
{
    const std::string line = line_of(request);
    int cut_off = 0;
    for (int tried = 0; tried < tries && cut_off < 2; ++tried) {
        if (tried > 0) ::poll(nullptr, 0, remote_allocator::between_tries_ms);
        // A request that was cut off may be sent again: the same ask has the same answer.
        auto answer = ask_locally(socket_, line, remote_allocator::patience);
        if (answer) return *std::move(answer);
        if (answer.error() == LocalFault::no_answer) ++cut_off;
    }
    return std::nullopt;
}

template <class Answer>
Answer RemoteAllocator::ask_of_a_ceremony(const AllocatorRequest& request,
                                          std::optional<Answer> (*read)(std::string_view)) const
{
    using allocation::AllocatorFault;
    const auto once = [&]() -> std::optional<Answer> {
        const auto line = ask(request, tries_);
        return line ? read(*line) : std::nullopt;
    };
    auto answer = once();
    if (answer && !*answer && answer->error() == AllocatorFault::other_scheme) {
        // It has been started since, or another ceremony was published.
        if (ask(HearCeremonies{gifts_()}, tries_)) answer = once();
    }
    if (!answer) return refuse(AllocatorFault::unreachable);
    return *std::move(answer);
}

Result<sealed::Receipt, allocation::AllocatorFault>
RemoteAllocator::open(const allocation::Ask& wanted)
{
    auto answer = ask_of_a_ceremony<OpenAnswer>(wanted, read_open_answer);
    if (answer) {
        if (!has_heard()) hear_marks(tries_);
        note(wanted);
    }
    return answer;
}

Result<std::string, allocation::AllocatorFault>
RemoteAllocator::root(const allocation::Epoch& epoch)
{
    return ask_of_a_ceremony<RootAnswer>(TellRoot{epoch}, read_root_answer);
}

std::optional<std::string> RemoteAllocator::said(const AllocatorRequest& request) const
{
    const auto line = ask(request, tries_);
    auto answer = line ? read_said(*line) : std::nullopt;
    return answer ? std::optional(std::move(answer->text)) : std::nullopt;
}

std::optional<std::string> RemoteAllocator::commitment(std::string_view party,
                                                       std::int64_t ceremony)
{
    return said(TellCommitment{std::string(party), ceremony});
}

std::optional<std::string> RemoteAllocator::seal(std::string_view row,
                                                 const crypto::SecretKey& given)
{
    return said(SealGift{std::string(row), to_hex(given.bytes())});
}

void RemoteAllocator::note(const allocation::Ask& opened)
{
    const std::lock_guard held(mutex_);
    if (!marks_) return;
    const allocation::HowFar now{.position = opened.position, .epoch = opened.epoch.number};
    allocation::HowFar& mark = marks_->try_emplace(opened.epoch.stratum, now).first->second;
    if (!mark.covers(now.epoch, now.position)) mark = now;
}

bool RemoteAllocator::hear_marks(int tries)
{
    const auto line = ask(TellMarks{}, tries);
    auto marks = line ? read_marks(*line) : std::nullopt;
    if (!marks) return false;
    const std::lock_guard held(mutex_);
    if (!marks_) marks_ = *std::move(marks);
    return true;
}

bool RemoteAllocator::has_heard() const
{
    const std::lock_guard held(mutex_);
    return marks_.has_value();
}

std::optional<allocation::HowFar> RemoteAllocator::how_far(std::string_view stratum) const
{
    const std::lock_guard held(mutex_);
    if (!marks_) return std::nullopt;
    const auto found = marks_->find(stratum);
    return found == marks_->end() ? std::nullopt : std::optional(found->second);
}

std::optional<allocation::OpenedFor> RemoteAllocator::opened_for(const std::string& binding)
{
    constexpr int once = 1;
    if (!has_heard() && !hear_marks(once)) return std::nullopt;
    const auto line = ask(TellWhose{binding}, once);
    const auto whose = line ? read_whose(*line) : std::nullopt;
    return whose ? *whose : std::nullopt;
}

} // namespace evenhand::app
