import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { PAGE_UPDATED } from "@/lib/errors/page-updated";
import type { FormAction, FormState } from "@/lib/web/adapters/form-state";
import { keepDraft, typedIn } from "./draft";

const UNREACHABLE = "The server could not be reached. Please check your connection and try again.";
const FAILED = "Something went wrong on our side. Please try again.";

export interface Sender {
  formId: string;
  viewer: string | null;
}

/**
 * If the action cannot be reached (no network, too many requests, an updated page), the form says so and keeps its content.
 * If the action starts a detour, the entered values are kept until the user returns.
 */
export function reachAction(action: FormAction, { formId, viewer }: Sender): FormAction {
  return async (state, data) => {
    const answer = await answerOf(action, state, data, formId);
    if (answer.detour !== undefined) {
      keepDraft(formId, viewer);
      location.assign(answer.detour);
    }
    return answer.status === "error" ? { ...answer, values: answer.values ?? typedIn(data) } : answer;
  };
}

/** Rethrows a redirect after closing the form's dialog and menu, which would otherwise stay open over the next page. */
function goOn(error: unknown, formId: string): void {
  try {
    unstable_rethrow(error);
  } catch (redirect) {
    const form = document.getElementById(formId);
    form?.closest("dialog")?.close();
    form?.closest<HTMLElement>("[popover]")?.hidePopover();
    throw redirect;
  }
}

async function answerOf(action: FormAction, state: FormState, data: FormData, formId: string): Promise<FormState> {
  try {
    return await action(state, data);
  } catch (error) {
    if (unstable_isUnrecognizedActionError(error)) return { status: "error", code: "PAGE_UPDATED", message: PAGE_UPDATED };
    goOn(error, formId);
    if (error instanceof TypeError) return { status: "error", message: UNREACHABLE };
    return { status: "error", message: FAILED, ...refusalIn((error as Error).message) };
  }
}

/**
 * Parses a refusal by the edge, which the framework passes on as JSON text. Any other text is one of the framework's own
 * messages for developers, and yields {}.
 */
function refusalIn(text: string): Partial<FormState> {
  try {
    const { code, message, request_id: requestId } = JSON.parse(text) as Record<"code" | "message" | "request_id", string>;
    return { code, message, requestId };
  } catch {
    return {};
  }
}
