import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Whether this column names the row: it is the row's header, and the title of its card on a phone. */
  primary?: boolean;
  /** The row's actions. The column's header is only for screen readers. */
  actions?: boolean;
}

export interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of the table if there are no rows. */
  empty?: ReactNode;
}

function cellClass<Row>({ numeric, primary, actions }: Column<Row>): string {
  return cx(
    // A refused form needs room for its message and for further fields.
    "block @min-[55rem]:has-[[role=alert]]:min-w-80 @min-[46rem]:table-cell @min-[46rem]:px-3 @min-[46rem]:py-3 @min-[46rem]:align-middle",
    primary ? "pb-2 font-medium wrap-anywhere @min-[46rem]:min-w-48 @min-[46rem]:pb-3" : "py-1",
    numeric ? "@min-[46rem]:text-right" : "text-left",
    actions && "pt-3 empty:hidden @min-[46rem]:pt-3 @min-[46rem]:text-right @min-[46rem]:empty:table-cell",
    !primary && "@min-[46rem]:wrap-break-word",
    !primary &&
      !actions &&
      "flex items-baseline justify-between gap-4 before:shrink-0 before:text-muted " +
        "before:content-[attr(data-label)] @min-[46rem]:before:content-none",
  );
}

/** A table if there is room for it, else one card per row. Explicit roles keep it a table for screen readers. */
export function Table<Row>({ caption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className="@container">
      <table role="table" className="block w-full text-sm has-[[role=alert]]:[&_time]:whitespace-normal @min-[46rem]:table">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="sr-only @min-[46rem]:not-sr-only @min-[46rem]:table-header-group">
          <tr role="row" className="border-b border-border">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={cx(
                  "text-xs font-medium whitespace-nowrap text-muted @min-[46rem]:px-3 @min-[46rem]:pb-2",
                  column.numeric ? "text-right" : "text-left",
                )}
              >
                {column.actions ? <span className="sr-only">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="grid gap-3 @min-[46rem]:table-row-group">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className="block rounded-control border border-border bg-raised p-4 has-[details[open],[role=alert]]:*:align-top @min-[46rem]:table-row @min-[46rem]:rounded-none @min-[46rem]:border-0 @min-[46rem]:bg-transparent @min-[46rem]:transition-colors @min-[46rem]:hover:bg-page @min-[46rem]:border-b @min-[46rem]:last:border-b-0"
            >
              {columns.map((column) => {
                const shared = { className: cellClass(column), "data-label": column.header };
                return column.primary ? (
                  <th
                    key={column.key}
                    role="rowheader"
                    scope="row"
                    {...shared}
                    className={cx(shared.className, "text-left")}
                  >
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} role="cell" {...shared}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
