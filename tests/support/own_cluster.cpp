#include "tests/support/own_cluster.hpp"

#include "tests/support/installation.hpp"

#include <stdexcept>

namespace evenhand::tests {

OwnCluster::OwnCluster(std::filesystem::path folder) : folder_(std::move(folder))
{
    pg({"start"});
    dsn_ = pg({"dsn"});
    dsn_.erase(dsn_.find_last_not_of('\n') + 1);
    // A durability test on a cluster that does not sync would show nothing (design 8.11).
    if (ask("SHOW fsync") != "on\n") throw std::runtime_error("this cluster does not sync");
}

OwnCluster::~OwnCluster()
{
    run({"/usr/bin/env", "EVENHAND_PG=" + folder_.string(), project_file("bin/pg"), "remove"});
}

std::string OwnCluster::pg(const std::vector<std::string>& words) const
{
    std::vector<std::string> all{"/usr/bin/env", "EVENHAND_PG=" + folder_.string(),
                                 project_file("bin/pg")};
    all.insert(all.end(), words.begin(), words.end());
    const auto ran = run(all);
    if (ran.code != 0) throw std::runtime_error("bin/pg: " + ran.err);
    return ran.out;
}

std::string OwnCluster::ask(const std::string& sql) const
{
    return pg({"psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql});
}

std::string OwnCluster::url(const std::string& database) const
{
    const auto path = dsn_.find('/', dsn_.find("//") + 2);
    return dsn_.substr(0, path + 1) + database + dsn_.substr(dsn_.find('?'));
}

} // namespace evenhand::tests
