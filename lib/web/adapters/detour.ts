// Detours: the page that a refused form sends the user to, such as sign-in, which then leads back to the form. With
// JavaScript, the tab keeps the input and restores it (components/forms/draft.ts). To add a detour, add its code and page
// here; the page must redirect to its `next`, checked by safeRedirect.
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

/** Whether the framework's script sent the form, in which case the page and the input in it remain. */
export async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}
