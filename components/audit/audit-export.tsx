import { Download, FileBraces, FileSpreadsheet } from "lucide-react";
import { PlainForm } from "@/components/forms/plain-form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { Alert } from "@/components/ui/alert";
import { Menu } from "@/components/ui/menu";
import type { AuditFilterValues } from "./audit-filters";

const FORMATS = [
  ["csv", "Export CSV", FileSpreadsheet],
  ["json", "Export JSON", FileBraces],
] as const;

export interface AuditExportProps {
  slug: string;
  values: AuditFilterValues;
  most: number;
  asksForProof: boolean;
}

/** A plain form whose response the browser saves as a file. The page stays open, with and without JavaScript. */
function ExportForm({ slug, values, most, asksForProof, refused }: AuditExportProps & { refused?: string }) {
  const isFirst = refused === undefined && !asksForProof;
  return (
    <PlainForm action={`/api/v1/organizations/${slug}/audit-log/export`}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {!isFirst && (
        <div className="grid gap-3 p-3 pb-1">
          {refused !== undefined && (
            <div role="alert">
              <Alert tone="danger" title="Nothing was exported">
                {refused}
              </Alert>
            </div>
          )}
          <RecentProofField asked={asksForProof} />
        </div>
      )}
      <div className="grid p-1">
        {FORMATS.map(([format, label, Icon]) => (
          <button key={format} type="submit" name="format" value={format} className="menu-row text-sm">
            <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
            {label}
          </button>
        ))}
      </div>
      <p className="border-t border-border px-3 py-2.5 text-xs text-muted">
        The newest {most.toLocaleString("en")} entries that match. Each export is recorded here.
      </p>
    </PlainForm>
  );
}

/** The export in a menu. */
export function AuditExport(props: AuditExportProps) {
  return (
    <Menu
      id="export"
      label="Export the log"
      side="below-end"
      triggerClass="btn btn-md btn-secondary"
      panelClass="w-72 p-0"
      trigger={
        <>
          <Download aria-hidden="true" className="size-4" />
          Export
        </>
      }
    >
      <ExportForm {...props} />
    </Menu>
  );
}

/** The export on the page itself, after a refusal. */
export function RefusedExport(props: AuditExportProps & { refused: string }) {
  return (
    <section aria-label="Export" className="max-w-md rounded-card border border-border bg-raised">
      <ExportForm {...props} />
    </section>
  );
}
