#include "core/keyed_random_source.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace evenhand::keyed_random_source_test {

std::string drawn(KeyedRandomSource& source, std::size_t size)
{
    Bytes bytes(size);
    source.fill(bytes);
    return to_hex(bytes);
}

std::string drawn(KeyedRandomSource&& source, std::size_t size)
{
    return drawn(source, size);
}

TEST(KeyedRandomSource, TheSameKeyAndLabelGiveTheSameBytesForEver)
{
    // Made by an independent computation: ChaCha20 (RFC 8439, counter 0, nonce 0) under
    // BLAKE2b-256(key, label), with Python's hashlib and OpenSSL.
    EXPECT_EQ(drawn(KeyedRandomSource::from_seed(20260301, "label"), 16),
              "064dbc5f4299bb22b3cae8c596635811");
    const std::string across_blocks = drawn(KeyedRandomSource::from_seed(20260301, "label"), 76);
    EXPECT_EQ(across_blocks.substr(2 * 60), "ad9be6fbd2be7aa18ecc9210d11e2bd2");
    EXPECT_EQ(drawn(KeyedRandomSource::from_seed(20260301), 16),
              "78cfddc4df5594d8a22027752264907e");
}

TEST(KeyedRandomSource, HowTheBytesAreCutIntoCallsChangesNothing)
{
    const std::string whole = drawn(KeyedRandomSource::from_seed(1), 300);
    auto source = KeyedRandomSource::from_seed(1);
    std::string pieces;
    for (const std::size_t size : {1U, 63U, 64U, 65U, 0U, 107U})
        pieces += drawn(source, size);
    EXPECT_EQ(pieces, whole);
}

TEST(KeyedRandomSource, OtherKeysAndLabelsGiveOtherStreams)
{
    auto source = KeyedRandomSource::from_seed(1);
    std::set<std::string> streams{
        drawn(KeyedRandomSource::from_seed(1), 16), drawn(KeyedRandomSource::from_seed(2), 16),
        drawn(KeyedRandomSource::from_seed(1, "a"), 16),
        drawn(KeyedRandomSource::from_seed(1, "b"), 16), drawn(source.labelled("a"), 16)};
    EXPECT_EQ(streams.size(), 5U);
}

TEST(KeyedRandomSource, ALabelledStreamDoesNotDependOnWhatWasDrawn)
{
    auto source = KeyedRandomSource::from_seed(1);
    const std::string before = drawn(source.labelled("a"), 16);
    drawn(source, 1000);
    EXPECT_EQ(drawn(source.labelled("a"), 16), before);
}

TEST(KeyedRandomSource, ThreadsShareOneStreamWithoutLosingOrDoublingABlock)
{
    constexpr std::size_t threads = 4;
    constexpr std::size_t blocks = 200;
    std::multiset<std::string> wanted;
    auto alone = KeyedRandomSource::from_seed(7);
    for (std::size_t i = 0; i < threads * blocks; ++i)
        wanted.insert(drawn(alone, 64));

    auto shared = KeyedRandomSource::from_seed(7);
    std::vector<std::vector<std::string>> got(threads);
    std::vector<std::thread> workers;
    for (auto& mine : got)
        workers.emplace_back([&shared, &mine] {
            for (std::size_t i = 0; i < blocks; ++i)
                mine.push_back(drawn(shared, 64));
        });
    for (auto& worker : workers)
        worker.join();
    std::multiset<std::string> all;
    for (const auto& mine : got)
        all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all, wanted);
}

} // namespace evenhand::keyed_random_source_test
