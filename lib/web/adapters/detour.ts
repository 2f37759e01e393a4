// Where a refused form sends a user who cannot go on at its own page. A detour leads back there: with JavaScript, the
// entered values are kept in the tab and filled in again (components/forms/draft.ts). To add a detour, name its code and
// page here; the page must lead to its `next`, checked by safeRedirect.
import "server-only";
import { headers } from "next/headers";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { askedFor } from "@/lib/web/pages/asked-for";
import { signInPath } from "@/lib/web/http/sign-in-path";

const DETOURS: Partial<Record<ErrorCode, (next: string | null) => string>> = {
  UNAUTHORIZED: (next) => signInPath(next, "UNAUTHORIZED"),
};

/** @param page of the form; defaults to the page that was posted to */
export async function detourOf({ code }: AppError, page?: string): Promise<string | null> {
  const path = DETOURS[code];
  return path ? path(page ?? (await askedFor())) : null;
}

/** Whether the framework's script sent the form, so that the page and everything typed in it remain. */
export async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}
