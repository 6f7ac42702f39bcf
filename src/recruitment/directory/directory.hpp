#pragma once

#include "core/id.hpp"
#include "core/ods_code.hpp"
#include "core/time.hpp"
#include "protocol/areas_and_groups.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::directory {

using ImportId = Id<struct DirectoryImportTag>;

/// What kind of list was loaded.
enum class Kind { practices, postcodes, venues, services };
/// "practices", as the command, the table and the protocol's reference data call it.
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);
/// As people read it: "GP practices".
std::string_view label_of(Kind kind);
std::span<const Kind> all_kinds();

/// As the national file says. Only an active practice has people who can be referred.
enum class PracticeState { active, closed, dormant, proposed };
std::string_view name_of(PracticeState state);
std::optional<PracticeState> practice_state_named(std::string_view name);

/// From which day to which, both included, a row holds by its own file; nothing: no end is known.
struct Validity
{
    std::optional<LocalDate> from;
    std::optional<LocalDate> until;

    [[nodiscard]] bool holds(LocalDate on) const
    {
        return (!from || *from <= on) && (!until || on <= *until);
    }
    friend bool operator==(const Validity&, const Validity&) = default;
};

struct Practice
{
    OdsCode code;
    std::string name;
    std::string address;
    std::string postcode;     ///< written with its space; a practice's, so nobody's secret
    std::string commissioner; ///< the national code of its sub-ICB location; may be empty
    std::string district; ///< council district of its postcode, in today's codes; empty: unknown
    PracticeState state = PracticeState::active;
    Validity valid;

    /// Whether people are registered with it on that day.
    [[nodiscard]] bool open(LocalDate on) const
    {
        return state == PracticeState::active && valid.holds(on);
    }
};

/// A postcode and the council district in which it lies: of places, never of a person.
struct PostcodeRow
{
    std::string postcode;
    std::string district;
    Validity valid;
};

/// A place where first appointments are held.
struct Venue
{
    std::string id; ///< stable between lists: "sheffield-library"
    std::string area;
    std::string name;
    std::string address;
    std::string postcode;
    std::string access; ///< steps, parking, hearing loop, how to get there
    Validity valid;
};

/// Help that is there already, in either arm and for whoever cannot join.
struct Service
{
    std::string id;
    std::string area;
    std::string name;
    std::string what;
    std::string for_whom;
    std::string how; ///< how to reach it
    Validity valid;
};

/// The local services of an area as one dated list: what a control participant is given.
struct ServicesPack
{
    std::string version; ///< day and beginning of the file's hash, "2026-01-01-3f9a1c22b07d";
                         ///< empty: no list
    std::vector<Service> services;
};

/// A row of a list, checked, before it is kept.
using Row = std::variant<Practice, PostcodeRow, Venue, Service>;

/// The code in force of a council district that the national lists renamed without moving its
/// borders; others as they are.
std::string_view current_district(std::string_view district);

/// The areas of a practice of that commissioner in that district, by whichever of its codes either
/// list calls a district; where the district is not known, every area of the commissioner. Several:
/// the person says which.
std::vector<std::string> areas_of_practice(const std::vector<protocol::Area>& areas,
                                           std::string_view commissioner,
                                           std::string_view district);

/// What a list is searched with and by: capitals, one space between words, no punctuation.
std::string search_key(std::string_view text);

} // namespace evenhand::directory
