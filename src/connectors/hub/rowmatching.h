#pragma once

#include "connectors/hub/hubfacts.h"
#include "connectors/hub/hubserver.h"

/// The ids of rows whose match fields are the same as one of the lookup's combinations, case and
/// space folded. Folding knows more letters than a database does, so the comparison happens here;
/// the database leaves out what cannot fit. Nothing where the table lacks one of the fields.
[[nodiscard]] Result<QStringList> idsMatching(HubServer &server,
                                              const ServiceDefinition &definition,
                                              const TableLayout &layout, const TableFacts &table,
                                              const Lookup &lookup, const CancelToken &cancel);
