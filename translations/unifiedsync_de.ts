<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>ChangeModel</name>
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
        <source>is deleted</source>
        <translation>wird gelöscht</translation>
    </message>
    <message>
        <source>comes back</source>
        <translation>kommt zurück</translation>
    </message>
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
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
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
    <message>
        <source>Record · field</source>
        <translation>Datensatz · Feld</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>War</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
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
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>What waits for you</source>
        <translation>Was auf Sie wartet</translation>
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
        <extracomment>%1 is a record&apos;s id</extracomment>
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
        <source>no side&apos;s value</source>
        <translation>Wert keiner Seite</translation>
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
        <source>Decided automatically (%1)</source>
        <translation>Automatisch (%1)</translation>
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
        <source>No record here has the text that you search for.</source>
        <translation>Kein Datensatz hier enthält den gesuchten Text.</translation>
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
        <source>The value that is not taken stays in History and can be put back at any time. Until you decide, these fields are left as they are on every side; everything else in these records goes on syncing.</source>
        <translation>Der Wert, der nicht genommen wird, bleibt im Verlauf und kann jederzeit zurückgeholt werden. Bis Sie entscheiden, bleiben diese Felder auf jeder Seite, wie sie sind; alles andere in diesen Datensätzen wird weiter abgeglichen.</translation>
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
        <translation>%1 (ID …%2)</translation>
    </message>
    <message>
        <source>%1 (id %2)</source>
        <translation>%1 (ID %2)</translation>
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
        <source>%1 is set in the environment, which wins.</source>
        <translation>%1 ist in der Umgebung gesetzt, und diese hat Vorrang.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
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
        <translation>Prüfen Sie das Token: Setzen Sie NOTION_API_TOKEN, oder hinterlegen Sie es mit „usync login notion“.</translation>
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
        <source>%1: %2</source>
        <extracomment>%1 is the title of a record, %2 what went wrong with it</extracomment>
        <translation>%1: %2</translation>
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
        <translation>&amp;Zeigen, was geschähe</translation>
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
        <source>Keep &amp;history and log for</source>
        <translation>&amp;Verlauf und Protokoll behalten für</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Runs can be &amp;undone for</source>
        <translation>Läufe lassen sich &amp;rückgängig machen für</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Those that are switched off are left out of “Sync all”.</source>
        <translation>Ausgeschaltete werden bei „Alle abgleichen“ ausgelassen.</translation>
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
</context>
<context>
    <name>HubPage</name>
    <message>
        <source>A &amp;file on this computer</source>
        <translation>Eine &amp;Datei auf diesem Rechner</translation>
    </message>
    <message>
        <source>Needs nothing else: an SQLite database that the first sync makes.</source>
        <translation>Braucht sonst nichts: eine SQLite-Datenbank, die der erste Abgleich anlegt.</translation>
    </message>
    <message>
        <source>&amp;Supabase</source>
        <translation>&amp;Supabase</translation>
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
        <translation>&amp;Wählen …</translation>
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
        <translation>Hub &amp;prüfen</translation>
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
        <source>Run this once in the &amp;SQL editor of the project, then check again:</source>
        <translation>Führen Sie dies einmal im S&amp;QL-Editor des Projekts aus und prüfen Sie erneut:</translation>
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
    <name>MainWindow</name>
    <message>
        <source>Unified Sync</source>
        <translation>Unified Sync</translation>
    </message>
    <message>
        <source>Sync &amp;all</source>
        <translation>&amp;Alle abgleichen</translation>
    </message>
    <message>
        <source>Sync every connected service, in the order that they depend on each other</source>
        <translation>Gleicht jeden verbundenen Dienst ab, in der Reihenfolge ihrer Abhängigkeiten</translation>
    </message>
    <message>
        <source>Preview a&amp;ll</source>
        <translation>A&amp;lle ansehen</translation>
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
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
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
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>Preview &amp;everything anew (full)</source>
        <translation>Alles &amp;neu ansehen (vollständig)</translation>
    </message>
    <message>
        <source>Reads every record instead of only what changed</source>
        <translation>Liest jeden Datensatz statt nur, was sich geändert hat</translation>
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
        <source>Edit, add and bin some books in the sandbox, as somebody in Notion would; then preview or sync to see it arrive</source>
        <translation>Ändert, ergänzt und löscht einige Bücher in der Sandbox, wie es jemand in Notion täte; eine Vorschau oder ein Abgleich zeigt dann, wie es ankommt</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>Notion, the hub, the databases of each service, and what is kept how long</source>
        <translation>Notion, der Hub, die Datenbanken jedes Dienstes und was wie lange behalten wird</translation>
    </message>
    <message>
        <source>The new settings hold as soon as what runs is done.</source>
        <translation>Die neuen Einstellungen gelten, sobald das Laufende fertig ist.</translation>
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
    <name>PreviewPage</name>
    <message>
        <source>Nothing was written. Look at the changes below; if they are right, let exactly this plan pass.</source>
        <translation>Es wurde nichts geschrieben. Sehen Sie sich die Änderungen an; wenn sie stimmen, lassen Sie genau diesen Plan zu.</translation>
    </message>
    <message>
        <source>Let this plan &amp;pass…</source>
        <translation>Diesen Plan &amp;zulassen …</translation>
    </message>
    <message>
        <source>Accept or skip everything that is shown</source>
        <translation>Alles Gezeigte annehmen oder auslassen</translation>
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
        <source>%1

