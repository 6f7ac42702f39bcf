#include "app/admin_socket.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>

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
