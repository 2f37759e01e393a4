// What a form gets back from its action. Client-safe. Values are echoed only where they are not secret.

export interface FormState {
  status: "idle" | "error" | "done";
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
  requestId?: string;
}

export const idleForm: FormState = { status: "idle" };

export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;
