#pragma once

#include "core/rng.hpp"
#include "core/time.hpp"
#include "protocol/protocol.hpp"
#include "rehearsal/made_up_names.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::rehearsal {

/// Somebody who does not exist, as they would describe themselves at the front door. Texts are as
/// typed; ids are the protocol's.
struct MadeUpPerson
{
    MadeUpName name;
    LocalDate born;
    std::string nhs_number;              ///< empty: they do not know it
    std::string mobile;                  ///< empty: they have none
    std::string landline;                ///< empty: they have none
    std::string email;                   ///< empty: they have none
    std::string area;                    ///< where their surgery is
    std::string surgery;                 ///< empty: they leave it out
    std::string postcode;                ///< empty: no fixed address
    std::string address;                 ///< for letters, in lines
    std::string work;                    ///< the answer to "Are you in paid work now?"
    std::vector<std::string> conditions; ///< kinds; may be empty, since the question is optional
    std::vector<std::string> needs;      ///< help to talk or read; mostly empty
    std::string language;                ///< the one they would rather speak; mostly empty
};

/// Makes people of a trial in the proportions of its recruits, as far as they are known (trial.md
/// 9.2, 9.4): 42 % in work, anxiety and depression in most, learning disability in a fifth, several
/// conditions in many. Each person and each trait draws from a stream of its own, so that a new
/// trait changes nobody.
class PeopleMaker
{
public:
    /// `rng` is the run's; `today` is the day on which ages are reckoned. Both outlive the maker,
    /// as does the protocol.
    PeopleMaker(const Rng& rng, const protocol::Protocol& protocol, LocalDate today);

    /// Person number `ordinal`, from 0: an adult who lives in the area.
    [[nodiscard]] MadeUpPerson make(std::uint64_t ordinal) const;

private:
    [[nodiscard]] Rng stream(std::uint64_t ordinal, std::string_view trait) const;
    [[nodiscard]] LocalDate birth_date(Rng rng) const;
    void give_channels(MadeUpPerson& person, std::uint64_t ordinal) const;
    void give_home(MadeUpPerson& person, std::uint64_t ordinal) const;
    void give_health(MadeUpPerson& person, std::uint64_t ordinal) const;
    [[nodiscard]] std::string work_answer(Rng rng) const;

    const Rng& rng_;
    const protocol::Protocol& protocol_;
    LocalDate today_;
};

/// The birth date of somebody who is this old, in completed years, and whose last birthday was
/// `days` days ago. CHECKs that this is under a year.
LocalDate born_to_be(int age, std::int64_t days, LocalDate today);

} // namespace evenhand::rehearsal
