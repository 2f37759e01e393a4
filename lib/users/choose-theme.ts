// Stores a person's choice of a color theme in their browser, so that the first paint of each page has it. The server keeps
// nothing.
import "server-only";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { THEME_CHOICES } from "@/lib/design/themes";

export const chooseTheme = userOperation({
  name: "users.choose-theme",
  effect: "read",
  limit: generalLimitOnly,
  input: z.strictObject({ theme: z.enum(THEME_CHOICES) }),
  run: (_context, { theme }) => Promise.resolve({ theme }),
  cookies: ({ theme }) => ({ theme }),
});
