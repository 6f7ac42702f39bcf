#include "app/allocator_wiring.hpp"

#include "app/allocator_process.hpp"
#include "app/cannot_run.hpp"
#include "app/house.hpp"
#include "storage/installation.hpp"

#include <utility>

namespace evenhand::app {

namespace allocator_wiring {

/// Those that the house was given, or that stand in the file; a process may have neither.
std::optional<crypto::Keys> keys_of(HouseOptions& options)
{
    if (options.allocator_keys) return std::move(options.allocator_keys);
    if (!std::filesystem::exists(options.place.allocator_keys)) return std::nullopt;
    return load_allocator_keys(options.place);
}

void require_ours(const House& house, const crypto::Keys& keys)
{
    house.database->read([&](storage::Connection& sql) {
        if (const auto reason = storage::reason_not_ours(sql, keys, house.protocol.id))
            throw CannotRun(*reason);
    });
}

} // namespace allocator_wiring

allocation::TrialSpec spec_of(const std::string& protocol_file, const protocol::Protocol& protocol,
                              crypto::Mode mode)
{
    auto found = allocation::TrialSpec::beside(protocol_file, protocol, mode);
    if (!found) throw CannotRun(found.error());
    return *std::move(found);
}

std::filesystem::path marks_file_of(const Place& place)
{
    if (place.allocator_keys.empty()) return {};
    return place.allocator_keys.parent_path() / "allocator-marks";
}

AllocatorDoor::AllocatorDoor(const House& house, HouseOptions& options)
{
    const storage::Actor program{storage::ActorKind::system, {}, {}};
    auto gifts = [&house, program] {
        return house.units->read(program, "ceremony.given", [&](storage::UnitOfWork& work) {
            return house.ceremonies.sealed_given(work);
        });
    };
    if (!options.allocator_socket.empty()) {
        remote_ = std::make_unique<RemoteAllocator>(options.allocator_socket, std::move(gifts));
        return;
    }
    if (auto keys = allocator_wiring::keys_of(options)) {
        allocator_wiring::require_ours(house, *keys);
        own_ = std::make_unique<AllocatorSide>(*std::move(keys), house.spec,
                                               marks_file_of(options.place), std::move(gifts),
                                               options.random);
        return;
    }
    constexpr int once = 1;
    remote_ = std::make_unique<RemoteAllocator>(allocator_socket_of(options.place),
                                                std::move(gifts), once);
}

allocation::Allocator& AllocatorDoor::allocator() const
{
    if (own_) return own_->allocator;
    return *remote_;
}

ceremony::Custody& AllocatorDoor::custody() const
{
    if (own_) return own_->custody;
    return *remote_;
}

} // namespace evenhand::app
