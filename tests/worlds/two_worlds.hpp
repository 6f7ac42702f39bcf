#pragma once

// Two trials that are the same in everything but what chance gave to some people, side by side
// (design 8.9). Whoever may not know that difference must get the same bytes from both, on every
// route, with nothing masked.

#include "intake/allocation/pages/two_step.hpp"
#include "people/staff/role.hpp"
#include "tests/support/test_house.hpp"
#include "tests/support/test_sequences.hpp"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::worlds {

/// An epoch of these trials is so short that a few people fill it, and whoever comes next is drawn
/// from the one after.
inline constexpr std::uint32_t epoch_positions = 4;

/// What an epoch of the first stratum of Working Win gives to its first people, by position.
using Arms = std::vector<std::string>;
Arms arms_of(std::uint64_t sequence_seed, std::int64_t epoch, std::size_t count);

/// Under which seed each epoch of the first stratum is drawn.
struct Seeds
{
    std::uint64_t first = 1; ///< of the first epoch
    std::uint64_t next = 1;  ///< of the one after
};

/// One of the two. Its sequence is drawn under seeds of its own; its ids, tokens and clocks are
/// those of every world.
class World
{
public:
    World(storage::Engine engine, Seeds seeds);

    /// Takes that many people to the draw by its pages, and puts them into groups in the hands of
    /// that account, through the real draw and hand-off; then their support begins, or they have
    /// their pack.
    void allocate(std::size_t count, std::string_view handle);
    /// And what comes after it, alike in every world: the first of them wants no more surveys, the
    /// second no more support, the month closes, and one more person stands at the button.
    void go_on();

    /// A browser of that account, signed in with randomness that begins anew.
    tests::TestClient signed_in(std::string_view handle);
    /// Before each request: what one branch drew shifts nothing in the next.
    void begin_request(std::uint64_t ordinal);

    tests::TestHouse trial;
    std::vector<identity::PersonId> people;
    /// How many requests were compared: each draws randomness that no other drew.
    std::uint64_t requests = 0;
    /// What the request log says that was not taken before.
    std::string take_log();

    /// The path of a route with every placeholder filled: that person, what hangs on them, or an id
    /// that nothing has.
    std::string path_to(const http::Route& route, std::size_t person);

private:
    std::string id_of(std::string_view placeholder, const identity::PersonId& person);
    identity::PersonId at_the_draw(tests::TestClient& officer);
    void begin_support(const identity::PersonId& person);
    void say_of(const identity::PersonId& person);
    void write_down_form_of(const identity::PersonId& person);
    void commit_epochs();
    void leave(const identity::PersonId& person, withdrawal::Scope scope);

    tests::TestSequences sequences_;
    tests::TestSequences next_sequences_;
    allocation::KeyedAllocator allocator_;
    const std::string account_; ///< of somebody whose account is managed, whatever becomes of it
    std::uint64_t sign_ins_ = 0;
};

/// How the other world differs: in the first epoch everybody is in the other group; or only the
/// last position is, for which nobody was drawn yet; or the first epoch is the same, root and all,
/// and every position of the next is of the other group.
enum class Wanted { swapped, alike_but_the_last, next_epoch };
/// The first seeds that make such a world beside the one of the usual seeds.
Seeds seeds_of_other_world(Wanted wanted);

/// What a role gets that differs: "GET /stuck: byte 412", a line a request. Every GET route, what
/// these people are searched by, and every form, asked of both worlds in the same order.
struct Compared
{
    std::vector<std::string> differences;
    std::vector<std::string> logged_otherwise; ///< requests of which the log tells the worlds apart
    std::size_t requests = 0;
    std::size_t pages = 0;         ///< that were answered with 200
    std::set<std::string> reached; ///< routes that gave a page, or took a form, in the first world
};
Compared compare(World& one, World& other, std::string_view handle);

} // namespace evenhand::worlds
