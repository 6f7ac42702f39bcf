#include "storage/audit_chain.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>

using namespace evenhand;
using namespace evenhand::storage;

namespace audit_chain_test {

/// A log as its table holds it, and the head that goes with it.
struct Log
{
    std::vector<Leaf> leaves;
    std::vector<StoredLeaf> rows;
    AuditHead head;
};

StoredLeaf stored(const Leaf& leaf)
{
    const Bytes bytes = canonical_leaf(leaf);
    return {static_cast<std::int64_t>(leaf.index), leaf.unit.text(), to_base64url(bytes),
            crypto::leaf_hash(bytes).text()};
}

/// What a forger does who can hash: every leaf from `from` on is chained and stored anew.
void rewrite(Log& log, std::size_t from, std::size_t to)
{
    for (std::size_t i = from; i < to; ++i) {
        if (i > 0) log.leaves[i].previous = *crypto::Hash256::parse(log.rows[i - 1].hash);
        log.rows[i] = stored(log.leaves[i]);
    }
}

void fit_head(Log& log)
{
    log.head = {static_cast<std::int64_t>(log.rows.size()),
                *crypto::Hash256::parse(log.rows.back().hash), log.leaves.back().at};
}

Log log_of(std::size_t size)
{
    Log log;
    for (std::size_t i = 0; i < size; ++i) {
        const auto name = crypto::sha256(std::to_string(i)).text();
        Leaf leaf{i,
                  Instant::from_micros(1'790'000'000'000'000 + static_cast<std::int64_t>(i) * 10),
                  crypto::Mode::demo,
                  *UnitId::parse(name.substr(0, 32)),
                  ActorKind::staff,
                  "actor",
                  "",
                  "a test",
                  {},
                  {}};
        leaf.entries.push_back(
            {AuditEntry::Kind::event, "seen", "thing", name.substr(0, 8), {}, {}, {}});
        log.leaves.push_back(leaf);
        log.rows.emplace_back();
    }
    rewrite(log, 0, size);
    fit_head(log);
    return log;
}

Findings check(const Log& log, const AuditChecks& checks = {})
{
    Findings findings;
    ChainCheck chain(crypto::Mode::demo, checks, findings);
    for (const auto& row : log.rows)
        chain.next(row);
    chain.finish(log.head);
    return findings;
}

/// RFC 6962 2.1 as it is written there: split at the largest power of two below the size.
crypto::Hash256 slow_root(const std::vector<Leaf>& leaves, std::size_t from, std::size_t size)
{
    Bytes joined;
    if (size == 1) {
        joined.push_back(0);
        for (const auto byte : canonical_leaf(leaves[from]))
            joined.push_back(byte);
        return crypto::sha256(ByteView(joined));
    }
    std::size_t split = 1;
    while (split * 2 < size)
        split *= 2;
    joined.push_back(1);
    const auto left = slow_root(leaves, from, split);
    const auto right = slow_root(leaves, from + split, size - split);
    joined.insert(joined.end(), left.bytes().begin(), left.bytes().end());
    joined.insert(joined.end(), right.bytes().begin(), right.bytes().end());
    return crypto::sha256(ByteView(joined));
}

} // namespace audit_chain_test

using namespace audit_chain_test;

TEST(ChainCheck, ASoundLogOfAnySizeHasNoFindingAndTheRootOfTheSlowTree)
{
    for (const std::size_t size : {1U, 2U, 3U, 7U, 8U, 9U, 100U}) {
        const Log log = log_of(size);
        Findings findings;
        ChainCheck chain(crypto::Mode::demo, {}, findings);
        for (std::size_t i = 0; i < size; ++i) {
            EXPECT_EQ(chain.next(log.rows[i]), log.leaves[i]);
            EXPECT_EQ(chain.tree().root(), slow_root(log.leaves, 0, i + 1));
        }
        chain.finish(log.head);
        EXPECT_EQ(findings.count(), 0U) << size;
    }
}

TEST(ChainCheck, AnEmptyLogWithAnEmptyHeadIsSound)
{
    EXPECT_EQ(check(Log{}).count(), 0U);
}

TEST(ChainCheck, AnyCharacterChangedInAnyStoredLeafIsFoundAtThatLeaf)
{
    const Log sound = log_of(12);
    EXPECT_TRUE(rc::check([&sound] {
        Log log = sound;
        const auto at = *rc::gen::inRange<std::size_t>(0, log.rows.size());
        auto& row = log.rows[at];
        auto& text = **rc::gen::element(&row.unit, &row.entry, &row.hash);
        auto& character = text[*rc::gen::inRange<std::size_t>(0, text.size())];
        const char old = character;
        character =
            *rc::gen::suchThat(rc::gen::inRange(' ', '~'), [old](char c) { return c != old; });
        const auto findings = check(log);
        RC_ASSERT(findings.count() > 0U);
        RC_ASSERT(findings.first_leaf() == at);
    }));
}

TEST(ChainCheck, ALeafEditedWithItsHashMadeToFitIsNamedNotItsSuccessor)
{
    for (std::size_t at = 0; at < 6; ++at) {
        Log log = log_of(6);
        log.leaves[at].purpose = "another purpose";
        rewrite(log, at, at + 1);
        const auto findings = check(log);
        ASSERT_EQ(findings.count(), 1U) << at;
        EXPECT_EQ(findings.first_leaf(), at);
    }
}

TEST(ChainCheck, TwoLeavesRewrittenTogetherAreFoundAtTheSecond)
{
    Log log = log_of(9);
    log.leaves[3].purpose = "another purpose";
    rewrite(log, 3, 5);
    const auto findings = check(log);
    EXPECT_EQ(findings.first_leaf(), 4U);
}

TEST(ChainCheck, ADeletedLeafIsNamed)
{
    for (std::size_t at = 0; at < 6; ++at) {
        Log log = log_of(6);
        log.rows.erase(log.rows.begin() + static_cast<std::ptrdiff_t>(at));
        const auto findings = check(log);
        EXPECT_EQ(findings.first_leaf(), at);
        EXPECT_EQ(findings.kept().front().breach, Breach::leaf_missing);
    }
}

TEST(ChainCheck, ADeletionWithTheRestMovedUpIsNamed)
{
    Log log = log_of(8);
    log.rows.erase(log.rows.begin() + 3);
    for (std::size_t i = 3; i < log.rows.size(); ++i)
        log.rows[i].idx = static_cast<int>(i);
    EXPECT_EQ(check(log).first_leaf(), 3U);
}

TEST(ChainCheck, TwoLeavesExchangedAreFoundAtTheFirst)
{
    for (const auto& [one, other] : {std::pair{1, 2}, {0, 5}, {2, 6}}) {
        Log log = log_of(8);
        auto& a = log.rows[static_cast<std::size_t>(one)];
        auto& b = log.rows[static_cast<std::size_t>(other)];
        std::swap(a, b);
        std::swap(a.idx, b.idx);
        EXPECT_EQ(check(log).first_leaf(), static_cast<std::uint64_t>(one));
    }
}

TEST(ChainCheck, ALeafPutInASecondTimeIsFoundWhereItStands)
{
    Log log = log_of(8);
    log.rows.insert(log.rows.begin() + 4, log.rows[3]);
    EXPECT_EQ(check(log).first_leaf(), 3U);
    log = log_of(8);
    log.rows.push_back(log.rows[2]);
    log.rows.back().idx = 8;
    EXPECT_EQ(check(log).first_leaf(), 8U);
}

TEST(ChainCheck, ACutLogIsFoundByTheHeadAtTheFirstLeafCut)
{
    Log log = log_of(8);
    log.rows.resize(5);
    const auto findings = check(log);
    EXPECT_EQ(findings.first_leaf(), 5U);
    EXPECT_EQ(findings.kept().front().breach, Breach::leaf_missing);
}

TEST(ChainCheck, ABackDatedLeafIsFoundEvenIfAllAfterItIsRewritten)
{
    Log log = log_of(8);
    log.leaves[5].at = log.leaves[3].at;
    rewrite(log, 5, 8);
    fit_head(log);
    const auto findings = check(log);
    ASSERT_EQ(findings.count(), 1U);
    EXPECT_EQ(findings.first_leaf(), 5U);
    EXPECT_EQ(findings.kept().front().breach, Breach::time_turned_back);
}

TEST(ChainCheck, ADemoLogIsRefusedUnderKeysOfALiveTrial)
{
    const Log log = log_of(1);
    Findings findings;
    ChainCheck chain(crypto::Mode::live, {}, findings);
    chain.next(log.rows[0]);
    chain.finish(log.head);
    ASSERT_EQ(findings.count(), 1U);
    EXPECT_EQ(findings.kept().front().breach, Breach::wrong_mode);
}

TEST(ChainCheck, ALostOrChangedHeadIsFound)
{
    const Log log = log_of(4);
    Findings findings;
    ChainCheck chain(crypto::Mode::demo, {}, findings);
    for (const auto& row : log.rows)
        chain.next(row);
    chain.finish(std::nullopt);
    EXPECT_EQ(findings.kept().front().breach, Breach::head_wrong);

    Log late = log;
    late.head.last_at = late.head.last_at + std::chrono::seconds(1);
    EXPECT_EQ(check(late).kept().front().breach, Breach::head_wrong);
    Log other = log;
    other.head.last_hash = crypto::sha256("other");
    EXPECT_EQ(check(other).count(), 1U);
}

TEST(ChainCheck, AWalkFromTheMiddleFindsWhatIsWrongAfterIt)
{
    const Log sound = log_of(20);
    crypto::Frontier tree;
    for (std::size_t i = 0; i < 11; ++i)
        tree.append(crypto::leaf_hash(canonical_leaf(sound.leaves[i])));
    const auto walk = [&tree](const Log& log) {
        Findings findings;
        ChainCheck chain(crypto::Mode::demo, findings, tree, log.rows[10]);
        for (std::size_t i = 11; i < log.rows.size(); ++i)
            chain.next(log.rows[i]);
        chain.finish(log.head);
        return findings;
    };
    EXPECT_EQ(walk(sound).count(), 0U);
    Log forged = sound;
    forged.leaves[15].role = "other";
    rewrite(forged, 15, 16);
    EXPECT_EQ(walk(forged).first_leaf(), 15U);
    forged = sound;
    forged.leaves[10].role = "other";
    rewrite(forged, 10, 11);
    EXPECT_EQ(walk(forged).first_leaf(), 10U);
}

// Teeth: each check is put out of work once, and the forgery that only it can see goes unnoticed.
// So the tests above can fail.
TEST(ChainCheck, WithACheckOutOfWorkItsForgeryGoesUnnoticed)
{
    struct Case
    {
        const char* check;
        bool AuditChecks::*flag;
        std::function<void(Log&)> forge;
    };
    const Case cases[] = {
        {"leaf_hash", &AuditChecks::leaf_hash, [](Log& log) { log.rows[3].hash[5] ^= 1; }},
        {"leaf_index", &AuditChecks::leaf_index,
         [](Log& log) { log.rows.erase(log.rows.begin() + 3); }},
        {"chain", &AuditChecks::chain,
         [](Log& log) {
             log.leaves[3].role = "other";
             rewrite(log, 3, 4);
         }},
        {"time", &AuditChecks::time,
         [](Log& log) {
             log.leaves[5].at = log.leaves[1].at;
             rewrite(log, 5, 8);
             fit_head(log);
         }},
        {"mode", &AuditChecks::mode,
         [](Log& log) {
             log.leaves[5].mode = crypto::Mode::live;
             rewrite(log, 5, 8);
             fit_head(log);
         }},
        {"head", &AuditChecks::head, [](Log& log) { log.rows.resize(5); }},
    };
    for (const auto& [name, flag, forge] : cases) {
        Log log = log_of(8);
        forge(log);
        EXPECT_GT(check(log).count(), 0U) << name;
        AuditChecks blind;
        blind.*flag = false;
        EXPECT_EQ(check(log, blind).count(), 0U) << name;
    }
}
