#pragma once

#include "core/time.hpp"
#include "intake/paper/paper.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace evenhand::paper {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// A form that waits, with where its person stands.
struct Waiting
{
    PaperIntent intent;
    participants::Stage stage = participants::Stage::referred;
    std::string area;
    std::string group;        ///< empty: not yet known
    std::string study_number; ///< empty before consent
};

/// After which form a page begins.
struct After
{
    std::int64_t asked = 0; ///< microseconds
    std::string id;
};

struct WaitingPage
{
    std::vector<Waiting> rows;
    std::optional<After> next; ///< nothing on the last page
};

/// Paper intents. Every function runs in the caller's unit of work.
class PaperStore
{
public:
    /// Writes the form down. The caller holds the person's journey, and has found that they have
    /// not left. Two forms of one number that are sent at the same moment may both stand.
    static std::optional<Refusal> enter(storage::UnitOfWork& work, PersonId person,
                                        const NewPaperIntent& form);
    /// The form of theirs that stands, in this record or one that follows it.
    static std::optional<PaperIntent> standing(storage::UnitOfWork& work, PersonId person);
    /// The form that says when they came, also where it is set aside, but for a slip: it holds
    /// nobody up then, and does not let them go before whoever came earlier.
    static std::optional<PaperIntent> place(storage::UnitOfWork& work, PersonId person);
    /// The caller holds the person's journey and has read the form in this unit.
    static void set_aside(storage::UnitOfWork& work, const PaperIntent& intent, SetAside reason);
    /// Every form of theirs, also those set aside, the latest first: what happened to it beside it.
    struct Written
    {
        PaperIntent intent;
        std::optional<SetAside> set_aside;
    };
    static std::vector<Written> written(storage::UnitOfWork& work, PersonId person);

    static constexpr int page_size = 50;
    /// Who waits, in the order in which they came; what stands in a record that follows another is
    /// that one's.
    static WaitingPage waiting(storage::UnitOfWork& work, const std::optional<After>& after);
    /// Those of them who came before this form; who has it is not among them.
    static std::vector<Waiting> before(storage::UnitOfWork& work, PersonId person,
                                       const PaperIntent& intent);
};

} // namespace evenhand::paper
