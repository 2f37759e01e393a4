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
  /** Whether the value needs no header before it on a phone, such as a badge. */
  isPlain?: boolean;
}

export interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of the table if there are no rows. */
  empty?: ReactNode;
}

const CELL =
  "@min-[46rem]:table-cell @min-[46rem]:px-3 @min-[46rem]:py-2.5 @min-[46rem]:align-middle " +
  "@min-[46rem]:first:pl-5 @min-[46rem]:last:pr-5";

/** The primary column takes the free space and shortens its text; the others are as narrow as their content. */
const PRIMARY =
  "block basis-full pb-2 text-left font-medium @min-[46rem]:w-full @min-[46rem]:max-w-0 @min-[46rem]:min-w-48 @min-[46rem]:pb-2.5";
const OTHER =
  "@min-[46rem]:w-px @min-[46rem]:whitespace-nowrap @min-[46rem]:empty:table-cell " +
  // A refused form needs room for its message and for further fields.
  "has-[[role=alert]]:basis-full @min-[46rem]:has-[[role=alert]]:min-w-56 @min-[46rem]:has-[[role=alert]]:whitespace-normal @min-[55rem]:has-[[role=alert]]:min-w-80";
const VALUE =
  "flex items-baseline gap-1.5 text-muted empty:hidden has-[select]:basis-full has-[select]:*:w-full has-[select]:*:max-w-80 before:shrink-0 before:content-[attr(data-label)] " +
  "@min-[46rem]:before:content-none";

function cellClass<Row>({ numeric, primary, actions, isPlain }: Column<Row>): string {
  if (primary) return cx(CELL, PRIMARY);
  return cx(
    CELL,
    OTHER,
    actions ? "block basis-full empty:hidden" : VALUE,
    isPlain && "before:content-none",
    numeric || actions ? "@min-[46rem]:text-right" : "text-left",
  );
}

/** A table if there is room for it, else one card per row. Explicit roles keep it a table for screen readers. */
export function Table<Row>({ caption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className="@container">
      <div className="@min-[46rem]:overflow-clip @min-[46rem]:rounded-card @min-[46rem]:border @min-[46rem]:border-border @min-[46rem]:bg-raised">
        <table role="table" className="block w-full text-sm @min-[46rem]:table">
          <caption className="sr-only">{caption}</caption>
          <thead role="rowgroup" className="sr-only @min-[46rem]:not-sr-only @min-[46rem]:table-header-group">
            <tr role="row" className="border-b border-border">
              {columns.map((column) => (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  className={cx(
                    "text-xs font-medium whitespace-nowrap text-muted @min-[46rem]:px-3 @min-[46rem]:py-2.5 @min-[46rem]:first:pl-5 @min-[46rem]:last:pr-5",
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
                className="relative flex flex-wrap items-baseline gap-x-4 gap-y-1 rounded-card border border-border bg-raised p-4 [&:has(.menu)>th]:pr-10 has-[details[open],[role=alert]]:*:align-top @min-[46rem]:table-row @min-[46rem]:rounded-none @min-[46rem]:border-0 @min-[46rem]:border-b @min-[46rem]:bg-transparent @min-[46rem]:transition-colors @min-[46rem]:last:border-b-0 @min-[46rem]:hover:bg-border/40 @min-[46rem]:[&:has(.menu)>th]:pr-3"
              >
                {columns.map((column) => {
                  const shared = { className: cellClass(column), "data-label": column.header };
                  return column.primary ? (
                    <th key={column.key} role="rowheader" scope="row" {...shared}>
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
    </div>
  );
}
