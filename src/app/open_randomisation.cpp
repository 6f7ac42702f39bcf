#include "app/open_randomisation.hpp"

#include "app/ceremony_wiring.hpp"
#include "app/house.hpp"
#include "app/terminal.hpp"

namespace evenhand::app {

void play_ceremony(House& house)
{
    if (house.keys.mode() == crypto::Mode::live) return;
    const storage::Actor program{storage::ActorKind::system, {}, {}};
    const std::string spec_hash = house.spec.hash();
    std::optional<ceremony::Refusal> refusal;
    house.units->write(program, "ceremony.play", [&](storage::UnitOfWork& work) {
        if (!house.ceremonies.acts(work).empty()) return work.abandon();
        refusal = house.ceremonies.play(work, spec_hash);
        if (refusal) work.abandon();
    });
    if (refusal) complain(ceremony::sentence(*refusal));
}

void open_randomisation(House& house)
{
    play_ceremony(house);
    publish_roots(house, *house.units);
}

} // namespace evenhand::app
