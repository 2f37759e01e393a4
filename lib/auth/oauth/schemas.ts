// The inputs of sign-in with a provider.
import "server-only";
import { z } from "zod";
import { atMost } from "@/lib/text/at-most";

export const ProviderName = z.string().check(atMost(40));
const MAX_PARAMETER = 4_000;

/** Where a flow starts. */
export const StartInput = z.strictObject({ provider: ProviderName, next: z.string().check(atMost(2_000)).optional() });

/** What the provider sends back. */
export const CallbackInput = z.strictObject({
  provider: ProviderName,
  state: z.string().check(atMost(MAX_PARAMETER)),
  code: z.string().check(atMost(MAX_PARAMETER)),
  iss: z.string().check(atMost(MAX_PARAMETER)).optional(),
});
export type CallbackInput = z.output<typeof CallbackInput>;
