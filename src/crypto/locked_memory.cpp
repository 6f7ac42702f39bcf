#include "crypto/locked_memory.hpp"

#include "core/check.hpp"

#include <sodium.h>

#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace evenhand::crypto {

namespace locked_memory {

// The store of locked pages is one for the process, as the heap is: it holds no state that any
// caller can see, and every secret would otherwise have to carry a reference to it. It is never
// destroyed, so a secret may outlive any other static object.
class Store
{
public:
    std::uint8_t* take()
    {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) add_pages();
        std::uint8_t* block = free_.back();
        free_.pop_back();
        return block;
    }

    void give_back(std::uint8_t* block) noexcept
    {
        sodium_memzero(block, LockedBlock::capacity);
        const std::lock_guard lock(mutex_);
        free_.push_back(block); // cannot throw: add_pages made room for every block there is
    }

private:
    static constexpr std::size_t blocks_at_once = 256;

    void add_pages()
    {
        CHECK(sodium_init() >= 0);
        free_.reserve(block_count_ + blocks_at_once);
        // sodium_malloc locks the pages, marks them "do not dump" and sets a guard page on each
        // side. Where the system's limit on locked memory is reached it still gives the memory.
        auto* pages =
            static_cast<std::uint8_t*>(sodium_allocarray(blocks_at_once, LockedBlock::capacity));
        if (pages == nullptr) throw std::bad_alloc();
        sodium_memzero(pages, blocks_at_once * LockedBlock::capacity);
        for (std::size_t i = 0; i < blocks_at_once; ++i)
            free_.push_back(pages + i * LockedBlock::capacity);
        block_count_ += blocks_at_once;
    }

    std::mutex mutex_;
    std::vector<std::uint8_t*> free_;
    std::size_t block_count_ = 0;
};

Store& store()
{
    static Store* const only = new Store;
    return *only;
}

} // namespace locked_memory

LockedBlock::LockedBlock() : start_(locked_memory::store().take()) {}

LockedBlock::~LockedBlock()
{
    if (start_ != nullptr) locked_memory::store().give_back(start_);
}

LockedBlock::LockedBlock(LockedBlock&& other) noexcept
    : start_(std::exchange(other.start_, nullptr))
{
}

LockedBlock& LockedBlock::operator=(LockedBlock&& other) noexcept
{
    std::swap(start_, other.start_);
    return *this;
}

std::span<std::uint8_t, LockedBlock::capacity> LockedBlock::bytes()
{
    CHECK(start_ != nullptr);
    return std::span<std::uint8_t, capacity>(start_, capacity);
}

std::span<const std::uint8_t, LockedBlock::capacity> LockedBlock::bytes() const
{
    CHECK(start_ != nullptr);
    return std::span<const std::uint8_t, capacity>(start_, capacity);
}

} // namespace evenhand::crypto
