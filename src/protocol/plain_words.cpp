#include "protocol/plain_words.hpp"

#include "protocol/plain_parts.hpp"

#include <fmt/format.h>

namespace evenhand::protocol {

std::string in_plain_words(const Protocol& protocol)
{
    // The order and the numbers are those of the SPIRIT 2013 list of what a protocol tells.
    return words_of_title(protocol) + words_of_people(protocol) + words_of_eligibility(protocol) +
           words_of_arms(protocol) + words_of_outcomes(protocol) + words_of_timeline(protocol) +
           words_of_recruitment(protocol) + words_of_allocation(protocol) +
           words_of_baseline(protocol) + words_of_consent(protocol) + words_of_texts(protocol);
}

std::string in_plain_words(const ProtocolErrors& errors, const std::string& path)
{
    std::string text;
    for (const ProtocolError& error : errors) {
        text += error.file.empty() ? path : error.file;
        if (error.line > 0) text += fmt::format(":{}", error.line);
        text += error.field.empty() ? ": " : fmt::format(": {}: ", error.field);
        text += error.sentence + "\n";
    }
    return text;
}

} // namespace evenhand::protocol
