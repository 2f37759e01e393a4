import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Prisma } from "@/lib/db/generated/client";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { removeMember } from "@/lib/memberships/remove-member";
import { getDashboard } from "@/lib/dashboard/get-dashboard";
import { searchOrganization } from "@/lib/search/search-organization";
import { deleteAccount } from "@/lib/users/delete-account";
import { actorOf, callerOf, createMember, createPerson, PASSWORD } from "@/tests/factories/callers";
import { outcomeOf } from "@/tests/factories/outcome";
import { createNote } from "./create-note";
import { deleteNote } from "./delete-note";
import { getNote } from "./get-note";
import { getNotesAllowance } from "./get-notes-allowance";
import { listNotes } from "./list-notes";
import { MAX_NOTES } from "./max-notes";
import { pageOfNotes } from "./queries";
import { MAX_CONTENT, MAX_TITLE } from "./lengths";
import { updateNote } from "./update-note";

/** An organization with an admin, two members and a reader. */
async function tenant() {
  const founder = await createPerson();
  const { organization } = founder;
  const [writer, other, reader] = [
    await createMember(organization, "member"),
    await createMember(organization, "member"),
    await createMember(organization, "readonly"),
  ];
  const admin = { ...founder, caller: async () => callerOf(await actorOf(founder.session.token, organization.slug)) };
  return { organization, admin, writer, other, reader };
}

const rowsOf = (organizationId: string) =>
  inSystemTransaction((db) => db.note.findMany({ where: { organizationId }, orderBy: { id: "asc" } }));

const auditOf = (organizationId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { organizationId, action: { startsWith: "notes." } },
      orderBy: { createdAt: "asc" },
      select: { action: true, outcome: true, entityType: true, entityId: true, userId: true, before: true, after: true },
    }),
  );

/** Creates notes of the given ages in minutes, without an author. */
async function fill(organizationId: string, minutes: readonly number[], title = (age: number) => `Note of ${age}`) {
  const now = Date.now();
  const data = minutes.map((age) => ({
    organizationId,
    title: title(age),
    content: "",
    updatedAt: new Date(now - age * 60_000),
  }));
  await inSystemTransaction((db) => db.note.createMany({ data }));
}

