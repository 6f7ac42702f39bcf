#include "storage/postgres_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::storage::postgres_address_test {

using testing::HasSubstr;
using testing::Not;

TEST(PostgresAddress, IsReadWithAndWithoutPasswordPortAndSocket)
{
    for (const auto* address :
         {"postgresql://trial@127.0.0.1/evenhand", "postgresql://trial:p%40ss@127.0.0.1:5432/e",
          "postgres://trial@/evenhand?host=/var/run/postgresql&port=5433", "postgresql:///evenhand",
          "postgresql://trial@one:5432,two:5433/evenhand"})
        EXPECT_EQ(fault_of_postgres_address(address), std::nullopt) << address;
}

TEST(PostgresAddress, WhosePasswordReachesIntoOtherPartsIsRefusedAndNotRepeated)
{
    for (const auto* address :
         {"postgresql://trial:open@sesame@127.0.0.1/e",
          "postgresql://trial:open/sesame@127.0.0.1/e", "postgresql://trial:17/sesame@127.0.0.1/e",
          "postgresql://trial:open%sesame@127.0.0.1/e", "postgresql://trial@127.0.0.1:sesame/e",
          "postgresql://trial@127.0.0.1/e?sesame=1"}) {
        const auto fault = fault_of_postgres_address(address);
        ASSERT_TRUE(fault.has_value()) << address;
        EXPECT_THAT(*fault, Not(HasSubstr("sesame"))) << address;
    }
}

TEST(RefusedConnection, IsToldInOneLineWithoutAdvice)
{
    EXPECT_EQ(refused_connection("Cannot establish connection to the database.\nconnection to "
                                 "server at \"127.0.0.1\", port 1 failed: Connection refused\n\tIs "
                                 "the server running on that host?\n",
                                 "postgresql://trial@127.0.0.1:1/e"),
              "Cannot reach the PostgreSQL server: connection to server at \"127.0.0.1\", port 1 "
              "failed: Connection refused.");
    EXPECT_EQ(refused_connection("", "postgresql:///e"), "Cannot reach the PostgreSQL server.");
}

TEST(RefusedConnection, NeverTellsThePasswordAsItIsNorAsItIsWritten)
{
    const std::string address = "postgresql://trial:open%20sesame@127.0.0.1/e";
    for (const auto* said : {"tried \"open sesame\"", "bad part \"open%20sesame\""})
        EXPECT_EQ(refused_connection(said, address), "Cannot reach the PostgreSQL server.");
}

} // namespace evenhand::storage::postgres_address_test
