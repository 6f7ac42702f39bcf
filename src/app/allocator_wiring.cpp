#include "app/allocator_wiring.hpp"

#include "app/cannot_run.hpp"
#include "app/house.hpp"
#include "app/remote_allocator.hpp"

#include <utility>

namespace evenhand::app {

allocation::Sequences sequences_of(const std::string& protocol_file,
                                   const protocol::Protocol& protocol, const crypto::Keys& keys)
{
    auto found = allocation::Sequences::beside(protocol_file, protocol, keys);
    if (!found) throw CannotRun(found.error());
    return *std::move(found);
}

std::unique_ptr<allocation::HighWater> marks_of(const Place& place)
{
    if (place.checkpoints.empty()) return nullptr;
    return std::make_unique<allocation::HighWater>(place.checkpoints.parent_path() /
                                                   "allocator-marks");
}

std::unique_ptr<allocation::Allocator> allocator_of(const House& house,
                                                    const std::filesystem::path& socket)
{
    if (socket.empty())
        return std::make_unique<allocation::KeyedAllocator>(house.sequences, house.marks.get());
    const storage::Actor program{storage::ActorKind::system, {}, {}};
    return std::make_unique<RemoteAllocator>(socket, [&house, program] {
        return house.units->read(program, "ceremony.given", [&](storage::UnitOfWork& work) {
            return house.ceremonies.sealed_given(work);
        });
    });
}

} // namespace evenhand::app
