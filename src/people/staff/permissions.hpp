#pragma once

#include "people/staff/role.hpp"

#include <span>
#include <string_view>

namespace evenhand::staff {

/// Who may have a permission without any role.
enum class OpenTo {
    roles,          ///< only the roles that the file lists
    everyone,       ///< also visitors
    half_signed_in, ///< only who still owes the one-time code
    all_staff,      ///< whoever is signed in, whatever their roles
};

struct Permission
{
    std::string_view name;  ///< "triage.open": what is done to what
    std::string_view words; ///< who does what to whose data, for people
    OpenTo open_to = OpenTo::roles;
};

enum class Effect { allow, deny };

/// One line of the permission file.
struct Rule
{
    Role role;
    std::string_view permission;
    std::string_view relation;
    Effect effect = Effect::allow;
};

/// The permission file (permissions.cpp).
std::span<const Permission> all_permissions();
std::span<const Rule> all_rules();
/// The relations that exist, "any" first.
std::span<const std::string_view> all_relations();

const Permission* find_permission(std::string_view name);

/// Whether the rules let someone with these roles do it: some line allows it and none denies it.
/// A rule for "any" covers every relation.
bool evaluate(std::span<const Rule> rules, std::span<const Role> roles, std::string_view permission,
              std::string_view relation);

/// How far somebody has come in signing in.
enum class Standing { visitor, half_signed_in, staff };

/// Whether someone may do it: by how far they have come in signing in, or by the permission file.
/// Roles count for staff only.
bool may(Standing standing, std::span<const Role> roles, std::string_view permission,
         std::string_view relation);

/// Whether someone may do it to anything at all, be it only to what is theirs: for links.
bool may_anywhere(Standing standing, std::span<const Role> roles, std::string_view permission);

/// Two roles that nobody may have at once, because one would undo what the other is for.
bool is_forbidden_pair(Role one, Role other);

/// Whether nobody who ever had `had` may have `wanted`, also long after `had` was taken away: who
/// saw the trial by arm never judges outcomes blind again, nor recruits or supports anybody.
bool is_closed_for_ever(Role had, Role wanted);

} // namespace evenhand::staff
