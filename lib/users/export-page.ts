// A part of a person's export, a page at a time, each for a session that is alive then: however slowly somebody reads the
// file, it ends with the session.
import "server-only";
import { z } from "zod";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import { requireLiveSession } from "@/lib/auth/sessions/require-live-session";
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
  /** In an order in which nothing moves, so that each row is met once. */
  read: (db: SystemDb, asked: Asked) => Promise<Row[]>;
  cursorOf: (row: Row) => string;
  view: (row: Row) => object;
}

interface Context extends Caller<UserActor | MemberActor> {
  db: SystemDb;
}

/** What an operation for a part runs. @throws AppError UNAUTHORIZED where the session is over by now */
export function exportPage<Row>({ read, cursorOf, view }: Reading<Row>) {
  return async ({ db, actor }: Context, { cursor }: z.output<typeof ExportPageInput>): Promise<Page<object>> => {
    await requireLiveSession(db, actor);
    const rows = await read(db, { userId: actor.user.id, cursor, take: EXPORT_PAGE + 1 });
    return pageOf(rows, EXPORT_PAGE, cursorOf, view);
  };
}
