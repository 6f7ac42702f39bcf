#pragma once

#include <optional>
#include <span>
#include <string_view>

// The closed lists of this room, and what staff read for each value.

namespace evenhand::withdrawal {

enum class Scope { support, surveys, linkage, contact, everything };
/// Why a withdrawal is taken back: it was never said so, or the person wants to take part again.
enum class BackBecause { entered_in_error, changed_mind };
enum class SaidBy { person, carer, professional, other };
enum class SaidHow { telephone, in_person, letter, email, text, web };
/// What is not a withdrawal.
enum class LifeKind { died, lost_capacity, lost_contact, moved_away, in_prison };

std::span<const Scope> all_scopes();
std::span<const BackBecause> all_back_because();
std::span<const SaidBy> all_said_by();
std::span<const SaidHow> all_said_how();
std::span<const LifeKind> all_life_kinds();
std::string_view name_of(Scope scope);
std::string_view name_of(BackBecause because);
std::string_view name_of(SaidBy said_by);
std::string_view name_of(SaidHow said_how);
std::string_view name_of(LifeKind kind);
std::optional<Scope> scope_named(std::string_view name);
std::optional<BackBecause> back_because_named(std::string_view name);
std::optional<SaidBy> said_by_named(std::string_view name);
std::optional<SaidHow> said_how_named(std::string_view name);
std::optional<LifeKind> life_kind_named(std::string_view name);
/// As staff read it: "No more surveys or interviews".
std::string_view label_of(Scope scope);
std::string_view label_of(BackBecause because);
std::string_view label_of(SaidBy said_by);
std::string_view label_of(SaidHow said_how);
std::string_view label_of(LifeKind kind);
/// What the person must be told before it is written, in words to be read out.
std::string_view what_to_say(Scope scope);
inline constexpr std::string_view said_version = "1"; ///< of those words; kept when they were said

} // namespace evenhand::withdrawal