Exactly these %2 changes are written to %3. Anything that changed since the plan was made is left out.</source>
        <translation>%1

Genau diese %2 Änderungen werden geschrieben (%3). Was sich seit dem Plan geändert hat, wird ausgelassen.</translation>
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
        <source>Both sides are equal: a sync would write nothing.</source>
        <translation>Beide Seiten sind gleich: Ein Abgleich würde nichts schreiben.</translation>
    </message>
    <message>
        <source>%1 and others</source>
        <translation>%1 und andere</translation>
    </message>
    <message>
        <source>These changes take back an earlier run. What is put back goes on hold: it is not synced again until somebody edits it or you release it.</source>
        <translation>Diese Änderungen nehmen einen früheren Lauf zurück. Was zurückgesetzt wird, ruht: Es wird erst wieder abgeglichen, wenn jemand es ändert oder Sie es freigeben.</translation>
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
        <source>Nothing has been synced yet.</source>
        <translation>Es wurde noch nichts abgeglichen.</translation>
    </message>
    <message>
        <source>Everything that was synced is in sync.</source>
        <translation>Alles Abgeglichene ist im Gleichstand.</translation>
    </message>
    <message>
        <source>%1: %2 open conflicts wait for you.</source>
        <translation>%1: %2 offene Konflikte warten auf Sie.</translation>
    </message>
    <message>
        <source>%1: 1 open conflict waits for you.</source>
        <translation>%1: 1 offener Konflikt wartet auf Sie.</translation>
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
        <source>Conflicts that wait for you</source>
        <translation>Konflikte, die auf Sie warten</translation>
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
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>preview: %1</source>
        <translation>Vorschau: %1</translation>
    </message>
    <message>
        <source>never synced</source>
        <translation>noch nie abgeglichen</translation>
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
        <source>1. In Notion open Settings › Connections › Develop or manage integrations and make a new integration with the rights to read, update and insert content.
2. Copy its token and paste it above.
3. Open each database that is to be synced, choose ••• › Connections and add the integration. A database that is not shared this way cannot be seen.</source>
        <translation>1. Öffnen Sie in Notion Einstellungen › Verbindungen › Integrationen entwickeln oder verwalten und legen Sie eine neue Integration an, die Inhalte lesen, ändern und anlegen darf.
2. Kopieren Sie ihr Token und fügen Sie es oben ein.
3. Öffnen Sie jede Datenbank, die abgeglichen werden soll, wählen Sie ••• › Verbindungen und fügen Sie die Integration hinzu. Eine Datenbank, die nicht so freigegeben ist, bleibt unsichtbar.</translation>
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
        <source>A pretend Notion with sample books, highlights and posts starts inside this window and syncs into a database in a temporary folder. Nothing of yours is touched, and everything is gone when you close the window.</source>
        <translation>Ein nachgebildetes Notion mit Büchern, Markierungen und Beiträgen startet in diesem Fenster und wird in eine Datenbank in einem temporären Ordner abgeglichen. Von Ihren Daten wird nichts berührt, und alles ist fort, wenn Sie das Fenster schließen.</translation>
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
