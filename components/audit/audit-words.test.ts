import { expect, it } from "vitest";
import { kindWords, verbWords } from "./audit-words";

it.each([
  ["auth.sign-in", "Sign in"],
  ["auth.sign-up", "Sign up"],
  ["jobs.prune-sign-ups", "Prune sign-ups"],
  ["jobs.prune-sign-in-throttles", "Prune sign-in throttles"],
  ["memberships.change-role", "Change role"],
])("%s is shown as “%s”, with a hyphen only in nouns", (action, words) => {
  expect(verbWords(action)).toBe(words);
});

it.each([
  ["sign_up", "sign-up"],
  ["sign_in_throttle", "sign-in throttle"],
  ["job_run", "job run"],
])("the type %s is shown as “%s”", (type, words) => {
  expect(kindWords(type)).toBe(words);
});
