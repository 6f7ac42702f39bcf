#pragma once

#include "people/withdrawal/withdrawal.hpp"

#include <span>
#include <string_view>

// What is permitted where one person has several records.

namespace evenhand::withdrawal {

/// What does not permit in one of a person's records bars them all.
Permissions permissions_on(std::span<const Standing> records, LocalDate today);

/// What bars a record that follows another of the same person: they are written to, asked and
/// linked once, by the record that leads.
inline constexpr std::string_view follows_another = "follows_another";
Permissions permissions_while_following();

} // namespace evenhand::withdrawal
