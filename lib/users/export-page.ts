// A page of something that a person's export is made of: read by id, so that the next one goes on behind the last.
import "server-only";
import { z } from "zod";

export const EXPORT_PAGE = 200;

export const ExportPageInput = z.strictObject({ after: z.uuid().optional() });

export interface ExportPage {
  items: object[];
  /** The `after` of the next page; null where there is none. */
  next: string | null;
}

/** @param rows one more than a page holds, where there are more */
export function exportPage<Row extends { id: string }>(rows: Row[], view: (row: Row) => object): ExportPage {
  const shown = rows.slice(0, EXPORT_PAGE);
  return { items: shown.map(view), next: rows.length > EXPORT_PAGE ? (shown.at(-1)?.id ?? null) : null };
}
