// Stores a user's choice of a color theme in a cookie, so that the server renders each page in this theme. The database
// stores nothing.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { THEME_CHOICES } from "@/lib/design/themes";

const ChooseThemeInput = z.strictObject({ theme: z.enum(THEME_CHOICES) });
export type ChooseThemeInput = z.output<typeof ChooseThemeInput>;

export const chooseTheme = userOperation({
  name: "users.choose-theme",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: ChooseThemeInput,
  run: (_context, { theme }) => Promise.resolve({ theme }),
  cookies: ({ theme }) => ({ theme }),
});
