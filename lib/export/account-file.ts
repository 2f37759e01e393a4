// A person's export as one JSON document, streamed: at most one page of it is in memory, and no transaction stays open while
// it is sent.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import type { Page } from "@/lib/lists/pages";
import { exportOwnNotes } from "@/lib/notes/export-own-notes";
import type { AccountSummary } from "./export-account";
import { exportAuditEntries, exportSessions } from "./export-parts";

type Part = (caller: Caller, input: { cursor?: string }) => Promise<Page<object>>;

const PARTS: Readonly<Record<string, Part>> = {
  sessions: exportSessions,
  audit_entries: exportAuditEntries,
  notes: exportOwnNotes,
};

export async function* accountFile(caller: Caller, summary: AccountSummary): AsyncGenerator<string> {
  // The closing brace is left out, because more follows.
  yield JSON.stringify(summary, null, 2).replace(/\n\}$/, "");
  for (const [name, part] of Object.entries(PARTS)) {
    yield `,\n  ${JSON.stringify(name)}: [`;
    yield* lines(part, caller);
    yield "\n  ]";
  }
  yield "\n}\n";
}

async function* lines(part: Part, caller: Caller): AsyncGenerator<string> {
  let separator = "";
  let cursor: string | null = null;
  do {
    const page: Page<object> = await part(caller, cursor === null ? {} : { cursor });
    for (const item of page.items) {
      yield `${separator}\n    ${JSON.stringify(item)}`;
      separator = ",";
    }
    cursor = page.next_cursor;
  } while (cursor !== null);
}
