// The data of each feature for the browser tests of all pages, forms and routes. Each feature has a file in
// tests/e2e/features.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import type pg from "pg";

export interface FormOfFeature {
  /** Values to enter instead of the form's own. */
  typed?: Record<string, string>;
  /** SQL that returns whether the form has taken effect in the organization $1. */
  done: string;
}

/** Paths are relative to an organization's pages or routes. `[id]` is the id of a row of the feature. */
export interface BrowserFixture {
  insert: (client: pg.Client, organization: string, author: string) => Promise<string>;
  /** A row in which each text is a single long word. */
  insertLong: (client: pg.Client, organization: string, author: string) => Promise<string>;
  /** The feature's pages in the seeded organization. */
  pages: string[];
  /** The pages that are lists. */
  lists: string[];
  /** The pages whose path contains the id of a row. */
  pagesWithId: string[];
  /** The pages of `pagesWithId` from which dialogs open. */
  pagesWithDialogs: string[];
  /** Method and path → a body that succeeds, or undefined if the route takes no body. */
  requests: Record<string, Record<string, string> | undefined>;
  /** Documents whose shell commands continue those of docs/how-to/use-the-api.md, with its variables. */
  guides: string[];
  /** Page and button → the form. */
  forms: Record<string, FormOfFeature>;
  /** Creates a row with this title on the feature's pages, as a member. */
  write: (page: Page, slug: string, title: string) => Promise<void>;
  expectShown: (page: Page, slug: string, title: string) => Promise<void>;
  expectReadonly: (page: Page, slug: string) => Promise<void>;
}

export interface NamedFixture extends BrowserFixture {
  name: string;
}

const FOLDER = path.join(import.meta.dirname, "features");

async function load(file: string): Promise<NamedFixture> {
  const { fixture } = (await import(pathToFileURL(path.join(FOLDER, file)).href)) as { fixture: BrowserFixture };
  return { name: path.parse(file).name, ...fixture };
}

export const FIXTURES: readonly NamedFixture[] = await Promise.all(
  (existsSync(FOLDER) ? readdirSync(FOLDER) : []).map(load),
);

/** Adds a row of every feature. @returns feature → the row's id */
export async function insertOfEach(
  client: pg.Client,
  organization: string,
  author: string,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const { name, insert } of FIXTURES) ids[name] = await insert(client, organization, author);
  return ids;
}
