// The input of note operations: plain text of limited length, without control characters, with uniform line breaks.
import "server-only";
import { z } from "zod";
import { Id } from "@/lib/access/schemas";
import { pageShape, Search } from "@/lib/lists/schemas";
import { atMost } from "@/lib/text/at-most";
import { beforeNormalization } from "@/lib/text/characters";
import { isVisible } from "@/lib/text/invisible";
import { MAX_CONTENT, MAX_TITLE } from "./lengths";

const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const CONTROL = /[^\P{Cc}\t\n]|\p{Cs}/u;
/** Characters that would break a title's line or its reading order. */
const UNFIT_FOR_TITLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

const TITLE_TOO_LONG = `Use at most ${MAX_TITLE} characters.`;

const NoteTitle = z
  .string({ error: "Please enter a title." })
  .check(atMost(beforeNormalization(MAX_TITLE), TITLE_TOO_LONG))
  .transform((text) => text.normalize("NFC").replace(LINE_BREAK, " ").replace(/\s+/gu, " ").trim())
  .pipe(
    z
      .string()
      .check(atMost(MAX_TITLE, TITLE_TOO_LONG))
      .refine(isVisible, "Please enter a title.")
      .refine((text) => !UNFIT_FOR_TITLE.test(text), "Please remove invisible characters."),
  );

const TOO_LONG = `Use at most ${MAX_CONTENT.toLocaleString("en")} characters.`;

/** Counts a line break as one character, although a form sends it as two. */
const NoteContent = z
  .string({ error: "Please send the text, even if it is empty." })
  .check(atMost(beforeNormalization(MAX_CONTENT), TOO_LONG))
  .transform((text) => text.replace(LINE_BREAK, "\n").normalize("NFC"))
  .pipe(
    z
      .string()
      .check(atMost(MAX_CONTENT, TOO_LONG))
      .refine((text) => !CONTROL.test(text), "Please remove control characters."),
  );

export const ListNotesInput = z.strictObject({ search: Search, ...pageShape });

export const GetNoteInput = z.strictObject({ id: Id });

export const CreateNoteInput = z.strictObject({ title: NoteTitle, content: NoteContent });

export const UpdateNoteInput = z.strictObject({
  id: Id,
  title: NoteTitle,
  content: NoteContent,
  /**
   * The `updated_at` of the state that the change is based on, so that it cannot overwrite a later change by another user.
   */
  if_updated_at: z.iso
    .datetime({ offset: true, error: "Please send a time such as 2026-11-12T14:05:00.000Z." })
    .check(atMost(40))
    .optional(),
});

export const DeleteNoteInput = z.strictObject({ id: Id });