describe("a note", () => {
  it("can be created by a member and read by every role, and its creation is audited once, without the text", async () => {
    const { organization, writer, reader } = await tenant();
    const note = await createNote(await writer.caller(), { title: "  Ridge \t beam ", content: "Oak,\r\nnot pine." });
    expect(note).toMatchObject({
      title: "Ridge beam",
      content: "Oak,\nnot pine.",
      author: { id: writer.user.id, name: writer.user.name },
      may_change: true,
    });
    expect(await getNote(await reader.caller(), { id: note.id })).toEqual({ ...note, may_change: false });
    const entry = { outcome: "ok", entityType: "note", entityId: note.id, userId: writer.user.id, before: null };
    expect(await auditOf(organization.id)).toEqual([{ ...entry, action: "notes.create", after: null }]);
    expect(JSON.stringify(await auditOf(organization.id))).not.toContain("Ridge");
  });

  it("can be changed and deleted by its author, and each operation is audited once", async () => {
    const { organization, writer } = await tenant();
    const caller = await writer.caller();
    const note = await createNote(caller, { title: "First", content: "one" });
    const { note: changed } = await updateNote(caller, {
      id: note.id,
      title: "First",
      content: "two",
      if_updated_at: note.updated_at,
    });
    expect(changed).toMatchObject({ id: note.id, title: "First", content: "two", created_at: note.created_at });
    expect(Date.parse(changed.updated_at)).toBeGreaterThan(Date.parse(note.updated_at));
    await deleteNote(caller, { id: note.id });
    expect(await rowsOf(organization.id)).toEqual([]);
    expect(
      (await auditOf(organization.id)).map(({ action, entityId, before, after }) => ({ action, entityId, before, after })),
    ).toEqual([
      { action: "notes.create", entityId: note.id, before: null, after: null },
      { action: "notes.update", entityId: note.id, before: null, after: { changed: ["content"] } },
      { action: "notes.delete", entityId: note.id, before: { author_id: writer.user.id }, after: null },
    ]);
  });

  it("can be changed and deleted by an admin, and keeps its author after the change", async () => {
    const { admin, writer } = await tenant();
    const note = await createNote(await writer.caller(), { title: "Ours", content: "" });
    const { note: changed } = await updateNote(await admin.caller(), { id: note.id, title: "Ours, tidied", content: "" });
    expect(changed).toMatchObject({ author: { id: writer.user.id }, may_change: true });
    expect(await outcomeOf(deleteNote(await admin.caller(), { id: note.id }))).toBe("ok");
  });

  it("cannot be changed by another member, by a read-only member, or by its author after a demotion to read-only", async () => {
    const { organization, admin, writer, other, reader } = await tenant();
    const note = await createNote(await writer.caller(), { title: "Mine", content: "as it was" });
    const before = await rowsOf(organization.id);
    const change = { id: note.id, title: "Theirs", content: "gone" };
    for (const person of [other, reader]) {
      expect(await outcomeOf(updateNote(await person.caller(), change))).toBe("ACCESS_DENIED");
      expect(await outcomeOf(deleteNote(await person.caller(), { id: note.id }))).toBe("ACCESS_DENIED");
    }
    expect(await outcomeOf(createNote(await reader.caller(), { title: "New", content: "" }))).toBe("ACCESS_DENIED");
    await inSystemTransaction((db) =>
      db.membership.update({ where: { id: writer.membership.id }, data: { role: "readonly" }, select: { id: true } }),
    );
    expect(await outcomeOf(updateNote(await writer.caller(), change))).toBe("ACCESS_DENIED");
    expect((await getNote(await writer.caller(), { id: note.id })).may_change).toBe(false);
    expect((await getNote(await admin.caller(), { id: note.id })).may_change).toBe(true);
    expect(await rowsOf(organization.id)).toEqual(before);
    expect((await auditOf(organization.id)).map(({ action }) => action)).toEqual(["notes.create"]);
  });

  it("remains without an author when the author leaves or is removed, and then only an admin can delete it", async () => {
    const { organization, admin, writer, other } = await tenant();
    const notes = [
      await createNote(await writer.caller(), { title: "Left", content: "" }),
      await createNote(await other.caller(), { title: "Removed", content: "" }),
    ];
    await leaveOrganization(await writer.caller(), {});
    await removeMember(await admin.caller(), { id: other.membership.id });
    for (const { id, updated_at } of notes) {
      expect(await getNote(await admin.caller(), { id })).toMatchObject({ author: null, updated_at, may_change: true });
    }
    const { items } = await listNotes(await admin.caller(), {});
    expect(items.map(({ author }) => author)).toEqual([null, null]);
    const returned = await createMember(organization, "member");
    expect(await outcomeOf(deleteNote(await returned.caller(), { id: notes[0]?.id }))).toBe("ACCESS_DENIED");
    expect(await outcomeOf(deleteNote(await admin.caller(), { id: notes[0]?.id }))).toBe("ok");
  });

  it("keeps its text but not its author when the author deletes their account", async () => {
    const [{ organization, admin }, author] = [await tenant(), await createPerson()];
    const data = { organizationId: organization.id, userId: author.user.id, role: "member" as const };
    await inSystemTransaction((db) => db.membership.create({ data, select: { id: true } }));
    const { id } = await createNote(callerOf(await actorOf(author.session.token, organization.slug)), {
      title: "Ours",
      content: "stays",
    });
    await deleteAccount(callerOf(await actorOf(author.session.token)), {
      confirm: author.user.email,
      current_password: PASSWORD,
    });
    expect(await getNote(await admin.caller(), { id })).toMatchObject({ author: null, title: "Ours", content: "stays" });
  });

  it("survives the deletion of its author, and is deleted with its organization, under the system role and the tenant role", async () => {
    const [own, other] = [await tenant(), await tenant()];
    for (const { writer, admin } of [own, other]) {
      const { id } = await createNote(await writer.caller(), { title: "Written", content: "" });
      await createNote(await admin.caller(), { title: "By an admin", content: "" });
      await inSystemTransaction((db) => db.user.delete({ where: { id: writer.user.id }, select: { id: true } }));
      expect(await getNote(await admin.caller(), { id })).toMatchObject({ author: null });
    }
    await inSystemTransaction((db) => db.organization.delete({ where: { id: own.organization.id }, select: { id: true } }));
    await inTenantTransaction(other.organization.id, (db) =>
      db.organization.delete({ where: { id: other.organization.id }, select: { id: true } }),
    );
    for (const { organization } of [own, other]) expect(await rowsOf(organization.id)).toEqual([]);
  });
});

