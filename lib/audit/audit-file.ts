// Renders an export as a file. CSV follows RFC 4180 with every cell quoted, starts with the byte order mark that Excel needs
// to detect UTF-8, and escapes formulas, because users choose their own names. JSON has no byte order mark (RFC 8259 §8.1)
// and keeps values unchanged.
import "server-only";
import type { AuditEntryView } from "./view";

export interface AuditExport {
  organization: string;
  format: "csv" | "json";
  exportedAt: Date;
  isComplete: boolean;
  items: AuditEntryView[];
}

export interface FileView {
  name: string;
  type: string;
  body: string;
}

const BYTE_ORDER_MARK = "\uFEFF";
// Source: OWASP, CSV Injection. Full-width characters start a formula in Japanese spreadsheets.
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

const COLUMNS: Readonly<Record<string, (entry: AuditEntryView) => string | null | undefined>> = {
  time: (entry) => entry.created_at,
  action: (entry) => entry.action,
  outcome: (entry) => entry.outcome,
  actor: (entry) => entry.actor.kind,
  actor_role: (entry) => entry.actor.role,
  person_id: (entry) => entry.actor.id,
  person_name: (entry) => entry.actor.name,
  api_key_id: (entry) => entry.api_key?.id,
  api_key_name: (entry) => entry.api_key?.name,
  entity_type: (entry) => entry.entity?.type,
  entity_id: (entry) => entry.entity?.id,
  entity_name: (entry) => entry.entity?.name,
  before: (entry) => (entry.before === null ? null : JSON.stringify(entry.before)),
  after: (entry) => (entry.after === null ? null : JSON.stringify(entry.after)),
  reason: (entry) => entry.reason,
  ip_address: (entry) => entry.ip_address,
  user_agent: (entry) => entry.user_agent,
  request_id: (entry) => entry.request_id,
  id: (entry) => entry.id,
};

function cell(value: string | null | undefined): string {
  const text = value ?? "";
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function csv(entries: AuditEntryView[]): string {
  const lines = entries.map((entry) =>
    Object.values(COLUMNS)
      .map((read) => cell(read(entry)))
      .join(","),
  );
  const head = Object.keys(COLUMNS).map(cell).join(",");
  return `${BYTE_ORDER_MARK}${[head, ...lines].join("\r\n")}\r\n`;
}

/** The file name shows whether the export is incomplete. */
export function auditFile({ organization, format, exportedAt, isComplete, items }: AuditExport): FileView {
  const day = exportedAt.toISOString().slice(0, 10);
  const name = `audit-log-${organization}-${day}${isComplete ? "" : `-newest-${items.length}`}.${format}`;
  if (format === "csv") return { name, type: "text/csv; charset=utf-8", body: csv(items) };
  const content = { organization, exported_at: exportedAt.toISOString(), complete: isComplete, items };
  return { name, type: "application/json", body: JSON.stringify(content, null, 2) };
}
