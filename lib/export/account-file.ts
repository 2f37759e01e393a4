// A user's export as one JSON document, streamed: at most one page of it is in memory, and no transaction stays open while
// it is sent.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import type { ReadExportPart } from "@/lib/access/feature-spec";
import type { Page } from "@/lib/lists/pages";
import { FEATURES } from "@/lib/features/features";
import type { AccountSummary } from "./export-account";
import { exportApiClients, exportApiKeys } from "./export-credentials";
import { exportAuditEntries, exportSessions } from "./export-parts";

interface Part {
  key: string;
  load: () => Promise<ReadExportPart>;
}

const PARTS: readonly Part[] = [
  { key: "sessions", load: () => Promise.resolve(exportSessions) },
  { key: "api_clients", load: () => Promise.resolve(exportApiClients) },
  { key: "api_keys", load: () => Promise.resolve(exportApiKeys) },
  { key: "audit_entries", load: () => Promise.resolve(exportAuditEntries) },
  ...FEATURES.flatMap(({ exports }) => Object.entries(exports).map(([key, { load }]) => ({ key, load }))),
];

export async function* accountFile(caller: Caller, summary: AccountSummary): AsyncGenerator<string> {
  // Without the closing brace, because further parts follow.
  yield JSON.stringify(summary, null, 2).replace(/\n\}$/, "");
  for (const { key, load } of PARTS) {
    yield `,\n  ${JSON.stringify(key)}: [`;
    yield* lines(await load(), caller);
    yield "\n  ]";
  }
  yield "\n}\n";
}

async function* lines(read: ReadExportPart, caller: Caller): AsyncGenerator<string> {
  let separator = "";
  let cursor: string | null = null;
  do {
    const page: Page<object> = await read(caller, cursor === null ? {} : { cursor });
    for (const item of page.items) {
      yield `${separator}\n    ${JSON.stringify(item)}`;
      separator = ",";
    }
    cursor = page.next_cursor;
  } while (cursor !== null);
}
