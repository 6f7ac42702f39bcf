#include "protocol/plain_words.hpp"

#include "protocol/plain_parts.hpp"

namespace evenhand::protocol {

std::string in_plain_words(const Protocol& protocol)
{
    // The order and the numbers are those of the SPIRIT 2013 list of what a protocol tells.
    return words_of_title(protocol) + words_of_people(protocol) + words_of_eligibility(protocol) +
           words_of_arms(protocol) + words_of_outcomes(protocol) + words_of_timeline(protocol) +
           words_of_recruitment(protocol) + words_of_allocation(protocol) +
           words_of_baseline(protocol) + words_of_consent(protocol) + words_of_texts(protocol);
}

} // namespace evenhand::protocol
