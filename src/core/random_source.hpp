#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace evenhand {

/// Where unguessable bytes come from. Handlers and jobs hold one; rules never do. Tests and
/// rehearsals pass a keyed one so that a run can be replayed bit for bit (design 1.6).
class RandomSource
{
public:
    virtual ~RandomSource() = default;
    /// Fills `out` with unpredictable bytes. Safe from any thread.
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// The operating system's source, through libsodium.
class SystemRandomSource final : public RandomSource
{
public:
    SystemRandomSource();
    void fill(std::span<std::uint8_t> out) override;
};

} // namespace evenhand
