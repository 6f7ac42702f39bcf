#include "app/admin_socket.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>

namespace evenhand::app::admin_socket_test {

struct Folder
{
    Folder()
    {
        std::string name =
            (std::filesystem::temp_directory_path() / "evenhand-admin-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

TEST(AdminSocket, AVerbGoesToTheServerAndItsAnswerComesBack)
{
    const Folder folder;
    const AdminSocket socket(folder.path / "admin.sock", [](const AdminWords& words) {
        return AdminAnswer{.exit_code = 1,
                           .text = words.at(0) + " of " + words.at(1) + " \xff done\n"};
    });
    const auto answer =
        ask_running_server(folder.path / "admin.sock", {"count", "Zoë's \"people\""});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->exit_code, 1);
    EXPECT_EQ(answer->text, "count of Zoë's \"people\" \xef\xbf\xbd done\n");
}

TEST(AdminSocket, WhatAVerbThrowsIsToldAndTheNextVerbIsServed)
{
    const Folder folder;
    const AdminSocket socket(folder.path / "admin.sock",
                             [](const AdminWords& words) -> AdminAnswer {
                                 if (words.empty()) throw std::runtime_error("nothing was asked");
                                 return {.exit_code = 0, .text = "fine\n"};
                             });
    EXPECT_EQ(ask_running_server(folder.path / "admin.sock", {})->text,
              "evenhand: nothing was asked\n");
    EXPECT_EQ(ask_running_server(folder.path / "admin.sock", {"x"})->text, "fine\n");
}

TEST(AdminSocket, WithoutAServerThereIsNoAnswer)
{
    const Folder folder;
    EXPECT_FALSE(ask_running_server(folder.path / "admin.sock", {"x"}));
    {
        const AdminSocket gone(folder.path / "admin.sock",
                               [](const AdminWords&) { return AdminAnswer{}; });
    }
    EXPECT_FALSE(ask_running_server(folder.path / "admin.sock", {"x"}));
    EXPECT_FALSE(ask_running_server(std::string(200, 'x'), {"x"}));
}

TEST(AdminSocket, ItMayStandDeeperThanTheNameOfASocketCanSay)
{
    const Folder folder;
    const auto deep = folder.path / std::string(200, 'd') / std::string(200, 'e');
    std::filesystem::create_directories(deep);
    {
        const AdminSocket socket(deep / "admin.sock", [](const AdminWords& words) {
            return AdminAnswer{.exit_code = 0, .text = words.at(0) + "\n"};
        });
        ASSERT_TRUE(std::filesystem::is_socket(deep / "admin.sock"));
        EXPECT_EQ(ask_running_server(deep / "admin.sock", {"hello"})->text, "hello\n");
    }
    EXPECT_FALSE(std::filesystem::exists(deep / "admin.sock"));
    EXPECT_FALSE(ask_running_server(deep / "admin.sock", {"hello"}));
    // A stale socket, of a server that was killed, is replaced there as well.
    const AdminSocket first(deep / "admin.sock", [](const AdminWords&) { return AdminAnswer{}; });
    const AdminSocket second(deep / "admin.sock", [](const AdminWords&) {
        return AdminAnswer{.exit_code = 0, .text = "second"};
    });
    EXPECT_EQ(ask_running_server(deep / "admin.sock", {})->text, "second");
}

TEST(AdminSocket, AFolderThatIsNotThereIsRefusedInASentence)
{
    const Folder folder;
    const auto nowhere = folder.path / std::string(200, 'd') / "admin.sock";
    EXPECT_FALSE(ask_running_server(nowhere, {"x"}));
    try {
        const AdminSocket socket(nowhere, [](const AdminWords&) { return AdminAnswer{}; });
        ADD_FAILURE() << "it was opened in a folder that is not there";
    } catch (const std::system_error& error) {
        EXPECT_EQ(std::string(error.what()),
                  "the admin socket cannot be opened: No such file or directory");
    }
}

TEST(AdminSocket, OnlyItsOwnUserMayOpenIt)
{
    const Folder folder;
    const AdminSocket socket(folder.path / "admin.sock",
                             [](const AdminWords&) { return AdminAnswer{}; });
    struct stat status
    {
    };
    ASSERT_EQ(::stat((folder.path / "admin.sock").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
}

} // namespace evenhand::app::admin_socket_test