describe("a note's input", () => {
  it.each([
    ["an empty title", { title: "", content: "" }],
    ["an invisible title", { title: " \u200b\u00ad ", content: "" }],
    ["a title that is too long", { title: "x".repeat(MAX_TITLE + 1), content: "" }],
    ["a title with reordered characters", { title: "note\u202Egpj.exe", content: "" }],
    ["a title with a null character", { title: "a\u0000b", content: "" }],
    ["text that is too long", { title: "a", content: "x".repeat(MAX_CONTENT + 1) }],
    ["text with a null character", { title: "a", content: "a\u0000b" }],
    ["half a surrogate pair", { title: "a", content: "\ud800" }],
    ["only a title", { title: "a" }],
    ["values that are not text", { title: ["a"], content: {} }],
    ["an author id", { title: "a", content: "", author_id: randomUUID() }],
    ["an organization id", { title: "a", content: "", organization_id: randomUUID() }],
    ["an id at creation", { title: "a", content: "", id: randomUUID() }],
  ])("is refused if it contains %s, and changes nothing", async (_what, input) => {
    const { organization, writer } = await tenant();
    const caller = await writer.caller();
    expect(await outcomeOf(createNote(caller, input))).toBe("VALIDATION_ERROR");
    const note = await createNote(caller, { title: "As it was", content: "" });
    const before = await rowsOf(organization.id);
    if (!("id" in input)) expect(await outcomeOf(updateNote(caller, { ...input, id: note.id }))).toBe("VALIDATION_ERROR");
    expect(await rowsOf(organization.id)).toEqual(before);
    expect(await auditOf(organization.id)).toHaveLength(1);
  });

  it("is stored unchanged as text, even if it looks like code to a browser, a database or a spreadsheet", async () => {
    const { writer } = await tenant();
    const caller = await writer.caller();
    const title = `<script>alert(1)</script> '; DROP TABLE notes; -- \${7*7} =cmd|' /C calc'!A0`;
    const content = `<img src=x onerror="alert(1)">\n\n  indented\t&amp; \\ %s 👨‍👩‍👧 \u202Eright to left`;
    const { id } = await createNote(caller, { title, content });
    expect(await getNote(caller, { id })).toMatchObject({ title, content });
    expect((await listNotes(caller, { search: "<script>" })).items).toMatchObject([{ id, title }]);
  });

  it("may have the maximum length, counted after line breaks are normalized", async () => {
    const { writer } = await tenant();
    const caller = await writer.caller();
    const lines = "\r\n".repeat(MAX_CONTENT);
    const note = await createNote(caller, { title: "字".repeat(MAX_TITLE), content: lines });
    expect([note.title.length, note.content.length]).toEqual([MAX_TITLE, MAX_CONTENT]);
    expect((await createNote(caller, { title: "full", content: "字".repeat(MAX_CONTENT) })).content).toHaveLength(
      MAX_CONTENT,
    );
    const longest = { title: "😀".repeat(MAX_TITLE), content: "😀".repeat(MAX_CONTENT) };
    expect(await createNote(caller, longest)).toMatchObject(longest);
  });

  it("is also limited in length by database constraints", async () => {
    const { writer } = await tenant();
    const { id } = await createNote(await writer.caller(), { title: "As it was", content: "" });
    for (const data of [{ title: "😀".repeat(MAX_TITLE + 1) }, { content: "😀".repeat(MAX_CONTENT + 1) }, { title: "" }]) {
      await expect(
        inSystemTransaction((db) => db.note.update({ where: { id }, data, select: { id: true } })),
      ).rejects.toThrow(/notes_(title|content)_length/);
    }
  });
});

