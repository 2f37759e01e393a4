// Where a page of notes ends, as an opaque word: the place in the order, so that a page stays right whatever is
// written, moved or deleted meanwhile. It says nothing that the page did not, and grants nothing.
import "server-only";
import { decodeBase64urlIgnorePadding, encodeBase64urlNoPadding } from "@oslojs/encoding";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

export interface NotePlace {
  updatedAt: Date;
  id: string;
}

export function encodeCursor({ updatedAt, id }: NotePlace): string {
  return encodeBase64urlNoPadding(new TextEncoder().encode(`${updatedAt.toISOString()} ${id}`));
}

/** @throws AppError MALFORMED_REQUEST on anything that encodeCursor does not say */
export function decodeCursor(cursor: string): NotePlace {
  const [time = "", id = ""] = textOf(cursor).split(" ");
  const updatedAt = new Date(time);
  const isPlace = !Number.isNaN(updatedAt.getTime()) && z.uuid().safeParse(id).success;
  if (!isPlace || encodeCursor({ updatedAt, id }) !== cursor) throw new AppError("MALFORMED_REQUEST");
  return { updatedAt, id };
}

function textOf(cursor: string): string {
  try {
    return new TextDecoder().decode(decodeBase64urlIgnorePadding(cursor));
  } catch {
    return "";
  }
}
