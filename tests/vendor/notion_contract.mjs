// The vendor's own client against a running sandbox (NOTION_API_URL, NOTION_API_TOKEN and the ids of
// the databases in the environment): where the two disagree, the sandbox is wrong.

import assert from "node:assert/strict";
import test from "node:test";
import notionClient from "@notionhq/client";

const { APIErrorCode, APIResponseError, Client, collectAllDataSourceRows, collectPaginatedAPI, isFullBlock,
        isFullDatabase, isFullDataSource, isFullPage, isFullUser, UnknownHTTPResponseError } = notionClient;

const baseUrl = process.env.NOTION_API_URL;
const version = "2026-03-11";

function client(options = {}) {
  return new Client({ auth: process.env.NOTION_API_TOKEN, baseUrl, notionVersion: version, retry: false,
                      logger: () => {}, ...options });
}

async function control(method, path, body) {
  const response = await fetch(`${baseUrl}/sandbox/${path}`,
                               { method, body: body === undefined ? undefined : JSON.stringify(body) });
  assert.equal(response.status, 200, `${method} ${path}`);
  return response.json();
}

async function sourceOf(notion, service) {
  const database = await notion.databases.retrieve(
    { database_id: process.env[`NOTION_${service.toUpperCase()}_DB_ID`] });
  assert.ok(isFullDatabase(database));
  return database.data_sources[0].id;
}

const titled = (text) => ({ title: [{ text: { content: text } }] });

async function newTask(notion, name, more = {}) {
  const parent = { type: "data_source_id", data_source_id: await sourceOf(notion, "tasks") };
  return notion.pages.create({ parent, properties: { Name: titled(name), ...more } });
}

async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail("the request should have been refused");
}

test("knows who it is and who works here", async () => {
  const notion = client();
  const me = await notion.users.me({});
  assert.equal(me.type, "bot");
  assert.ok(me.bot.workspace_id);
  const people = await collectPaginatedAPI(notion.users.list, { page_size: 2 });
  assert.ok(people.length > 2 && people.every(isFullUser));
  assert.equal((await notion.users.retrieve({ user_id: people[0].id })).id, people[0].id);
});

test("leads from the database to its data source and schema", async () => {
  const notion = client();
  for (const service of ["books", "highlights", "linkedin_posts", "meetings", "tasks", "reflections", "journals",
                         "contacts", "calendar"]) {
    const source = await notion.dataSources.retrieve({ data_source_id: await sourceOf(notion, service) });
    assert.ok(isFullDataSource(source));
    const types = Object.values(source.properties).map((property) => property.type);
    assert.equal(types.filter((type) => type === "title").length, 1, service);
  }
});

test("paginates to the end without repeating a row", async () => {
  const notion = client();
  const data_source_id = await sourceOf(notion, "books");
  const sorts = [{ timestamp: "created_time", direction: "ascending" }];
  const rows = await collectPaginatedAPI(notion.dataSources.query, { data_source_id, sorts, page_size: 7 });
  assert.equal(new Set(rows.map((row) => row.id)).size, 60);
  assert.ok(rows.every(isFullPage));
  const times = rows.map((row) => row.created_time);
  assert.deepEqual(times, [...times].sort());
});

test("reads past the result cap with the vendor's helper", async () => {
  const notion = client();
  const data_source_id = await sourceOf(notion, "books");
  await control("PATCH", "behaviour", { result_cap: 25 });
  try {
    const capped = await collectPaginatedAPI(notion.dataSources.query, { data_source_id });
    assert.equal(capped.length, 25);
    const all = await collectAllDataSourceRows(notion, { data_source_id });
    assert.equal(new Set(all.map((row) => row.id)).size, 60);
  } finally {
    await control("PATCH", "behaviour", { result_cap: 10000 });
  }
});

test("filters and selects properties", async () => {
  const notion = client();
  const data_source_id = await sourceOf(notion, "tasks");
  const filter = { or: [{ property: "Status", status: { equals: "Done" } },
                        { property: "Status", status: { equals: "Cancelled" } }] };
  const answer = await notion.dataSources.query({ data_source_id, filter, filter_properties: ["title"] });
  assert.ok(answer.results.length > 0);
  assert.deepEqual(Object.keys(answer.results[0].properties), ["Name"]);
});

test("creates, updates, trashes and restores a page", async () => {
  const notion = client();
  const page = await newTask(notion, "Write the contract ✍️", {
    Status: { status: { name: "In progress" } },
    Due: { date: { start: "2026-12-24" } },
    Description: { rich_text: [{ text: { content: "bold" }, annotations: { bold: true } },
                               { text: { content: " and more" }, annotations: { bold: true } }] },
    Priority: { select: { name: "Urgent" } },
  });
  assert.ok(isFullPage(page));
  assert.equal(page.properties.Description.rich_text.length, 1);
  assert.equal(page.properties.Priority.select.name, "Urgent");
  const changed = await notion.pages.update(
    { page_id: page.id, properties: { Estimate: { number: 2.5 }, Due: { date: null } } });
  assert.equal(changed.properties.Estimate.number, 2.5);
  assert.equal(changed.properties.Due.date, null);
  assert.equal(changed.properties.Status.status.name, "In progress");
  const trashed = await notion.pages.update({ page_id: page.id, in_trash: true });
  assert.equal(trashed.in_trash, true);
  assert.equal((await notion.pages.update({ page_id: page.id, in_trash: false })).in_trash, false);
  assert.equal((await notion.pages.retrieve({ page_id: page.id })).id, page.id);
});

