import { describe, expect, it } from "vitest";
import { auditFile, type AuditExport } from "./audit-file";
import type { AuditEntryView } from "./view";

const ENTRY: AuditEntryView = {
  id: "e1",
  created_at: "2026-11-21T09:30:00.000Z",
  action: "memberships.remove",
  outcome: "ok",
  actor: { kind: "member", role: "org_admin", id: "u1", name: "Ada" },
  api_key: null,
  entity: { type: "membership", id: "m1", name: "Mo" },
  request_id: "r1",
  ip_address: "192.0.2.1",
  user_agent: "Mozilla/5.0",
  reason: null,
  before: { role: "member" },
  after: null,
};

const exported = (items: AuditEntryView[], more: Partial<AuditExport> = {}) =>
  auditFile({
    organization: "stonebridge",
    format: "csv",
    exportedAt: new Date("2026-11-21T12:00:00Z"),
    isComplete: true,
    items,
    ...more,
  });

/** Parses CSV (RFC 4180) in which every cell is quoted, and fails on anything else. */
function parseCsv(body: string): string[][] {
  const text = body.replace(/^\uFEFF/, "");
  const record = /(?:"(?:[^"]|"")*"(?:,(?=")|\r\n))/y;
  const rows: string[][] = [[]];
  while (record.lastIndex < text.length) {
    const at = record.lastIndex;
    const [found = ""] = record.exec(text) ?? [];
    if (found === "") throw new Error(`no quoted cell at ${at}`);
    rows.at(-1)?.push(
      found
        .replace(/(,|\r\n)$/, "")
        .slice(1, -1)
        .replaceAll('""', '"'),
    );
    if (found.endsWith("\r\n")) rows.push([]);
  }
  return rows.slice(0, -1);
}

const named = (name: string) => ({ ...ENTRY, actor: { ...ENTRY.actor, name } });
const nameIn = (body: string) => parseCsv(body)[1]?.[6];

describe("an audit export as CSV", () => {
  it("has a byte order mark, a header, and one line per entry", () => {
    const { name, type, body } = exported([ENTRY, ENTRY]);
    expect([name, type]).toEqual(["audit-log-stonebridge-2026-11-21.csv", "text/csv; charset=utf-8"]);
    expect(body.startsWith("\uFEFF")).toBe(true);
    const [head, first, second] = parseCsv(body);
    expect(Object.fromEntries((head ?? []).map((column, at) => [column, first?.[at]]))).toEqual({
      time: "2026-11-21T09:30:00.000Z",
      action: "memberships.remove",
      outcome: "ok",
      actor: "member",
      actor_role: "org_admin",
      person_id: "u1",
      person_name: "Ada",
      api_key_id: "",
      api_key_name: "",
      entity_type: "membership",
      entity_id: "m1",
      entity_name: "Mo",
      before: '{"role":"member"}',
      after: "",
      reason: "",
      ip_address: "192.0.2.1",
      user_agent: "Mozilla/5.0",
      request_id: "r1",
      id: "e1",
    });
    expect(second).toEqual(first);
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://evil.test")',
  ])("neutralizes a formula: %j", (text) => {
    expect(nameIn(exported([named(text)]).body)).toBe(`'${text}`);
  });

  it.each([`a "quoted" name`, "one, two", "two\r\nlines", "half;=1+1", "a=1", "", "Zoë Ōta"])(
    "keeps any other text unchanged: %j",
    (text) => {
      expect(nameIn(exported([named(text)]).body)).toBe(text);
    },
  );

  it("says in its file name that it was truncated", () => {
    expect(exported([ENTRY], { isComplete: false }).name).toBe("audit-log-stonebridge-2026-11-21-newest-1.csv");
  });
});

describe("an audit export as JSON", () => {
  it("has no byte order mark, says whether it is complete, and keeps values unchanged", () => {
    const { name, type, body } = exported([named("=1+1")], { format: "json", isComplete: false });
    expect([name, type]).toEqual(["audit-log-stonebridge-2026-11-21-newest-1.json", "application/json"]);
    expect(JSON.parse(body)).toEqual({
      organization: "stonebridge",
      exported_at: "2026-11-21T12:00:00.000Z",
      complete: false,
      items: [named("=1+1")],
    });
  });
});