describe("a note of another organization", () => {
  it("gets the same NOT_FOUND response as a nonexistent or malformed id", async () => {
    const [own, foreign] = [await tenant(), await tenant()];
    const { id: foreignId } = await createNote(await foreign.writer.caller(), { title: "Secret", content: "plan" });
    const caller = await own.admin.caller();
    const before = await rowsOf(foreign.organization.id);
    const answers = new Set<string>();
    for (const id of [foreignId, foreign.organization.id, randomUUID(), "00000000-0000-0000-0000-000000000000", "x", ""]) {
      const change = { id, title: "Taken", content: "" };
      for (const work of [
        () => getNote(caller, { id }),
        () => updateNote(caller, change),
        () => deleteNote(caller, { id }),
      ]) {
        answers.add(
          await work().then(
            () => "ok",
            (error: unknown) => JSON.stringify({ ...(error as object), digest: undefined }),
          ),
        );
      }
    }
    expect([...answers].map((answer) => (JSON.parse(answer) as { code: string }).code)).toEqual(["NOT_FOUND"]);
    expect(await rowsOf(foreign.organization.id)).toEqual(before);
    expect(await auditOf(own.organization.id)).toEqual([]);
    expect((await listNotes(caller, { search: "Secret" })).items).toEqual([]);
    expect((await getNotesAllowance(caller, {})).used).toBe(0);
  });

  it("is hidden from non-members, even if they send a cursor from that organization", async () => {
    const [own, foreign] = [await tenant(), await tenant()];
    await fill(foreign.organization.id, [1, 2, 3]);
    await fill(own.organization.id, [5]);
    const stranger = callerOf(await actorOf(own.writer.session.token, foreign.organization.slug));
    expect(await outcomeOf(listNotes(stranger, {}))).toBe("NOT_FOUND");
    expect(await outcomeOf(createNote(stranger, { title: "a", content: "" }))).toBe("NOT_FOUND");
    const { next_cursor } = await listNotes(await foreign.reader.caller(), { limit: 1 });
    const { items } = await listNotes(await own.reader.caller(), { cursor: next_cursor ?? "" });
    expect(items.map(({ title }) => title)).toEqual(["Note of 5"]);
  });
});

