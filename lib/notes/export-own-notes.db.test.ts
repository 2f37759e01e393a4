import { expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { accountFile } from "@/lib/export/account-file";
import { exportAccount } from "@/lib/export/export-account";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";

interface AccountFile {
  notes: { organization: string; title: string; content: string }[];
}

async function somebody() {
  const person = await createPerson();
  return { ...person, caller: callerOf(await actorOf(person.session.token)) };
}

type Somebody = Awaited<ReturnType<typeof somebody>>;

async function download({ caller }: Somebody): Promise<{ text: string; file: AccountFile }> {
  let text = "";
  for await (const piece of accountFile(caller, await exportAccount(caller, {}))) text += piece;
  return { text, file: JSON.parse(text) as AccountFile };
}

function writeNotes(authorId: string, organizationId: string, titles: string[]) {
  const rows = titles.map((title) => ({ organizationId, authorId, title, content: `"${title}"\nin full` }));
  return inSystemTransaction((db) => db.note.createMany({ data: rows }));
}

it("exports the user's own notes, and no other member's notes", async () => {
  const person = await somebody();
  const { user, organization } = person;
  const other = await createMember(organization, "member");
  await writeNotes(user.id, organization.id, ["first", "second"]);
  await writeNotes(other.user.id, organization.id, ["Not yours"]);
  const { text, file } = await download(person);
  expect(file.notes.map(({ title, content }) => [title, content])).toEqual([
    ["first", '"first"\nin full'],
    ["second", '"second"\nin full'],
  ]);
  expect(file.notes.map((note) => note.organization)).toEqual([organization.slug, organization.slug]);
  expect(text).not.toContain("Not yours");
});

it("exports each note once across pages, and excludes the notes of suspended organizations", async () => {
  const person = await somebody();
  const titles = Array.from({ length: 450 }, (_, index) => `note ${index}`);
  await writeNotes(person.user.id, person.organization.id, titles);
  const { file } = await download(person);
  expect(file.notes.map(({ title }) => title).sort()).toEqual(titles.toSorted());
  await inSystemTransaction((db) =>
    db.organization.update({ where: { id: person.organization.id }, data: { suspendedAt: new Date() } }),
  );
  expect((await download(person)).file.notes).toEqual([]);
});
