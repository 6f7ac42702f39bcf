#include "storage/errors.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::storage {

StorageError::StorageError(Failure failure, std::string statement, std::string code)
    : std::runtime_error(fmt::format("the database could not do \"{}\" ({})", statement, code)),
      failure_(failure), statement_(std::move(statement)), code_(std::move(code))
{
}

StorageError::StorageError(Failure failure, std::string statement, std::string code,
                           const std::string& sentence)
    : std::runtime_error(sentence), failure_(failure), statement_(std::move(statement)),
      code_(std::move(code))
{
}

} // namespace evenhand::storage
