// The state that an action returns to its form, and the field in which a form names its user. The state repeats only values
// that are not secret, and contains a secret only where an action returns it as one. Client-safe.

export interface FormState {
  status: "idle" | "error" | "done";
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
  requestId?: string;
  /**
   * A new secret, such as an API key, which the server shows only in this response. The page then shows it instead of the
   * form, because a form without JavaScript would send the state back.
   */
  secret?: string;
  /** A text that the form was sent for, such as an answer. Untrusted: shown as text. */
  text?: string;
  /** Whether that text lacks its end. */
  isCut?: boolean;
  /** For a form that can be sent again after a success: how often it was. */
  repeats?: number;
  /** A page to visit first, such as sign-in. That page returns to the form, which restores the entered values. */
  detour?: string;
  /** Whether the form must ask for the password as a recent proof. */
  asksForProof?: boolean;
}

export const idleForm: FormState = { status: "idle" };

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

/** The form field with the id of the user for whom the form was rendered. */
export const VIEWER_FIELD = "rendered_for";

/** The form field with which repetition of a form this is. Untrusted, and only for the page to show. */
export const REPEAT_FIELD = "repeat";
