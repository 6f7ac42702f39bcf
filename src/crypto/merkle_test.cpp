#include "crypto/merkle.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>

#include <array>
#include <span>

namespace evenhand::crypto::merkle_test {

constexpr std::uint64_t most_leaves = 300;

// The leaves and roots that Certificate Transparency's own tests use.
constexpr std::array<std::string_view, 8> ct_leaves{"",
                                                    "00",
                                                    "10",
                                                    "2021",
                                                    "3031",
                                                    "40414243",
                                                    "5051525354555657",
                                                    "606162636465666768696a6b6c6d6e6f"};
constexpr std::array<std::string_view, 8> ct_roots{
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

// The second implementation: RFC 6962 2.1 word for word, recursive, over the whole list of leaves.
using Leaves = std::span<const Hash256>;

std::size_t split(std::size_t n)
{
    std::size_t k = 1;
    while (2 * k < n)
        k *= 2;
    return k;
}

Hash256 slow_root(Leaves leaves)
{
    if (leaves.empty()) return sha256("");
    if (leaves.size() == 1) return leaves[0];
    const std::size_t k = split(leaves.size());
    Bytes bytes{0x01};
    for (const Hash256& half : {slow_root(leaves.first(k)), slow_root(leaves.subspan(k))})
        bytes.insert(bytes.end(), half.bytes().begin(), half.bytes().end());
    return sha256(bytes);
}

Proof slow_path(std::size_t m, Leaves leaves)
{
    if (leaves.size() == 1) return {};
    const std::size_t k = split(leaves.size());
    const bool left = m < k;
    Proof path = left ? slow_path(m, leaves.first(k)) : slow_path(m - k, leaves.subspan(k));
    path.push_back(slow_root(left ? leaves.subspan(k) : leaves.first(k)));
    return path;
}

Proof slow_subproof(std::size_t m, Leaves leaves, bool whole)
{
    if (m == leaves.size()) return whole ? Proof{} : Proof{slow_root(leaves)};
    const std::size_t k = split(leaves.size());
    const bool left = m <= k;
    Proof path = left ? slow_subproof(m, leaves.first(k), whole)
                      : slow_subproof(m - k, leaves.subspan(k), false);
    path.push_back(slow_root(left ? leaves.subspan(k) : leaves.first(k)));
    return path;
}

struct Log
{
    std::vector<Hash256> leaves;
    MemoryHashes hashes;
    Frontier frontier;
    std::vector<Hash256> roots{empty_root()}; // roots[n] is the root of the first n leaves

    void append(const Hash256& leaf)
    {
        leaves.push_back(leaf);
        hashes.append(leaf);
        frontier.append(leaf);
        roots.push_back(frontier.root());
    }
    [[nodiscard]] TreeHead head(std::uint64_t size) const { return {size, roots[size]}; }
};

Log log_of(std::uint64_t size)
{
    Log log;
    for (std::uint64_t i = 0; i < size; ++i)
        log.append(leaf_hash(as_bytes(std::to_string(i))));
    return log;
}

// Every way of a proof to be a little wrong: one hash changed, dropped, doubled, one added.
std::vector<Proof> spoiled(const Proof& proof)
{
    std::vector<Proof> wrong;
    for (std::size_t i = 0; i < proof.size(); ++i) {
        Proof changed = proof;
        changed[i] = sha256(changed[i].bytes());
        wrong.push_back(changed);
        Proof shorter = proof;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        wrong.push_back(shorter);
    }
    Proof longer = proof;
    longer.push_back(sha256("more"));
    wrong.push_back(longer);
    Proof longer_in_front = proof;
    longer_in_front.insert(longer_in_front.begin(), sha256("more"));
    wrong.push_back(longer_in_front);
    return wrong;
}

TEST(Merkle, GivesTheRootsThatCertificateTransparencyPublishes)
{
    Frontier frontier;
    EXPECT_EQ(frontier.root().text(),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < ct_leaves.size(); ++i) {
        frontier.append(leaf_hash(from_hex(ct_leaves[i]).value()));
        EXPECT_EQ(frontier.root().text(), ct_roots[i]) << i + 1;
    }
}

TEST(Merkle, RootsAgreeWithTheSlowTreeUpToThreeHundredLeaves)
{
    const Log log = log_of(most_leaves);
    for (std::uint64_t size = 0; size <= most_leaves; ++size) {
        const Hash256 slow = slow_root(Leaves(log.leaves).first(size));
        EXPECT_EQ(log.roots[size], slow) << size;
        EXPECT_EQ(root_at(log.hashes, size), slow) << size;
    }
}

TEST(Inclusion, ProofsAgreeWithTheSlowOnesAndVerifyForEveryLeafOfEveryTree)
{
    const Log log = log_of(most_leaves);
    for (std::uint64_t size = 1; size <= most_leaves; size += size < 70 ? 1 : 23)
        for (std::uint64_t index = 0; index < size; ++index) {
            const Proof proof = inclusion_proof(log.hashes, index, size);
            ASSERT_EQ(proof, slow_path(index, Leaves(log.leaves).first(size)));
            ASSERT_TRUE(verify_inclusion(log.leaves[index], index, log.head(size), proof))
                << index << " of " << size;
        }
}

TEST(Consistency, ProofsAgreeWithTheSlowOnesAndVerifyForEveryPairOfTrees)
{
    const Log log = log_of(most_leaves);
    for (std::uint64_t size = 1; size <= most_leaves; size += size < 70 ? 1 : 23)
        for (std::uint64_t older = 1; older <= size; ++older) {
            const Proof proof = consistency_proof(log.hashes, older, size);
            ASSERT_EQ(proof, slow_subproof(older, Leaves(log.leaves).first(size), true));
            ASSERT_TRUE(verify_consistency(log.head(older), log.head(size), proof))
                << older << " to " << size;
        }
}

TEST(Inclusion, EverySpoiledProofAndEveryOtherClaimIsRefused)
{
    const Log log = log_of(40);
    for (std::uint64_t size = 1; size <= 40; ++size)
        for (std::uint64_t index = 0; index < size; ++index) {
            const Proof proof = inclusion_proof(log.hashes, index, size);
            const Hash256& leaf = log.leaves[index];
            for (const Proof& wrong : spoiled(proof))
                ASSERT_FALSE(verify_inclusion(leaf, index, log.head(size), wrong));
            ASSERT_FALSE(verify_inclusion(sha256("leaf"), index, log.head(size), proof));
            ASSERT_FALSE(verify_inclusion(leaf, size, log.head(size), proof));
            ASSERT_FALSE(verify_inclusion(leaf, index, {size, sha256("root")}, proof));
            for (std::uint64_t other = 0; other < size; ++other)
                ASSERT_EQ(verify_inclusion(leaf, other, log.head(size), proof), other == index);
        }
    EXPECT_FALSE(verify_inclusion(empty_root(), 0, log.head(0), {}));
}

TEST(Consistency, EverySpoiledProofAndEveryOtherPairIsRefused)
{
    const Log log = log_of(40);
    for (std::uint64_t size = 1; size <= 40; ++size)
        for (std::uint64_t older = 1; older < size; ++older) {
            const Proof proof = consistency_proof(log.hashes, older, size);
            for (const Proof& wrong : spoiled(proof))
                ASSERT_FALSE(verify_consistency(log.head(older), log.head(size), wrong));
            ASSERT_FALSE(verify_consistency({older, sha256("root")}, log.head(size), proof));
            ASSERT_FALSE(verify_consistency(log.head(older), {size, sha256("root")}, proof));
            ASSERT_FALSE(verify_consistency(log.head(older), log.head(size), {}));
            ASSERT_FALSE(verify_consistency(log.head(size), log.head(older), proof));
        }
}

TEST(Consistency, OfEqualAndOfEmptyTreesNeedsNoProof)
{
    const Log log = log_of(3);
    EXPECT_TRUE(consistency_proof(log.hashes, 3, 3).empty());
    EXPECT_TRUE(consistency_proof(log.hashes, 0, 3).empty());
    EXPECT_TRUE(verify_consistency(log.head(3), log.head(3), {}));
    EXPECT_TRUE(verify_consistency(log.head(0), log.head(3), {}));
    EXPECT_TRUE(verify_consistency(log.head(0), log.head(0), {}));
    EXPECT_FALSE(verify_consistency(log.head(3), {3, sha256("fork")}, {}));
    EXPECT_FALSE(verify_consistency(log.head(3), log.head(3), {sha256("more")}));
    EXPECT_FALSE(verify_consistency({0, sha256("not empty")}, log.head(3), {}));
    EXPECT_FALSE(verify_consistency(log.head(0), log.head(3), {sha256("more")}));
}

TEST(Consistency, AForkedLogHasNoProof)
{
    Log honest = log_of(20);
    Log forked = log_of(9);
    forked.append(leaf_hash(as_bytes("another tenth")));
    for (std::uint64_t i = 10; i < 20; ++i)
        forked.append(honest.leaves[i]);
    for (std::uint64_t older = 10; older < 20; ++older)
        EXPECT_FALSE(verify_consistency(honest.head(older), forked.head(20),
                                        consistency_proof(forked.hashes, older, 20)));
    EXPECT_TRUE(verify_consistency(honest.head(9), forked.head(20),
                                   consistency_proof(forked.hashes, 9, 20)));
}

TEST(Frontier, GoesOnFromItsTextAsIfItHadNeverStopped)
{
    const Log log = log_of(most_leaves);
    std::string row = Frontier().text();
    EXPECT_EQ(row, "0");
    for (std::uint64_t i = 0; i < most_leaves; ++i) {
        auto frontier = Frontier::parse(row);
        ASSERT_TRUE(frontier) << row;
        ASSERT_EQ(frontier->root(), log.roots[i]);
        frontier->append(log.leaves[i]);
        row = frontier->text();
    }
    EXPECT_EQ(Frontier::parse(row), log.frontier);
}

TEST(Frontier, AnyOtherTextIsRefused)
{
    const std::string three = log_of(3).frontier.text();
    ASSERT_TRUE(Frontier::parse(three));
    for (const std::string& text :
         {std::string(), std::string(" "), "2" + three.substr(1), "03" + three.substr(1),
          "+3" + three.substr(1), "-1" + three.substr(1), three + " ", three + "0",
          three.substr(0, three.size() - 1), three.substr(0, 66), std::string("3"),
          std::string("0 "), std::string("18446744073709551616"), "3\t" + three.substr(2),
          three + three.substr(66)})
        EXPECT_FALSE(Frontier::parse(text)) << text;
    std::string upper = three;
    upper[upper.find_first_of("abcdef")] -= 'a' - 'A';
    EXPECT_FALSE(Frontier::parse(upper));
}

TEST(Merkle, QuestionsOutsideTheLogAreOurBug)
{
    const Log log = log_of(5);
    EXPECT_THROW((void)inclusion_proof(log.hashes, 5, 5), Bug);
    EXPECT_THROW((void)consistency_proof(log.hashes, 5, 4), Bug);
    EXPECT_THROW((void)root_at(log.hashes, 6), Bug);
}

} // namespace evenhand::crypto::merkle_test
