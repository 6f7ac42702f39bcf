#include "protocol/error_words.hpp"

#include <fmt/format.h>

namespace evenhand::protocol {

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
