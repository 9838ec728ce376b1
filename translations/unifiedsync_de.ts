<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Unified Sync</source>
        <translation>Über Unified Sync</translation>
    </message>
    <message>
        <source>Keeps Notion databases and a database of your own equal.

Licence: MIT. Made with Qt %1.</source>
        <translation>Hält Notion-Datenbanken und eine eigene Datenbank gleich.

Lizenz: MIT. Erstellt mit Qt %1.</translation>
    </message>
</context>
<context>
    <name>AllPreviewsPage</name>
    <message>
        <source>All previews</source>
        <translation>Alle Vorschauen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Preview every service anew; nothing is written</source>
        <translation>Jeden Dienst neu ansehen; geschrieben wird nichts</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>kommt noch an die Reihe</translation>
    </message>
    <message>
        <source>previewing… %1</source>
        <translation>Vorschau … %1</translation>
    </message>
    <message>
        <source>writing… %1</source>
        <translation>schreibt … %1</translation>
    </message>
    <message>
        <source>no preview open</source>
        <translation>keine Vorschau offen</translation>
    </message>
    <message>
        <source>stopped by a guard: look at it on its own page</source>
        <translation>von einer Schutzregel angehalten: auf der Seite des Dienstes ansehen</translation>
    </message>
    <message>
        <source>takes back an earlier run: apply it on its own page</source>
        <translation>nimmt einen früheren Lauf zurück: auf der Seite des Dienstes ausführen</translation>
    </message>
    <message>
        <source>Apply 1 change</source>
        <translation>1 Änderung ausführen</translation>
    </message>
    <message>
        <source>Apply all %1 changes</source>
        <translation>Alle %1 Änderungen ausführen</translation>
    </message>
    <message>
        <source>%1 of %2 changes accepted</source>
        <translation>%1 von %2 Änderungen angenommen</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n wartet auf Sie</numerusform>
            <numerusform>%n warten auf Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>at work…</source>
        <translation>bei der Arbeit …</translation>
    </message>
    <message>
        <source>nothing is written until you apply</source>
        <translation>geschrieben wird erst beim Ausführen</translation>
    </message>
    <message>
        <source>It is the same as %1</source>
        <translation>Derselbe Datensatz wie %1</translation>
    </message>
    <message>
        <source>It is a record of its own</source>
        <translation>Ein eigener Datensatz</translation>
    </message>
    <message>
        <source>Take %1: %2</source>
        <translation>%1 nehmen: %2</translation>
    </message>
    <message>
        <source>As it was: %1</source>
        <translation>Wie vorher: %1</translation>
    </message>
    <message>
        <source>Show on the service&apos;s page</source>
        <translation>Auf der Seite des Dienstes zeigen</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Opening…</source>
        <translation>Öffnet …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
</context>
<context>
    <name>CandidateTable</name>
    <message>
        <source>This record, in %1</source>
        <extracomment>the record that a question is about; %1 is its side</extracomment>
        <translation>Dieser Datensatz (%1)</translation>
    </message>
    <message>
        <source>Candidate %1, in %2</source>
        <extracomment>%1 is a number, %2 the side where the record is</extracomment>
        <translation>Kandidat %1 (%2)</translation>
    </message>
    <message>
        <source>cannot be read any more</source>
        <translation>nicht mehr lesbar</translation>
    </message>
    <message>
        <source>is being read…</source>
        <translation>wird gelesen …</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1, marked as deleted</source>
        <extracomment>a record that is deleted; %1 is a time</extracomment>
        <translation>%1, als gelöscht markiert</translation>
    </message>
    <message>
        <source>Open in Notion</source>
        <translation>In Notion öffnen</translation>
    </message>
    <message>
        <source>Show in hub</source>
        <translation>Im Hub zeigen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>ChangeModel</name>
    <message>
        <source>Record · field</source>
        <translation>Datensatz · Feld</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Not accepted: when you apply, this goes on hold. It is not synced again until somebody edits it, or you release it under Conflicts.</source>
        <translation>Nicht angenommen: Beim Ausführen wird dies zurückgehalten. Es wird erst wieder abgeglichen, wenn jemand es ändert oder Sie es unter „Konflikte“ freigeben.</translation>
    </message>
    <message>
        <source>What you untick goes on hold when you apply: it is not synced again until somebody edits it, or you release it under Conflicts.</source>
        <translation>Was keinen Haken hat, wird beim Ausführen zurückgehalten: Es wird erst wieder abgeglichen, wenn jemand es ändert oder Sie es unter „Konflikte“ freigeben.</translation>
    </message>
</context>
<context>
    <name>ChangeText</name>
    <message>
        <source>(without a title)</source>
        <translation>(ohne Titel)</translation>
    </message>
    <message>
        <source>new record, %1 fields</source>
        <translation>neuer Datensatz, %1 Felder</translation>
    </message>
    <message>
        <source>1 field</source>
        <translation>1 Feld</translation>
    </message>
    <message>
        <source>%1 fields</source>
        <translation>%1 Felder</translation>
    </message>
    <message>
        <source>comes back</source>
        <translation>kommt zurück</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a side such as &quot;Notion&quot;, %2 what happens there, such as &quot;2 fields&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, before %2, after %3, to %4</source>
        <extracomment>a row for a screen reader: %1 is a field, %2 and %3 its values, %4 the side that is written</extracomment>
        <translation>%1, vorher %2, nachher %3, nach %4</translation>
    </message>
    <message>
        <source>is marked as deleted; the row stays</source>
        <translation>wird als gelöscht markiert; die Zeile bleibt</translation>
    </message>
    <message>
        <source>goes to the bin</source>
        <translation>kommt in den Papierkorb</translation>
    </message>
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Alle aufklappen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alle zuklappen</translation>
    </message>
    <message>
        <source>Changes on every side</source>
        <translation>Änderungen auf jeder Seite</translation>
    </message>
    <message>
        <source>Only what is written to %1</source>
        <extracomment>%1 is a side, such as &quot;Notion&quot;</extracomment>
        <translation>Nur Änderungen für %1</translation>
    </message>
    <message>
        <source>Accept or skip the record</source>
        <translation>Den Datensatz annehmen oder auslassen</translation>
    </message>
    <message>
        <source>Hide or show the record&apos;s fields</source>
        <translation>Die Felder des Datensatzes aus- oder einblenden</translation>
    </message>
    <message>
        <source>0 of %1 records: none is of the kind that you look for.</source>
        <translation>0 von %1 Datensätzen: Keiner ist von der gesuchten Art.</translation>
    </message>
    <message>
        <source>0 of %1 records: none contains “%2”.</source>
        <translation>0 von %1 Datensätzen: Keiner enthält „%2“.</translation>
    </message>
</context>
<context>
    <name>ConflictDetails</name>
    <message>
        <source>Was</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Would be delivered</source>
        <translation>Würde übertragen</translation>
    </message>
</context>
<context>
    <name>ConflictModel</name>
    <message>
        <source>%1 tells its edit times to the minute only.</source>
        <translation>%1 nennt die Zeit einer Änderung nur auf die Minute genau.</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <extracomment>%1 is a value that may be chosen</extracomment>
        <translation>%1, gewählt</translation>
    </message>
    <message>
        <source>%1, not chosen</source>
        <extracomment>%1 is a value that may be chosen</extracomment>
        <translation>%1, nicht gewählt</translation>
    </message>
</context>
<context>
    <name>ConflictRowText</name>
    <message>
        <source>the next sync carries it out</source>
        <translation>der nächste Abgleich führt es aus</translation>
    </message>
    <message>
        <source>deleted %1</source>
        <extracomment>%1 is a time, such as &quot;today 09:41&quot;</extracomment>
        <translation>gelöscht %1</translation>
    </message>
    <message>
        <source>Record · field</source>
        <translation>Datensatz · Feld</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>What waits for you</source>
        <translation>Was auf Sie wartet</translation>
    </message>
    <message>
        <source>A value of your own…</source>
        <translation>Ein eigener Wert …</translation>
    </message>
    <message>
        <source>Tick the record, or not</source>
        <translation>Den Datensatz anhaken, oder nicht</translation>
    </message>
    <message>
        <source>Choose the value to the left or to the right</source>
        <translation>Den Wert links oder rechts davon wählen</translation>
    </message>
    <message>
        <source>Choose the value of that number</source>
        <translation>Den Wert mit dieser Nummer wählen</translation>
    </message>
    <message>
        <source>Take the choice back</source>
        <translation>Die Wahl zurücknehmen</translation>
    </message>
</context>
<context>
    <name>ConflictWords</name>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>kept</source>
        <extracomment>what becomes of a record that one side deleted; %1 is that side</extracomment>
        <translation>behalten</translation>
    </message>
    <message>
        <source>restored in %1</source>
        <translation>wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>the same record</source>
        <translation>derselbe Datensatz</translation>
    </message>
    <message>
        <source>a new record</source>
        <translation>ein neuer Datensatz</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>bleibt, wie es ist</translation>
    </message>
    <message>
        <source>tried again</source>
        <translation>wird neu versucht</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>wird übertragen</translation>
    </message>
    <message>
        <source>(without a title)</source>
        <translation>(ohne Titel)</translation>
    </message>
    <message>
        <source>(which record?)</source>
        <translation>(welcher Datensatz?)</translation>
    </message>
    <message>
        <source>(whole record)</source>
        <translation>(ganzer Datensatz)</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>A question</source>
        <translation>Eine Frage</translation>
    </message>
    <message>
        <source>A question about %1</source>
        <translation>Eine Frage zu %1</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Ruht</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>Nicht geschrieben</translation>
    </message>
    <message>
        <source>Not written to %1</source>
        <translation>Nicht geschrieben (%1)</translation>
    </message>
    <message>
        <source>the same as %1</source>
        <extracomment>%1 is a record</extracomment>
        <translation>derselbe wie %1</translation>
    </message>
    <message>
        <source>keep apart: a record of its own</source>
        <translation>getrennt lassen: ein eigener Datensatz</translation>
    </message>
    <message>
        <source>leave alone</source>
        <translation>so lassen</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>noch einmal versuchen</translation>
    </message>
    <message>
        <source>deliver it</source>
        <translation>übertragen</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>nicht entschieden</translation>
    </message>
    <message>
        <source>stays on hold</source>
        <translation>bleibt zurückgehalten</translation>
    </message>
    <message>
        <source>comes back by itself</source>
        <translation>kommt von selbst zurück</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>nicht geschrieben</translation>
    </message>
    <message>
        <source>%1, which cannot be read any more</source>
        <extracomment>%1 is a record&apos;s id</extracomment>
        <translation>%1, nicht mehr lesbar</translation>
    </message>
    <message>
        <source>“%1” · edited %2</source>
        <extracomment>a record: %1 is its title, %2 a time such as &quot;today 09:41&quot;</extracomment>
        <translation>„%1“ · geändert %2</translation>
    </message>
    <message>
        <source>bring the record back in %1</source>
        <extracomment>%1 is a side, such as &quot;Notion&quot;</extracomment>
        <translation>den Datensatz zurückholen (%1)</translation>
    </message>
    <message>
        <source>delete the record in %1</source>
        <translation>den Datensatz löschen (%1)</translation>
    </message>
    <message>
        <source>try again to write “%1” to %2</source>
        <extracomment>%1 is a value, %2 a side</extracomment>
        <translation>„%1“ noch einmal schreiben (%2)</translation>
    </message>
    <message>
        <source>deliver “%1” to %2</source>
        <translation>„%1“ übertragen (%2)</translation>
    </message>
    <message>
        <source>another value</source>
        <translation>ein anderer Wert</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>Tick every record that is shown, or none</source>
        <translation>Alle gezeigten Datensätze anhaken, oder keinen</translation>
    </message>
    <message>
        <source>Tick every record that is shown</source>
        <translation>Alle gezeigten Datensätze anhaken</translation>
    </message>
    <message>
        <source>all ticked:</source>
        <translation>alle mit Haken:</translation>
    </message>
    <message>
        <source>Takes the newer edit where it is certain which one that is; the others stay undecided</source>
        <translation>Nimmt die neuere Änderung, wo sicher ist, welche das ist; die anderen bleiben unentschieden</translation>
    </message>
    <message>
        <source>Ctrl+Enter: the next sync carries out what you chose</source>
        <translation>Strg+Eingabe: Der nächste Abgleich führt aus, was Sie gewählt haben</translation>
    </message>
    <message>
        <source>The whole values, with their differences</source>
        <translation>Die ganzen Werte mit ihren Unterschieden</translation>
    </message>
    <message>
        <source>Why this waits</source>
        <translation>Warum das wartet</translation>
    </message>
    <message>
        <source>Open (%1)</source>
        <translation>Offen (%1)</translation>
    </message>
    <message>
        <source>Take %1</source>
        <extracomment>%1 is a side, such as &quot;Notion&quot;</extracomment>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No rule had to decide anything</source>
        <translation>Keine Regel musste etwas entscheiden</translation>
    </message>
    <message>
        <source>Where a record was edited on several sides and a rule says which edit counts, it will be listed here, and you can put the other value back.</source>
        <translation>Wurde ein Datensatz auf mehreren Seiten geändert und sagt eine Regel, welche Änderung gilt, steht er hier, und Sie können den anderen Wert zurückholen.</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Nichts wartet auf Sie</translation>
    </message>
    <message>
        <source>Where a record was edited on several sides and no rule says which edit counts, a sync leaves it alone and asks you here.</source>
        <translation>Wurde ein Datensatz auf mehreren Seiten geändert und sagt keine Regel, welche Änderung gilt, lässt ein Abgleich ihn, wie er ist, und fragt Sie hier.</translation>
    </message>
    <message>
        <source>What waits for your decision</source>
        <translation>Was auf Ihre Entscheidung wartet</translation>
    </message>
    <message>
        <source>What a rule decided; the other value can be put back</source>
        <translation>Was eine Regel entschieden hat; der andere Wert lässt sich zurückholen</translation>
    </message>
    <message>
        <source>Takes this side&apos;s value in every ticked record that is shown</source>
        <translation>Nimmt den Wert dieser Seite in jedem gezeigten Datensatz mit Haken</translation>
    </message>
    <message>
        <source>Ne&amp;wer</source>
        <translation>Ne&amp;uere</translation>
    </message>
    <message>
        <source>D&amp;ecide</source>
        <translation>&amp;Entscheiden</translation>
    </message>
    <message>
        <source>D&amp;ecide %1</source>
        <translation>%1 &amp;entscheiden</translation>
    </message>
    <message>
        <source>Looking for what waits…</source>
        <translation>Suche, was wartet …</translation>
    </message>
    <message>
        <source>The state of this service is being read.</source>
        <translation>Der Stand dieses Dienstes wird gelesen.</translation>
    </message>
    <message>
        <source>A rule decided these, or you did. Choose another value to put it back; the next sync carries it out.</source>
        <translation>Hier hat eine Regel entschieden, oder Sie. Wählen Sie einen anderen Wert, um ihn zurückzuholen; der nächste Abgleich führt es aus.</translation>
    </message>
    <message>
        <source>What is shown of what waits</source>
        <translation>Was vom Wartenden gezeigt wird</translation>
    </message>
    <message>
        <source>Kind of what is shown</source>
        <translation>Art des Gezeigten</translation>
    </message>
    <message>
        <source>Re&amp;lease</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>Delivers what is on hold, and tries again what was refused, in every ticked record that is shown</source>
        <translation>Überträgt Zurückgehaltenes und versucht Abgelehntes noch einmal, in jedem gezeigten Datensatz mit Haken</translation>
    </message>
    <message>
        <source>Decide what is chosen</source>
        <translation>Entscheiden, was gewählt ist</translation>
    </message>
    <message>
        <source>The value that is not taken stays in History and can be put back at any time. Until you decide, these fields are left as they are on every side; everything else in these records goes on syncing. F2 types a value of your own.</source>
        <translation>Der Wert, der nicht genommen wird, bleibt im Verlauf und lässt sich jederzeit zurückholen. Bis Sie entscheiden, bleiben diese Felder auf jeder Seite, wie sie sind; alles andere in diesen Datensätzen wird weiter abgeglichen. F2 nimmt einen eigenen Wert auf.</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>No record here is of the kind, or has the text, that you look for.</source>
        <translation>Kein Datensatz hier ist von der Art oder hat den Text, nach dem Sie suchen.</translation>
    </message>
    <message>
        <source>Decided (%1)</source>
        <translation>Entschieden (%1)</translation>
    </message>
</context>
<context>
    <name>ConnectionPage</name>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
</context>
<context>
    <name>DatabaseRow</name>
    <message>
        <source>%1 (in %2)</source>
        <extracomment>%1 is a data source, %2 the database that it is part of</extracomment>
        <translation>%1 (in %2)</translation>
    </message>
    <message>
        <source>Database of %1</source>
        <translation>Datenbank von %1</translation>
    </message>
    <message>
        <source>not synced</source>
        <translation>nicht abgeglichen</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>%1 (id …%2)</source>
        <extracomment>%1 is a title that several databases have, %2 the end of this one&apos;s id</extracomment>
        <translation>%1 (ID …%2)</translation>
    </message>
    <message>
        <source>%1 (id %2)</source>
        <translation>%1 (ID %2)</translation>
    </message>
    <message>
        <source>The environment wins over what is chosen here.</source>
        <translation>Die Umgebung hat Vorrang vor dem, was hier gewählt ist.</translation>
    </message>
</context>
<context>
    <name>DatabasesPage</name>
    <message>
        <source>Choose the database of each service, type to filter, or paste a link. Leave out what you do not want to sync.</source>
        <translation>Wählen Sie für jeden Dienst die Datenbank, tippen Sie, um zu filtern, oder fügen Sie einen Link ein. Lassen Sie weg, was Sie nicht abgleichen wollen.</translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation>&amp;Erneut suchen</translation>
    </message>
    <message>
        <source>Ask Notion again which databases are shared</source>
        <translation>Notion erneut fragen, welche Datenbanken freigegeben sind</translation>
    </message>
    <message>
        <source>Asking Notion which databases are shared…</source>
        <translation>Notion wird gefragt, welche Datenbanken freigegeben sind …</translation>
    </message>
    <message>
        <source>No database is shared with the integration yet: in Notion open one, choose ••• › Connections, add the integration, then search again.</source>
        <translation>Noch ist keine Datenbank für die Integration freigegeben: Öffnen Sie in Notion eine, wählen Sie ••• › Verbindungen, fügen Sie die Integration hinzu und suchen Sie erneut.</translation>
    </message>
    <message>
        <source>Shared with the integration</source>
        <translation>Für die Integration freigegeben</translation>
    </message>
    <message>
        <source>Asking Notion…</source>
        <translation>Notion wird gefragt …</translation>
    </message>
    <message>
        <source>Shared: “%1”</source>
        <translation>Freigegeben: „%1“</translation>
    </message>
    <message>
        <source>Databases shared with the integration: %1.</source>
        <translation>Für die Integration freigegebene Datenbanken: %1.</translation>
    </message>
    <message>
        <source>set by %1</source>
        <extracomment>%1 is a variable of the environment</extracomment>
        <translation>gesetzt durch %1</translation>
    </message>
</context>
<context>
    <name>DateText</name>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>a date in the format of QDate, as the language writes it</extracomment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>the same without the year</extracomment>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>Definition</name>
    <message>
        <source>Books</source>
        <translation>Bücher</translation>
    </message>
    <message>
        <source>Your reading list</source>
        <translation>Ihre Leseliste</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>Genres</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Current page</source>
        <translation>Aktuelle Seite</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Cover</translation>
    </message>
    <message>
        <source>Goodreads</source>
        <translation>Goodreads</translation>
    </message>
    <message>
        <source>Amazon</source>
        <translation>Amazon</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Events, in Google, Notion and the hub</source>
        <translation>Termine in Google, Notion und dem Hub</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>All day</source>
        <translation>Ganztägig</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Attendees</source>
        <translation>Teilnehmer</translation>
    </message>
    <message>
        <source>Organiser</source>
        <translation>Organisator</translation>
    </message>
    <message>
        <source>Creator</source>
        <translation>Ersteller</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Original start</source>
        <translation>Ursprünglicher Beginn</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>People, in Google, Notion and the hub</source>
        <translation>Personen in Google, Notion und dem Hub</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Middle name</source>
        <translation>Zweiter Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>LinkedIn</source>
        <translation>LinkedIn</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Abonniert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Other properties</source>
        <translation>Weitere Eigenschaften</translation>
    </message>
    <message>
        <source>Gmail</source>
        <translation>Gmail</translation>
    </message>
    <message>
        <source>Mail, for looking things up</source>
        <translation>E-Mails zum Nachschlagen</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Snippet</source>
        <translation>Auszug</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Formatted text</source>
        <translation>Formatierter Text</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>Konversation</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>Nachrichten-ID</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Passages you marked in your books</source>
        <translation>Stellen, die Sie in Ihren Büchern markiert haben</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Textstelle</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Buch</translation>
    </message>
    <message>
        <source>Book title</source>
        <translation>Buchtitel</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Journals</source>
        <translation>Tagebücher</translation>
    </message>
    <message>
        <source>One page a day</source>
        <translation>Eine Seite am Tag</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Einsatz</translation>
    </message>
    <message>
        <source>Wakeup</source>
        <translation>Aufstehen</translation>
    </message>
    <message>
        <source>Nutrition</source>
        <translation>Ernährung</translation>
    </message>
    <message>
        <source>Sport</source>
        <translation>Sport</translation>
    </message>
    <message>
        <source>LinkedIn posts</source>
        <translation>LinkedIn-Beiträge</translation>
    </message>
    <message>
        <source>Drafts and published posts</source>
        <translation>Entwürfe und veröffentlichte Beiträge</translation>
    </message>
    <message>
        <source>Pillar</source>
        <translation>Säule</translation>
    </message>
    <message>
        <source>Likes</source>
        <translation>Likes</translation>
    </message>
    <message>
        <source>Meetings</source>
        <translation>Besprechungen</translation>
    </message>
    <message>
        <source>Who you met, when, and what was said</source>
        <translation>Wen Sie wann trafen und was gesagt wurde</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Besprechung</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>First person</source>
        <translation>Erste Person</translation>
    </message>
    <message>
        <source>First person&apos;s name</source>
        <translation>Name der ersten Person</translation>
    </message>
    <message>
        <source>Reflections</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Thoughts worth keeping</source>
        <translation>Überlegungen, die bleiben sollen</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>What is to be done, by when</source>
        <translation>Was bis wann zu tun ist</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Erledigt</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>A dry run reads both sides and tells what a sync would write. It writes nothing.</source>
        <translation>Ein Probelauf liest beide Seiten und sagt, was ein Abgleich schreiben würde. Er schreibt nichts.</translation>
    </message>
    <message>
        <source>Ser&amp;vice</source>
        <translation>&amp;Dienst</translation>
    </message>
    <message>
        <source>Look what would &amp;happen</source>
        <translation>Ze&amp;igen, was geschähe</translation>
    </message>
    <message>
        <source>Reading both sides…</source>
        <translation>Beide Seiten werden gelesen …</translation>
    </message>
    <message>
        <source>Both sides were read; nothing was written.</source>
        <translation>Beide Seiten wurden gelesen; geschrieben wurde nichts.</translation>
    </message>
    <message>
        <source>Finish stores the connection and opens every change of this preview. Nothing is written until you apply it there.</source>
        <translation>„Fertig“ speichert die Verbindung und öffnet alle Änderungen dieser Vorschau. Geschrieben wird erst, wenn Sie sie dort anwenden.</translation>
    </message>
    <message>
        <source>You can also finish now and look later.</source>
        <translation>Sie können auch jetzt fertigstellen und später nachsehen.</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>&amp;Keep history and log for</source>
        <translation>&amp;Verlauf und Protokoll behalten für</translation>
    </message>
    <message>
        <source>Runs can be undone &amp;for</source>
        <translation>Läufe &amp;zurücknehmbar für</translation>
    </message>
    <message>
        <source>Show in the window</source>
        <translation>Im Fenster zeigen</translation>
    </message>
    <message>
        <source>Those that are ticked are shown in the window. What is left out of “Sync all” can still be synced by itself.</source>
        <translation>Dienste mit Haken werden im Fenster gezeigt. Was bei „Alle abgleichen“ ausgelassen ist, lässt sich weiterhin einzeln abgleichen.</translation>
    </message>
    <message>
        <source>Show %1 in the window</source>
        <translation>%1 im Fenster zeigen</translation>
    </message>
    <message>
        <source>part of “Sync all”</source>
        <translation>Teil von „Alle abgleichen“</translation>
    </message>
    <message>
        <source>%1 is part of “Sync all”</source>
        <translation>%1 ist Teil von „Alle abgleichen“</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Every preview and every sync of this service will be listed here, with each record that it wrote.</source>
        <translation>Hier steht später jede Vorschau und jeder Abgleich dieses Dienstes, mit jedem Datensatz, der geschrieben wurde.</translation>
    </message>
    <message>
        <source>What this run wrote: %1</source>
        <translation>Was dieser Lauf schrieb: %1</translation>
    </message>
    <message>
        <source>A preview writes nothing.</source>
        <translation>Eine Vorschau schreibt nichts.</translation>
    </message>
    <message>
        <source>This run wrote nothing: both sides were equal.</source>
        <translation>Dieser Lauf schrieb nichts: Beide Seiten waren gleich.</translation>
    </message>
    <message>
        <source>&amp;Undo this run…</source>
        <translation>Diesen Lauf &amp;rückgängig machen…</translation>
    </message>
    <message>
        <source>Shows what would be put back; nothing is written until you apply it</source>
        <translation>Zeigt, was zurückgesetzt würde; geschrieben wird erst, wenn Sie es anwenden</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No run wrote to a record with “%1” in its title.</source>
        <translation>Kein Lauf schrieb in einen Datensatz mit „%1“ im Titel.</translation>
    </message>
