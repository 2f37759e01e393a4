// What a form sends beside its fields, and what it gets back from its action. Client-safe. Values are echoed only where
// they are not secret.

export interface FormState {
  status: "idle" | "error" | "done";
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
  requestId?: string;
  /** A page to visit first, such as the sign-in. It leads back here, where what was typed is filled in again. */
  detour?: string;
  /** Whether the form has to ask for the password, as a recent proof of who is there. */
  asksForProof?: boolean;
}

export const idleForm: FormState = { status: "idle" };

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

/** The field in which a form says for which user it was rendered. */
export const VIEWER_FIELD = "rendered_for";
