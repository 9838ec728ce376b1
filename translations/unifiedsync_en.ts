<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>AllPreviewsPage</name>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n waits for you</numerusform>
            <numerusform>%n wait for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunStrip</name>
    <message numerus="yes">
        <source>%n change(s) written (%1)</source>
        <extracomment>&quot;60 changes written (Hub, Notion)&quot;</extracomment>
        <translation>
            <numerusform>%n change written (%1)</numerusform>
            <numerusform>%n changes written (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n waits for you</numerusform>
            <numerusform>%n wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n moved meanwhile and left alone</source>
        <translation>
            <numerusform>%n moved meanwhile and left alone</numerusform>
            <numerusform>%n moved meanwhile and left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused by a side</source>
        <translation>
            <numerusform>%n refused by a side</numerusform>
            <numerusform>%n refused by a side</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <translation>
            <numerusform>%n paused</numerusform>
            <numerusform>%n paused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncRequests</name>
    <message numerus="yes">
        <source>%n change(s) of the open preview are not ticked.</source>
        <translation>
            <numerusform>One change of the open preview is not ticked.</numerusform>
            <numerusform>%n changes of the open preview are not ticked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply %n ticked change(s)</source>
        <translation>
            <numerusform>&amp;Apply the ticked change</numerusform>
            <numerusform>&amp;Apply %n ticked changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open preview(s) hold changes that are not ticked: %1.</source>
        <translation>
            <numerusform>One open preview holds changes that are not ticked: %1.</numerusform>
            <numerusform>%n open previews hold changes that are not ticked: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TruthWords</name>
    <message numerus="yes">
        <source>%Ln waiting for you</source>
        <translation>
            <numerusform>%Ln waiting for you</numerusform>
            <numerusform>%Ln waiting for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on hold</source>
        <translation>
            <numerusform>%Ln on hold</numerusform>
            <numerusform>%Ln on hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paused</source>
        <translation>
            <numerusform>%Ln paused</numerusform>
            <numerusform>%Ln paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided, not synced yet</source>
        <translation>
            <numerusform>%Ln decided, not synced yet</numerusform>
            <numerusform>%Ln decided, not synced yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown only in part</source>
        <translation>
            <numerusform>%Ln shown only in part</numerusform>
            <numerusform>%Ln shown only in part</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not written yet</source>
        <translation>
            <numerusform>%Ln not written yet</numerusform>
            <numerusform>%Ln not written yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes to apply</source>
        <translation>
            <numerusform>%Ln change to apply</numerusform>
            <numerusform>%Ln changes to apply</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services failed: %1.</source>
        <translation>
            <numerusform>One service failed: %1.</numerusform>
            <numerusform>%Ln services failed: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services were stopped: %1.</source>
        <translation>
            <numerusform>One service was stopped: %1.</numerusform>
            <numerusform>%Ln services were stopped: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services wait for you: %1.</source>
        <translation>
            <numerusform>One service waits for you: %1.</numerusform>
            <numerusform>%Ln services wait for you: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services were interrupted: %1.</source>
        <translation>
            <numerusform>One service was interrupted: %1.</numerusform>
            <numerusform>%Ln services were interrupted: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services have changes to apply: %1.</source>
        <translation>
            <numerusform>One service has changes to apply: %1.</numerusform>
            <numerusform>%Ln services have changes to apply: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services are not wholly in sync: %1.</source>
        <translation>
            <numerusform>One service is not wholly in sync: %1.</numerusform>
            <numerusform>%Ln services are not wholly in sync: %1.</numerusform>
        </translation>
    </message>
</context>
</TS>
