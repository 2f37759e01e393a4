import type pg from "pg";
import type { BrowserFixture } from "@/tests/e2e/feature-fixtures";
import { newId } from "@/tests/e2e/new-id";
import { expect } from "@/tests/setup/fixtures";

async function insert(client: pg.Client, organization: string, author: string): Promise<string> {
  const id = newId();
  const sql = `INSERT INTO notes (id, organization_id, author_id, title, content) VALUES ($1, $2, $3, 'A note', 'of the tenant')`;
  await client.query(sql, [id, organization, author]);
  return id;
}

async function insertLong(client: pg.Client, organization: string, author: string): Promise<string> {
  const id = await insert(client, organization, author);
  await client.query(`UPDATE notes SET title = $2, content = $3 WHERE id = $1`, [id, "W".repeat(200), "W".repeat(3_000)]);
  return id;
}

export const fixture: BrowserFixture = {
  insert,
  insertLong,
  pages: ["/notes", "/notes?search=nothing-like-it", "/notes/new"],
  lists: ["/notes"],
  pagesWithId: ["/notes/[id]", "/notes/[id]/edit"],
  pagesWithDialogs: ["/notes/[id]/edit"],
  requests: {
    "GET /notes": undefined,
    "POST /notes": { title: "Another", content: "" },
    "GET /notes/[id]": undefined,
    "GET /notes/[id]/copilot": undefined,
    "POST /notes/[id]/copilot/improve": { instruction: "Shorter", tone: "plain" },
    "POST /notes/[id]/copilot/summarize": { tone: "brief" },
    "PUT /notes/[id]": { title: "Changed", content: "" },
    "DELETE /notes/[id]": undefined,
  },
  guides: ["docs/notes.md"],
  forms: {
    "/notes/[id] Ask": {
      typed: { instruction: "Shorter" },
      done: "SELECT count(*) = 1 AS done FROM usage_log WHERE organization_id = $1 AND status = 'settled'",
    },
    "/notes/[id]/edit Save note": {
      typed: { title: "Changed" },
      done: "SELECT bool_and(title = 'Changed') AS done FROM notes WHERE organization_id = $1",
    },
    "/notes/[id]/edit Delete note": { done: "SELECT count(*) = 0 AS done FROM notes WHERE organization_id = $1" },
    "/notes/new Create note": { done: "SELECT count(*) = 2 AS done FROM notes WHERE organization_id = $1" },
  },
  write: async (page, slug, title) => {
    await page.goto(`/org/${slug}/notes/new`);
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Text").fill("What we agreed on.");
    await page.getByRole("button", { name: "Create note" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  },
  expectShown: async (page, slug, title) => {
    await page.goto(`/org/${slug}/notes`);
    await expect(page.getByRole("link", { name: title })).toBeVisible();
  },
  expectReadonly: async (page, slug) => {
    await page.goto(`/org/${slug}/notes`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: "New note" })).toHaveCount(0);
  },
};
