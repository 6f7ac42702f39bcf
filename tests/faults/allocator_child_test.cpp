// The allocator that a server starts: one process of its own, which ends with the server however
// that ends, and is started again where it falls alone.
#include "tests/faults/fault_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace evenhand::tests {
namespace allocator_child_test {

namespace fs = std::filesystem;

/// The process that this one started, if there is one.
std::optional<pid_t> child_of(pid_t parent)
{
    std::error_code gone;
    for (const auto& task : fs::directory_iterator(fmt::format("/proc/{}/task", parent), gone)) {
        std::ifstream children(task.path() / "children");
        if (pid_t child = 0; children >> child) return child;
    }
    return std::nullopt;
}

bool runs(pid_t process)
{
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    std::string number;
    std::string name;
    std::string state;
    return static_cast<bool>(file >> number >> name >> state) && state != "Z";
}

bool gone_soon(pid_t process)
{
    return load::eventually(patience, [&] { return !runs(process); });
}

/// The allocator, once there is one, other than `than`.
pid_t allocator_of(Installation& place, pid_t than = 0)
{
    pid_t found = 0;
    load::eventually(patience, [&] {
        found = child_of(place.server().pid()).value_or(0);
        return found != 0 && found != than;
    });
    return found;
}

} // namespace allocator_child_test

using namespace allocator_child_test;

TEST(TheServersAllocator, EndsWithItHoweverItEnds)
{
    Grounds grounds(storage::Engine::sqlite);
    Installation& place = grounds.installation;
    for (const int signal : {SIGTERM, SIGKILL}) {
        SCOPED_TRACE(signal);
        place.serve();
        const pid_t allocator = allocator_of(place);
        ASSERT_NE(allocator, 0);
        place.server().signal(signal);
        ASSERT_TRUE(place.server().wait(patience));
        EXPECT_TRUE(gone_soon(allocator));
    }
    EXPECT_FALSE(fs::exists(place.folder() / "keys" / "allocator.sock")) << "and its socket too";
}

TEST(TheServersAllocator, IsStartedAgainWhereItIsKilled)
{
    Grounds grounds(storage::Engine::sqlite);
    Installation& place = grounds.installation;
    place.serve();
    const pid_t first = allocator_of(place);
    ASSERT_NE(first, 0);
    ::kill(first, SIGKILL);
    const pid_t second = allocator_of(place, first);
    EXPECT_NE(second, 0);
    EXPECT_NE(second, first);
    EXPECT_TRUE(place.server().running());
}

TEST(TheServersAllocator, ThatIsRunByItselfRefusesASecondOneAtItsSocket)
{
    Grounds grounds(storage::Engine::sqlite);
    Installation& place = grounds.installation;
    place.serve();
    ASSERT_NE(allocator_of(place), 0);
    const auto socket = place.folder() / "keys" / "allocator.sock";
    ASSERT_TRUE(load::eventually(patience, [&] { return fs::exists(socket); }));
    const auto second = place.verb({"allocator"});
    EXPECT_EQ(second.code, 2);
    EXPECT_NE(second.err.find("an allocator answers at"), std::string::npos) << second.err;
    const auto unknown = place.verb({"allocator", "--for", "nobody-of-this-name"});
    EXPECT_EQ(unknown.code, 2);
    EXPECT_NE(unknown.err.find("has no account"), std::string::npos) << unknown.err;
}

} // namespace evenhand::tests
