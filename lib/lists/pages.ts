// Splits a list into pages. A cursor contains the sort key of a page's last row: an id, or a time and an id. So the next
// page neither repeats nor skips a row, even if rows are inserted or deleted meanwhile. A cursor reveals nothing that the
// page did not show, and grants no access.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** @param rows up to `limit` rows, and one more if there is a next page */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), next_cursor: rows.length > limit && last ? cursorOf(last) : null };
}

/** The refusal of a cursor that the list did not issue: the same as for any malformed field. */
function unreadableCursor(): AppError {
  return new AppError("VALIDATION_ERROR", { fields: { cursor: "This cursor does not belong to this list." } });
}

/** @throws AppError VALIDATION_ERROR for a malformed id */
export function readIdCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !z.uuid().safeParse(cursor).success) throw unreadableCursor();
  return cursor;
}

export interface Place {
  at: Date;
  id: string;
}

/** Accepts years from 2000 on: no row is older, and PostgreSQL has no year 0. */
const PlaceParts = z.tuple([z.iso.datetime({ precision: 3 }).startsWith("2"), z.uuid()]);

export function timeCursor(at: Date, id: string): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

/** @throws AppError VALIDATION_ERROR for a malformed cursor */
export function readTimeCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const { data } = PlaceParts.safeParse(Buffer.from(cursor, "base64url").toString().split(" "));
  if (!data) throw unreadableCursor();
  return { at: new Date(data[0]), id: data[1] };
}

/** The rows after the cursor in a list with the newest first. The first condition lets an index scan start at the cursor. */
export function createdBefore(cursor: string | undefined) {
  const place = readTimeCursor(cursor);
  return place && { createdAt: { lte: place.at }, OR: [{ createdAt: { lt: place.at } }, { id: { lt: place.id } }] };
}

/** The rows after the cursor in a list with the oldest first. */
export function createdAfter(cursor: string | undefined) {
  const place = readTimeCursor(cursor);
  return place && { createdAt: { gte: place.at }, OR: [{ createdAt: { gt: place.at } }, { id: { gt: place.id } }] };
}
