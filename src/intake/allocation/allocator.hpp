#pragma once

#include "core/result.hpp"
#include "intake/allocation/allocation.hpp"
#include "randomisation/sealed/opening.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::allocation {

class Sequences;

/// The next position of a stratum, which is bound to somebody.
struct Ask
{
    Epoch epoch;
    std::int64_t position = 0;
    std::string binding; ///< whose it is, as a keyed hash
};

/// Why there is no opening that may be written.
enum class AllocatorFault {
    other_scheme,   ///< the epoch was committed under another scheme than that of now
    does_not_prove, ///< the opening is not the one that was published
    unreachable,    ///< no answer
    behind_mark,    ///< it was opened before, and for somebody else: an older store was put back
};
std::string_view code(AllocatorFault fault);

/// The last position of a stratum that was opened.
struct HowFar
{
    std::int64_t position = 0;
    std::int64_t epoch = 1;

    /// Whether the epoch's position was opened already, or another after it. A later epoch begins
    /// anew, wherever it begins: no slot of it is one of an earlier.
    [[nodiscard]] bool covers(std::int64_t of_epoch, std::int64_t which) const
    {
        return epoch > of_epoch || (epoch == of_epoch && position >= which);
    }
    friend bool operator==(const HowFar&, const HowFar&) = default;
};

/// The one position that was opened for somebody.
struct OpenedFor
{
    std::string stratum;
    std::int64_t position = 0;
    std::int64_t epoch = 1;

    friend bool operator==(const OpenedFor&, const OpenedFor&) = default;
};

/// All that anybody may ask of whoever holds the keys: to open one position that is bound to a
/// person, and the root of an epoch that is about to be published. Beside a server it is a process
/// of its own (ADR 0018), so nothing else passes this door: no list of arms, no position that
/// nobody stands at.
class Allocator
{
public:
    virtual ~Allocator() = default;
    /// The same answer to the same ask, however often it is sent. May throw what a failing world
    /// throws.
    virtual Result<sealed::Receipt, AllocatorFault> open(const Ask& ask) = 0;
    /// The root of an epoch that has none yet. It tells nothing of an arm before positions are
    /// opened to it.
    virtual Result<std::string, AllocatorFault> root(const Epoch& epoch) = 0;
    /// How far a stratum was opened, as far as is known here: a free position that this covers was
    /// opened for somebody whom an older copy of the store has lost.
    [[nodiscard]] virtual std::optional<HowFar> how_far(std::string_view) const
    {
        return std::nullopt;
    }
    /// What was opened for whom that binding is of, before; nothing also where nobody answers. May
    /// take as long as a question to another process: never within a unit of work.
    virtual std::optional<OpenedFor> opened_for(const std::string&) { return std::nullopt; }
};

class HighWater;

/// The allocator in this process. The arm of a position follows from the keys; all it keeps is how
/// far it has opened each stratum, where it has a file for that. Borrows both.
class KeyedAllocator final : public Allocator
{
public:
    explicit KeyedAllocator(const Sequences& sequences, HighWater* marks = nullptr)
        : sequences_(sequences), marks_(marks)
    {
    }
    Result<sealed::Receipt, AllocatorFault> open(const Ask& ask) override;
    Result<std::string, AllocatorFault> root(const Epoch& epoch) override;
    [[nodiscard]] std::optional<HowFar> how_far(std::string_view stratum) const override;
    std::optional<OpenedFor> opened_for(const std::string& binding) override;

private:
    const Sequences& sequences_;
    HighWater* marks_;
};

/// Whether the receipt is for exactly the position that was asked for, and opens to the epoch's
/// published root. `arms`: how many the trial has.
bool answers(const sealed::Receipt& receipt, const Ask& ask, std::size_t arms);

} // namespace evenhand::allocation
