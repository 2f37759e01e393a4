// A detour is a page, such as sign-in, to which a refused form sends the user, and which then returns to the form. With
// JavaScript, the tab keeps the entered values and restores them (components/forms/draft.ts). To add a detour, add its error
// code and path here. The page must redirect to its `next` parameter, checked by safeRedirect.
import "server-only";
import { headers } from "next/headers";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { askedFor } from "@/lib/web/pages/asked-for";
import { signInPath } from "@/lib/web/http/sign-in-path";

const DETOURS: Partial<Record<ErrorCode, (next: string | null) => string>> = {
  UNAUTHORIZED: (next) => signInPath(next, "UNAUTHORIZED"),
};

/** @param page the form's page; by default, the page that received the POST */
export async function detourOf({ code }: AppError, page?: string): Promise<string | null> {
  const path = DETOURS[code];
  return path ? path(page ?? (await askedFor())) : null;
}

/** Whether the framework's script sent the form. If so, the browser stays on the page and keeps the entered values. */
export async function isScripted(): Promise<boolean> {
  return (await headers()).has("next-action");
}
