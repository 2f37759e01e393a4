// What a form sends besides its fields, and what its action returns. Client-safe. Only values that are not secret are
// echoed.

export interface FormState {
  status: "idle" | "error" | "done";
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
  requestId?: string;
  /** A page to visit first, such as sign-in. It leads back to the form, where the entered values are restored. */
  detour?: string;
  /** Whether the form must ask for the password as a recent proof. */
  asksForProof?: boolean;
}

export const idleForm: FormState = { status: "idle" };

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

/** The field that names the user a form was rendered for. */
export const VIEWER_FIELD = "rendered_for";
