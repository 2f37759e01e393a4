// Input that takes effect, for every organization operation by name. What it refers to is created for each call, so
// that a successful operation leaves nothing behind for the next.
import { uniqueEmail } from "@/tests/factories/callers";
import { HOUSE_NAME, type House } from "./house";

export type Input = Record<string, unknown>;

export const INPUTS: Record<string, (house: House) => Promise<Input>> = {
  "audit.export": () => Promise.resolve({}),
  "audit.get-choices": () => Promise.resolve({}),
  "audit.list": () => Promise.resolve({}),
  "invitations.create": () => Promise.resolve({ email: uniqueEmail(), role: "member" }),
  "invitations.list": () => Promise.resolve({}),
  "invitations.resend": ({ invitationId }) => Promise.resolve({ id: invitationId }),
  "invitations.revoke": ({ invitationId }) => Promise.resolve({ id: invitationId }),
  "memberships.change-role": ({ membershipId }) => Promise.resolve({ id: membershipId, role: "readonly" }),
  "memberships.leave": () => Promise.resolve({}),
  "memberships.list": () => Promise.resolve({}),
  "memberships.remove": ({ membershipId }) => Promise.resolve({ id: membershipId }),
  "notes.create": () => Promise.resolve({ title: "Another", content: "" }),
  "notes.delete": ({ noteId }) => Promise.resolve({ id: noteId }),
  "notes.get": ({ noteId }) => Promise.resolve({ id: noteId }),
  "notes.get-allowance": () => Promise.resolve({}),
  "notes.list": () => Promise.resolve({}),
  "notes.update": ({ noteId }) => Promise.resolve({ id: noteId, title: "Changed", content: "" }),
  "organizations.delete": () => Promise.resolve({ name: HOUSE_NAME }),
  "organizations.get": () => Promise.resolve({}),
  "organizations.get-dashboard": () => Promise.resolve({}),
  "organizations.get-settings": () => Promise.resolve({}),
  "organizations.update": () => Promise.resolve({ name: "Another name" }),
};
