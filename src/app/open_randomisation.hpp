#pragma once

namespace evenhand::app {

class House;

/// Plays the ceremony of what is not live, where none was held yet: the program takes every part,
/// because nothing there is secret. Live, people do that on the screen of the ceremony.
void play_ceremony(House& house);

/// What a server does before it accepts anything: plays the ceremony of what is not live, and
/// publishes the roots of the latest ceremony where a stratum has none. Nothing while a live trial
/// has no published ceremony.
void open_randomisation(House& house);

} // namespace evenhand::app
