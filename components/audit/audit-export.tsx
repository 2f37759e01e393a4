import { Download } from "lucide-react";
import { PlainForm } from "@/components/forms/plain-form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AuditFilterValues } from "./audit-filters";

const FORMATS = [
  ["csv", "Export CSV"],
  ["json", "Export JSON"],
] as const;

export interface AuditExportProps {
  slug: string;
  values: AuditFilterValues;
  most: number;
  asksForProof: boolean;
  /** Why the last export was refused. */
  refused: string | null;
}

/** A plain form whose response the browser saves as a file. The page stays open, with and without JavaScript. */
export function AuditExport({ slug, values, most, asksForProof, refused }: AuditExportProps) {
  return (
    <PlainForm
      action={`/api/v1/organizations/${slug}/audit-log/export`}
      className="flex flex-wrap gap-3 sm:max-w-80 sm:justify-end"
    >
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {refused !== null && (
        <div role="alert" className="basis-full">
          <Alert tone="danger" title="The export failed">
            {refused}
          </Alert>
        </div>
      )}
      <RecentProofField asked={asksForProof} />
      {FORMATS.map(([format, label]) => (
        <Button key={format} type="submit" name="format" value={format} variant="secondary">
          <Download aria-hidden="true" className="size-4" />
          {label}
        </Button>
      ))}
      <p className="basis-full text-xs text-muted sm:text-right">
        The newest {most.toLocaleString("en")} entries that match. Each export is recorded here.
      </p>
    </PlainForm>
  );
}