describe("the note list", () => {
  it("shows the latest change first, and each note at most once, even if notes change between two pages", async () => {
    const { organization, writer } = await tenant();
    const caller = await writer.caller();
    // Several notes have the same time, so that the time alone does not order them.
    await fill(organization.id, [1, 1, 1, 2, 2, 3, 4, 5, 5, 5, 6, 7], () => "Kept");
    const all = (await listNotes(caller, {})).items.map(({ id }) => id);
    const [moved = "", deleted = ""] = [all[10], all[11]];
    const seen: string[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; cursor !== null; page += 1) {
      const { items, next_cursor } = await listNotes(caller, { limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...items.map(({ id }) => id));
      cursor = next_cursor;
      if (page === 0) {
        await createNote(caller, { title: "New meanwhile", content: "" });
        await inSystemTransaction((db) =>
          db.note.update({ where: { id: moved }, data: { title: "Changed" }, select: { id: true } }),
        );
        await inSystemTransaction((db) => db.note.delete({ where: { id: deleted }, select: { id: true } }));
      }
    }
    expect(seen).toEqual(all.slice(0, 10));
    expect((await listNotes(caller, { limit: 2 })).items.map(({ title }) => title)).toEqual(["Changed", "New meanwhile"]);
  });

  it("returns no cursor with the last page, even if that page is full", async () => {
    const { organization, reader } = await tenant();
    await fill(organization.id, [1, 2]);
    expect((await listNotes(await reader.caller(), { limit: 2 })).next_cursor).toBeNull();
    expect((await listNotes(await reader.caller(), { limit: "1" })).next_cursor).not.toBeNull();
  });

  it("can be searched by title and text, ignoring case and taking wildcards literally", async () => {
    const { writer } = await tenant();
    const caller = await writer.caller();
    for (const [title, content] of [
      ["100 % stone", "Kalk"],
      ["100 of stone", ""],
      ["under_score", ""],
      ["underXscore", ""],
      ["back\\slash", "straße"],
      ["Café", ""],
    ] as const) {
      await createNote(caller, { title, content });
    }
    const found = async (search: string) => (await listNotes(caller, { search })).items.map(({ title }) => title).sort();
    expect(await found("100 %")).toEqual(["100 % stone"]);
    expect(await found("r_s")).toEqual(["under_score"]);
    expect(await found("k\\s")).toEqual(["back\\slash"]);
    expect(await found(" KALK ")).toEqual(["100 % stone"]);
    expect(await found("Cafe\u0301")).toEqual(["Café"]);
    expect(await found("%%")).toEqual([]);
    expect(await found("\u0000")).toHaveLength(6);
    expect(await found("' OR 1=1 --")).toEqual([]);
  });

  it("shows the beginning of a text on one line, and never all of a long text", async () => {
    const { writer } = await tenant();
    const caller = await writer.caller();
    await createNote(caller, { title: "Long", content: `First line\n\n  second ${"x".repeat(5000)}` });
    const [item] = (await listNotes(caller, {})).items;
    expect(item?.excerpt).toMatch(/^First line · second x{200,}$/);
    expect(item?.excerpt.length).toBeLessThanOrEqual(240);
    expect(item).not.toHaveProperty("content");
  });
});

describe("notes in the command palette", () => {
  it("show the text around the search if the title does not contain it", async () => {
    const { writer } = await tenant();
    const caller = await writer.caller();
    await createNote(caller, {
      title: "Mortar",
      content: `## Lime\n\n${"x".repeat(500)} the **Keystone** of ${"y".repeat(500)}`,
    });
    await createNote(caller, { title: "The KEYSTONE", content: "also a keystone" });
    await createNote(caller, { title: "Short", content: "A keystone." });
    await createNote(caller, { title: "A link", content: "The [site](https://keystone.example) of the quarry." });
    await createNote(caller, { title: "Code", content: `${"x".repeat(300)}\n\n\`\`\`\nopen(keystone)\n\`\`\`` });
    const { groups } = await searchOrganization(caller, { search: "keystone" });
    const shown = groups.flatMap(({ hits }) => hits.map(({ label, excerpt }) => [label, excerpt]));
    expect(shown).toEqual([
      ["The KEYSTONE", undefined],
      ["Code", expect.stringContaining("open(keystone)")],
      // Readers do not see the address.
      ["A link", undefined],
      ["Short", "A keystone."],
      ["Mortar", expect.stringMatching(/^…the Keystone of y{50,90}$/)],
    ]);
  });
});

describe("notes on the dashboard", () => {
  it("are summarized as the count and the latest notes of this organization only", async () => {
    const [{ organization, reader }, other] = [await tenant(), await tenant()];
    const summary = async () => {
      const { features } = await getDashboard(await reader.caller(), {});
      const { count, latest } = features.find(({ name }) => name === "notes") ?? {};
      return [count?.value, ...(latest?.items ?? []).map(({ title }) => title)];
    };
    expect(await summary()).toEqual([0]);
    await fill(organization.id, [5, 1, 9, 3, 7]);
    await fill(other.organization.id, [0, 2]);
    expect(await summary()).toEqual([5, "Note of 1", "Note of 3", "Note of 5"]);
  });

  it("tell the time of the last change from that of the creation, so that an admin's change is not taken for the author's", async () => {
    const { writer, admin } = await tenant();
    const { id } = await createNote(await writer.caller(), { title: "A note", content: "" });
    const latest = async () => {
      const { features } = await getDashboard(await admin.caller(), {});
      return features.find(({ name }) => name === "notes")?.latest.items.find((item) => item.id === id);
    };
    const { updated_at } = await getNote(await admin.caller(), { id });
    expect(await latest()).toMatchObject({ author: writer.user.name, createdAt: updated_at, at: updated_at });
    const changed = { id, title: "Changed", content: "", if_updated_at: updated_at };
    const { note } = await updateNote(await admin.caller(), changed);
    expect(note.updated_at).not.toBe(updated_at);
    expect(await latest()).toMatchObject({ author: writer.user.name, createdAt: updated_at, at: note.updated_at });
  });

  it("are counted by the week of their creation, not of their last change, for the last twelve weeks", async () => {
    const [{ organization, reader }, other] = [await tenant(), await tenant()];
    const monday = new Date(Date.now() - ((new Date().getUTCDay() + 6) % 7) * 86_400_000).setUTCHours(0, 0, 0, 0);
    const weekly = async () => {
      const { features } = await getDashboard(await reader.caller(), {});
      return features.find(({ name }) => name === "notes")?.weekly.values ?? [];
    };
    const data = (organizationId: string, createdAt: number) => ({
      organizationId,
      title: "A note",
      content: "",
      createdAt: new Date(createdAt),
    });
    const week = 7 * 86_400_000;
    const times = [Date.now(), monday, monday - 1, monday - week, monday - 11 * week, monday - 11 * week - 1];
    await inSystemTransaction((db) =>
      db.note.createMany({
        data: [...times.map((at) => data(organization.id, at)), data(other.organization.id, Date.now())],
      }),
    );
    const found = await weekly();
    expect(found.map(({ value }) => value)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2]);
    expect(found.at(-1)?.day).toBe(new Date(monday).toISOString().slice(0, 10));
  });

  it("leave the first step marked as done after the first note is deleted", async () => {
    const { writer } = await tenant();
    const isDone = async () => {
      const { features } = await getDashboard(await writer.caller(), {});
      return features.find(({ name }) => name === "notes")?.create?.firstStep.isDone;
    };
    expect(await isDone()).toBe(false);
    const { id } = await createNote(await writer.caller(), { title: "First", content: "" });
    expect(await isDone()).toBe(true);
    await deleteNote(await writer.caller(), { id });
    expect(await isDone()).toBe(true);
  });
});

