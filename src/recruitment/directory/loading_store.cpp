#include "recruitment/directory/loading_store.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace evenhand::directory {

namespace loading_store {

const storage::Actor actor{storage::ActorKind::system, "directory", {}};

/// An import in the making. Where it ends before it is finished, nobody reads its rows, and the
/// next import of the kind takes them away.
class Loading
{
    // Declared before its uses, which deduce what it returns.
    template <class Do>
    auto write(Do what)
    {
        return units_.write(actor, "directory import", what);
    }

public:
    Loading(storage::Units& units, const CheckedList& list, const ImportRequest& request)
        : units_(units), list_(list), request_(request)
    {
        while (write([&](storage::UnitOfWork& work) {
                   return store_.discard_unfinished(work, list_.kind);
               }) > 0) {
        }
        id_ = write([](storage::UnitOfWork& work) { return work.new_id<ImportId>(); });
    }
    Loading(const Loading&) = delete;
    Loading& operator=(const Loading&) = delete;

    void add(Row row, std::int64_t line)
    {
        if (std::ranges::binary_search(list_.repeated_lines, line)) return;
        rows_.push_back(std::move(row));
        if (rows_.size() < ImportStore::slice) return;
        put();
        if (request_.on_progress) request_.on_progress(kept_);
    }

    Result<Import, std::string> finish(const std::string& file_hash)
    {
        put();
        if (file_hash != list_.file_hash || kept_ != list_.good) {
            take_away();
            return refuse(
                std::string("the file was changed while it was read; nothing was loaded"));
        }
        const Import import{.id = *id_,
                            .kind = list_.kind,
                            .as_of = request_.as_of,
                            .file_name = request_.file_name,
                            .file_hash = file_hash,
                            .imported_by = request_.imported_by,
                            .kept = kept_,
                            .left_out = list_.left_out,
                            .rejected = list_.rejected,
                            .recorded = {}};
        write([&](storage::UnitOfWork& work) { store_.finish(work, import); });
        return import;
    }

private:
    void take_away()
    {
        while (write([&](storage::UnitOfWork& work) {
                   return store_.discard(work, *id_, list_.kind);
               }) > 0) {
        }
    }

    void put()
    {
        kept_ += write([&](storage::UnitOfWork& work) { return store_.put(work, *id_, rows_); });
        rows_.clear();
    }

    storage::Units& units_;
    const CheckedList& list_;
    const ImportRequest& request_;
    ImportStore store_;
    std::optional<ImportId> id_;
    std::vector<Row> rows_;
    std::int64_t kept_ = 0;
};

} // namespace loading_store

Result<Import, std::string> load_list(storage::Units& units, std::istream& stream,
                                      const CheckedList& list,
                                      const std::vector<protocol::Area>& areas,
                                      const ImportRequest& request)
{
    loading_store::Loading loading(units, list, request);
    ListRows rows(list.kind, areas);
    CsvReader reader(stream);
    CsvRecord record;
    while (reader.next(record)) {
        Reading reading = rows.take(record);
        if (auto* row = std::get_if<Row>(&reading)) loading.add(std::move(*row), record.line);
    }
    return loading.finish(reader.hash().text());
}

} // namespace evenhand::directory
