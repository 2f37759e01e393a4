// Choosing a theme redirects to the page on which it was chosen.
import "server-only";
import { chooseTheme } from "@/lib/users/choose-theme";
import { formAction } from "@/lib/web/adapters/action";
import { askedFor } from "@/lib/web/pages/asked-for";

export const chooseThemeAction = formAction(chooseTheme, {
  done: async () => ({ redirectTo: (await askedFor()) ?? "/account/profile" }),
});
