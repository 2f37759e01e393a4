// A part of a person's export, a page at a time, each for a session that is alive then: however slowly somebody reads the
// file, it ends with the session.
import "server-only";
import { z } from "zod";
import { inherit } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { requireLiveSession } from "@/lib/auth/sessions/require-live-session";
import type { SystemDb } from "@/lib/db/transaction";
import { pageOf, type Page } from "@/lib/lists/pages";
import { pageShape } from "@/lib/lists/schemas";

const EXPORT_PAGE = 200;

const ExportPageInput = z.strictObject({ cursor: pageShape.cursor });

interface Asked {
  userId: string;
  cursor: string | undefined;
  take: number;
}

interface Part<Row> {
  name: string;
  /** In an order in which nothing moves, so that each row is met once. */
  read: (db: SystemDb, asked: Asked) => Promise<Row[]>;
  cursorOf: (row: Row) => string;
  view: (row: Row) => object;
}

export function exportPart<Row>({ name, read, cursorOf, view }: Part<Row>) {
  return userOperation({
    name,
    effect: "read",
    limit: inherit,
    input: ExportPageInput,
    run: async ({ db, actor }, { cursor }): Promise<Page<object>> => {
      await requireLiveSession(db, actor);
      const rows = await read(db, { userId: actor.user.id, cursor, take: EXPORT_PAGE + 1 });
      return pageOf(rows, EXPORT_PAGE, cursorOf, view);
    },
  });
}
