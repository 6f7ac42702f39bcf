#pragma once

#include <string_view>

namespace evenhand::app {

class House;

/// Plays the ceremony of what is not live, where none was held yet: the program takes every part,
/// because nothing there is secret. Live, people do that on the screen of the ceremony. False: the
/// allocator did not answer, and nothing was done.
bool play_ceremony(House& house);

/// What a server does before it accepts anything: plays the ceremony of what is not live, and
/// publishes the roots of the latest ceremony where a stratum has none. Nothing while a live trial
/// has no published ceremony. False: the allocator did not answer, and it is to be done again.
bool open_randomisation(House& house);

/// The same; where it cannot be done now somebody is told, and the job of that name does it.
void open_or_try_again(House& house);

} // namespace evenhand::app
