#include "rehearsal/virtual_time.hpp"

#include "core/check.hpp"

namespace evenhand::rehearsal {

namespace virtual_time {

/// The later of the two, kept in `latest`.
std::int64_t not_before(std::atomic<std::int64_t>& latest, std::int64_t wanted)
{
    std::int64_t seen = latest;
    while (seen < wanted && !latest.compare_exchange_weak(seen, wanted)) {
    }
    return seen < wanted ? wanted : seen;
}

} // namespace virtual_time

DemoPass::DemoPass(const crypto::Keys& keys)
{
    CHECK(keys.mode() == crypto::Mode::demo);
}

VirtualTime::VirtualTime(const DemoPass&, Instant begins) : micros_(begins.micros()) {}

void VirtualTime::reach(Instant at)
{
    virtual_time::not_before(micros_, at.micros());
}

ContinuedTrialClock::ContinuedTrialClock(const DemoPass&, Instant from, const MachineClock& machine)
    : machine_(machine), from_(from), machine_began_(machine.now()), latest_(from.micros())
{
}

Instant ContinuedTrialClock::now() const
{
    const Instant reached = from_ + (machine_.now() - machine_began_);
    return Instant::from_micros(virtual_time::not_before(latest_, reached.micros()));
}

} // namespace evenhand::rehearsal
