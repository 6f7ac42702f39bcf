#pragma once

#include "core/random_source.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// What somebody writes down to come back to a half-filled form: twelve characters of an alphabet
/// without 0, O, 1, I and L, in groups of four (casework 4.6). 59 bits, so that guessing over the
/// network is hopeless. A secret: kept by a keyed hash only.
class ResumeCode
{
public:
    static ResumeCode random(RandomSource& source);
    /// As typed: any case, with or without spaces and hyphens. Nothing if it cannot be one.
    static std::optional<ResumeCode> parse(std::string_view typed);

    /// For the person it belongs to: "K7MQ-2XRT-9WPA".
    [[nodiscard]] std::string shown() const;
    /// The twelve characters, as they are hashed.
    [[nodiscard]] const std::string& characters() const { return characters_; }

private:
    explicit ResumeCode(std::string characters) : characters_(std::move(characters)) {}
    std::string characters_;
};

} // namespace evenhand::http
