#pragma once

#include "core/result.hpp"
#include "intake/allocation/allocation.hpp"
#include "randomisation/sealed/opening.hpp"

#include <string>

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
};
std::string_view code(AllocatorFault fault);

/// All that anybody may ask of whoever holds the keys: to open one position that is bound to a
/// person. It will be a process of its own (design 8.1), so nothing else passes this door: no
/// count, no list, no position that nobody stands at.
class Allocator
{
public:
    virtual ~Allocator() = default;
    /// The same answer to the same ask, however often it is sent. May throw what a failing world
    /// throws.
    virtual Result<sealed::Receipt, AllocatorFault> open(const Ask& ask) = 0;
};

/// The allocator in this process. Keeps nothing: the arm of a position follows from the keys.
class KeyedAllocator final : public Allocator
{
public:
    explicit KeyedAllocator(const Sequences& sequences) : sequences_(sequences) {}
    Result<sealed::Receipt, AllocatorFault> open(const Ask& ask) override;

private:
    const Sequences& sequences_;
};

/// Whether the receipt is for exactly the position that was asked for, and opens to the epoch's
/// published root. `arms`: how many the trial has.
bool answers(const sealed::Receipt& receipt, const Ask& ask, std::size_t arms);

} // namespace evenhand::allocation
