#include "storage/audit_proof.hpp"

#include "storage/audit_store.hpp"
#include "tests/support/audited_fill.hpp"
#include "tests/support/audited_store.hpp"

#include <gtest/gtest.h>

using namespace evenhand;
using namespace evenhand::storage;

namespace audit_proof_test {

class AuditProof : public testing::TestWithParam<Engine>
{
protected:
    tests::AuditedStore store{GetParam()};
    crypto::NoteVerifier log = checkpoint_verifier(store.keys(), tests::AuditedStore::origin);

    Result<std::string, ProofRefusal> proof_of(std::uint64_t index)
    {
        Result<std::string, ProofRefusal> proof = refuse(ProofRefusal::no_such_leaf);
        store.database().read([&](Connection& sql) { proof = audit_proof(sql, log, index); });
        return proof;
    }
    std::vector<Bytes> all_leaves()
    {
        std::vector<Bytes> leaves;
        store.database().read([&](Connection& sql) {
            for (const auto& row : leaves_from(sql, 0))
                leaves.push_back(*from_base64url(row.entry));
        });
        return leaves;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, AuditProof, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace audit_proof_test

using namespace audit_proof_test;

TEST_P(AuditProof, EveryLeafUnderACheckpointHasAProofThatHoldsForItAndForNoOther)
{
    tests::fill(store, 300, 7);
    const auto leaves = all_leaves();
    for (std::uint64_t index = 0; index < 293; ++index) {
        const auto proof = proof_of(index);
        ASSERT_TRUE(proof.has_value()) << index;
        EXPECT_TRUE(proves(*proof, leaves[index], log)) << index;
        EXPECT_FALSE(proves(*proof, leaves[(index + 1) % 293], log)) << index;
    }
}

TEST_P(AuditProof, ALeafAfterTheLastCheckpointIsNotSignedYetAndOneThatIsNotThereHasNone)
{
    tests::fill(store, 20, 3);
    EXPECT_EQ(proof_of(16).has_value(), true);
    EXPECT_EQ(proof_of(17).error(), ProofRefusal::not_signed_yet);
    EXPECT_EQ(proof_of(20).error(), ProofRefusal::no_such_leaf);
}

TEST_P(AuditProof, AChangeOfAnyByteOfAProofMakesItWorthless)
{
    tests::fill(store, 40, 0);
    const auto leaf = all_leaves()[11];
    const auto proof = proof_of(11).value();
    ASSERT_TRUE(proves(proof, leaf, log));
    for (std::size_t at = 0; at < proof.size(); ++at) {
        std::string forged = proof;
        forged[at] = forged[at] == 'x' ? 'y' : 'x';
        EXPECT_FALSE(proves(forged, leaf, log)) << at;
        EXPECT_FALSE(proves(proof.substr(0, at), leaf, log)) << at;
    }
    const auto other = crypto::Keys::for_demo(8, Instant::from_micros(0));
    EXPECT_FALSE(proves(proof, leaf, checkpoint_verifier(other, tests::AuditedStore::origin)));
}