</context>
<context>
    <name>HubMovePanel</name>
    <message>
        <source>Moving copies every table to the hub that you chose, compares both, and lets every service go on there. Without it the services stop, because another hub is not the one that they were synced with.</source>
        <translation>Der Umzug kopiert jede Tabelle in den Hub, den Sie gewählt haben, vergleicht beide und lässt jeden Dienst dort weitermachen. Ohne ihn halten die Dienste an, denn ein anderer Hub ist nicht der, mit dem sie abgeglichen wurden.</translation>
    </message>
    <message>
        <source>&amp;Move everything there</source>
        <translation>Alles dorthin &amp;umziehen</translation>
    </message>
    <message>
        <source>Stop other programs that write to the old hub until this ends</source>
        <translation>Halten Sie andere Programme an, die in den alten Hub schreiben, bis dies fertig ist</translation>
    </message>
    <message>
        <source>What was synced so far is in %1</source>
        <translation>Was bisher abgeglichen wurde, liegt in %1</translation>
    </message>
    <message>
        <source>Opening both hubs…</source>
        <translation>Beide Hubs werden geöffnet …</translation>
    </message>
    <message>
        <source>%1 · %2 rows</source>
        <extracomment>%1 is what is done to which table, such as &quot;copying books&quot;</extracomment>
        <translation>%1 · %2 Zeilen</translation>
    </message>
    <message>
        <source>Everything had been moved before; every service goes on with the new hub.</source>
        <translation>Alles war schon umgezogen; jeder Dienst macht mit dem neuen Hub weiter.</translation>
    </message>
    <message>
        <source>%1 rows were copied and compared; every service goes on with the new hub.</source>
        <translation>%1 Zeilen wurden kopiert und verglichen; jeder Dienst macht mit dem neuen Hub weiter.</translation>
    </message>
    <message>
        <source>%1 Nothing was moved.</source>
        <translation>%1 Es wurde nichts umgezogen.</translation>
    </message>
    <message>
        <source>%1 stays as it was. Let other programs write to the new hub from now on.</source>
        <translation>%1 bleibt, wie es war. Lassen Sie andere Programme von jetzt an in den neuen Hub schreiben.</translation>
    </message>
</context>
<context>
    <name>HubPage</name>
    <message>
        <source>A &amp;file on this computer</source>
        <translation>Eine Da&amp;tei auf diesem Rechner</translation>
    </message>
    <message>
        <source>Needs nothing else: an SQLite database that the first sync makes.</source>
        <translation>Braucht sonst nichts: eine SQLite-Datenbank, die der erste Abgleich anlegt.</translation>
    </message>
    <message>
        <source>A project of yours at supabase.com; you run the SQL below once.</source>
        <translation>Ein eigenes Projekt bei supabase.com; Sie führen das SQL unten einmal aus.</translation>
    </message>
    <message>
        <source>&amp;PostgreSQL</source>
        <translation>&amp;PostgreSQL</translation>
    </message>
    <message>
        <source>A database of your own; the first sync makes the tables.</source>
        <translation>Eine eigene Datenbank; der erste Abgleich legt die Tabellen an.</translation>
    </message>
    <message>
        <source>File of the hub</source>
        <translation>Datei des Hubs</translation>
    </message>
    <message>
        <source>Ch&amp;oose…</source>
        <translation>Wäh&amp;len …</translation>
    </message>
    <message>
        <source>Project &amp;address</source>
        <translation>&amp;Adresse des Projekts</translation>
    </message>
    <message>
        <source>https://PROJECT.supabase.co</source>
        <translation>https://PROJEKT.supabase.co</translation>
    </message>
    <message>
        <source>Secret &amp;key</source>
        <translation>Geheimer S&amp;chlüssel</translation>
    </message>
    <message>
        <source>sb_secret_…</source>
        <translation>sb_secret_…</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>postgres://USER@HOST:5432/DATABASE</source>
        <translation>postgres://NAME@RECHNER:5432/DATENBANK</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>&amp;Check the hub</source>
        <translation>Hub prü&amp;fen</translation>
    </message>
    <message>
        <source>Look at the hub without changing it</source>
        <translation>Den Hub ansehen, ohne ihn zu ändern</translation>
    </message>
    <message>
        <source>What the hub lacks</source>
        <translation>Was dem Hub fehlt</translation>
    </message>
    <message>
        <source>Cop&amp;y the SQL</source>
        <translation>SQL &amp;kopieren</translation>
    </message>
    <message>
        <source>SQL that makes what the hub needs</source>
        <translation>SQL, das anlegt, was der Hub braucht</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>leave empty to keep the one that is stored</source>
        <translation>leer lassen, um das gespeicherte zu behalten</translation>
    </message>
    <message>
        <source>Looking at the hub…</source>
        <translation>Der Hub wird angesehen …</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 answers; something is missing still, and the list says what mends it.</source>
        <translation>%1 antwortet; noch fehlt etwas, und die Liste sagt, was es behebt.</translation>
    </message>
    <message>
        <source>%1 can be used; the first sync makes the tables.</source>
        <translation>%1 ist brauchbar; der erste Abgleich legt die Tabellen an.</translation>
    </message>
    <message>
        <source>%1 is ready.</source>
        <translation>%1 ist bereit.</translation>
    </message>
    <message>
        <source>UNIFIED_SYNC_HUB is set in the environment and wins: the hub cannot be changed here.</source>
        <translation>UNIFIED_SYNC_HUB ist in der Umgebung gesetzt und hat Vorrang: Der Hub kann hier nicht geändert werden.</translation>
    </message>
    <message>
        <source>SUPABASE_URL is set in the environment and wins over an address that is stored here.</source>
        <translation>SUPABASE_URL ist in der Umgebung gesetzt und hat Vorrang vor einer Adresse, die hier gespeichert wird.</translation>
    </message>
    <message>
        <source>Supabas&amp;e</source>
        <translation>Supabas&amp;e</translation>
    </message>
    <message>
        <source>Run this once in the S&amp;QL editor of the project, then check again:</source>
        <translation>Führen Sie dies einmal im S&amp;QL-Editor des Projekts aus, dann prüfen Sie erneut:</translation>
    </message>
</context>
<context>
    <name>HubRowDialog</name>
    <message>
        <source>Row in the hub</source>
        <translation>Zeile im Hub</translation>
    </message>
    <message>
        <source>Columns and values</source>
        <translation>Spalten und Werte</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;SQL</source>
        <translation>&amp;SQL kopieren</translation>
    </message>
    <message>
        <source>The query that shows this row in the hub&apos;s database</source>
        <translation>Die Abfrage, die diese Zeile in der Datenbank des Hubs zeigt</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Table %1 · id %2</source>
        <extracomment>%1 is a table, %2 the id of a row of it</extracomment>
        <translation>Tabelle %1 · ID %2</translation>
    </message>
    <message>
        <source>Reading the hub…</source>
        <translation>Der Hub wird gelesen …</translation>
    </message>
    <message>
        <source>The hub does not show this row any more.</source>
        <translation>Der Hub zeigt diese Zeile nicht mehr.</translation>
    </message>
    <message>
        <source>Marked as deleted; the row is kept.</source>
        <translation>Als gelöscht markiert; die Zeile wird behalten.</translation>
    </message>
    <message>
        <source>Last edited %1.</source>
        <extracomment>%1 is a time, such as &quot;today 09:41&quot;</extracomment>
        <translation>Zuletzt geändert %1.</translation>
    </message>
</context>
<context>
    <name>HumanText</name>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>would change</source>
        <translation>würde ändern</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>done in part, some records failed</source>
        <translation>teilweise fertig, einige Datensätze sind fehlgeschlagen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped, nothing was written</source>
        <translation>angehalten, nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>done, but something waits for a decision</source>
        <translation>fertig, aber etwas wartet auf eine Entscheidung</translation>
    </message>
    <message>
        <source>another run is at work</source>
        <translation>ein anderer Lauf arbeitet gerade</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>%1 created</source>
        <translation>%1 angelegt</translation>
    </message>
    <message>
        <source>%1 updated</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>%1 restored</source>
        <translation>%1 wiederhergestellt</translation>
    </message>
    <message>
        <source>waiting for a decision: %1 (see &quot;usync conflicts&quot;)</source>
        <translation>warten auf eine Entscheidung: %1 (siehe „usync conflicts“)</translation>
    </message>
    <message>
        <source>paused: %1</source>
        <translation>ausgesetzt: %1</translation>
    </message>
    <message>
        <source>refused by the other side: %1</source>
        <translation>von der anderen Seite abgelehnt: %1</translation>
    </message>
    <message>
        <source>steps refused because the record moved meanwhile: %1</source>
        <translation>Schritte abgelehnt, weil der Datensatz sich inzwischen geändert hat: %1</translation>
    </message>
    <message>
        <source>connecting to %1</source>
        <translation>verbinde mit %1</translation>
    </message>
    <message>
        <source>settling what the last run left</source>
        <translation>kläre, was der letzte Lauf hinterließ</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>lese %1</translation>
    </message>
    <message>
        <source>planning</source>
        <translation>plane</translation>
    </message>
    <message>
        <source>writing %1</source>
        <translation>schreibe %1</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>schließe ab</translation>
    </message>
    <message>
        <source> Concerned: %1 and %2 more.</source>
        <translation> Betroffen: %1 und %2 weitere.</translation>
    </message>
    <message>
        <source> Concerned: %1.</source>
        <translation> Betroffen: %1.</translation>
    </message>
    <message>
        <source> The plan is saved: &quot;usync apply %1&quot; shows it, &quot;usync apply %1 --yes&quot; lets exactly it pass.</source>
        <translation> Der Plan ist gespeichert: „usync apply %1“ zeigt ihn, „usync apply %1 --yes“ lässt genau ihn zu.</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>kept in</source>
        <translation>liegt in</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>erwartet</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2 (does not exist yet; the first run makes it)</source>
        <translation>%1, %2 (gibt es noch nicht; der erste Lauf legt es an)</translation>
    </message>
    <message>
        <source>, %1 of %2</source>
        <translation>, %1 von %2</translation>
    </message>
</context>
<context>
    <name>Judgement</name>
    <message>
        <source>the hub</source>
        <translation>dem Hub</translation>
    </message>
    <message>
        <source>“%1” in %2 is of the type %3; %4 is needed. Left out.</source>
        <translation>„%1“ in %2 ist vom Typ %3; gebraucht wird %4. Wird ausgelassen.</translation>
    </message>
    <message>
        <source>Missing in %1: add “%2” of the type %3. Left out until then.</source>
        <translation>Fehlt in %1: Legen Sie „%2“ vom Typ %3 an. Bis dahin ausgelassen.</translation>
    </message>
    <message>
        <source>Lossy: bold, links and mentions arrive as plain text.</source>
        <translation>Mit Verlust: Fettes, Links und Erwähnungen kommen als einfacher Text an.</translation>
    </message>
    <message>
        <source>Lossy: only the address of the first file is kept, not the file.</source>
        <translation>Mit Verlust: Nur die Adresse der ersten Datei wird behalten, nicht die Datei.</translation>
    </message>
    <message>
        <source>Lossy: no word is set for %1; taken over as it is.</source>
        <translation>Mit Verlust: Für %1 ist kein Wort festgelegt; wird übernommen, wie es ist.</translation>
    </message>
    <message>
        <source>Read only: edits in the hub are not written to Notion.</source>
        <translation>Nur lesbar: Änderungen im Hub werden nicht nach Notion geschrieben.</translation>
    </message>
    <message>
        <source>Not kept in %1.</source>
        <translation>Wird in %1 nicht gehalten.</translation>
    </message>
    <message>
        <source>Whole, into a new column.</source>
        <translation>Vollständig, in eine neue Spalte.</translation>
    </message>
    <message>
        <source>Read only in %1.</source>
        <translation>Nur lesbar in %1.</translation>
    </message>
    <message>
        <source>Arrives whole.</source>
        <translation>Kommt vollständig an.</translation>
    </message>
</context>
<context>
    <name>Keychain</name>
    <message>
        <source>Your system may be asking you to unlock the keychain…</source>
        <translation>Ihr System bittet Sie vielleicht gerade, den Schlüsselbund zu entsperren …</translation>
    </message>
</context>
<context>
    <name>KindWords</name>
    <message>
        <source>Conflicts (%1)</source>
        <translation>Konflikte (%1)</translation>
    </message>
    <message>
        <source>Questions (%1)</source>
        <translation>Fragen (%1)</translation>
    </message>
    <message>
        <source>On hold (%1)</source>
        <translation>Zurückgehalten (%1)</translation>
    </message>
    <message>
        <source>Paused (%1)</source>
        <translation>Ruhend (%1)</translation>
    </message>
    <message>
        <source>Refused (%1)</source>
        <translation>Abgelehnt (%1)</translation>
    </message>
</context>
<context>
    <name>LiveSession</name>
    <message>
        <source>%1 needs %2, which this version cannot reach yet. Settings › General can hide it.</source>
        <extracomment>%1 is a service, %2 an online service such as Google</extracomment>
        <translation>%1 braucht %2; das kann diese Version noch nicht erreichen. Unter Einstellungen › Allgemein lässt sich der Dienst ausblenden.</translation>
    </message>
    <message>
        <source>Notion’s token is missing: set up the connection.</source>
        <translation>Das Token für Notion fehlt: Richten Sie die Verbindung ein.</translation>
    </message>
    <message>
        <source>Notion’s token could not be read: %1</source>
        <translation>Das Token für Notion konnte nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>LogDock</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>Filter …</translation>
    </message>
    <message>
        <source>Text in the log</source>
        <translation>Text im Protokoll</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>Alle Dienste</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Nothing in the log matches.</source>
        <translation>Nichts im Protokoll passt dazu.</translation>
    </message>
    <message>
        <source>Empty: the first preview or sync writes here.</source>
        <translation>Leer: Die erste Vorschau oder der erste Abgleich schreibt hierher.</translation>
    </message>
</context>
<context>
    <name>LogWords</name>
    <message>
        <source>success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Info</translation>
    </message>
</context>
<context>
    <name>LookMenu</name>
    <message>
        <source>L&amp;ook</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>Look &amp;like the system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Li&amp;ght</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Unified Sync</source>
        <translation>Unified Sync</translation>
    </message>
    <message>
        <source>Sync every connected service, in the order that they depend on each other</source>
        <translation>Gleicht jeden verbundenen Dienst ab, in der Reihenfolge ihrer Abhängigkeiten</translation>
    </message>
    <message>
        <source>See what every connected service would change; nothing is written</source>
        <translation>Zeigt, was jeder verbundene Dienst ändern würde; nichts wird geschrieben</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Stop what is running; what was written so far stays recorded</source>
        <translation>Hält an, was läuft; was schon geschrieben ist, bleibt verzeichnet</translation>
    </message>
    <message>
        <source>Search services and records…</source>
        <translation>Dienste und Datensätze suchen …</translation>
    </message>
    <message>
        <source>Search services and records</source>
        <translation>Dienste und Datensätze suchen</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Stopping what runs, so that nothing is left half recorded…</source>
        <translation>Was läuft, wird angehalten, damit nichts halb verzeichnet bleibt …</translation>
    </message>
    <message>
        <source>Change sample &amp;data</source>
        <translation>Beispiel&amp;daten ändern</translation>
    </message>
    <message>
        <source>Notion, the hub, the databases of each service, and what is kept how long</source>
        <translation>Notion, der Hub, die Datenbanken jedes Dienstes und was wie lange behalten wird</translation>
    </message>
    <message>
        <source>The new settings hold as soon as what runs is done.</source>
        <translation>Die neuen Einstellungen gelten, sobald das Laufende fertig ist.</translation>
    </message>
    <message>
        <source>S&amp;ync all</source>
        <translation>Alle ab&amp;gleichen</translation>
    </message>
    <message>
        <source>Pre&amp;view all</source>
        <translation>A&amp;lle ansehen</translation>
    </message>
    <message>
        <source>Let people in Notion and in the hub edit the chosen service, or let something go wrong there; then preview or sync to see what happens</source>
        <translation>Lassen Sie Leute in Notion und im Hub den gewählten Dienst ändern oder dort etwas schiefgehen; sehen Sie dann in einer Vorschau oder einem Abgleich, was geschieht</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>More: the look, the log, the keys, about this program</source>
        <translation>Mehr: Aussehen, Protokoll, Tasten, über dieses Programm</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>MappingModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Was daraus wird</translation>
    </message>
    <message>
        <source>everything arrives whole</source>
        <translation>alles kommt vollständig an</translation>
    </message>
    <message>
        <source>fields: %1</source>
        <translation>Felder: %1</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>ausgelassen: %1</translation>
    </message>
    <message>
        <source>lossy or read only: %1</source>
        <translation>mit Verlust oder nur lesbar: %1</translation>
    </message>
</context>
<context>
    <name>MappingPage</name>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Neu lesen</translation>
    </message>
    <message>
        <source>Fields and where each side keeps them</source>
        <translation>Felder, und wo jede Seite sie hält</translation>
    </message>
    <message>
        <source>Reading the schema…</source>
        <translation>Das Schema wird gelesen …</translation>
    </message>
    <message>
        <source>Both sides are asked which properties and columns they have.</source>
        <translation>Beide Seiten werden gefragt, welche Eigenschaften und Spalten sie haben.</translation>
    </message>
    <message>
        <source>The schema could not be read</source>
        <translation>Das Schema konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Set up the connection…</source>
        <translation>Verbindung einrichten …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Not possible yet</source>
        <translation>Noch nicht möglich</translation>
    </message>
</context>
<context>
    <name>MappingStepPage</name>
    <message>
        <source>Ser&amp;vice</source>
        <translation>&amp;Dienst</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Neu lesen</translation>
    </message>
    <message>
        <source>Fields, where each side keeps them, and what becomes of them</source>
        <translation>Felder, wo jede Seite sie hält und was daraus wird</translation>
    </message>
    <message>
        <source>Reading both sides…</source>
        <translation>Beide Seiten werden gelesen …</translation>
    </message>
</context>
<context>
    <name>OwnValue</name>
    <message>
        <source>Was</source>
        <translation>Vorher</translation>
    </message>
</context>
<context>
    <name>ParagraphPicker</name>
    <message>
        <source>Places where the texts differ</source>
        <translation>Stellen, an denen sich die Texte unterscheiden</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1, gewählt</translation>
    </message>
    <message>
        <source>%1, not chosen</source>
        <translation>%1, nicht gewählt</translation>
    </message>
