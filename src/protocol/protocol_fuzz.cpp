// A protocol file comes from whoever writes a trial: no text may make reading it crash, throw or
// hang. What is taken can be told in plain words; what is not says why, and where. After a NUL
// stands what every file holds that the protocol names.
#include "core/check.hpp"
#include "protocol/plain_words.hpp"
#include "protocol/protocol.hpp"
#include "protocol/questionnaire_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\0'), text.size());
    const std::string named(text.substr(std::min(end + 1, text.size())));
    const auto protocol = protocol::load(text.substr(0, end),
                                         [&](const std::string&) { return std::optional(named); });
    const auto questionnaire = protocol::load_questionnaire(named);
    CHECK(questionnaire || !questionnaire.error().empty());
    if (protocol) {
        CHECK(!protocol::in_plain_words(*protocol).empty());
        return 0;
    }
    const auto& errors = protocol.error();
    CHECK(!errors.empty());
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    for (const auto& error : errors) {
        CHECK(error.line >= 0 && error.line <= lines);
        CHECK(!error.sentence.empty());
    }
    return 0;
}
