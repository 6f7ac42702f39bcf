#pragma once

// The parts of `evenhand protocol show`, each a heading and its lines. Only plain_words includes
// this.

#include "protocol/protocol.hpp"

#include <string>

namespace evenhand::protocol {

std::string words_of_title(const Protocol& protocol);
std::string words_of_people(const Protocol& protocol);
std::string words_of_eligibility(const Protocol& protocol);
std::string words_of_arms(const Protocol& protocol);
std::string words_of_outcomes(const Protocol& protocol);
std::string words_of_timeline(const Protocol& protocol);
std::string words_of_recruitment(const Protocol& protocol);
std::string words_of_allocation(const Protocol& protocol);
std::string words_of_baseline(const Protocol& protocol);
std::string words_of_consent(const Protocol& protocol);
std::string words_of_texts(const Protocol& protocol);

} // namespace evenhand::protocol