test("pages through a property", async () => {
  const notion = client();
  const data_source_id = await sourceOf(notion, "meetings");
  const rows = await collectPaginatedAPI(notion.dataSources.query, { data_source_id });
  const long = rows.find((row) => row.properties.People.has_more);
  const property = { page_id: long.id, property_id: long.properties.People.id, page_size: 11 };
  const items = await collectPaginatedAPI(notion.pages.properties.retrieve, property);
  assert.ok(items.length > 25);
  assert.equal(long.properties.People.relation.length, 25);
  const date = await notion.pages.properties.retrieve(
    { page_id: long.id, property_id: long.properties.Date.id });
  assert.equal(date.object, "property_item");
});

test("reads and writes the body as Markdown", async () => {
  const notion = client();
  const { id: page_id } = await newTask(notion, "Body");
  const written = await notion.pages.updateMarkdown(
    { page_id, type: "replace_content", replace_content: { new_str: "# Plan\n\n- one\n- two" } });
  assert.equal(written.markdown, "# Plan\n\n- one\n- two");
  await notion.pages.updateMarkdown(
    { page_id, type: "update_content", update_content: { content_updates: [{ old_str: "two", new_str: "three" }] } });
  const read = await notion.pages.retrieveMarkdown({ page_id });
  assert.equal(read.markdown, "# Plan\n\n- one\n- three");
  assert.equal(read.truncated, false);
  const blocks = await collectPaginatedAPI(notion.blocks.children.list, { block_id: page_id });
  assert.ok(blocks.every(isFullBlock));
  assert.deepEqual(blocks.map((block) => block.type), ["heading_1", "bulleted_list_item", "bulleted_list_item"]);
});

test("renames, adds and removes properties", async () => {
  const notion = client();
  const data_source_id = await sourceOf(notion, "calendar");
  const added = await notion.dataSources.update({ data_source_id, properties: { Cost: { number: { format: "euro" } } } });
  assert.equal(added.properties.Cost.type, "number");
  const renamed = await notion.dataSources.update(
    { data_source_id, properties: { [added.properties.Cost.id]: { name: "Price" } } });
  assert.equal(renamed.properties.Price.id, added.properties.Cost.id);
  const removed = await notion.dataSources.update({ data_source_id, properties: { Price: null } });
  assert.equal(removed.properties.Price, undefined);
});

test("moves a page and finds it by search", async () => {
  const notion = client();
  const page = await newTask(notion, "A very particular title");
  const data_source_id = await sourceOf(notion, "reflections");
  await notion.pages.move({ page_id: page.id, parent: { data_source_id } });
  const found = await notion.search({ query: "very particular", filter: { property: "object", value: "page" } });
  assert.deepEqual(found.results.map((result) => result.id), [page.id]);
  assert.equal(found.results[0].parent.data_source_id, data_source_id);
});

test("refuses a wrong value, token and id with the vendor's codes", async () => {
  const notion = client();
  const wrong = await rejection(newTask(notion, "x", { Status: { status: { name: "Nonsense" } } }));
  assert.ok(APIResponseError.isAPIResponseError(wrong));
  assert.equal(wrong.code, APIErrorCode.ValidationError);
  const stranger = await rejection(client({ auth: "ntn_wrong" }).users.me({}));
  assert.equal(stranger.status, 401);
  assert.equal(stranger.code, APIErrorCode.Unauthorized);
  const lost = await rejection(notion.pages.retrieve({ page_id: "00000000-0000-4000-8000-000000000000" }));
  assert.equal(lost.code, APIErrorCode.ObjectNotFound);
  assert.ok(lost.request_id);
});

test("says how long to wait, and is waited for", async () => {
  await control("POST", "faults", { fault: "rate_limited", path: "/v1/users", retry_after: 1 });
  const limited = await rejection(client().users.me({}));
  assert.equal(limited.code, APIErrorCode.RateLimited);
  assert.equal(limited.headers.get("retry-after"), "1");
  assert.equal(limited.additional_data.rate_limit_reason, "public_api_request_rate_limit");
  await control("POST", "faults", { fault: "rate_limited", path: "/v1/users", retry_after: 1 });
  const patient = client({ retry: { maxRetries: 1 } });
  const before = Date.now();
  assert.equal((await patient.users.me({})).object, "user");
  assert.ok(Date.now() - before >= 900);
});

test("names what a failed create had saved", async () => {
  const notion = client();
  const data_source_id = await sourceOf(notion, "tasks");
  await control("POST", "faults", { fault: "saved_with_id", method: "POST", path: "/v1/pages" });
  const parent = { type: "data_source_id", data_source_id };
  const error = await rejection(notion.pages.create({ parent, properties: { Name: titled("Saved") } }));
  assert.equal(error.code, APIErrorCode.ServiceUnavailable);
  const saved = await notion.pages.retrieve({ page_id: error.additional_data.committed_resource_id });
  assert.equal(saved.properties.Name.title[0].plain_text, "Saved");
});

test("shows a gateway's page as no answer of the API", async () => {
  await control("POST", "faults", { fault: "bad_gateway", path: "/v1/users" });
  const error = await rejection(client().users.me({}));
  assert.ok(UnknownHTTPResponseError.isUnknownHTTPResponseError(error));
  assert.equal(error.status, 502);
});
