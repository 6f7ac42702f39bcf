#pragma once

#include "app/allocator_side.hpp"
#include "app/allocator_wire.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::app {

/// The allocator's process behind its socket: takes a line, gives a line. It has no database; the
/// ceremonies it is told of are sealed for its keys, and what it has opened stands in its own file.
/// One line at a time.
class AllocatorDesk
{
public:
    /// `marks_file` keeps how far each stratum was opened. Borrows the random source.
    AllocatorDesk(crypto::Keys keys, const allocation::TrialSpec& spec,
                  const std::filesystem::path& marks_file, RandomSource& random);
    AllocatorDesk(const AllocatorDesk&) = delete;
    AllocatorDesk& operator=(const AllocatorDesk&) = delete;

    /// Empty for what is no request. A file that cannot be written is told to whoever runs the
    /// process, and answered as no opening.
    std::string answer(std::string_view line);

private:
    std::string answer_to(const AllocatorRequest& request);
    std::string open(const allocation::Ask& ask);
    std::string hear(const HearCeremonies& told);
    std::string seal(const SealGift& gift);

    std::vector<ceremony::SealedGift> gifts_;
    AllocatorSide side_;
};

} // namespace evenhand::app
