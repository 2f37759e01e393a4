import { expect, it } from "vitest";
import { FEATURES } from "@/lib/features/features";
import { allActions } from "./audit-actions";
import { actionFilter } from "./audit-filters";

it("names every area of actions, and the choice of all its actions", () => {
  const { options } = actionFilter(["admin.suspend-user", "audit.export", "invitations.create", "time-entries.create"]);
  expect(options.map(({ group, label }) => [group, label])).toEqual([
    ["Console", "All console actions"],
    ["Console", "Suspend user"],
    ["Audit log", "All exports of the audit log"],
    ["Audit log", "Export"],
    ["Invitations", "All actions on invitations"],
    ["Invitations", "Create"],
    ["Time entries", "All actions on time entries"],
    ["Time entries", "Create"],
  ]);
});

it("gives no two areas the same words", () => {
  const areas = actionFilter(allActions(FEATURES)).options.filter(({ value }) => value.endsWith("."));
  expect(areas.length).toBeGreaterThan(8);
  expect(new Set(areas.map(({ label }) => label)).size).toBe(areas.length);
  expect(new Set(areas.map(({ group }) => group)).size).toBe(areas.length);
});
