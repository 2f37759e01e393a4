import type { Field } from "@/lib/web/openapi/fields";
import { Words } from "./words";

type Shown = Field & { place?: string };

function About({ field: { description, values } }: { field: Shown }) {
  return (
    <>
      {description && (
        <p>
          <Words text={description} />
        </p>
      )}
      {values.length > 0 && (
        <p>
          {values.length === 1 ? "Always " : "One of "}
          <Words text={values.map((value) => `\`${value}\``).join(", ")} />
        </p>
      )}
    </>
  );
}

/**
 * The fields of a body, or the parameters of a path.
 * @param isSent whether the client sends them, so that it matters which ones are required
 */
export function FieldList({ fields, isSent = false }: { fields: Shown[]; isSent?: boolean }) {
  return (
    <dl className="grid divide-y divide-border border-y border-border text-sm">
      {fields.map((field) => (
        <div key={field.name} className="grid gap-x-6 gap-y-1 py-2.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <dt className="min-w-0">
            <code className="font-mono wrap-anywhere">{field.name}</code>
            {isSent && !field.isRequired && <span className="ml-2 text-xs text-muted">optional</span>}
            {field.place && <span className="ml-2 text-xs text-muted">in the {field.place}</span>}
          </dt>
          <dd className="grid min-w-0 gap-1 text-muted wrap-anywhere">
            <p>{field.type}</p>
            <About field={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
