// The input and the output of the copilot's operations.
import "server-only";
import { z } from "zod";
import { Id } from "@/lib/access/schemas";
import { atMost } from "@/lib/text/at-most";
import { MAX_INSTRUCTION, TONES } from "./tones";

const CONTROL = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

const Instruction = z
  .string()
  .check(atMost(MAX_INSTRUCTION))
  .refine((text) => !CONTROL.test(text), "Please remove control characters.")
  .transform((text) => text.trim());

export const AskInput = z.strictObject({
  id: Id,
  /** What the user asks for besides. */
  instruction: Instruction.default(""),
  tone: z.enum(TONES, { error: "Please choose one of the tones." }).default("unchanged"),
});
export type AskInput = z.output<typeof AskInput>;

export const GetCopilotInput = z.strictObject({ id: Id });

const Amount = z.int().min(0);

const CopilotCall = z
  .strictObject({
    id: z.uuid(),
    status: z.enum(["reserved", "settled", "cut", "failed", "cancelled", "expired"]),
    input_tokens: Amount,
    output_tokens: Amount,
    /** What the call has used, in credits; 0 until it is settled. */
    credits: Amount,
  })
  .meta({ title: "CopilotCall" });
export type CopilotCall = z.output<typeof CopilotCall>;

export const CopilotView = z
  .strictObject({
    /** `off`: no model is configured, it has no price, or AI is switched off. `used_up`: the credits do not suffice for either task. */
    state: z.enum(["ready", "off", "not_in_plan", "used_up"]),
    /** The most that each task can use, in credits. */
    estimates: z.strictObject({ improve: Amount, summarize: Amount }),
    /** The credits that are left. Null if the plan has no limit. */
    available: Amount.nullable(),
    /** The caller’s latest call in the organization. */
    latest_call: CopilotCall.nullable(),
  })
  .meta({ title: "Copilot" });
export type CopilotView = z.output<typeof CopilotView>;
