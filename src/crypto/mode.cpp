#include "crypto/mode.hpp"

#include "core/check.hpp"

namespace evenhand::crypto {

std::string_view name_of(Mode mode)
{
    switch (mode) {
    case Mode::demo:
        return "demo";
    case Mode::training:
        return "training";
    case Mode::live:
        return "live";
    }
    CHECK(!"a mode outside the enum");
    return {};
}

std::optional<Mode> mode_named(std::string_view name)
{
    for (const Mode mode : {Mode::demo, Mode::training, Mode::live})
        if (name_of(mode) == name) return mode;
    return std::nullopt;
}

} // namespace evenhand::crypto
