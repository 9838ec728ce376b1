#pragma once

#include <rapidcheck.h>

/// One step of a random history: what happens, to which record, and with what; the test says what
/// the numbers mean.
struct Step
{
    int kind = 0;
    int record = 0;
    int value = 0;
};

/// Printed by rapidcheck when a history breaks a promise.
inline void showValue(const Step &step, std::ostream &stream)
{
    stream << "{" << step.kind << "," << step.record << "," << step.value << "}";
}

/// Histories of any length; each number is below its bound.
[[nodiscard]] inline rc::Gen<std::vector<Step>> histories(int kinds, int records, int values)
{
    return rc::gen::container<std::vector<Step>>(
        rc::gen::build<Step>(rc::gen::set(&Step::kind, rc::gen::inRange(0, kinds)),
                             rc::gen::set(&Step::record, rc::gen::inRange(0, records)),
                             rc::gen::set(&Step::value, rc::gen::inRange(0, values))));
}
