#include "storage/audit_leaf.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace evenhand;
using namespace evenhand::storage;

namespace audit_leaf_test {

crypto::Hash256 hash_of(std::string_view text)
{
    return crypto::sha256(text);
}

Leaf two_entries()
{
    Leaf leaf{7,
              Instant::from_micros(1'790'000'000'000'001),
              crypto::Mode::training,
              *UnitId::parse("00112233445566778899aabbccddeeff"),
              ActorKind::staff,
              "0f1e2d3c",
              "intake_officer",
              "open a referral",
              {},
              hash_of("previous")};
    leaf.entries.push_back({AuditEntry::Kind::updated, "updated", "referral_state", "ab12",
                            hash_of("before"), hash_of("after"), hash_of("why")});
    leaf.entries.push_back(
        {AuditEntry::Kind::event, "referral.viewed", "", "", {}, {}, hash_of("detail")});
    return leaf;
}

// The second, slow reader of docs/methods/audit.md: it was written from the document, takes one
// byte at a time, and shares nothing with the one under test.
struct SlowReader
{
    std::vector<std::uint8_t> bytes;
    std::size_t at = 0;

    unsigned long long number(int width)
    {
        unsigned long long value = 0;
        for (int i = 0; i < width; ++i)
            value = value * 256 + bytes.at(at++);
        return value;
    }
    std::string text()
    {
        std::string out;
        for (auto left = number(4); left > 0; --left)
            out += static_cast<char>(bytes.at(at++));
        return out;
    }
    std::string hex(int width)
    {
        std::string out;
        for (int i = 0; i < width; ++i) {
            const auto byte = static_cast<unsigned>(bytes.at(at++));
            out += "0123456789abcdef"[byte / 16];
            out += "0123456789abcdef"[byte % 16];
        }
        return out;
    }
};

std::string name_for(const LeafEntry& entry)
{
    return std::to_string(static_cast<int>(entry.kind)) + "|" + entry.action + "|" +
           entry.object_type + "|" + entry.object_id + "|";
}

std::string said_by_slow_reader(const Bytes& bytes)
{
    SlowReader in{bytes};
    std::string out;
    const auto say = [&out](const std::string& label, const std::string& value) {
        out += label;
        out += value;
    };
    say("v", std::to_string(in.number(1)));
    say(" #", std::to_string(in.number(8)));
    say(" at", std::to_string(in.number(8)));
    say(" mode", std::to_string(in.number(1)));
    say(" unit", in.hex(16));
    say(" actor", std::to_string(in.number(1)));
    say(":", in.text());
    say(" role:", in.text());
    say(" purpose:", in.text());
    for (auto left = in.number(4); left > 0; --left) {
        const auto kind = in.number(1);
        say("\n", std::to_string(kind));
        for (int texts = 0; texts < 3; ++texts)
            say("|", in.text());
        if (kind == 2) say("|", in.hex(32));
        if (kind != 3) say("|", in.hex(32));
        say("|", in.hex(32));
    }
    say("\nprevious", in.hex(32));
    if (in.at != bytes.size()) out += " and something left over";
    return out;
}

std::string said_of(const Leaf& leaf)
{
    std::string out = "v1 #" + std::to_string(leaf.index);
    out += " at" + std::to_string(static_cast<std::uint64_t>(leaf.at.micros()));
    out += " mode" + std::to_string(static_cast<int>(leaf.mode) + 1);
    out += " unit" + leaf.unit.text();
    out += " actor" + std::to_string(static_cast<int>(leaf.actor_kind) + 1) + ":" + leaf.actor_id;
    out += " role:" + leaf.role + " purpose:" + leaf.purpose;
    for (const auto& entry : leaf.entries) {
        out += "\n" + name_for(entry);
        if (entry.kind == AuditEntry::Kind::updated) out += entry.before.text() + "|";
        if (entry.kind != AuditEntry::Kind::event) out += entry.after.text() + "|";
        out += entry.detail.text();
    }
    return out + "\nprevious" + leaf.previous.text();
}

std::string any_text(std::size_t longest)
{
    const auto size = *rc::gen::inRange<std::size_t>(0, longest);
    std::string out;
    for (std::size_t i = 0; i < size; ++i) {
        char c = *rc::gen::inRange('!', '~');
        out += c == '@' ? '-' : c;
    }
    return out;
}

crypto::Hash256 any_hash()
{
    return crypto::sha256(any_text(9));
}

LeafEntry any_entry()
{
    LeafEntry entry;
    entry.kind = *rc::gen::element(AuditEntry::Kind::appended, AuditEntry::Kind::updated,
                                   AuditEntry::Kind::event);
    entry.action = "did " + any_text(20);
    entry.object_type = any_text(12);
    entry.object_id = any_text(40);
    if (entry.kind == AuditEntry::Kind::updated) entry.before = any_hash();
    if (entry.kind != AuditEntry::Kind::event) entry.after = any_hash();
    entry.detail = any_hash();
    return entry;
}

Leaf any_leaf()
{
    Leaf leaf = two_entries();
    leaf.index = *rc::gen::arbitrary<std::uint64_t>();
    leaf.at = Instant::from_micros(*rc::gen::arbitrary<std::int64_t>());
    leaf.mode = *rc::gen::element(crypto::Mode::demo, crypto::Mode::training, crypto::Mode::live);
    leaf.actor_kind = *rc::gen::element(ActorKind::system, ActorKind::job, ActorKind::visitor,
                                        ActorKind::participant, ActorKind::staff);
    leaf.actor_id = any_text(40);
    leaf.role = any_text(20);
    leaf.purpose = any_text(60);
    leaf.entries.clear();
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i)
        leaf.entries.push_back(any_entry());
    leaf.previous = any_hash();
    return leaf;
}

} // namespace audit_leaf_test

