import { expect, it } from "vitest";
import { listAuditLog } from "@/lib/admin/list-audit-log";
import { listAuditEntries } from "@/lib/audit/list-audit-entries";
import { actorOf, callerOf, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { createNote } from "./create-note";
import { deleteNote } from "./delete-note";

it("shows a note's title in the audit log to organization admins until the note is deleted, and never to system admins", async () => {
  const { organization, session } = await createPerson();
  const caller = async () => callerOf(await actorOf(session.token, organization.slug));
  const { id } = await createNote(await caller(), { title: "Opening hours", content: "" });
  const titles = async () => (await listAuditEntries(await caller(), {})).items.map(({ entity }) => entity?.name);
  expect(await titles()).toEqual(["Opening hours"]);
  const admin = await createSystemAdmin();
  const { items } = await listAuditLog(await admin.caller(), { organization: organization.id });
  expect(items.map(({ entity }) => entity)).toEqual([{ type: "note", id, name: null }]);
  await deleteNote(await caller(), { id });
  expect(await titles()).toEqual([null, null]);
});
