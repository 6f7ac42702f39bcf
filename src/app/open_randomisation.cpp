#include "app/open_randomisation.hpp"

#include "app/house.hpp"
#include "app/standing_jobs.hpp"
#include "app/terminal.hpp"

namespace evenhand::app {

bool play_ceremony(House& house)
{
    if (house.keys.mode() == crypto::Mode::live) return true;
    const storage::Actor program{storage::ActorKind::system, {}, {}};
    const std::string spec_hash = house.spec.hash();
    return house.units->write(program, "ceremony.play", [&](storage::UnitOfWork& work) {
        const bool held = !house.ceremonies.acts(work).empty();
        const bool played = !held && !house.ceremonies.play(work, spec_hash);
        if (!played) work.abandon();
        return held || played;
    });
}

bool open_randomisation(House& house)
{
    return play_ceremony(house) && !house.two_step.go_over(*house.units);
}

void open_or_try_again(House& house)
{
    if (open_randomisation(house)) return;
    complain(
        "the allocator did not answer, so the roots of the ceremony are not published yet; that "
        "is tried again until it does");
    schedule_standing_jobs(house, {open_job});
}

} // namespace evenhand::app
