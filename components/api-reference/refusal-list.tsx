import { Fragment } from "react";
import type { ReferenceRefusal } from "@/lib/web/openapi/reference";

/** A code whose line may end after an underscore. */
function Code({ code }: { code: string }) {
  return code.split(/(?<=_)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Error codes with their status and meaning. */
export function RefusalList({ refusals }: { refusals: ReferenceRefusal[] }) {
  return (
    <dl className="grid divide-y divide-border border-y border-border text-sm">
      {refusals.map(({ status, code, message }) => (
        <div key={code} className="grid gap-x-6 gap-y-0.5 py-2 sm:grid-cols-2">
          <dt className="min-w-0 font-mono wrap-anywhere">
            <span className="mr-3 tabular-nums">{status}</span>
            <Code code={code} />
          </dt>
          <dd className="text-muted">{message}</dd>
        </div>
      ))}
    </dl>
  );
}