describe("a page of notes", () => {
  it("is read in index order, whether it is the first or a later one", async () => {
    const [own, ...others] = [await tenant(), await tenant(), await tenant()];
    const ages = Array.from({ length: 3_000 }, (_, age) => age);
    for (const { organization } of [own, ...others]) await fill(organization.id, ages);
    await inSystemTransaction((db) => db.$executeRaw`SET LOCAL ROLE NONE`.then(() => db.$executeRaw`ANALYZE notes`));
    const place = { at: new Date(Date.now() - 1_500 * 60_000), id: randomUUID() };
    for (const after of [undefined, place]) {
      const query = pageOfNotes({ organizationId: own.organization.id, search: "", after, limit: 51 });
      const plan = await inTenantTransaction(own.organization.id, (db) =>
        db.$queryRaw(Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`),
      );
      const text = JSON.stringify(plan);
      expect(text).toContain("notes_organization_id_updated_at_id_idx");
      expect(text).not.toContain('"Sort"');
      const nodes = [...text.matchAll(/"Relation Name":"notes".*?"Actual Rows":(\d+)/g)].map(([, rows]) => Number(rows));
      expect(nodes).toEqual([51]);
    }
  });
});

describe("concurrent changes of notes", () => {
  it("never exceed the maximum number of notes when twenty requests add the last note at once", async () => {
    const { organization, writer, admin } = await tenant();
    await fill(
      organization.id,
      Array.from({ length: MAX_NOTES.default - 1 }, (_, age) => age),
    );
    const callers = [await writer.caller(), await admin.caller()] as const;
    const twenty = <T>(work: (at: number) => Promise<T>) => Promise.all(Array.from({ length: 20 }, (_, at) => work(at)));
    // Opens the connections first, so that all requests start the race at the same time.
    await twenty(() => getNotesAllowance(callers[0], {}));
    for (let run = 1; run <= 5; run += 1) {
      const outcomes = await twenty((at) =>
        outcomeOf(createNote(callers[at % 2 ? 1 : 0], { title: `Number ${at}`, content: "" })),
      );
      expect(outcomes.toSorted()).toEqual([...Array.from({ length: 19 }, () => "QUOTA_EXCEEDED"), "ok"]);
      const rows = await rowsOf(organization.id);
      expect(rows).toHaveLength(MAX_NOTES.default);
      expect((await auditOf(organization.id)).filter(({ action }) => action === "notes.create")).toHaveLength(run);
      expect(await getNotesAllowance(callers[0], {})).toMatchObject({
        used: MAX_NOTES.default,
        max: MAX_NOTES.default,
        is_used_up: true,
      });
      await deleteNote(callers[1], { id: rows.at(-1)?.id });
    }
  });

  it("succeed once for each version of the note, and are otherwise refused with CONFLICT", async () => {
    const { organization, writer, admin } = await tenant();
    const callers = [await writer.caller(), await admin.caller()] as const;
    const note = await createNote(callers[0], { title: "Start", content: "" });
    const change = (at: number) =>
      outcomeOf(
        updateNote(callers[at % 2 ? 1 : 0], {
          id: note.id,
          title: `Change ${at}`,
          content: "",
          if_updated_at: note.updated_at,
        }),
      );
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, at) => change(at)));
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 7 }, () => "CONFLICT"), "ok"]);
    expect((await rowsOf(organization.id)).map(({ title }) => title)).toEqual([`Change ${outcomes.indexOf("ok")}`]);
  });

  it("produce distinct versions even if the clock does not advance or goes back", async () => {
    const { writer } = await tenant();
    const caller = await writer.caller();
    const note = await createNote(caller, { title: "a", content: "" });
    const ahead = new Date(Date.now() + 3_600_000);
    await inSystemTransaction((db) =>
      db.note.update({ where: { id: note.id }, data: { updatedAt: ahead }, select: { id: true } }),
    );
    const { note: changed } = await updateNote(caller, {
      id: note.id,
      title: "b",
      content: "",
      if_updated_at: ahead.toISOString(),
    });
    expect(Date.parse(changed.updated_at)).toBe(ahead.getTime() + 1);
  });

  it("delete a note once, and audit the deletion once", async () => {
    const { organization, writer } = await tenant();
    const caller = await writer.caller();
    const { id } = await createNote(caller, { title: "Once", content: "" });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => outcomeOf(deleteNote(caller, { id }))));
    expect(outcomes.toSorted()).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "ok"]);
    expect((await auditOf(organization.id)).filter(({ action }) => action === "notes.delete")).toHaveLength(1);
  });

  it("either precede the removal of the member who makes them or are refused, and never cause an internal error", async () => {
    for (let run = 0; run < 10; run += 1) {
      const { organization, admin, writer } = await tenant();
      const [asWriter, asAdmin] = [await writer.caller(), await admin.caller()];
      const add = (at: number) => outcomeOf(createNote(asWriter, { title: `Number ${at}`, content: "" }));
      const [removed, ...added] = await Promise.all([
        outcomeOf(removeMember(asAdmin, { id: writer.membership.id })),
        add(0),
        add(1),
        add(2),
        add(3),
      ]);
      expect(removed).toBe("ok");
      expect(added.filter((each) => each !== "ok" && each !== "NOT_FOUND")).toEqual([]);
      const rows = await rowsOf(organization.id);
      expect(rows).toHaveLength(added.filter((each) => each === "ok").length);
      expect(rows.filter(({ authorId }) => authorId !== null)).toEqual([]);
    }
  });
});
