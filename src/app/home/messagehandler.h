#pragma once

#include "app/home/redactor.h"

/// From now on everything that is logged (also by the libraries) passes `redactor` on its way to
/// stderr. Called again, it replaces the redactor. Messages may come from any thread.
void redactMessages(const Redactor &redactor);
