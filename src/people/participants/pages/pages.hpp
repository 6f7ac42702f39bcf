#pragma once

#include "http/route.hpp"
#include "people/participants/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::participants::pages {

// search.cpp
http::Response ask_search(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response search(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
http::Response found(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// record.cpp
http::Response record(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// stuck.cpp
http::Response stuck(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);

// erase.cpp
http::Response ask_erase(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response erase(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);

// details.cpp
http::Response ask_details(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response change_details(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
// earlier_details.cpp
http::Response earlier_details(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
http::Response ask_destroy_details(const Services&, const http::Request&, const http::Viewer&,
                                   storage::UnitOfWork&);
http::Response destroy_details(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);

// entered_in_error.cpp
http::Response entered_in_error(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
http::Response ask_destroy_text(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);
http::Response destroy_text(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);

// merged_note.cpp
/// What a record says of others of the same person; empty where there are none.
Rendering merged_note(const JourneyStore& journeys, storage::UnitOfWork& work,
                      const http::Viewer& viewer, PersonId person);
// other_records.cpp
http::Response ask_other_records(const Services&, const http::Request&, const http::Viewer&,
                                 storage::UnitOfWork&);
http::Response find_other_record(const Services&, const http::Request&, const http::Viewer&,
                                 storage::UnitOfWork&);
http::Response merges(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// same_person.cpp
http::Response ask_same_person(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
http::Response merge_records(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
// another_person.cpp
/// What a record says of others that agree with it and that nobody compared with it; empty where
/// there are none. `waits`: they are not in a group yet.
Rendering likely_match_note(storage::UnitOfWork& work, const http::Viewer& viewer, PersonId person,
                            bool waits);
http::Response ask_another_person(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
http::Response tell_two_apart(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
// two_people.cpp
http::Response ask_two_people(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
http::Response undo_merge_of(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);

} // namespace evenhand::participants::pages
