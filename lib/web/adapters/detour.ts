// Where a refused form leads to when its own page is not where the person can go on. A detour leads back to that page: with
// script, what was typed is kept in the tab and filled in again (components/forms/draft.ts).
// To add one, name the code and the page here. The page has to lead to its `next`, judged by safeRedirect.
import "server-only";
import { headers } from "next/headers";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { askedFor } from "@/lib/web/pages/asked-for";
import { signInPath } from "@/lib/web/http/sign-in-path";

const DETOURS: Partial<Record<ErrorCode, (next: string | null) => string>> = {
  UNAUTHORIZED: (next) => signInPath(next, "UNAUTHORIZED"),
};

/** @param page where the form is; without it the page that was posted to */
export async function detourOf({ code }: AppError, page?: string): Promise<string | null> {
  const path = DETOURS[code];
  return path ? path(page ?? (await askedFor())) : null;
}

/** Whether the framework's script sent the form: then it stays on the page, with all that is typed in it. */
export async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}
