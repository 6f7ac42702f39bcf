// Two programs, written apart from one page (docs/methods/rct-1.md), must give the same sequence
// and roots for whatever spec, and the same verdict on a receipt.
#include "randomisation/sealed/sequence.hpp"
#include "tests/randomisation/random_spec.hpp"
#include "tests/support/program.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>

namespace evenhand::tests::agreement_test {

using Json = nlohmann::json;

int specs_to_try()
{
    const char* is_long = std::getenv("EVENHAND_LONG");
    return is_long != nullptr && std::string(is_long) == "1" ? 1'000 : 12;
}

void write(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

Json answer_of(std::vector<std::string> program, const std::string& spec_file,
               const Ceremony& ceremony)
{
    program.insert(program.end(), {"--spec", spec_file});
    const auto rest = ceremony.arguments();
    program.insert(program.end(), rest.begin(), rest.end());
    const Ran ran = run(program);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return Json::parse(ran.out, nullptr, /*allow_exceptions=*/false);
}

TEST(TwoImplementations, AgreeOnEveryArmAndRootOfRandomSpecs)
{
    const ScratchFolder folder("agreement");
    const std::string spec_file = folder.path() / "spec.json";
    const Rng root(20261122);
    for (int number = 0; number < specs_to_try(); ++number) {
        Rng rng = root.stream(fmt::format("spec/{}", number));
        const Ceremony ceremony = random_ceremony(rng);
        write(spec_file, ceremony.spec);
        const Json ours = answer_of({EVENHAND_TEST_PROGRAM, "randomise", "derive", "--json"},
                                    spec_file, ceremony);
        const Json theirs =
            answer_of({"python3", "verify/verify.py", "derive"}, spec_file, ceremony);
        ASSERT_TRUE(ours.is_object()) << ceremony.spec;
        ASSERT_EQ(ours, theirs) << "spec " << number << "\n" << ceremony.spec;
    }
}

sealed::Sequence some_sequence()
{
    const auto spec = schemes::read_sequence_spec(
        R"({"alg":"bigstick/1","arms":["a","b"],"capacity":21,"mti":3,"ratio":[1,1],"strata":["x","y"]})");
    std::vector<sealed::Contribution> contributions;
    contributions.push_back({"platform", *crypto::SecretKey::from_bytes(Bytes(32, 7))});
    return {"EXAMPLE-2", *spec,
            sealed::EpochKeys::derive(contributions, std::nullopt, crypto::sha256("spec"))};
}

TEST(TwoImplementations, AReceiptOfOursIsProvedByTheOtherAndAFalseOneIsNot)
{
    const ScratchFolder folder("receipt");
    const std::string file = folder.path() / "receipt.json";
    const sealed::Sequence sequence = some_sequence();
    const std::string root = sequence.head(1).root.text();
    const auto verdict = [&](const std::string& receipt) {
        write(file, receipt);
        return run({"python3", "verify/verify.py", "receipt", file, "--root", root}).code;
    };
    for (const std::uint32_t position : {0U, 7U, 15U, 16U, 20U})
        EXPECT_EQ(verdict(text_of(sequence.receipt({1, position}))), 0) << position;

    Json other_arm = Json::parse(text_of(sequence.receipt({1, 5})));
    other_arm["arm"] = 1 - other_arm["arm"].get<int>();
    EXPECT_EQ(verdict(other_arm.dump()), 1);
    EXPECT_EQ(verdict(text_of(sequence.receipt({0, 5}))), 1) << "of another stratum";
    EXPECT_EQ(verdict("{}"), 2);
}

} // namespace evenhand::tests::agreement_test
