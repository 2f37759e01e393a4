// Filters of the audit log. Times are UTC; a date means the whole day.
import "server-only";
import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { pageShape } from "@/lib/lists/schemas";
import { atMost } from "@/lib/text/at-most";

/** An export contains at most this many entries, the newest ones, and says if there are more. */
export const EXPORT_MOST = 10_000;
const DAY_MS = 86_400_000;
const [EARLIEST, LATEST] = [Date.UTC(2000, 0, 1), Date.UTC(2200, 0, 1)];
const NO_TIME = "Please enter a date, such as 2026-11-21, or a time, such as 2026-11-21T09:30:00Z.";

const TimeText = z.union([z.iso.date(), z.iso.datetime({ offset: true }).check(atMost(40))], { error: NO_TIME });

/**
 * Parses a date or a time into the `Date` at which it begins or, for an inclusive end, the `Date` directly after it.
 * @param dateMs 0 for the beginning of a date, a day for its end
 * @param timeMs 0 for the time itself, 1 to include it
 */
function moment(dateMs: number, timeMs: number) {
  return TimeText.transform((text, context) => {
    const time = Date.parse(text) + (text.length === "2026-11-21".length ? dateMs : timeMs);
    if (time >= EARLIEST && time < LATEST) return new Date(time);
    context.addIssue({ code: "custom", message: NO_TIME });
    return z.NEVER;
  });
}

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

export const auditFilterShape = {
  /** A prefix of the action's name: an area (`memberships.`) or one action (`memberships.remove`). */
  action: z
    .string()
    .check(atMost(100))
    .regex(/^[a-z][a-z.-]*$/, "Please enter an action or the beginning of its name.")
    .optional(),
  person: z.uuid({ error: "Please enter the id of a person." }).optional(),
  entity_type: z
    .string()
    .check(atMost(60))
    .regex(/^[a-z_]+$/, "Please enter an entity type, such as membership.")
    .optional(),
  entity_id: z
    .string()
    .check(atMost(100))
    .regex(/^[\w.:-]+$/, "Please enter an id.")
    .optional(),
  outcome: z.enum(["ok", "refused", ...CODES], { error: "Please choose ok, refused or an error code." }).optional(),
  /** A period that ends now, so it does not depend on the reader's time zone. */
  period: z
    .enum(["24h", "7d", "30d"], { error: "Please choose 24h, 7d or 30d." })
    .optional()
    .meta({ examples: ["30d"] }),
  from: moment(0, 0).optional(),
  /** The end is inclusive in the input and exclusive in the parsed value. */
  to: moment(DAY_MS, 1).optional(),
};

export const ListAuditEntriesInput = z.strictObject({ ...auditFilterShape, ...pageShape });

/** The value of the filter by person, who is among the choices if they are a member. */
export const AuditChoicesInput = z.strictObject({ person: z.uuid().optional() });

export const ExportAuditLogInput = z.strictObject({
  ...auditFilterShape,
  format: z
    .enum(["csv", "json"], { error: "Please choose csv or json." })
    .default("csv")
    .meta({ examples: ["csv"] }),
});
