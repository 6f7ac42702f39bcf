#pragma once

#include "core/date_input.hpp"
#include "core/email_address.hpp"
#include "core/id.hpp"
#include "core/nhs_number.hpp"
#include "core/person_name.hpp"
#include "core/phone_number.hpp"
#include "core/postcode.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace evenhand::identity {

using ClaimId = Id<struct ClaimIdTag>;
using PersonId = Id<struct PersonIdTag>;

/// What is said of who someone is. Everything may be missing: a request to be called has a name and
/// a telephone number and nothing else.
struct Details
{
    std::optional<PersonName> given_names = {};
    std::optional<PersonName> family_name = {};
    std::optional<PersonName> known_as = {};
    std::optional<LocalDate> birth_date = {};
    std::optional<PhoneNumber> phone = {};
    std::optional<EmailAddress> email = {};
    std::string postal_address = {}; ///< several lines, cleaned by clean_paragraph
    std::optional<Postcode> postcode = {};
    std::optional<NhsNumber> nhs_number = {};
};

/// The same, opened for a screen of the view `identity`. Plain texts, because a rule that has grown
/// stricter since must not hide what was once accepted. A text is empty where nothing was given.
/// No formatter: it cannot be logged.
struct IdentityView
{
    std::string given_names = {};
    std::string family_name = {};
    std::string known_as = {};
    std::optional<LocalDate> birth_date = {};
    std::string phone = {}; ///< as the person wrote it
    std::string email = {};
    std::string postal_address = {};
    std::string postcode = {};
    std::string nhs_number = {}; ///< ten digits

    /// Given names and family name, or the one there is.
    [[nodiscard]] std::string full_name() const;
};

/// What a person can be looked up by.
enum class IndexKind { nhs_number, email, phone, name_birth };

/// As the index tables keep it: "nhs_number".
std::string_view name_of(IndexKind kind);
std::optional<IndexKind> index_kind_named(std::string_view name);

/// One normalised text to be hashed under the key of its kind.
struct IndexText
{
    IndexKind kind = IndexKind::nhs_number;
    std::string normalised = {};
};

/// A surname with a birth date beside it. A name alone finds half a town, so there is no such
/// search (design 4, vault).
struct NameAndBirth
{
    PersonName family_name;
    LocalDate birth_date;
};

using SearchKey = std::variant<NhsNumber, EmailAddress, PhoneNumber, NameAndBirth>;

IndexText index_text(const SearchKey& key);
/// Everything that these details can be found by. A person with one name is found by that name.
std::vector<IndexText> index_texts(const Details& details);
/// A name as it is compared: without case, accents, spaces and punctuation, so that O'Brien-Smith,
/// obrien smith and Ó Brien Smith meet. Scripts other than Latin keep their letters.
std::string folded_for_matching(const PersonName& name);

/// The boxes of a search as typed.
struct TypedSearch
{
    std::string_view nhs_number = {};
    std::string_view email = {};
    std::string_view phone = {};
    std::string_view family_name = {};
    TypedDate birth = {};
};

/// Why a search will not do: the box, and a stable code.
struct SearchRefusal
{
    std::string_view field = {}; ///< "nhs_number", "email", "phone", "family_name", "birth"
    std::string_view code =
        {}; ///< "nothing", "more_than_one", "needed_with_name", or the identifier's own
    friend bool operator==(const SearchRefusal&, const SearchRefusal&) = default;
};

/// Exactly one way of searching must be filled in; a surname needs the birth date beside it.
Result<SearchKey, SearchRefusal> parse_search(const TypedSearch& typed, IdentifierMode mode);

/// Someone who may be the same person, for a human to decide. Never decided by the program.
struct Candidate
{
    std::variant<ClaimId, PersonId> who;
    std::vector<IndexKind> matched = {}; ///< strongest first
};

/// One row of an index that agreed.
struct IndexMatch
{
    std::variant<ClaimId, PersonId> who;
    IndexKind kind = IndexKind::nhs_number;
};
/// One candidate a claim or person. Known people stand before claims; among each, those whose NHS
/// number agrees come first, then those with more agreements.
std::vector<Candidate> gather_candidates(const std::vector<IndexMatch>& matches);

} // namespace evenhand::identity
