#pragma once

#include "app/allocator_wire.hpp"
#include "intake/ceremony/custody.hpp"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::app {

/// The allocator as a server sees it: a socket behind which another process holds the keys, for the
/// draw and for the ceremony. Safe from any thread. A process that is away for a moment, because it
/// is being started again, is waited for; what it was asked already it answers alike.
class RemoteAllocator final : public allocation::Allocator, public ceremony::Custody
{
public:
    /// Who knows the published ceremonies as they are kept; never asked within a unit of work.
    using Gifts = std::function<std::vector<ceremony::SealedGift>()>;
    /// `tries`: how often it knocks, at intervals of 20 ms, before it is called away.
    RemoteAllocator(std::filesystem::path socket, Gifts gifts, int tries = 100);

    Result<sealed::Receipt, allocation::AllocatorFault> open(const allocation::Ask& ask) override;
    Result<std::string, allocation::AllocatorFault> root(const allocation::Epoch& epoch) override;
    /// As far as it was told when it first answered, and by what was opened since.
    [[nodiscard]] std::optional<allocation::HowFar>
    how_far(std::string_view stratum) const override;
    /// Knocks once: whoever is away has bound nobody, and is asked again when it opens.
    std::optional<allocation::OpenedFor> opened_for(const std::string& binding) override;

    std::optional<std::string> commitment(std::string_view party, std::int64_t ceremony) override;
    std::optional<std::string> seal(std::string_view row, const crypto::SecretKey& given) override;

private:
    /// False if it is away.
    bool hear_marks(int tries);
    /// The answer to a request, or nothing if nobody answered.
    [[nodiscard]] std::optional<std::string> ask(const AllocatorRequest& request, int tries) const;
    /// What `read` finds in the answer; told of the ceremonies first where it does not know one.
    template <class Answer>
    Answer ask_of_a_ceremony(const AllocatorRequest& request,
                             std::optional<Answer> (*read)(std::string_view)) const;
    [[nodiscard]] std::optional<std::string> said(const AllocatorRequest& request) const;
    [[nodiscard]] bool has_heard() const;
    void note(const allocation::Ask& opened);

    std::filesystem::path socket_;
    Gifts gifts_;
    int tries_;
    mutable std::mutex mutex_;
    std::optional<Marks> marks_; ///< nothing: it never answered
};

} // namespace evenhand::app
