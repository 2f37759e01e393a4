// What is asked of the audit log from outside. Times are UTC; a day counts whole.
import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { pageShape } from "@/lib/lists/schemas";
import { atMost } from "@/lib/text/characters";

/** An export holds the newest entries up to this many, and says when there are more. */
export const EXPORT_MOST = 10_000;
const DAY_MS = 86_400_000;
const [EARLIEST, LATEST] = [Date.UTC(2000, 0, 1), Date.UTC(2200, 0, 1)];
const NO_TIME = "Please give a day, like 2026-11-21, or a time, like 2026-11-21T09:30:00Z.";

const TimeText = z.union([z.iso.date(), z.iso.datetime({ offset: true }).check(atMost(40))], { error: NO_TIME });

/** @param wholeDayMs what to add where only a day was given @param wholeTimeMs and where a time was */
function moment(wholeDayMs: number, wholeTimeMs: number) {
  return TimeText.transform((text, context) => {
    const time = Date.parse(text) + (text.length === "2026-11-21".length ? wholeDayMs : wholeTimeMs);
    if (time >= EARLIEST && time < LATEST) return new Date(time);
    context.addIssue({ code: "custom", message: NO_TIME });
    return z.NEVER;
  });
}

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export const auditFilterShape = {
  /** Names that begin so: an area (`memberships.`) or one action (`memberships.remove`). */
  action: z
    .string()
    .check(atMost(100))
    .regex(/^[a-z][a-z.-]*$/, "Please give an action, or how its name begins.")
    .optional(),
  person: z.uuid({ error: "Please give the id of a person." }).optional(),
  entity_type: z
    .string()
    .check(atMost(60))
    .regex(/^[a-z_]+$/, "Please give a kind of thing, like membership.")
    .optional(),
  entity_id: z
    .string()
    .check(atMost(100))
    .regex(/^[\w.:-]+$/, "Please give an id.")
    .optional(),
  outcome: z.enum(["ok", "refused", ...CODES], { error: "Please give ok, refused, or an error code." }).optional(),
  from: moment(0, 0).optional(),
  /** Inclusive outside; inside it is the first moment that is too late. */
  to: moment(DAY_MS, 1).optional(),
};

export const ListAuditEntriesInput = z.strictObject({ ...auditFilterShape, ...pageShape });

export const ExportAuditLogInput = z.strictObject({
  ...auditFilterShape,
  format: z.enum(["csv", "json"], { error: "Please choose csv or json." }).default("csv"),
});