using namespace audit_leaf_test;

TEST(AuditLeaf, AnyLeafIsReadBackAsItWasWrittenByBothReaders)
{
    EXPECT_TRUE(rc::check([] {
        const Leaf leaf = any_leaf();
        const Bytes bytes = canonical_leaf(leaf);
        const auto read = parse_leaf(bytes);
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == leaf);
        RC_ASSERT(said_by_slow_reader(bytes) == said_of(leaf));
    }));
}

TEST(AuditLeaf, ChangingAnyByteGivesAnotherLeafOrNone)
{
    const Bytes bytes = canonical_leaf(two_entries());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        Bytes forged = bytes;
        forged[at] ^= 1;
        const auto read = parse_leaf(forged);
        if (!read) continue;
        EXPECT_NE(*read, two_entries()) << "byte " << at;
        EXPECT_EQ(canonical_leaf(*read), forged) << "byte " << at;
    }
}

TEST(AuditLeaf, ALeafCutShortAnywhereIsRefused)
{
    const Bytes bytes = canonical_leaf(two_entries());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto read = parse_leaf(ByteView(bytes).first(size));
        ASSERT_FALSE(read.has_value()) << size;
        EXPECT_EQ(read.error(), LeafFault::cut_short) << size;
    }
}

TEST(AuditLeaf, AByteTooManyIsRefused)
{
    Bytes bytes = canonical_leaf(two_entries());
    bytes.push_back(0);
    const auto read = parse_leaf(bytes);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error(), LeafFault::not_strict);
}

TEST(AuditLeaf, AForgedCountOfEntriesAsksForNoMemory)
{
    Leaf leaf = two_entries();
    leaf.entries.resize(1);
    Bytes bytes = canonical_leaf(leaf);
    const std::size_t texts = leaf.actor_id.size() + leaf.role.size() + leaf.purpose.size();
    const std::size_t count_at = 1 + 8 + 8 + 1 + 16 + 1 + 3 * 4 + texts;
    ASSERT_EQ(bytes.at(count_at + 3), 1);
    for (std::size_t i = 0; i < 4; ++i)
        bytes[count_at + i] = 0xff;
    const auto read = parse_leaf(bytes);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error(), LeafFault::cut_short);
}

TEST(AuditLeaf, AnotherVersionIsRefused)
{
    Bytes bytes = canonical_leaf(two_entries());
    bytes[0] = 2;
    const auto read = parse_leaf(bytes);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error(), LeafFault::unknown_version);
}

TEST(AuditLeaf, AUnitThatDidNothingHasNoLeaf)
{
    Leaf leaf = two_entries();
    leaf.entries.clear();
    EXPECT_THROW(canonical_leaf(leaf), Bug);
}

TEST(AuditLeaf, ANameOrAnAddressPutWhereAnIdBelongsStopsTheUnitOfWork)
{
    for (const char* wrong : {"Amina Example", "amina@example.com", "Zo\xc3\xab", "a\nb"}) {
        Leaf leaf = two_entries();
        leaf.entries[0].object_id = wrong;
        EXPECT_THROW(canonical_leaf(leaf), Bug) << wrong;
        leaf = two_entries();
        leaf.actor_id = wrong;
        EXPECT_THROW(canonical_leaf(leaf), Bug) << wrong;
    }
}

TEST(AuditLeaf, ACommitmentDependsOnSaltValueAndPlace)
{
    const Bytes salt(32, 1);
    const Bytes other_salt(32, 2);
    const auto base = commitment(salt, Committed::before, as_bytes("value"));
    EXPECT_EQ(base, commitment(salt, Committed::before, as_bytes("value")));
    EXPECT_NE(base, commitment(other_salt, Committed::before, as_bytes("value")));
    EXPECT_NE(base, commitment(salt, Committed::after, as_bytes("value")));
    EXPECT_NE(base, commitment(salt, Committed::before, as_bytes("valuf")));
}
