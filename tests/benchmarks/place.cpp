#include "tests/benchmarks/place.hpp"

#include "tests/benchmarks/figures.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>

namespace evenhand::service_benchmark {

namespace place {

namespace files = std::filesystem;

constexpr load::Span patience = std::chrono::seconds(30);
constexpr double kib_in_mib = 1024;
constexpr const char* database = "evenhand_benchmark";

bool in_memory(const std::string& folder)
{
    struct statfs found = {};
    return ::statfs(folder.c_str(), &found) == 0 && found.f_type == TMPFS_MAGIC;
}

std::string memory_folder()
{
    return in_memory("/dev/shm") && ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

/// The next read of these files comes from the disk. Only what is clean leaves memory, so it is
/// synced first.
void forget_in_memory(const files::path& file)
{
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return;
    ::fdatasync(opened);
    ::posix_fadvise(opened, 0, 0, POSIX_FADV_DONTNEED);
    ::close(opened);
}

/// "VmRSS:   123 kB" in /proc/PID/status, in MiB.
double from_status(const std::string& status, std::string_view field)
{
    const auto at = status.find(field);
    const auto digits = status.find_first_of("0123456789", at);
    long kib = 0;
    if (at == std::string::npos ||
        std::from_chars(status.data() + digits, status.data() + status.size(), kib).ec !=
            std::errc{})
        throw std::runtime_error(fmt::format("the server's {} cannot be read", field));
    return static_cast<double>(kib) / kib_in_mib;
}

double size_of(const files::path& folder)
{
    std::uintmax_t bytes = 0;
    for (const auto& entry : files::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) bytes += entry.file_size();
    }
    return static_cast<double>(bytes) / kib_in_mib / kib_in_mib;
}

} // namespace place

std::string name_of(storage::Engine engine)
{
    return engine == storage::Engine::sqlite ? "sqlite" : "postgresql";
}

Place::Place(storage::Engine engine, const std::string& parent, int people, int staff)
    : folder_("benchmark", parent), notes_("notes", place::memory_folder())
{
    std::string url;
    if (engine == storage::Engine::postgresql) {
        cluster_ = std::make_unique<tests::OwnCluster>(folder_.path() / "pg");
        cluster_->ask(fmt::format("CREATE DATABASE {}", place::database));
        url = cluster_->url(place::database);
    }
    installation_ = std::make_unique<tests::Installation>(
        tests::InstallationOptions{.folder = folder_.path(), .database = url});
    const auto began = load::now();
    accounts_ = installation_->fill(people, staff);
    fill_took_ = load::now() - began;
}

void Place::stop()
{
    installation_->server().signal(SIGTERM);
    const auto code = installation_->server().wait(place::patience);
    if (code != 0)
        throw std::runtime_error("the server did not end well: " +
                                 installation_->server().complained());
}

load::Span Place::start()
{
    place::forget_in_memory(tests::program_path());
    for (const auto& entry : place::files::recursive_directory_iterator(folder_.path())) {
        if (entry.is_regular_file()) place::forget_in_memory(entry.path());
    }
    const auto began = load::now();
    installation_->serve();
    const auto page = load::Client(target()).send({"GET", "/", {}, {}});
    if (page.reply.status != 200) throw std::runtime_error("the first page was not shown");
    return load::now() - began;
}

Place::Memory Place::memory() const
{
    const auto status =
        tests::file_text(fmt::format("/proc/{}/status", installation_->server().pid()));
    return {.resident = place::from_status(status, "VmRSS:"),
            .most = place::from_status(status, "VmHWM:")};
}

double Place::data_size() const
{
    if (!cluster_) return place::size_of(folder_.path());
    const auto bytes = cluster_->ask(fmt::format("SELECT pg_database_size('{}')", place::database));
    return std::stod(bytes) / place::kib_in_mib / place::kib_in_mib;
}

double sync_ms(const std::string& parent)
{
    if (place::in_memory(parent)) throw std::runtime_error(parent + " is no disk");
    const tests::ScratchFolder folder("sync", parent);
    const auto path = folder.path() / "file";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) throw std::system_error(errno, std::generic_category(), "a file to sync");
    constexpr std::size_t page_bytes = 4096;
    constexpr std::size_t times = 101;
    const std::array<char, page_bytes> page{};
    std::vector<double> took;
    for (std::size_t i = 0; i < times; ++i) {
        const auto began = load::now();
        const auto written =
            ::pwrite(file, page.data(), page.size(), static_cast<off_t>(i * page.size()));
        if (written < 0 || ::fdatasync(file) != 0) break;
        took.push_back(std::chrono::duration<double, std::milli>(load::now() - began).count());
    }
    ::close(file);
    return median_of(took);
}

} // namespace evenhand::service_benchmark
