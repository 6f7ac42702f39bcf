// Sequences of operations that nobody thought of, run on both engines and on a std::map: all three
// must hold the same rows and give the same answers at every step (style 8).
#include "core/check.hpp"
#include "storage/errors.hpp"
#include "storage/store_digest.hpp"
#include "storage/table_rows.hpp"
#include "storage/units.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::storage {
namespace conformance_prop {

constexpr Migration sample{
    "20990101T0007_generated",
    "-- table: made_up | class: operations | retention: the test | purpose: a record\n"
    "CREATE TABLE made_up (id TEXT NOT NULL PRIMARY KEY, said TEXT, counted BIGINT, label TEXT "
    "UNIQUE);\n"};
constexpr auto record_table =
    table("made_up", TableKind::record, text("id"), text("said"), number("counted"), text("label"));
constexpr Statement find("made up: find",
                         "SELECT said, counted, label FROM made_up WHERE id = :id");
constexpr Statement erase_row("made up: remove", "DELETE FROM made_up WHERE id = :id");
constexpr Statement erase_all("made up: remove all", "DELETE FROM made_up");
constexpr Statement count_leaves("made up: leaves", "SELECT count(*) FROM audit_leaf");

const Actor tester{ActorKind::system, "test", ""};

struct Row
{
    std::optional<std::string> said;
    std::optional<std::int64_t> counted;
    std::optional<std::string> label;
    friend bool operator==(const Row&, const Row&) = default;
};
using Model = std::map<std::string, Row>;

enum class Does { append, update, erase, log };

struct Step
{
    Does does = Does::append;
    std::string id;
    Row row;
};

enum class Ends { commits, abandons, throws };

/// One unit of work: some steps, and how it ends.
struct Unit
{
    std::vector<Step> steps;
    Ends ends = Ends::commits;
};

std::string printed(const Unit& unit)
{
    std::string out = unit.ends == Ends::commits ? "commits:" : "does not commit:";
    for (const auto& step : unit.steps)
        out += " " + std::to_string(static_cast<int>(step.does)) + step.id;
    return out;
}

void showValue(const Unit& unit, std::ostream& out)
{
    out << printed(unit);
}

template <class T>
rc::Gen<std::optional<T>> perhaps(rc::Gen<T> gen)
{
    return rc::gen::map(rc::gen::maybe(std::move(gen)), [](rc::Maybe<T> maybe) {
        return maybe ? std::optional<T>(*std::move(maybe)) : std::nullopt;
    });
}

/// Few ids and labels, so that they meet; texts with what engines are known to treat differently.
rc::Gen<Step> any_step()
{
    const auto text = rc::gen::element<std::string>("", "a", "A", "é", "e\u0301", "O'Brien", "x\ty",
                                                    ":id", "$1", "李🧭", "NULL");
    const auto number = rc::gen::weightedOneOf<std::int64_t>(
        {{3, rc::gen::inRange<std::int64_t>(-3, 3)},
         {1, rc::gen::element(std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::max())}});
    return rc::gen::build<Step>(
        rc::gen::set(&Step::does,
                     rc::gen::weightedElement<Does>(
                         {{5, Does::append}, {4, Does::update}, {2, Does::erase}, {1, Does::log}})),
        rc::gen::set(&Step::id, rc::gen::element<std::string>("a", "b", "c", "_d", "Zz", "B")),
        rc::gen::set(
            &Step::row,
            rc::gen::build<Row>(rc::gen::set(&Row::said, perhaps(text)),
                                rc::gen::set(&Row::counted, perhaps(number)),
                                rc::gen::set(&Row::label, perhaps(rc::gen::element<std::string>(
                                                              "one", "two", "three"))))));
}

rc::Gen<Unit> any_unit()
{
    return rc::gen::build<Unit>(
        rc::gen::set(&Unit::steps,
                     rc::gen::resize(5, rc::gen::container<std::vector<Step>>(any_step()))),
        rc::gen::set(&Unit::ends,
                     rc::gen::weightedElement<Ends>(
                         {{6, Ends::commits}, {1, Ends::abandons}, {1, Ends::throws}})));
}

class Refused : public std::exception
{
};

/// What the program does, on the model. Throws Refused where a rule of the schema says no.
void apply(Model& model, const Step& step)
{
    const auto label_taken = [&] {
        for (const auto& [id, row] : model) {
            if (id != step.id && step.row.label && row.label == step.row.label) return true;
        }
        return false;
    };
    if (step.does == Does::append && (model.contains(step.id) || label_taken())) throw Refused();
    if (step.does == Does::update && (!model.contains(step.id) || label_taken())) throw Refused();
    if (step.does == Does::append || step.does == Does::update) model[step.id] = step.row;
    if (step.does == Does::erase) model.erase(step.id);
}

void apply(UnitOfWork& work, const Step& step)
{
    const Binds row{{"id", step.id},
                    {"said", step.row.said},
                    {"counted", step.row.counted},
                    {"label", step.row.label}};
    switch (step.does) {
    case Does::append:
        work.append(record_table, row);
        return;
    case Does::update:
        if (!work.sql()
                 .row<std::optional<std::string>, std::optional<std::int64_t>,
                      std::optional<std::string>>(find, {{"id", step.id}})) {
            throw Refused();
        }
        work.update(record_table, row);
        return;
    case Does::erase:
        work.sql().execute(erase_row, {{"id", step.id}});
        return;
    case Does::log:
        work.log({"seen", "made_up", "list", step.row.said.value_or("")});
        return;
    }
}

struct Outcome
{
    bool kept = false;
    bool leaf = false;
};

Outcome run(Model& model, const Unit& unit)
{
    auto draft = model;
    try {
        for (const auto& step : unit.steps)
            apply(draft, step);
    } catch (const Refused&) {
        return {};
    }
    if (unit.ends != Ends::commits) return {};
    model = std::move(draft);
    bool audited = false;
    for (const auto& step : unit.steps)
        audited |= step.does != Does::erase;
    return {true, audited};
}

bool run(Units& units, const Unit& unit)
{
    try {
        units.write(tester, "generated", [&](UnitOfWork& work) {
            for (const auto& step : unit.steps)
                apply(work, step);
            if (unit.ends == Ends::abandons) work.abandon();
            if (unit.ends == Ends::throws) throw Refused();
        });
    } catch (const Refused&) {
        return false;
    } catch (const StorageError& error) {
        RC_ASSERT(error.failure() == Failure::constraint);
        return false;
    }
    return unit.ends == Ends::commits;
}

/// All rows by key range, two at a time.
Model held(Units& units)
{
    return units.read(tester, "look", [](UnitOfWork& work) {
        Model model;
        std::string after;
        while (true) {
            const auto rows = rows_after(work.sql(), record_table, after, 2);
            if (rows.empty()) return model;
            for (const auto& row : rows) {
                after = *row[0].text();
                Row kept;
                if (row[1].text() != nullptr) kept.said = *row[1].text();
                if (row[2].number() != nullptr) kept.counted = *row[2].number();
                if (row[3].text() != nullptr) kept.label = *row[3].text();
                model[after] = kept;
            }
        }
    });
}

std::int64_t leaves(Units& units)
{
    return units.read(tester, "look",
                      [](UnitOfWork& work) { return work.sql().one<std::int64_t>(count_leaves); });
}

TEST(GeneratedSequences, LeaveBothEnginesAndTheModelWithTheSameRows)
{
    std::vector<std::unique_ptr<tests::TestTrial>> trials;
    for (const auto engine : tests::engines_under_test()) {
        trials.push_back(std::make_unique<tests::TestTrial>(engine, std::span(&sample, 1)));
    }
    const auto held_alike = [&] {
        Model model;
        std::int64_t model_leaves = leaves(*trials[0]->units);
        for (auto& trial : trials) {
            trial->units->write(tester, "empty",
                                [](UnitOfWork& work) { work.sql().execute(erase_all); });
        }
        const auto sequence = *rc::gen::container<std::vector<Unit>>(any_unit());
        for (const auto& unit : sequence) {
            const auto outcome = run(model, unit);
            model_leaves += outcome.leaf ? 1 : 0;
            for (auto& trial : trials)
                RC_ASSERT(run(*trial->units, unit) == outcome.kept);
        }
        std::vector<TableDigest> digests;
        for (auto& trial : trials) {
            RC_ASSERT(held(*trial->units) == model);
            RC_ASSERT(leaves(*trial->units) == model_leaves);
            trial->database->read(
                [&](Connection& sql) { digests.push_back(digest_table(sql, "made_up")); });
        }
        for (const auto& digest : digests)
            RC_ASSERT(digest == digests.front());
    };
    EXPECT_TRUE(rc::check("engines and model agree", held_alike));
}

} // namespace conformance_prop
} // namespace evenhand::storage
