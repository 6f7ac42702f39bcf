#pragma once

// A filled trial on one engine, served by the program in a process of its own, on a disk.

#include "storage/statement.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/own_cluster.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::service_benchmark {

/// "sqlite", "postgresql".
std::string name_of(storage::Engine engine);

class Place
{
public:
    /// Sets it up in a folder of that folder, and fills it. A PostgreSQL cluster of its own is made
    /// for it and goes with it.
    Place(storage::Engine engine, const std::string& parent, int people, int staff);

    /// Ends the server, if there is one, as an operator would. Throws if it does not end well.
    void stop();
    /// Starts the server with its files out of memory, and waits for the first page.
    /// Returns how long that took.
    load::Span start();

    [[nodiscard]] load::Target target() const { return installation_->target(); }
    [[nodiscard]] const std::vector<load::Account>& accounts() const { return accounts_; }
    [[nodiscard]] load::Span fill_took() const { return fill_took_; }
    [[nodiscard]] tests::Installation& installation() { return *installation_; }
    [[nodiscard]] std::string notes() const { return notes_.path().string(); }

    /// Memory of the server: what is resident now, and the most that ever was, in MiB.
    struct Memory
    {
        double resident = 0;
        double most = 0;
    };
    [[nodiscard]] Memory memory() const;
    /// What the data take on the disk, in MiB.
    [[nodiscard]] double data_size() const;

private:
    tests::ScratchFolder folder_;
    tests::ScratchFolder notes_; ///< for the load driver, which must not wait for the disk
    std::unique_ptr<tests::OwnCluster> cluster_;
    std::unique_ptr<tests::Installation> installation_;
    std::vector<load::Account> accounts_;
    load::Span fill_took_{0};
};

/// The median time of writing 4 KiB durably to the disk of that folder, in milliseconds. Throws
/// std::runtime_error if it is no disk but memory, where nothing is durable.
double sync_ms(const std::string& parent);

} // namespace evenhand::service_benchmark
