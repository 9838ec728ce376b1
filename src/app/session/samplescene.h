#pragma once

#include "app/session/samplerecords.h"

/// What is not as usual in one service of the sandbox.
struct SampleAffairs
{
    /// A value that one side refuses, and what was there before.
    struct Refusal
    {
        SampleRecord record;
        SampleField field;
        bool isInHub = false; ///< the hub refuses what Notion shows; else the other way round
    };

    bool listsNothing = false;
    std::optional<SampleRecord> unshared;
    std::optional<Refusal> refusal;
    QStringList touched; ///< pages that something was done to
    int changes = 0; ///< stories played so far: what makes their texts differ

    [[nodiscard]] bool isNormal() const { return !listsNothing && !unshared && !refusal; }
};

/// The records of one service and what happened to them so far, while one story is played. Borrows
/// all three.
struct SampleScene
{
    const ServiceDefinition &definition;
    const SampleRecords &records;
    SampleAffairs &affairs;

    [[nodiscard]] bool isTwoWay() const;
    /// The first record that nothing was done to; nullptr: none is left.
    [[nodiscard]] const SampleRecord *untouched() const;
    /// A page in the bin whose row is deleted, too; nullptr: there is none.
    [[nodiscard]] const SampleRecord *binned() const;
};