</context>
<context>
    <name>Phrase</name>
    <message>
        <source>An address with an sslpassword cannot be stored: give it in UNIFIED_SYNC_HUB in the environment, or use a key without a password.</source>
        <translation>Eine Adresse mit sslpassword kann nicht gespeichert werden: Geben Sie sie in UNIFIED_SYNC_HUB in der Umgebung an, oder nehmen Sie einen Schlüssel ohne Passwort.</translation>
    </message>
    <message>
        <source>Storing was stopped.</source>
        <translation>Das Speichern wurde angehalten.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs the side &quot;%2&quot;, which this version cannot reach.</source>
        <translation>&quot;%1&quot; braucht die Seite &quot;%2&quot;, die diese Version nicht erreichen kann.</translation>
    </message>
    <message>
        <source>Set %1 to the id of the Notion database of &quot;%2&quot;.</source>
        <translation>Setzen Sie %1 auf die ID der Notion-Datenbank von &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>There is no Notion token: set NOTION_API_TOKEN, or store it with &quot;usync login notion&quot;.</source>
        <translation>Es gibt kein Notion-Token: Setzen Sie NOTION_API_TOKEN, oder hinterlegen Sie es mit &quot;usync login notion&quot;.</translation>
    </message>
    <message>
        <source>The hub is Supabase: set SUPABASE_URL to the address of the project (https://PROJECT.supabase.co).</source>
        <translation>Der Hub ist Supabase: Setzen Sie SUPABASE_URL auf die Adresse des Projekts (https://PROJECT.supabase.co).</translation>
    </message>
    <message>
        <source>There is no Supabase key: set SUPABASE_KEY to the project&apos;s secret key, or store it with &quot;usync login supabase&quot;.</source>
        <translation>Es gibt keinen Supabase-Schlüssel: Setzen Sie SUPABASE_KEY auf den geheimen Schlüssel des Projekts, oder hinterlegen Sie ihn mit &quot;usync login supabase&quot;.</translation>
    </message>
    <message>
        <source>Nothing with the id %1 waits for a decision; &quot;usync conflicts --all&quot; lists what does.</source>
        <translation>Nichts mit der ID %1 wartet auf eine Entscheidung; &quot;usync conflicts --all&quot; zählt auf, was wartet.</translation>
    </message>
    <message>
        <source>Nothing waits for a decision: nothing was synced yet.</source>
        <translation>Nichts wartet auf eine Entscheidung: Es wurde noch nichts abgeglichen.</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a date such as &quot;2026-12-31&quot;</source>
        <translation>ein Datum wie &quot;2026-12-31&quot;</translation>
    </message>
    <message>
        <source>a time such as &quot;2026-12-31T09:00:00Z&quot;</source>
        <translation>ein Zeitpunkt wie &quot;2026-12-31T09:00:00Z&quot;</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>a side to take (--take), for it names other records</source>
        <translation>eine Seite (--take), denn es nennt andere Datensätze</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>ein Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>The field &quot;%1&quot; needs %2, or null to empty it.</source>
        <translation>Für das Feld &quot;%1&quot; ist %2 nötig, oder null, um es zu leeren.</translation>
    </message>
    <message>
        <source>The conflict about &quot;%1&quot; has no such value.</source>
        <translation>Der Konflikt um &quot;%1&quot; hat keinen solchen Wert.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a question of identity: choose one of its candidates, or keep it apart.</source>
        <translation>Bei &quot;%1&quot; ist die Frage, welcher Datensatz es ist: Wählen Sie einen der Kandidaten, oder lassen Sie ihn getrennt.</translation>
    </message>
    <message>
        <source>The open preview holds nothing with the id %1 that waits for a decision.</source>
        <translation>Die offene Vorschau enthält nichts mit der ID %1, das auf eine Entscheidung wartet.</translation>
    </message>
    <message>
        <source>%1 must be %2.</source>
        <translation>%1 muss Folgendes sein: %2.</translation>
    </message>
    <message>
        <source>an https address; plain http is accepted only for this machine (127.0.0.1)</source>
        <translation>eine https-Adresse; einfaches http wird nur für diesen Rechner (127.0.0.1) angenommen</translation>
    </message>
    <message>
        <source>an origin alone, such as https://api.example.com or http://127.0.0.1:8080</source>
        <translation>eine Adresse ohne Pfad, wie https://api.example.com oder http://127.0.0.1:8080</translation>
    </message>
    <message>
        <source>a number of requests a second above 0, such as 3</source>
        <translation>eine Zahl von Anfragen je Sekunde über 0, wie 3</translation>
    </message>
    <message>
        <source>a share between 0 and 1, such as 0.1</source>
        <translation>ein Anteil zwischen 0 und 1, wie 0.1</translation>
    </message>
    <message>
        <source>a whole number of records, such as 10</source>
        <translation>eine ganze Zahl von Datensätzen, wie 10</translation>
    </message>
    <message>
        <source>abort or warn</source>
        <translation>abort oder warn</translation>
    </message>
    <message>
        <source>sqlite:PATH, supabase or postgres://…</source>
        <translation>sqlite:PATH, supabase oder postgres://…</translation>
    </message>
    <message>
        <source>the address of the project, such as https://PROJECT.supabase.co</source>
        <translation>die Adresse des Projekts, wie https://PROJECT.supabase.co</translation>
    </message>
    <message>
        <source>The rule for conflicts of &quot;%1&quot; in the settings cannot be &quot;%2&quot;: choose another one.</source>
        <translation>Die Regel für Konflikte von &quot;%1&quot; in den Einstellungen kann nicht &quot;%2&quot; sein: Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made; check the rights of the folder above it and the free space.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden; prüfen Sie die Rechte des Ordners darüber und den freien Platz.</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2.</source>
        <translation>Die Datei %1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1: another file of yours defines the service &quot;%2&quot; already; remove one of them.</source>
        <translation>%1: Eine andere Ihrer Dateien beschreibt den Dienst &quot;%2&quot; schon; entfernen Sie eine von beiden.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1: &quot;service&quot; must be another name: &quot;%2&quot; is a command of usync.</source>
        <translation>%1: &quot;service&quot; muss ein anderer Name sein: &quot;%2&quot; ist ein Befehl von usync.</translation>
    </message>
    <message>
        <source>it depends on the service &quot;%1&quot;, which does not exist or cannot be used.</source>
        <translation>er hängt vom Dienst &quot;%1&quot; ab, den es nicht gibt oder der nicht zu gebrauchen ist.</translation>
    </message>
    <message>
        <source>&quot;depends_on&quot; runs in a circle through %1; leave out one of the steps.</source>
        <translation>&quot;depends_on&quot; läuft im Kreis über %1; lassen Sie einen der Schritte weg.</translation>
    </message>
    <message>
        <source>There is no service &quot;%1&quot;; there are %2.</source>
        <translation>Es gibt keinen Dienst &quot;%1&quot;; es gibt %2.</translation>
    </message>
    <message>
        <source>%1 cannot be copied to itself; name two hubs.</source>
        <translation>%1 kann nicht auf sich selbst kopiert werden; nennen Sie zwei Hubs.</translation>
    </message>
    <message>
        <source>There is no hub in %1 that could be copied.</source>
        <translation>In %1 gibt es keinen Hub, der sich kopieren ließe.</translation>
    </message>
    <message>
        <source>%1 and %2 are the same hub, or one is a copy of the other&apos;s file; name two hubs.</source>
        <translation>%1 und %2 sind derselbe Hub, oder einer ist eine Kopie der Datei des anderen; nennen Sie zwei Hubs.</translation>
    </message>
    <message>
        <source>This home goes on with %1 already (%2), and what changed there since is not overwritten: nothing was copied.</source>
        <translation>Dieser Bereich macht schon mit %1 weiter (%2), und was sich dort seither geändert hat, wird nicht überschrieben: Es wurde nichts kopiert.</translation>
    </message>
    <message>
        <source>The tables of these services were not copied, and their state stays with %1: %2.</source>
        <translation>Die Tabellen dieser Dienste wurden nicht kopiert, und ihr Zustand bleibt bei %1: %2.</translation>
    </message>
    <message>
        <source>The settings still name %1: %2</source>
        <translation>Die Einstellungen nennen noch %1: %2</translation>
    </message>
    <message>
        <source>The table sync_logs of the hub %1 lacks one of the columns %2; add it, then copy again.</source>
        <translation>Der Tabelle sync_logs des Hubs %1 fehlt eine der Spalten %2; fügen Sie sie hinzu, und kopieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>This hub is a copy of %1.</source>
        <translation>Dieser Hub ist eine Kopie von %1.</translation>
    </message>
    <message>
        <source>copying %1</source>
        <translation>kopiere %1</translation>
    </message>
    <message>
        <source>Rows of %1 in %2 change all the time while they are copied; stop the other programs that write there, then copy again.</source>
        <translation>Zeilen von %1 in %2 ändern sich ständig, während sie kopiert werden; halten Sie die anderen Programme an, die dort schreiben, und kopieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>looking again at %1</source>
        <translation>sehe %1 noch einmal durch</translation>
    </message>
    <message>
        <source>comparing %1</source>
        <translation>vergleiche %1</translation>
    </message>
    <message>
        <source>%1 changes all the time while it is compared; stop the other programs that write there, then copy again.</source>
        <translation>%1 ändert sich ständig während des Vergleichs; halten Sie die anderen Programme an, die dort schreiben, und kopieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>The hub %1 has no table of any service.</source>
        <translation>Der Hub %1 hat von keinem Dienst eine Tabelle.</translation>
    </message>
    <message>
        <source>%1 conflicts or questions wait for a decision</source>
        <translation>%1 Konflikte oder Fragen warten auf eine Entscheidung</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>a guard would stop it</source>
        <translation>eine Schutzregel würde ihn anhalten</translation>
    </message>
    <message>
        <source>The hub&apos;s log could not be written: %1</source>
        <translation>Das Protokoll des Hubs konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>The lock %1 cannot be written; check the rights of the folder and the free space.</source>
        <translation>Die Sperre %1 kann nicht geschrieben werden; prüfen Sie die Rechte des Ordners und den freien Platz.</translation>
    </message>
    <message>
        <source> (%1, process %2)</source>
        <translation> (%1, Prozess %2)</translation>
    </message>
    <message>
        <source>Another run of &quot;%1&quot; is at work%2; wait for it to end.</source>
        <translation>Ein anderer Lauf von &quot;%1&quot; arbeitet gerade%2; warten Sie, bis er endet.</translation>
    </message>
    <message>
        <source>What that run wrote is not kept any more (it is deleted after %1 days): it cannot be undone.</source>
        <translation>Was dieser Lauf schrieb, wird nicht mehr aufbewahrt (es wird nach %1 Tagen gelöscht): Er lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>Die Datei %1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>Der Lauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The configuration is wrong.</source>
        <translation>Die Einstellungen sind falsch.</translation>
    </message>
    <message>
        <source>The access was refused.</source>
        <translation>Der Zugriff wurde verweigert.</translation>
    </message>
    <message>
        <source>The local state could not be read or written.</source>
        <translation>Der lokale Zustand konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>A safety rule stopped the run.</source>
        <translation>Eine Schutzregel hat den Lauf angehalten.</translation>
    </message>
    <message>
        <source>Another run of this service is at work.</source>
        <translation>Ein anderer Lauf dieses Dienstes arbeitet gerade.</translation>
    </message>
    <message>
        <source>It is missing, or not shared with the integration.</source>
        <translation>Es fehlt oder ist nicht für die Integration freigegeben.</translation>
    </message>
    <message>
        <source>The change was refused.</source>
        <translation>Die Änderung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The record was changed by somebody else meanwhile.</source>
        <translation>Der Datensatz wurde inzwischen von jemand anderem geändert.</translation>
    </message>
    <message>
        <source>The service could not be reached.</source>
        <translation>Der Dienst war nicht zu erreichen.</translation>
    </message>
    <message>
        <source>The answer to a change was lost; the next run finds out what became of it.</source>
        <translation>Die Antwort auf eine Änderung ging verloren; der nächste Lauf stellt fest, was daraus wurde.</translation>
    </message>
    <message>
        <source>The answer could not be understood.</source>
        <translation>Die Antwort war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>Check the token: set NOTION_API_TOKEN, or store it with &quot;usync login notion&quot;.</source>
        <translation>Prüfen Sie das Token: Setzen Sie NOTION_API_TOKEN, oder hinterlegen Sie es mit &quot;usync login notion&quot;.</translation>
    </message>
    <message>
        <source>Nothing was deleted because of it.</source>
        <translation>Deswegen wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>The next run looks at it again.</source>
        <translation>Der nächste Lauf sieht es sich wieder an.</translation>
    </message>
    <message>
        <source>Nothing was lost; run it again later.</source>
        <translation>Es ging nichts verloren; versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>Nothing was taken from it; run it again later.</source>
        <translation>Daraus wurde nichts übernommen; versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>The hub&apos;s answer to %1 changes tells of %2.</source>
        <translation>Die Antwort des Hubs auf %1 Änderungen berichtet von %2.</translation>
    </message>
    <message>
        <source>The row %1 is not in the hub&apos;s table %2 any more.</source>
        <translation>Die Zeile %1 ist nicht mehr in der Hub-Tabelle %2.</translation>
    </message>
    <message>
        <source>The row %1 of the hub&apos;s table %2 changed since it was read.</source>
        <translation>Die Zeile %1 der Hub-Tabelle %2 hat sich geändert, seit sie gelesen wurde.</translation>
    </message>
    <message>
        <source>The hub&apos;s column %1 cannot hold this value: %2.</source>
        <translation>Die Hub-Spalte %1 kann diesen Wert nicht aufnehmen: %2.</translation>
    </message>
    <message>
        <source>The hub&apos;s answer to the question for its tables could not be understood.</source>
        <translation>Die Antwort des Hubs auf die Frage nach seinen Tabellen war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>%1; mend it with: %2;</source>
        <translation>%1; zu beheben mit: %2;</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 has no column %2, which syncing needs</source>
        <translation>Der Hub-Tabelle %1 fehlt die Spalte %2, die der Abgleich braucht</translation>
    </message>
    <message>
        <source>The column %2 of the hub&apos;s table %1 must be unique, or a record could be written twice</source>
        <translation>Die Spalte %2 der Hub-Tabelle %1 muss eindeutig sein, sonst könnte ein Datensatz zweimal geschrieben werden</translation>
    </message>
    <message>
        <source>The column id of the hub&apos;s table %1 is of the type %2; syncing needs UUID or TEXT there.</source>
        <translation>Die Spalte id der Hub-Tabelle %1 ist vom Typ %2; der Abgleich braucht dort UUID oder TEXT.</translation>
    </message>
    <message>
        <source>The column %2 of the hub&apos;s table %1 must be of the type TIMESTAMPTZ, or times cannot be compared</source>
        <translation>Die Spalte %2 der Hub-Tabelle %1 muss vom Typ TIMESTAMPTZ sein, sonst lassen sich Zeiten nicht vergleichen</translation>
    </message>
    <message>
        <source>The role %2 may not read and write the hub&apos;s table %1</source>
        <translation>Die Rolle %2 darf die Hub-Tabelle %1 nicht lesen und schreiben</translation>
    </message>
    <message>
        <source>Row-level security can hide rows of the hub&apos;s table %1 from the role %2, and a hidden row looks like a deleted one: use the secret key (service_role) or the table&apos;s owner.</source>
        <translation>Row-level security kann Zeilen der Hub-Tabelle %1 vor der Rolle %2 verbergen, und eine verborgene Zeile sieht aus wie eine gelöschte: Nehmen Sie den geheimen Schlüssel (service_role) oder den Eigentümer der Tabelle.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 does not move updated_at when a row changes, so that edits there would not be seen</source>
        <translation>Die Hub-Tabelle %1 setzt updated_at nicht neu, wenn sich eine Zeile ändert; Änderungen dort würden nicht bemerkt</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 has no column %2; %3 is left out. To add it: %4;</source>
        <translation>Die Hub-Tabelle %1 hat keine Spalte %2; %3 wird ausgelassen. So fügen Sie sie hinzu: %4;</translation>
    </message>
    <message>
        <source>%1 (hub table)</source>
        <translation>%1 (Hub-Tabelle)</translation>
    </message>
    <message>
        <source>made by the first sync</source>
        <translation>legt der erste Abgleich an</translation>
    </message>
    <message>
        <source>the table has no such column</source>
        <translation>die Tabelle hat keine solche Spalte</translation>
    </message>
    <message>
        <source>kept as %1</source>
        <translation>gehalten als %1</translation>
    </message>
    <message>
        <source>the row is not in the hub&apos;s table %1 any more</source>
        <translation>die Zeile ist nicht mehr in der Hub-Tabelle %1</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>jemand anderem</translation>
    </message>
    <message>
        <source>%1 is being synced into this hub by %2 (its lease ends at %3); try again later.</source>
        <translation>%1 wird gerade von %2 in diesen Hub abgeglichen (die Reservierung endet um %3); versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>The sync was cancelled.</source>
        <translation>Der Abgleich wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The hub gave the same rows of %1 twice.</source>
        <translation>Der Hub lieferte dieselben Zeilen von %1 zweimal.</translation>
    </message>
    <message>
        <source>The row %1 of the table %2 cannot be taken over: %3.</source>
        <translation>Die Zeile %1 der Tabelle %2 kann nicht übernommen werden: %3.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 did not take the row now.</source>
        <translation>Die Hub-Tabelle %1 hat die Zeile jetzt nicht angenommen.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 has a row with this id already.</source>
        <translation>Die Hub-Tabelle %1 hat schon eine Zeile mit dieser ID.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 has a row for this Notion page already.</source>
        <translation>Die Hub-Tabelle %1 hat schon eine Zeile für diese Notion-Seite.</translation>
    </message>
    <message>
        <source>Another row of the hub&apos;s table %1 has the same %2 already, and it must be unique.</source>
        <translation>Eine andere Zeile der Hub-Tabelle %1 hat schon dasselbe %2, und das muss eindeutig sein.</translation>
    </message>
    <message>
        <source>The column %2 of the hub&apos;s table %1 must not be empty.</source>
        <translation>Die Spalte %2 der Hub-Tabelle %1 darf nicht leer sein.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 refused the row: %2.</source>
        <translation>Die Hub-Tabelle %1 hat die Zeile abgelehnt: %2.</translation>
    </message>
    <message>
        <source>the hub counts %1 rows in %2 and gave only %3</source>
        <translation>der Hub zählt %1 Zeilen in %2 und lieferte nur %3</translation>
    </message>
    <message>
        <source>The role %1 may not see every row of the table %2 of the hub %3: use the secret key (service_role) or the table&apos;s owner.</source>
        <translation>Die Rolle %1 darf nicht jede Zeile der Tabelle %2 des Hubs %3 sehen: Nehmen Sie den geheimen Schlüssel (service_role) oder den Eigentümer der Tabelle.</translation>
    </message>
    <message>
        <source>%1 contains a NUL character, which a database cannot hold</source>
        <translation>%1 enthält ein NUL-Zeichen, das eine Datenbank nicht aufnehmen kann</translation>
    </message>
    <message>
        <source>%1 is not JSON, and a column of the type %2 holds nothing else</source>
        <translation>%1 ist kein JSON, und eine Spalte vom Typ %2 nimmt nichts anderes auf</translation>
    </message>
    <message>
        <source>The hub %1 could not do it now: %2</source>
        <translation>Der Hub %1 konnte es jetzt nicht tun: %2</translation>
    </message>
    <message>
        <source>The hub %1 broke off: %2</source>
        <translation>Der Hub %1 brach ab: %2</translation>
    </message>
    <message>
        <source>The hub %1 does not let us in: %2; check the user and the password in UNIFIED_SYNC_HUB</source>
        <translation>Der Hub %1 lässt uns nicht ein: %2; prüfen Sie Benutzer und Passwort in UNIFIED_SYNC_HUB</translation>
    </message>
    <message>
        <source>The hub %1 forbids it: %2; run what &quot;usync hub-schema&quot; prints as the owner of the database</source>
        <translation>Der Hub %1 verbietet es: %2; führen Sie als Eigentümer der Datenbank aus, was &quot;usync hub-schema&quot; ausgibt</translation>
    </message>
    <message>
        <source>The hub %1 lacks something: %2; &quot;usync hub-schema&quot; prints the statements that make it</source>
        <translation>Dem Hub %1 fehlt etwas: %2; &quot;usync hub-schema&quot; gibt die Anweisungen aus, die es anlegen</translation>
    </message>
    <message>
        <source>The hub %1 can only be read: %2; connect to the primary server as a user who may write</source>
        <translation>Der Hub %1 lässt sich nur lesen: %2; verbinden Sie sich mit dem primären Server, als Benutzer, der schreiben darf</translation>
    </message>
    <message>
        <source>The disk of the hub %1 is full; free some space there and try again</source>
        <translation>Der Datenträger des Hubs %1 ist voll; schaffen Sie dort Platz, und versuchen Sie es wieder</translation>
    </message>
    <message>
        <source>The hub %1 has no table %2 with a column %3.</source>
        <translation>Der Hub %1 hat keine Tabelle %2 mit einer Spalte %3.</translation>
    </message>
    <message>
        <source>The table %1 of the hub %2 has no column %3, which holds values in %4; add it with: %5;</source>
        <translation>Die Tabelle %1 des Hubs %2 hat keine Spalte %3, die in %4 Werte enthält; fügen Sie sie hinzu mit: %5;</translation>
    </message>
    <message>
        <source>The hub %1 has rows in %2 already; a hub is copied only to where there are none: empty that table, or name another hub.</source>
        <translation>Der Hub %1 hat schon Zeilen in %2; kopiert wird ein Hub nur dorthin, wo keine sind: Leeren Sie diese Tabelle, oder nennen Sie einen anderen Hub.</translation>
    </message>
    <message>
        <source>The copy was interrupted.</source>
        <translation>Das Kopieren wurde unterbrochen.</translation>
    </message>
    <message>
        <source>The hub %1 gave the same rows of %2 twice.</source>
        <translation>Der Hub %1 lieferte dieselben Zeilen von %2 zweimal.</translation>
    </message>
    <message>
        <source>both have %1 rows, and their contents differ</source>
        <translation>beide haben %1 Zeilen, und deren Inhalt unterscheidet sich</translation>
    </message>
    <message>
        <source>%1 rows and %2 rows</source>
        <translation>%1 Zeilen und %2 Zeilen</translation>
    </message>
    <message>
        <source>The copy of %1 in %2 is not equal to what is in %3 (%4): somebody may have written there meanwhile; stop the programs that do, empty the table in %2 and copy again.</source>
        <translation>Die Kopie von %1 in %2 gleicht nicht dem, was in %3 ist (%4): Vielleicht hat inzwischen jemand dort geschrieben; halten Sie die Programme an, die das tun, leeren Sie die Tabelle in %2, und kopieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>Rows of %1 were deleted in %2 since it was copied, and are still in %3: %4; delete them there too, then copy again.</source>
        <translation>Zeilen von %1 wurden in %2 gelöscht, seit es kopiert wurde, und sind noch in %3: %4; löschen Sie sie auch dort, und kopieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>Rows of %1 changed in %2 as well as in %3 since the one was copied to the other: %4; make them equal in both, then copy again.</source>
        <translation>Zeilen von %1 haben sich sowohl in %2 als auch in %3 geändert, seit das eine ins andere kopiert wurde: %4; gleichen Sie sie in beiden an, und kopieren Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>Rows of %1 were in %2 and have changed in %3 meanwhile: %4; nothing there is overwritten. Stop the programs that write to %3, take over what they changed by hand, empty the table there, and copy again.</source>
        <translation>Zeilen von %1 waren in %2 und haben sich inzwischen in %3 geändert: %4; dort wird nichts überschrieben. Halten Sie die Programme an, die in %3 schreiben, übernehmen Sie deren Änderungen von Hand, leeren Sie die Tabelle dort, und kopieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; must be %3.</source>
        <translation>%1: &quot;%2&quot; muss Folgendes sein: %3.</translation>
    </message>
    <message>
        <source>TEXT, TEXT[], INTEGER, DOUBLE PRECISION, NUMERIC, BOOLEAN, DATE, TIMESTAMPTZ, UUID, UUID[] or JSONB</source>
        <translation>TEXT, TEXT[], INTEGER, DOUBLE PRECISION, NUMERIC, BOOLEAN, DATE, TIMESTAMPTZ, UUID, UUID[] oder JSONB</translation>
    </message>
    <message>
        <source>the name of a column</source>
        <translation>der Name einer Spalte</translation>
    </message>
    <message>
        <source>a list of lists of column names</source>
        <translation>eine Liste von Listen von Spaltennamen</translation>
    </message>
    <message>
        <source>an object that has a side &quot;hub&quot;</source>
        <translation>ein Objekt mit einer Seite &quot;hub&quot;</translation>
    </message>
    <message>
        <source>the name of a table</source>
        <translation>der Name einer Tabelle</translation>
    </message>
    <message>
        <source>the page %1</source>
        <translation>die Seite %1</translation>
    </message>
    <message>
        <source>the integration itself</source>
        <translation>die Integration selbst</translation>
    </message>
    <message>
        <source>Notion&apos;s listing of a property of the page %1 does not end.</source>
        <translation>Notions Auflistung einer Eigenschaft der Seite %1 endet nicht.</translation>
    </message>
    <message>
        <source>a new page</source>
        <translation>eine neue Seite</translation>
    </message>
    <message>
        <source>more pages of %1 share one minute than Notion lists (10,000)</source>
        <translation>in einer einzigen Minute liegen mehr Seiten für %1, als Notion auflistet (10.000)</translation>
    </message>
    <message>
        <source>Notion did not list all of %1 (%2)</source>
        <translation>Notion hat für %1 nicht alles aufgelistet (%2)</translation>
    </message>
    <message>
        <source>There is nothing to write.</source>
        <translation>Es gibt nichts zu schreiben.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no Notion side.</source>
        <translation>&quot;%1&quot; wird nicht mit Notion abgeglichen.</translation>
    </message>
    <message>
        <source>%1 (Notion database)</source>
        <translation>%1 (Notion-Datenbank)</translation>
    </message>
    <message>
        <source>the pages in the bin</source>
        <translation>die Seiten im Papierkorb</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the id of a page.</source>
        <translation>&quot;%1&quot; ist nicht die ID einer Seite.</translation>
    </message>
    <message>
        <source>The page was moved to another place in Notion.</source>
        <translation>Die Seite wurde in Notion an einen anderen Ort verschoben.</translation>
    </message>
    <message>
        <source>The page is archived in Notion.</source>
        <translation>Die Seite ist in Notion archiviert.</translation>
    </message>
    <message>
        <source>Notion shows the page %1 only in part.</source>
        <translation>Notion zeigt die Seite %1 nur zum Teil.</translation>
    </message>
    <message>
        <source>the database of &quot;%1&quot;</source>
        <translation>die Datenbank von &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the list of databases</source>
        <translation>die Liste der Datenbanken</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>Status %1</translation>
    </message>
    <message>
        <source>Notion could not answer about %1 just now (%2); try again later.</source>
        <translation>Notion konnte gerade keine Auskunft über %1 geben (%2); versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>Notion failed while it changed %1 (%2); the next run looks whether the change was saved.</source>
        <translation>Bei Notion trat ein Fehler auf, als es %1 änderte (%2); der nächste Lauf sieht nach, ob die Änderung gespeichert wurde.</translation>
    </message>
    <message>
        <source>Notion has blocked the requests of this integration; ask Notion&apos;s support why.</source>
        <translation>Notion hat die Anfragen dieser Integration gesperrt; fragen Sie den Support von Notion nach dem Grund.</translation>
    </message>
    <message>
        <source>Notion still asks for patience after all repetitions while %1 was asked for; try again later.</source>
        <translation>Notion bittet auch nach allen Wiederholungen um Geduld bei der Anfrage um %1; versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>%1 has several data sources; give the id of one of them.</source>
        <translation>%1 hat mehrere Datenquellen; geben Sie die ID einer davon an.</translation>
    </message>
    <message>
        <source>Notion refused the request about %1: %2</source>
        <translation>Notion hat die Anfrage um %1 abgelehnt: %2</translation>
    </message>
    <message>
        <source>Somebody changed %1 at the same moment.</source>
        <translation>Jemand änderte im selben Augenblick %1.</translation>
    </message>
    <message>
        <source>Notion does not show %1: it is missing or not shared with the integration.</source>
        <translation>Notion zeigt nichts für %1: Es fehlt oder ist nicht für die Integration freigegeben.</translation>
    </message>
    <message>
        <source>Notion refused the token; check NOTION_API_TOKEN or connect Notion again in the settings.</source>
        <translation>Notion hat das Token abgelehnt; prüfen Sie NOTION_API_TOKEN, oder verbinden Sie Notion in den Einstellungen neu.</translation>
    </message>
    <message>
        <source>The server answers for Notion with a redirect (status %1), which is not followed; check NOTION_API_URL.</source>
        <translation>Der Server antwortet für Notion mit einer Umleitung (Status %1), der nicht gefolgt wird; prüfen Sie NOTION_API_URL.</translation>
    </message>
    <message>
        <source>Notion&apos;s answer about %1 could not be read; the next run looks whether the change was saved.</source>
        <translation>Notions Antwort über %1 konnte nicht gelesen werden; der nächste Lauf sieht nach, ob die Änderung gespeichert wurde.</translation>
    </message>
    <message>
        <source>What came back for %1 is not an answer of Notion (is there a login page or a proxy in between?).</source>
        <translation>Was für %1 zurückkam, ist keine Antwort von Notion (ist eine Anmeldeseite oder ein Proxy dazwischen?).</translation>
    </message>
    <message>
        <source>The field &quot;%1&quot; of the definition: &quot;notion.%2&quot; must be %3.</source>
        <translation>Das Feld &quot;%1&quot; der Definition: &quot;notion.%2&quot; muss Folgendes sein: %3.</translation>
    </message>
    <message>
        <source>The field &quot;%1&quot; of the definition: &quot;notion.%2&quot; is not a known key.</source>
        <translation>Das Feld &quot;%1&quot; der Definition: &quot;notion.%2&quot; ist kein bekannter Schlüssel.</translation>
    </message>
    <message>
        <source>created_time, last_edited_time or url</source>
        <translation>created_time, last_edited_time oder url</translation>
    </message>
    <message>
        <source>a property&apos;s name, or a list of names to try</source>
        <translation>der Name einer Eigenschaft oder eine Liste von Namen zum Probieren</translation>
    </message>
    <message>
        <source>an object from Notion&apos;s value to the field&apos;s</source>
        <translation>ein Objekt von Notions Wert zu dem des Feldes</translation>
    </message>
    <message>
        <source>%1 is missing in &quot;%2&quot;</source>
        <translation>%1 fehlt in &quot;%2&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in &quot;%2&quot; is of the type %3 instead of %4</source>
        <translation>&quot;%1&quot; in &quot;%2&quot; ist vom Typ %3 statt %4</translation>
    </message>
    <message>
        <source>The map of &quot;%1&quot; gives %2 options the meaning &quot;%3&quot; (%4): a record that is set to it elsewhere gets &quot;%5&quot; in Notion. Give each option its own meaning in the definition.</source>
        <translation>Die Zuordnung von &quot;%1&quot; gibt %2 Optionen die Bedeutung &quot;%3&quot; (%4): Ein Datensatz, der anderswo darauf gesetzt wird, erhält in Notion &quot;%5&quot;. Geben Sie jeder Option in der Definition ihre eigene Bedeutung.</translation>
    </message>
    <message>
        <source>The property %1; the field &quot;%2&quot; is left out.</source>
        <translation>Die Eigenschaft %1; das Feld &quot;%2&quot; wird ausgelassen.</translation>
    </message>
    <message>
        <source>(last edited)</source>
        <translation>(zuletzt geändert)</translation>
    </message>
    <message>
        <source>(other properties)</source>
        <translation>(weitere Eigenschaften)</translation>
    </message>
    <message>
        <source>not kept in Notion</source>
        <translation>wird in Notion nicht gehalten</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of the page %2 could not be read whole: %3</source>
        <translation>&quot;%1&quot; der Seite %2 konnte nicht vollständig gelesen werden: %3</translation>
    </message>
    <message>
        <source>It is not known whether all of &quot;%1&quot; is shown: %2</source>
        <translation>Es ist nicht bekannt, ob von &quot;%1&quot; alles gezeigt wird: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; points to a database that the integration cannot read, so Notion does not show what it holds; it is left as it is. In Notion open that database, then its menu, Connections, and add the integration.</source>
        <translation>&quot;%1&quot; verweist auf eine Datenbank, die die Integration nicht lesen kann, darum zeigt Notion nicht, was darin steht; es bleibt, wie es ist. Öffnen Sie in Notion diese Datenbank, dann ihr Menü, Verbindungen, und fügen Sie die Integration hinzu.</translation>
    </message>
    <message>
        <source>The text of the page %1 could not be read: %2</source>
        <translation>Der Text der Seite %1 konnte nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>Notion shows only part of the text of the page %1; it is left as it is.</source>
        <translation>Notion zeigt nur einen Teil vom Text der Seite %1; er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>The definition&apos;s map has no word for this value, which is taken over as it is: %1</source>
        <translation>Die Zuordnung der Definition hat kein Wort für diesen Wert; er wird übernommen, wie er ist: %1</translation>
    </message>
    <message>
        <source>Notion has no property for this field.</source>
        <translation>Notion hat keine Eigenschaft für dieses Feld.</translation>
    </message>
    <message>
        <source>This field is only read from Notion, never written.</source>
        <translation>Dieses Feld wird aus Notion nur gelesen, nie geschrieben.</translation>
    </message>
    <message>
        <source>Notion shows only part of the page&apos;s text, so it is not overwritten.</source>
        <translation>Notion zeigt nur einen Teil vom Text der Seite, darum wird er nicht überschrieben.</translation>
    </message>
    <message>
        <source>%1 has more digits than a Notion number keeps.</source>
        <translation>%1 hat mehr Stellen, als eine Notion-Zahl behält.</translation>
    </message>
    <message>
        <source>Notion takes no comma in an option&apos;s name: &quot;%1&quot;.</source>
        <translation>Notion nimmt kein Komma im Namen einer Option: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>The option &quot;%1…&quot; is longer than the %2 characters that Notion takes.</source>
        <translation>Die Option &quot;%1…&quot; ist länger als die %2 Zeichen, die Notion annimmt.</translation>
    </message>
    <message>
        <source>A Notion status cannot be empty.</source>
        <translation>Ein Notion-Status kann nicht leer sein.</translation>
    </message>
    <message>
        <source>The status &quot;%1&quot; does not exist in Notion (there are: %2); add it there.</source>
        <translation>Den Status &quot;%1&quot; gibt es in Notion nicht (es gibt: %2); fügen Sie ihn dort hinzu.</translation>
    </message>
    <message>
        <source>%1 entries are more than the %2 that Notion takes at once.</source>
        <translation>%1 Einträge sind mehr als die %2, die Notion auf einmal annimmt.</translation>
    </message>
    <message>
        <source>A Notion date cannot have an end without a start.</source>
        <translation>Ein Notion-Datum kann kein Ende ohne Beginn haben.</translation>
    </message>
    <message>
        <source>&quot;%1…&quot; is longer than the %2 characters that Notion takes here.</source>
        <translation>&quot;%1…&quot; ist länger als die %2 Zeichen, die Notion hier annimmt.</translation>
    </message>
    <message>
        <source>The files kept in Notion itself would be lost.</source>
        <translation>Die Dateien, die in Notion selbst liegen, gingen verloren.</translation>
    </message>
    <message>
        <source>The address of the file is too long for Notion.</source>
        <translation>Die Adresse der Datei ist zu lang für Notion.</translation>
    </message>
    <message>
        <source>A place in Notion needs a latitude and a longitude.</source>
        <translation>Ein Ort in Notion braucht Breite und Länge.</translation>
    </message>
    <message>
        <source>Notion keeps &quot;%1&quot; by itself; it cannot be written.</source>
        <translation>Notion führt &quot;%1&quot; selbst; es kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The value of &quot;%1&quot; is not known.</source>
        <translation>Der Wert von &quot;%1&quot; ist nicht bekannt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds more mentions than Notion shows; writing it would lose them.</source>
        <translation>&quot;%1&quot; enthält mehr Erwähnungen, als Notion zeigt; beim Schreiben gingen sie verloren.</translation>
    </message>
    <message>
        <source>the database of &quot;%1&quot; (%2)</source>
        <translation>die Datenbank von &quot;%1&quot; (%2)</translation>
    </message>
    <message>
        <source>In Notion open the database, then its menu, Connections, and add the integration; or correct %1.</source>
        <translation>Öffnen Sie in Notion die Datenbank, dann ihr Menü, Verbindungen, und fügen Sie die Integration hinzu; oder berichtigen Sie %1.</translation>
    </message>
    <message>
        <source>The database of &quot;%1&quot; shows no data source; share it with the integration in Notion.</source>
        <translation>Die Datenbank von &quot;%1&quot; zeigt keine Datenquelle; geben Sie sie in Notion für die Integration frei.</translation>
    </message>
    <message>
        <source>The database of &quot;%1&quot; has several data sources; set %2 to the id of the one to sync: %3.</source>
        <translation>Die Datenbank von &quot;%1&quot; hat mehrere Datenquellen; setzen Sie %2 auf die ID derjenigen, die abgeglichen werden soll: %3.</translation>
    </message>
    <message>
        <source>No Notion database is set for &quot;%1&quot;; set %2 to its id or link, or choose it in the settings.</source>
        <translation>Für &quot;%1&quot; ist keine Notion-Datenbank gesetzt; setzen Sie %2 auf ihre ID oder ihren Link, oder wählen Sie sie in den Einstellungen.</translation>
    </message>
    <message>
        <source>%1 holds no Notion id: give the 32 digits of the database, or its link.</source>
        <translation>%1 enthält keine Notion-ID: Geben Sie die 32 Stellen der Datenbank oder ihren Link an.</translation>
    </message>
    <message>
        <source>The database of &quot;%1&quot; is in Notion&apos;s bin; restore it there.</source>
        <translation>Die Datenbank von &quot;%1&quot; liegt in Notions Papierkorb; stellen Sie sie dort wieder her.</translation>
    </message>
    <message>
        <source>The text has %1 characters; a Notion property holds at most %2.</source>
        <translation>Der Text hat %1 Zeichen; eine Notion-Eigenschaft fasst höchstens %2.</translation>
    </message>
    <message>
        <source>the database %1</source>
        <translation>die Datenbank %1</translation>
    </message>
    <message>
        <source>The scan was cancelled.</source>
        <translation>Die Suche wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Notion described the database in a form that is not known; a newer version of Unified Sync may be needed.</source>
        <translation>Notion hat die Datenbank in einer unbekannten Form beschrieben; vielleicht ist eine neuere Version von Unified Sync nötig.</translation>
    </message>
    <message>
        <source>the related database (%1)</source>
        <translation>die verknüpfte Datenbank (%1)</translation>
    </message>
    <message>
        <source>The address of the PostgreSQL hub is not right: %1. It has the form postgres://USER:PASSWORD@HOST:PORT/DATABASE; special characters in it are percent-encoded.</source>
        <translation>Die Adresse des PostgreSQL-Hubs stimmt nicht: %1. Sie hat die Form postgres://USER:PASSWORD@HOST:PORT/DATABASE; Sonderzeichen darin werden prozentkodiert.</translation>
    </message>
    <message>
        <source>it is no URL</source>
        <translation>sie ist keine URL</translation>
    </message>
    <message>
        <source>a #, / or ? in the password (or an @ after the host) must be written as %23, %2F, %3F or %40</source>
        <translation>ein #, / oder ? im Passwort (oder ein @ nach dem Rechner) muss als %23, %2F, %3F oder %40 geschrieben werden</translation>
    </message>
    <message>
        <source>it does not begin with postgres://</source>
        <translation>sie beginnt nicht mit postgres://</translation>
    </message>
    <message>
        <source>the option %1 has a value that cannot be passed on</source>
        <translation>die Option %1 hat einen Wert, der sich nicht weitergeben lässt</translation>
    </message>
    <message>
        <source>The hub %1 cannot be reached (%2); check its address in UNIFIED_SYNC_HUB and the network</source>
        <translation>Der Hub %1 ist nicht zu erreichen (%2); prüfen Sie seine Adresse in UNIFIED_SYNC_HUB und das Netzwerk</translation>
    </message>
    <message>
        <source>Qt&apos;s driver for PostgreSQL is not installed; on Debian: apt install libqt6sql6-psql.</source>
        <translation>Der Qt-Treiber für PostgreSQL ist nicht installiert; unter Debian: apt install libqt6sql6-psql.</translation>
    </message>
    <message>
        <source>Qt&apos;s driver for PostgreSQL is not libpq&apos;s; install the one that comes with Qt.</source>
        <translation>Der Qt-Treiber für PostgreSQL ist nicht der von libpq; installieren Sie den, der zu Qt gehört.</translation>
    </message>
    <message>
        <source>The hub %1 is locked by another program; close that program and try again.</source>
        <translation>Der Hub %1 ist von einem anderen Programm gesperrt; schließen Sie dieses Programm, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The disk that holds the hub %1 is full; free some space and try again.</source>
        <translation>Der Datenträger, auf dem der Hub %1 liegt, ist voll; schaffen Sie Platz, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>%1 is not a SQLite database; set UNIFIED_SYNC_HUB to the hub&apos;s file, or to one that does not exist yet.</source>
        <translation>%1 ist keine SQLite-Datenbank; setzen Sie UNIFIED_SYNC_HUB auf die Datei des Hubs oder auf eine, die es noch nicht gibt.</translation>
    </message>
    <message>
        <source>The hub %1 is damaged; restore it from a backup.</source>
        <translation>Der Hub %1 ist beschädigt; stellen Sie ihn aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The hub %1 cannot be opened for writing; check that its folder exists and that you may write to both.</source>
        <translation>Der Hub %1 lässt sich nicht zum Schreiben öffnen; prüfen Sie, ob es seinen Ordner gibt und ob Sie in beide schreiben dürfen.</translation>
    </message>
    <message>
        <source>Reading or writing the hub %1 failed; check the disk and its free space.</source>
        <translation>Lesen oder Schreiben des Hubs %1 ist fehlgeschlagen; prüfen Sie den Datenträger und dessen freien Platz.</translation>
    </message>
    <message>
        <source>The hub %1 refused a statement: %2.</source>
        <translation>Der Hub %1 hat eine Anweisung abgelehnt: %2.</translation>
    </message>
    <message>
        <source>The folder %1 of the hub cannot be made; check that you may write there.</source>
        <translation>Der Ordner %1 des Hubs kann nicht angelegt werden; prüfen Sie, ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>The hub %1 cannot be made: %2. Check that you may write to its folder.</source>
        <translation>Der Hub %1 kann nicht angelegt werden: %2. Prüfen Sie, ob Sie in seinen Ordner schreiben dürfen.</translation>
    </message>
    <message>
        <source>The hub %1 is not open.</source>
        <translation>Der Hub %1 ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 has no such column.</source>
        <translation>Die Hub-Tabelle %1 hat keine solche Spalte.</translation>
    </message>
    <message>
        <source>The hub&apos;s table %1 has no column %2, which syncing needs; add it with: %3;</source>
        <translation>Der Hub-Tabelle %1 fehlt die Spalte %2, die der Abgleich braucht; fügen Sie sie hinzu mit: %3;</translation>
    </message>
    <message>
        <source>Supabase (%1) refuses the key: %2. Set SUPABASE_KEY to the secret key of the project (Project Settings, API Keys), or store it with &quot;usync login supabase&quot;.</source>
        <translation>Supabase (%1) lehnt den Schlüssel ab: %2. Setzen Sie SUPABASE_KEY auf den geheimen Schlüssel des Projekts (Project Settings, API Keys), oder hinterlegen Sie ihn mit &quot;usync login supabase&quot;.</translation>
    </message>
    <message>
        <source>Supabase (%1) has no connection to its database (%2); try again later</source>
        <translation>Supabase (%1) hat keine Verbindung zu seiner Datenbank (%2); versuchen Sie es später wieder</translation>
    </message>
    <message>
        <source>Supabase (%1) lacks something: %2. Run what &quot;usync hub-schema&quot; prints in the SQL editor of the project; where it was made just now, wait a moment.</source>
        <translation>Bei Supabase (%1) fehlt etwas: %2. Führen Sie im SQL-Editor des Projekts aus, was &quot;usync hub-schema&quot; ausgibt; ist das eben geschehen, warten Sie einen Augenblick.</translation>
    </message>
    <message>
        <source>%1 does not take requests of this size</source>
        <translation>%1 nimmt keine Anfragen dieser Größe an</translation>
    </message>
    <message>
        <source>%1 does not answer like a Supabase project (%2); check SUPABASE_URL, it has the form https://PROJECT.supabase.co</source>
        <translation>%1 antwortet nicht wie ein Supabase-Projekt (%2); prüfen Sie SUPABASE_URL, es hat die Form https://PROJECT.supabase.co</translation>
    </message>
    <message>
        <source>The Supabase project %1 does not answer as it should (%2); it may be paused: look at it in the Supabase dashboard, then try again</source>
        <translation>Das Supabase-Projekt %1 antwortet nicht, wie es soll (%2); vielleicht ruht es: Sehen Sie im Supabase-Dashboard nach, und versuchen Sie es dann wieder</translation>
    </message>
    <message>
        <source>The answer of Supabase (%1) is not JSON; check SUPABASE_URL, and what stands between this machine and the project</source>
        <translation>Die Antwort von Supabase (%1) ist kein JSON; prüfen Sie SUPABASE_URL, und was zwischen diesem Rechner und dem Projekt steht</translation>
    </message>
    <message>
        <source>SUPABASE_KEY is the project&apos;s publishable (anon) key, from which row-level security hides rows, and a hidden row looks like a deleted one: use the secret key (sb_secret_…, or service_role) instead.</source>
        <translation>SUPABASE_KEY ist der öffentliche Schlüssel (anon) des Projekts, vor dem row-level security Zeilen verbirgt, und eine verborgene Zeile sieht aus wie eine gelöschte: Nehmen Sie stattdessen den geheimen Schlüssel (sb_secret_… oder service_role).</translation>
    </message>
    <message>
        <source>The answer of Supabase (%1) about its tables could not be understood.</source>
        <translation>Die Antwort von Supabase (%1) über seine Tabellen war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The Supabase project %1 lacks what syncing needs, and only you can make it: run what &quot;usync hub-schema&quot; prints in the SQL editor of the project once, then try again.</source>
        <translation>Dem Supabase-Projekt %1 fehlt, was der Abgleich braucht, und nur Sie können es anlegen: Führen Sie einmal im SQL-Editor des Projekts aus, was &quot;usync hub-schema&quot; ausgibt, und versuchen Sie es dann wieder.</translation>
    </message>
    <message>
        <source>The answer of Supabase (%1) about the table %2 is not a list of rows.</source>
        <translation>Die Antwort von Supabase (%1) über die Tabelle %2 ist keine Liste von Zeilen.</translation>
    </message>
    <message>
        <source>Supabase (%1) left out the column %2 of the table %3.</source>
        <translation>Supabase (%1) hat die Spalte %2 der Tabelle %3 ausgelassen.</translation>
    </message>
    <message>
        <source>Supabase (%1) does not say how many rows the table %2 has.</source>
        <translation>Supabase (%1) sagt nicht, wie viele Zeilen die Tabelle %2 hat.</translation>
    </message>
    <message>
        <source>Supabase (%1) took rows of the table %2 without showing them.</source>
        <translation>Supabase (%1) hat Zeilen der Tabelle %2 angenommen, ohne sie zu zeigen.</translation>
    </message>
    <message>
        <source>This is not a plan that can be carried out: %1.</source>
        <translation>Das ist kein Plan, der sich ausführen ließe: %1.</translation>
    </message>
    <message>
        <source>it is not valid JSON (%1 at byte %2)</source>
        <translation>er ist kein gültiges JSON (%1 bei Byte %2)</translation>
    </message>
    <message>
        <source>it was not written by &quot;usync plan&quot;</source>
        <translation>er wurde nicht von &quot;usync plan&quot; geschrieben</translation>
    </message>
    <message>
        <source>it was written by another version; make a new plan</source>
        <translation>er wurde von einer anderen Version geschrieben; machen Sie einen neuen Plan</translation>
    </message>
    <message>
        <source>it is for another service</source>
        <translation>er ist für einen anderen Dienst</translation>
    </message>
    <message>
        <source>the definition of &quot;%1&quot; has changed since it was made; make a new plan</source>
        <translation>die Definition von &quot;%1&quot; hat sich geändert, seit er gemacht wurde; machen Sie einen neuen Plan</translation>
    </message>
    <message>
        <source>incremental, full or hours</source>
        <translation>incremental, full oder hours</translation>
    </message>
    <message>
        <source>a list with one entry for each side</source>
        <translation>eine Liste mit einem Eintrag für jede Seite</translation>
    </message>
    <message>
        <source>create, update, delete or restore</source>
        <translation>create, update, delete oder restore</translation>
    </message>
    <message>
        <source>a list of the definition&apos;s fields</source>
        <translation>eine Liste von Feldern der Definition</translation>
    </message>
    <message>
        <source>one for each of &quot;fields&quot;, or none</source>
        <translation>einer für jedes von &quot;fields&quot;, oder keiner</translation>
    </message>
    <message>
        <source>given, like &quot;edited&quot;, for each side</source>
        <translation>wie &quot;edited&quot; für jede Seite angegeben</translation>
    </message>
    <message>
        <source>a list of value, revision, side and time</source>
        <translation>eine Liste aus Wert, Revision, Seite und Zeit</translation>
    </message>
    <message>
        <source>made of lists of value and revision</source>
        <translation>aus Listen von Wert und Revision gebildet</translation>
    </message>
    <message>
        <source>given with one entry for each field</source>
        <translation>mit einem Eintrag für jedes Feld angegeben</translation>
    </message>
    <message>
        <source>given once for each field</source>
        <translation>einmal für jedes Feld angegeben</translation>
    </message>
    <message>
        <source>given once for each side</source>
        <translation>einmal für jede Seite angegeben</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be %2</source>
        <translation>&quot;%1&quot; muss Folgendes sein: %2</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a whole number from %1 and below %2</source>
        <translation>eine ganze Zahl ab %1 und unter %2</translation>
    </message>
    <message>
        <source>a time in ISO 8601</source>
        <translation>ein Zeitpunkt nach ISO 8601</translation>
    </message>
    <message>
        <source>a text that is not empty</source>
        <translation>ein Text, der nicht leer ist</translation>
    </message>
    <message>
        <source>left out: it is not a known key (known: %1)</source>
        <translation>weggelassen, denn der Schlüssel ist nicht bekannt (bekannt: %1)</translation>
    </message>
    <message>
        <source>1; the file was made for a newer version of Unified Sync</source>
        <translation>1; die Datei wurde für eine neuere Version von Unified Sync gemacht</translation>
    </message>
    <message>
        <source>a lower-case name of letters, digits and underscores</source>
        <translation>ein kleingeschriebener Name aus Buchstaben, Ziffern und Unterstrichen</translation>
    </message>
    <message>
        <source>one_way, two_way or multi_source</source>
        <translation>one_way, two_way oder multi_source</translation>
    </message>
    <message>
        <source>newer_wins, ask, or a side&apos;s name followed by _wins</source>
        <translation>newer_wins, ask oder der Name einer Seite, gefolgt von _wins</translation>
    </message>
    <message>
        <source>an object with at least two sides, such as notion and hub</source>
        <translation>ein Objekt mit mindestens zwei Seiten, wie notion und hub</translation>
    </message>
    <message>
        <source>source, destination or peer</source>
        <translation>source, destination oder peer</translation>
    </message>
    <message>
        <source>instant, for it holds an edit time</source>
        <translation>instant, denn es enthält den Zeitpunkt einer Änderung</translation>
    </message>
    <message>
        <source>text, choice, integer, number, boolean, date, instant, tags, reference, body or json</source>
        <translation>text, choice, integer, number, boolean, date, instant, tags, reference, body oder json</translation>
    </message>
    <message>
        <source>the name of one of the sides</source>
        <translation>der Name einer der Seiten</translation>
    </message>
    <message>
        <source>an object that says where this side keeps the field</source>
        <translation>ein Objekt, das sagt, wo diese Seite das Feld hält</translation>
    </message>
    <message>
        <source>a list with at least one field</source>
        <translation>eine Liste mit mindestens einem Feld</translation>
    </message>
    <message>
        <source>unique; another field has the name %1</source>
        <translation>eindeutig; ein anderes Feld hat den Namen %1</translation>
    </message>
    <message>
        <source>a list of lists of field names</source>
        <translation>eine Liste von Listen von Feldnamen</translation>
    </message>
    <message>
        <source>made of field names; there is no field &quot;%1&quot;</source>
        <translation>aus Feldnamen gebildet; es gibt kein Feld &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the name of one of the fields</source>
        <translation>der Name eines der Felder</translation>
    </message>
    <message>
        <source>given so that one side is a source and another a destination, or both are peers</source>
        <translation>so angegeben, dass eine Seite Quelle und eine andere Ziel ist oder beide gleichrangig sind</translation>
    </message>
    <message>
        <source>the name of a reference field</source>
        <translation>der Name eines Verweisfeldes</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2 at byte %3.</source>
        <translation>%1 ist kein gültiges JSON: %2 bei Byte %3.</translation>
    </message>
    <message>
        <source>%1 must hold one JSON object that describes a service.</source>
        <translation>%1 muss ein einziges JSON-Objekt enthalten, das einen Dienst beschreibt.</translation>
    </message>
    <message>
        <source>The secret of %1 is not sent to another server.</source>
        <translation>Das Geheimnis für %1 wird an keinen anderen Server gesendet.</translation>
    </message>
    <message>
        <source>The address of the server is not valid.</source>
        <translation>Die Adresse des Servers ist nicht gültig.</translation>
    </message>
    <message>
        <source>%1 must be reached by https; plain http is only allowed on this machine itself.</source>
        <translation>%1 muss über https erreicht werden; einfaches http ist nur auf diesem Rechner selbst erlaubt.</translation>
    </message>
    <message>
        <source>The request was cancelled.</source>
        <translation>Die Anfrage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 refused the connection</source>
        <translation>%1 hat die Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>%1 was not found; is the network up?</source>
        <translation>%1 wurde nicht gefunden; besteht eine Netzwerkverbindung?</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>%1 showed a certificate that is not trusted, or the encrypted connection failed</source>
        <translation>%1 zeigte ein Zertifikat, dem nicht vertraut wird, oder die verschlüsselte Verbindung schlug fehl</translation>
    </message>
    <message>
        <source>%1 closed the connection before its answer was complete</source>
        <translation>%1 schloss die Verbindung, bevor die Antwort vollständig war</translation>
    </message>
    <message>
        <source>The network went away while %1 was asked</source>
        <translation>Das Netzwerk fiel weg, während %1 gefragt wurde</translation>
    </message>
    <message>
        <source>The network&apos;s proxy gave no connection to %1</source>
        <translation>Der Proxy des Netzwerks gab keine Verbindung zu %1</translation>
    </message>
    <message>
        <source>%1 did not answer in HTTP</source>
        <translation>%1 hat nicht in HTTP geantwortet</translation>
    </message>
    <message>
        <source>The connection to %1 failed</source>
        <translation>Die Verbindung zu %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>A change was on its way to %1 when it was cancelled; the next run looks whether it arrived.</source>
        <translation>Eine Änderung war unterwegs zu %1, als abgebrochen wurde; der nächste Lauf sieht nach, ob sie ankam.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a conflict: decide which value counts (--take or --value).</source>
        <translation>&quot;%1&quot; ist ein Konflikt: Entscheiden Sie, welcher Wert gilt (--take oder --value).</translation>
    </message>
    <message>
        <source>Whether &quot;%1&quot; is kept or deleted is decided by taking a side.</source>
        <translation>Ob &quot;%1&quot; behalten oder gelöscht wird, entscheidet die Wahl einer Seite.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a question of identity: answer it with --link ID, --separate or --unlink.</source>
        <translation>Bei &quot;%1&quot; ist die Frage, welcher Datensatz es ist: Antworten Sie mit --link ID, --separate oder --unlink.</translation>
    </message>
    <message>
        <source>%1 is no candidate for &quot;%2&quot;; these are: %3.</source>
        <translation>%1 ist kein Kandidat für &quot;%2&quot;; es gibt: %3.</translation>
    </message>
    <message>
        <source>The question about &quot;%1&quot; is of an older version: run a full sync and answer it again.</source>
        <translation>Die Frage zu &quot;%1&quot; stammt aus einer älteren Version: Gleichen Sie einmal vollständig ab, und beantworten Sie sie dann wieder.</translation>
    </message>
    <message>
        <source>%1 is a record, not a conflict: only --release and --unlink fit it.</source>
        <translation>%1 ist ein Datensatz, kein Konflikt: Nur --release und --unlink passen dazu.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain is locked and did not give access to %1; unlock it, or set the environment variable.</source>
        <translation>Der Schlüsselbund des Systems ist gesperrt und gab %1 nicht heraus; entsperren Sie ihn, oder setzen Sie die Umgebungsvariable.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain did not answer; see whether it asks to be unlocked and try again, or set the environment variable %1.</source>
        <translation>Der Schlüsselbund des Systems hat nicht geantwortet; sehen Sie nach, ob er entsperrt werden will, und versuchen Sie es wieder, oder setzen Sie die Umgebungsvariable %1.</translation>
    </message>
    <message>
        <source>The system&apos;s keychain was not waited for.</source>
        <translation>Auf den Schlüsselbund des Systems wurde nicht gewartet.</translation>
    </message>
    <message>
        <source>There is no usable keychain on this system (%1); install and start one (for example GNOME Keyring or KWallet), or set the environment variable %2.</source>
        <translation>Auf diesem System gibt es keinen brauchbaren Schlüsselbund (%1); installieren und starten Sie einen (zum Beispiel GNOME Keyring oder KWallet), oder setzen Sie die Umgebungsvariable %2.</translation>
    </message>
    <message>
        <source>The record %1 (%2) belongs to two links at once; sync the service with --full to link it anew.</source>
        <translation>Der Datensatz %1 (%2) gehört zu zwei Verknüpfungen zugleich; gleichen Sie den Dienst mit --full ab, um ihn neu zu verknüpfen.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made; check that you may write there and that the disk is not full.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden; prüfen Sie, ob Sie dort schreiben dürfen und ob der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>The state file %1 cannot be made: %2. Check that you may write to its folder.</source>
        <translation>Die Zustandsdatei %1 kann nicht angelegt werden: %2. Prüfen Sie, ob Sie in ihren Ordner schreiben dürfen.</translation>
    </message>
    <message>
        <source>%1 is a SQLite file of another program; move it away, or use another folder.</source>
        <translation>%1 ist eine SQLite-Datei eines anderen Programms; räumen Sie sie weg, oder nehmen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The state file %1 was written by a newer version of Unified Sync; install that version, or use another folder.</source>
        <translation>Die Zustandsdatei %1 wurde von einer neueren Version von Unified Sync geschrieben; installieren Sie diese Version, oder nehmen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The state file %1 is locked by another program; close that program and try again.</source>
        <translation>Die Zustandsdatei %1 ist von einem anderen Programm gesperrt; schließen Sie dieses Programm, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The disk that holds the state file %1 is full; free some space and try again.</source>
        <translation>Der Datenträger, auf dem die Zustandsdatei %1 liegt, ist voll; schaffen Sie Platz, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The state file %1 is damaged; restore it from a backup, or move it away: the next run then links everything anew and deletes nothing.</source>
        <translation>Die Zustandsdatei %1 ist beschädigt; stellen Sie sie aus einer Sicherung wieder her, oder räumen Sie sie weg: Der nächste Lauf verknüpft dann alles neu und löscht nichts.</translation>
    </message>
    <message>
        <source>The state file %1 cannot be opened for writing; check that the folder exists and that you may write to both.</source>
        <translation>Die Zustandsdatei %1 lässt sich nicht zum Schreiben öffnen; prüfen Sie, ob es den Ordner gibt und ob Sie in beide schreiben dürfen.</translation>
    </message>
    <message>
        <source>Reading or writing the state file %1 failed; check the disk and its free space.</source>
        <translation>Lesen oder Schreiben der Zustandsdatei %1 ist fehlgeschlagen; prüfen Sie den Datenträger und dessen freien Platz.</translation>
    </message>
    <message>
        <source>The state file %1 refused a statement: %2.</source>
        <translation>Die Zustandsdatei %1 hat eine Anweisung abgelehnt: %2.</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>kein Grund angegeben</translation>
    </message>
    <message>
        <source>The answer to writing &quot;%1&quot; was lost; the next sync looks whether it arrived.</source>
        <translation>Die Antwort auf das Schreiben von &quot;%1&quot; ging verloren; der nächste Abgleich sieht nach, ob es ankam.</translation>
    </message>
    <message>
        <source>The record is older than it was.</source>
        <translation>Der Datensatz ist älter, als er war.</translation>
    </message>
    <message>
        <source>The record was deleted for good; it is made anew.</source>
        <translation>Der Datensatz wurde endgültig gelöscht; er wird neu angelegt.</translation>
    </message>
    <message>
        <source>The record changed since it was read.</source>
        <translation>Der Datensatz hat sich geändert, seit er gelesen wurde.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was left alone: it changed in %2 since the plan was made.</source>
        <translation>&quot;%1&quot; wurde nicht angerührt: Es hat sich in %2 geändert, seit der Plan gemacht wurde.</translation>
    </message>
    <message>
        <source>This record of %1 is older than what it showed before: it looks like a restored backup. It was left alone; run a full sync to see how many are concerned.</source>
        <translation>Dieser Datensatz in %1 ist älter als das, was dort vorher zu sehen war: Es sieht nach einer zurückgespielten Sicherung aus. Er wurde nicht angerührt; ein vollständiger Abgleich zeigt, wie viele es betrifft.</translation>
    </message>
    <message>
        <source>%1 did not take the change: the record changes all the time, or something there refuses changes in silence (a trigger, for example). The next sync tries again.</source>
        <translation>%1 hat die Änderung nicht angenommen: Der Datensatz ändert sich ständig, oder etwas dort lehnt Änderungen stillschweigend ab (zum Beispiel ein Trigger). Der nächste Abgleich versucht es wieder.</translation>
    </message>
    <message>
        <source>the hub</source>
        <translation>dem Hub</translation>
    </message>
    <message>
        <source>The sync stood still for too long (%1 seconds), and another one may have begun meanwhile; nothing more was written. Run it again.</source>
        <translation>Der Abgleich stand zu lange still (%1 Sekunden), und inzwischen kann ein anderer begonnen haben; es wurde nichts mehr geschrieben. Starten Sie ihn neu.</translation>
    </message>
    <message>
        <source>%1 answered with no records at all, but %2 linked records were there before. Nothing was written. Check that the database is the right one and still shared.</source>
        <translation>%1 lieferte gar keine Datensätze, aber vorher waren %2 verknüpfte da. Es wurde nichts geschrieben. Prüfen Sie, ob die Datenbank die richtige und noch freigegeben ist.</translation>
    </message>
    <message>
        <source>%1 shows only %2 of the %3 linked records (%4 %, the limit is %5 %): this looks like lost access, not like deletions.</source>
        <translation>%1 zeigt nur %2 der %3 verknüpften Datensätze (%4 %, die Grenze ist %5 %): Das sieht nach verlorenem Zugriff aus, nicht nach Löschungen.</translation>
    </message>
    <message>
        <source>%1 of %2 linked records (%3 %) would be deleted.</source>
        <translation>%1 von %2 Datensätzen (%3 %) würden gelöscht.</translation>
    </message>
    <message>
        <source>The field &quot;%1&quot; would change on %2 of %3 linked records (%4 %).</source>
        <translation>Das Feld &quot;%1&quot; würde sich bei %2 von %3 verknüpften Datensätzen (%4 %) ändern.</translation>
    </message>
    <message>
        <source>%1 of %2 new records look like records that exist already (same title and keys): creating them would make duplicates.</source>
        <translation>%1 von %2 neuen Datensätzen sehen aus wie schon vorhandene (gleicher Titel und gleiche Schlüssel): Sie anzulegen ergäbe Doppelte.</translation>
    </message>
    <message>
        <source>It looks like a record that is still to be made in %1; do they belong together?</source>
        <translation>Er sieht aus wie ein Datensatz, der in %1 noch anzulegen ist; gehören sie zusammen?</translation>
    </message>
    <message>
        <source>It looks like a record that a sync made here later, when no listing showed this one yet.</source>
        <translation>Er sieht aus wie ein Datensatz, den ein Abgleich später hier anlegte, als dieser noch in keiner Auflistung stand.</translation>
    </message>
    <message>
        <source>Several records have the same %1; which of them belong together?</source>
        <translation>Mehrere Datensätze haben denselben Inhalt in %1; welche davon gehören zusammen?</translation>
    </message>
    <message>
        <source>The record that it was to be linked with is deleted, gone, or linked already.</source>
        <translation>Der Datensatz, mit dem er verknüpft werden sollte, ist gelöscht, verschwunden oder schon verknüpft.</translation>
    </message>
    <message>
        <source>A record that is linked already keeps this record&apos;s id.</source>
        <translation>Ein Datensatz, der schon verknüpft ist, führt die ID dieses Datensatzes.</translation>
    </message>
    <message>
        <source>The ids that it and the records in %1 keep contradict each other, or one of them is deleted.</source>
        <translation>Die IDs, die er und die Datensätze in %1 führen, widersprechen einander, oder einer davon ist gelöscht.</translation>
    </message>
    <message>
        <source>It was made by a sync and looks like a record that is linked already.</source>
        <translation>Er wurde von einem Abgleich angelegt und sieht aus wie ein Datensatz, der schon verknüpft ist.</translation>
    </message>
    <message>
        <source>It looks like a linked record whose own one in %1 cannot be read.</source>
        <translation>Er sieht aus wie ein verknüpfter Datensatz, dessen eigener in %1 nicht zu lesen ist.</translation>
    </message>
    <message>
        <source>This record was linked once before and given up.</source>
        <translation>Dieser Datensatz war schon einmal verknüpft und wurde aufgegeben.</translation>
    </message>
    <message>
        <source>It keeps the id of a record in %1 that is linked with another one.</source>
        <translation>Er führt die ID eines Datensatzes in %1, der mit einem anderen verknüpft ist.</translation>
    </message>
    <message>
        <source>It keeps the id of a record in %1 that an interrupted run may have made.</source>
        <translation>Er führt die ID eines Datensatzes in %1, den vielleicht ein unterbrochener Lauf angelegt hat.</translation>
    </message>
    <message>
        <source>It keeps the id of a record that %1 does not list.</source>
        <translation>Er führt die ID eines Datensatzes, der in %1 nicht aufgelistet wird.</translation>
    </message>
    <message>
        <source>It keeps the id of a record in %1 that cannot be read.</source>
        <translation>Er führt die ID eines Datensatzes in %1, der nicht zu lesen ist.</translation>
    </message>
    <message>
        <source>It keeps the id of a record in %1 that is deleted.</source>
        <translation>Er führt die ID eines Datensatzes in %1, der gelöscht ist.</translation>
    </message>
    <message>
        <source>It keeps the id of a record in %1 in another form than %1 does.</source>
        <translation>Er führt die ID eines Datensatzes in %1 in anderer Form, als sie in %1 steht.</translation>
    </message>
    <message>
        <source>The sides had different values when they were first linked.</source>
        <translation>Die Seiten hatten verschiedene Werte, als sie zum ersten Mal verknüpft wurden.</translation>
    </message>
    <message>
        <source>First link: the authority for this field has it.</source>
        <translation>Erste Verknüpfung: Die maßgebliche Seite für dieses Feld hat es so.</translation>
    </message>
    <message>
        <source>This side had another value when it was first linked.</source>
        <translation>Diese Seite hatte einen anderen Wert, als sie zum ersten Mal verknüpft wurde.</translation>
    </message>
    <message>
        <source>First link: the authority for this field wins.</source>
        <translation>Erste Verknüpfung: Die maßgebliche Seite für dieses Feld gewinnt.</translation>
    </message>
    <message>
        <source>Changed on several sides: the authority for this field wins.</source>
        <translation>Auf mehreren Seiten geändert: Die maßgebliche Seite für dieses Feld gewinnt.</translation>
    </message>
    <message>
        <source>Changed on several sides: the newer edit wins.</source>
        <translation>Auf mehreren Seiten geändert: Die neuere Änderung gewinnt.</translation>
    </message>
    <message>
        <source>Changed on several sides: this service prefers one side.</source>
        <translation>Auf mehreren Seiten geändert: Dieser Dienst bevorzugt eine Seite.</translation>
    </message>
    <message>
        <source>Changed on several sides, and no rule says which edit counts.</source>
        <translation>Auf mehreren Seiten geändert, und keine Regel sagt, welche Änderung gilt.</translation>
    </message>
    <message>
        <source>A person decided which value counts.</source>
        <translation>Jemand hat entschieden, welcher Wert gilt.</translation>
    </message>
    <message>
        <source>Edited on several sides, or after a write that got no answer.</source>
        <translation>Auf mehreren Seiten geändert, oder nach einem Schreiben, auf das keine Antwort kam.</translation>
    </message>
    <message>
        <source>The destination had a value of its own; the source wins.</source>
        <translation>Das Ziel hatte einen eigenen Wert; die Quelle gewinnt.</translation>
    </message>
    <message>
        <source>changed in the destination of a one-way sync</source>
        <translation>im Ziel eines einseitigen Abgleichs geändert</translation>
    </message>
    <message>
        <source>Changed in the destination and in the source; the source wins.</source>
        <translation>Im Ziel und in der Quelle geändert; die Quelle gewinnt.</translation>
    </message>
    <message>
        <source>a person chose to leave it alone</source>
        <translation>jemand hat gewählt, es so zu lassen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; changed after it was decided upon; the decision was not carried out. Look at it once more.</source>
        <translation>&quot;%1&quot; hat sich nach der Entscheidung geändert; die Entscheidung wurde nicht ausgeführt. Sehen Sie es sich noch einmal an.</translation>
    </message>
    <message>
        <source>A person decided whether it is kept.</source>
        <translation>Jemand hat entschieden, ob er behalten wird.</translation>
    </message>
    <message>
        <source>Deleted in %1 without having seen what changed elsewhere: it is kept.</source>
        <translation>Gelöscht in %1, ohne dass dort zu sehen war, was sich anderswo geändert hatte: Er wird behalten.</translation>
    </message>
    <message>
        <source>deleted in the destination of a one-way sync</source>
        <translation>im Ziel eines einseitigen Abgleichs gelöscht</translation>
    </message>
    <message>
        <source>It is alive in %1 and deleted in %2.</source>
        <translation>Es gibt ihn in %1, und in %2 ist er gelöscht.</translation>
    </message>
    <message>
        <source>An earlier change in %1 has not reached %2 yet.</source>
        <translation>Eine frühere Änderung in %1 ist in %2 noch nicht angekommen.</translation>
    </message>
    <message>
        <source>the listing was cut</source>
        <translation>die Auflistung war abgeschnitten</translation>
    </message>
    <message>
        <source>Not every record of %1 could be listed: %2. Nothing was deleted; what was read is synced.</source>
        <translation>Nicht jeder Datensatz in %1 ließ sich auflisten: %2. Es wurde nichts gelöscht; abgeglichen ist, was gelesen wurde.</translation>
    </message>
    <message>
        <source>it cannot be read any more</source>
        <translation>er ist nicht mehr zu lesen</translation>
    </message>
    <message>
        <source>%1 records of %2 are older than what they showed before: it looks like a restored backup. Nothing was written.</source>
        <translation>%1 Datensätze in %2 sind älter als das, was dort vorher zu sehen war: Es sieht nach einer zurückgespielten Sicherung aus. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>skipped in the preview</source>
        <translation>in der Vorschau ausgelassen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was left alone: it changed since the plan was made.</source>
        <translation>&quot;%1&quot; wurde nicht angerührt: Es hat sich geändert, seit der Plan gemacht wurde.</translation>
    </message>
    <message>
        <source>The run was cancelled while it was planning; nothing was written.</source>
        <translation>Der Lauf wurde während der Planung abgebrochen; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>It changed after the run that was undone, so it was kept.</source>
        <translation>Es hat sich nach dem Lauf geändert, der zurückgenommen wurde, darum blieb es.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was not put back in %2: it changed after that run.</source>
        <translation>&quot;%1&quot; wurde in %2 nicht zurückgesetzt: Es hat sich nach diesem Lauf geändert.</translation>
    </message>
    <message>
        <source>The run that is undone created it.</source>
        <translation>Der Lauf, der zurückgenommen wird, hat ihn angelegt.</translation>
    </message>
    <message>
        <source>The run that is undone changed it.</source>
        <translation>Der Lauf, der zurückgenommen wird, hat ihn geändert.</translation>
    </message>
    <message>
        <source>The answer to creating it in %1 was lost, and several records there may be the one that was created.</source>
        <translation>Die Antwort auf das Anlegen in %1 ging verloren, und mehrere Datensätze dort können der angelegte sein.</translation>
    </message>
    <message>
        <source>%1 records that an interrupted run created could not be looked up yet; they wait.</source>
        <translation>Für %1 Datensätze, die ein unterbrochener Lauf anlegte, ließ sich noch nicht nachsehen; sie warten.</translation>
    </message>
    <message>
        <source>%1 writes of an interrupted run could not be looked up yet; their records wait.</source>
        <translation>Für %1 Schreibvorgänge eines unterbrochenen Laufs ließ sich noch nicht nachsehen; ihre Datensätze warten.</translation>
    </message>
    <message>
        <source>%1 (%2) is gone: its tables or file are not there any more. Nothing was written or deleted. Bring it back, or connect the one that this service was synced with.</source>
        <translation>%1 (%2) ist verschwunden: Die Tabellen oder die Datei sind nicht mehr da. Es wurde nichts geschrieben oder gelöscht. Bringen Sie sie zurück, oder verbinden Sie wieder, womit dieser Dienst abgeglichen wurde.</translation>
    </message>
    <message>
        <source>The run was cancelled; nothing was written.</source>
        <translation>Der Lauf wurde abgebrochen; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>something waits for a decision</source>
        <translation>etwas wartet auf eine Entscheidung</translation>
    </message>
    <message>
        <source>some records failed</source>
        <translation>einige Datensätze sind fehlgeschlagen</translation>
    </message>
    <message>
        <source>another run was active</source>
        <translation>ein anderer Lauf war aktiv</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>one change in %1</source>
        <translation>eine Änderung in %1</translation>
    </message>
    <message>
        <source>%1 changes in %2</source>
        <translation>%1 Änderungen in %2</translation>
    </message>
    <message>
        <source>one request</source>
        <translation>eine Anfrage</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
    <message>
        <source>incremental run started</source>
        <translation>inkrementeller Lauf begonnen</translation>
    </message>
    <message>
        <source>full run started</source>
        <translation>vollständiger Lauf begonnen</translation>
    </message>
    <message>
        <source>run over chosen hours started</source>
        <translation>Lauf über gewählte Stunden begonnen</translation>
    </message>
    <message>
        <source>Created one record in %1</source>
        <translation>Einen Datensatz in %1 angelegt</translation>
    </message>
    <message>
        <source>Created %1 records in %2</source>
        <translation>%1 Datensätze in %2 angelegt</translation>
    </message>
    <message>
        <source>Updated one record in %1</source>
        <translation>Einen Datensatz in %1 geändert</translation>
    </message>
    <message>
        <source>Updated %1 records in %2</source>
        <translation>%1 Datensätze in %2 geändert</translation>
    </message>
    <message>
        <source>Deleted one record in %1</source>
        <translation>Einen Datensatz in %1 gelöscht</translation>
    </message>
    <message>
        <source>Deleted %1 records in %2</source>
        <translation>%1 Datensätze in %2 gelöscht</translation>
    </message>
    <message>
        <source>Restored one record in %1</source>
        <translation>Einen Datensatz in %1 wiederhergestellt</translation>
    </message>
    <message>
        <source>Restored %1 records in %2</source>
        <translation>%1 Datensätze in %2 wiederhergestellt</translation>
    </message>
    <message>
        <source>One conflict or question waits for a decision</source>
        <translation>Ein Konflikt oder eine Frage wartet auf eine Entscheidung</translation>
    </message>
    <message>
        <source>The settings still name the former hub: %1 Save them once more.</source>
        <translation>Die Einstellungen nennen noch den früheren Hub: %1 Speichern Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>The hub</source>
        <translation>Der Hub</translation>
    </message>
    <message>
        <source>It does not exist in %1 yet.</source>
        <translation>In %1 gibt es ihn noch nicht.</translation>
    </message>
    <message>
        <source>It exists in %1 and not yet in %2.</source>
        <translation>Es gibt ihn in %1 und noch nicht in %2.</translation>
    </message>
    <message>
        <source>It exists in %1 (last edit %2) and not yet in %3.</source>
        <translation>Es gibt ihn in %1 (letzte Änderung %2) und noch nicht in %3.</translation>
    </message>
    <message>
        <source>It was deleted, and nothing changed elsewhere since.</source>
        <translation>Er wurde gelöscht, und seitdem hat sich anderswo nichts geändert.</translation>
    </message>
    <message>
        <source>It is deleted in %1, and nothing changed elsewhere since.</source>
        <translation>Er ist in %1 gelöscht, und seitdem hat sich anderswo nichts geändert.</translation>
    </message>
    <message>
        <source>It is to be kept, and deleted in %1.</source>
        <translation>Er soll bleiben und ist in %1 gelöscht.</translation>
    </message>
    <message>
        <source>What was agreed before does not stand in %1 yet.</source>
        <translation>Was vorher vereinbart war, steht noch nicht in %1.</translation>
    </message>
    <message>
        <source>What was agreed before does not stand in %1 any more.</source>
        <translation>Was vorher vereinbart war, steht nicht mehr in %1.</translation>
    </message>
    <message>
        <source>Changed on several sides; the values before still stand in %1.</source>
        <translation>Auf mehreren Seiten geändert; in %1 stehen noch die Werte von vorher.</translation>
    </message>
    <message>
        <source>Changed in %1; the value before still stands in %2.</source>
        <translation>Geändert in %1; in %2 steht noch der Wert von vorher.</translation>
    </message>
    <message>
        <source>Changed in %1 (last edit %2); the value before still stands in %3.</source>
        <translation>Geändert in %1 (letzte Änderung %2); in %3 steht noch der Wert von vorher.</translation>
    </message>
    <message>
        <source>%1 is another one than before, under the same name &quot;%2&quot;.</source>
        <translation>%1 wurde ausgewechselt, unter demselben Namen &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>%1 is another one than before: it was &quot;%2&quot; and is &quot;%3&quot; now.</source>
        <translation>%1 wurde ausgewechselt: Vorher war es &quot;%2&quot;, jetzt ist es &quot;%3&quot;.</translation>
    </message>
    <message>
        <source>Nothing was written or deleted. Connect the former one again, move it with &quot;usync hub-copy&quot;, or use a new home (UNIFIED_SYNC_HOME) to link everything anew.</source>
        <translation>Es wurde nichts geschrieben oder gelöscht. Verbinden Sie wieder, was vorher verbunden war, ziehen Sie es mit &quot;usync hub-copy&quot; um, oder nehmen Sie einen neuen Bereich (UNIFIED_SYNC_HOME), um alles neu zu verknüpfen.</translation>
    </message>
    <message>
        <source>Nothing was written or deleted. Connect the former one again, or use a new home (UNIFIED_SYNC_HOME) to link everything anew.</source>
        <translation>Es wurde nichts geschrieben oder gelöscht. Verbinden Sie wieder, was vorher verbunden war, oder nehmen Sie einen neuen Bereich (UNIFIED_SYNC_HOME), um alles neu zu verknüpfen.</translation>
    </message>
    <message>
        <source>it must hold an object under &quot;variables&quot;</source>
        <translation>sie muss unter &quot;variables&quot; ein Objekt enthalten</translation>
    </message>
    <message>
        <source>it holds %1, which is a secret: remove it from the file and store it with &quot;usync login&quot;</source>
        <translation>sie enthält %1, und das ist ein Geheimnis: Entfernen Sie es aus der Datei und speichern Sie es mit &quot;usync login&quot;</translation>
    </message>
    <message>
        <source>it must hold a text for %1</source>
        <translation>sie muss für %1 einen Text enthalten</translation>
    </message>
    <message>
        <source>it must hold a number of days for &quot;%1&quot;</source>
        <translation>sie muss für &quot;%1&quot; eine Zahl von Tagen enthalten</translation>
    </message>
    <message>
        <source>it must hold a list under &quot;%1&quot;</source>
        <translation>sie muss unter &quot;%1&quot; eine Liste enthalten</translation>
    </message>
    <message>
        <source>it must hold texts under &quot;%1&quot;</source>
        <translation>sie muss unter &quot;%1&quot; Texte enthalten</translation>
    </message>
    <message>
        <source>it cannot be read: %1</source>
        <translation>sie kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>it is not valid JSON: %1 at byte %2</source>
        <translation>sie ist kein gültiges JSON: %1 bei Byte %2</translation>
    </message>
    <message>
        <source>it must hold one JSON object</source>
        <translation>sie muss ein einziges JSON-Objekt enthalten</translation>
    </message>
    <message>
        <source>It is set in %1.</source>
        <translation>Es steht in %1.</translation>
    </message>
    <message>
        <source>Or use a new home (UNIFIED_SYNC_HOME) with %1, which links everything anew.</source>
        <translation>Oder verwenden Sie ein neues Verzeichnis (UNIFIED_SYNC_HOME) mit %1, das alles neu verknüpft.</translation>
    </message>
    <message>
        <source>and that table keeps no tombstones that would tell a deletion from a loss</source>
        <translation>und diese Tabelle führt keine Löschvermerke, an denen eine Löschung von einem Verlust zu unterscheiden wäre</translation>
    </message>
    <message>
        <source>and others</source>
        <translation>und weitere</translation>
    </message>
    <message>
        <source>Notion&apos;s listing of %1 is not in the order that was asked for; the scan was stopped.</source>
        <translation>Notions Liste zu %1 hat nicht die verlangte Reihenfolge; das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Notion&apos;s listing of %1 repeats itself; the scan was stopped.</source>
        <translation>Notions Liste zu %1 wiederholt sich; das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Notion&apos;s listing of %1 does not end; the scan was stopped.</source>
        <translation>Notions Liste zu %1 endet nicht; das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>(body)</source>
        <translation>(Seitentext)</translation>
    </message>
    <message>
        <source>(created)</source>
        <translation>(erstellt)</translation>
    </message>
    <message>
        <source>(address)</source>
        <translation>(Adresse)</translation>
    </message>
    <message>
        <source>A later run reads it once more.</source>
        <translation>Ein späterer Lauf liest es noch einmal.</translation>
    </message>
    <message>
        <source>whether the change was made is looked up by the next run.</source>
        <translation>ob die Änderung ausgeführt wurde, sieht der nächste Lauf nach.</translation>
    </message>
    <message>
        <source>Merged from what was edited on several sides; not in %1 yet.</source>
        <translation>Aus Änderungen mehrerer Seiten zusammengeführt; noch nicht in %1.</translation>
    </message>
    <message>
        <source>The saved plan fills %1 again with what the other sides have.</source>
        <translation>Der gespeicherte Plan füllt den Inhalt von %1 wieder mit dem auf, was die anderen Seiten haben.</translation>
    </message>
    <message>
        <source>The run that is undone deleted it.</source>
        <translation>Der zurückgenommene Lauf hat ihn gelöscht.</translation>
    </message>
    <message>
        <source>The run that is undone restored it.</source>
        <translation>Der zurückgenommene Lauf hat ihn wiederhergestellt.</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>Nothing was synced yet: there is nothing to begin anew.</source>
        <translation>Es wurde noch nichts abgeglichen: Es gibt nichts neu zu beginnen.</translation>
    </message>
    <message>
        <source>The state file %1 cannot be moved to %2; check the rights of its folder.</source>
        <translation>Die Zustandsdatei %1 kann nicht nach %2 verschoben werden; prüfen Sie die Rechte ihres Ordners.</translation>
    </message>
    <message>
        <source>Another program is reading the state file %1; close it and try again.</source>
        <translation>Ein anderes Programm liest gerade die Zustandsdatei %1; schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>PlansModel</name>
    <message>
        <source>decide…</source>
        <translation>entscheiden …</translation>
    </message>
    <message>
        <source>Service · record · field</source>
        <translation>Dienst · Datensatz · Feld</translation>
    </message>
</context>
<context>
    <name>PlansView</name>
    <message>
        <source>Changes of all services</source>
        <translation>Änderungen aller Dienste</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Nothing was written. Look at the changes below; if they are right, let exactly this plan pass.</source>
        <translation>Nichts wurde geschrieben. Stimmt der Plan, lassen Sie ihn zu.</translation>
    </message>
    <message>
        <source>Accept everything that is shown</source>
        <translation>Alles Gezeigte annehmen</translation>
    </message>
    <message>
        <source>The whole value, with its difference</source>
        <translation>Der ganze Wert mit seinem Unterschied</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Alle %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>a filter button: &quot;12 create&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 more problems are in the log.</source>
        <translation>%1 weitere Probleme stehen im Protokoll.</translation>
    </message>
    <message>
        <source>%1 changes were left out because their records moved meanwhile. Preview again to see them.</source>
        <translation>%1 Änderungen wurden ausgelassen, weil ihre Datensätze sich inzwischen geändert haben. Eine neue Vorschau zeigt sie.</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>Set up the connection…</source>
        <translation>Verbindung einrichten …</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>Bei der Arbeit</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>No preview open</source>
        <translation>Keine Vorschau offen</translation>
    </message>
    <message>
        <source>A preview shows what the next sync would write, record by record. You choose what is applied.</source>
        <translation>Eine Vorschau zeigt Datensatz für Datensatz, was der nächste Abgleich schreiben würde. Sie wählen, was ausgeführt wird.</translation>
    </message>
    <message>
        <source>Preview changes</source>
        <translation>Änderungen ansehen</translation>
    </message>
    <message>
        <source>See it before it is written</source>
        <translation>Sehen, bevor geschrieben wird</translation>
    </message>
    <message>
        <source>This service has never been synced. A preview reads both sides and shows every change; nothing is written until you apply.</source>
        <translation>Dieser Dienst wurde noch nie abgeglichen. Eine Vorschau liest beide Seiten und zeigt jede Änderung; geschrieben wird erst, wenn Sie ausführen.</translation>
    </message>
    <message>
        <source>%1 of %2 accepted · nothing is written until you apply</source>
        <translation>%1 von %2 angenommen · geschrieben wird erst beim Ausführen</translation>
    </message>
    <message>
        <source>&amp;Apply 1 change</source>
        <translation>1 Änderung &amp;ausführen</translation>
    </message>
    <message>
        <source>&amp;Apply %1 changes</source>
        <translation>%1 Änderungen &amp;ausführen</translation>
    </message>
    <message>
        <source>Let this plan pass?</source>
        <translation>Diesen Plan zulassen?</translation>
    </message>
    <message>
        <source>&amp;Write these changes</source>
        <translation>Diese Änderungen &amp;schreiben</translation>
    </message>
    <message>
        <source>There is no plan to look at</source>
        <translation>Es gibt keinen Plan anzusehen</translation>
    </message>
    <message>
        <source>Mend what the guard names above, then look again.</source>
        <translation>Beheben Sie, was die Schutzregel oben nennt, und sehen Sie dann noch einmal nach.</translation>
    </message>
    <message>
        <source>%1 and others</source>
        <translation>%1 und andere</translation>
    </message>
    <message>
        <source>These changes take back an earlier run. What is put back goes on hold: it is not synced again until somebody edits it or you release it.</source>
        <translation>Diese Änderungen nehmen einen früheren Lauf zurück. Was zurückgesetzt wird, ruht: Es wird erst wieder abgeglichen, wenn jemand es ändert oder Sie es freigeben.</translation>
    </message>
    <message>
        <source>Le&amp;t this plan pass…</source>
        <translation>Diesen Plan &amp;zulassen …</translation>
    </message>
    <message>
        <source>Accept or skip everything that is shown. What is not accepted goes on hold when you apply: it is not synced again until somebody edits it, or you release it.</source>
        <translation>Alles Gezeigte annehmen oder auslassen. Was nicht angenommen ist, wird beim Ausführen zurückgehalten: Es wird erst wieder abgeglichen, wenn jemand es ändert oder Sie es freigeben.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Which sides are shown, and how much of each record</source>
        <translation>Welche Seiten gezeigt werden und wie viel von jedem Datensatz</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Close this preview; nothing is written</source>
        <translation>Diese Vorschau schließen; geschrieben wird nichts</translation>
    </message>
    <message>
        <source>Not possible yet</source>
        <translation>Noch nicht möglich</translation>
    </message>
    <message>
        <source>Stopped: nothing was written</source>
        <translation>Angehalten: Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>Mend what is said above, then look again.</source>
        <translation>Beheben Sie, was oben steht, und sehen Sie dann noch einmal nach.</translation>
    </message>
    <message>
        <source>%1 of %2 accepted · being written</source>
        <translation>%1 von %2 angenommen · wird geschrieben</translation>
    </message>
    <message>
        <source>%1 of %2 accepted, the others go on hold · nothing is written until you apply</source>
        <translation>%1 von %2 angenommen, die anderen werden zurückgehalten · geschrieben wird erst beim Ausführen</translation>
    </message>
    <message>
        <source>Exactly this one change is written (%1).</source>
        <extracomment>%1 lists sides, such as &quot;Notion&quot;</extracomment>
        <translation>Genau diese eine Änderung wird geschrieben (%1).</translation>
    </message>
    <message>
        <source>Exactly these %1 changes are written (%2).</source>
        <extracomment>%1 is a number, %2 lists sides</extracomment>
        <translation>Genau diese %1 Änderungen werden geschrieben (%2).</translation>
    </message>
    <message>
        <source>Anything that changed since the plan was made is left out.</source>
        <translation>Was sich geändert hat, seit der Plan gemacht wurde, wird ausgelassen.</translation>
    </message>
    <message>
        <source>Begin ane&amp;w…</source>
        <translation>Neu be&amp;ginnen …</translation>
    </message>
    <message>
        <source>Link everything anew with what is connected now; asks first</source>
        <translation>Alles mit dem neu verknüpfen, was jetzt verbunden ist; fragt vorher</translation>
    </message>
</context>
<context>
    <name>Probe</name>
    <message>
        <source>Enter the token of the Notion integration first.</source>
        <translation>Geben Sie zuerst das Token der Notion-Integration ein.</translation>
    </message>
    <message>
        <source>Its table is not there yet.</source>
        <translation>Die Tabelle ist noch nicht da.</translation>
    </message>
    <message>
        <source>Nothing that syncing needs is there yet: run the whole SQL.</source>
        <translation>Noch ist nichts da, was der Abgleich braucht: Führen Sie das ganze SQL aus.</translation>
    </message>
    <message>
        <source>This home&apos;s records are in %1, and that is not what is here: bring that hub back, or choose it.</source>
        <translation>Die Datensätze dieses Bereichs liegen in %1, und das ist nicht, was hier ist: Stellen Sie diesen Hub wieder her oder wählen Sie ihn.</translation>
    </message>
    <message>
        <source>This home&apos;s records are in %1. Before it can go on with this hub, move them: usync hub-copy &apos;%2&apos; &apos;%3&apos;</source>
        <translation>Die Datensätze dieses Bereichs liegen in %1. Bevor es mit diesem Hub weitergehen kann, ziehen Sie sie um: usync hub-copy &apos;%2&apos; &apos;%3&apos;</translation>
    </message>
    <message>
        <source>Its table is gone: bring it back before the next sync.</source>
        <translation>Ihre Tabelle ist nicht mehr da: Stellen Sie sie vor dem nächsten Abgleich wieder her.</translation>
    </message>
    <message>
        <source>%1 cannot be written: choose another file, or give yourself the right to write it.</source>
        <translation>%1 kann nicht beschrieben werden: Wählen Sie eine andere Datei, oder geben Sie sich das Recht, sie zu schreiben.</translation>
    </message>
    <message>
        <source>The role %1 may not make the tables that are missing. The owner of the schema mends it with: GRANT CREATE ON SCHEMA %2 TO %3;</source>
        <translation>Die Rolle %1 darf die fehlenden Tabellen nicht anlegen. Der Eigentümer des Schemas behebt das mit: GRANT CREATE ON SCHEMA %2 TO %3;</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>noch %1 s</translation>
    </message>
    <message>
        <source>%1 s until Notion lets us go on</source>
        <extracomment>a run that stands still because of the number of requests that Notion allows a minute</extracomment>
        <translation>noch %1 s, bis Notion uns weitermachen lässt</translation>
    </message>
</context>
<context>
    <name>RecordActions</name>
    <message>
        <source>Open in Notion</source>
        <translation>In Notion öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy page id</source>
        <translation>Seiten-ID kopieren</translation>
    </message>
    <message>
        <source>Copy row id</source>
        <translation>Zeilen-ID kopieren</translation>
    </message>
    <message>
        <source>Show in hub…</source>
        <translation>Im Hub zeigen …</translation>
    </message>
    <message>
        <source>The sandbox&apos;s pages are not in Notion.</source>
        <translation>Die Seiten der Sandbox sind nicht in Notion.</translation>
    </message>
    <message>
        <source>This record has no row in the hub.</source>
        <translation>Dieser Datensatz hat keine Zeile im Hub.</translation>
    </message>
    <message>
        <source>This record has no page in Notion.</source>
        <translation>Dieser Datensatz hat keine Seite in Notion.</translation>
    </message>
</context>
<context>
    <name>RelativeTime</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 h</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>today %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>gestern %1</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>When a run stops by itself</source>
        <translation>Wann ein Lauf von selbst anhält</translation>
    </message>
    <message>
        <source>Less than this &amp;part of the other side is left</source>
        <translation>Von der anderen Seite bleibt weniger als dieser &amp;Teil</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>where the other side has at &amp;least</source>
        <translation>und die andere Seite hat &amp;mindestens</translation>
    </message>
    <message>
        <source> records</source>
        <translation> Datensätze</translation>
    </message>
    <message>
        <source>Th&amp;en</source>
        <translation>&amp;In diesem Fall</translation>
    </message>
    <message>
        <source>stop, and show what the run would do</source>
        <translation>anhalten und zeigen, was der Lauf täte</translation>
    </message>
    <message>
        <source>only warn, and go on</source>
        <translation>nur warnen und weitermachen</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Requests to Notion in a se&amp;cond</source>
        <translation>Anfragen an Notion je Se&amp;kunde</translation>
    </message>
    <message>
        <source>Notion allows three on average for one token; more only makes it refuse, and everybody wait. Set less where other programs use the same token.</source>
        <translation>Notion erlaubt für ein Token im Mittel drei; bei mehr lehnt es nur ab, und alle warten. Setzen Sie weniger, wenn andere Programme dasselbe Token benutzen.</translation>
    </message>
    <message>
        <source>Where both sides changed the same field</source>
        <translation>Wo beide Seiten dasselbe Feld geändert haben</translation>
    </message>
    <message>
        <source>Ser&amp;vice</source>
        <translation>Di&amp;enst</translation>
    </message>
    <message>
        <source>Rule of the service</source>
        <translation>Regel des Dienstes</translation>
    </message>
    <message>
        <source>the newer edit wins</source>
        <translation>die neuere Änderung gewinnt</translation>
    </message>
    <message>
        <source>ask me</source>
        <translation>mich fragen</translation>
    </message>
    <message>
        <source>%1 wins</source>
        <extracomment>%1 is a side: Notion, Hub</extracomment>
        <translation>%1 gewinnt</translation>
    </message>
    <message>
        <source>The side that was edited last keeps its value, and the other one gets it. Where that cannot be told for certain, you are asked.</source>
        <translation>Die zuletzt geänderte Seite behält ihren Wert, und die andere bekommt ihn. Wo sich das nicht sicher sagen lässt, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>Both sides keep their own value until you decide under Conflicts.</source>
        <translation>Beide Seiten behalten ihren eigenen Wert, bis Sie unter „Konflikte“ entscheiden.</translation>
    </message>
    <message>
        <source>%1 keeps its value, and the other side gets it, whichever was edited last.</source>
        <translation>%1 behält den eigenen Wert, und die andere Seite bekommt ihn, welche auch zuletzt geändert wurde.</translation>
    </message>
    <message>
        <source>%1 is set in the environment, which wins.</source>
        <translation>%1 ist in der Umgebung gesetzt, und diese hat Vorrang.</translation>
    </message>
    <message>
        <source>A source that suddenly shows less than %1 % of what the other side has, at %2 records or more, is likely to be broken.</source>
        <translation>Eine Quelle, die plötzlich weniger als %1 % von dem zeigt, was die andere Seite hat, ist bei %2 oder mehr Datensätzen wahrscheinlich gestört.</translation>
    </message>
    <message>
        <source>The run says so and goes on, and may mark the rest as deleted.</source>
        <translation>Der Lauf sagt es und macht weiter; den Rest markiert er womöglich als gelöscht.</translation>
    </message>
    <message>
        <source>Nothing is written before you have looked at it.</source>
        <translation>Geschrieben wird erst, wenn Sie es angesehen haben.</translation>
    </message>
    <message>
        <source>like the service</source>
        <translation>wie der Dienst</translation>
    </message>
    <message>
        <source>as defined: %1</source>
        <translation>wie festgelegt: %1</translation>
    </message>
</context>
<context>
    <name>RunStrip</name>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden …</translation>
    </message>
    <message>
        <source>Show what waits for you</source>
        <translation>Zeigen, was auf Sie wartet</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show in the history what this run wrote</source>
        <translation>Im Verlauf zeigen, was dieser Lauf schrieb</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Rückgängig …</translation>
    </message>
    <message>
        <source>Preview taking this run back; nothing is written yet</source>
        <translation>Ansehen, wie dieser Lauf zurückgenommen würde; geschrieben wird noch nichts</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Es wurde nichts geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) written (%1)</source>
        <extracomment>&quot;60 changes written (Hub, Notion)&quot;</extracomment>
        <translation>
            <numerusform>%n Änderung geschrieben (%1)</numerusform>
            <numerusform>%n Änderungen geschrieben (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for you</source>
        <translation>
            <numerusform>%n wartet auf Sie</numerusform>
            <numerusform>%n warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n moved meanwhile and left alone</source>
        <translation>
            <numerusform>%n inzwischen geändert und so gelassen</numerusform>
            <numerusform>%n inzwischen geändert und so gelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused by a side</source>
        <translation>
            <numerusform>%n von einer Seite abgelehnt</numerusform>
            <numerusform>%n von einer Seite abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <translation>
            <numerusform>%n ruht</numerusform>
            <numerusform>%n ruhen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>preview, full</source>
        <translation>Vorschau, vollständig</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>sync, full</source>
        <translation>Abgleich, vollständig</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>only seen: %1</source>
        <extracomment>what a preview found, and nobody wrote: &quot;only seen: 2 created · Hub&quot;</extracomment>
        <translation>nur angesehen: %1</translation>
    </message>
</context>
<context>
    <name>SamplePlots</name>
    <message>
        <source>(changed in Notion, %1)</source>
        <translation>(in Notion geändert, %1)</translation>
    </message>
    <message>
        <source>(changed in the hub, %1)</source>
        <translation>(im Hub geändert, %1)</translation>
    </message>
    <message>
        <source>Somebody in Notion changed %1 of &quot;%2&quot;. Preview %3 to see the edit arrive in the hub.</source>
        <translation>In Notion hat jemand das Feld %1 von &quot;%2&quot; geändert. Die Vorschau von %3 zeigt, wie die Änderung im Hub ankommt.</translation>
    </message>
    <message>
        <source>Somebody changed %1 of &quot;%2&quot; in the hub. Preview %3 to see the edit travel to Notion.</source>
        <translation>Im Hub hat jemand das Feld %1 von &quot;%2&quot; geändert. Die Vorschau von %3 zeigt, wie die Änderung nach Notion gelangt.</translation>
    </message>
    <message>
        <source>Somebody changed %1 of &quot;%2&quot; in the hub. %3 goes from Notion to the hub only: preview it to see that nothing is sent back, and the edit stays.</source>
        <translation>Im Hub hat jemand das Feld %1 von &quot;%2&quot; geändert. %3 geht nur von Notion zum Hub: Die Vorschau zeigt, dass nichts zurückgesendet wird und die Änderung bleibt.</translation>
    </message>
    <message>
        <source>Somebody in Notion changed %1 of &quot;%2&quot;, and somebody in the hub its %3. Preview %4 to see both edits travel.</source>
        <translation>In Notion hat jemand das Feld %1 von &quot;%2&quot; geändert und im Hub jemand das Feld %3. Die Vorschau von %4 zeigt, wie beide Änderungen ankommen.</translation>
    </message>
    <message>
        <source>Somebody in Notion changed %1 of &quot;%2&quot;, and somebody in the hub its %3. Preview %4 to see Notion&apos;s edit arrive, and the hub&apos;s own stay.</source>
        <translation>In Notion hat jemand das Feld %1 von &quot;%2&quot; geändert und im Hub jemand das Feld %3. Die Vorschau von %4 zeigt, wie die Änderung aus Notion ankommt und die eigene des Hubs bleibt.</translation>
    </message>
    <message>
        <source>%1 of &quot;%2&quot; was changed in Notion and in the hub within the same minute. Preview or sync %3, then decide which of the two counts.</source>
        <translation>Das Feld %1 von &quot;%2&quot; wurde in Notion und im Hub in derselben Minute geändert. Sehen Sie sich die Vorschau von %3 an, oder gleichen Sie ab, und entscheiden Sie dann, welche der beiden Änderungen gilt.</translation>
    </message>
    <message>
        <source>%1 of &quot;%2&quot; was changed in Notion and in the hub within the same minute. Preview %3 to see that Notion&apos;s counts; what the hub had is kept among the conflicts that were decided.</source>
        <translation>Das Feld %1 von &quot;%2&quot; wurde in Notion und im Hub in derselben Minute geändert. Die Vorschau von %3 zeigt, dass die aus Notion gilt; was der Hub hatte, bleibt bei den entschiedenen Konflikten aufgehoben.</translation>
    </message>
    <message>
        <source>A new page (%1)</source>
        <translation>Eine neue Seite (%1)</translation>
    </message>
    <message>
        <source>Somebody in Notion added &quot;%1&quot;. Preview %2 to see its row made in the hub.</source>
        <translation>In Notion hat jemand &quot;%1&quot; hinzugefügt. Die Vorschau von %2 zeigt, wie die Zeile dazu im Hub angelegt wird.</translation>
    </message>
    <message>
        <source>Somebody in Notion moved &quot;%1&quot; to the bin. Preview %2 to see its row deleted in the hub; sync it, and you can restore the page.</source>
        <translation>In Notion hat jemand &quot;%1&quot; in den Papierkorb gelegt. Die Vorschau von %2 zeigt, wie die Zeile dazu im Hub gelöscht wird; nach dem Abgleich können Sie die Seite wiederherstellen.</translation>
    </message>
    <message>
        <source>Somebody in Notion took &quot;%1&quot; out of the bin. Preview %2 to see its row come back in the hub.</source>
        <translation>In Notion hat jemand &quot;%1&quot; aus dem Papierkorb geholt. Die Vorschau von %2 zeigt, wie die Zeile dazu im Hub zurückkommt.</translation>
    </message>
    <message>
        <source>Notion now answers as if %1 were empty, the way it looks when access is lost. Preview everything anew (Ctrl+Shift+P) to see the guard stop it.</source>
        <translation>Notion antwortet jetzt, als wäre die Datenbank von %1 leer, so wie es bei verlorenem Zugriff aussieht. Sehen Sie alles neu an (Strg+Umschalt+P): Die Schutzregel hält es an.</translation>
    </message>
    <message>
        <source>The page &quot;%1&quot; is no longer shared with the integration. Preview everything anew (Ctrl+Shift+P) to see %2 pause it and delete nothing.</source>
        <translation>Die Seite &quot;%1&quot; ist nicht mehr für die Integration freigegeben. Sehen Sie alles neu an (Strg+Umschalt+P): %2 lässt sie ruhen und löscht nichts.</translation>
    </message>
    <message>
        <source>The page &quot;%1&quot; is shared again. Preview everything anew (Ctrl+Shift+P) to see that %2 goes on with it.</source>
        <translation>Die Seite &quot;%1&quot; ist wieder freigegeben. Sehen Sie alles neu an (Strg+Umschalt+P): %2 macht mit ihr weiter.</translation>
    </message>
    <message>
        <source>(forbidden, %1)</source>
        <translation>(verboten, %1)</translation>
    </message>
    <message>
        <source>Somebody in Notion changed %1 of &quot;%2&quot; to a text that a rule of the hub&apos;s table forbids. Sync %3 to see it refused and kept waiting, and everything else go on.</source>
        <translation>In Notion hat jemand das Feld %1 von &quot;%2&quot; auf einen Text geändert, den eine Regel der Hub-Tabelle verbietet. Gleichen Sie %3 ab: Er wird abgelehnt und wartet, und alles andere geht weiter.</translation>
    </message>
    <message>
        <source>Undecided, for now</source>
        <extracomment>A value with a comma, which Notion takes in no option</extracomment>
        <translation>Unentschieden, vorerst</translation>
    </message>
    <message>
        <source>Somebody in the hub changed %1 of &quot;%2&quot; to &quot;%3&quot;, which Notion does not take. Sync %4 to see it refused and kept waiting, and everything else go on.</source>
        <translation>Im Hub hat jemand das Feld %1 von &quot;%2&quot; auf &quot;%3&quot; geändert, was Notion nicht annimmt. Gleichen Sie %4 ab: Es wird abgelehnt und wartet, und alles andere geht weiter.</translation>
    </message>
    <message>
        <source>%1 is back to normal: everything is listed and shared, and no value is refused. Sync it to see that all is well again.</source>
        <translation>%1 ist wieder im Normalzustand: Alles wird aufgelistet und ist freigegeben, und kein Wert wird abgelehnt. Gleichen Sie ab, und Sie sehen, dass alles wieder gut ist.</translation>
    </message>
    <message>
        <source>Edit a page in &amp;Notion</source>
        <translation>Eine Seite in &amp;Notion ändern</translation>
    </message>
    <message>
        <source>Edit a row in the &amp;hub</source>
        <translation>Eine Zeile im &amp;Hub ändern</translation>
    </message>
    <message>
        <source>Edit &amp;different fields on both sides</source>
        <translation>&amp;Verschiedene Felder auf beiden Seiten ändern</translation>
    </message>
    <message>
        <source>Edit the same field on both sides: a &amp;conflict</source>
        <translation>Dasselbe Feld auf beiden Seiten ändern: ein &amp;Konflikt</translation>
    </message>
    <message>
        <source>&amp;Add a page in Notion</source>
        <translation>Eine Seite in Notion &amp;anlegen</translation>
    </message>
    <message>
        <source>&amp;Move a page to Notion&apos;s bin</source>
        <translation>Eine Seite in Notions Papierkorb &amp;legen</translation>
    </message>
    <message>
        <source>Take a page &amp;out of Notion&apos;s bin</source>
        <translation>Eine Seite aus Notions Papierkorb h&amp;olen</translation>
    </message>
    <message>
        <source>Let Notion &amp;list nothing</source>
        <translation>Notion nichts au&amp;flisten lassen</translation>
    </message>
    <message>
        <source>Stop sharing a &amp;page</source>
        <translation>Eine &amp;Seite nicht mehr freigeben</translation>
    </message>
    <message>
        <source>&amp;Share the page again</source>
        <translation>Die Seite &amp;wieder freigeben</translation>
    </message>
    <message>
        <source>Write in Notion what the hub &amp;refuses</source>
        <translation>In Notion schreiben, was der Hub a&amp;blehnt</translation>
    </message>
    <message>
        <source>&amp;Write in the hub what Notion refuses</source>
        <translation>Im Hub sch&amp;reiben, was Notion ablehnt</translation>
    </message>
    <message>
        <source>&amp;Back to normal</source>
        <translation>&amp;Zurück zum Normalzustand</translation>
    </message>
</context>
<context>
    <name>SampleStories</name>
    <message>
        <source>Sync %1 once, then its sample data can be changed here</source>
        <translation>Gleichen Sie %1 einmal ab, dann lassen sich die Beispieldaten hier ändern</translation>
    </message>
    <message>
        <source>That cannot be done to the sample data now: preview and sync the service first.</source>
        <translation>Das geht mit den Beispieldaten jetzt nicht: Sehen Sie den Dienst zuerst an, und gleichen Sie ihn ab.</translation>
    </message>
</context>
<context>
    <name>SaveBar</name>
    <message>
        <source>Storing…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>%1 Nothing was stored.</source>
        <translation>%1 Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Use it for this session only</source>
        <translation>Nur für diese Sitzun&amp;g verwenden</translation>
    </message>
    <message>
        <source>Secrets stay in the memory of this program until it ends, and are asked for again at its next start. Everything else is stored.</source>
        <translation>Geheimnisse bleiben im Arbeitsspeicher dieses Programms, bis es endet, und werden beim nächsten Start wieder erfragt. Alles andere wird gespeichert.</translation>
    </message>
</context>
<context>
    <name>ServiceBoard</name>
    <message>
        <source>Syncing %1: %2</source>
        <translation>%1 wird abgeglichen: %2</translation>
    </message>
    <message>
        <source>Previewing %1: %2</source>
        <translation>Vorschau von %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a service, %2 &quot;syncing in another program&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ServicePage</name>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Preview changes</source>
        <translation>Änderungen an&amp;sehen</translation>
    </message>
    <message>
        <source>See what a sync would change; nothing is written</source>
        <translation>Zeigt, was ein Abgleich ändern würde; nichts wird geschrieben</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>&amp;Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>Preview (%1)</source>
        <translation>Vorschau (%1)</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>Konflikte (%1)</translation>
    </message>
</context>
<context>
    <name>ServiceRow</name>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>Sync %1 now</source>
        <translation>%1 jetzt abgleichen</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>wartet …</translation>
    </message>
    <message>
        <source>previewing… %1</source>
        <translation>Vorschau … %1</translation>
    </message>
    <message>
        <source>syncing… %1</source>
        <translation>gleicht ab … %1</translation>
    </message>
    <message>
        <source>not possible yet</source>
        <translation>noch nicht möglich</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>a moment and what is so since then: &quot;2 min ago · 14 changes&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Notion</source>
        <translation>&amp;Notion</translation>
    </message>
    <message>
        <source>&amp;Hub</source>
        <translation>&amp;Hub</translation>
    </message>
    <message>
        <source>&amp;Databases</source>
        <translation>&amp;Datenbanken</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>&amp;Regeln</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Connect to Notion</source>
        <translation>Mit Notion verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Notion</source>
        <translation>Notion</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Where shall your records live?</source>
        <translation>Wo sollen Ihre Daten liegen?</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Which database is which?</source>
        <translation>Welche Datenbank ist welche?</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>What becomes of each field</source>
        <translation>Was aus jedem Feld wird</translation>
    </message>
    <message>
        <source>First look</source>
        <translation>Erster Blick</translation>
    </message>
    <message>
        <source>What a first sync would write</source>
        <translation>Was ein erster Abgleich schreiben würde</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>In a list of changes</source>
        <translation>In einer Liste von Änderungen</translation>
    </message>
    <message>
        <source>In the list of what waits for you</source>
        <translation>In der Liste dessen, was auf Sie wartet</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Notion budget</source>
        <translation>Notion-Budget</translation>
    </message>
    <message>
        <source>Share of the requests that Notion allows in one minute</source>
        <translation>Anteil der Anfragen, die Notion in einer Minute erlaubt</translation>
    </message>
    <message>
        <source>Sandbox: sample data in a temporary folder</source>
        <translation>Sandbox: Beispieldaten in einem temporären Ordner</translation>
    </message>
    <message>
        <source>Notion budget %1 %</source>
        <translation>Notion-Budget %1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a service, %2 how it is: &quot;2 waiting for you, 11 on hold&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop asking; nothing was changed</source>
        <translation>Nicht weiter fragen; es wurde nichts geändert</translation>
    </message>
</context>
<context>
    <name>StoryMenu</name>
    <message>
        <source>There is no sample data for this service</source>
        <translation>Für diesen Dienst gibt es keine Beispieldaten</translation>
    </message>
</context>
<context>
    <name>SyncRequests</name>
    <message numerus="yes">
        <source>%n change(s) of the open preview are not ticked.</source>
        <translation>
            <numerusform>%n Änderung der offenen Vorschau hat keinen Haken.</numerusform>
            <numerusform>%n Änderungen der offenen Vorschau haben keinen Haken.</numerusform>
        </translation>
    </message>
    <message>
        <source>Applying leaves them on hold until somebody edits them or you release them. Syncing everything writes them, too.</source>
        <translation>Beim Ausführen werden sie zurückgehalten, bis jemand sie ändert oder Sie sie freigeben. Wenn Sie alles abgleichen, werden auch sie geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply %n ticked change(s)</source>
        <translation>
            <numerusform>%n Änderung mit Haken &amp;ausführen</numerusform>
            <numerusform>%n Änderungen mit Haken &amp;ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Sync everything</source>
        <translation>Alles ab&amp;gleichen</translation>
    </message>
    <message>
        <source>What is open takes back an earlier run.</source>
        <translation>Was offen ist, nimmt einen früheren Lauf zurück.</translation>
    </message>
    <message>
        <source>A sync does not do that: it reads both sides anew and closes this preview. To take the run back, apply the preview.</source>
        <translation>Ein Abgleich tut das nicht: Er liest beide Seiten neu und schließt diese Vorschau. Um den Lauf zurückzunehmen, führen Sie die Vorschau aus.</translation>
    </message>
    <message>
        <source>&amp;Close it and preview a sync</source>
        <translation>&amp;Schließen und Abgleich ansehen</translation>
    </message>
    <message numerus="yes">
        <source>%n open preview(s) hold changes that are not ticked: %1.</source>
        <translation>
            <numerusform>%n offene Vorschau hat Änderungen ohne Haken: %1.</numerusform>
            <numerusform>%n offene Vorschauen haben Änderungen ohne Haken: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Applying writes what is ticked there and leaves the rest on hold. The other services are not concerned.</source>
        <translation>Das Ausführen schreibt dort, was einen Haken hat, und hält den Rest zurück. Die anderen Dienste sind nicht betroffen.</translation>
    </message>
    <message>
        <source>&amp;Apply what is ticked</source>
        <translation>Angehaktes a&amp;usführen</translation>
    </message>
    <message>
        <source>Link everything anew with what is connected now?</source>
        <translation>Alles mit dem neu verknüpfen, was jetzt verbunden ist?</translation>
    </message>
    <message>
        <source>Every service begins as at its first sync: its preview shows what belongs together and what would be written, before anything is. Nothing is deleted anywhere. History, decisions and what waits for you are put aside in a file beside the new state.</source>
        <translation>Jeder Dienst beginnt wie beim ersten Abgleich: Seine Vorschau zeigt, was zusammengehört und was geschrieben würde, bevor etwas geschrieben wird. Gelöscht wird nirgends etwas. Verlauf, Entscheidungen und was auf Sie wartet, kommen in eine Datei neben dem neuen Zustand.</translation>
    </message>
    <message>
        <source>&amp;Begin anew</source>
        <translation>Neu &amp;beginnen</translation>
    </message>
</context>
<context>
    <name>TextComparison</name>
    <message>
        <source>1 unchanged paragraph</source>
        <translation>1 unveränderter Absatz</translation>
    </message>
    <message>
        <source>%1 unchanged paragraphs</source>
        <translation>%1 unveränderte Absätze</translation>
    </message>
    <message>
        <source>(removed)</source>
        <extracomment>stands for paragraphs that one version does not have any more</extracomment>
        <translation>(entfernt)</translation>
    </message>
</context>
<context>
    <name>TokenPage</name>
    <message>
        <source>Notion &amp;token</source>
        <translation>Notion-&amp;Token</translation>
    </message>
    <message>
        <source>ntn_…</source>
        <translation>ntn_…</translation>
    </message>
    <message>
        <source>Notion token</source>
        <translation>Notion-Token</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Ask Notion whom the token belongs to; stores nothing</source>
        <translation>Notion fragen, wem das Token gehört; speichert nichts</translation>
    </message>
    <message>
        <source>The token goes into your system’s keychain and nowhere else. For unattended use set NOTION_API_TOKEN instead.</source>
        <translation>Das Token kommt in den Schlüsselbund Ihres Systems und nirgendwo sonst hin. Für unbeaufsichtigten Betrieb setzen Sie stattdessen NOTION_API_TOKEN.</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>A .env file with NOTION_API_TOKEN, SUPABASE_URL, NOTION_BOOKS_DB_ID and so on fills in these pages. Nothing is stored before you save.</source>
        <translation>Eine .env-Datei mit NOTION_API_TOKEN, SUPABASE_URL, NOTION_BOOKS_DB_ID und so weiter füllt diese Seiten aus. Gespeichert wird erst, wenn Sie speichern.</translation>
    </message>
    <message>
        <source>&amp;Import .env file…</source>
        <translation>.env-Datei &amp;einlesen …</translation>
    </message>
    <message>
        <source>a token is stored; leave empty to keep it</source>
        <translation>ein Token ist gespeichert; leer lassen, um es zu behalten</translation>
    </message>
    <message>
        <source>Asking Notion…</source>
        <translation>Notion wird gefragt …</translation>
    </message>
    <message>
        <source>The token works: it is “%1” in the workspace “%2”.</source>
        <translation>Das Token gilt: Es ist „%1“ im Arbeitsbereich „%2“.</translation>
    </message>
    <message>
        <source>Import a .env file</source>
        <translation>Eine .env-Datei einlesen</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen …</translation>
    </message>
    <message>
        <source>Not known here: %1.</source>
        <translation>Hier nicht bekannt: %1.</translation>
    </message>
    <message>
        <source>Not understood: line %1.</source>
        <translation>Nicht verstanden: Zeile %1.</translation>
    </message>
    <message>
        <source>Values taken over: %1. Nothing is stored before you save.</source>
        <translation>Übernommene Werte: %1. Gespeichert wird erst, wenn Sie speichern.</translation>
    </message>
    <message>
        <source>NOTION_API_TOKEN is set in the environment and wins over a token that is stored here.</source>
        <translation>NOTION_API_TOKEN ist in der Umgebung gesetzt und geht einem hier gespeicherten Token vor.</translation>
    </message>
    <message>
        <source>The file names another hub: see there before you save.</source>
        <translation>Die Datei nennt einen anderen Hub: Sehen Sie dort nach, bevor Sie speichern.</translation>
    </message>
    <message>
        <source>Left as the environment sets them: %1.</source>
        <translation>Wie in der Umgebung gesetzt belassen: %1.</translation>
    </message>
    <message>
        <source>1. Open Notion’s page of integrations and make a new one with the rights to read, update and insert content.
2. Copy its token and paste it below.
3. In Notion open each database that is to be synced, choose ••• › Connections and add the integration. A database that is not shared this way cannot be seen.</source>
        <translation>1. Öffnen Sie Notions Seite der Integrationen, und legen Sie eine neue an, mit den Rechten, Inhalt zu lesen, zu ändern und einzufügen.
2. Kopieren Sie ihr Token, und fügen Sie es unten ein.
3. Öffnen Sie in Notion jede Datenbank, die abgeglichen werden soll, wählen Sie ••• › Verbindungen, und fügen Sie die Integration hinzu. Eine Datenbank, die nicht so freigegeben ist, ist nicht zu sehen.</translation>
    </message>
    <message>
        <source>O&amp;pen Notion’s integrations page</source>
        <translation>Notions Integrationen ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Opens www.notion.so in your browser</source>
        <translation>Öffnet www.notion.so in Ihrem Browser</translation>
    </message>
    <message>
        <source>the environment gives the token</source>
        <translation>die Umgebung gibt das Token vor</translation>
    </message>
    <message>
        <source>a token is kept for this session; leave empty to keep it</source>
        <translation>für diese Sitzung ist ein Token da; leer lassen, um es zu behalten</translation>
    </message>
    <message>
        <source>Notion could not be reached, so the token is not tested: %1</source>
        <translation>Notion war nicht zu erreichen, darum ist das Token nicht geprüft: %1</translation>
    </message>
    <message>
        <source>Notion refused this token. Copy it once more from the page of the integration, the whole of it, and paste it here.</source>
        <translation>Notion hat dieses Token abgelehnt. Kopieren Sie es noch einmal ganz von der Seite der Integration, und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>Notion refused the token that NOTION_API_TOKEN gives; set a valid one in the environment.</source>
        <translation>Notion hat das Token abgelehnt, das NOTION_API_TOKEN vorgibt; setzen Sie in der Umgebung ein gültiges.</translation>
    </message>
    <message>
        <source>Notion refuses the token that is kept: paste a new one.</source>
        <translation>Notion lehnt das gespeicherte Token ab: Fügen Sie ein neues ein.</translation>
    </message>
</context>
<context>
    <name>TruthWords</name>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>never synced</source>
        <translation>noch nie abgeglichen</translation>
    </message>
    <message>
        <source>in sync</source>
        <translation>im Gleichstand</translation>
    </message>
    <message>
        <source>cancelled before its end</source>
        <translation>vor dem Ende abgebrochen</translation>
    </message>
    <message>
        <source>another run was active</source>
        <translation>ein anderer Lauf war aktiv</translation>
    </message>
    <message>
        <source>some records failed</source>
        <translation>einige Datensätze sind fehlgeschlagen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>stopped by a guard</source>
        <translation>von einer Schutzregel angehalten</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting for you</source>
        <translation>
            <numerusform>%Ln wartet auf Sie</numerusform>
            <numerusform>%Ln warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln abgelehnt</numerusform>
            <numerusform>%Ln abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on hold</source>
        <translation>
            <numerusform>%Ln zurückgehalten</numerusform>
            <numerusform>%Ln zurückgehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paused</source>
        <translation>
            <numerusform>%Ln ruht</numerusform>
            <numerusform>%Ln ruhen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided, not synced yet</source>
        <translation>
            <numerusform>%Ln entschieden, noch nicht abgeglichen</numerusform>
            <numerusform>%Ln entschieden, noch nicht abgeglichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shown only in part</source>
        <translation>
            <numerusform>%Ln nur zum Teil gezeigt</numerusform>
            <numerusform>%Ln nur zum Teil gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not written yet</source>
        <translation>
            <numerusform>%Ln noch nicht geschrieben</numerusform>
            <numerusform>%Ln noch nicht geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>1 change to apply</source>
        <translation>1 Änderung auszuführen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes to apply</source>
        <translation>
            <numerusform>%Ln Änderung auszuführen</numerusform>
            <numerusform>%Ln Änderungen auszuführen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services failed: %1.</source>
        <translation>
            <numerusform>%Ln Dienst ist fehlgeschlagen: %1.</numerusform>
            <numerusform>%Ln Dienste sind fehlgeschlagen: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services were stopped: %1.</source>
        <translation>
            <numerusform>%Ln Dienst wurde angehalten: %1.</numerusform>
            <numerusform>%Ln Dienste wurden angehalten: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services wait for you: %1.</source>
        <translation>
            <numerusform>%Ln Dienst wartet auf Sie: %1.</numerusform>
            <numerusform>%Ln Dienste warten auf Sie: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services were interrupted: %1.</source>
        <translation>
            <numerusform>%Ln Dienst wurde unterbrochen: %1.</numerusform>
            <numerusform>%Ln Dienste wurden unterbrochen: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services have changes to apply: %1.</source>
        <translation>
            <numerusform>%Ln Dienst hat Änderungen auszuführen: %1.</numerusform>
            <numerusform>%Ln Dienste haben Änderungen auszuführen: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln services are not wholly in sync: %1.</source>
        <translation>
            <numerusform>%Ln Dienst ist nicht ganz im Gleichstand: %1.</numerusform>
            <numerusform>%Ln Dienste sind nicht ganz im Gleichstand: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a service, %2 a whole sentence about it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <extracomment>%1 is a service, %2 how it is: &quot;2 waiting for you, 11 on hold&quot;</extracomment>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>preview: %1</source>
        <extracomment>a preview that did not go well: &quot;preview: failed&quot;</extracomment>
        <translation>Vorschau: %1</translation>
    </message>
    <message>
        <source>syncing in another program</source>
        <translation>gleicht in einem anderen Programm ab</translation>
    </message>
    <message>
        <source>previewing in another program</source>
        <translation>Vorschau läuft in einem anderen Programm</translation>
    </message>
    <message>
        <source>Both sides are equal: a sync would write nothing.</source>
        <translation>Beide Seiten sind gleich: Ein Abgleich würde nichts schreiben.</translation>
    </message>
    <message>
        <source>A sync would write nothing now, but not everything is equal: %1.</source>
        <extracomment>%1 lists what is not equal: &quot;11 on hold, 1 refused&quot;</extracomment>
        <translation>Ein Abgleich würde jetzt nichts schreiben, aber nicht alles ist gleich: %1.</translation>
    </message>
    <message>
        <source>The tab Conflicts shows them with their reasons.</source>
        <translation>Der Reiter „Konflikte“ zeigt sie mit ihren Gründen.</translation>
    </message>
    <message>
        <source>What this preview found can be decided on the tab Conflicts, before anything is written.</source>
        <translation>Was diese Vorschau fand, lässt sich im Reiter „Konflikte“ entscheiden, bevor etwas geschrieben wird.</translation>
    </message>
    <message>
        <source>Nothing has been synced yet.</source>
        <translation>Es wurde noch nichts abgeglichen.</translation>
    </message>
    <message>
        <source>Everything that was synced is in sync.</source>
        <translation>Alles Abgeglichene ist im Gleichstand.</translation>
    </message>
</context>
<context>
    <name>ValueDialog</name>
    <message>
        <source>A value of your own</source>
        <translation>Ein eigener Wert</translation>
    </message>
    <message>
        <source>The result; change it as you like:</source>
        <translation>Das Ergebnis; ändern Sie es, wie Sie mögen:</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>another option</source>
        <translation>eine andere Option</translation>
    </message>
    <message>
        <source>Another option</source>
        <translation>Eine andere Option</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Empty this field on every side</source>
        <translation>Dieses Feld auf jeder Seite &amp;leeren</translation>
    </message>
    <message>
        <source>“%1” of “%2” as it should be on every side:</source>
        <extracomment>%1 is a field, %2 a record&apos;s title</extracomment>
        <translation>„%1“ von „%2“, wie es auf jeder Seite sein soll:</translation>
    </message>
    <message>
        <source>One place is not picked yet; it stands below as it was.</source>
        <translation>Eine Stelle ist noch nicht gewählt; unten steht sie, wie sie war.</translation>
    </message>
    <message>
        <source>%1 places are not picked yet; they stand below as they were.</source>
        <translation>%1 Stellen sind noch nicht gewählt; unten stehen sie, wie sie waren.</translation>
    </message>
</context>
<context>
    <name>ValueParser</name>
    <message>
        <source>“%1” is none of its options: %2.</source>
        <translation>„%1“ ist keine der Optionen: %2.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>This field takes whole numbers only.</source>
        <translation>Dieses Feld nimmt nur ganze Zahlen.</translation>
    </message>
    <message>
        <source>This is not a JSON document: %1.</source>
        <translation>Das ist kein JSON-Dokument: %1.</translation>
    </message>
    <message>
        <source>This field may not be empty.</source>
        <translation>Dieses Feld darf nicht leer sein.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome to Unified Sync</source>
        <translation>Willkommen bei Unified Sync</translation>
    </message>
    <message>
        <source>Your Notion databases in a database of your own. You see every change before it is written.</source>
        <translation>Ihre Notion-Datenbanken in einer eigenen Datenbank. Sie sehen jede Änderung, bevor sie geschrieben wird.</translation>
    </message>
    <message>
        <source>Try the sandbox</source>
        <translation>Die Sandbox ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Try the sandbox</source>
        <translation>Die &amp;Sandbox ausprobieren</translation>
    </message>
    <message>
        <source>Connect to Notion</source>
        <translation>Mit Notion verbinden</translation>
    </message>
    <message>
        <source>You need a token of a Notion integration and the databases that it may read and edit. The token goes into your system’s keychain. The first sync shows you everything that it would write.</source>
        <translation>Sie brauchen das Token einer Notion-Integration und die Datenbanken, die sie lesen und ändern darf. Das Token kommt in den Schlüsselbund Ihres Systems. Der erste Abgleich zeigt Ihnen alles, was er schreiben würde.</translation>
    </message>
    <message>
        <source>&amp;Connect to Notion</source>
        <translation>Mit Notion &amp;verbinden</translation>
    </message>
    <message>
        <source>A pretend Notion with sample data for seven services, from books to journals, starts inside this window and syncs with a database in a temporary folder, four of them in both directions. There you can make edits, conflicts and mishaps and see what becomes of them. Nothing of yours is touched, and everything is gone when you close the window.</source>
        <translation>Ein nachgestelltes Notion mit Beispieldaten für sieben Dienste, von Büchern bis Tagebüchern, startet in diesem Fenster und gleicht sich mit einer Datenbank in einem temporären Ordner ab, vier davon in beide Richtungen. Dort können Sie Änderungen, Konflikte und Pannen herbeiführen und sehen, was daraus wird. Nichts von Ihnen wird angerührt, und alles ist weg, wenn Sie das Fenster schließen.</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>&amp;Preview changes</source>
        <translation>Änderungen an&amp;sehen</translation>
    </message>
    <message>
        <source>Preview &amp;everything anew (full)</source>
        <translation>Alles &amp;neu ansehen (vollständig)</translation>
    </message>
    <message>
        <source>Preview &amp;all services</source>
        <translation>&amp;Vorschau aller Dienste</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>&amp;Jetzt abgleichen</translation>
    </message>
    <message>
        <source>S&amp;ync all services</source>
        <translation>Alle Dienste ab&amp;gleichen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Find a service or a record</source>
        <translation>Dienst oder Datensatz s&amp;uchen</translation>
    </message>
    <message>
        <source>Go to the list of ser&amp;vices</source>
        <translation>&amp;Zur Liste der Dienste</translation>
    </message>
    <message>
        <source>Show the preview</source>
        <translation>Die Vorschau zeigen</translation>
    </message>
    <message>
        <source>Show the conflicts</source>
        <translation>Die Konflikte zeigen</translation>
    </message>
    <message>
        <source>Show the history</source>
        <translation>Den Verlauf zeigen</translation>
    </message>
    <message>
        <source>Show the mapping</source>
        <translation>Die Zuordnung zeigen</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>Das Menü öffnen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>About &amp;Unified Sync</source>
        <translation>Ü&amp;ber Unified Sync</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>some records failed</source>
        <translation>einige Datensätze sind fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped by a guard</source>
        <translation>von einer Schutzregel angehalten</translation>
    </message>
    <message>
        <source>waiting for you</source>
        <translation>wartet auf Sie</translation>
    </message>
    <message>
        <source>another run was active</source>
        <translation>ein anderer Lauf war aktiv</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>the source overwrites what was changed in the hub</source>
        <translation>die Quelle überschreibt, was im Hub geändert wurde</translation>
    </message>
    <message>
        <source>what was changed in the hub is kept</source>
        <translation>was im Hub geändert wurde, bleibt</translation>
    </message>
    <message>
        <source>newer wins</source>
        <translation>das Neuere gewinnt</translation>
    </message>
    <message>
        <source>asks when both sides changed</source>
        <translation>fragt, wenn beide Seiten geändert wurden</translation>
    </message>
    <message>
        <source>%1 wins</source>
        <translation>%1 gewinnt</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 Änderungen</translation>
    </message>
    <message>
        <source>create</source>
        <translation>anlegen</translation>
    </message>
    <message>
        <source>update</source>
        <translation>ändern</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>wiederherstellen</translation>
    </message>
    <message>
        <source>planned, not sent</source>
        <translation>geplant, nicht gesendet</translation>
    </message>
    <message>
        <source>sent, the answer was lost; the next run looks</source>
        <translation>gesendet, die Antwort ging verloren; der nächste Lauf sieht nach</translation>
    </message>
    <message>
        <source>not written: %1</source>
        <translation>nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>planned anew by a later run</source>
        <translation>von einem späteren Lauf neu geplant</translation>
    </message>
    <message>
        <source>%1 created</source>
        <translation>%1 angelegt</translation>
    </message>
    <message>
        <source>%1 updated</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>%1 restored</source>
        <translation>%1 wiederhergestellt</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>counts of changes, then the side: &quot;2 created, 3 updated · Hub&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>(could not be read whole)</source>
        <translation>(war nicht ganz zu lesen)</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbinde</translation>
    </message>
    <message>
        <source>settling an interrupted run</source>
        <translation>kläre einen unterbrochenen Lauf</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>lese %1</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>vergleiche</translation>
    </message>
    <message>
        <source>writing to %1</source>
        <translation>schreibe nach %1</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>schließe ab</translation>
    </message>
    <message>
        <source>%1 would be created</source>
        <translation>%1 würden angelegt</translation>
    </message>
    <message>
        <source>%1 would be updated</source>
        <translation>%1 würden geändert</translation>
    </message>
    <message>
        <source>%1 would be deleted</source>
        <translation>%1 würden gelöscht</translation>
    </message>
    <message>
        <source>%1 would be restored</source>
        <translation>%1 würden wiederhergestellt</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <extracomment>%1 is a side, %2 what would happen there</extracomment>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Both sides are equal already: there is nothing to do.</source>
        <translation>Beide Seiten sind schon gleich: Es gibt nichts zu tun.</translation>
    </message>
    <message>
        <source>Records that need a decision: %1.</source>
        <translation>Datensätze, die eine Entscheidung brauchen: %1.</translation>
    </message>
    <message>
        <source>A sync would write nothing now.</source>
        <translation>Ein Abgleich würde jetzt nichts schreiben.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Syncs Notion databases to a database of your own.</source>
        <translation>Gleicht Notion-Datenbanken mit einer eigenen Datenbank ab.</translation>
    </message>
    <message>
        <source>Start on the embedded sandbox, in a temporary home.</source>
        <translation>Auf der eingebauten Sandbox starten, in einem temporären Ordner.</translation>
    </message>
    <message>
        <source>Write pictures of the main states to DIR and end.</source>
        <translation>Bilder der wichtigsten Zustände nach DIR schreiben und enden.</translation>
    </message>
</context>
</TS>
