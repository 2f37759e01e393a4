// One part of a user's export, read page by page. Each page requires a live session, so that the download stops when the
// session ends, however slowly the client reads.
import "server-only";
import { z } from "zod";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import { requireLiveCredential } from "@/lib/access/recheck";
import type { SystemDb } from "@/lib/db/transaction";
import { pageOf, type Page } from "@/lib/lists/pages";
import { pageShape } from "@/lib/lists/schemas";

const EXPORT_PAGE = 200;

export const ExportPageInput = z.strictObject({ cursor: pageShape.cursor });

interface Asked {
  userId: string;
  cursor: string | undefined;
  take: number;
}

interface Reading<Row> {
  /** Must order the rows by a value that never changes, so that each row appears exactly once. */
  read: (db: SystemDb, asked: Asked) => Promise<Row[]>;
  cursorOf: (row: Row) => string;
  view: (row: Row) => object;
}

interface Context extends Caller<UserActor | MemberActor> {
  db: SystemDb;
}

/**
 * The `run` of an operation that exports a part.
 * @throws AppError UNAUTHORIZED if the session has ended
 */
export function exportPage<Row>({ read, cursorOf, view }: Reading<Row>) {
  return async ({ db, actor }: Context, { cursor }: z.output<typeof ExportPageInput>): Promise<Page<object>> => {
    await requireLiveCredential(db, actor);
    const rows = await read(db, { userId: actor.user.id, cursor, take: EXPORT_PAGE + 1 });
    return pageOf(rows, EXPORT_PAGE, cursorOf, view);
  };
}
