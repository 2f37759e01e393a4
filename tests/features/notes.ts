import type { FeatureFixture } from "@/tests/factories/feature-fixtures";

export const fixture: FeatureFixture = {
  insert: async (db, place, { short, long } = { short: "A note", long: "" }) => {
    const data = { ...place, title: short, content: long };
    return (await db.note.create({ data, select: { id: true } })).id;
  },
  count: (db, organizationId) => db.note.count({ where: { organizationId } }),
  columns: { short: "notes.title", long: "notes.content", author: "notes.author_id" },
  tables: [
    {
      name: "notes",
      model: "Note",
      rights: ["SELECT", "INSERT", "UPDATE", "DELETE"],
      updates: ["author_id", "content", "title", "updated_at"],
      change: { title: "changed" },
      pointsAt: ["memberships"],
    },
  ],
  inputs: {
    "notes.create": () => ({ title: "Another", content: "" }),
    "notes.delete": (id) => ({ id }),
    "notes.get": (id) => ({ id }),
    "notes.get-allowance": () => ({}),
    "notes.get-copilot": (id) => ({ id }),
    "notes.improve": (id) => ({ id, instruction: "Shorter", tone: "plain" }),
    "notes.list": () => ({}),
    "notes.summarize": (id) => ({ id }),
    "notes.update": (id) => ({ id, title: "Changed", content: "" }),
  },
};
