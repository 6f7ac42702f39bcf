#pragma once

// Two trials that are the same in everything but what chance gave to some people, side by side
// (design 8.9). Whoever may not know that difference must get the same bytes from both, on every
// route, with nothing masked.

#include "crypto/keys.hpp"
#include "intake/allocation/pages/two_step.hpp"
#include "intake/allocation/sequences.hpp"
#include "people/staff/role.hpp"
#include "tests/support/test_house.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::worlds {

/// What the sequence of the first stratum of Working Win gives to its first people, by position.
using Arms = std::vector<std::string>;
Arms first_arms(std::uint64_t sequence_seed, std::size_t count);

/// One of the two. Its sequence is drawn under a seed of its own; its ids, tokens and clocks are
/// those of every world.
class World
{
public:
    World(storage::Engine engine, std::uint64_t sequence_seed);

    /// Puts that many people into groups, in the hands of that account, through the real draw and
    /// hand-off.
    void allocate(std::size_t count, std::string_view handle);

    /// A browser of that account, signed in with randomness that begins anew.
    tests::TestClient signed_in(std::string_view handle);
    /// Before each request: what one branch drew shifts nothing in the next.
    void begin_request(std::uint64_t ordinal);

    tests::TestHouse trial;
    std::vector<identity::PersonId> people;

private:
    identity::PersonId at_the_draw();

    crypto::Keys sequence_keys_;
    allocation::Sequences sequences_;
    allocation::KeyedAllocator allocator_;
};

/// The first seed whose sequence begins with another arm at each of these positions; or with the
/// same arms at all but the last.
enum class Wanted { swapped, alike_but_the_last };
std::uint64_t seed_of_other_world(const Arms& arms, Wanted wanted);

/// What a role gets that differs: "GET /stuck: byte 412", a line a request. Every GET route, and
/// every form on a page of its own path, asked of both worlds in the same order.
struct Compared
{
    std::vector<std::string> differences;
    std::size_t requests = 0;
    std::size_t pages = 0; ///< that were answered with 200
};
Compared compare(World& one, World& other, std::string_view handle);

} // namespace evenhand::worlds
