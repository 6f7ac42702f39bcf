#include "app/open_randomisation.hpp"

#include "app/house.hpp"

namespace evenhand::app {

void play_ceremony(House& house)
{
    if (house.keys.mode() == crypto::Mode::live) return;
    const storage::Actor program{storage::ActorKind::system, {}, {}};
    const std::string spec_hash = house.sequences.spec_hash();
    house.units->write(program, "ceremony.play", [&](storage::UnitOfWork& work) {
        if (!house.ceremonies.acts(work).empty()) return work.abandon();
        house.ceremonies.play(work, spec_hash);
    });
}

void open_randomisation(House& house)
{
    play_ceremony(house);
    house.two_step.go_over(*house.units);
}

} // namespace evenhand::app
