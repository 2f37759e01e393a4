// What would do its work in an organization, for every operation of organizations by name. What an operation is about is
// made anew each time, so that an operation that works leaves nothing behind for the next.
import type { House } from "./house";

export type Input = Record<string, unknown>;

export const INPUTS: Record<string, (house: House) => Promise<Input>> = {
  "memberships.change-role": ({ membershipId }) => Promise.resolve({ id: membershipId, role: "readonly" }),
  "memberships.leave": () => Promise.resolve({}),
  "memberships.list": () => Promise.resolve({}),
  "memberships.remove": ({ membershipId }) => Promise.resolve({ id: membershipId }),
  "organizations.get-dashboard": () => Promise.resolve({}),
};
