#pragma once

// A house on a disk with as many people in its store as a trial will have, for benchmarks. Some of
// them came through the real routes, so that every list holds what such a list holds; the others
// are written through the stores, so that what is searched is as large as it will be, and that
// thousands stand at the draw.

#include "app/allocator_process.hpp"
#include "app/house.hpp"
#include "core/keyed_random_source.hpp"
#include "rehearsal/fill.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_store.hpp"

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace evenhand::journey_benchmark {

struct FillSize
{
    std::size_t in_story = 1'500;    ///< came by a demonstration's story
    std::size_t beside = 8'500;      ///< written through the stores
    std::size_t at_the_draw = 4'000; ///< of those beside, with every fact that a gate asks for
};

struct FillOptions
{
    FillSize size;
    /// Emptied before, and gone afterwards: on a disk, if commits are to reach one.
    std::filesystem::path folder;
    /// Positions are opened as `serve` has it, by a child behind a socket. The child is this same
    /// program, which must then answer to the word "allocator".
    bool allocator_process = false;
    std::function<void(const std::string&)> say = {}; ///< how far it is
};

/// What the people of the story cost, who came through the routes.
struct Cost
{
    double seconds = 0;
    double processor_seconds = 0;
    double bytes = 0; ///< of the store
};

/// By what somebody of this house is searched for, as it is typed.
struct Sought
{
    std::string study_number;
    std::string nhs_number;
    std::string family_name;
    LocalDate birth_date;
};

class FilledHouse
{
public:
    /// Fills it, which takes minutes. A server of tests must be there for PostgreSQL. Its time
    /// stands at ten o'clock on the day on which the story stops.
    FilledHouse(storage::Engine engine, FillOptions fill);
    ~FilledHouse();
    FilledHouse(const FilledHouse&) = delete;
    FilledHouse& operator=(const FilledHouse&) = delete;

    app::House& house() { return house_; }
    [[nodiscard]] Instant now() const { return time_.now(); }
    tests::TestClient browser() { return tests::TestClient(*house_.dispatcher); }
    tests::TestClient signed_in(const std::string& handle);
    /// Somebody who stands at the draw, each time another. Safe from any thread.
    identity::PersonId next_at_the_draw() { return ready_.at(next_++ % ready_.size()); }
    /// Somebody who stands there and is not the next.
    [[nodiscard]] identity::PersonId somebody() const { return ready_.back(); }
    [[nodiscard]] Sought sought();
    /// How many of those written beside the story were put into a group.
    [[nodiscard]] std::size_t drawn();
    /// Of each of the people of the story.
    [[nodiscard]] Cost cost_a_person() const;

private:
    app::HouseOptions options();
    double store_bytes();
    storage::Actor officer();
    void add_people(const storage::Actor& officer, std::size_t from, std::size_t to);
    void add_person(storage::UnitOfWork& work, std::size_t number);
    void come_to_the_draw(storage::UnitOfWork& work, std::size_t number, identity::PersonId who);

    FillOptions fill_;
    std::unique_ptr<tests::TestStore> postgres_;
    app::Place place_;
    protocol::Protocol protocol_;
    rehearsal::FillPlan plan_;
    Cost cost_;
    crypto::Keys keys_; ///< read once the story is told
    std::unique_ptr<app::AllocatorChild> allocator_;
    rehearsal::VirtualTime time_;
    KeyedRandomSource random_ = KeyedRandomSource::from_seed(7);
    app::House house_;
    std::vector<identity::PersonId> ready_;
    std::atomic<std::size_t> next_ = 0;
};

} // namespace evenhand::journey_benchmark
