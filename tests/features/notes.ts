import type { FeatureFixture } from "@/tests/factories/feature-fixtures";

/** A call reserves its credits before the model is asked. Those of a call that does not begin are released, and both is booked. */
const RESERVED = [
  "credit_accounts.allotment",
  "credit_accounts.window_end",
  "credit_accounts.window_start",
  "credit_entries",
  "usage_log",
];

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
  storedBeforeRun: { "notes.improve": RESERVED, "notes.summarize": RESERVED },
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
